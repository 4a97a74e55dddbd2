"""Pictures of a contract for people: the coverage matrix, the week map, the structure.

`emit` gives DOT texts by path, the same bytes for the same model; `render` draws one. `style`, `measure` and `canvas`
are the vocabulary that all pictures share, `captions/` their words, `cite` their sources; `matrix` (with `coverage`,
`winners`, `ranks`), `weekmap` (with `hours`, `week`, `year`) and `structure` (with `relations`) decide what is shown.
"""

from __future__ import annotations

from servdsl.backends.diagrams import casemap, flow, ladder, matrix, structure, weekmap, years
from servdsl.backends.diagrams.answer import answer
from servdsl.backends.diagrams.difference import difference
from servdsl.backends.diagrams.picture import Picture
from servdsl.backends.diagrams.render import DrawingError, render
from servdsl.backends.diagrams.sources import sources
from servdsl.model import Contract

__all__ = ["DrawingError", "Picture", "answer", "difference", "emit", "pictures", "render", "sources"]

PICTURES = (
    matrix.pictures,
    ladder.pictures,
    weekmap.pictures,
    years.pictures,
    casemap.pictures,
    flow.pictures,
    structure.pictures,
)


def emit(contract: Contract) -> dict[str, str]:
    """DOT texts by path: `<contract>/matrix.dot`, `weekmap.dot`, `structure.dot`; what does not fit a page goes on in
    `matrix-2.dot` and so on. Words are in the contract's first language."""
    return {f"{contract.name}/{picture.name}.dot": picture.dot() for picture in pictures(contract)}


def pictures(contract: Contract) -> list[Picture]:
    """All pictures of a contract, in the order in which they are read."""
    return [picture for kind in PICTURES for picture in kind(contract)]
