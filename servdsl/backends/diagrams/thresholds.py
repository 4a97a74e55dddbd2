"""Prices that change at a threshold: a strip cut where the formula changes, with what both give there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby, pairwise

from servdsl.backends.diagrams.content.formulas import Leaf, formula_of
from servdsl.backends.diagrams.content.headings import atom_text, quantity
from servdsl.backends.diagrams.content.told import Reckoner
from servdsl.backends.diagrams.content.yearly import Value
from servdsl.backends.diagrams.drawing.axis import Axis
from servdsl.backends.diagrams.drawing.canvas import Cell, Row, gap, kept, lines, row, rule, section, tall
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.cite import Assumed, citation, cite_lines, clause_link
from servdsl.backends.diagrams.drawing.style import AMBER, AMBER_MID, INK, NOTE, TEXT, WIDTH
from servdsl.cells import Cell as Domain
from servdsl.cells import Variable
from servdsl.wording import value_text
from servdsl.wording.values import amount_words
from servdsl.wording.voice import unique

SCALES = frozenset({"money", "number", "percent", "duration", "whole"})
LABEL = 226
STRIP = WIDTH - LABEL

Part = tuple[Leaf, Domain, Domain]
"""A formula, and the first and last cell in which it holds."""


def thresholds(speaker: Speaker, values: Sequence[Value]) -> list[Row]:
    """A strip for each price that depends on one quantity alone and changes with it."""
    found: list[Row] = []
    for value in values:
        atoms = value.view.grid.atoms
        if len(atoms) == 1 and isinstance(atoms[0], Variable) and atoms[0].type in SCALES:
            parts = _parts(value, atoms[0])
            if len(parts) > 1:
                found += _strip(speaker, value, atoms[0], parts)
    return found


def _parts(value: Value, atom: Variable) -> list[Part]:
    """The stretches of one formula, from low to high."""
    decided = [
        (next((leaf for leaf, cells in value.leaves if cells >> n & 1), None), cell)
        for n, cell in enumerate(atom.cells)
    ]
    found: list[Part] = []
    for _, run in groupby(decided, key=lambda one: id(one[0])):
        cells = list(run)
        if cells[0][0] is not None:
            found.append((cells[0][0], cells[0][1], cells[-1][1]))
    return found


def _strip(speaker: Speaker, value: Value, atom: Variable, parts: Sequence[Part]) -> list[Row]:
    assumed = Assumed(speaker)
    sources = unique(source for leaf, _, _ in parts for source in leaf.sources)
    rests = assumed.on(sources)
    room = LABEL - 18
    label = (
        *lines(speaker.say("matrix", "price"), room, TEXT),
        *lines(atom_text(speaker, atom), room, NOTE, most=3),
        *cite_lines(citation(sources, parts[0][0].clause.origin), room, 3, rests),
    )
    wide = [STRIP // len(parts) + (n < STRIP % len(parts)) for n in range(len(parts))]
    fills = (AMBER, AMBER_MID)
    cells = [
        Cell(
            w,
            lines(_words(speaker, leaf), w - 20, TEXT, most=4),
            fills[n % 2],
            10,
            bar=INK if n else "",
            link=clause_link(speaker, leaf.clause),
        )
        for n, (w, (leaf, _, _)) in enumerate(zip(wide, parts, strict=True))
    ]
    high = max(round(max(tall(label), *(cell.height for cell in cells))) + 10, 34)
    places = [sum(wide[: n + 1]) for n in range(len(parts) - 1)]
    ticks = Axis(STRIP, STRIP, 1).ticks(zip(places, _marks(speaker, atom, parts), strict=True))
    title = section(speaker.voice.name("offer", value.offer))
    made = replace(row(high, Cell(LABEL, label, indent=10), *cells), notes=assumed.notes(rests))
    return [*kept([gap(6), title, made, gap(2), row(18, Cell(LABEL), *ticks)]), rule(), gap(3)]


def _words(speaker: Speaker, leaf: Leaf) -> str:
    if leaf.expr is None:
        return value_text(speaker.contract, leaf.clause.value, speaker.language)
    return amount_words(speaker.voice, leaf.expr, leaf.lower_bound)


def _marks(speaker: Speaker, atom: Variable, parts: Sequence[Part]) -> Iterator[str]:
    """Each threshold, and what the formulas on its two sides give there."""
    reckoner = Reckoner(speaker.contract)
    for (left, _, before), (right, after, _) in pairwise(parts):
        bound = after.sample if not after.open else before.sample if not before.open else after.low
        at = Fraction(bound) if isinstance(bound, int | Fraction) else None
        if at is None:
            yield ""
            continue
        currency = getattr(formula_of(right.clause.value)[0], "currency", None)
        told = {atom.name: at}
        sums = [reckoner.amount(leaf.expr, told) if leaf.expr is not None else None for leaf in (left, right)]
        shown = quantity(speaker, at, atom.type, atom.subject.currency)
        if currency and sums[0] is not None and sums[1] is not None:
            one, other = (quantity(speaker, amount, "money", currency) for amount in sums if amount is not None)
            yield speaker.say("years", "at_threshold", at=shown, left=one, right=other)
        else:
            yield shown
