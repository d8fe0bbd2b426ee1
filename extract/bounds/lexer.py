"""From the text of an expression to a flat list of tokens, by the tables of symbols.

Three dresses are read: TeX, TeX that lost its backslashes ("nvarepsilon", "mathcal{O}"), and
Unicode. Names come out canonical, decorations and subscripts joined to them; what is implied
(the reach of "log", the bar of a lost fraction) is left to `extract.bounds.arrange`.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

from extract.bounds.landau import match_head
from extract.bounds.tables import tables
from extract.bounds.tree import Unreadable

MAX_LENGTH = 400
MAX_DIGITS = 9


@dataclass(slots=True)
class Token:
    """`kind` is one of NAME NUM FUN LANDAU FRAC BINOM SQRT BAR NORM and the punctuation itself.

    `apart`: white space stands before it. `raw`: it was a command with its backslash. `word`: it looks
    like a word of prose, taken for one name.
    """

    kind: str
    value: str
    apart: bool = False
    raw: bool = False
    word: bool = False


_ITEM = regex.compile(
    r"""(?<space> (?:\s|~|\\[,;:!>\ ]|\{\})++ )
      | \\(?<command> [A-Za-z]++ )\*?
      | \\(?<escaped> [{}|%_&\#$] )
      | (?<number> \d++(?:\.\d++)? | \.\d++ )
      | _\{ (?<subscript> [A-Za-z]{2,20} ) \}
      | (?<word> [A-Za-z]++ )
      | (?<char> . )""",
    regex.VERBOSE | regex.DOTALL,
)
_PUNCTUATION = {
    "−": "-",
    "–": "-",
    "·": "*",
    "×": "*",
    "⋅": "*",
    "∗": "*",
    "∙": "*",
    "•": "*",
    "∕": "/",
    "⁄": "/",
    "∣": "|",
    "‖": "||",
    "∥": "||",
}
_OPEN = {"⌈": "CEIL", "⌊": "FLOOR", "⌉": ")", "⌋": ")"}


class Lexer:
    """One pass over a text; `tokens` is what was read."""

    def __init__(self, text: str) -> None:
        if len(text) > MAX_LENGTH:
            raise Unreadable("too_long")
        self.text = text
        self.tex = "\\" in text
        self.tokens: list[Token] = []
        self.apart = False
        self.at = 0
        self.font: str | None = None

    def run(self) -> list[Token]:
        while self.at < len(self.text):
            char = self.text[self.at]
            if char in _HEAD_STARTS and (head := match_head(self.text, self.at)) and head.start == self.at:
                self.put("LANDAU", head.symbol)
                for _ in range(head.opened):
                    self.put("{")
                self.at = head.bracket
                continue
            match = _ITEM.match(self.text, self.at)
            if match is None:  # pragma: no cover - the last alternative takes any character
                raise Unreadable("character")
            self.at = match.end()
            self.item(match)
        return _unwrapped(self.tokens)

    def put(self, kind: str, value: str = "", raw: bool = False) -> None:
        self.tokens.append(Token(kind, value or kind, self.apart, raw))
        self.apart = False

    def item(self, match: "regex.Match[str]") -> None:
        text = match[0]
        match match.lastgroup:
            case "space":
                self.apart = True
            case "command":
                self.command(match["command"])
            case "escaped":
                self.escaped(match["escaped"])
            case "number":
                if len(text) > MAX_DIGITS:
                    raise Unreadable("number_too_big")
                self.put("NUM", text)
            case "word":
                self.word(text)
            case "subscript":
                self.put("_")
                self.put("NAME", tables().letters.get(match["subscript"], match["subscript"]))
            case _:
                self.character(text)

    def escaped(self, char: str) -> None:
        if char in "{}":
            self.put("(" if char == "{" else ")")
        elif char == "|":
            self.put("NORM")
        else:
            raise Unreadable("character")

    def command(self, name: str) -> None:
        if self.known(name, raw=True):
            return
        if macro := _LETTER_MACRO.fullmatch(name):
            self.put("NAME", macro["before"] or macro["behind"], raw=True)
            return
        for cut in range(len(name) - 1, 1, -1):  # "\sqrtn": TeX that lost a space
            if self.has(name[:cut]) and cut + 3 > len(name):
                self.known(name[:cut], raw=True)
                self.word(name[cut:])
                return
        fonts = (w for w, kind in tables().commands.items() if kind.endswith("_fonts") and len(w) > 3)
        if len(name) < 2 or name.startswith(tuple(fonts)) or self.text[self.at : self.at + 1] in ("{", "("):
            raise Unreadable("unknown_command")
        self.put("NAME", name, raw=True)

    @staticmethod
    def has(name: str) -> bool:
        known = tables()
        return name in known.letters or name in known.functions or name in known.commands

    def known(self, name: str, raw: bool) -> bool:
        """Put the token that a command or known word stands for; False where it stands for none."""
        known = tables()
        if name in known.functions:
            self.function(known.functions[name])
        elif name in known.letters:
            self.put("NAME", known.letters[name], raw)
        elif name in known.commands:
            self.notation(known.commands[name], name, raw)
        elif raw and name in known.unread:
            raise Unreadable(known.unread[name])
        else:
            return False
        return True

    def function(self, name: str) -> None:
        if name == "loglog":
            self.put("FUN", "log")
            self.put("FUN", "log")
        elif name == "log" and self.tokens and self.tokens[-1].kind == "FUN" and self.tokens[-1].value == "poly":
            self.tokens[-1].value = "polylog"
        else:
            self.put("FUN", name)

    def notation(self, kind: str, name: str, raw: bool) -> None:
        match kind:
            case "fraction" | "binomial" | "root" | "over" | "choose":
                self.put(
                    {"fraction": "FRAC", "binomial": "BINOM", "root": "SQRT", "over": "OVER", "choose": "CHOOSE"}[kind]
                )
            case "times":
                self.put("*")
            case "plus_minus":
                self.put("+")
            case "maximum" | "minimum":
                self.put({"maximum": "Max", "minimum": "Min"}[kind])
            case "minus":
                self.put("-")
            case "letter_fonts" | "word_fonts":
                self.wrapped(kind)
            case "bars":
                self.put("BAR")
            case "double_bars":
                self.put("NORM")
            case "floor" | "ceiling":
                opens = name.startswith("l")
                self.put({"floor": "FLOOR", "ceiling": "CEIL"}[kind] if opens else ")")
                if opens:
                    self.put("(")
            case "decorations":
                self.put("MARK", name)
            case "accents" | "sizes" | "spaces":
                self.apart = self.apart or kind == "spaces"

    def wrapped(self, kind: str) -> None:
        """The content of a font command where it is plain letters; else its braces stay a group."""
        match = _WRAPPED.match(self.text, self.at)
        if not match:
            return
        content = (match["braced"] or match["bare"]).strip()
        self.at = match.end()
        spelled = regex.sub(r"[\s-]+", "", content).removeprefix("\\")
        if len(spelled) == 1 or kind == "letter_fonts":
            for letter in spelled:
                self.put("NAME", letter, raw=True)
        elif not self.known(spelled, raw=False) and not self.known(spelled.casefold(), raw=False):
            if len(content.split()) > 1:
                raise Unreadable("words")
            self.put("NAME", regex.sub(r"\W+", "_", content), raw=True)

    def word(self, text: str) -> None:
        if self.tokens and self.tokens[-1].kind == "_" and not self.apart:
            text = self.subscript_word(text)
        for piece in segment(text, self.tex):
            if len(piece) == 1 or not self.known(piece, raw=False):
                self.put("NAME", piece)
                self.tokens[-1].word = len(piece) > 1

    def subscript_word(self, text: str) -> str:
        """Put the subscript at the head of a run of letters; the rest of the run."""
        first = segment(text, self.tex)[0] if not text.isupper() or self.tex else text
        self.put("NAME", tables().letters.get(first, first))
        return text[len(first) :]

    def character(self, char: str) -> None:
        known = tables().characters
        if char in known:
            self.put("NAME", known[char], raw=True)
        elif char == ".":
            self.put("*")
        elif char in "()[]{}_^/*+-,:!=<>":
            self.put(char)
        elif char == "|":
            self.put("BAR")
        elif char in "'\u2032\u2019":
            self.put("MARK", "prime")
        elif char == "√":
            self.put("SQRT")
        elif char == "∛":
            self.put("CUBE")
        elif char in _OPEN:
            self.put(_OPEN[char])
            if char in "⌈⌊":
                self.put("(")
        elif char in _PUNCTUATION:
            self.put("NORM" if _PUNCTUATION[char] == "||" else _PUNCTUATION[char])
        elif char in "∨∧":
            self.put("Max" if char == "∨" else "Min")
        elif char == "±":
            self.put("+")
        elif char in "⋆★":
            self.put("MARK", "star")
        elif char == "∞":
            self.put("NAME", "infinity")
        elif unicodedata.combining(char):
            return
        else:
            self.folded(char)

    def folded(self, char: str) -> None:
        """A super- or subscript, or a styled letter, by its compatibility decomposition."""
        decomposition = unicodedata.decomposition(char)
        plain = unicodedata.normalize("NFKC", char)
        if decomposition.startswith("<super>"):
            self.script("^", plain)
        elif decomposition.startswith("<sub>"):
            self.script("_", plain)
        elif plain != char and len(plain) == 1:
            if plain.isalpha() and plain.isascii():
                self.put("NAME", plain, raw=True)
            else:
                self.character(plain)
        else:
            raise Unreadable("character")

    def script(self, mark: str, plain: str) -> None:
        """Runs of Unicode superscripts become one group: "⁻¹" is ^{-1}."""
        plain = _PUNCTUATION.get(plain, plain)
        if self.tokens and self.tokens[-1].kind == "}" and self.tokens[-1].value == mark:
            self.tokens.pop()
        else:
            self.put(mark)
            self.put("{")
        self.put("NUM" if plain.isdigit() else "NAME" if plain.isalpha() else plain, plain)
        self.put("}", mark)


_WRAPPED = regex.compile(
    r"\s*(?:\{(?<braced>\s*\\?[A-Za-z][A-Za-z\s-]{0,20})\}|(?<bare>\\?[A-Za-z](?![A-Za-z])|(?<=\\rm|\\sf|\\tt|\\sc)\s*[A-Za-z]{2,12}))"
)
_LETTER_MACRO = regex.compile(r"c(?<before>[A-Z])|(?<behind>[A-Z])cal")
_HEAD_STARTS = frozenset("Oo\\ΩΘω𝒪𝓞Õ{tmwTc~b")


def lex(text: str) -> list[Token]:
    """The tokens of `text`; raises `Unreadable`."""
    return Lexer(text).run()


def _unwrapped(tokens: list[Token]) -> list[Token]:
    """Braces around a lone operator or function name taken away: "d{+}k", "{\\log}^2 n"."""
    out: list[Token] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before and (before.word or token.word) and before.kind in _PROSE and token.kind in _PROSE:
            raise Unreadable("words")
        scripted = len(out) > 2 and out[-3].kind in ("_", "^")
        if token.kind == "}" and len(out) > 1 and out[-2].kind == "{" and out[-1].kind in _LONE and not scripted:
            del out[-2]
        else:
            out.append(token)
    return out


_PROSE = frozenset({"NAME", "NUM", "FUN", ")", "]"})
_LONE = frozenset({"FUN", "+", "-", "*"})


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], int]:
    """Words that may be glued to letters, without TeX's backslash, and the length of the longest."""
    known = tables()
    words = {w for w in (*known.functions, *known.letters) if len(w) > 1}
    words |= {w for w in known.commands if len(w) > 2}
    words -= known.with_backslash
    return frozenset(words), max(map(len, words))


def segment(run: str, tex: bool) -> list[str]:
    """A run of letters as known words and single letters, in as few pieces as can be.

    In TeX the Greek letters have their backslash, so that "nu" is a product there, but functions
    often lack theirs. A stretch of letters that looks like an English word raises `Unreadable`.
    """
    if len(run) == 1:
        return [run]
    words, longest = _words()
    greek = tables().greek
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(run) + 1):
        found = (best[end - 1][0] + 1.0, end - 1)
        for start in range(max(0, end - longest), end - 1):
            piece = run[start:end]
            if piece in words and not (tex and piece in greek and len(piece) < 7):
                cost = best[start][0] + 1.0 - 0.001 * (end - start)
                if cost < found[0]:
                    found = (cost, start)
        best.append(found)
    pieces: list[str] = []
    end = len(run)
    while end:
        start = best[end][1]
        pieces.append(run[start:end])
        end = start
    pieces.reverse()
    if len(run) > 3 and len(pieces) == len(run) and run.islower() and _VOWEL & set(run):
        return [run]
    _refuse_words(pieces)
    return pieces


_VOWEL = frozenset("aeiou")


def _refuse_words(pieces: list[str]) -> None:
    """Raise `Unreadable` where single letters of `pieces` look like a word."""
    stretch = ""
    for piece in [*pieces, "  "]:
        if len(piece) == 1:
            stretch += piece
            continue
        lower = [c for c in stretch if c.islower()]
        if len(stretch) > 8 or (len(lower) > 2 and _VOWEL & set(lower)):
            raise Unreadable("words")
        stretch = ""
