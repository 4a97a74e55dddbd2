"""A form becomes facts; what is wrong comes back to its control."""

from __future__ import annotations

from pathlib import Path

import pytest

from servdsl.model import Contract
from servdsl.serve.asking import Evaluator
from servdsl.serve.form import form
from servdsl.serve.question import read
from tests.serve.plans import PLAN, SMALL, contract


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Contract:
    return contract(tmp_path_factory.mktemp("acme"), PLAN)


@pytest.fixture(scope="module")
def evaluator(acme: Contract) -> Evaluator:
    return Evaluator(acme)


def test_texts_become_facts_of_their_type(acme: Contract) -> None:
    told = {
        "tier": "base",
        "service": "repair",
        "start": "2026-01-01",
        "fact:severity": "high",
        "fact:urgent": "yes",
        "fact:floor": "3",
        "fact:flow": "2.5",
        "fact:travel": "1.5",
        "fact:share_told": "99.5",
        "fact:value": "100.50",
        "fact:feasts": "2026-12-24, 2026-12-31;2027-01-05",
        "fact:bought": "",
        "addon:visits_more": "2",
    }
    found = read(acme, told)
    assert found.errors == {}
    assert found.facts == {
        "tier": "base",
        "service": "repair",
        "start": "2026-01-01",
        "severity": "high",
        "urgent": True,
        "floor": "3",
        "flow": "2.5",
        "travel": 5400,
        "share_told": "99.5",
        "value": "100.50",
        "feasts": ["2026-12-24", "2026-12-31", "2027-01-05"],
        "addons": {"visits_more": 2},
    }


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("2026-03-06T17:00", "2026-03-06T17:00:00+01:00"),
        ("2026-07-06T17:00", "2026-07-06T17:00:00+02:00"),
        ("2026-03-29T02:30", "2026-03-29T02:30:00+01:00"),  # skipped: 03:30 in summer time, the skip later
        ("2026-10-25T02:30", "2026-10-25T02:30:00+02:00"),  # twice: the first
        ("2026-03-06T17:00:00-03:00", "2026-03-06T17:00:00-03:00"),
        ("yesterday", "yesterday"),  # the evaluator says what it is
    ],
)
def test_moments_are_told_by_the_contract_s_clock(acme: Contract, typed: str, instant: str) -> None:
    assert read(acme, {"opened": typed}).facts["opened"] == instant


def test_where_each_site_has_its_zone_moments_need_it(tmp_path: Path) -> None:
    text = SMALL.replace("zone     Europe/Madrid", "zone of site").replace(
        "severity high, opened", "site Europe/Madrid, severity high, opened"
    )
    text = text.replace('service repair "Repair"', 'fact site zone\nservice repair "Repair"')
    sites = contract(tmp_path, text)
    told = {"opened": "2026-03-06T17:00"}
    assert list(read(sites, told).errors) == ["fact:site"]
    assert list(read(sites, told | {"fact:site": "Moon/Base"}).errors) == ["fact:site"]
    assert list(read(sites, told | {"fact:site": "../../etc/passwd"}).errors) == ["fact:site"]
    assert list(read(sites, told | {"fact:site": "x" * 5_000}).errors) == ["fact:site"]
    known = read(sites, told | {"fact:site": "America/Santiago"})
    assert known.facts["opened"] == "2026-03-06T17:00:00-03:00"
    assert "fact:site" in [control.key for control in form(sites).first]


def test_events_are_rows(acme: Contract) -> None:
    told = {
        "event:1:at": "2026-03-06T10:00",
        "event:1:type": "asked",
        "event:3:at": "2026-03-06T11:00",
        "event:3:type": "severity",
        "event:3:value": "low",
        "event:4:at": "2026-03-06T12:00",
        "event:4:type": "visit",
        "event:4:value": "2",
    }
    assert read(acme, told).facts["events"] == [
        {"at": "2026-03-06T10:00:00+01:00", "type": "asked"},
        {"at": "2026-03-06T11:00:00+01:00", "type": "severity", "value": "low"},
        {"at": "2026-03-06T12:00:00+01:00", "type": "visit", "count": "2"},
    ]
    assert set(read(acme, {"event:2:value": "x"}).errors) == {"event:2:at", "event:2:type"}


def test_worked_is_an_interval(acme: Contract) -> None:
    told = {"worked:from": "2026-03-06T10:00", "worked:to": "2026-03-06T12:00"}
    assert read(acme, told).facts["worked"] == [["2026-03-06T10:00:00+01:00", "2026-03-06T12:00:00+01:00"]]
    assert list(read(acme, {"worked:from": "2026-03-06T10:00"}).errors) == ["worked:to"]


# ── With the evaluator ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("tier", "bse", "did you mean `base`"),
        ("service", "x", "is none of repair"),
        ("opened", "soon", "is not an instant"),
        ("start", "2026-02-30", "is not"),
        ("fact:severity", "<script>", "is none of high, low"),
        ("fact:urgent", "perhaps", "is neither true nor false"),
        ("fact:floor", "41", "is above 40"),
        ("fact:floor", "1" * 5_000, "is not a decimal number"),
        ("fact:flow", "1,5", "is not a decimal number"),
        ("fact:flow", "NaN", "is not a decimal number"),
        ("fact:value", "1e9", "is not a decimal number"),
        ("fact:share_told", "a", "is not a decimal number"),
        ("fact:travel", "0.0001", "is not a whole number of seconds"),
        ("fact:travel", "Infinity", "is not a whole number of seconds"),
        ("fact:travel", "-1", "is below 0"),
        ("fact:travel", "long", "is not a duration"),
        ("fact:region", "US", "is none of PT, ES"),
        ("fact:anywhere", "XX", "is not an ISO 3166"),
        ("fact:bought", "6/3/2026", "is not a date"),
        ("fact:feasts", "tomorrow", "is not a date"),
        ("fact:seen_at", "2026", "is not an instant"),
        ("addon:visits_more", "-1", "is not a whole number from 1"),
        ("addon:visits_more", "many", "is not a whole number from 1"),
        ("addon:nothing", "1", ""),
        ("worked:to", "2026-01-01T00:00", ""),
        ("event:2:at", "2026-03-06T10:00", "what happened is not told"),
        ("nonsense", "1", "no control"),
        ("fact:nonsense", "1", "no control"),
        ("event:x:at", "1", "no control"),
    ],
)
def test_a_mistake_is_told_and_at_its_control(evaluator: Evaluator, key: str, text: str, said: str) -> None:
    reply = evaluator.answer({"tier": "base", key: text})
    assert reply.html == ""
    assert said in " ".join(sentence for sentences in reply.errors.values() for sentence in sentences)
    control = {"event:2:at": "event:2:type", "worked:to": "worked:from"}.get(key, key)
    unknown = key in ("nonsense", "fact:nonsense", "event:x:at", "addon:nothing")
    assert ("" if unknown else control) in reply.errors


def test_a_mistake_of_an_event_is_told_at_its_row(evaluator: Evaluator) -> None:
    told = {"event:2:at": "2026-03-06T10:00", "event:2:type": "askd"}
    (found,) = evaluator.answer({"tier": "base", **told}).errors.items()
    assert found[0] == "event:2:type"
    assert "did you mean `asked`" in found[1][0]


def test_all_mistakes_come_at_once(evaluator: Evaluator) -> None:
    reply = evaluator.answer({"tier": "x", "fact:floor": "0", "opened": "?", "nonsense": "1", "addon:no": "1"})
    assert set(reply.errors) == {"tier", "fact:floor", "opened", ""}
    assert len(reply.errors[""]) == 2


def test_hostile_texts_are_text_in_the_answer(evaluator: Evaluator) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    for key in ("tier", "fact:severity", "opened", "addon:x", "fact:anywhere", hostile):
        reply = evaluator.answer({key: hostile})
        assert reply.html == ""
        assert reply.errors
