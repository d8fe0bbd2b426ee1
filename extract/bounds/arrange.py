"""Make explicit what mathematical writing implies, so that a plain grammar can read the rest.

The reach of "log" and "\\sqrt" without brackets, products by juxtaposition, denominators behind a
slash, bars, the fraction whose "\\frac" was lost ("sqrt{d}{nvarepsilon}"), exponents without braces
("n^1/3"). Where a reader could take two meanings, `Unreadable` is raised rather than one chosen.
"""

from extract.bounds.lexer import Token
from extract.bounds.tree import Unreadable

Flat = tuple[str, str]

MAX_DEPTH = 24
_OPENERS = {"(": (")", "]", "}"), "[": ("]", ")"), "{": ("}",)}
_STARTS = frozenset(
    {"NAME", "NUM", "FUN", "LANDAU", "FRAC", "BINOM", "SQRT", "CUBE", "BAR", "NORM", "CEIL", "FLOOR", "(", "[", "{"}
)
_INVISIBLE = {"O~": "softO", "Omega~": "softOmega", "Theta~": "softTheta"}


def arrange(tokens: list[Token], tex: bool) -> list[Flat]:
    """Tokens for the grammar, every product, bracket and call explicit."""
    arranger = _Arranger(tokens, tex)
    out = arranger.sequence(())
    if arranger.at < len(tokens):
        raise Unreadable("unbalanced")
    return out


class _Arranger:
    def __init__(self, tokens: list[Token], tex: bool) -> None:
        self.tokens = tokens
        self.tex = tex
        self.at = 0
        self.depth = 0

    def peek(self, ahead: int = 0) -> Token | None:
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else None

    def kind(self, ahead: int = 0) -> str:
        token = self.peek(ahead)
        return token.kind if token else ""

    def next(self) -> Token:
        token = self.peek()
        if token is None:
            raise Unreadable("incomplete")
        self.at += 1
        return token

    def sequence(self, closers: tuple[str, ...]) -> list[Flat]:
        """A comma-separated list of sums up to one of `closers`, which is left standing."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable("too_deep")
        out: list[Flat] = []
        run: list[list[Flat]] = []
        while (token := self.peek()) and token.kind not in closers:
            if token.kind in ("OVER", "CHOOSE", "Min", "Max"):
                out = self.infix_fraction(out, closers)
                break
            if token.kind in _STARTS:
                self.product_item(out, run)
                continue
            self.at += 1
            if token.kind not in _OPERATORS:
                raise Unreadable(_REASONS.get(token.kind, "unexpected"))
            out.append(_OPERATORS[token.kind])
            if token.kind == "/":
                out += self.denominator()
            elif token.kind != "*":
                run = []
        if closers and self.peek() is None:
            raise Unreadable("unbalanced")
        self.depth -= 1
        return out

    def product_item(self, out: list[Flat], run: list[list[Flat]]) -> None:
        if out and out[-1][0] in ("NUM", "NAME", "RP", "BANG"):
            token = self.tokens[self.at]
            if token.kind == "NUM" and not token.apart and self.kind(1) != "^":
                raise Unreadable("lost_exponent")  # "|V|2", "n3"
            out.append(("TIMES", "*"))
        item = self.factor(run)
        if not self.tex and self.kind() == "{" and not self.tokens[self.at].apart:
            item = _bracketed(item) + [("SLASH", "/")] + self.group()
        run.append(item)
        out += item

    def infix_fraction(self, above: list[Flat], closers: tuple[str, ...]) -> list[Flat]:
        word = self.next()
        below = self.sequence(closers)
        if word.kind in ("Min", "Max"):
            if any(flat[0] in ("PLUS", "MINUS", "COMMA") for flat in _outermost([*above, *below])):
                raise Unreadable("operator")
            return [("NAME", word.kind), ("LP", "("), *above, ("COMMA", ","), *below, ("RP", ")")]
        if word.kind == "OVER":
            return [*_bracketed(above), ("SLASH", "/"), *_bracketed(below)]
        return [("NAME", "binomial"), ("LP", "("), *above, ("COMMA", ","), *below, ("RP", ")")]

    def denominator(self) -> list[Flat]:
        """What stands under a slash: a factor, and the symbols glued to it."""
        first = self.next_factor()
        below = list(first)
        count = 1
        while self.kind() in _STARTS - {"FUN", "LANDAU"}:
            token, before = self.tokens[self.at], self.tokens[self.at - 1]
            glued = not token.apart or (before.kind == "NAME" and before.raw)
            if token.kind not in ("NAME", "NUM") or not glued or (first[-1][0] == "RP" and first[0][0] == "LP"):
                raise Unreadable("ambiguous_denominator")
            below += [("TIMES", "*"), *self.factor([])]
            count += 1
        return below if count == 1 else _bracketed(below)

    def next_factor(self) -> list[Flat]:
        if self.kind() not in _STARTS:
            raise Unreadable("incomplete")
        return self.factor([])

    def factor(self, run: list[list[Flat]]) -> list[Flat]:
        """One factor with its sub- and superscripts. `run` is the product so far, for "s log N/s"."""
        token = self.next()
        match token.kind:
            case "NUM":
                return self.scripts([("NUM", token.value)])
            case "NAME":
                return self.name(token)
            case "FUN":
                return self.function(token.value, run)
            case "LANDAU":
                name = _INVISIBLE.get(token.value, token.value)
                return self.scripts([("NAME", name), *self.argument_group()])
            case "FRAC" | "BINOM":
                return self.scripts(self.fraction(token.kind))
            case "SQRT" | "CUBE":
                return self.scripts(self.root(token.kind))
            case "BAR" | "NORM":
                return self.scripts(self.bars(token.kind))
            case "CEIL" | "FLOOR":
                name = {"CEIL": "ceiling", "FLOOR": "floor"}[token.kind]
                return self.scripts([("NAME", name), *self.group()])
            case _:
                self.at -= 1
                return self.scripts(self.group())

    def group(self) -> list[Flat]:
        """A bracketed group; a lone symbol in braces stays bare, so that scripts can join it."""
        opener = self.next()
        inside = self.sequence(_OPENERS[opener.kind])
        self.at += 1
        if not inside:
            raise Unreadable("incomplete")
        if opener.kind == "{" and len(inside) == 1 and inside[0][0] == "NAME":
            return inside
        return _bracketed(inside)

    def argument_group(self) -> list[Flat]:
        """The bracketed argument of a function; braces around brackets count once."""
        if self.kind() not in _OPENERS:
            raise Unreadable("incomplete")
        inside = self.group()
        return inside if inside[0][0] == "LP" else _bracketed(inside)

    def name(self, token: Token) -> list[Flat]:
        out = self.scripts([("NAME", token.value)])
        if self.kind() not in ("(", "[") or self.tokens[self.at].apart or len(out) != 1:
            return out
        mark = self.at
        inside = self.lone_names()
        if not inside:
            inside = self.group()[1:-1]
            if not _FUNCTION_NAMES.issuperset({token.value}):
                if self.kind() != "^" and _is_plain(inside):
                    raise Unreadable("function_or_product")
                self.at = mark
                return out
        return self.scripts([*out, ("LP", "("), *inside, ("RP", ")")])

    def lone_names(self) -> list[Flat] | None:
        """The content of a bracket that holds only names between commas: "d(lambda)", "f(m,n)"."""
        at, names = self.at + 1, list[Flat]()
        while at + 1 < len(self.tokens) and self.tokens[at].kind == "NAME":
            names.append(("NAME", self.tokens[at].value))
            after = self.tokens[at + 1].kind
            if after in (")", "]"):
                self.at = at + 2
                return names
            if after != ",":
                return None
            names.append(("COMMA", ","))
            at += 2
        return None

    def scripts(self, base: list[Flat]) -> list[Flat]:
        """`base` with the subscripts, exponents, marks and factorials that follow it."""
        exponent: list[Flat] = []
        while (kind := self.kind()) in ("_", "^", "MARK", "!"):
            self.at += 1
            if kind == "_":
                base = self.subscripted(base)
            elif kind == "MARK":
                base = _decorated(base, self.tokens[self.at - 1].value)
            elif kind == "!":
                base = [("NAME", "factorial"), *_bracketed(base)]
            elif mark := self.decoration():
                base = _decorated(base, mark)
            else:
                if exponent:
                    raise Unreadable("double_exponent")
                exponent = self.exponent()
        return [*base, ("CARET", "^"), *exponent] if exponent else base

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
            if token.kind not in ("NAME", "NUM", "MARK", "*"):
                raise Unreadable("subscript")
            return ["star" if token.kind == "*" else token.value]
        self.at += 1
        parts: list[str] = []
        depth = 1
        while depth:
            token = self.next()
            if token.kind in ("{", "}"):
                depth += 1 if token.kind == "{" else -1
                continue
            if token.kind == "^" and self.kind() in ("MARK", "*"):
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
        elif kinds[0] in ("+", "-") and (kinds[1] == "}" if braced else kinds[1] not in _STARTS):
            found, length = {"+": "plus", "-": "minus"}[kinds[0]], 1
        elif braced and kinds[0] == "(" and kinds[1] in ("NAME", "NUM") and kinds[2:] == [")", "}"]:
            found, length = self.tokens[self.at + 2].value, 3
        if found is None or (braced and self.kind(at + length) != "}"):
            return None
        self.at += length + 2 * at
        return found

    def exponent(self) -> list[Flat]:
        if self.kind() == "{" or (self.kind() == "(" and not self.tokens[self.at].apart):
            inside = self.group()
            return inside if inside[0][0] == "LP" else _bracketed(inside)
        sign: list[Flat] = []
        if self.kind() == "-":
            self.at += 1
            sign = [("MINUS", "-")]
        if self.kind() in ("FRAC", "SQRT"):
            kind = self.next().kind
            return _bracketed([*sign, *(self.fraction(kind) if kind == "FRAC" else self.root(kind))])
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
        return _bracketed(out)

    def fraction(self, kind: str) -> list[Flat]:
        above = self.fraction_argument()
        if not self.tex and above[0][0] == "LP" and self.kind() != "{":
            return self.lost_brace(above)
        below = self.fraction_argument()
        if kind == "BINOM":
            return [("NAME", "binomial"), ("LP", "("), *above, ("COMMA", ","), *below, ("RP", ")")]
        return _bracketed([*above, ("SLASH", "/"), *below])

    @staticmethod
    def lost_brace(inside: list[Flat]) -> list[Flat]:
        """ "frac{L{mu}}", its inner braces lost: the one fraction inside is the whole."""
        if [flat[0] for flat in inside].count("SLASH") != 1:
            raise Unreadable("fraction")
        return inside

    def fraction_argument(self) -> list[Flat]:
        """One argument of \\frac: a group, or one digit or symbol."""
        token = self.peek()
        if token is None or token.kind not in _STARTS:
            raise Unreadable("incomplete")
        if token.kind == "NUM" and len(token.value) > 1:
            if "." in token.value or len(token.value) > 2:
                raise Unreadable("fraction")
            self.tokens[self.at : self.at + 1] = [Token("NUM", digit) for digit in token.value]
            token = self.tokens[self.at]
        if token.kind in ("NUM", "NAME"):
            self.at += 1
            return [(token.kind, token.value)]
        return _bracketed(self.group()) if token.kind == "{" else self.factor([])

    def root(self, kind: str) -> list[Flat]:
        degree: list[Flat] = [("NUM", "3" if kind == "CUBE" else "2")]
        if kind == "SQRT" and self.kind() == "[":
            degree = self.group()
        token = self.peek()
        if token is None or token.kind not in _STARTS:
            raise Unreadable("root_argument")
        if token.kind in _OPENERS:
            inside = self.group()
        else:
            after = self.peek(1)
            if (
                token.kind == "NAME"
                and not token.raw
                and after
                and after.kind == "NAME"
                and not after.apart
                and not after.raw
            ):
                raise Unreadable("root_argument")
            inside = self.root_symbol()
        power = _bracketed([("NUM", "1"), ("SLASH", "/"), *degree])
        return _bracketed([*_bracketed(inside), ("CARET", "^"), *power])

    def root_symbol(self) -> list[Flat]:
        token = self.next()
        if token.kind not in ("NAME", "NUM"):
            self.at -= 1
            return self.factor([])
        out: list[Flat] = [(token.kind, token.value)]
        while self.kind() in ("_", "MARK"):
            self.at += 1
            out = (
                self.subscripted(out)
                if self.tokens[self.at - 1].kind == "_"
                else _decorated(out, self.tokens[self.at - 1].value)
            )
        return out

    def bars(self, kind: str) -> list[Flat]:
        doubled = kind == "BAR" and self.kind() == "BAR"
        self.at += doubled
        inside = self.sequence((kind,))
        self.at += 1
        if doubled:
            if self.kind() != "BAR":
                raise Unreadable("unbalanced")
            self.at += 1
        if not inside:
            raise Unreadable("unbalanced")
        return [("NAME", "norm" if doubled or kind == "NORM" else "card"), *_bracketed(inside)]

    def function(self, name: str, run: list[list[Flat]]) -> list[Flat]:
        power: list[Flat] = []
        while self.kind() in ("^", "_"):
            self.at += 1
            if self.tokens[self.at - 1].kind == "_":
                if name in ("Min", "Max"):
                    raise Unreadable("operator")
                self.skip_base()
            elif self.decoration():
                name += "_star"
            else:
                power = self.exponent()
        if name in ("poly", "polylog") and self.kind() not in _STARTS:
            return [("NAME", name)]
        argument = self.function_argument(name, run)
        called: list[Flat] = [("NAME", name), *argument]
        out = [*called, ("CARET", "^"), *power] if power else called
        return out if power else self.scripts(out)

    def skip_base(self) -> None:
        """The base of a logarithm, which a bound does without."""
        if self.kind() == "{":
            self.group()
        else:
            self.next()

    def function_argument(self, name: str, run: list[list[Flat]]) -> list[Flat]:
        kind = self.kind()
        if kind in _OPENERS:
            return self.argument_group()
        if name in ("Min", "Max") or kind not in _STARTS:
            raise Unreadable("function_argument")
        if kind == "NUM":
            number = self.next()
            if number.value in ("2", "10") and self.kind() in ("NAME", "("):
                return self.function_argument(name, run)
            if self.kind() != "/":
                return _bracketed([("NUM", number.value)])
            self.at += 1
            return _bracketed([("NUM", number.value), ("SLASH", "/"), *self.denominator()])
        if kind != "NAME":
            return _bracketed(self.factor([]))
        return self.symbols_argument(run)

    def symbols_argument(self, run: list[list[Flat]]) -> list[Flat]:
        """The symbols that a function without brackets reaches over: "log KT", but not "log T K^2"."""
        items = [self.factor([])]
        while self.kind() == "NAME":
            scripted = any(f[0] == "CARET" for f in items[-1])
            items.append(self.factor([]))
            if scripted or any(f[0] == "CARET" for f in items[-1]):
                raise Unreadable("function_argument")
        out = [f for item in items for f in [("TIMES", "*"), *item]][1:]
        if self.kind() == "/":
            mark = self.at
            self.at += 1
            below = self.denominator()
            if below in run:
                return _bracketed([*out, ("SLASH", "/"), *below])
            if below == [("NAME", "delta")]:
                raise Unreadable("function_argument")
            self.at = mark
        if self.kind() in ("(", "[", "{") and len(items) == 1 and not self.tex and self.kind() == "{":
            return _bracketed([*out, ("SLASH", "/"), *self.group()])
        return _bracketed(out)


_OPERATORS: dict[str, Flat] = {
    "+": ("PLUS", "+"), "-": ("MINUS", "-"), "*": ("TIMES", "*"), "/": ("SLASH", "/"), ",": ("COMMA", ","),
}  # fmt: skip
_REASONS = {"<": "relation", ">": "relation", "=": "relation", ")": "unbalanced", "]": "unbalanced", "}": "unbalanced"}
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


def _outermost(flats: list[Flat]) -> list[Flat]:
    """The tokens outside all brackets."""
    out, depth = list[Flat](), 0
    for flat in flats:
        depth -= flat[0] == "RP"
        if not depth:
            out.append(flat)
        depth += flat[0] == "LP"
    return out


def _bracketed(inside: list[Flat]) -> list[Flat]:
    return [("LP", "("), *inside, ("RP", ")")]


def _decorated(base: list[Flat], mark: str) -> list[Flat]:
    if len(base) == 1 and base[0][0] == "NAME":
        return base if mark in _SILENT else [("NAME", f"{base[0][1]}_{mark}")]
    raise Unreadable("superscript")


def _is_plain(inside: list[Flat]) -> bool:
    """Whether bracketed tokens are one term without a call, which as a factor would need no brackets."""
    calls = any(a[0] == "NAME" and b[0] == "LP" for a, b in zip(inside, inside[1:], strict=False))
    return not calls and not any(flat[0] in ("PLUS", "MINUS", "CARET") for flat in inside)


_FUNCTION_NAMES = frozenset({"f", "g"})
_SILENT = frozenset({"top", "circ"})
