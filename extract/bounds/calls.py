"""What takes arguments: functions, roots, fractions, bars; with or without brackets around them."""

import itertools

from extract.bounds.cursor import OPENERS, POWERS, STARTS, TERM_ENDS, Flat, bracketed, grouped, outermost, raised
from extract.bounds.scripts import Scripts, decorated
from extract.bounds.tables import tables
from extract.bounds.tokens import Token
from extract.bounds.tree import Unreadable


class Calls(Scripts):
    """Finds how far the argument of a function, a root or a slash reaches."""

    def name(self, token: Token) -> list[Flat]:
        before = self.tokens[self.at - 2] if self.at > 1 else token
        glued = before is not token and not token.apart and not token.raw and before.kind == "NAME"
        out = self.scripts([("NAME", token.value)])
        if self.kind() not in ("(", "[") or self.tokens[self.at].apart:
            return out
        if len(out) > 1:
            called = token.raw and len(token.value) > 1 and token.value not in tables().letters and self.kind() == "("
            return [*out[:1], *self.argument_group(), *out[1:]] if called and out[1][0] in POWERS else out
        mark, bracket = self.at, self.kind()
        inside = self.group()[1:-1]
        kinds = {flat[0] for flat in outermost(inside)}
        if not kinds <= {"NAME", "NUM", "COMMA"} and "COMMA" not in kinds:
            word = len(token.value) > 1 and token.value not in tables().greek
            if not word and token.value not in _FUNCTION_NAMES and token.value + bracket != "E[":
                if self.kind() != "^" and _is_plain(inside):
                    raise Unreadable("function_or_product")
                self.at = mark
                return out
        if glued and token.value not in _FUNCTION_NAMES and not (before.value.islower() and token.value.isupper()):
            raise Unreadable("function_or_product")  # "rs(n)": r times s(n), or rs of n
        return self.scripts([*out, ("LP", "("), *inside, ("RP", ")")])

    def fraction(self, kind: str) -> list[Flat]:
        above = self.fraction_argument()
        if not self.tex and above[0][0] == "LP" and self.kind() != "{":
            return self.lost_brace(above)
        below = self.fraction_argument()
        if kind == "BINOM":
            return [("NAME", "binomial"), ("LP", "("), *above, ("COMMA", ","), *below, ("RP", ")")]
        return bracketed([*above, ("SLASH", "/"), *below])

    @staticmethod
    def lost_brace(inside: list[Flat]) -> list[Flat]:
        """ "frac{L{mu}}", its inner braces lost: the one fraction inside is the whole."""
        if [flat[0] for flat in inside].count("SLASH") != 1:
            raise Unreadable("fraction")
        return inside

    def fraction_argument(self) -> list[Flat]:
        """One argument of \\frac: a group, or one digit or symbol."""
        token = self.peek()
        if token is None or token.kind not in STARTS:
            raise Unreadable("incomplete")
        if token.kind == "NUM" and len(token.value) > 1:
            if "." in token.value or len(token.value) > 2:
                raise Unreadable("fraction")
            self.tokens[self.at : self.at + 1] = [Token("NUM", digit) for digit in token.value]
            token = self.tokens[self.at]
        if token.kind in ("NUM", "NAME"):
            self.at += 1
            return [(token.kind, token.value)]
        return grouped(self.group()) if token.kind == "{" else self.factor([])

    def root(self, kind: str) -> list[Flat]:
        degree: list[Flat] = [("NUM", "3" if kind == "CUBE" else "2")]
        if kind == "SQRT" and self.kind() == "[":
            degree = self.group()
        token = self.peek()
        if token is None or token.kind not in STARTS:
            raise Unreadable("root_argument")
        if token.kind in OPENERS:
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
        power = bracketed([("NUM", "1"), ("SLASH", "/"), *grouped(degree)])
        return bracketed(raised(grouped(inside), power))

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
                else decorated(out, self.tokens[self.at - 1].value)
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
        return [("NAME", "norm" if doubled or kind == "NORM" else "card"), *bracketed(inside)]

    def function(self, name: str, run: list[list[Flat]]) -> list[Flat]:
        power: list[Flat] = []
        indexed = False
        while self.kind() in ("^", "_"):
            self.at += 1
            if self.tokens[self.at - 1].kind == "_":
                indexed = name in ("Min", "Max")
                name = self.based(name)
            elif self.decoration():
                name += "_star"
            else:
                power = self.exponent()
        if name in ("poly", "polylog") and self.kind() not in STARTS:
            return [("NAME", name)]
        argument = self.indexed_argument() if indexed else self.function_argument(name, run)
        called: list[Flat] = [("NAME", name), *argument]
        return raised(called, power) if power else self.scripts(called)

    def based(self, name: str) -> str:
        """The function's name behind a subscript: a bound does without the base of a logarithm."""
        if self.kind() == "MARK":
            return f"{name}_{self.next().value}"
        self.script_tokens()
        return name

    def script_tokens(self) -> list[Token]:
        """The tokens of a sub- or superscript, passed as they stand."""
        if self.kind() != "{":
            return [self.next()]
        start, depth = self.at + 1, 0
        while True:
            depth += {"{": 1, "}": -1}.get(self.next().kind, 0)
            if not depth:
                return self.tokens[start : self.at - 1]

    def indexed_argument(self) -> list[Flat]:
        """What a minimum or maximum over an index is of: a group, or one factor before what is none of it."""
        argument = self.argument_group() if self.kind() in OPENERS else bracketed(self.next_factor())
        if self.kind() in ("FUN", "BAR", "("):
            raise Unreadable("operator")
        return argument

    def summation(self, kind: str) -> list[Flat]:
        """A sum or product over an index: "Sum(x_i, i)", and with both its ends "Sum(x_i, (i, 1, n))"."""
        ends: dict[str, list[Token]] = {"_": [], "^": []}
        while (mark := self.kind()) in ends:
            self.at += 1
            ends[mark] = self.script_tokens()
        low, high = ends["_"], ends["^"]
        index = self.index(low)
        limits: list[Flat] = [("NAME", index)]
        if high and len(low) > 2 and low[1].kind == "=":
            first, last = (type(self)(part, self.tex).sequence(()) for part in (low[2:], high))
            limits = [("NAME", ""), ("LP", "("), *limits, ("COMMA", ","), *first, ("COMMA", ","), *last, ("RP", ")")]
        body = self.sequence(TERM_ENDS)
        if not body:
            raise Unreadable("sum")
        return [
            ("NAME", "Sum" if kind == "SUM" else "Product"),
            ("LP", "("),
            *body,
            ("COMMA", ","),
            *limits,
            ("RP", ")"),
        ]

    @staticmethod
    def index(low: list[Token]) -> str:
        """The index that a sum runs over, of what stands under its sign: "i", "i=1", "i \\in S", "\\Delta_i>0"."""
        kinds = [token.kind for token in low]
        if kinds[:2] == ["NAME", "_"] and len(low) > 3 and kinds[2] == "NAME" and kinds[3] in _CONDITIONS:
            return low[2].value
        if kinds[:1] == ["NAME"] and (len(low) == 1 or kinds[1] in _CONDITIONS):
            return low[0].value
        raise Unreadable("sum")

    def function_argument(self, name: str, run: list[list[Flat]]) -> list[Flat]:
        kind = self.kind()
        if kind in OPENERS:
            return self.argument_group()
        if name in ("Min", "Max") or kind not in STARTS:
            raise Unreadable("function_argument")
        if kind == "NUM":
            number = self.next()
            if number.value in ("2", "10") and self.kind() in ("NAME", "("):
                return self.function_argument(name, run)
            if self.kind() != "/":
                return bracketed([("NUM", number.value)])
            self.at += 1
            return bracketed([("NUM", number.value), ("SLASH", "/"), *self.denominator()])
        if kind != "NAME":
            return bracketed(self.factor([]))
        return self.symbols_argument(run)

    def symbols_argument(self, run: list[list[Flat]]) -> list[Flat]:
        """The symbols that a function without brackets reaches over: "log KT", but not "log T K^2"."""
        items = [self.factor([])]
        while self.kind() == "NAME":
            scripted = any(f[0] in POWERS for f in items[-1])
            items.append(self.factor([]))
            if scripted or any(f[0] in POWERS for f in items[-1]):
                raise Unreadable("function_argument")
        out = [f for item in items for f in [("TIMES", "*"), *item]][1:]
        if self.kind() == "/":
            mark = self.at
            self.at += 1
            below = self.denominator()
            if below in run:
                return bracketed([*out, ("SLASH", "/"), *below])
            if below == [("NAME", "delta")]:
                raise Unreadable("function_argument")
            self.at = mark
        if self.kind() in ("(", "[", "{") and len(items) == 1 and not self.tex and self.kind() == "{":
            return bracketed([*out, ("SLASH", "/"), *self.group()])
        return bracketed(out)

    def denominator(self) -> list[Flat]:
        """What stands under a slash: a factor, and the symbols glued to it."""
        first = self.next_factor()
        below = list(first)
        count = 1
        while self.kind() in STARTS - {"FUN", "LANDAU"}:
            token, before = self.tokens[self.at], self.tokens[self.at - 1]
            glued = not token.apart or (before.kind == "NAME" and before.raw)
            if token.kind not in ("NAME", "NUM") or not glued or (first[-1][0] == "RP" and first[0][0] == "LP"):
                raise Unreadable("ambiguous_denominator")
            below += [("TIMES", "*"), *self.factor([])]
            count += 1
        return below if count == 1 else bracketed(below)

    def next_factor(self) -> list[Flat]:
        if self.kind() not in STARTS:
            raise Unreadable("incomplete")
        return self.factor([])


def _is_plain(inside: list[Flat]) -> bool:
    """Whether bracketed tokens are one term without a call, which as a factor would need no brackets."""
    calls = any(a[0] == "NAME" and b[0] == "LP" for a, b in itertools.pairwise(inside))
    return not calls and not any(flat[0] in ("PLUS", "MINUS", *POWERS) for flat in inside)


_CONDITIONS = frozenset({"=", ":", ">", "<", "UNREAD"})
_FUNCTION_NAMES = frozenset({"f", "g"})
