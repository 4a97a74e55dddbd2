"""What a check leaves for the next one changes nothing but the time: every edit is judged as if it were read alone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from servdsl import pipeline
from servdsl.source import Source

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "tests" / "cases" / "good" / "desk" / "input.plan"
TURNS = {
    "in_force": ("to 2030", "to 2029"),
    "when": ("when", "when not"),
    "length": ("2 hours", "3 hours"),
    "office": ("09:00", "10:00"),
    "label": ('"', '"x'),
}


def findings(text: str, kept: pipeline.Kept | None) -> list[str]:
    """What is found, and the contract that is made, to the last digit."""
    checked = pipeline.check_text(Source("input.plan", text), PLAN, kept=kept)
    return [*(repr(found) for found in checked.diagnostics), repr(checked.contract)]


@pytest.mark.parametrize("seed", range(6))
def test_findings_are_those_of_the_text_alone(seed: int) -> None:
    chance, kept = random.Random(seed), pipeline.Kept()
    written = PLAN.read_text(encoding="utf-8")
    findings(written, kept)
    lines = written.split("\n")
    for _ in range(6):
        text = list(lines)
        at = chance.randrange(len(lines))
        match chance.randrange(3):
            case 0:
                del text[at]
            case 1:
                old, new = TURNS[chance.choice(sorted(TURNS))]
                places = [number for number, line in enumerate(lines) if old in line]
                for number in places[:1]:
                    text[number] = text[number].replace(old, new, 1)
            case 2:
                text.insert(at, "")
        edited = "\n".join(text)
        assert findings(edited, kept) == findings(edited, None)


@pytest.mark.parametrize("digits", ["40", "40.0", "40.00", "41"])
def test_a_price_is_as_it_is_written_now(digits: str) -> None:
    """Equal amounts may be written with more or fewer digits."""
    kept = pipeline.Kept()
    written = PLAN.read_text(encoding="utf-8") + '\ntier other "Other" { price 40 EUR per month }\n'
    edited = written.replace("price 40 EUR", f"price {digits} EUR")
    findings(written, kept)
    assert findings(edited, kept) == findings(edited, None)


def test_what_a_save_does_not_touch_stays_the_same_record() -> None:
    kept = pipeline.Kept()
    written = PLAN.read_text(encoding="utf-8") + '\ntier other "Other" { price 40 EUR per month }\n'
    before = pipeline.check_text(Source("input.plan", written), PLAN, kept=kept).contract
    edited = written.replace("price 40 EUR", "price 41 EUR")
    after = pipeline.check_text(Source("input.plan", edited), PLAN, kept=kept).contract
    assert before is not None
    assert after is not None
    old = {clause.id: clause for clause in before.clauses}
    assert [one.id for one in after.clauses if one is not old.get(one.id)] == ["other.price"]
    assert all(new is old for new, old in zip(after.calendars, before.calendars, strict=True))


def test_a_study_hands_on_what_still_holds_and_nothing_else() -> None:
    kept = pipeline.Kept()
    written = PLAN.read_text(encoding="utf-8")
    findings(written, kept)
    first = kept.study
    findings(written + '\nnote "One more."\n', kept)
    second = kept.study
    findings(written + "\nfact one_more yes or no\n", kept)
    third = kept.study
    assert first is not None
    assert second is not None
    assert third is not None
    assert second.ground is first.ground, "a note changes nothing for conditions"
    assert third.ground is not second.ground, "a fact does"
