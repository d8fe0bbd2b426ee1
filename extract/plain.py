"""A whole text freed of the dress that its way here gave it, keeping a map back to the raw characters.

Copying, converting and typesetting change how a text is written and nothing of what it says: line
ends and widths of spaces, entities, UTF-8 read as Windows-1252, invisible marks, full-width letters,
decomposed accents, emoji, TeX comments. This comes before all other stages, which so never meet
them; `extract.clean` undoes the TeX of single sentences behind it.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extract.clean import CleanText
from extract.models import Claim
from extract.normalise import claim_id
from extract.offsets import Edit, chained, edited
from extract.ruleset import CleanRules
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
        for edits in (_decodings, _shapes, _compositions, _small_letters):
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


def _shapes(text: str, rules: CleanRules) -> Iterable[Edit]:
    for match in _shaped_places(text, shaped(rules)):
        kind = match.lastgroup or ""
        piece = rules.forms[match[0]] if kind == "form" else _SHAPES[kind](match)
        if piece != match[0]:
            yield match.start(), match.end(), piece


_STRANGE = re.compile(r"[^\x20-\x7e]")
_SPACES = re.compile(r"[^\x20-\x7e]|\x20(?=[^\x21-\x7e])")


def _strange_places(text: str) -> Iterator[int]:
    """Where something to be put into shape can begin: a strange character, the space before one, and double spaces."""
    if "  " in text:
        yield from (match.start() for match in _SPACES.finditer(text))
        return
    for match in _STRANGE.finditer(text):
        at = match.start()
        if text[at - 1 : at] == " ":
            yield at - 1
        yield at


def _shaped_places(text: str, pattern: "regex.Pattern[str]") -> "Iterator[regex.Match[str]]":
    """The matches of a pattern of shapes, tried nowhere but where it can begin."""
    at = 0
    for place in _strange_places(text):
        match = pattern.match(text, place) if place >= at else None
        if match is not None:
            at = match.end()
            yield match


_INVISIBLE = r"\p{Cf}\ufffc\ufe00-\ufe0f\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_EMOJI = r"\U0001f000-\U0001faff\p{Emoji_Presentation}"
_COMMENT = r"(?<=\n)(?<![\d}$]\s?\n)%[^\n]*+(?:\n|\Z)"


@lru_cache(maxsize=4)
def shaped(rules: CleanRules) -> regex.Pattern[str]:
    """What is put into shape, each kind in a group of its name.

    A dash that joins two words, or a word and a number behind it, is a hyphen, and one before a number a minus sign.
    """
    dash = "[–" + "".join(sorted(form for form, read in rules.forms.items() if read == "–")) + "]"
    unseen = f"[{_INVISIBLE}]{{0,9}}"
    return regex.compile(
        rf"""
        (?:(?=[^\x20-\x7e])|(?=\x20[^\x21-\x7e]))
        (?: (?P<blank>(?:[\s{_INVISIBLE}{_EMOJI}]|{_COMMENT}){{2,}}+|(?!\x20)[\s{_INVISIBLE}{_EMOJI}])
          | (?P<hyphen>(?={dash})
                (?: (?<=[^\W_]{unseen}){dash}(?={unseen}\p{{L}})
                  | (?<=(?:\A|[\s(\[/-])\p{{L}}{{2,20}}{unseen}){dash}(?={unseen}\d)
                  | (?<=(?:\A|[^\d%\s]\s|[(\[=^{{<>$]){unseen}){dash}(?={unseen}[\d.])))
          | (?P<form>[{regex.escape("".join(sorted(rules.forms)), literal_spaces=True)}])
          | (?P<wide>[\uff01-\uff5e])
        )
        """,
        regex.VERBOSE,
    )


def _blank(match: regex.Match[str]) -> str:
    """One space for many, an empty line for a paragraph's end, nothing for what is invisible."""
    found = _TEX_COMMENT.sub("", match[0])
    lines = len(_LINE_END.findall(found)) + found.count("\u2029")
    if lines > 1 or (lines and _LABEL.match(match.string, match.end())):
        return "\n" * min(lines, 2)
    if any(char.isspace() for char in found):
        return "" if _SYMBOL.search(found) and _CLOSING.match(match.string, match.end()) else " "
    return " " if _SYMBOL.search(found) and match.string[match.end() : match.end() + 1].isalnum() else ""


_TEX_COMMENT = regex.compile(_COMMENT)
_LINE_END = regex.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_LABEL = regex.compile(r"[A-Z][A-Z /&-]{2,40}:\s")
_SYMBOL = regex.compile(f"[{_EMOJI}]")
_CLOSING = regex.compile(r"[.,;:!?)\]]")


_SHAPES: Mapping[str, Callable[[regex.Match[str]], str]] = {
    "blank": _blank,
    "hyphen": lambda match: "-",
    "wide": lambda match: unicodedata.normalize("NFKC", match[0]),
}
