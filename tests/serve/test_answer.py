"""The form's controls, and the answer as a piece of the page."""

from __future__ import annotations

import re
import tomllib
from html import unescape
from pathlib import Path

import pytest

from servdsl import serve
from servdsl.backends import review
from servdsl.model import Contract
from servdsl.serve import laying
from servdsl.serve.asking import Evaluator
from servdsl.serve.form import form
from servdsl.wording import LANGUAGES
from tests.serve.plans import PLAN, SMALL, contract

SURFACE = Path(serve.__file__).parent / "surface"
FRIDAY = {"tier": "base", "service": "repair", "fact:severity": "high", "opened": "2026-03-06T17:00"}
"""Office hours are 9 to 18 from Monday to Friday: an hour is left of four, so three count on Monday: due 12:00."""


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Contract:
    return contract(tmp_path_factory.mktemp("acme"), PLAN)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Contract:
    return contract(tmp_path_factory.mktemp("small"), SMALL)


@pytest.fixture(scope="module")
def evaluator(small: Contract) -> Evaluator:
    return Evaluator(small)


def test_each_language_has_the_same_words() -> None:
    tables = [tomllib.loads((SURFACE / f"{one}.toml").read_text(encoding="utf-8")) for one in LANGUAGES]
    keys = [{(section, key) for section, rows in table.items() for key in rows} for table in tables]
    assert keys[0] == keys[1] == keys[2]
    blanks = [
        {
            (section, key): sorted(re.findall(r"{(\w+)}", text))
            for section, rows in table.items()
            for key, text in rows.items()
        }
        for table in tables
    ]
    assert blanks[0] == blanks[1] == blanks[2]


# ── The form ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_fact_has_one_control_of_its_kind(acme: Contract) -> None:
    made = form(acme)
    sorts = {control.key: control.sort for control in (*made.first, *made.further)}
    assert sorts == {
        "fact:severity": "choice",
        "fact:urgent": "choice",
        "fact:region": "choice",
        "fact:anywhere": "text",
        "fact:floor": "text",
        "fact:flow": "text",
        "fact:travel": "text",
        "fact:share_told": "text",
        "fact:seen_at": "instant",
        "fact:value": "text",
        "fact:bought": "date",
        "fact:feasts": "text",
    }


def test_what_promises_hang_on_comes_first_through_defined_values_too(acme: Contract) -> None:
    """`respond` hangs on the severity, and on `big`, which reads `value`."""
    assert [control.key for control in form(acme).first] == ["fact:severity", "fact:value"]


def test_choices_are_the_declared_ones_in_each_language(acme: Contract) -> None:
    made = {control.key: control for control in form(acme).first + form(acme).further}
    options = {value: dict(label) for value, label in made["fact:severity"].options}
    assert options["high"]["es"] == "Alta"
    assert options["low"]["en"] == "Low"
    assert [value for value, _ in made["fact:urgent"].options] == ["yes", "no"]
    assert [value for value, _ in made["fact:region"].options] == ["PT", "ES"]


def test_offers_services_and_events_are_offered(acme: Contract) -> None:
    made = form(acme)
    tier, service, opened = made.main
    assert [value for value, _ in tier.options] == ["base"]
    assert [value for value, _ in service.options] == ["repair"]
    assert opened.sort == "instant"
    assert [control.key for control in made.addons] == ["addon:visits_more"]
    assert {"asked", "answered", "responded", "severity", "visit", "cancelled"} <= set(made.event_names)
    assert "opened" not in made.event_names


def test_every_control_has_a_label_and_an_id_of_its_own(acme: Contract) -> None:
    text = str(laying.parts(acme).question)
    ids = re.findall(r' id="([^"]*)"', text)
    assert len(ids) == len(set(ids))
    keys = re.findall(r'data-key="([^"]*)"', text)
    assert len(keys) == len(set(keys)) > 30
    assert re.findall(r'<label for="([^"]*)"', text) == re.findall(r'<(?:input|select) id="([^"]*)"', text)


# ── The answer ──────────────────────────────────────────────────────────────────────────────────────────────────────


def drawn(html: str) -> str:
    """What is written in the picture of an answer."""
    return unescape(re.sub(r"<[^>]*>", "\n", html[html.index("<svg") : html.index("</svg>")]))


def test_an_answer_tells_what_is_due_and_why(evaluator: Evaluator) -> None:
    html = evaluator.answer(FRIDAY).html
    assert "due Monday 2026-03-09 12:00 (UTC+01:00)" in html
    assert "vence el lunes 2026-03-09 12:00 (UTC+01:00)" in html
    assert ">covered<" in html
    assert "40.00 EUR per month" in html.replace("\u00a0", " ")
    assert 'href="#clause-base.windows.respond.high"' in html
    assert "<svg" in html


def test_the_picture_shows_the_window_that_is_due(evaluator: Evaluator) -> None:
    picture = drawn(evaluator.answer(FRIDAY).html)
    for said in ("2026-03-06", "2026-03-07", "2026-03-09", "weekend", "due 12:00"):
        assert said in picture, said


def test_a_pause_is_drawn_and_moves_the_due_instant(evaluator: Evaluator) -> None:
    """Two hours of waiting in the Monday's office hours: due at 14:00."""
    told = {
        **FRIDAY,
        "event:1:at": "2026-03-09T10:00",
        "event:1:type": "asked",
        "event:2:at": "2026-03-09T12:00",
        "event:2:type": "answered",
    }
    html = evaluator.answer(told).html
    assert "due Monday 2026-03-09 14:00 (UTC+01:00)" in html
    assert "the clock stands still" in drawn(html)


def test_missing_facts_are_asked_for_by_name_with_the_way_to_their_control(evaluator: Evaluator) -> None:
    html = evaluator.answer({"tier": "base", "opened": "2026-03-06T17:00"}).html
    assert '<a href="#ask-fact-severity" data-need="ask-fact-severity">Severity</a>' in html
    assert "needs Severity" in html


def test_without_any_fact_the_tier_is_asked_for(evaluator: Evaluator) -> None:
    html = evaluator.answer({}).html
    assert 'data-need="ask-tier"' in html
    assert "<svg" not in html


def test_impossible_events_are_told(evaluator: Evaluator) -> None:
    told = {**FRIDAY, "event:1:at": "2026-03-06T17:30", "event:1:type": "answered"}
    assert "waiting does not hold" in evaluator.answer(told).html


def test_every_link_of_an_answer_leads_to_the_page(small: Contract, evaluator: Evaluator) -> None:
    page = review.emit(small, review.Evidence())["acme/review.html"] + str(laying.parts(small).question)
    places = set(re.findall(r'\bid="([^"]*)"', page))
    for told in (FRIDAY, {}, {"tier": "base"}):
        links = re.findall(r'href="#([^"]*)"', evaluator.answer(told).html)
        assert [link for link in links if link not in places] == []


def test_hostile_labels_are_text(tmp_path: Path) -> None:
    markup = "<script>alert(1)</script>"
    text = SMALL.replace('"Response"', f'"{markup}"').replace('"High"', f'"{markup}"').replace('"Base"', f'"{markup}"')
    hostile = contract(tmp_path, text.replace('"Repair"', f'"{markup}"'))
    html = Evaluator(hostile).answer(FRIDAY).html
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in str(laying.parts(hostile).question)
