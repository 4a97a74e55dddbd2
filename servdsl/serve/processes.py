"""Processes of ours, as the server sees them: sent and sending pickled records, ended by their own id.

A process leads a group, which Graphviz joins that it starts: so one signal ends all of it, and Ctrl-C in the terminal
reaches the server alone. `pipes` is the other end.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import signal
import sys
from pathlib import Path

from servdsl.serve.pipes import HEAD

ROOT = Path(__file__).parents[2]
"""Where this very package is imported from."""


LARGE = 2**24
"""Bytes of a record that are taken in at one go: those of a large page."""


class GoneError(Exception):
    """The process has ended."""


class TimedOutError(Exception):
    """No reply came in time; the process has been ended."""


class Child:
    """One process. `receive` and `ask` belong to one task at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, module: str) -> Child:
        """Run a module of ours; its standard output is our pipe, its standard error the terminal's."""
        path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", module),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LARGE,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        return cls(process)

    def send(self, message: object) -> None:
        """Hand a record over; one that is gone takes it silently, the next `receive` says so."""
        assert self._process.stdin is not None
        data = pickle.dumps(message)
        with contextlib.suppress(ConnectionError):
            self._process.stdin.write(HEAD.pack(len(data)) + data)

    async def receive(self) -> object:
        """The next record. Raises GoneError."""
        stream = self._process.stdout
        assert stream is not None
        try:
            (length,) = HEAD.unpack(await stream.readexactly(HEAD.size))
            return pickle.loads(await stream.readexactly(length))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise GoneError from error

    async def ask(self, message: object, seconds: float) -> object:
        """The reply to a record. Raises GoneError, and TimedOutError after so many seconds."""
        self.send(message)
        try:
            return await asyncio.wait_for(self.receive(), seconds)
        except TimeoutError:
            await self.stop()
            raise TimedOutError from None
        except asyncio.CancelledError:
            self._kill()  # its reply would be taken for that of the next question
            raise

    async def stop(self) -> None:
        """End the process and all that it has started; at once, and again without effect."""
        self._kill()
        await self._process.wait()

    def _kill(self) -> None:
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
