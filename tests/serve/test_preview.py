"""The preview outlives its processes: one that hangs is given up, one that dies is told of and replaced."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from servdsl.serve import preview
from servdsl.serve.preview import Preview, State
from tests.serve.plans import SMALL, written
from tests.serve.processes import children, ends, runs


async def until(shown: Preview, there: Callable[[State], bool]) -> State:
    async with asyncio.timeout(30):
        async for state in shown.states(1.0):
            if state is not None and there(state):
                return state
    raise AssertionError("no more news")


@pytest.fixture
def beside() -> frozenset[int]:
    """What runs under this process already: what draws pictures for other tests lives on."""
    return frozenset(children(os.getpid()))


def begun(beside: frozenset[int]) -> list[int]:
    """What has been started since."""
    return [one for one in children(os.getpid()) if one not in beside]


async def started(beside: frozenset[int]) -> list[int]:
    """The processes that run under this one, as soon as there are some."""
    for _ in range(500):
        found = begun(beside)
        if len(found) > 1:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError("nothing was started")


def test_a_compiler_that_hangs_is_given_up_for_the_next_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: frozenset[int]
) -> None:
    monkeypatch.setitem(preview.FOLLOWERS, preview.CHECKER, "tests.serve.stuck")
    monkeypatch.setattr(preview, "STUCK", -1.0)
    plan = written(tmp_path)

    async def hang() -> None:
        shown = Preview(plan, tmp_path)
        running = asyncio.create_task(shown.run())
        first = await started(beside)
        await asyncio.sleep(0.5)
        monkeypatch.setitem(preview.FOLLOWERS, preview.CHECKER, "servdsl.serve.checking")
        plan.write_text(SMALL + "\n", encoding="utf-8")
        await until(shown, lambda state: state.version != "")
        assert all(ends(one) for one in first)
        shown.stop()
        await running

    asyncio.run(hang())


@pytest.mark.parametrize(("program", "name"), [(b"compiling", "the compiler"), (b"checking", "the checker")])
def test_one_that_dies_is_told_of_and_the_next_save_starts_another(
    program: bytes, name: str, tmp_path: Path, beside: frozenset[int]
) -> None:
    plan = written(tmp_path)

    async def die() -> None:
        shown = Preview(plan, tmp_path)
        running = asyncio.create_task(shown.run())
        await until(shown, lambda state: state.work == "done")
        html = shown.pages.html
        for one in begun(beside):
            if program in Path(f"/proc/{one}/cmdline").read_bytes():
                os.kill(one, signal.SIGKILL)
        state = await until(shown, lambda state: not state.ok)
        assert f"{name} has ended" in state.failure
        assert shown.pages.html == html
        plan.write_text(SMALL.replace("4 business hours", "5 business hours"), encoding="utf-8")
        await until(shown, lambda state: state.work == "done" and state.ok and state.failure == "")
        assert "5 business hours" in shown.pages.html
        left = begun(beside)
        shown.stop()
        await running
        assert not any(runs(one) for one in left)

    asyncio.run(die())
