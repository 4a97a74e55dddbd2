"""A change of a watched file is noticed however it is made; nothing else is."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from servdsl.serve.stamps import stamp
from servdsl.serve.watching import changes


def noticed(files: list[Path], steps: list[Callable[[], object]], patience: float = 3.0) -> list[bool]:
    """Whether each step, done one after the other, is noticed."""

    read = {path: stamp(path) for path in files}

    async def watch() -> list[bool]:
        stop, found = asyncio.Event(), []
        watching = changes(lambda: read, stop)
        waiting = asyncio.ensure_future(anext(watching))
        await asyncio.sleep(0.3)  # until the folders are watched
        for step in steps:
            step()
            done, _ = await asyncio.wait({waiting}, timeout=patience)
            found.append(bool(done))
            if done:
                waiting = asyncio.ensure_future(anext(watching))
                await asyncio.sleep(0.1)
        stop.set()
        await asyncio.wait({waiting})
        assert isinstance(waiting.exception(), StopAsyncIteration)
        return found

    return asyncio.run(watch())


def test_saving_renaming_removing_and_coming_back_are_noticed(tmp_path: Path) -> None:
    plan, other = tmp_path / "a.plan", tmp_path / "a.plan.new"
    plan.write_text("one")

    def renamed() -> None:
        other.write_text("three")
        os.replace(other, plan)

    steps: list[Callable[[], object]] = [
        lambda: plan.write_text("two more"),
        renamed,
        plan.unlink,
        lambda: plan.write_text("back"),
    ]
    assert noticed([plan], steps) == [True] * 4


def test_other_files_of_the_folder_are_not_ours(tmp_path: Path) -> None:
    plan = tmp_path / "a.plan"
    plan.write_text("one")
    steps: list[Callable[[], object]] = [lambda: (tmp_path / "b.plan").write_text("other"), (tmp_path / "c").mkdir]
    assert noticed([plan], steps, patience=1.2) == [False, False]


def test_a_file_whose_folder_is_not_there_yet_is_noticed_when_it_comes(tmp_path: Path) -> None:
    plan, used = tmp_path / "a.plan", tmp_path / "shared/deep/hours.plan"
    plan.write_text("one")

    def made() -> None:
        used.parent.mkdir(parents=True)
        used.write_text("shared")

    assert noticed([plan, used], [made, lambda: used.write_text("changed")]) == [True, True]


def test_where_folders_give_no_signal_the_files_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("no watches left")

    monkeypatch.setattr("servdsl.serve.watching.awatch", broken)
    plan = tmp_path / "a.plan"
    plan.write_text("one")
    assert noticed([plan], [lambda: plan.write_text("two more")]) == [True]


def test_a_file_that_changed_after_it_was_read_and_before_it_was_watched_is_noticed(tmp_path: Path) -> None:
    """What a contract uses is known once it is read: a save meanwhile may not be lost."""
    used = tmp_path / "hours.plan"
    used.write_text("as it was read")
    read = {used: stamp(used)}
    used.write_text("saved meanwhile")

    async def first() -> None:
        watching = changes(lambda: read, asyncio.Event())
        await asyncio.wait_for(anext(watching), 3)
        await watching.aclose()  # type: ignore[attr-defined]

    asyncio.run(first())
