"""Pictures of a contract drawn for the preview: each once, and told as soon as it is drawn.

Checker and compiler draw a share of the kinds each, when they are done with what the author reads first.

A picture is a pure function of the model, so the hash of its DOT is its key. Graphviz runs beside us, two pictures at a time,
while further ones are laid out. Kinds of which something was drawn at the save before come first, since an author works on
one thing for a while; the others, those that take little first, wait until these are drawn and the browser has had a moment
to show them.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256

from servdsl import reviewing
from servdsl.backends import review
from servdsl.backends.diagrams import DrawingError, Kind, Picture
from servdsl.backends.review import Figure
from servdsl.cells import Study
from servdsl.serve.earlier import Results
from servdsl.serve.following import PAUSE, Follower
from servdsl.serve.messages import Drawing, Drawn, Failed, Redrawn
from servdsl.traceability import Traceability

CHECKERS = frozenset({0, 3})
"""Numbers of the kinds that the checker draws: matrix and years, which take about half of the time. The compiler draws all
others."""
TOGETHER = 0.1
"""Seconds within which pictures are told together: a browser takes as long for one as for several."""
MOMENTS = 20
"""Of a rest, after each of which a newer save is seen."""
KEPT = 400
"""Pictures kept by their key: some tens of versions of a large contract."""


@dataclass(slots=True)
class _Sheet:
    """A picture on its way: its DOT, and the drawing of it while that is under way."""

    picture: Picture
    dot: str
    key: str
    drawing: Future[str] | None = None
    is_drawn: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What was drawn since the last step, what is being drawn (name and title), and what could not be drawn."""

    figures: tuple[Figure, ...] = ()
    busy: tuple[tuple[str, str], ...] = ()
    failed: tuple[str, ...] = ()


class Gallery:
    """What one process tells of its share of the pictures, text by text. `checks`: that of the checker."""

    def __init__(self, follower: Follower, checks: bool) -> None:
        self._follower = follower
        self._checks = checks
        self._drawings = Drawings()
        self._contract = ""
        self._told: dict[str, Figure] = {}

    def draw(self, number: int, study: Study, results: Results, traced: Traceability | None) -> None:
        """Draw those that read otherwise than before; a newer save abandons what is under way."""
        send, name = self._follower.send, study.contract.name
        if name != self._contract:
            self._contract, self._told = name, {}
        busy: tuple[tuple[str, str], ...] = ()
        every = reviewing.kinds(study, results.trials, traced)
        kinds = {one: kind for one, kind in enumerate(every) if (one in CHECKERS) == self._checks}
        with closing(self._drawings.draw(kinds, saved=not results.of_run)) as steps:
            for step in steps:
                if self._follower.superseded():
                    return
                for sentence in step.failed:
                    send(Failed(number, sentence))
                new = {one.name: one for one in step.figures if self._told.get(one.name) != one}
                if new:
                    self._told.update(new)
                    send(Redrawn(number, name, {each: review.drawn(one) for each, one in new.items()}))
                if step.busy != busy:
                    busy = step.busy
                    send(Drawing(number, busy))
        send(Drawn(number, name, self._drawings.names, results.of_run))


class Drawings:
    """Draws the pictures of one text after the other. `names`: of those of the last one, kind by kind."""

    def __init__(self) -> None:
        self.names: dict[int, tuple[str, ...]] = {}
        self._svgs: OrderedDict[str, str] = OrderedDict()
        self._last: dict[int, tuple[bool, float]] = {}

    def draw(self, kinds: Mapping[int, Kind], saved: bool) -> Generator[Step]:
        """Draw what has never been drawn. `saved`: since the text has changed. Whoever stops listening stops it."""
        sheets: dict[int, list[_Sheet]] = {}
        with ThreadPoolExecutor(2) as pool:
            try:
                for number in sorted(kinds, key=self._rank):
                    if self._rank(number)[0]:
                        yield from self._awaited(sheets, rest=PAUSE)
                    began = time.perf_counter()
                    sheets[number] = [self._laid(picture, pool) for picture in kinds[number]()]
                    if saved:
                        known = all(one.drawing is None for one in sheets[number])
                        self._last[number] = known, time.perf_counter() - began
                    yield self._step(sheets[number], sheets)
                yield from self._awaited(sheets)
            finally:
                pool.shutdown(cancel_futures=True)
        self.names = {
            number: tuple(one.picture.name for one in ones if one.is_drawn) for number, ones in sheets.items()
        }
        while len(self._svgs) > KEPT:
            self._svgs.popitem(last=False)

    def _rank(self, number: int) -> tuple[bool, float]:
        """Whether a kind is not expected to have changed, and how long it takes."""
        return self._last.get(number, (False, 0.0))

    def _awaited(self, sheets: dict[int, list[_Sheet]], rest: float = 0.0) -> Iterator[Step]:
        """What is being drawn, as it is done; then, if there was something, so many seconds in which nothing is."""
        until = 0.0
        while waiting := [one.drawing for ones in sheets.values() for one in ones if one.drawing]:
            wait(waiting, TOGETHER)
            yield self._step([], sheets)
            until = time.monotonic() + rest
        while time.monotonic() < until:
            time.sleep(rest / MOMENTS)
            yield Step()

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
        sheet.is_drawn = True
        return reviewing.figure(sheet.picture, sheet.dot, self._svgs[sheet.key])
