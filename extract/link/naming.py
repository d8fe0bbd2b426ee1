"""What a paper calls the thing that it brings: found in its title, or where the abstract introduces it."""

from collections.abc import Iterator

import regex

from extract.ruleset import RuleSet

WINDOW = 170
"""Characters behind "we propose" in which the name may stand."""


def paper_name(title: str, abstract: str, rules: RuleSet) -> str | None:
    """The name, a verbatim piece of title or abstract; the abbreviation where the abstract goes on to use it."""
    found = _Finder(title, abstract, rules)
    titled = found.titled()
    if titled is not None:
        return found.used_instead_of(titled) or titled
    return found.called() or found.introduced() or found.owned()


def studied_name(title: str, abstract: str, rules: RuleSet) -> str | None:
    """The abbreviation of the known algorithm that a paper only studies; null where its title names none."""
    return _Finder(title, abstract, rules).studied()


_BRACED = regex.compile(r"[^{}]*+(?:\^?\{[^{}]*+\}[^{}]*+)*+")
_GAPS = regex.compile(r"[\s-]+")
_WORD = regex.compile(r"[^\W_]++")
_FURTHER = regex.compile(r"(?: [A-Z][a-z]{2,24}){1,2}+(?= \([A-Z])")
"""Further words of a long form, in front of its abbreviation."""
_BEGINS = regex.compile(r"(?<!\w)")
_ENDS = regex.compile(r"s?(?!\w)")


class _Finder:
    def __init__(self, title: str, abstract: str, rules: RuleSet) -> None:
        self.title = title
        self.abstract = abstract
        self._lower = abstract.lower()
        self.terms = rules.lexicon.terms
        self.words = rules.linking.words
        self.patterns = rules.linking.patterns
        self.sought = rules.linking.sought

    def titled(self) -> str | None:
        """ "NAME: what it does"."""
        match = self.patterns["title_name"].match(self.title)
        if match is None:
            return None
        name = match["name"].strip("\"'“”` ")
        short = self.patterns["title_abbreviation"].search(name)
        if short is not None:
            return short["name"]
        words = name.split()
        if len(words) > 1 and words[1] in ("at", "@", "for") and self._is_name(words[0]):
            return words[0]
        if not 0 < len(words) <= 4 or words[0].casefold() in self.words["title_openers"]:
            return None
        if any(word.casefold() in self.words["title_verbs"] for word in words):
            return None
        written = self._written(name)
        lower = self._stands(name.lower())
        if self._is_name(words[-1]):
            return self._shorter(written or name)
        if written is None and len(words) > 1 and words[0].endswith("ing"):
            return None
        colon = self.title[match.end("name") :].lstrip("\"'“”` ").startswith(":")
        proper = all(w[:1].isupper() or w[:1].isdigit() for w in words) and not lower and (colon or len(words) == 1)
        hyphened = len(words) == 1 and "-" in name and written == name
        return self._shorter(written or name) if proper or hyphened or (written == name and not lower) else None

    def called(self) -> str | None:
        """ "called NAME", "dubbed Long Name (ABBR)" in a sentence in which the paper speaks of itself."""
        for match in self.sought["called"].finditer(self.abstract):
            if not self._own_before(match.end(), 240):
                continue
            name = self.patterns["proper"].match(self.abstract, match.end())
            if name is not None and self._acceptable(name["name"]):
                return self._shorter(self._alone(name["name"]))
        return None

    def used_instead_of(self, titled: str) -> str | None:
        """The name of one word that the abstract introduces and goes on to use, where it never writes the title's."""
        if self._stands(titled):
            return None
        name = self.called() or self.introduced()
        if name is None or " " in name or (" " not in titled and name in titled):
            return None
        return name if self.abstract.count(name) > 1 else None

    def _alone(self, name: str) -> str:
        """A name without what it is for: of "NAME for Foo Bar" the first word."""
        words = name.split()
        return words[0] if len(words) > 1 and words[1] == "for" and self._is_name(words[0]) else name

    def introduced(self) -> str | None:
        """ "we propose NAME", "we introduce a method, NAME," or "we develop a Long Name (ABBR)"."""
        for match in self.sought["introduced"].finditer(self.abstract):
            if not self._own_before(match.start(), 60):
                continue
            end = min(self._sentence_end(match.end()), match.end() + WINDOW)
            for name in self._candidates(match.end(), end):
                if self._new(name, match.start()):
                    return self._shorter(name)
        return None

    def _new(self, name: str, at: int) -> bool:
        """Whether a name stands nowhere in front of an offset: what is brought wasn't spoken of before."""
        return not self._stands(name) or self.abstract.find(name) >= at

    def owned(self) -> str | None:
        """ "our model (NAME)", "our metric, NAME, is", "the proposed NAME", "NAME is proposed"."""
        for pattern in ("owned", "proposed", "passive"):
            for match in self.sought[pattern].finditer(self.abstract):
                name = match["name"].strip("\"'“”` ")
                if self._acceptable(name) and not self._is_dataset(name) and self._is_whole(match):
                    return self._shorter(name)
        return None

    def studied(self) -> str | None:
        """The abbreviation of a known algorithm that the title names: "Gradient Descent Escapes ..." is of "GD"."""
        title = _GAPS.sub(" ", self.title).lower()
        for bracket in self.sought["abbreviated"].finditer(self.abstract):
            name = bracket["name"]
            start = self._long_form(bracket, 0)
            words = _GAPS.sub(" ", self.abstract[start : bracket.start("name") - 1]).lower().strip(" }*")
            again = self.abstract.find(name, bracket.end()) >= 0
            runs = words.rpartition(" ")[2] in self.words["procedures"]
            if again and runs and name.casefold() not in self.words["not_names"] and f" {words}" in f" {title}":
                return name
        return None

    def _candidates(self, start: int, end: int) -> Iterator[str]:
        lead = self.patterns["lead"].match(self.abstract, start, end)
        if lead is None:
            return
        for name in self.patterns["proper"].finditer(self.abstract, start, min(end, lead.end() + 60)):
            inside = self.abstract[start : name.start()]
            if self.patterns["subordinate"].search(inside):
                break
            bracket = self.patterns["abbreviation"].match(self.abstract, name.end())
            stop = bracket.end() if bracket else name.end()
            behind = self.abstract[stop : stop + 30].lstrip("\"'”’}*` )")
            acceptable = self._acceptable(name["name"]) or (not inside.strip() and self._repeated(name["name"]))
            if not acceptable or not self._stands_alone(inside, behind):
                continue
            yield self._alone(name["name"])
        bracket = self.patterns["in_brackets"].search(self.abstract, start, end)
        if bracket is None or bracket["name"].casefold() in self.words["not_names"]:
            return
        if self.patterns["subordinate"].search(self.abstract, start, self._long_form(bracket, start)):
            return
        if self._stands_alone("", self.abstract[bracket.end() : bracket.end() + 30].lstrip()):
            yield bracket["name"]

    def _is_whole(self, match: "regex.Match[str]") -> bool:
        """Whether the words in front of an abbreviation, where a pattern looks at them, are all its long form."""
        start = match.capturesdict().get("long")
        return not start or self._long_form(match, match.start("long")) == match.start("long")

    def _long_form(self, bracket: "regex.Match[str]", start: int) -> int:
        """Where the words begin, behind `start`, that an abbreviation in a bracket stands for; else the bracket."""
        letters = [c for c in bracket["name"].lower() if c.isalpha()]
        words = list(_WORD.finditer(self.abstract, start, bracket.start("name") - 1))
        while words and letters and letters[-1] == "s" and words[-1][0][:1].lower() != "s":
            letters.pop()
        for word in reversed(words):
            if letters and word[0][0].lower() == letters[-1]:
                letters.pop()
                if not letters:
                    return word.start()
        return bracket.start("name")

    def _stands_alone(self, before: str, behind: str) -> bool:
        """Whether a name is no adjective of the noun behind it."""
        if not behind or not behind[0].isalpha():
            return True
        following = regex.split(r"\W", behind, maxsplit=1)[0]
        article = before.split()[-1:] in (["a"], ["an"])
        return (following in self.words["generic_heads"]) if article else following in self.words["name_tails"]

    def _written(self, name: str) -> str | None:
        """A title's name as the abstract writes it: "Relation DETR" there is "Relation-DETR" here."""
        if self._stands(name):
            return name
        written = _GAPS.split(name)
        if name.isascii() and self.abstract.isascii() and not all(part.lower() in self._lower for part in written):
            return None
        parts = [regex.escape(part) for part in written]
        match = regex.search(r"(?<!\w)" + r"[\s-]?".join(parts) + r"(?!\w)", self.abstract, regex.IGNORECASE)
        return match[0] if match else None

    def _stands(self, words: str) -> bool:
        """Whether words stand in the abstract as they are, or with a plural's "s"."""
        at = self.abstract.find(words)
        while at >= 0:
            if _BEGINS.match(self.abstract, at) and _ENDS.match(self.abstract, at + len(words)):
                return True
            at = self.abstract.find(words, at + 1)
        return False

    def _shorter(self, name: str) -> str:
        """The abbreviation that the abstract defines for a name and goes on to use; else the name."""
        at = self.abstract.find(name)
        if at < 0:
            return name
        end = at + len(name)
        longer = _FURTHER.match(self.abstract, end) if " " in name else None
        bracket = self.patterns["abbreviation"].match(self.abstract, longer.end() if longer else end)
        if bracket is None or not self._is_name(bracket["name"]) or (longer and bracket["name"][0] != name[0]):
            return name
        again = self.abstract.find(bracket["name"], bracket.end())
        return bracket["name"] if again >= 0 else self.abstract[at : bracket.end()]

    def _own_before(self, at: int, reach: int) -> bool:
        start = max(self.abstract.rfind(". ", 0, at) + 1, at - reach)
        return self.sought["own"].search(self.abstract, start, at) is not None

    def _sentence_end(self, at: int) -> int:
        end = self.abstract.find(". ", at)
        return len(self.abstract) if end < 0 else end

    def _acceptable(self, name: str) -> bool:
        words = name.split()
        if len(words) > 1:
            return all(
                w[:1].isupper() or w[:1].isdigit() or w in ("of", "and", "for", "with", "the", "in") for w in words
            )
        return self._is_name(name)

    def _repeated(self, word: str) -> bool:
        """Whether a word that is but capitalised is written so again: "we introduce Foo, a tool ... Foo is"."""
        if not word.isalpha() or len(word) < 3 or not word.istitle() or self._is_dataset(word):
            return False
        lower = word.lower()
        if lower in self.words["not_names"] or lower in self.words["model_names"]:
            return False
        at = self.abstract.find(word)
        return self._stands(word) and self.abstract.find(word, at + len(word)) >= 0

    def _is_name(self, word: str) -> bool:
        lower = word.casefold()
        if not _BRACED.fullmatch(word) or sum(c.isalpha() for c in word) < 2:
            return False
        if lower in self.words["not_names"] or lower in self.words["model_names"] or self._is_dataset(word):
            return False
        if lower.rpartition("-")[2] in self.words["adjective_tails"]:
            return False
        return self.patterns["shaped"].search(word) is not None or any(c in word for c in "^μ")

    def _is_dataset(self, word: str) -> bool:
        known = (*self.terms.get(word, ()), *self.terms.get(word.casefold(), ()))
        return any(len(key) == 1 and term.concept == "DATASET" for key, term in known)
