"""Persons and things by name, windows that start again, levels before a due instant: what docs/language.md says of them."""

from __future__ import annotations

import pytest

from .support import HEAD, Answer, Ask, RefusedError, at, both_evaluators, checked, due, event

pytestmark = both_evaluators

PEOPLE = (
    HEAD
    + """
customer fact contacts "Named contacts" names
customer fact machines names
customer fact owner name
customer fact large yes or no
fact asker name
fact serial name
service help
service parts
window respond from opened to responded
tier base {
  price free
  covers help, parts
  at most 2 contacts
  needs asker in contacts
  excludes parts when not serial in machines
  respond within {
    1 hour  when asker is owner
    4 hours otherwise
  }
}
tier plus extends base {
  at most 3 contacts when large
  at most 1 contacts when not large
}
tier open extends base { at most unlimited contacts }
tier free_for_all { covers help when not asker in contacts }
addon more {
  price 50 EUR per year
  adds 1 contacts
}
"""
)

ROUNDS = (
    HEAD
    + """
fact severity { s1, s2 }
service help
calendar office { monday to friday 09:00-17:00 }
window reply from each opened or wrote to replied, at risk at 50%
window notice from each wrote to replied
window fix from opened to fixed
state waiting from asked to answered
tier base {
  covers help
  attends during office
  reply within {
    4 business hours when severity is s1
    8 business hours otherwise
  }
  notice within 1 to 2 hours
  fix within 10 hours
  reply pauses while waiting
  level 1 "Lead" 1 hour before reply
  level 2 "Chief" 30 minutes before fix
  level 3 "Board" 12 hours before fix
}
"""
)
FIVE = ["Ana Pérez", "Luis", "Eva", "Juan", "Iris"]


def held(answer: Answer) -> tuple[str | None, str | None, str | None]:
    quota = answer["quotas"]["contacts"]
    return quota["limit"], quota["used"], quota["left"]


# ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("tier", "addons", "asker", "status", "counted"),
    [
        ("base", {}, "Ana Pérez", "covered", ("2", "2", "0")),
        ("base", {}, "Luis", "covered", ("2", "2", "0")),
        # the third of a list of five, where two count: from the first
        ("base", {}, "Eva", "not_covered", ("2", "2", "0")),
        ("base", {"more": 1}, "Eva", "covered", ("3", "3", "0")),
        ("base", {"more": 2}, "Iris", "not_covered", ("4", "4", "0")),
        ("base", {"more": 4}, "Iris", "covered", ("6", "5", "1")),
        ("open", {}, "Iris", "covered", (None, "5", None)),
        # a name is compared exactly: letters, case and blanks
        ("open", {}, "iris", "not_covered", (None, "5", None)),
        ("open", {}, "Iris ", "not_covered", (None, "5", None)),
        ("open", {}, "Ana Pe\u0301rez", "covered", (None, "5", None)),
    ],
)
def test_the_first_of_a_list_count_up_to_its_cap(
    ask: Ask, tier: str, addons: dict[str, int], asker: str, status: str, counted: tuple[str, str, str]
) -> None:
    answer = ask(PEOPLE, tier=tier, addons=addons, contacts=FIVE, asker=asker, service="help")
    assert (answer["coverage"], held(answer)) == (status, counted)


def test_a_list_longer_than_its_cap_is_told(ask: Ask) -> None:
    assert ask(PEOPLE, tier="base", contacts=FIVE)["problems"] == ["contacts: 5 are named, 2 count"]
    assert ask(PEOPLE, tier="base", contacts=FIVE[:2])["problems"] == []
    assert ask(PEOPLE, contacts=FIVE)["problems"] == []
    # a name told twice is one name
    assert ask(PEOPLE, tier="base", contacts=["Luis", "Luis", "Eva"])["problems"] == []


def test_what_is_missing_is_not_guessed(ask: Ask) -> None:
    nobody = ask(PEOPLE, tier="base", opened=at("2026-03-02 10:00"), contacts=FIVE, service="help")
    assert (nobody["coverage"], nobody["needs"]) == ("undecided", ["asker", "owner"])
    unlisted = ask(PEOPLE, tier="base", opened=at("2026-03-02 10:00"), asker="Eva", owner="Eva", service="help")
    assert (unlisted["coverage"], unlisted["needs"]) == ("undecided", ["contacts"])
    assert unlisted["quotas"]["contacts"]["needs"] == ["contacts"]
    # who is not on the list is refused whatever the cap; who is first counts whatever the cap; the second hangs on it
    told = {"tier": "plus", "contacts": FIVE[:3], "owner": "Eva", "service": "help", "opened": at("2026-03-02 10:00")}
    assert ask(PEOPLE, asker="Iris", **told)["coverage"] == "not_covered"
    second = ask(PEOPLE, asker="Luis", **told)
    assert (second["coverage"], second["needs"]) == ("undecided", ["large"])
    assert ask(PEOPLE, asker="Luis", large=True, **told)["coverage"] == "covered"
    assert ask(PEOPLE, asker="Luis", large=False, **told)["coverage"] == "not_covered"


def test_a_tier_without_a_cap_counts_all(ask: Ask) -> None:
    answer = ask(PEOPLE, tier="free_for_all", contacts=FIVE, asker="Iris", service="help")
    assert (answer["coverage"], answer["quotas"]) == ("not_covered", {})
    assert ask(PEOPLE, tier="free_for_all", contacts=[], asker="Iris", service="help")["coverage"] == "covered"


def test_machines_of_an_annex(ask: Ask) -> None:
    told = {"tier": "base", "contacts": ["Ana"], "asker": "Ana", "machines": ["SN-1", "SN-2"], "service": "parts"}
    assert ask(PEOPLE, serial="SN-2", **told)["coverage"] == "covered"
    assert ask(PEOPLE, serial="SN-3", **told)["coverage"] == "not_covered"
    assert ask(PEOPLE, **told)["coverage"] == "undecided"


def test_two_names_are_the_same_or_not(ask: Ask) -> None:
    told = {"tier": "base", "opened": at("2026-03-02 10:00"), "owner": "Ana P\u00e9rez"}
    assert due(ask(PEOPLE, asker="Ana Pe\u0301rez", **told), "respond") == at("2026-03-02 11:00")
    assert due(ask(PEOPLE, asker="Ana", **told), "respond") == at("2026-03-02 14:00")
    assert ask(PEOPLE, **told)["windows"]["respond"]["needs"] == ["asker"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"asker": ""},
        {"asker": " "},
        {"asker": 7},
        {"asker": "x" * 201},
        {"asker": "two\nlines"},
        {"contacts": "Ana"},
        {"contacts": ["Ana", 7]},
        {"contacts": [""]},
        {"contacts": [str(n) for n in range(10_001)]},
    ],
)
def test_what_is_no_name_is_an_input_error(ask: Ask, wrong: dict[str, object]) -> None:
    with pytest.raises(RefusedError):
        ask(PEOPLE, tier="base", **wrong)
    assert ask(PEOPLE, tier="base", asker="x" * 200)["coverage"] == "undecided"


# ── Windows that start again ────────────────────────────────────────────────────────────────────────────────────────


def rounds(answer: Answer, window: str) -> list[tuple[str, str, str | None]]:
    return [(one["from"], one["due"], one["done"]) for one in answer["windows"][window]["rounds"]]


def test_a_message_while_a_round_is_open_does_not_move_its_due(ask: Ask) -> None:
    """Monday 10:00 + 4 business hours: 14:00. Answered at 12:00; at 15:00 a new round, due Tuesday 11:00, whatever
    is written at 16:00."""
    told = [
        event("2026-03-02 11:00", "wrote"),
        event("2026-03-02 12:00", "replied"),
        event("2026-03-02 15:00", "wrote"),
        event("2026-03-02 16:00", "wrote"),
    ]
    answer = ask(
        ROUNDS, tier="base", severity="s1", opened=at("2026-03-02 10:00"), events=told, as_of=at("2026-03-02 16:30")
    )
    assert rounds(answer, "reply") == [
        (at("2026-03-02 10:00"), at("2026-03-02 14:00"), at("2026-03-02 12:00")),
        (at("2026-03-02 15:00"), at("2026-03-03 11:00"), None),
    ]
    reply = answer["windows"]["reply"]
    assert (reply["due"], reply["state"], reply["elapsed_seconds"]) == (at("2026-03-03 11:00"), "running", 5_400)
    assert (reply["at_risk_at"], reply["remaining_seconds"]) == (at("2026-03-02 17:00"), 9_000)
    # the window that only messages start: its first round is that of 11:00; a target, then a limit
    assert rounds(answer, "notice")[0] == (at("2026-03-02 11:00"), at("2026-03-02 13:00"), at("2026-03-02 12:00"))
    assert answer["windows"]["notice"]["target"] == at("2026-03-02 16:00")


@pytest.mark.parametrize(
    ("told", "as_of", "state", "last"),
    [
        # every round in time
        ([("10:30", "replied"), ("11:00", "wrote"), ("11:30", "replied")], "16:00", "met", "15:00"),
        # the first was late, by a minute
        ([("14:01", "replied"), ("15:00", "wrote"), ("15:30", "replied")], "16:00", "breached", "19:00"),
        # at the due instant it is met
        ([("14:00", "replied")], "16:00", "met", "14:00"),
        # an open one is late
        ([("10:30", "replied"), ("11:00", "wrote")], "15:01", "breached", "15:00"),
        # half of it gone
        ([("10:30", "replied"), ("11:00", "wrote")], "13:00", "at_risk", "15:00"),
        # reopened: the round goes on, the hour between was a pause
        ([("13:00", "replied"), ("14:00", "reopened"), ("14:30", "replied")], "16:00", "met", "15:00"),
        # reopened after a new round began: nothing that ended is left to go on
        ([("13:00", "replied"), ("14:00", "wrote"), ("14:30", "reopened")], "14:45", "running", "18:00"),
        # cancelled while a round is open; after that none begins
        ([("11:00", "cancelled"), ("12:00", "wrote")], "16:00", "cancelled", "14:00"),
        ([("11:00", "replied"), ("12:00", "cancelled"), ("13:00", "wrote")], "16:00", "met", "14:00"),
        # paused in its own time
        (
            [("11:00", "replied"), ("12:00", "wrote"), ("13:00", "asked"), ("14:00", "answered")],
            "15:00",
            "at_risk",
            "17:00",
        ),
    ],
)
def test_the_last_round_is_answered_and_any_late_one_breaches(
    ask: Ask, told: list[tuple[str, str]], as_of: str, state: str, last: str
) -> None:
    """Four business hours from Monday 10:00. What falls due after 17:00 goes on at 09:00."""
    answer = ask(
        ROUNDS,
        tier="base",
        severity="s1",
        opened=at("2026-03-02 10:00"),
        events=[event(f"2026-03-02 {time}", kind) for time, kind in told],
        as_of=at(f"2026-03-02 {as_of}"),
    )
    evening = {"18:00": "2026-03-03 10:00", "19:00": "2026-03-03 11:00"}
    reply = answer["windows"]["reply"]
    assert (reply["state"], reply["due"]) == (state, at(evening.get(last, f"2026-03-02 {last}")))


def test_between_rounds_nothing_is_due_next_and_a_second_answer_is_a_problem(ask: Ask) -> None:
    told = [event("2026-03-02 11:00", "replied"), event("2026-03-02 12:00", "replied")]
    answer = ask(ROUNDS, tier="base", severity="s1", opened=at("2026-03-02 10:00"), events=told)
    assert answer["next_due"] == "fix"
    assert answer["windows"]["notice"]["state"] == "not_started"
    assert answer["problems"] == [f"{at('2026-03-02 12:00')} replied: reply has ended already"]


# ── Levels before a due instant ─────────────────────────────────────────────────────────────────────────────────────


def test_so_long_before_it_is_due_in_its_own_time(ask: Ask) -> None:
    """8 business hours from Monday 16:00: due Tuesday 16:00, an open hour before: 15:00. 10 hours: 02:00, half an hour
    before: 01:30; 12 hours before a promise of 10 is its start."""
    answer = ask(ROUNDS, tier="base", severity="s2", opened=at("2026-03-02 16:00"))
    levels = answer["levels"]
    assert [(levels[n]["at"], levels[n]["reached"]) for n in "123"] == [
        (at("2026-03-03 15:00"), False),
        (at("2026-03-03 01:30"), False),
        (at("2026-03-02 16:00"), True),
    ]
    asked = {"tier": "base", "severity": "s2", "opened": at("2026-03-02 16:00")}
    late = ask(ROUNDS, as_of=at("2026-03-03 15:00"), **asked)["levels"]
    assert [late[n]["reached"] for n in "123"] == [True, True, True]
    done = ask(ROUNDS, events=[event("2026-03-02 17:00", "fixed"), event("2026-03-03 09:00", "replied")], **asked)
    assert [(done["levels"][n]["at"], done["levels"][n]["reached"]) for n in "123"] == [
        (None, False),
        (None, False),
        (at("2026-03-02 16:00"), True),
    ]


def test_an_hour_before_a_close_is_an_open_hour(ask: Ask) -> None:
    """8 business hours from Monday 09:30: due Tuesday 09:30; an open hour before is Monday 16:30."""
    answer = ask(ROUNDS, tier="base", severity="s2", opened=at("2026-03-02 09:30"))
    assert answer["levels"]["1"]["at"] == at("2026-03-02 16:30")


def test_examples_speak_of_names(ask: Ask) -> None:
    text = PEOPLE + (
        'example "The third, bought" {\n  given tier base, addon more 1, contacts "Ana", "Luis", "Zoe", asker "Zoe", service help\n'
        "  expect covered\n  expect 0 contacts left\n  expect 3 contacts used\n}\n"
    )
    found = checked(text)
    assert [d.code for d in found.diagnostics if d.severity == "error"] == []
    assert found.contract is not None
    assert ask(text, **found.contract.examples[0].facts)["coverage"] == "covered"


# ── Lengths that facts tell ─────────────────────────────────────────────────────────────────────────────────────────

TOLD = (
    HEAD
    + """
customer fact agreed "Agreed response" duration
customer fact shorter duration
service help
calendar office { monday to friday 09:00-17:00 }
window respond from opened to responded, at risk at 50%
window fix from opened to fixed
window visit_done from part_came to visited
window bound from opened to told
tier base {
  covers help
  respond within agreed
  fix within agreed on office
  visit_done within agreed - shorter to lesser of (agreed times 2) and 20 hours
  bound within agreed divided by 3 or more
  level 1 "Lead" 1 hour before fix
}
"""
)


def told(ask: Ask, **facts: object) -> Answer:
    return ask(TOLD, tier="base", opened=at("2026-03-02 16:00"), **facts)


def test_as_long_as_a_fact_tells(ask: Ask) -> None:
    """Monday 16:00 and 4 hours: 20:00, and of open time Tuesday 12:00. From 18:00 a target of 3 hours and a limit of 8."""
    came = [event("2026-03-02 18:00", "part_came")]
    answer = told(ask, agreed="PT4H", shorter=3600, events=came, as_of=at("2026-03-02 18:00"))
    assert due(answer, "respond") == at("2026-03-02 20:00")
    assert (answer["windows"]["respond"]["percentage"], answer["windows"]["respond"]["state"]) == ("50", "at_risk")
    assert due(answer, "fix") == at("2026-03-03 12:00")
    assert answer["levels"]["1"]["at"] == at("2026-03-03 11:00")
    visit = answer["windows"]["visit_done"]
    assert (visit["target"], visit["due"]) == (at("2026-03-02 21:00"), at("2026-03-03 02:00"))
    # a third of four hours is 80 minutes
    assert answer["windows"]["bound"]["not_before"] == at("2026-03-02 17:20")
    # the lesser of 24 and 20 hours
    assert due(told(ask, agreed="PT12H", shorter=0, events=came), "visit_done") == at("2026-03-03 14:00")
    assert due(told(ask, agreed=0, shorter=0), "respond") == at("2026-03-02 16:00")


def test_a_length_that_is_not_told_is_needed(ask: Ask) -> None:
    answer = told(ask)
    assert [answer["windows"][name]["state"] for name in ("respond", "fix", "visit_done", "bound")] == ["undecided"] * 4
    assert answer["windows"]["respond"]["needs"] == ["agreed"]
    assert answer["windows"]["visit_done"]["needs"] == ["agreed", "shorter"]
    assert (answer["needs"], answer["levels"]["1"]["reached"]) == (["agreed", "shorter"], None)


def test_a_length_below_0_and_one_past_the_horizon_are_told(ask: Ask) -> None:
    below = told(ask, agreed=3600, shorter=7200, events=[event("2026-03-02 18:00", "part_came")])
    assert (below["windows"]["visit_done"]["state"], below["problems"]) == (
        "undecided",
        ["visit_done: a length below 0"],
    )
    past = told(ask, agreed=50 * 366 * 86_400, shorter=0)
    assert past["problems"][0] == "respond: due after 2028-12-31, the end of the horizon"


@pytest.mark.parametrize("wrong", [-1, "-PT4H", "PT", 1.5, 100 * 366 * 86_400 + 1, "P9999999W", True])
def test_what_is_no_length_is_an_input_error(ask: Ask, wrong: object) -> None:
    with pytest.raises(RefusedError):
        told(ask, agreed=wrong)
    assert told(ask, agreed=100 * 366 * 86_400)["windows"]["respond"]["state"] == "undecided"


def test_proofs_say_what_they_cannot_compare(ask: Ask) -> None:
    text = (
        TOLD + "tier plus extends base { respond within 1 hour }\n"
        "tier less extends base { respond has no promise }\n"
        "tier alike extends base { price free }\n"
    )
    found = [
        (d.code, d.span.line)
        for d in checked(text + "order base < plus\norder base < alike\norder base < less\n").diagnostics
    ]
    assert [code for code, _ in found if code in ("SD415", "SD416")] == ["SD416", "SD415"]
    assert due(ask(text, tier="plus", opened=at("2026-03-02 16:00")), "respond") == at("2026-03-02 17:00")
