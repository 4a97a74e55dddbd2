"""Pictures of a contract for people: what is covered, how fast, when, at what price, who decides, what hangs on what.

`pictures` makes those of a contract, `emit` their DOT texts by path, the same bytes for the same model; `render` draws one.
`answer` and `difference` picture an evaluator's arithmetic and a comparison of two texts.

A picture is two modules: what it shows (`content`) and how (here), in one vocabulary (`drawing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain

from servdsl.backends.diagrams import casemap, flow, ladder, matrix, structure, weekmap, years
from servdsl.backends.diagrams.answer import answer
from servdsl.backends.diagrams.content.decisions import Mark
from servdsl.backends.diagrams.content.tried import tried
from servdsl.backends.diagrams.difference import difference
from servdsl.backends.diagrams.drawing.picture import Picture
from servdsl.backends.diagrams.drawing.render import DrawingError, render
from servdsl.backends.diagrams.sources import sources
from servdsl.cells import Study
from servdsl.model import Contract
from servdsl.traceability import Traceability

__all__ = [
    "DrawingError",
    "Kind",
    "Mark",
    "Picture",
    "answer",
    "difference",
    "emit",
    "kinds",
    "pictures",
    "render",
    "sources",
    "tried",
]

Kind = Callable[[], Sequence[Picture]]
"""Makes the pictures of one kind, in as many pages as they need."""


def emit(contract: Contract) -> dict[str, str]:
    """DOT texts by path: `<contract>/matrix.dot`, `ladder.dot` and so on; what does not fit a page goes on in `matrix-2.dot`.
    Words are in the contract's first language."""
    return {f"{contract.name}/{picture.name}.dot": picture.dot() for picture in pictures(contract)}


def pictures(contract: Contract) -> Iterator[Picture]:
    """The pictures of a contract, in the order in which they are read, each laid out when it is asked for; one for which the
    contract has no matter is left out."""
    return chain.from_iterable(kind() for kind in kinds(Study(contract)))


def kinds(
    study: Study, tested: Callable[[], frozenset[Mark] | None] = lambda: None, traced: Traceability | None = None
) -> list[Kind]:
    """The same kind by kind, each to be made when it is called, in any order.

    `tested`: the cases that examples have tried (`tried`), None where nobody has looked. `traced`: the source clauses of the
    contract, None without a register.
    """
    return [
        partial(matrix.pictures, study),
        partial(ladder.pictures, study),
        partial(weekmap.pictures, study),
        partial(years.pictures, study),
        lambda: casemap.pictures(study, tested()),
        partial(flow.pictures, study.contract),
        partial(structure.pictures, study),
        *([partial(sources, study.contract, traced)] if traced is not None else []),
    ]
