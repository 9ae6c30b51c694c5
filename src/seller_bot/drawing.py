"""Flows as diagrams, drawn from the same tables that run them: Mermaid text, and pictures by Graphviz."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graphviz import Digraph, ExecutableNotFound

from seller_bot.conversation.flow import Flow
from seller_bot.conversation.step import Enter, Step
from seller_bot.errors import OperatorError
from seller_bot.texts import Texts

MERMAID_SHAPES = {"asks": ("[", "]"), "decides": ("{", "}"), "ends": ("([", "])"), "flow": ("[[", "]]")}
GRAPHVIZ_SHAPES = {
    "asks": {"shape": "box", "style": "rounded,filled", "fillcolor": "#eef4fb"},
    "decides": {"shape": "diamond", "style": "filled", "fillcolor": "#fff6df"},
    "ends": {"shape": "box", "style": "rounded,filled", "fillcolor": "#e8f6ec"},
    "flow": {"shape": "component"},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """`kind` is one of asks, decides, ends, and flow for another flow."""

    id: str
    label: str
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """`offered` leads through a door to another flow; every other edge is an answer."""

    start: str
    end: str
    label: str
    offered: bool = False


def mermaid(flow: Flow, texts: Texts) -> str:
    """The flow as a Mermaid flowchart, which GitHub shows as a picture."""
    lines = ["flowchart TD"]
    for node in nodes(flow):
        opening, closing = MERMAID_SHAPES[node.kind]
        lines.append(f'    {node.id}{opening}"{_quoted(node.label)}"{closing}')
    for edge in edges(flow, texts):
        arrow = "-.->" if edge.offered else "-->"
        lines.append(f'    {edge.start} {arrow}|"{_quoted(edge.label)}"| {edge.end}')
    return "\n".join(lines) + "\n"


def picture(flow: Flow, texts: Texts, directory: Path, form: str) -> Path:
    """The flow as a picture file, svg or png. Raises OperatorError where Graphviz itself is not installed."""
    graph = Digraph(flow.id, graph_attr={"rankdir": "TB"}, node_attr={"fontname": "sans-serif"})
    graph.attr("edge", fontname="sans-serif", fontsize="10")
    for node in nodes(flow):
        graph.node(node.id, node.label, **GRAPHVIZ_SHAPES[node.kind])
    for edge in edges(flow, texts):
        graph.edge(edge.start, edge.end, edge.label, style="dashed" if edge.offered else "solid")
    try:
        return Path(graph.render(directory / flow.id, format=form, cleanup=True))
    except ExecutableNotFound as error:
        raise OperatorError("Pictures are drawn by Graphviz: install its package (Debian: graphviz).") from error


def nodes(flow: Flow) -> Iterator[Node]:
    for step in flow.steps.values():
        progress = flow.progress(step)
        number = f"{progress.number}/{progress.total} " if progress else ""
        yield Node(id=step.id, label=f"{number}{step.id}", kind=_kind(step))
    for other in dict.fromkeys(_others(flow)):
        yield Node(id=f"flow_{other}", label=other, kind="flow")


def edges(flow: Flow, texts: Texts) -> Iterator[Edge]:
    for step in flow.steps.values():
        for choice, target in step.choices.items():
            yield Edge(start=step.id, end=_node(target), label=texts.plain(step.label(choice)))
        if step.accept or step.suggest:
            assert isinstance(step.then, str | Enter)
            yield Edge(start=step.id, end=_node(step.then), label=f"‹{step.keeps}›")
        if step.decide:
            assert not isinstance(step.then, str | Enter)
            yield from (Edge(start=step.id, end=place, label=outcome) for outcome, place in step.then.items())
        for door in step.doors:
            yield Edge(start=step.id, end=f"flow_{door}", label=texts.plain(f"{door}.title"), offered=True)


def _kind(step: Step) -> str:
    return "decides" if step.decide else "ends" if step.is_end else "asks"


def _others(flow: Flow) -> Iterator[str]:
    for step in flow.steps.values():
        yield from (target.flow for target in step.targets if isinstance(target, Enter))
        yield from step.doors


def _node(target: str | Enter) -> str:
    return f"flow_{target.flow}" if isinstance(target, Enter) else target


def _quoted(label: str) -> str:
    return label.replace('"', "#quot;")
