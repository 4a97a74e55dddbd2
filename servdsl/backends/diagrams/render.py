"""DOT to SVG, PNG or PDF by the Graphviz that the pygraphviz wheel brings along: the same SVG on every machine."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Literal

from servdsl.backends.diagrams.svg import finished

ENGINE = Path(__file__).with_name("engine.py")
DEVICES = {"svg": "svg", "png": "png:cairo", "pdf": "pdf:cairo"}
PNG_DPI = "98"
"""1280 pixels across: a laptop's screen."""
CLIPPED = "too small"
"""In Graphviz's complaint about a cell whose text does not fit."""


PROBE = 'graph { layout=dot node [shape=plain fontname="Arial"] a [label="iiii"] b [label="MMMM"] }'


class DrawingError(RuntimeError):
    """Graphviz refused a drawing, or would have clipped a text: a defect of ours, not of the contract."""


def render(dot: str, format: Literal["svg", "png", "pdf"]) -> bytes:
    """The drawing of a DOT text. Raises DrawingError."""
    text = dot if format != "png" else dot.replace("{", f'{{ graph [dpi="{PNG_DPI}"]', 1)
    drawing, complaints = _drawn(text, DEVICES[format])
    if CLIPPED in complaints and _has_fonts():
        raise DrawingError(complaints)
    return finished(drawing, dot) if format == "svg" else drawing


def _drawn(dot: str, device: str) -> tuple[bytes, str]:
    command = [sys.executable, "-P", str(ENGINE), device]
    done = subprocess.run(command, input=dot.encode(), capture_output=True, check=False)
    complaints = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode or not done.stdout:
        raise DrawingError(f"graphviz ended with {done.returncode}: {complaints}")
    return done.stdout, complaints


@cache
def _has_fonts() -> bool:
    """Whether the machine has any font. Without one Graphviz takes all letters for equally wide boxes, and its
    complaints mean nothing; an SVG needs none, since no text of ours is placed by its measured width."""
    drawing, _ = _drawn(PROBE, "plain")
    widths = [line.split()[4] for line in drawing.decode().splitlines() if line.startswith("node")]
    return len(set(widths)) > 1
