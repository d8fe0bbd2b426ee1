"""The places of a sentence that name something, found once for all readings and for what the rest asks of it."""

from collections.abc import Sequence

from extract.lazy import lazy
from extract.link.comparisons import Site, sites
from extract.link.groups import Group, groups
from extract.link.scene import Scene, raw_text
from extract.read import Read
from extract.ruleset.linking import LinkRules


class Survey:
    """A sentence's scene, the comparisons in it, and the lists of data sets."""

    def __init__(self, read: Read, rules: LinkRules, collections: frozenset[str]) -> None:
        self.scene = Scene(read.annotated, raw_text(read.sentence, read.cleaned), rules, collections)
        self._rules = rules

    @lazy
    def compared(self) -> Sequence[Site]:
        """The comparisons, in order."""
        return sites(self.scene, self._rules)

    @lazy
    def measured_on(self) -> Sequence[Group]:
        """The lists of data sets and tasks, in order."""
        return groups(self.scene, self.compared, self._rules)
