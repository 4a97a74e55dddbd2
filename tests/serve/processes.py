"""Whether a process still runs."""

from __future__ import annotations

import time
from pathlib import Path


def runs(pid: int) -> bool:
    """Whether it is there and no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def ends(pid: int, seconds: float = 5.0) -> bool:
    """Whether it ends within that time."""
    last = time.monotonic() + seconds
    while runs(pid) and time.monotonic() < last:
        time.sleep(0.02)
    return not runs(pid)


def children(pid: int) -> list[int]:
    """The processes that it has started and that still run, theirs included."""
    found = [int(one) for file in Path(f"/proc/{pid}/task").glob("*/children") for one in file.read_text().split()]
    return [*found, *(below for one in found for below in children(one))]
