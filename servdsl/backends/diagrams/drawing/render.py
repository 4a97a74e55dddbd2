"""DOT to SVG, PNG or PDF by the Graphviz that the pygraphviz wheel brings along: the same SVG on every machine."""

from __future__ import annotations

import atexit
import re
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Literal

from servdsl.backends.diagrams.drawing.measure import is_measured, is_wide
from servdsl.backends.diagrams.drawing.style import AXIS, CITE, FONT, NOTE, PAPER, SECTION, TEXT, TITLE
from servdsl.backends.diagrams.drawing.svg import finished

ENGINE = Path(__file__).with_name("engine.py")
FORKS = sys.platform == "linux"
"""Elsewhere a fork of a process that has loaded graphics libraries is not safe, or there is none."""
LINKS = re.compile(r' href="[^"]*" title="[^"]*"')
DEVICES = {"svg": "svg", "png": "png:cairo", "pdf": "pdf:cairo"}
PNG_DPI = "98"
"""1280 pixels across: a laptop's screen."""
NOISE = ("Fontconfig warning", "(process:")
"""Begin what the font libraries say of a machine's set-up, not of a picture."""
CLIPPED = "too small"
"""In Graphviz's complaint about a cell whose text does not fit."""


PROBE_SIZE = 40
SIGNS = "A国●◊►≠"
"""Signs of the scripts and shapes that pictures are made of: a font that is not among theirs is loaded for each picture."""
SAMPLE = "graph {{ layout=dot a [shape=plain fontname={} label=<{}>] }}".format(
    FONT,
    "".join(
        f'<font point-size="{size}">{SIGNS}<b>{SIGNS}</b></font>' for size in (TITLE, SECTION, TEXT, NOTE, AXIS, CITE)
    ),
)
"""All type of all pictures."""


class DrawingError(RuntimeError):
    """Graphviz refused a drawing, or would have clipped a text: a defect of ours, not of the contract."""


def render(dot: str, format: Literal["svg", "png", "pdf"]) -> bytes:
    """The drawing of a DOT text. Raises DrawingError."""
    drawing, complaints = _drawn(dot if format == "svg" else _on_paper(dot, format), DEVICES[format])
    if CLIPPED in complaints and _is_measured(dot):
        raise DrawingError(complaints)
    return finished(drawing, dot) if format == "svg" else drawing


def _on_paper(dot: str, format: str) -> str:
    """A picture that stands alone: on white, since what shows it may be dark, without links, since the page is not
    around it, and of the right number of pixels."""
    dot = LINKS.sub("", dot)
    dot = dot.replace("bgcolor=transparent", f'bgcolor="{PAPER}"', 1)
    return dot.replace("{", f'{{ graph [dpi="{PNG_DPI}"]', 1) if format == "png" else dot


def _drawn(dot: str, device: str) -> tuple[bytes, str]:
    engine = _IDLE.pop() if _IDLE else _Engine()
    code, drawing, told = engine.draw(dot.encode(), device)
    if code is not None and FORKS:
        _IDLE.append(engine)
    else:
        engine.end()
    said = told.decode("utf-8", "replace").splitlines()
    complaints = "\n".join(line for line in said if line and not line.startswith(NOISE))
    if code != 0 or not drawing:
        raise DrawingError(f"graphviz ended with {code}: {complaints}")
    return drawing, complaints


class _Engine:
    """A process that has Graphviz loaded, for one picture at a time."""

    def __init__(self) -> None:
        command = [sys.executable, "-P", str(ENGINE), "many" if FORKS else "one"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if FORKS:
            with suppress(OSError):
                self._ask(SAMPLE.encode(), "svg")

    def _ask(self, dot: bytes, device: str) -> None:
        put = self._process.stdin
        assert put is not None
        put.write(b"%s %d\n%s" % (device.encode(), len(dot), dot))
        put.flush()

    def draw(self, dot: bytes, device: str) -> tuple[int | None, bytes, bytes]:
        """How the drawing ended, the picture and what Graphviz said; None: the engine has ended."""
        got = self._process.stdout
        assert got is not None
        try:
            self._ask(dot, device)
            code, *lengths = map(int, got.readline().split())
        except (OSError, ValueError):
            return None, b"", b""
        drawing, told = (got.read(length) for length in lengths)
        return code, drawing, told

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.communicate()


_IDLE: list[_Engine] = []
"""Engines that wait for a picture; those that draw side by side are several."""


@atexit.register
def _end() -> None:
    while _IDLE:
        _IDLE.pop().end()


def _is_measured(dot: str) -> bool:
    """Whether Graphviz's complaint means something: it does not where the machine has no font for a script and takes
    its letters for boxes. An SVG needs no font, since no text of ours is placed by its measured width."""
    others = {character for character in dot if not character.isascii() and not is_measured(character)}
    return _has_fonts() and (not others or (all(map(is_wide, others)) and _has_chinese()))


@cache
def _has_fonts() -> bool:
    """Whether the machine has any font: without one all letters are equally wide."""
    return _probe("iiii") != _probe("MMMM")


@cache
def _has_chinese() -> bool:
    """Whether the machine has a font with Chinese characters, which are square."""
    return abs(_probe("国国国国") - 4 * PROBE_SIZE) < PROBE_SIZE / 5


def _probe(text: str) -> float:
    """How wide a text is, in points."""
    node = f'graph {{ layout=dot a [shape=plain fontname="{FONT}" fontsize={PROBE_SIZE} label="{text}"] }}'
    drawing, _ = _drawn(node, "plain")
    sizes = (line.split()[4] for line in drawing.decode().splitlines() if line.startswith("node"))
    return 72 * float(next(sizes))
