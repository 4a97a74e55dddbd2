"""Asking the evaluator of the contract as it stands, one question after the other, each within its seconds."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping

from servdsl.serve.messages import Ask, Load, Model, Reply
from servdsl.serve.processes import Child, GoneError, TimedOutError

EVALUATOR = "servdsl.serve.asking"
LOADING = 60.0
ASKING = 10.0
"""Seconds for an answer with its picture; what takes longer is cut."""
MOST_WAITING = 16
"""Several pages may be open, and each asks anew after a save."""


class BusyError(Exception):
    """Too many questions wait already."""


class Questions:
    """The evaluator process of the present contract, started when it is needed and again after it was cut."""

    def __init__(self) -> None:
        self._model: Model | None = None
        self._child: Child | None = None
        self._loaded: Model | None = None
        self._lock = asyncio.Lock()
        self._waiting = 0
        self._warming: asyncio.Task[None] | None = None

    def about(self, model: Model) -> None:
        """From now on questions are about this contract."""
        self._model = model

    def warm(self) -> None:
        """Load the evaluator before anybody asks."""
        if self._warming is None or self._warming.done():
            self._warming = asyncio.create_task(self._warm())

    async def ask(self, told: Mapping[str, str]) -> Reply:
        """The answer, or what is wrong. Raises BusyError; GoneError where there is no contract to ask."""
        if self._waiting >= MOST_WAITING:
            raise BusyError
        self._waiting += 1
        try:
            async with self._lock:
                reply = await self._asked(Ask(told))
        except TimedOutError:
            return Reply(errors={"": (f"no answer within {ASKING:.0f} seconds: the question was cut",)})
        finally:
            self._waiting -= 1
        return reply

    async def end(self) -> None:
        """End the process."""
        if self._warming is not None:
            self._warming.cancel()
        if self._child is not None:
            await self._child.stop()

    async def _warm(self) -> None:
        async with self._lock:
            with contextlib.suppress(GoneError, TimedOutError):
                await self._ready()

    async def _asked(self, message: Ask) -> Reply:
        child = await self._ready()
        try:
            reply = await child.ask(message, ASKING)
        except BaseException:
            self._child = None
            raise
        assert isinstance(reply, Reply)
        return reply

    async def _ready(self) -> Child:
        """A process that has loaded the present contract."""
        model = self._model
        if model is None:
            raise GoneError
        if self._child is None or self._loaded is not model:
            if self._child is not None:
                await self._child.stop()
                self._child = None
            child = await Child.start(EVALUATOR)
            await child.ask(Load(model.pickled), LOADING)
            self._child, self._loaded = child, model
        return self._child
