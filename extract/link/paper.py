"""What the rest of an abstract says of its names; each part made when a reading asks for it."""

from bisect import bisect_right
from collections.abc import Iterator

import regex

from extract.lazy import lazy
from extract.link.naming import paper_name, studied_name
from extract.link.survey import Survey
from extract.read import Read
from extract.ruleset import RuleSet
from extract.sentences import Sentence, split

REACH = 3
"""Sentences that may stand between an evaluation's data sets and its numbers."""

LONG = 5
"""Characters of a name of which the end can tell that it is a data set's."""

KEPT = 64
"""Sentences kept as they were read: more than an abstract has, and so few that a text of thousands takes no memory."""

WIDTH = 40
"""Characters in front of a noun in which a name may begin; four times as many where it is in apposition."""


class PaperContext:
    """Title and abstract of one paper, raw, and what they tell of the names in it."""

    def __init__(self, title: str, abstract: str, rules: RuleSet) -> None:
        self.title = title
        self.abstract = abstract
        self.rules = rules
        self._named: dict[int, tuple[str, ...]] = {}
        self._read: dict[int, Read] = {}
        self._surveys: dict[Read, Survey] = {}

    @lazy
    def name(self) -> str | None:
        """What the paper calls the thing that it brings; null where it gives no name."""
        return paper_name(self.title, self.abstract, self.rules)

    @lazy
    def studied(self) -> str | None:
        """The known algorithm that a paper without a name of its own studies; null where it tells of none."""
        return studied_name(self.title, self.abstract, self.rules) if self.name is None else None

    @lazy
    def own_from(self) -> int:
        """Offset in the abstract of the first words in which the paper speaks of itself."""
        match = self.rules.linking.sought["own"].search(self.abstract)
        own = match.start() if match else len(self.abstract)
        named = _found(self.name, self.abstract) if self.name else -1
        own = own if named < 0 else min(own, named)
        return 0 if own == len(self.abstract) else own

    @lazy
    def results_from(self) -> int:
        """Offset in the abstract of the first words in which the paper says more of itself than what its problem is."""
        poses = self.rules.linking.patterns["poses"]
        own = self.rules.linking.sought["own"].finditer(self.abstract)
        told = next((m.start() for m in own if poses.match(self.abstract, m.end()) is None), self.own_from)
        named = _found(self.name, self.abstract) if self.name else -1
        return told if named < 0 else max(self.own_from, min(told, named))

    @lazy
    def collections(self) -> frozenset[str]:
        """The names that title and abstract tell to be those of data sets, benchmarks, corpora."""
        text = f"{self.title}\n{self.abstract}"
        found = self.rules.linking.sought["collection"].finditer(text)
        return frozenset(name for noun in found for name in self._beside(noun, text))

    def _beside(self, noun: "regex.Match[str]", text: str) -> Iterator[str]:
        """The names around a noun for a data set."""
        patterns, start, end = self.rules.linking.patterns, noun.start(), noun.end()
        before = patterns["collection_before"].search(text, max(0, start - WIDTH), start)
        if before is not None and not text[end + 1 : end + 2].isupper() and self._proper(before, text):
            yield before["name"]
        apposed = patterns["collection_apposed"].search(text, max(0, start - 4 * WIDTH), start)
        if apposed is not None and self._proper(apposed, text):
            yield apposed["name"]
        behind = patterns["collection_behind"].match(text, end)
        if behind is not None and self._is_name(behind["name"], text):
            yield behind["name"]

    def _proper(self, match: "regex.Match[str]", text: str) -> bool:
        """Whether a word before a noun is written as a name and not as the first of a sentence."""
        name = match["name"]
        shaped = any(c.isupper() or c.isdigit() for c in name[1:])
        inside = text[: match.start()].rpartition(" ")[0].rpartition(" ")[2].islower()
        return (shaped or inside) and self._is_name(name, text)

    def _is_name(self, name: str, text: str) -> bool:
        words = self.rules.linking.words
        lower, tail = name.casefold(), name.rpartition("-")[2]
        if any(lower in words[kind] for kind in ("not_names", "determiners", "generic_heads", "kinds")):
            return False
        head = lower.split("-", 1)[0]
        if head in words["model_names"] or head in words["hardware_names"] or lower.endswith("ly"):
            return False
        if "-" in name and ((tail.isalpha() and tail.islower()) or tail.lower() in words["adjective_tails"]):
            return False
        short = text.find(f"({name})")
        long = text[:short].split()[-1:] if short > 0 else []
        return len(name) > 2 and not any(w.lower() in words["task_heads"] or w.islower() for w in long)

    def is_method(self, name: str) -> bool:
        """Whether the abstract tells that a name is an algorithm's: "the NAME algorithm", "foo sampling (NAME)"."""
        if name == self.name:
            return True
        doers, at = self.rules.linking.words["doers"], self.abstract.find(name)
        while at >= 0:
            behind = self.abstract[at + len(name) : at + len(name) + 30].lstrip(")").split()[:1]
            before = self.abstract[max(0, at - 30) : at].rstrip("(").split()[-1:]
            bracketed = self.abstract[at - 1 : at] == "(" and any(w.lower() in doers for w in before)
            if bracketed or any(w.strip(",.").lower() in doers for w in behind):
                return True
            at = self.abstract.find(name, at + 1)
        return False

    @lazy
    def sentences(self) -> tuple[Sentence, ...]:
        """The abstract's sentences, in order."""
        return tuple(split(self.abstract, self.rules.sentences))

    def read(self, sentence: Sentence) -> Read:
        """A sentence of which nothing is masked, as the stages read it; the same one for all that ask."""
        if sentence.start not in self._read:
            if len(self._read) >= KEPT:
                self._read.clear()
            self._read[sentence.start] = Read(sentence, self.rules)
        return self._read[sentence.start]

    def survey(self, read: Read) -> Survey:
        """The names in a sentence; made once for all that ask."""
        if read not in self._surveys:
            if len(self._surveys) >= KEPT:
                self._surveys.clear()
            self._surveys[read] = Survey(read, self.rules.linking, self.collections)
        return self._surveys[read]

    def measured_before(self, where: Sentence) -> tuple[str, ...]:
        """The data sets by name of the last sentence in front of `where` that tells of an evaluation on some."""
        here = bisect_right(self.sentences, where.start, key=lambda sentence: sentence.end)
        for sentence in reversed(self.sentences[max(0, here - REACH) : here]):
            names = self._measured(sentence)
            if names:
                return names
        return ()

    @lazy
    def brought(self) -> tuple[str, ...]:
        """The data set that the paper itself brings, by its name; nothing where it brings none."""
        name = self.name or ""
        words = self.rules.linking.words
        named = name in self.collections or any(word.casefold() in words["collections"] for word in name.split())
        named = named or (len(name) > LONG and name.casefold().endswith(tuple(words["collections"])))
        named = named or (bool(name) and name in self.title.partition(":")[0] and self._titled_collection())
        return (name,) if name and named else ()

    def _titled_collection(self) -> bool:
        """Whether the title goes on to say that what it names is a collection: "NAME: A Spoken Corpus of"."""
        rest = self.title.partition(":")[2].strip()
        return self.rules.linking.patterns["titled_collection"].match(rest) is not None

    @lazy
    def sole(self) -> tuple[str, ...]:
        """The one data set that the abstract tells of measuring on; nothing where there are several or none."""
        names: dict[str, None] = {}
        for sentence in self.sentences:
            names |= dict.fromkeys(self._measured(sentence))
            if len(names) > 1:
                return ()
        return tuple(names)

    @lazy
    def shared_task(self) -> tuple[str, ...]:
        """The shared task that the abstract tells of first, by its name."""
        match = self.rules.linking.sought["shared_task"].search(self.abstract)
        return (match["name"],) if match else ()

    def named_in(self, where: Sentence) -> bool:
        """Whether a sentence speaks of the data set that numbers would be taken to be measured on."""
        return any(name in where.text for name in self.brought or self.sole)

    def _measured(self, sentence: Sentence) -> tuple[str, ...]:
        """The data sets that a sentence names, if it tells of an evaluation; found once for all that ask."""
        if sentence.start not in self._named:
            self._named[sentence.start] = self._measured_in(sentence)
        return self._named[sentence.start]

    def _measured_in(self, sentence: Sentence) -> tuple[str, ...]:
        rules = self.rules
        evaluates = rules.linking.sought["evaluation"].search(sentence.text) is not None
        if not evaluates and not rules.linking.sought["on_name"].search(sentence.text):
            return ()
        survey = self.survey(self.read(sentence))
        scene, found = survey.scene, survey.measured_on
        opens = evaluates or scene.tokens[0].lower in rules.linking.words["on_strong"]
        names = (
            scene.name(name)
            for group in found
            if group.named
            and not group.rests
            and (group.known(scene) or (opens and group.strong(scene, rules.linking)))
            for name in group.names
        )
        return tuple(dict.fromkeys(n for n in names if n != self.name or self.brought))


def _found(name: str, text: str) -> int:
    """Where a name stands in a text, not within another word; -1 without one."""
    at = text.find(name)
    while at >= 0 and (text[at - 1 : at].isalnum() or text[at + len(name) : at + len(name) + 1].isalnum()):
        at = text.find(name, at + 1)
    return at
