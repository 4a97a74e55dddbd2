"""Names of places in a contract's page: whatever draws or lists a clause points there, and the page answers with an id.

anchor("clause", "plus.windows.respond.stopped")    clause-plus.windows.respond.stopped
anchor("calendar", "office")                        calendar-office
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from servdsl.model.base import Origin
from servdsl.wording.voice import plain

Sort = Literal["clause", "calendar", "offer", "value", "window", "state", "remark", "source", "example"]


@lru_cache(maxsize=20_000)
def anchor(sort: Sort, name: str) -> str:
    """The id of the place where something is read: letters and digits of any script, `.`, `-`, `_` and `+` stand for
    themselves, every other character for its number, so that it needs no escaping in an id or a link."""
    return f"{sort}-{''.join(c if c.isalnum() or c in '._-+' else f'_{ord(c):x}' for c in name)}"


def line(origin: Origin) -> str:
    """The line of the file, without its folders: `lastcall.plan:91`."""
    name = plain(origin.file).replace("\\", "/").rsplit("/", 1)[-1]
    return f"{name}:{origin.line}"


def mark(number: int) -> str:
    """How a reading (an assumption, a contradiction) is called in pictures and sentences; the contract's first is 1."""
    return f"A-{number}"
