"""What the rest of an abstract says of its names; each part made when a reading asks for it."""

from functools import cached_property

from extract.ruleset import RuleSet


class PaperContext:
    """Title and abstract of one paper, raw, and what they tell of the names in it."""

    def __init__(self, title: str, abstract: str, rules: RuleSet) -> None:
        self.title = title
        self.abstract = abstract
        self.rules = rules

    @cached_property
    def name(self) -> str | None:
        """What the paper calls the thing that it brings: from the title or where the abstract introduces it."""
        return self._titled or self._called or self._abbreviated or self._introduced

    @cached_property
    def own_from(self) -> int:
        """Offset in the abstract of the first words in which the paper speaks of itself."""
        match = self.rules.linking.patterns["own"].search(self.abstract)
        own = match.start() if match else len(self.abstract)
        named = self.abstract.find(self.name) if self.name else -1
        own = own if named < 0 else min(own, named)
        return 0 if own == len(self.abstract) else own

    @property
    def _titled(self) -> str | None:
        match = self.rules.linking.patterns["title_name"].match(self.title)
        if match is None:
            return None
        name = match["name"].strip("\"'“”` ")
        if not name or not self._is_name(name.split()[-1] if " " in name else name):
            known = name in self.abstract and len(name.split()) <= 4 and name[:1].isupper()
            return name if known else None
        if len(name.split()) > 4:
            return None
        if name not in self.abstract:
            at = self.abstract.casefold().find(name.casefold())
            name = self.abstract[at : at + len(name)] if at >= 0 else name
        return name

    @property
    def _called(self) -> str | None:
        patterns = self.rules.linking.patterns
        for match in patterns["called"].finditer(self.abstract):
            start = match.end()
            while self.abstract[start : start + 1] in tuple("\"'“‘`*({") or self.abstract.startswith("\\", start):
                step = self.abstract.find("{", start) + 1 if self.abstract[start] == "\\" else start + 1
                if step <= start:
                    break
                start = step
            words = []
            for word in self.abstract[start : start + 60].split():
                bare = word.rstrip(",.;:()\"'”’}`*")
                if not (bare[:1].isupper() or bare[:1].isdigit() or self._is_name(bare)):
                    break
                words.append(bare)
                if bare != word or len(words) == 5:
                    break
            if not words:
                continue
            name = self.abstract[start : start + len(self.abstract[start:])].split(words[-1], 1)[0] + words[-1]
            bracket = self.abstract[start + len(name) : start + len(name) + 20].lstrip()
            if bracket.startswith("(") and ")" in bracket:
                short = bracket[1 : bracket.index(")")]
                if self._is_name(short):
                    return self._shorter(name, short, start, start + len(name) + 2 + len(short))
            return name if self._is_name(words[-1]) or len(words) > 1 or name[:1].isupper() else None
        return None

    @property
    def _abbreviated(self) -> str | None:
        """An abbreviation that the title or an introducing sentence defines."""
        match = self.rules.linking.patterns["title_abbreviation"].search(self.title)
        return match["name"] if match and match["name"] in self.abstract else None

    @property
    def _introduced(self) -> str | None:
        patterns = self.rules.linking.patterns
        own = patterns["own"]
        for match in patterns["introduced"].finditer(self.abstract):
            lead = self.abstract[max(0, match.start() - 60) : match.start()]
            if not own.search(lead):
                continue
            end = self._sentence_end(match.end())
            for shape in patterns["shaped"].finditer(self.abstract, match.end(), min(end, match.end() + 160)):
                if not self._is_name(shape[0]):
                    continue
                before = self.abstract[match.end() : shape.start()]
                if before.rstrip().endswith("("):
                    long = patterns["long_form"].search(self.abstract[match.end() : shape.start()])
                    if long:
                        start = match.end() + long.start("long")
                        return self._shorter(long["long"].rstrip(), shape[0], start, shape.end() + 1)
                    return shape[0]
                if len(before.split()) <= 3 and not _prepositional(before):
                    return shape[0]
        return None

    def _shorter(self, long: str, short: str, start: int, end: int) -> str:
        """The abbreviation where the abstract goes on to use it, else both as they stand together."""
        again = self.abstract.find(short, end)
        return short if again >= 0 else self.abstract[start:end].strip()

    def _sentence_end(self, at: int) -> int:
        end = self.abstract.find(". ", at)
        return len(self.abstract) if end < 0 else end

    def _is_name(self, word: str) -> bool:
        rules = self.rules.linking
        bare = word.strip("\"'“”.,;:()")
        lower = bare.casefold()
        if lower in rules.words["not_names"] or self._is_dataset(bare):
            return False
        return rules.patterns["shaped"].search(bare) is not None or any(c in bare for c in "^{μ")

    def _is_dataset(self, word: str) -> bool:
        terms = self.rules.lexicon.terms
        return any(
            len(key) == 1 and term.concept == "DATASET"
            for key, term in (*terms.get(word, ()), *terms.get(word.casefold(), ()))
        )


def _prepositional(words: str) -> bool:
    return any(f" {p} " in f" {words} " for p in ("of", "for", "in", "with", "on", "to", "from", "between", "by"))
