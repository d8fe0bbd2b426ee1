"""The tree of one traced sentence."""

from collections.abc import Iterator

from extract.annotate import Token
from extract.bounds.models import BoundClaim
from extract.clean import CleanText
from extract.explain import wording
from extract.explain.nodes import Node
from extract.link import Links
from extract.models import Claim
from extract.pipeline import Trace
from extract.qualify import Reading
from extract.quantities import Quantity
from extract.resolve import Dropped
from extract.ruleset import RuleSet
from extract.ruleset.patterns import QUANTITY, written


class SentenceTree:
    """The tree of one trace."""

    def __init__(self, trace: Trace, rules: RuleSet) -> None:
        self.trace = trace
        self.rules = rules
        self.offset = trace.sentence.start

    def tree(self) -> Node:
        sentence = self.trace.sentence
        node = Node("sentence", f"sentence [{sentence.start}:{sentence.end}] {' '.join(sentence.text.split())}")
        for bound in self.trace.bounds:
            self._bound(node, bound)
        for name in self.trace.names:
            quote = sentence.text[name.start : name.end]
            node.add("rejected", f"{quote!r} states no rate or cost: {name.reason or 'no result'} ({name.rule_id})")
        cleaned, annotated = self.trace.cleaned, self.trace.annotated
        if cleaned is None:
            node.add("nothing", "passed by: no number in digits or words, no multiplier, no bound or named rate in it")
            return node
        if cleaned.text != sentence.text:
            node.add("detail", f"cleaned: {' '.join(cleaned.text.split())}")
        if annotated is not None:
            for at in annotated.quantity_at:
                for member, quantity in enumerate(annotated.tokens[at].quantities):
                    self._quantity(node, cleaned, at, member, quantity)
        for number, why in wording.passed_over(cleaned.text, self._spans(), self.rules):
            node.add("rejected", f"{number!r} is no quantity: {why}")
        if not node.children:
            node.add("nothing", "no quantity in it")
        return node

    def _spans(self) -> list[tuple[int, int]]:
        tokens = self.trace.annotated.tokens if self.trace.annotated else []
        return [(token.start, token.end) for token in tokens if token.quantities or token.tag == "MASK"]

    def _bound(self, node: Node, bound: BoundClaim) -> None:
        quote = self.trace.sentence.text[bound.start : bound.end]
        place = f"bound {quote!r} [{self.offset + bound.start}:{self.offset + bound.end}]"
        read = "not read" if bound.expr is None else f"{bound.symbol} {bound.expr}"
        if bound.claim_type is None:
            node.add("rejected", f"{place} <- {read}; states no result: {bound.reason} ({bound.rule_id})")
            return
        child = node.add("quantity", f"{place} <- {read}{f' ({bound.reason})' if bound.reason else ''}")
        for reading, links, claim in self._readings():
            if reading.bound is bound:
                self._claim(child, reading, links, claim)

    def _quantity(self, node: Node, cleaned: CleanText, at: int, member: int, quantity: Quantity) -> None:
        token = self._token(at)
        start, end = cleaned.raw(quantity.start, quantity.end)
        quote = self.trace.sentence.text[start:end]
        place = f"quantity {quote!r} [{self.offset + start}:{self.offset + end}]"
        made_of = wording.fragments(cleaned.text, quantity, self.rules)
        child = node.add("quantity", f"{place} <- {made_of} = {wording.number(quantity)}, tag {token.tag}")
        if token.hedge:
            child.add("detail", f"hedge: {token.hedge!r} -> {token.comparators[member]}")
        dropped = self._dropped(at)
        own = [found for found in self._readings() if (found[0].token, found[0].member) == (at, member)]
        for reading, links, claim in own:
            self._claim(child, reading, links, claim)
        for refusal in dropped:
            child.add("rejected", self._rejection(refusal))
        if not own and not dropped:
            child.add("nothing", self._unread(token))

    def _claim(self, node: Node, reading: Reading, links: Links, claim: Claim) -> None:
        child = node.add("claim", f"{claim.claim_type} <- {claim.rule_id}, confidence {claim.confidence:g}")
        if reading.match is not None:
            over = self._over(reading.match.start, reading.match.end)
            child.add("detail", f"pattern: {written(reading.match.pattern)}{over}")
            if self.trace.resolved and reading.token in self.trace.resolved.inherited:
                child.add("detail", "taken over from the quantity that it is coordinated with")
        child.add(
            "detail",
            f"value: {wording.value(claim)}, norm: {wording.norm(claim)}, direction: {claim.direction or 'none'}",
        )
        for name in ("metric", "metric_id", "datasets", "baselines", "subject", "measure", "bound_target"):
            value = getattr(claim, name)
            if value:
                child.add("detail", f"{name}: {', '.join(value) if isinstance(value, tuple) else value}")
        child.add("detail", f"owner: {links.owner}")

    def _dropped(self, at: int) -> list[Dropped]:
        """What was dropped at a quantity, once a rule."""
        if self.trace.resolved is None:
            return []
        first: dict[str, Dropped] = {}
        for dropped in self.trace.resolved.dropped:
            if dropped.match.focus == at:
                first.setdefault(dropped.match.rule.id, dropped)
        return list(first.values())

    def _rejection(self, dropped: Dropped) -> str:
        match = dropped.match
        what = f"{match.rule.claim_type or 'no claim'} <- {match.rule.id} ({written(match.pattern)})"
        why = f"outranked by {dropped.by} (weight {match.rule.weight:g})"
        if dropped.reason == "no_claim":
            why = f"{'it' if match.rule.id == dropped.by else dropped.by} says that this is no claim"
        return f"{what}{self._over(match.start, match.end)}: {why}"

    def _unread(self, token: Token) -> str:
        unit = token.tag.removeprefix(QUANTITY)
        ready = [rule for rule in self.rules.claims if unit in rule.units]
        if not ready:
            return f"no rule reads quantities of {unit}"
        return f"none of the {len(ready)} rules that read {unit} has a pattern that fits: {self._around(token)}"

    def _around(self, token: Token, reach: int = 4) -> str:
        """The tokens beside a quantity, as rules see them."""
        tokens = self.trace.annotated.tokens if self.trace.annotated else []
        at = next(i for i, other in enumerate(tokens) if other is token)
        shown = [f"{t.lower}/{t.tag}" if t.tag.isupper() else "Q" for t in tokens[max(0, at - reach) : at + reach + 1]]
        return " ".join(shown)

    def _token(self, at: int) -> Token:
        assert self.trace.annotated is not None
        return self.trace.annotated.tokens[at]

    def _over(self, start: int, end: int) -> str:
        assert self.trace.annotated is not None
        tokens = self.trace.annotated.tokens[start:end]
        return f" over {self.trace.annotated.text[tokens[0].start : tokens[-1].end]!r}"

    def _readings(self) -> Iterator[tuple[Reading, Links, Claim]]:
        return zip(self.trace.readings, self.trace.links, self.trace.claims, strict=True)
