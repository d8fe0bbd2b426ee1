"""Sub- and superscripts, marks and factorials behind a factor."""

from extract.bounds.cursor import STARTS, Cursor, Flat, bracketed, raised
from extract.bounds.tables import tables
from extract.bounds.tokens import Token
from extract.bounds.tree import Unreadable


class Scripts(Cursor):
    """Reads what is written small: parts of a name go into the name, the rest are powers."""

    def scripts(self, base: list[Flat]) -> list[Flat]:
        """`base` with the subscripts, exponents, marks and factorials that follow it."""
        exponent: list[Flat] = []
        while (kind := self.kind()) in ("_", "^", "MARK", "!"):
            self.at += 1
            if kind == "_":
                base = self.subscripted(base)
            elif kind == "MARK":
                base = decorated(base, self.tokens[self.at - 1].value)
            elif kind == "!":
                base = [("NAME", "factorial"), *bracketed(base)]
            elif self.tokens[self.at - 1].value != "**" and (mark := self.decoration() or self.label(base)):
                base = decorated(base, mark)
            else:
                if exponent:
                    raise Unreadable("double_exponent")
                exponent = self.exponent() if self.tokens[self.at - 1].value != "**" else self.python_exponent()
        return raised(base, exponent) if exponent else base

    def subscripted(self, base: list[Flat]) -> list[Flat]:
        parts = self.subscript()
        if len(base) == 1 and base[0][0] == "NAME":
            return [("NAME", "_".join([base[0][1], *parts]))]
        if base[0] == ("NAME", "norm") or base[0] == ("NAME", "card"):
            return base if parts == ["2"] else [("NAME", "_".join([base[0][1], *parts])), *base[1:]]
        raise Unreadable("subscript")

    def subscript(self) -> list[str]:
        if self.kind() != "{":
            token = self.next()
            if token.kind not in _LONE_SUBSCRIPT:
                raise Unreadable("subscript")
            word = token.value.lower() if token.kind == "FUN" else token.value
            return [_IN_SUBSCRIPT[token.kind] or word]
        self.at += 1
        parts: list[str] = []
        depth = 1
        while depth:
            token = self.next()
            if token.kind in ("{", "}"):
                depth += 1 if token.kind == "{" else -1
                continue
            if token.kind in ("_", "(", ")") or (token.kind == "^" and self.kind() in ("MARK", "*")):
                continue
            if token.kind not in _IN_SUBSCRIPT or len(parts) > 8:
                raise Unreadable("subscript")
            parts.append(_IN_SUBSCRIPT[token.kind] or (token.value.lower() if token.kind == "FUN" else token.value))
        parts = [p for p in parts if p != ","]
        if not parts:
            raise Unreadable("subscript")
        return parts

    def decoration(self) -> str | None:
        """The mark that an exponent is, as in "k^*", "\\pi^{\\star}" or "x^{(t)}"; None for a power."""
        braced = self.kind() == "{"
        at = 1 if braced else 0
        kinds = [self.kind(at + i) for i in range(4)]
        found, length = None, 0
        if kinds[0] == "MARK":
            found, length = self.tokens[self.at + at].value, 1
        elif kinds[0] == "*":
            found, length = "star", 1
        elif kinds[0] in ("+", "-") and (kinds[1] == "}" if braced else kinds[1] not in STARTS):
            found, length = {"+": "plus", "-": "minus"}[kinds[0]], 1
        elif braced and kinds[0] == "(" and kinds[1] in ("NAME", "NUM") and kinds[2:] == [")", "}"]:
            found, length = self.tokens[self.at + 2].value, 3
        if found is None or (braced and self.kind(at + length) != "}"):
            return None
        self.at += length + 2 * at
        return found

    def label(self, base: list[Flat]) -> str | None:
        """The word that a superscript of `base` is, as in "x^{\\mathrm{act}}" or "V^{\\max}"; None for a power."""
        token = self.peek(1)
        if token is None or self.kind() != "{" or self.kind(2) != "}" or base[0][0] != "NAME" or base[0][1] in _SIZES:
            return None
        word = token.kind == "NAME" and token.raw and len(token.value) > 1 and token.value not in tables().letters
        if not word and token.value not in ("Min", "Max"):
            return None
        self.at += 3
        return token.value if word else token.value.lower()

    def exponent(self) -> list[Flat]:
        if self.kind() == "{" or (self.kind() == "(" and not self.tokens[self.at].apart):
            inside = self.group()
            return inside if inside[0][0] == "LP" else bracketed(inside)
        sign: list[Flat] = []
        if self.kind() == "-":
            self.at += 1
            sign = [("MINUS", "-")]
        if self.kind() in ("FRAC", "SQRT", "LANDAU") or (self.kind() == "FUN" and self.kind(1) == "("):
            return bracketed([*sign, *self.factor([])])
        token = self.next()
        if token.kind not in ("NAME", "NUM"):
            raise Unreadable("exponent")
        if token.kind == "NUM" and len(token.value) > 1 and self.kind() == "^" and "." not in token.value:
            self.at -= 1  # TeX takes one digit: "n^22^{k}" is n^2 2^k
            self.tokens[self.at].value = token.value[1:]
            token = Token("NUM", token.value[0])
        out = [*sign, (token.kind, token.value)]
        after = self.peek(1)
        if (
            token.kind == "NUM"
            and self.kind() == "/"
            and after
            and after.kind == "NUM"
            and not after.apart
            and self.kind(2) != "^"
        ):
            out += [("SLASH", "/"), ("NUM", after.value)]
            self.at += 2
        return bracketed(out)

    def python_exponent(self) -> list[Flat]:
        """What stands behind "**": a factor with its own powers, or its negative."""
        sign: list[Flat] = []
        if self.kind() == "-":
            self.at += 1
            sign = [("MINUS", "-")]
        if self.kind() not in STARTS:
            raise Unreadable("exponent")
        return bracketed([*sign, *self.factor([])])


_IN_SUBSCRIPT = {
    "NAME": "",
    "NUM": "",
    "MARK": "",
    "+": "plus",
    "-": "minus",
    "*": "star",
    ",": ",",
    "FUN": "",
    ":": ",",
    "/": "over",
    "!": "",
}
_LONE_SUBSCRIPT = frozenset({"NAME", "NUM", "MARK", "*", "+", "-", "FUN"})
_SIZES = frozenset({"n", "N", "m"})
"""Letters with a word above are powers: "n^{\\mathrm{cw}}"."""
_SILENT = frozenset({"top", "circ"})


def decorated(base: list[Flat], mark: str) -> list[Flat]:
    if len(base) == 1 and base[0][0] == "NAME":
        return base if mark in _SILENT else [("NAME", f"{base[0][1]}_{mark}")]
    raise Unreadable("superscript")
