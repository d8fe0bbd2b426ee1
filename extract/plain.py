"""A whole text freed of the dress that its way here gave it, keeping a map back to the raw characters.

Copying, converting and typesetting change how a text is written and nothing of what it says: line
ends and widths of spaces, entities, UTF-8 read as Windows-1252, invisible marks, full-width letters,
decomposed accents, emoji, TeX comments. This comes before all other stages, which so never meet
them; `extract.clean` undoes the TeX of single sentences behind it.
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extract.clean import CleanText
from extract.models import Claim
from extract.normalise import claim_id
from extract.offsets import Edit, chained, edited
from extract.ruleset import CleanRules
from extract.shapes import shapes
from extract.unguarded import unguarded


@unguarded
@dataclass(frozen=True, slots=True)
class PlainText:
    """A text as the stages read it: `plain.text`, and the `raw` text that the offsets of `plain` lead to."""

    raw: str
    plain: CleanText

    @property
    def text(self) -> str:
        """The plain text."""
        return self.plain.text

    @property
    def changed(self) -> bool:
        """Whether it differs from the raw text."""
        return self.plain.starts is not None

    def raw_piece(self, piece: str, start: int = 0, end: int | None = None) -> str | None:
        """The raw characters of a piece of the plain text, looked for between two offsets; None without one."""
        at = self.text.find(piece, start, len(self.text) if end is None else end)
        if at < 0 or not piece:
            return None
        left, right = self.plain.raw(at, at + len(piece))
        return self.raw[left:right]


def plain(text: str, rules: CleanRules) -> PlainText:
    """`text` in plain dress; takes time linear in its length."""
    read = CleanText(text)
    if not (text.isascii() and text.isprintable()) or "&" in text or "  " in text or text.isupper():
        for edits in (_decodings, shapes, _compositions, _small_letters):
            read = _chained(read, _edited(read.text, edits(read.text, rules)))
    if "\\" in read.text:
        read = _chained(read, _edited(read.text, _styles(read.text, rules)))
    if "- " in read.text:
        read = _chained(read, _edited(read.text, _line_ends(read.text, rules)))
    return PlainText(text, read)


def restored(claim: Claim, title: PlainText, abstract: PlainText) -> Claim:
    """A claim found in plain texts as one of the raw texts: its spans, its quotes and its names, under its id."""
    if not (title.changed or abstract.changed):
        return claim
    start, end = abstract.plain.raw(claim.start, claim.end)
    sentence_start, sentence_end = abstract.plain.raw(claim.sentence_start, claim.sentence_end)
    within = claim.sentence_start, claim.sentence_end

    def name(piece: str) -> str:
        return abstract.raw_piece(piece, *within) or abstract.raw_piece(piece) or title.raw_piece(piece) or piece

    return replace(
        claim,
        claim_id=claim_id(claim.paper_id, start, end, claim.claim_type),
        text=abstract.raw[start:end],
        start=start,
        end=end,
        sentence=abstract.raw[sentence_start:sentence_end],
        sentence_start=sentence_start,
        sentence_end=sentence_end,
        metric=name(claim.metric) if claim.metric else claim.metric,
        subject=name(claim.subject) if claim.subject else claim.subject,
        datasets=tuple(map(name, claim.datasets)),
        baselines=tuple(map(name, claim.baselines)),
    )


def _compositions(text: str, rules: CleanRules) -> Iterable[Edit]:
    """Letters with their accents as one character, where there is one."""
    if not unicodedata.is_normalized("NFC", text):
        for match in _DECOMPOSED.finditer(text):
            yield match.start(), match.end(), unicodedata.normalize("NFC", match[0])


_DECOMPOSED = regex.compile(r"[^\p{M}\s]\p{M}{1,9}+|[\u2126\u212a\u212b]")


def _small_letters(text: str, rules: CleanRules) -> Iterable[Edit]:
    """Words and TeX commands of a text all in capitals, but first letters behind a full stop and single letters."""
    if not text.isupper() or len(text) < SHOUTED:
        return
    for match in _SHOUTED_WORD.finditer(text):
        small = match[0].lower()
        if small[1:].title() in rules.functions and _CALL.match(text, match.end()):
            small = small.title()
        if len(small) == len(match[0]):
            yield match.start(), match.end(), small


_SHOUTED_WORD = regex.compile(r"\\\p{Lu}++|(?<!\p{L})(?<!(?:\A|[.!?]\s))\p{Lu}{2,}+|(?<=(?:\A|[.!?]\s)\p{Lu})\p{Lu}++")
_CALL = regex.compile(r"\}{0,2}\s?(?:\\[A-Z]{3,6}\s?)?[(\[{]")
SHOUTED = 80
"""Characters from which on a text all in capitals is one that somebody put into capitals."""


def _styles(text: str, rules: CleanRules) -> Iterable[Edit]:
    """The TeX that only styles words: what stands between the words of a phrase parts them."""
    for match in styled(rules).finditer(text):
        words = match.span("words") if match["words"] else match.span("within")
        yield match.start(), words[0], ""
        yield words[1], match.end(), ""


@lru_cache(maxsize=4)
def styled(rules: CleanRules) -> regex.Pattern[str]:
    """Words between braces with a command that styles them, before the braces or within."""
    name = "|".join(sorted(rules.styles, key=lambda name: (-len(name), name)))
    words = r"[^{}\\$]{1,200}+"
    return regex.compile(rf"\\(?:{name})\s?\{{(?P<words>{words})\}}|\{{\s?\\(?:{name})\s(?P<within>{words})\}}")


def _line_ends(text: str, rules: CleanRules) -> Iterable[Edit]:
    """The hyphens that cut a word of the rules in two where a line ended."""
    at = text.find("- ")
    done = 0
    while at >= 0:
        start = at
        while start > done and text[start - 1].isalpha():
            start -= 1
        match = _CUT_WORD.match(text, start)
        if match is not None:
            done = match.end()
            if (match[1] + match[3]).lower() in rules.words:
                yield match.start(2), match.end(2), ""
        at = text.find("- ", at + 1)


_CUT_WORD = regex.compile(r"(?<![\p{L}-])(\p{L}{2,20}+)(- )(\p{Ll}{2,20}+)(?![\p{L}-])")


def _edited(text: str, edits: Iterable[Edit]) -> CleanText:
    found = edited(text, edits)
    return CleanText(text) if found is None else CleanText(*found)


def _chained(first: CleanText, second: CleanText) -> CleanText:
    """The text of `second`, which was made of that of `first`, with offsets into what `first` was made of."""
    if first.starts is None or first.ends is None:
        return second
    if second.starts is None or second.ends is None:
        return first
    starts = chained(first.starts, second.starts, ends=False)
    return CleanText(second.text, starts, chained(first.ends, second.ends, ends=True))


def _decodings(text: str, rules: CleanRules) -> Iterable[Edit]:
    if not _ENCODED_START.search(text):
        return
    for match in _encoded().finditer(text):
        character = _decoded(match)
        if character is not None:
            yield match.start(), match.end(), character


_ENCODED_START = re.compile("[&ÂÃÄÅËÌÎÏâáïð]")


@lru_cache(maxsize=1)
def _encoded() -> regex.Pattern[str]:
    """Entities, escaped once or twice, and what two to four bytes of UTF-8 look like in Windows-1252.

    Not every first byte: "×" and "ß" before a no-break space are themselves.
    """
    trail = "[" + "".join(_TRAILS) + "]"
    return regex.compile(
        rf"""
          &(?:amp;)?(?P<entity>\#\d{{2,7}}|\#[xX][0-9A-Fa-f]{{2,6}}|[A-Za-z][A-Za-z0-9]{{1,23}}+);
        | (?P<bytes>[ÂÃÄÅËÌÎÏ]{trail} | [âáï]{trail}{{2}} | ð{trail}{{3}})
        """,
        regex.VERBOSE,
    )


def _byte(code: int) -> str:
    """A byte read as Windows-1252, which leaves five of them open: those are read as Latin-1."""
    raw = bytes([code])
    return raw.decode("latin-1" if code in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252")


_TRAILS = {char: code for code in range(0x80, 0xC0) for char in (_byte(code), chr(code))}
"""The bytes behind the first of a character in UTF-8, as Windows-1252 and as Latin-1 show them."""


def _decoded(match: regex.Match[str]) -> str | None:
    if match["entity"]:
        character = html.unescape(f"&{match['entity']};")
        return character if len(character) == 1 else None
    found = match["bytes"]
    try:
        return bytes([ord(found[0]), *(_TRAILS[char] for char in found[1:])]).decode()
    except UnicodeDecodeError:
        return None
