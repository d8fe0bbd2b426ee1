"""The lexicon: words by concept, metrics and data sets by name, in one look-up table.

A word belongs to one concept. Concepts come first, then metrics, then data sets: a name that is a
word of an earlier kind already would never be found, and is an error in the file that has it. In a
later layer a word leaves the concept it had before.
"""

from collections.abc import Iterable, Mapping

from extract.ruleset.inflect import plurals, verb_forms
from extract.ruleset.loading import Layers, Table, done, merged
from extract.ruleset.tables import Lexicon, Metric, Term
from extract.tokens import words

SHAPES = frozenset({"NAME", "PLURAL", "WORD", "DATASET", "MASK", "PUNCT", "LPAR", "RPAR", "COMMA"})
"""Concepts that a token has by its looks, or as a data set, without a table of words."""

MEASURED = ("METRIC", "TIME", "SPEED", "RESOURCE", "OVERHEAD")
LONGEST_JOINED = 4
"""Words of a term that people may join with hyphens."""

Key = tuple[str, ...]


def lexicon(files: Mapping[str, Layers], metric_layers: Layers, dataset_layers: Layers) -> Lexicon:
    """All terms of `rules/lexicon/`, `rules/metrics.toml` and `rules/datasets.toml`."""
    made = _Lexicon()
    for layers in files.values():
        for layer, table in enumerate(layers):
            for concept, _ in table.items():
                made.add_concept(table.table(concept), concept, layer)
    for table in merged(metric_layers, "metric"):
        made.add_metric(table)
    for table in merged(dataset_layers, "dataset"):
        made.add_dataset(table)
    done([*metric_layers, *dataset_layers])
    return made.finished()


class _Lexicon:
    def __init__(self) -> None:
        self.terms: dict[Key, Term] = {}
        self.layers: dict[Key, int] = {}
        self.metrics: dict[str, Metric] = {}
        self.directions: dict[str, str] = {}
        self.improving: dict[str, Table] = {}
        self.concepts: set[str] = set(SHAPES)
        self.breaks: set[str] = set()
        self.stops: set[str] = set()
        self.named: dict[str, str] = {}

    def add_concept(self, table: Table, concept: str, layer: int) -> None:
        """One [CONCEPT] of one layer."""
        self.concepts.add(concept)
        direction = table.one_of("direction", ("up", "down"))
        if direction:
            self.directions[concept] = direction
        if table.get("ends_clause", bool, False):
            self.breaks.add(concept)
        if table.get("ends_phrase", bool, False):
            self.stops.add(concept)
        listed = [words(form.casefold()) for form in table.strings("words", ())]
        for key in dict.fromkeys([*listed, *_inflected(table)]):
            self._claim(table, key, Term(concept, "", key in listed), layer)
        self.improving |= {form: table for verb in table.strings("improving", ()) for form in verb_forms(verb)}
        table.done()

    def _claim(self, table: Table, key: Key, term: Term, layer: int) -> None:
        """Gives a word its concept: a listed form beats an inflected one, a later layer an earlier one."""
        other = self.terms.get(key)
        if other is not None and other.concept != term.concept and self.layers[key] == layer:
            if term.listed == other.listed:
                raise table.fault("words", f"{' '.join(key)!r} is {other.concept} already")
            if other.listed:
                return
        self.terms[key], self.layers[key] = term, layer

    def add_metric(self, table: Table) -> None:
        """One [[metric]]: names are found in any case, those with capitals as written before that, and "MAEs" too."""
        metric = Metric(
            table.get("id", str),
            table.chosen("concept", MEASURED),
            table.chosen("better", ("higher", "lower", "none")),
            table.chosen("scale", ("percent", "score", ""), ""),
        )
        self.metrics[metric.id] = metric
        self.concepts.add(metric.concept)
        term = Term(metric.concept, metric.id)
        for name in self._names(table):
            for form in plurals(name) if name[-1:].islower() else (name,):
                self.terms.setdefault(words(form.casefold()), term)
                if form != form.casefold():
                    self.terms[words(form)] = term
            if len(name) > 2 and name.isalpha() and name.isupper():
                self.terms.setdefault(words(f"{name}s"), term)
            if self.terms[words(name)] is not term:
                raise table.fault("names", f"{name!r} is {self.terms[words(name)].concept} already")
        self._finish(table)

    def add_dataset(self, table: Table) -> None:
        """One [[dataset]]: names are found in any case, unless they are exact or all lower."""
        term = Term("DATASET", table.get("id", str))
        exact = table.get("exact", bool, False)
        for name in self._names(table):
            key = words(name if exact or name.islower() else name.casefold())
            if self.terms.setdefault(key, term) is not term:
                raise table.fault("names", f"{name!r} is {self.terms[key].concept} already")
        self._finish(table)

    def _names(self, table: Table) -> tuple[str, ...]:
        """The names of an entry, each of one entry alone."""
        names = table.strings("names")
        for name in names:
            if name in self.named:
                raise table.fault("names", f"{name!r} is a name of {self.named[name]!r} already")
            self.named[name] = table.get("id", str)
        return names

    @staticmethod
    def _finish(table: Table) -> None:
        table.get("source", str, "")
        table.done()

    def finished(self) -> Lexicon:
        """The look-up table, with terms joined by hyphens too."""
        for form, table in self.improving.items():
            if words(form) not in self.terms:
                raise table.fault("improving", f"{form!r} is no word of any concept")
        for key, term in list(self.terms.items()):
            if 1 < len(key) <= LONGEST_JOINED and all(part.isalpha() for part in key):
                self.terms.setdefault(("-".join(key),), term)
        by_first: dict[str, list[tuple[Key, Term]]] = {}
        for key, term in self.terms.items():
            by_first.setdefault(key[0], []).append((key, term))
        return Lexicon(
            terms={first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in by_first.items()},
            metrics=self.metrics,
            directions=self.directions,
            improving=frozenset(self.improving),
            concepts=frozenset(self.concepts),
            breaks=tuple(sorted(self.breaks)),
            stops=tuple(sorted(self.stops)),
        )


def _inflected(table: Table) -> Iterable[Key]:
    forms = [form for noun in table.strings("nouns", ()) for form in plurals(noun)]
    forms += [plurals(noun)[1] for noun in table.strings("counted", ())]
    forms += [form for verb in table.strings("verbs", ()) for form in verb_forms(verb)]
    return [words(form.casefold()) for form in forms]
