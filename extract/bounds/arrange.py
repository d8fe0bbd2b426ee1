"""Make explicit what mathematical writing implies, so that a plain grammar can read the rest.

The reach of "log" and "\\sqrt" without brackets, products by juxtaposition, denominators behind a
slash, bars, the fraction whose "\\frac" was lost ("sqrt{d}{nvarepsilon}"), exponents without braces
("n^1/3"). Where a reader could take two meanings, `Unreadable` is raised rather than one chosen.
"""

from extract.bounds.calls import Calls
from extract.bounds.cursor import MAX_DEPTH, STARTS, TERM_ENDS, Flat, bracketed, outermost
from extract.bounds.tokens import Token
from extract.bounds.tree import Unreadable


def arrange(tokens: list[Token], tex: bool) -> list[Flat]:
    """Tokens for the grammar, every product, bracket and call explicit; `tex` as in `Cursor`."""
    arranger = _Arranger(tokens, tex)
    out = arranger.sequence(())
    if arranger.at < len(tokens):
        raise Unreadable("unbalanced")
    return out


class _Arranger(Calls):
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
            if token.kind in STARTS:
                self.product_item(out, run)
                continue
            self.at += 1
            if token.kind not in _OPERATORS:
                raise Unreadable(token.value if token.kind == "UNREAD" else _REASONS.get(token.kind, "unexpected"))
            out.append(_OPERATORS[token.kind])
            if token.kind == "/":
                out += self.denominator()
            elif token.kind != "*":
                run = []
        if closers and closers != TERM_ENDS and self.peek() is None:
            raise Unreadable("unbalanced")
        self.depth -= 1
        return out

    def product_item(self, out: list[Flat], run: list[list[Flat]]) -> None:
        if out and out[-1][0] in ("NUM", "NAME", "RP", "BANG", "POWER"):
            token = self.tokens[self.at]
            if token.kind == "NUM" and not token.apart and self.kind(1) != "^":
                raise Unreadable("lost_exponent")  # "|V|2", "n3"
            out.append(("TIMES", "*"))
        item = self.factor(run)
        if not self.tex and self.kind() == "{" and not self.tokens[self.at].apart:
            item = [*bracketed(item), ("SLASH", "/"), *self.group()]
        run.append(item)
        out += item

    def infix_fraction(self, above: list[Flat], closers: tuple[str, ...]) -> list[Flat]:
        word = self.next()
        below = self.sequence(closers)
        if word.kind in ("Min", "Max"):
            if any(flat[0] in ("PLUS", "MINUS", "COMMA") for flat in outermost([*above, *below])):
                raise Unreadable("operator")
            return [("NAME", word.kind), ("LP", "("), *above, ("COMMA", ","), *below, ("RP", ")")]
        if word.kind == "OVER":
            return [*bracketed(above), ("SLASH", "/"), *bracketed(below)]
        return [("NAME", "binomial"), ("LP", "("), *above, ("COMMA", ","), *below, ("RP", ")")]

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
            case "SUM" | "PROD":
                return self.summation(token.kind)
            case "CEIL" | "FLOOR" | "CARD" | "NORMED":
                return self.scripts([("NAME", _FENCED[token.kind]), *self.argument_group()])
            case _:
                self.at -= 1
                return self.scripts(self.group())


_OPERATORS: dict[str, Flat] = {
    "+": ("PLUS", "+"), "-": ("MINUS", "-"), "*": ("TIMES", "*"), "/": ("SLASH", "/"), ",": ("COMMA", ","),
}  # fmt: skip
_REASONS = {"<": "relation", ">": "relation", "=": "relation", ")": "unbalanced", "]": "unbalanced", "}": "unbalanced"}
_FENCED = {"CEIL": "ceiling", "FLOOR": "floor", "CARD": "card", "NORMED": "norm"}
_INVISIBLE = {"O~": "softO", "Omega~": "softOmega", "Theta~": "softTheta"}
