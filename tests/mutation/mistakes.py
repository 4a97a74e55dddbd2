"""Every mistake that can be planted in a file, in an order that spreads the kinds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from servdsl.source import Source
from servdsl.syntax import clauses, nodes, parse
from servdsl.syntax.examples import Example
from servdsl.syntax.parts import Cited, Label
from servdsl.syntax.parts import Text as Words
from tests.mutation.shape import of_shape
from tests.mutation.text import Mistake, Text
from tests.mutation.values import of_value
from tests.mutation.words import Names, of_words

_NO_MEANING = (Example, nodes.Assume, nodes.Document, nodes.Languages, clauses.NoteText, Cited, Label, Words)
"""What computes nothing, and the examples, which are the ones to notice."""


def mistakes(source: Source) -> list[Mistake]:
    """All mistakes of a file that parses: one of each kind, then the next of each. The order hangs on what is changed, not
    on where it stands."""
    file, found = parse(source)
    assert not [d for d in found if d.severity == "error"]
    text, names = Text(source), Names.of(file)
    made = {mistake.edits: mistake for node, parent in _walk(file, None) for mistake in _of(node, parent, text, names)}
    by_kind: dict[str, list[Mistake]] = {}
    for mistake in sorted(made.values(), key=_rank):
        by_kind.setdefault(mistake.kind, []).append(mistake)
    rounds = max((len(group) for group in by_kind.values()), default=0)
    return [group[n] for n in range(rounds) for _, group in sorted(by_kind.items()) if n < len(group)]


def without_examples(source: Source) -> Source:
    """The file without its examples: it compiles faster, and the examples are those of the untouched file anyway."""
    file, _ = parse(source)
    text = Text(source)
    spans = [item.span for item in file.items if isinstance(item, Example)]
    kept = list(source.text)
    for span in spans:
        for place in range(text.start(span), text.end(span)):
            kept[place] = "\n" if kept[place] == "\n" else " "
    return Source(source.name, "".join(kept))


def _of(node: object, parent: object, text: Text, names: Names) -> Iterator[Mistake]:
    yield from of_value(node, parent, text)
    yield from of_words(node, text, names)
    yield from of_shape(node, text)


def _walk(node: object, parent: object) -> Iterator[tuple[object, object]]:
    if isinstance(node, tuple):
        for item in node:
            yield from _walk(item, parent)
    elif is_dataclass(node) and not isinstance(node, _NO_MEANING):
        yield node, parent
        for field in fields(node):
            if field.name not in ("span", "cites"):
                yield from _walk(getattr(node, field.name), node)


def _rank(mistake: Mistake) -> str:
    return hashlib.sha256(f"{mistake.kind} {mistake.what}".encode()).hexdigest()
