"""A process of ours answers, and is ended by its id with all that it has started when it does not."""

from __future__ import annotations

import asyncio
import pickle
import time
from pathlib import Path

import pytest

from servdsl.serve import asked
from servdsl.serve.asked import BusyError, Questions
from servdsl.serve.messages import Model, Reply, Try
from servdsl.serve.processes import Child, GoneError, TimedOutError
from tests.serve.plans import contract
from tests.serve.processes import ends, runs

STUCK = "tests.serve.stuck"


async def stuck() -> tuple[Child, int, int]:
    child = await Child.start(STUCK)
    own, other = await asyncio.wait_for(child.receive(), 20)  # type: ignore[misc]
    assert runs(own)
    assert runs(other)
    return child, own, other


def test_what_does_not_answer_is_cut_with_what_it_started() -> None:
    async def cut() -> None:
        child, own, other = await stuck()
        began = time.monotonic()
        with pytest.raises(TimedOutError):
            await child.ask("anything", 0.3)
        assert time.monotonic() - began < 3
        assert ends(own)
        assert ends(other)
        with pytest.raises(GoneError):
            await child.ask("anything", 1)
        await child.stop()

    asyncio.run(cut())


def test_a_question_given_up_ends_the_process() -> None:
    """Its reply would be taken for that of the next question."""

    async def cut() -> None:
        child, own, other = await stuck()
        asking = asyncio.create_task(child.ask("anything", 60))
        await asyncio.sleep(0.1)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert ends(own)
        assert ends(other)
        await child.stop()

    asyncio.run(cut())


def test_examples_are_run_by_a_process_of_their_own(tmp_path: Path) -> None:
    pickled = pickle.dumps(contract(tmp_path))

    async def tried() -> object:
        child = await Child.start("servdsl.serve.asking")
        try:
            return await child.ask(Try(pickled), 30)
        finally:
            await child.stop()

    (trial,) = asyncio.run(tried())  # type: ignore[misc]
    assert trial.holds
    assert "base.windows.respond.high" in trial.touched


def test_questions_are_answered_by_one_process_and_cut_when_they_run_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = Model(1, pickle.dumps(contract(tmp_path)))
    told = {"tier": "base", "fact:severity": "high", "opened": "2026-03-06T17:00"}

    async def talk() -> tuple[Reply, Reply, Reply]:
        questions = Questions()
        with pytest.raises(GoneError):
            await questions.ask(told)
        questions.about(model)
        first = await questions.ask(told)
        monkeypatch.setattr(asked, "ASKING", 0.0)
        second = await questions.ask(told)
        monkeypatch.setattr(asked, "ASKING", 20.0)
        third = await questions.ask(told)
        await questions.end()
        return first, second, third

    first, second, third = asyncio.run(talk())
    assert "Monday 2026-03-09 12:00" in first.html  # Friday 17:00, an hour left; Monday 9:00 and three more
    assert second.html == ""
    assert "cut" in second.errors[""][0]
    assert third.html == first.html


def test_only_a_few_questions_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    async def crowd() -> list[object]:
        questions = Questions()
        gate = asyncio.Event()

        async def slowly(_: object) -> Reply:
            await gate.wait()
            return Reply()

        monkeypatch.setattr(questions, "_asked", slowly)
        waiting = [asyncio.create_task(questions.ask({})) for _ in range(asked.MOST_WAITING + 2)]
        await asyncio.sleep(0.05)
        gate.set()
        return list(await asyncio.gather(*waiting, return_exceptions=True))

    found = asyncio.run(crowd())
    assert sum(isinstance(one, Reply) for one in found) == asked.MOST_WAITING
    assert sum(isinstance(one, BusyError) for one in found) == 2
