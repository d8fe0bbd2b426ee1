"""Which records are one paper, which of them is kept, and under which key.

Two records are one paper where

- they share an identifier and no better one of theirs says otherwise (two arXiv papers may name
  one journal's DOI), or
- their folded titles are equal and their abstracts are the same text but for case, spacing and
  punctuation, or begin with the same 64 letters and digits, some twelve words: a cut tail, a
  revised sentence. An opening counts only between records that don't carry different identifiers
  of one scheme, and so does a whole text shorter than one.

Of one paper's records the one with an identifier is kept, then the longer abstract, then the
dated one, then the first in the input. Papers come in the order of the kept records.

A key is the best identifier of all records of the paper: arXiv, then DOI, then the source's own;
without any it is "title:" and 16 hex digits of SHA-256 over the folded title. Where several papers
without identifier bear one title, and for an abstract without a title, "-" and 16 hex digits over
the folded abstract follow. So a key changes in two cases only, in a run whose input holds more
than the last one's: a paper gains a better identifier, when its rows move to that key whole, or a
namesake joins it. Keys of what is already better identified never change.

Deciding needs all records, but of each only a fingerprint of about a hundred bytes: `decide`
makes one pass over the input, `Decisions.apply` is a second one. Hashes have 64 bits: in ten million
papers the chance of a false meeting is about one in 400,000.
"""

from __future__ import annotations

import hashlib
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from extract.models import Paper, Record, Rejected
from extract.readers.fields import TITLE_SCHEME, rank_of

OPENING = 64
ANCHORS_TRIED = 16
EXCERPT_CHARS = 200
ASCII = bytes(range(128))
NOT_WORD_ASCII = bytes(code for code in ASCII if not chr(code).isalnum())


def fold(text: str) -> bytes:
    """The letters and digits of `text`, in lower case and without accents, as UTF-8."""
    if text.isascii():
        return text.lower().encode().translate(None, NOT_WORD_ASCII)
    folded = unicodedata.normalize("NFKD", text).casefold().encode().translate(None, NOT_WORD_ASCII)
    for char in set(folded.translate(None, ASCII).decode()):
        if not char.isalnum():
            folded = folded.replace(char.encode(), b"")
    return folded


def assign(items: Iterable[Record | Rejected]) -> Iterator[Paper | Rejected]:
    """Both passes over items that fit into memory; see `decide` for those that don't."""
    held: Sequence[Record | Rejected] = items if isinstance(items, Sequence) else list(items)
    yield from decide(held).apply(held)


def decide(items: Iterable[Record | Rejected]) -> Decisions:
    """The first pass: takes the fingerprint of every record and decides by them alone."""
    prints = Fingerprints()
    for item in items:
        if isinstance(item, Record):
            prints.add(item)
    return Decisions(prints)


class Fingerprints:
    """What is remembered of every record, column by column; a record is known by its ordinal in the input."""

    def __init__(self) -> None:
        self.titles = array("Q")
        self.abstracts = array("Q")
        self.openings = array("Q")
        self.lengths = array("I")
        self.dated = array("B")
        self.places = array("q")
        self.files = array("I")
        self.origins: dict[tuple[str, str], int] = {}
        self.keys = array("Q")
        self.key_ranks = array("B")
        self.key_owners = array("I")
        self.texts = bytearray()
        self.text_ends = array("Q")

    def __len__(self) -> int:
        return len(self.titles)

    def add(self, record: Record) -> None:
        title, abstract = fold(record.title), fold(record.abstract)
        self.titles.append(_hash(title) if title else 0)
        self.abstracts.append(_hash(abstract))
        self.openings.append(_hash(abstract[:OPENING]))
        self.lengths.append(len(abstract))
        self.dated.append(record.published is not None)
        self.places.append(record.source_record)
        self.files.append(self.origins.setdefault((record.source, record.source_file), len(self.origins)))
        for identifier in record.identifiers:
            if not identifier.startswith(TITLE_SCHEME):
                self.keys.append(_hash(identifier.encode()))
                self.key_ranks.append(rank_of(identifier))
                self.key_owners.append(len(self) - 1)
        self.texts += record.identifiers[0].encode() if record.identifiers else b""
        self.text_ends.append(len(self.texts))

    def best(self, index: int) -> str:
        """The record's preferred identifier as given, empty where it has none."""
        start = self.text_ends[index - 1] if index else 0
        return self.texts[start : self.text_ends[index]].decode()

    def identifier(self, index: int) -> str:
        """As `best`, without a key that was made from a title."""
        best = self.best(index)
        return "" if best.startswith(TITLE_SCHEME) else best

    def origin(self, index: int) -> str:
        source, file = next(islice(self.origins, self.files[index], None))
        return f"{source}: {file}, record {self.places[index]}"


class Decisions:
    """For every record by its ordinal, whether it is kept and the key of its paper."""

    def __init__(self, prints: Fingerprints) -> None:
        self._prints = prints
        groups = _Groups(prints)
        _link_by_identifier(prints, groups)
        _link_by_text(prints, groups)
        self._kept, self._better = groups.kept()
        self._namesakes = _namesakes(prints, self._kept, self._better)

    def __len__(self) -> int:
        return len(self._prints)

    def kept(self, index: int) -> int:
        """The ordinal of the record that is kept for the paper of record `index`; itself for a kept one."""
        return self._kept[index]

    def paper_id(self, index: int) -> str:
        """The key of the paper that record `index` is of."""
        kept = self.kept(index)
        known = self._better.get(kept) or self._prints.identifier(kept)
        if known:
            return known
        title = self._prints.titles[kept]
        if kept in self._namesakes or not title:
            head = f"{title:016x}" if title else hashlib.sha256().hexdigest()[:16]
            return f"{TITLE_SCHEME}{head}-{self._prints.abstracts[kept]:016x}"
        return self._prints.best(kept) or f"{TITLE_SCHEME}{title:016x}"

    def origin(self, index: int) -> str:
        """Where the record stands that is kept for the paper of record `index`."""
        return self._prints.origin(self.kept(index))

    def apply(self, items: Iterable[Record | Rejected], *, first: int = 0) -> Iterator[Paper | Rejected]:
        """The second pass over the same items, or over a slice whose first record has the ordinal `first`.

        A record that is kept comes out as its paper, any other as a `Rejected` of reason
        "duplicate", whose message is the key of its paper and whose excerpt names the record kept.
        """
        index = first
        for item in items:
            if isinstance(item, Rejected):
                yield item
                continue
            if self.kept(index) == index:
                yield Paper(paper_id=self.paper_id(index), record=item)
            else:
                yield self._duplicate(item, index)
            index += 1

    def _duplicate(self, record: Record, index: int) -> Rejected:
        note = f" [kept: {self.origin(index)}]"
        title = " ".join(record.title.split())[: max(0, EXCERPT_CHARS - len(note))]
        return Rejected(
            source_file=record.source_file,
            source_record=record.source_record,
            reason="duplicate",
            message=self.paper_id(index),
            excerpt=(title + note)[:EXCERPT_CHARS],
        )


class _Groups:
    """Disjoint sets of records that are one paper."""

    def __init__(self, prints: Fingerprints) -> None:
        self._prints = prints
        self._parents = array("I", range(len(prints)))
        self._best: dict[int, str] = {}

    def root(self, index: int) -> int:
        parents = self._parents
        while (parent := parents[index]) != index:
            parents[index] = parents[parent]
            index = parent
        return index

    def best(self, index: int) -> str:
        root = self.root(index)
        return self._best[root] if root in self._best else self._prints.identifier(root)

    def clash(self, one: int, other: int, *, above: int | None = None) -> bool:
        """Whether the best identifiers of two groups are different ones of one scheme, better than rank `above`."""
        first, second = self.best(one), self.best(other)
        if not first or not second or first == second:
            return False
        scheme = first.partition(":")[0]
        return scheme == second.partition(":")[0] and (above is None or rank_of(first) < above)

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        if low == high:
            return
        best = min((found for found in (self.best(low), self.best(high)) if found), key=rank_of, default="")
        self._parents[high] = low
        self._best.pop(high, None)
        if best != self._prints.identifier(low):
            self._best[low] = best

    def kept(self) -> tuple[array[int], dict[int, str]]:
        """The kept record for each record, and the key of each kept one whose own isn't the paper's best."""
        kept = array("I", map(self.root, range(len(self._parents))))
        better: dict[int, str] = {}
        for group in _runs(kept):
            chosen = max(group, key=self._preference)
            best = min(filter(None, map(self._prints.identifier, (chosen, *group))), key=rank_of, default="")
            if best != self._prints.identifier(chosen):
                better[chosen] = best
            for index in group:
                kept[index] = chosen
        return kept, better

    def _preference(self, index: int) -> tuple[bool, int, int, int]:
        prints = self._prints
        return bool(prints.identifier(index)), prints.lengths[index], prints.dated[index], -index


def _link_by_identifier(prints: Fingerprints, groups: _Groups) -> None:
    for run in _runs(prints.keys):
        rank = prints.key_ranks[run[0]]
        anchors: list[int] = []
        for owner in (prints.key_owners[row] for row in run):
            same = (anchor for anchor in anchors[:ANCHORS_TRIED] if not groups.clash(anchor, owner, above=rank))
            anchor = next(same, None)
            if anchor is None:
                anchors.append(owner)
            else:
                groups.join(anchor, owner)


def _link_by_text(prints: Fingerprints, groups: _Groups) -> None:
    for run in _runs(prints.titles):
        whole: dict[int, int] = {}
        opened: dict[int, int] = {}
        titled = prints.titles[run[0]] != 0
        for index in run:
            is_long = prints.lengths[index] >= OPENING
            same = whole.setdefault(prints.abstracts[index], index)
            if same != index and (is_long or not groups.clash(same, index)):
                groups.join(same, index)
            if titled and is_long:
                begun = opened.setdefault(prints.openings[index], index)
                if not groups.clash(begun, index):
                    groups.join(begun, index)


def _namesakes(prints: Fingerprints, kept: array[int], better: dict[int, str]) -> set[int]:
    """The kept records without identifier whose title another such paper bears too."""
    found: set[int] = set()
    for run in _runs(prints.titles):
        bare = [i for i in run if kept[i] == i and i not in better and not prints.identifier(i)]
        if len(bare) > 1:
            found.update(bare)
    return found


def _runs(column: array[int]) -> Iterator[list[int]]:
    """The positions of every value that occurs more than once, rising, value by value."""
    import numpy as np

    values = np.array(column, dtype=column.typecode)
    order = np.argsort(values, kind="stable")
    edges = np.flatnonzero(values[order[1:]] != values[order[:-1]]) + 1
    starts, ends = np.append(0, edges), np.append(edges, len(order))
    several = ends - starts > 1
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        yield order[start:end].tolist()


def _hash(text: bytes) -> int:
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big")
