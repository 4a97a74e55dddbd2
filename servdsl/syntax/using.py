"""A file that a contract uses, as it was read; `gathering` finds them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from servdsl.source import Source, Span
from servdsl.syntax.nodes import File

STANDARD: Final = "std/"
"""How the path of a file begins that ships with the compiler."""


@dataclass(frozen=True, slots=True)
class Used:
    """A file that is used: `place` is where on the disk it lies, None where it ships with the compiler."""

    source: Source
    file: File
    place: Path | None
    by: Span
    """The first `use` of it."""
