"""What the rest of an abstract says of its names; each part made when a reading asks for it."""

from functools import cached_property

from extract.link.naming import paper_name
from extract.ruleset import RuleSet


class PaperContext:
    """Title and abstract of one paper, raw, and what they tell of the names in it."""

    def __init__(self, title: str, abstract: str, rules: RuleSet) -> None:
        self.title = title
        self.abstract = abstract
        self.rules = rules

    @cached_property
    def name(self) -> str | None:
        """What the paper calls the thing that it brings; null where it gives no name."""
        return paper_name(self.title, self.abstract, self.rules)

    @cached_property
    def own_from(self) -> int:
        """Offset in the abstract of the first words in which the paper speaks of itself."""
        match = self.rules.linking.patterns["own"].search(self.abstract)
        own = match.start() if match else len(self.abstract)
        named = self.abstract.find(self.name) if self.name else -1
        own = own if named < 0 else min(own, named)
        return 0 if own == len(self.abstract) else own
