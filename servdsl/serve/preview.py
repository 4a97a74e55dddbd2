"""What is shown now: the last good page, the findings of the last save, and what is under way.

One task watches the files, one hears the checker, one the compiler, one runs the examples of the contract as it stands;
`states` tells every browser when something is new.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Literal

from servdsl.serve.asked import EVALUATOR, Questions
from servdsl.serve.messages import (
    Compile,
    Drawing,
    Drawn,
    Failed,
    Finding,
    Found,
    Look,
    Message,
    Model,
    Nothing,
    Page,
    Redrawn,
    Tried,
    Try,
)
from servdsl.serve.parts import Pages
from servdsl.serve.processes import Child, GoneError, TimedOutError
from servdsl.serve.stamps import Stamp, stamp
from servdsl.serve.watching import changes

CHECKER, COMPILER = "the checker", "the compiler"
FOLLOWERS = {CHECKER: "servdsl.serve.checking", COMPILER: "servdsl.serve.compiling"}
"""What follows each save: how it is called, and the program."""
STUCK = 15.0
"""Seconds after which one that has not said anything yet is given up for the next save."""
BRIEF = 0.15
"""Seconds within which what is under way is not told: a browser takes as long for it as for a picture."""
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

    def shows(self, other: State) -> bool:
        """Whether a reader of the page sees the same, but for what is under way."""
        return replace(self, work=other.work, busy=other.busy) == other


class _Follower:
    """A process that is told of each save, and the next one when it has ended. `receive` belongs to one task."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._unheard_since: float | None = None

    async def start(self, module: str) -> None:
        self._child = await Child.start(module)

    def send(self, message: Compile | Tried) -> None:
        """Each save is answered by something, soon."""
        if self._child is None:
            return
        if isinstance(message, Compile):
            self._unheard_since = self._unheard_since or time.monotonic()
        self._child.send(message)

    async def receive(self) -> Message:
        assert self._child is not None
        while not isinstance(message := await self._child.receive(), Message):
            pass  # what is no answer does not count
        self._unheard_since = None
        return message

    @property
    def is_stuck(self) -> bool:
        return self._unheard_since is not None and time.monotonic() - self._unheard_since > STUCK

    async def stop(self) -> None:
        if self._child is not None:
            await self._child.stop()
        self._child, self._unheard_since = None, None


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
        self._followers = {name: _Follower() for name in FOLLOWERS}
        self._trying: asyncio.Task[None] | None = None
        self._token = secrets.token_hex(4)
        self._versions = count(1)
        self._held: list[tuple[Message, str]] = []
        self._good: set[int] = set()
        self._look = Look(0, "", tried=False)
        self._page = Page(0, "", "")
        self._drawn = {name: Drawn(0, "", {}, tried=False) for name in FOLLOWERS}
        self._drawing: dict[str, Drawing] = {}
        self._model: Model | None = None
        self._stop = asyncio.Event()
        self._news = asyncio.Event()

    async def run(self) -> None:
        """Until it is stopped: every process is ended when this returns or is cancelled."""
        try:
            async with asyncio.TaskGroup() as tasks:
                following = [tasks.create_task(self._following(name)) for name in FOLLOWERS]
                await self._watching()
                for one in following:
                    one.cancel()
        finally:
            await self._end()

    def stop(self) -> None:
        """Say that it is over; what waits for news ends."""
        self._stop.set()
        self._tell()

    async def states(self, pause: float) -> AsyncIterator[State | None]:
        """New states, at once the present one; None after so many seconds without news. What is under way is told when it
        lasts. Ends when it is over."""
        told: State | None = None
        since = time.monotonic()
        while not self._stop.is_set():
            if self.state is told:
                news = await self._is_told(pause)
                since = time.monotonic()
                if not news:
                    yield None
            elif told is not None and self.state.shows(told) and await self._is_told(since + BRIEF - time.monotonic()):
                continue
            else:
                told = self.state
                yield told

    async def _is_told(self, seconds: float) -> bool:
        """Wait for news; whether some came."""
        try:
            await asyncio.wait_for(self._news.wait(), seconds)
        except TimeoutError:
            return False
        return True

    # ── Saves ───────────────────────────────────────────────────────────────────────────────────────────────────────

    async def _watching(self) -> None:
        async for _ in changes(self._files, self._stop):
            self._number += 1
            self._update(work="reading", busy=())
            await self._drop_trying()
            for one in self._followers.values():
                if one.is_stuck:
                    await one.stop()  # another one is started, and asked for this save
                else:
                    one.send(self._wanted())

    def _files(self) -> Mapping[Path, Stamp]:
        return self._watched

    def _wanted(self) -> Compile:
        return Compile(self._number, self.path, self._border)

    async def _following(self, name: str) -> None:
        """Hear one that follows the saves. That it ends is a defect of ours; the next save starts another."""
        follower = self._followers[name]
        while True:
            await follower.start(FOLLOWERS[name])
            asked = self._number
            follower.send(self._wanted())
            with contextlib.suppress(GoneError):
                while True:
                    self._hear(await follower.receive(), name)
            await follower.stop()
            self._update(work="done", ok=False, failure=f"a defect of servdsl: {name} has ended", busy=())
            while self._number == asked:
                await self._news.wait()

    def _hear(self, message: Message, name: str) -> None:
        """Findings are told at once. The page of a save waits until the checker lets it be shown, pictures wait for the page."""
        told = []
        if isinstance(message, Found | Look | Model | Nothing) or (isinstance(message, Failed) and name == CHECKER):
            told.append(self._take(message, name))
        else:
            self._held.append((message, name))
        told += [self._take(*one) for one in self._due()]
        if any(told):
            self._show([one for one in told if one])
        self._advance()

    def _due(self) -> Iterator[tuple[Message, str]]:
        """What waits no more. Of a text that is wrong only pictures are taken in, since they are not told again."""
        held, self._held = sorted(self._held, key=lambda one: not isinstance(one[0], Page)), []
        for message, name in held:
            shown = self._look.number if isinstance(message, Page | Failed) else self._page.number
            if message.number > min(shown, self._look.number):
                self._held.append((message, name))
            elif isinstance(message, Redrawn) or message.number in self._good:
                yield message, name

    def _take(self, message: Message, name: str) -> str:
        """Take in what is said; the kind of what is new on the page. Of an earlier save only what is shown counts: it is better
        than what is there."""
        match message:
            case Found() if message.number == self._number:
                self._watched = message.watched
                work: Work = "comparing" if message.ok else "done"
                self._update(work=work, ok=message.ok, findings=message.findings, failure="")
            case Look():
                self._look = message
                self._good = {one for one in self._good if one >= self._page.number} | {message.number}
                self.pages.look(message.html)
                return "look" if message.tried and self._page.number else ""
            case Page():
                self._page = message
                self.pages.read(message.contract, message.html)
                return "examples" if message.tried else "text"
            case Model():
                self._model = message
                self.questions.about(message)
                self._update(model=message.number)
            case Redrawn():
                return "pictures" if self.pages.draw(message.contract, message.figures) else ""
            case Drawn():
                self._drawn[name] = message
                return "pictures" if self.pages.arrange(message.contract, message.names) else ""
            case Drawing() if message.number == self._number:
                self._drawing[name] = message
                busy = [one for of in self._drawing.values() if of.number == self._number for one in of.pictures]
                self._update(work="drawing", busy=tuple(busy))
            case Failed() if message.number == self._number:
                self._update(work="done", failure=message.sentence, busy=())
            case _:
                pass
        return ""

    def _show(self, kinds: Sequence[str]) -> None:
        version = f"{self._page.number}-{'+'.join(dict.fromkeys(kinds))}-{next(self._versions)}-{self._token}"
        self.pages.show(version)
        self._update(version=version)

    def _advance(self) -> None:
        """What comes next, once text and pictures are there: the examples; once they are on both, nothing."""
        number, drawn = self._number, self._drawn.values()
        if self._page.number != number or any(one.number != number for one in drawn):
            return
        if self._look.tried and self._page.tried and all(one.tried for one in drawn):
            self._update(work="done", busy=())
        elif self._trying is None and self._model is not None and self._model.number == number:
            self._update(work="trying", busy=())
            self._trying = asyncio.create_task(self._try(self._model))

    # ── Examples ────────────────────────────────────────────────────────────────────────────────────────────────────

    async def _try(self, model: Model) -> None:
        """Run the examples; then the compiler shows what they touch."""
        child = await Child.start(EVALUATOR)
        try:
            trials = await child.ask(Try(model.pickled), TRYING)
            assert isinstance(trials, tuple)
            for one in self._followers.values():
                one.send(Tried(model.number, trials))
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
        for one in self._followers.values():
            await one.stop()

    # ── News ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _update(self, **parts: object) -> None:
        self.state = replace(self.state, **parts)  # type: ignore[arg-type]
        self._tell()

    def _tell(self) -> None:
        """Wake all that wait, and let the next ones wait for the next news."""
        self._news.set()
        self._news = asyncio.Event()
