"""Lengths that facts tell: how often, and how long before or after something a level is reached (decisions 40 and 42)."""

from __future__ import annotations

import pytest

from tests.decisions.support import HEAD, Ask, at, both_evaluators, checked, event

OFFICE = """calendar office { monday to friday 09:00-18:00 }
customer fact agreed "Agreed" duration
define twice "Twice" is 2 times agreed
window restore "Repair" from opened to restored
window update "Update" from opened to updated
window respond "Response" from opened to responded
service repair "Repair"
"""
MONDAY = at("2026-03-02 10:00")


def plan(*clauses: str) -> str:
    lines = ("covers repair", "attends during office", "restore within 30 calendar days", *clauses)
    return HEAD + OFFICE + 'tier base "Base" {\n  ' + "\n  ".join(lines) + "\n}\n"


# ── A cadence ───────────────────────────────────────────────────────────────────────────────────────────────────────


@both_evaluators
def test_each_update_starts_the_agreed_interval_again(ask: Ask) -> None:
    """Updates at 11:00 and 14:00: with 90 minutes the second came at half past twelve at the latest; with four hours none
    is late."""
    text = plan("update every agreed until restored")
    events = [event("2026-03-02 11:00", "updated"), event("2026-03-02 14:00", "updated")]
    asked = {"tier": "base", "opened": MONDAY, "as_of": at("2026-03-02 15:00"), "events": events}
    late = ask(text, **asked, agreed="PT90M")["windows"]["update"]
    assert (late["due"], late["state"]) == (at("2026-03-02 15:30"), "breached")
    assert [one["due"] for one in late["rounds"]] == [at(f"2026-03-02 {time}") for time in ("11:30", "12:30", "15:30")]
    kept = ask(text, **asked, agreed="PT4H")["windows"]["update"]
    assert (kept["due"], kept["state"]) == (at("2026-03-02 18:00"), "running")


@both_evaluators
def test_an_agreed_interval_in_open_time(ask: Ask) -> None:
    """From Friday 16:00 six open hours end on Monday at 13:00."""
    text = plan("update every twice on office until restored")
    answer = ask(text, tier="base", opened=at("2026-03-06 16:00"), agreed="PT3H")
    assert answer["windows"]["update"]["due"] == at("2026-03-09 13:00")


@both_evaluators
def test_an_interval_that_nobody_told_is_needed(ask: Ask) -> None:
    answer = ask(plan("update every agreed until restored"), tier="base", opened=MONDAY)
    assert answer["windows"]["update"]["state"] == "undecided"
    assert answer["windows"]["update"]["needs"] == ["agreed"]


@both_evaluators
@pytest.mark.parametrize(
    ("interval", "why"),
    [
        ("agreed", "a cadence of no length"),
        ("agreed on office", "a cadence of no length"),
        ("agreed - 1 hour", "a length below 0"),
    ],
)
def test_an_interval_that_cannot_be(ask: Ask, interval: str, why: str) -> None:
    answer = ask(plan(f"update every {interval} until restored"), tier="base", opened=MONDAY, agreed="PT0H")
    assert answer["windows"]["update"]["state"] == "undecided"
    assert any(why in problem for problem in answer["problems"])


# ── Levels ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@both_evaluators
def test_a_level_so_long_after_an_event_and_after_another_level(ask: Ask) -> None:
    """Answered at 11:00; two hours later level 1, three hours after that level 2."""
    text = plan('level 1 "One" agreed after responded', 'level 2 "Two" twice - 1 hour after level 1')
    text = text.replace("restore within", "respond within 8 hours\n  restore within")
    asked = {"tier": "base", "opened": MONDAY, "events": [event("2026-03-02 11:00", "responded")], "agreed": "PT2H"}
    levels = ask(text, **asked, as_of=at("2026-03-02 13:00"))["levels"]
    assert [(one["at"], one["reached"]) for one in levels.values()] == [
        (at("2026-03-02 13:00"), True),
        (at("2026-03-02 16:00"), False),
    ]


@both_evaluators
@pytest.mark.parametrize(
    ("agreed", "reached"),
    [("PT2H", "2026-03-03 16:00"), ("PT0H", "2026-03-03 18:00"), ("PT40H", "2026-03-02 10:00")],
)
def test_a_level_so_long_before_a_window_is_due(ask: Ask, agreed: str, reached: str) -> None:
    """17 open hours from Monday 10:00 are over when the office closes on Tuesday, at 18:00; two of them before is 16:00.
    One that begins with the window does so at once."""
    text = plan("respond within 17 business hours", 'level 1 "One" agreed before respond')
    level = ask(text, tier="base", opened=MONDAY, agreed=agreed)["levels"]["1"]
    assert level["at"] == at(reached)


@both_evaluators
def test_a_level_whose_length_nobody_told(ask: Ask) -> None:
    text = plan('level 1 "One" agreed after level 2', 'level 2 "Two" when restore is breached')
    levels = ask(text, tier="base", opened=MONDAY)["levels"]
    assert [(one["at"], one["reached"]) for one in levels.values()] == [(None, None), (at("2026-04-01 10:00"), False)]


@both_evaluators
def test_a_level_before_its_time_can_begin(ask: Ask) -> None:
    text = plan("respond within 8 hours", 'level 1 "One" agreed - 1 hour before respond')
    answer = ask(text, tier="base", opened=MONDAY, agreed="PT30M")
    assert any("a length below 0" in problem for problem in answer["problems"])


# ── What is refused ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("clause", "code"),
    [
        ("update every 4 until restored", "SD119"),
        ("update every 50% until restored", "SD318"),
        ("update every 4 EUR until restored", "SD318"),
        ("update every agreed cutoff 16:00 until restored", "SD313"),
        ("update every delay of update until restored", "SD433"),
        ("update every agreed + 5 EUR until restored", "SD301"),
        ('level 1 "One" 4 after opened', "SD318"),
        ('level 1 "One" 2 EUR before restore', "SD318"),
        ('level 1 "One" next business day before restore', "SD391"),
        ('level 1 "One" unheard_of after opened', "SD201"),
    ],
)
def test_what_no_length_can_be(clause: str, code: str) -> None:
    assert code in {found.code for found in checked(plan(clause)).diagnostics}
