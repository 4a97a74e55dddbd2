"""Draws DOT texts with the Graphviz that comes with pygraphviz: `python engine.py many|one`.

    svg 812⏎<812 bytes of DOT>        on standard input
    0 9123 44⏎<picture><complaints>   on standard output: how it ended, and how long the two are

With `many` each picture is drawn by a fork of its own, so that library and fonts are loaded once: it may end the process on
a bad text, and has been seen to crash when it draws several in one. What comes first is drawn in the process itself and not
told: a sample of all type, which leaves its fonts to the forks (a picture takes 16 ms instead of 42). With `one`, where
forks are not safe, it ends after the first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import BinaryIO

import pygraphviz


def main() -> None:
    """Draw until standard input ends."""
    many = sys.argv[1] == "many"
    for number, (device, dot) in enumerate(_asked()):
        with TemporaryFile() as picture, TemporaryFile() as complaints:
            if many and number:
                _tell(_forked(dot, device, picture, complaints), picture, complaints)
                continue
            _draw(dot, device, picture, complaints)
            if not many:
                _tell(0, picture, complaints)
                return


def _asked() -> Iterator[tuple[str, str]]:
    while header := sys.stdin.buffer.readline():
        device, length = header.decode().split()
        yield device, sys.stdin.buffer.read(int(length)).decode("utf-8")


def _forked(dot: str, device: str, picture: BinaryIO, complaints: BinaryIO) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        _draw(dot, device, picture, complaints)
    except Exception as error:
        print(error, file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def _draw(dot: str, device: str, picture: BinaryIO, complaints: BinaryIO) -> None:
    """Graphviz complains on the process's standard error."""
    os.dup2(complaints.fileno(), 2)
    graph = pygraphviz.AGraph(string=dot)
    picture.write(graph.draw(format=device, prog=graph.graph_attr["layout"]))
    picture.flush()


def _tell(code: int, *texts: BinaryIO) -> None:
    parts = [_whole(text) for text in texts]
    lengths = " ".join(str(len(part)) for part in parts)
    sys.stdout.buffer.write(b"".join([f"{code} {lengths}\n".encode(), *parts]))
    sys.stdout.buffer.flush()


def _whole(text: BinaryIO) -> bytes:
    text.seek(0)
    return text.read()


if __name__ == "__main__":
    main()
