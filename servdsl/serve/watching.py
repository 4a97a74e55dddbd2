"""Noticing that files have changed: a signal from their folders, then a look at the files themselves.

A signal says only that something happened in a folder; whether one of our files is another one now its stamp tells. So a
file saved by rename, one that goes and comes back, and one that is not there yet are all alike. Where no signal comes (file
shares, a folder that was moved away) the stamps are compared once a second.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping
from contextlib import aclosing
from pathlib import Path

from watchfiles import awatch

from servdsl.serve.stamps import Stamp, stamp

QUIET = 5
"""Milliseconds without a further signal that end a burst: an editor writes in several steps."""
LONGEST = 60
"""Milliseconds after which a burst is looked at while it lasts."""
EVERY = 1000
"""Milliseconds between looks without a signal."""


async def changes(files: Callable[[], Mapping[Path, Stamp]], stop: asyncio.Event) -> AsyncIterator[None]:
    """Comes whenever one of the files is another one than before; `files` is asked anew after each, and tells how each one
    was when it was last read."""
    seen: dict[Path, Stamp] = {}
    while not stop.is_set():
        folders = _folders(files())
        async with aclosing(_signals(folders, stop)) as signals:
            async for _ in signals:
                read = files()
                now = {path: stamp(path) for path in read}
                changed = any(found != seen.get(path, read[path]) for path, found in now.items())
                seen = now
                if changed:
                    yield
                if _folders(files()) != folders:
                    break


async def _signals(folders: Iterable[Path], stop: asyncio.Event) -> AsyncGenerator[None, None]:
    """Comes when something happened in a folder, and from time to time; in a folder that cannot be watched, only that."""
    found = awatch(
        *folders,
        watch_filter=None,
        debounce=LONGEST,
        step=QUIET,
        rust_timeout=EVERY,
        yield_on_timeout=True,
        recursive=False,
        stop_event=stop,
    )
    try:
        async with aclosing(found):
            async for _ in found:
                yield
    except (OSError, RuntimeError):
        await asyncio.sleep(EVERY / 1000)
        yield


def _folders(files: Iterable[Path]) -> tuple[Path, ...]:
    """The folders of the files; of one that is not there, the nearest that is."""
    return tuple(sorted({_existing(path.parent) for path in files}))


def _existing(folder: Path) -> Path:
    return next(one for one in (folder, *folder.parents) if one.is_dir())
