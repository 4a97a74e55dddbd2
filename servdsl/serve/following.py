"""What follows a file save by save in a process of its own: the checker and the compiler.

Each lives on, so that grammar, phrases and what was found out and drawn before are at hand at the next save.
"""

from __future__ import annotations

import gc
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from itertools import count
from queue import Empty, SimpleQueue
from typing import assert_never

from servdsl.serve.messages import Compile, Failed, Tried
from servdsl.serve.pipes import inbox, outbox
from servdsl.signing import SignatureError
from servdsl.traceability import RegisterError

PAUSE = 0.2
"""Seconds after what is told in which the browser has the machine to itself."""
IDLE = 0.8
"""Seconds after that until garbage is collected."""
HURRIED = 30
"""Records after which it is, however soon they follow one another."""
SWITCH = 0.0005
"""Seconds after which one thread gives way to another: those that wait for Graphviz have little to do, many times."""
Send = Callable[[object], None]


class Follower(ABC):
    """One file, save by save. `send` takes what is to be told, `superseded` knows whether a newer save waits."""

    def __init__(self, send: Send, superseded: Callable[[], bool]) -> None:
        self.send = send
        self.superseded = superseded

    @abstractmethod
    def compile(self, asked: Compile) -> None:
        """A save."""

    @abstractmethod
    def tried(self, message: Tried) -> None:
        """The examples of a save have been run."""

    def rest(self) -> None:
        """What is left to do of the last record when nobody waits."""
        return

    def take(self, message: object) -> None:
        """One record from the server. What cannot be done is said, so that the page lives on."""
        assert isinstance(message, Compile | Tried)
        try:
            match message:
                case Compile():
                    self.compile(message)
                case Tried():
                    self.tried(message)
                case _:
                    assert_never(message)
        except (RegisterError, SignatureError) as error:
            self.send(Failed(message.number, str(error)))
        except Exception as error:
            self.send(Failed(message.number, f"a defect of servdsl: {type(error).__name__}: {error}"))


def follow(make: Callable[[Send, Callable[[], bool]], Follower]) -> None:
    """Serve the server until it goes."""
    records: SimpleQueue[object] = inbox()
    follower = make(outbox(), lambda: not records.empty())
    gc.disable()
    sys.setswitchinterval(SWITCH)
    for number in count(1):
        follower.take(_next(records, number, follower))


def _next(records: SimpleQueue[object], number: int, follower: Follower) -> object:
    """The next record. While none comes, what nobody waits for is done; garbage is collected while the author thinks, for that
    takes as long as a check; of those who never do, now and then."""
    if number % HURRIED == 0:
        gc.collect()
    for seconds, meanwhile in ((PAUSE, follower.rest), (IDLE, gc.collect)):
        try:
            return records.get(timeout=seconds)
        except Empty:
            meanwhile()
    return records.get()
