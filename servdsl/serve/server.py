"""Binding to loopback, running, ending: on Ctrl-C and on SIGTERM with exit 0, the port free, no process left."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from servdsl.serve.app import application
from servdsl.serve.preview import Preview

LOOPBACK = "127.0.0.1"
LEAVING = 2
"""Seconds that open connections get at the end."""
MOST_CONNECTIONS = 100


class AddressError(Exception):
    """The port cannot be had."""


class _Server(uvicorn.Server):
    """Leaves signals to us: uvicorn would raise a caught one again at the end, and the exit code would not be 0."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(path: Path, border: Path, port: int, ready: Callable[[str], None]) -> None:
    """Serve the page of a file until a signal comes; `ready` is told the address. Port 0: a free one. Raises AddressError."""
    with _bound(port) as listening:
        number: int = listening.getsockname()[1]
        asyncio.run(_run(Preview(path, border), listening, number, lambda: ready(f"http://{LOOPBACK}:{number}/")))


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise AddressError(error.strerror or str(error)) from error
    return listening


async def _run(preview: Preview, listening: socket.socket, port: int, ready: Callable[[], None]) -> None:
    config = uvicorn.Config(
        application(preview, port),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=LEAVING,
        ws="none",
    )
    server = _Server(config)

    def leave() -> None:
        preview.stop()
        server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, leave)
    ready()
    await server.serve([listening])
