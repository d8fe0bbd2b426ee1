"""From the text of an expression to a flat list of tokens, by the tables of symbols.

Three dresses are read: TeX, TeX that lost its backslashes ("nvarepsilon", "mathcal{O}"), and
Unicode. Names come out canonical, decorations and subscripts joined to them; what is implied
(the reach of "log", the bar of a lost fraction) is left to `extract.bounds.arrange`.
"""

import unicodedata

import regex

from extract.bounds.landau import heads
from extract.bounds.segment import segment
from extract.bounds.tables import tables
from extract.bounds.tokens import Token, unwrapped
from extract.bounds.tree import Unreadable

MAX_LENGTH = 400
MAX_DIGITS = 9


_ITEM = regex.compile(
    r"""(?<space> (?:\s|~|\$|\\[,;:!>\ ]|\{\})++ )
      | \\(?<command> [A-Za-z]++ )\*?
      | \\(?<escaped> [{}|%_&\#$] )
      | (?<number> \d++(?:\.\d++)? | \.\d++ )
      | _\{ (?<subscript> [A-Za-z]{2,20} ) \}
      | (?<word> [A-Za-z]++ )
      | (?<char> . )""",
    regex.VERBOSE | regex.DOTALL,
)


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
        known_heads = {head.start: head for head in heads(self.text)}
        while self.at < len(self.text):
            if head := known_heads.get(self.at):
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
        return unwrapped(self.tokens)

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
        elif char == "_":
            self.put("_")
        else:
            raise Unreadable("character")

    def command(self, name: str) -> None:
        if self.known(name, raw=True):
            return
        if name in tables().macros:
            self.put("NAME", tables().macros[name], raw=True)
            return
        if macro := _LETTER_MACRO.fullmatch(name):
            self.put("NAME", macro["before"] or macro["behind"], raw=True)
            return
        for cut in range(len(name) - 1, 1, -1):
            if self.has(name[:cut]):
                kind = tables().commands.get(name[:cut])
                if (
                    cut + 3 <= len(name)
                    or kind == "fraction"
                    or (kind == "root" and self.text[self.at :].startswith("/"))
                ):
                    raise Unreadable("lost_braces")  # "\frackdB", "\sqrtL/m"
                self.known(name[:cut], raw=True)  # "\sqrtn": a space was lost
                self.word(name[cut:])
                return
        if len(name) < 2 or self.text.startswith("{", self.at):
            raise Unreadable("unknown_command")
        self.put("NAME", name, raw=True)

    @staticmethod
    def has(name: str) -> bool:
        known = tables()
        return len(name) > 2 and (name in known.letters or name in known.functions or name in known.commands)

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
            self.put("UNREAD", known.unread[name])
        else:
            return False
        return True

    def known_word(self, word: str) -> bool:
        """As `known`, for a word in upright letters; in capitals it is no Greek letter: "RANK", but "PI"."""
        known = tables()
        for spelled in (word, word.casefold()):
            if spelled in known.functions or (
                spelled in known.letters and (spelled == word or spelled not in known.greek)
            ):
                return self.known(spelled, raw=False)
        return False

    def function(self, name: str) -> None:
        if name == "loglog":
            self.put("FUN", "log")
            self.put("FUN", "log")
        elif name == "log" and self.tokens and self.tokens[-1].kind == "FUN" and self.tokens[-1].value == "poly":
            self.tokens[-1].value = "polylog"
        else:
            self.put("FUN", name)

    def notation(self, kind: str, name: str, raw: bool) -> None:
        """Put what a command of a kind stands for."""
        if kind in _FENCES and name[0] in "lr":
            self.sign(_FENCES[kind] if name[0] == "l" else ")")
        elif kind in _KINDS:
            self.put(_KINDS[kind])
        elif kind in ("letter_fonts", "word_fonts"):
            self.wrapped(kind)
        elif kind == "decorations":
            self.put("MARK", name)
        else:
            self.apart = self.apart or kind == "spaces"

    def sign(self, kind: str) -> None:
        """Put a sign; those that open a bracket open it."""
        if kind in _MARKS:
            self.put("MARK", kind)
            return
        self.put(kind)
        if kind in _FENCES.values():
            self.put("(")

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
        elif not self.known_word(spelled):
            if len(content.split()) > 1:
                raise Unreadable("words")
            self.put("NAME", regex.sub(r"\W+", "_", content), raw=True)

    def word(self, text: str) -> None:
        if self.tokens and self.tokens[-1].kind == "_" and not self.apart:
            text = self.subscript_word(text)
        elif _FUNCTION.match(self.text, self.at - len(text)):
            self.put("NAME", text, raw=True)
            return
        for piece in segment(text, self.tex):
            if len(piece) == 1 or not self.known(piece, raw=False):
                self.put("NAME", piece)
                self.tokens[-1].word = len(piece) > 1

    def subscript_word(self, text: str) -> str:
        """Put the subscript at the head of a run of letters; the rest of the run."""
        whole = text[:-1] if self.text.startswith("_", self.at) else text  # "N_QN_K"
        first = segment(text, self.tex)[0] if not text.isupper() or self.tex else whole
        self.put("NAME", tables().letters.get(first, first))
        return text[len(first) :]

    def character(self, char: str) -> None:
        known = tables()
        if char in known.characters:
            self.put("NAME", known.characters[char], raw=True)
        elif char == "*" and self.text.startswith("*", self.at):
            self.at += 1
            self.put("^", "**")
        elif char in "()[]{}_^/*+-,:!=<>":
            self.put(char)
        elif char in known.punctuation:
            self.sign(known.punctuation[char])
        elif not unicodedata.combining(char):
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
        plain = tables().punctuation.get(plain, plain)
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
_KINDS = {
    "fraction": "FRAC",
    "binomial": "BINOM",
    "root": "SQRT",
    "over": "OVER",
    "choose": "CHOOSE",
    "times": "*",
    "sum": "SUM",
    "product": "PROD",
    "plus_minus": "+",
    "minus": "-",
    "maximum": "Max",
    "minimum": "Min",
    "bars": "BAR",
    "double_bars": "NORM",
}
_FENCES = {"floor": "FLOOR", "ceiling": "CEIL", "bars": "CARD", "double_bars": "NORMED"}
_MARKS = frozenset({"prime", "star"})
_FUNCTION = regex.compile(
    r"(?<![A-Za-z\\])[A-Z]{2,4}(?=(?:_(?:\w|\{[^{}]{1,12}\}|\\[a-z]{1,8}))?\([^()+/^\d-]{1,30}\))(?!.{0,12}\\?(?:log|ln|sqrt))"
)
"""Capitals with an argument that needs no brackets as a factor, so they name a function: "VC(H)", "LP(s, d)"."""
_LETTER_MACRO = regex.compile(r"c(?<before>[A-Z])|(?<behind>[A-Z])cal")


def lex(text: str) -> list[Token]:
    """The tokens of `text`; raises `Unreadable`."""
    return Lexer(text).run()
