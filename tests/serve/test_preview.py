"""The preview outlives its processes: one that hangs is given up, one that dies is told of and replaced."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from servdsl.serve import preview
from servdsl.serve.messages import Drawn, Look, Page, Redrawn
from servdsl.serve.parts import LOOK, PICTURES, VERSION
from servdsl.serve.preview import CHECKER, COMPILER, Preview, State
from tests.serve.plans import SMALL, written
from tests.serve.processes import children, ends


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
        assert all(ends(one) for one in left)  # a group has had its signal; who it was for goes in its own time

    asyncio.run(die())


def fed(folder: Path) -> Preview:
    """A preview that is told what checker and compiler would say."""
    return Preview(written(folder), folder)


async def heard(shown: Preview, seconds: float) -> list[State]:
    """The states that a browser is told within that time."""
    found: list[State] = []
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            async for state in shown.states(60.0):
                if state is not None:
                    found.append(state)
    return found


def test_what_is_under_way_is_told_when_it_lasts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "BRIEF", 0.4)

    async def change(*steps: tuple[float, str]) -> list[str]:
        shown = fed(tmp_path)
        told = asyncio.create_task(heard(shown, 1.5))
        for seconds, work in steps:
            await asyncio.sleep(seconds)
            shown._update(work=work, **({"version": "2"} if work == "done" else {}))
        return [state.work for state in await told]

    assert asyncio.run(change((0.1, "comparing"), (0.05, "drawing"), (0.05, "done"))) == ["reading", "done"]
    assert asyncio.run(change((0.1, "comparing"), (0.1, "drawing"))) == ["reading", "drawing"]
    assert asyncio.run(change((0.1, "comparing"), (0.7, "drawing"))) == ["reading", "comparing", "drawing"]


def page_of(number: int, text: str) -> Page:
    html = f'{VERSION}">\n<header>\n</header>\n{LOOK}{text}\n<section id="pictures">\n{PICTURES}</section>\n</main>\n'
    return Page(number, "acme", html)


def test_a_page_waits_for_the_checker_and_pictures_for_the_page(tmp_path: Path) -> None:
    shown = fed(tmp_path)
    shown._hear(page_of(1, "one"), COMPILER)
    shown._hear(Redrawn(1, "acme", {"ladder": "<figure>L1</figure>"}), COMPILER)
    shown._hear(Redrawn(1, "acme", {"matrix": "<figure>M1</figure>"}), CHECKER)
    shown._hear(Drawn(1, "acme", {1: ("ladder",)}, tried=False), COMPILER)
    assert shown.pages.html == ""
    shown._hear(Look(1, "look\n", tried=False), CHECKER)
    assert all(part in shown.pages.html for part in ("one", "look", "L1"))
    assert "M1" not in shown.pages.html  # its place is not known yet
    shown._hear(Drawn(1, "acme", {0: ("matrix",)}, tried=False), CHECKER)
    assert shown.pages.html.index("M1") < shown.pages.html.index("L1")


def test_of_a_text_that_is_wrong_nothing_is_shown_until_the_next_good_one(tmp_path: Path) -> None:
    shown = fed(tmp_path)
    for one, name in ((Look(1, "", tried=False), CHECKER), (page_of(1, "one"), COMPILER)):
        shown._hear(one, name)
    shown._hear(Redrawn(1, "acme", {"ladder": "<figure>L1</figure>"}), COMPILER)
    shown._hear(Drawn(1, "acme", {1: ("ladder",)}, tried=False), COMPILER)
    before = shown.pages.html
    shown._hear(page_of(2, "two"), COMPILER)  # of which the checker says that it is wrong
    shown._hear(Redrawn(2, "acme", {"ladder": "<figure>L2</figure>"}), COMPILER)
    shown._hear(page_of(3, "three"), COMPILER)
    assert shown.pages.html == before
    shown._hear(Look(3, "", tried=False), CHECKER)
    assert "three" in shown.pages.html
    assert "two" not in shown.pages.html
    assert "L2" in shown.pages.html  # the compiler does not tell it again: it has not changed since


def test_what_the_compiler_says_of_a_later_save_still_waits(tmp_path: Path) -> None:
    shown = fed(tmp_path)
    shown._hear(page_of(1, "one"), COMPILER)
    shown._hear(page_of(2, "two"), COMPILER)
    shown._hear(Look(1, "", tried=False), CHECKER)
    assert "one" in shown.pages.html
    shown._hear(Look(2, "", tried=False), CHECKER)
    assert "two" in shown.pages.html
