"""What is shown now: the last good page, the findings of the last save, and what is under way.

One task watches the files, one hears the compiler, one runs the examples of the contract as it stands; `states` tells
every browser when something is new.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from servdsl.serve.asked import EVALUATOR, Questions
from servdsl.serve.messages import Compile, Drawing, Drawn, Failed, Finding, Looked, Model, Page, Redrawn, Tried, Try
from servdsl.serve.parts import Pages
from servdsl.serve.processes import Child, GoneError, TimedOutError
from servdsl.serve.stamps import Stamp, stamp
from servdsl.serve.watching import changes

COMPILER = "servdsl.serve.compiling"
STUCK = 15.0
"""Seconds after which a compiler that has not found anything out yet is given up for the next save."""
TRYING = 600.0
"""Seconds that the examples may take in all."""
Work = Literal["reading", "comparing", "drawing", "trying", "done"]


@dataclass(frozen=True, slots=True)
class State:
    """Where the page stands. `model`: the save that answers come from, `version`: of the page, empty while there is none;
    `work`: what is under way; `busy`: name and title of the pictures being drawn."""

    work: Work = "reading"
    ok: bool = True
    findings: tuple[Finding, ...] = ()
    failure: str = ""
    version: str = ""
    model: int = 0
    busy: tuple[tuple[str, str], ...] = ()


class Preview:
    """The preview of one file. `run` does the work; the rest may be read at any time."""

    def __init__(self, path: Path, border: Path) -> None:
        self.path = path
        self.state = State()
        self.pages = Pages()
        self.questions = Questions()
        self._border = border
        self._number = 1
        self._watched: Mapping[Path, Stamp] = {path.absolute(): stamp(path)}
        self._compiler: Child | None = None
        self._unheard_since: float | None = None
        self._trying: asyncio.Task[None] | None = None
        self._model: Model | None = None
        self._stop = asyncio.Event()
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Until it is stopped: every process is ended when this returns or is cancelled."""
        try:
            async with asyncio.TaskGroup() as tasks:
                compiling = tasks.create_task(self._compiling())
                await self._watching()
                compiling.cancel()
        finally:
            await self._end()

    def stop(self) -> None:
        """Say that it is over; what waits for news ends."""
        self._stop.set()
        self._tell()

    async def states(self, pause: float) -> AsyncIterator[State | None]:
        """Each new state, at once the present one; None after so many seconds without news. Ends when it is over."""
        told: State | None = None
        while not self._stop.is_set():
            if self.state is not told:
                told = self.state
                yield told
                continue
            try:
                await asyncio.wait_for(self._news.wait(), pause)
            except TimeoutError:
                yield None

    # ── Saves ───────────────────────────────────────────────────────────────────────────────────────────────────────

    async def _watching(self) -> None:
        async for _ in changes(self._files, self._stop):
            self._number += 1
            self._update(work="reading", busy=())
            await self._drop_trying()
            if self._compiler is not None and self._is_stuck():
                await self._compiler.stop()  # another one is started, and asked for this save
            else:
                self._ask_compiler()

    def _files(self) -> Mapping[Path, Stamp]:
        return self._watched

    def _is_stuck(self) -> bool:
        return self._unheard_since is not None and time.monotonic() - self._unheard_since > STUCK

    def _ask_compiler(self) -> None:
        if self._compiler is not None:
            self._unheard_since = self._unheard_since or time.monotonic()
            self._compiler.send(Compile(self._number, self.path, self._border))

    async def _compiling(self) -> None:
        """Hear the compiler. One that ends is a defect of ours; the next save starts another."""
        while True:
            self._compiler = await Child.start(COMPILER)
            asked = self._number
            self._ask_compiler()
            with contextlib.suppress(GoneError):
                while True:
                    self._take(await self._compiler.receive())
            await self._compiler.stop()
            self._compiler, self._unheard_since = None, None
            self._update(work="done", ok=False, failure="a defect of servdsl: the compiler has ended", busy=())
            while self._number == asked:
                await self._news.wait()

    def _take(self, message: object) -> None:
        """What the compiler says. Of an earlier save only pages and pictures count: they are better than what is shown."""
        self._unheard_since = None
        match message:
            case Looked() if message.number == self._number:
                self._watched = message.watched
                work: Work = "comparing" if message.ok else "done"
                self._update(work=work, ok=message.ok, findings=message.findings, failure="")
            case Page():
                self.pages.show(message.html, message.version)
                self._update(version=message.version)
            case Redrawn():
                self.pages.redraw(message.figures, message.version)
                self._update(version=message.version)
            case Model():
                self._model = message
                self.questions.about(message)
                self._update(model=message.number)
            case Drawing() if message.number == self._number:
                self._update(work="drawing", busy=message.pictures)
            case Drawn() if message.number == self._number:
                self._update(work="done" if message.tried else "trying", busy=())
                if not message.tried and self._model is not None:
                    self._trying = asyncio.create_task(self._try(self._model))
            case Failed() if message.number == self._number:
                self._update(work="done", failure=message.sentence, busy=())
            case _:
                pass

    # ── Examples ────────────────────────────────────────────────────────────────────────────────────────────────────

    async def _try(self, model: Model) -> None:
        """Run the examples; then the compiler shows what they touch."""
        child = await Child.start(EVALUATOR)
        try:
            trials = await child.ask(Try(model.pickled), TRYING)
            assert isinstance(trials, tuple)
            if self._compiler is not None:
                self._compiler.send(Tried(model.number, trials))
            self.questions.warm()
        except (GoneError, TimedOutError):
            self._update(work="done", failure="the examples could not be run to their end")
        finally:
            await child.stop()

    async def _drop_trying(self) -> None:
        if self._trying is not None:
            self._trying.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._trying
            self._trying = None

    async def _end(self) -> None:
        self.stop()
        await self._drop_trying()
        await self.questions.end()
        if self._compiler is not None:
            await self._compiler.stop()

    # ── News ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _update(self, **parts: object) -> None:
        self.state = replace(self.state, **parts)  # type: ignore[arg-type]
        self._tell()

    def _tell(self) -> None:
        """Wake all that wait, and let the next ones wait for the next news."""
        self._news.set()
        self._news = asyncio.Event()
