"""The pictures of a contract drawn for the preview: each once, and shown as soon as it is drawn.

A picture is a pure function of the model, so the hash of its DOT is its key. Graphviz runs beside us, two pictures at a time,
while further ones are laid out. Kinds of which something was drawn at the save before come first, since an author works on
one thing for a while; of the others those that take little.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from hashlib import sha256

from servdsl import reviewing
from servdsl.backends.diagrams import DrawingError, Kind, Picture
from servdsl.backends.review import Figure

KEPT = 400
"""Pictures kept by their key: some tens of versions of a large contract."""


@dataclass(slots=True)
class _Sheet:
    """A picture on its way: its DOT, the drawing of it while that is under way, the figure once it is drawn."""

    picture: Picture
    dot: str
    key: str
    drawing: Future[str] | None = None
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What was drawn since the last step, what is being drawn (name and title), and what could not be drawn."""

    figures: tuple[Figure, ...]
    busy: tuple[tuple[str, str], ...]
    failed: tuple[str, ...]


class Drawings:
    """Draws the pictures of one text after the other. `figures`: all of the last one, in the order of its kinds."""

    def __init__(self) -> None:
        self.figures: tuple[Figure, ...] = ()
        self._svgs: OrderedDict[str, str] = OrderedDict()
        self._last: dict[int, tuple[bool, float]] = {}

    def draw(self, kinds: Sequence[Kind]) -> Generator[Step]:
        """Draw what has never been drawn. Whoever stops listening stops it."""
        sheets: dict[int, list[_Sheet]] = {}
        with ThreadPoolExecutor(2) as pool:
            try:
                for number in sorted(range(len(kinds)), key=lambda n: self._last.get(n, (False, 0.0))):
                    began = time.perf_counter()
                    sheets[number] = [self._laid(picture, pool) for picture in kinds[number]()]
                    known = all(one.drawing is None for one in sheets[number])
                    self._last[number] = known, time.perf_counter() - began
                    yield self._step(sheets[number], sheets)
                while waiting := [one.drawing for ones in sheets.values() for one in ones if one.drawing]:
                    wait(waiting, return_when=FIRST_COMPLETED)
                    yield self._step([], sheets)
            finally:
                pool.shutdown(cancel_futures=True)
        ordered = [one for _, ones in sorted(sheets.items()) for one in ones]
        self.figures = tuple(one.figure for one in ordered if one.figure is not None)
        while len(self._svgs) > KEPT:
            self._svgs.popitem(last=False)

    def _laid(self, picture: Picture, pool: ThreadPoolExecutor) -> _Sheet:
        dot = picture.dot()
        sheet = _Sheet(picture, dot, sha256(dot.encode()).hexdigest())
        if sheet.key not in self._svgs:
            sheet.drawing = pool.submit(reviewing.drawn, dot)
        return sheet

    def _step(self, new: Sequence[_Sheet], sheets: dict[int, list[_Sheet]]) -> Step:
        """Take in what has been drawn; of new sheets those that were drawn before count too."""
        known, failed = [one for one in new if one.drawing is None], []
        busy = []
        for one, drawing in [(one, one.drawing) for ones in sheets.values() for one in ones if one.drawing is not None]:
            if not drawing.done():
                busy.append((one.picture.name, one.picture.title))
                continue
            one.drawing = None
            try:
                self._svgs[one.key] = drawing.result()
                known.append(one)
            except DrawingError as error:
                failed.append(f"the picture `{one.picture.name}` could not be drawn: {error}")
        return Step(tuple(map(self._figure, known)), tuple(busy), tuple(failed))

    def _figure(self, sheet: _Sheet) -> Figure:
        self._svgs.move_to_end(sheet.key)
        sheet.figure = reviewing.figure(sheet.picture, sheet.dot, self._svgs[sheet.key])
        return sheet.figure
