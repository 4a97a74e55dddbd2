"""Laying out python text within a width: calls and tuples one item to a line, conditions broken at `and` and `or`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from servdsl.backends.python import literals

WIDTH = 120
SHORT = 24
STEP = "    "
_OPENING, _CLOSING = "([{", ")]}"
_BREAKS = (" or ", " and ", " + ", " - ", " * ")


@dataclass(frozen=True, slots=True)
class Call:
    """A call, or with brackets of its own a tuple or a mapping: `head`, items with their keyword or key, tail. `filled`:
    as many items to a line as it holds."""

    head: str
    items: tuple[tuple[str, Node], ...]
    tail: str = ")"
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A string for people; a long one is written in pieces, broken at spaces."""

    text: str


Node: TypeAlias = str | Call | Prose


def call(function: str, *items: Node, **named: Node | None) -> Call:
    """A call; keywords whose value is None are left out."""
    positional = tuple(("", item) for item in items)
    keywords = tuple((f"{name}=", item) for name, item in named.items() if item is not None)
    return Call(f"{function}(", positional + keywords)


def sequence(items: Iterable[Node]) -> Call:
    """A tuple; one of short texts fills its lines."""
    listed = tuple(("", item) for item in items)
    filled = all(isinstance(item, str) and len(item) <= SHORT for _, item in listed)
    return Call("(", listed, ",)" if len(listed) == 1 else ")", filled)


def mapping(items: Iterable[tuple[str, Node]]) -> Call:
    """A dictionary; keys are python text."""
    return Call("{", tuple((f"{key}: ", item) for key, item in items), "}")


def lay(node: Node, indent: int = 0, before: int = 0, after: int = 0) -> str:
    """A node as text whose first line follows `before` characters and whose last is followed by `after`."""
    flat = _flat(node)
    if isinstance(node, str) or len(STEP) * indent + before + len(flat) + after <= WIDTH:
        return flat
    inner = STEP * (indent + 1)
    if isinstance(node, Prose):
        pieces = _pieces(node.text, WIDTH - len(inner))
        return "\n".join(("(", *(inner + piece for piece in pieces), STEP * indent + ")"))
    if node.filled:
        return "\n".join(
            (node.head, *_filled([_flat(item) for _, item in node.items], inner), STEP * indent + node.tail[-1])
        )
    lines = [f"{inner}{key}{lay(item, indent + 1, len(key), 1)}," for key, item in node.items]
    return "\n".join((node.head, *lines, STEP * indent + node.tail[-1]))


def _filled(items: Sequence[str], lead: str) -> list[str]:
    lines = [lead.rstrip("\n")]
    for item in items:
        if len(lines[-1]) + len(item) + 2 > WIDTH and lines[-1] != lead:
            lines.append(lead)
        lines[-1] += f"{' ' if lines[-1] != lead else ''}{item},"
    return lines


def _flat(node: Node) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, Prose):
        return literals.text(node.text)
    return node.head + ", ".join(key + _flat(item) for key, item in node.items) + node.tail


def _pieces(text: str, width: int) -> list[str]:
    """A text as string literals of at most so many characters, if it has spaces where they are wanted; in a word that is
    too long by itself (an id of many names) a `+` will do."""
    pieces: list[str] = []
    current = ""
    for word in _words(text, width):
        if current and len(literals.text(current + word)) > width:
            pieces.append(current)
            current = ""
        current += word
    return [literals.text(piece) for piece in (*pieces, current)]


def _words(text: str, width: int) -> Iterable[str]:
    """The words of a text, each but the first with the space before it; long ones in parts that begin with `+`."""
    for number, word in enumerate(text.split(" ")):
        spaced = f" {word}" if number else word
        yield from re.split(r"(?=\+)", spaced) if len(spaced) > width - 2 else (spaced,)


def assignment(name: str, node: Node) -> str:
    """`NAME = value`, laid out."""
    return f"{name} = {lay(node, 0, len(name) + 3)}"


def statement(before: str, text: str, after: str, indent: int) -> list[str]:
    """`if CONDITION:` or `return FORMULA` in as many lines as it takes, broken inside brackets added for it."""
    lead = STEP * indent
    if len(lead) + len(before) + len(text) + len(after) <= WIDTH:
        return [f"{lead}{before}{text}{after}"]
    return [f"{lead}{before}(", *_broken(text, indent + 1), f"{lead}){after}"]


def _broken(text: str, indent: int) -> list[str]:
    lead = STEP * indent
    if len(lead) + len(text) <= WIDTH:
        return [lead + text]
    for sign in _BREAKS:
        parts = _split(text, sign)
        if len(parts) > 1:
            following = (f"{sign.strip()} {part}" for part in parts[1:])
            return [line for part in (parts[0], *following) for line in _broken(part, indent)]
    return _opened(text, indent)


def _opened(text: str, indent: int) -> list[str]:
    """Text broken inside its first outer brackets; as it is where it has none."""
    lead = STEP * indent
    span = _outer(text)
    if span is None:
        return [lead + text]
    start, end = span
    sign = ", " if len(_split(text[start:end], ", ")) > 1 else ""
    inside = _split(text[start:end], sign) if sign else [text[start:end]]
    lines = [line for part in inside for line in _broken(part + (sign and ","), indent + 1)]
    return [lead + text[:start], *lines, lead + text[end:]]


def _split(text: str, sign: str) -> list[str]:
    """The parts of a text between the signs that stand in no brackets and no string."""
    parts, last = [], 0
    for place in _level_zero(text):
        if text.startswith(sign, place) and place >= last:
            parts.append(text[last:place])
            last = place + len(sign)
    return [*parts, text[last:]]


def _outer(text: str) -> tuple[int, int] | None:
    """From behind the first bracket to before the one that closes it."""
    level, start = 0, -1
    for place, char in _code(text):
        if char in _OPENING:
            level += 1
            start = place + 1 if start < 0 else start
        elif char in _CLOSING:
            level -= 1
            if level == 0:
                return (start, place) if place > start else None
    return None


def _level_zero(text: str) -> Sequence[int]:
    level, places = 0, []
    for place, char in _code(text):
        if char in _CLOSING:
            level -= 1
        if level == 0:
            places.append(place)
        if char in _OPENING:
            level += 1
    return places


def _code(text: str) -> Iterable[tuple[int, str]]:
    """The characters of python text that stand in no string."""
    quote, escaped = "", False
    for place, char in enumerate(text):
        if quote:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == quote:
                quote = ""
        elif char in "\"'":
            quote = char
        else:
            yield place, char
