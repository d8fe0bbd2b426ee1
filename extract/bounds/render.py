"""Expression trees as text: canonical Python syntax, Unicode, LaTeX; and as sympy expressions."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from extract.bounds.tables import tables
from extract.bounds.tree import MINUS_ONE, Add, Call, Expr, Mul, Num, Pow, Sym, factors_of, is_negative, mul, power

if TYPE_CHECKING:
    import sympy

_SUM, _PRODUCT, _POWER, _ATOM = range(4)
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Style:
    """How a syntax writes the parts of an expression; every function takes finished text."""

    times: str
    name: Callable[[str], str]
    power: Callable[[str, str], str]
    root: Callable[[str], str]
    ratio: Callable[[str, str], str] | None
    call: Callable[[str, list[str]], str]
    bracket: Callable[[str], str]
    loose_exponent: bool


def to_text(expr: Expr) -> str:
    """Canonical plain Python syntax, as in the column `bound_expr`."""
    return _write(expr, _python())[0]


def to_unicode(expr: Expr) -> str:
    """One line for a table: "√(K·T)·log(1/ε)"."""
    return _write(expr, _unicode())[0]


def to_latex(expr: Expr) -> str:
    """LaTeX mathematics without the dollar signs."""
    return _write(expr, _latex())[0]


def _write(expr: Expr, style: Style) -> tuple[str, int]:
    match expr:
        case Num(value):
            return _number(value, style)
        case Sym(name):
            return style.name(name), _ATOM
        case Call(name, args):
            return style.call(name, [_write(a, style)[0] for a in args]), _ATOM
        case Add(terms):
            return _sum(terms, style), _SUM
        case Pow(base, Num(value)) if value == HALF or (value < 0 and not isinstance(base, Num)):
            return _product((expr,), style)
        case Pow(base, exponent):
            if is_negative(exponent) and not isinstance(base, Num):
                return _product((expr,), style)
            return _power(base, exponent, style), _POWER
        case Mul(factors):
            return _product(factors, style)
    raise TypeError(expr)


def _number(value: Fraction, style: Style) -> tuple[str, int]:
    if value.denominator == 1:
        return str(value), _ATOM if value >= 0 else _SUM
    sign = "-" if value < 0 else ""
    top, bottom = str(abs(value.numerator)), str(value.denominator)
    text = style.ratio(top, bottom) if style.ratio else f"{top}/{bottom}"
    return sign + text, _SUM if sign else _PRODUCT


def _sum(terms: tuple[Expr, ...], style: Style) -> str:
    plus = [t for t in terms if not _minus(t)]
    text = ""
    for term in [*plus, *(t for t in terms if _minus(t))]:
        written = _write(term, style)[0]
        if not text:
            text = written
        elif written.startswith("-"):
            text += f" - {written[1:]}"
        else:
            text += f" + {written}"
    return text


def _minus(term: Expr) -> bool:
    first = factors_of(term)[0]
    return isinstance(first, Num) and first.value < 0


def _product(factors: tuple[Expr, ...], style: Style) -> tuple[str, int]:
    sign, above, below = "", list[Expr](), list[Expr]()
    for factor in _gathered(factors):
        match factor:
            case Num(value):
                sign = "-" if value < 0 else ""
                above += [Num(Fraction(abs(value.numerator)))] if abs(value.numerator) != 1 else []
                below += [Num(Fraction(value.denominator))] if value.denominator != 1 else []
            case Pow(base, exponent) if is_negative(exponent) and not isinstance(base, Num):
                below.append(power(base, mul(MINUS_ONE, exponent)))
            case _:
                above.append(factor)
    top = _run(above, style) if above else ("1", _ATOM)
    if not below:
        return sign + top[0], _SUM if sign else top[1]
    bottom = _run(below, style)
    if style.ratio:
        return sign + style.ratio(top[0], bottom[0]), _SUM if sign else _PRODUCT
    under = bottom[0] if bottom[1] >= _POWER else style.bracket(bottom[0])
    over = top[0] if top[1] >= _PRODUCT else style.bracket(top[0])
    return f"{sign}{over}/{under}", _SUM if sign else _PRODUCT


def _gathered(factors: tuple[Expr, ...]) -> list[Expr]:
    """Powers of one symbolic exponent drawn together: a**q*b**q is written (a*b)**q."""
    groups: dict[Expr, list[Expr]] = {}
    out: list[Expr] = []
    for factor in factors:
        if isinstance(factor, Pow) and not isinstance(factor.exponent, Num):
            flip = is_negative(factor.exponent)
            exponent = mul(MINUS_ONE, factor.exponent) if flip else factor.exponent
            groups.setdefault(exponent, []).append(power(factor.base, MINUS_ONE) if flip else factor.base)
        else:
            out.append(factor)
    for exponent, bases in groups.items():
        above = any(not (isinstance(b, Pow) and is_negative(b.exponent)) for b in bases)
        if len(bases) == 1 or not above:
            out += [power(b, exponent) for b in bases]
        else:
            out.append(Pow(Mul(tuple(bases)), exponent))
    return out


def _run(factors: list[Expr], style: Style) -> tuple[str, int]:
    """A product without a denominator, its square roots drawn together."""
    roots = [f.base for f in factors if isinstance(f, Pow) and f.exponent == Num(HALF)]
    pieces: list[tuple[str, int]] = []
    for factor in factors:
        if isinstance(factor, Pow) and factor.exponent == Num(HALF):
            if roots:
                inside = _run(roots, style) if len(roots) > 1 else _write(roots[0], style)
                pieces.append((style.root(inside[0]), _ATOM))
                roots = []
        else:
            pieces.append(_write(factor, style))
    if len(pieces) == 1:
        return pieces[0]
    return style.times.join(t if level >= _PRODUCT else style.bracket(t) for t, level in pieces), _PRODUCT


def _power(base: Expr, exponent: Expr, style: Style) -> str:
    below, level = _write(base, style)
    above, above_level = _write(exponent, style)
    below = below if level == _ATOM else style.bracket(below)
    above = above if style.loose_exponent or above_level == _ATOM else style.bracket(above)
    return style.power(below, above)


def _python() -> Style:
    return Style(
        times="*",
        name=str,
        power=lambda b, e: f"{b}**{e}",
        root=lambda x: f"sqrt({x})",
        ratio=None,
        call=lambda name, args: f"{name}({', '.join(args)})",
        bracket=lambda x: f"({x})",
        loose_exponent=False,
    )


def _unicode() -> Style:
    known = tables().unicode_names
    superscripts = str.maketrans("0123456789-+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺")

    def name(text: str) -> str:
        return "_".join(known.get(part, part) for part in text.split("_"))

    def raised(base: str, exponent: str) -> str:
        if exponent.lstrip("-").isdigit():
            return base + exponent.translate(superscripts)
        return f"{base}^{exponent}" if exponent.isalnum() else f"{base}^({exponent})"

    def called(text: str, args: list[str]) -> str:
        wrapped = tables().unicode_calls.get(text)
        return wrapped.replace("#", ", ".join(args)) if wrapped else f"{name(text)}({', '.join(args)})"

    return Style(
        times="·",
        name=name,
        power=raised,
        root=lambda x: f"√{x}" if len(x) == 1 else f"√({x})",
        ratio=None,
        call=called,
        bracket=lambda x: f"({x})",
        loose_exponent=True,
    )


def _latex() -> Style:
    known, calls = tables().latex_names, tables().latex_calls

    def name(text: str) -> str:
        head, *tail = text.split("_")
        if not tail:
            return known.get(head, head if len(head) == 1 else rf"\mathrm{{{head}}}")
        inner = " ".join(known.get(p, p if len(p) == 1 or p.isdigit() else rf"\mathrm{{{p}}}") for p in tail)
        return f"{name(head)}_{{{inner}}}"

    def called(text: str, args: list[str]) -> str:
        if text in calls:
            template = calls[text]
            for place, arg in enumerate(args, 1):
                template = template.replace(f"#{place}", arg)
            return template.replace("#", ", ".join(args))
        head = name(text)
        return rf"{head}\left({', '.join(args)}\right)"

    return Style(
        times=" ",
        name=name,
        power=lambda b, e: f"{b}^{{{e}}}",
        root=lambda x: rf"\sqrt{{{x}}}",
        ratio=lambda a, b: rf"\frac{{{a}}}{{{b}}}",
        call=called,
        bracket=lambda x: rf"\left({x}\right)",
        loose_exponent=True,
    )


def to_sympy(expr: Expr) -> "sympy.Expr":
    """The expression in sympy, its symbols positive."""
    import sympy

    match expr:
        case Num(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Sym(name):
            return sympy.Symbol(name, positive=True)
        case Add(terms):
            return sympy.Add(*map(to_sympy, terms))
        case Mul(factors):
            return sympy.Mul(*map(to_sympy, factors))
        case Pow(base, exponent):
            return sympy.Pow(to_sympy(base), to_sympy(exponent))
        case Call(name, args):
            known = {"log": sympy.log, "exp": sympy.exp, "Min": sympy.Min, "Max": sympy.Max}
            known |= {"binomial": sympy.binomial, "factorial": sympy.factorial, "ceiling": sympy.ceiling}
            if not name:
                return sympy.Tuple(*map(to_sympy, args))
            function = known.get(name) or sympy.Function(name)
            return function(*map(to_sympy, args))
    raise TypeError(expr)
