"""The tree that explains a sentence, and how it is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Node:
    """A line of the tree; `kind` is "sentence", "claim", "quantity", "rejected", "nothing" or "detail"."""

    kind: str
    text: str
    children: list["Node"] = field(default_factory=list)

    def add(self, kind: str, text: str) -> "Node":
        """A new last child."""
        child = Node(kind, text)
        self.children.append(child)
        return child


def lines(nodes: Sequence[Node]) -> Iterator[tuple[str, str]]:
    """Kind and text of each line, branches drawn."""
    for node in nodes:
        yield node.kind, node.text
        yield from _branches(node, "")


def _branches(node: Node, indent: str) -> Iterator[tuple[str, str]]:
    for child in node.children:
        last = child is node.children[-1]
        yield child.kind, f"{indent}{'└─ ' if last else '├─ '}{child.text}"
        yield from _branches(child, indent + ("   " if last else "│  "))
