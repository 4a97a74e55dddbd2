"""The end of a process of ours towards the server: records come on standard input and go on standard output.

A record is its length and its pickle. Both ends are the same program and nobody else holds the pipes, so what is
unpickled is ours.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from queue import SimpleQueue
from struct import Struct
from threading import Thread
from typing import BinaryIO

HEAD = Struct(">Q")
"""The length of a record, before it."""


def inbox() -> SimpleQueue[object]:
    """Records as they come. At the end of the input the process ends, whatever it is doing: the server is gone."""
    records: SimpleQueue[object] = SimpleQueue()
    Thread(target=_read, args=(sys.stdin.buffer, records), daemon=True).start()
    return records


def _read(stream: BinaryIO, records: SimpleQueue[object]) -> None:
    while len(head := stream.read(HEAD.size)) == HEAD.size:
        (length,) = HEAD.unpack(head)
        records.put(pickle.loads(stream.read(length)))
    os._exit(0)


def outbox() -> Callable[[object], None]:
    """Sends a record. What else the process prints goes to standard error from here on."""
    stream = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def send(message: object) -> None:
        data = pickle.dumps(message)
        stream.write(HEAD.pack(len(data)) + data)
        stream.flush()

    return send
