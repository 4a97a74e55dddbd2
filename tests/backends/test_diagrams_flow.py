"""The flow: what starts and stops the clock, who is called when, what closes and reopens a ticket."""

from __future__ import annotations

import pytest

from servdsl.backends.diagrams import flow
from servdsl.backends.diagrams.drawing.picture import Picture
from servdsl.backends.diagrams.drawing.placed import Board
from servdsl.backends.diagrams.drawing.style import HEIGHT
from servdsl.model import Contract
from tests.backends.pictured import contract_of, links, parsed, places, words

FACTS = """
service support "Support"
window respond "Response" from opened to responded, at risk at 80%
window resolve "Solution" from opened to resolved
state waiting "Waiting for the customer" from asked to answered
state parts   "Waiting for parts" from ordered to delivered
calendar office "Office hours" { monday to friday 09:00-17:00 }
"""

FLOW = (
    FACTS
    + """
for all tiers {
  attends during office
  respond within 4 hours
  resolve within 5 business days
  level 1 "Shift lead"    at 75% of respond                                     @ACM-001
  level 2 "Plant manager" 4 business hours after level 1                        @ACM-002
  level 3 "Director"      when resolve is breached                              @ACM-003
  resolve pauses while waiting                                                  @ACM-004
  resolve pauses while parts                                                    @ACM-005
  closes after 3 contact_attempts on office when waiting                        @ACM-006
  closes when resolve is met                                                    @ACM-007
  reopens when respond is breached                                              @ACM-008
  resolve counts from confirmed                                                 @ACM-009
}
tier base "Base" {
  covers support
}
tier plus "Plus" {
  covers support
}
"""
)


def board(text: str) -> tuple[Contract, Board]:
    contract = contract_of(text)
    (one,) = flow.pictures(contract)
    assert isinstance(one, Board)
    return contract, one


def texts(one: Board) -> dict[str, str]:
    return {
        key: " ".join(text.text for text in spot.box.texts).replace("\u00a0", " ") for key, spot in one.spots.items()
    }


def ways(one: Board) -> set[tuple[str, str]]:
    return {(stroke.source, stroke.target) for stroke in one.strokes}


CLOSES = "closes all_tiers.closes.contact_attempts"


def test_the_way_of_a_ticket() -> None:
    _, one = board(FLOW)
    shown = texts(one)
    assert "The report" in shown["report"]
    assert "Response" in shown["clock"]
    assert "Solution" in shown["clock"]
    assert "ACM-009" in shown["clock"]
    assert "ACM-007" in shown["closed"]
    assert "ACM-008" in shown["closed"]
    assert {("report", "clock"), ("clock", "done"), ("done", "closed")} <= ways(one)


def test_who_is_called_when() -> None:
    _, one = board(FLOW)
    shown = texts(one)
    assert shown["level 1"] == "1. Shift lead at 75% of “Response” ACM-001"
    assert shown["level 2"] == "2. Plant manager 4 business hours after level 1 ACM-002"
    assert shown["level 3"] == "3. Director when “Solution” is breached ACM-003"
    assert ("clock", "level 1") in ways(one)
    assert ("level 1", "level 2") in ways(one)
    assert ("clock", "level 3") in ways(one)
    assert ("level 2", "level 3") not in ways(one)


def test_what_stops_the_clock() -> None:
    _, one = board(FLOW)
    shown = texts(one)
    assert "from “asked” to “answered”" in shown["state waiting"]
    assert "ACM-004" in shown["state waiting"]
    assert "from “ordered” to “delivered”" in shown["state parts"]
    assert {("clock", "state waiting"), ("state waiting", "clock"), ("clock", "state parts")} <= ways(one)


def test_what_closes_a_ticket_that_waits_and_what_reopens_it() -> None:
    _, one = board(FLOW)
    assert "3 contact attempts" in texts(one)[CLOSES]
    assert {("state waiting", CLOSES), (CLOSES, "closed"), ("closed", "clock")} <= ways(one)


def test_each_clause_is_linked_to() -> None:
    contract, one = board(FLOW)
    led = {href[1:] for href in links(parsed(one))}
    assert led <= places(contract)
    kinds = ("level", "pauses", "closes", "counts_from")
    own = {f"clause-{clause.id}" for clause in contract.clauses if clause.kind in kinds}
    assert own <= led


def test_no_box_lies_on_another() -> None:
    _, one = board(FLOW)
    spots = list(one.spots.values())
    for number, left in enumerate(spots):
        for right in spots[number + 1 :]:
            apart = (
                left.right <= right.left
                or right.right <= left.left
                or left.bottom <= right.top
                or right.bottom <= left.top
            )
            assert apart, (left.box.key, right.box.key)


def test_without_pauses_and_closings_there_is_only_the_escalation() -> None:
    text = """
tier base "Base" {
  respond within 4 hours
  level 1 "Shift lead" at 75% of respond
}
"""
    _, one = board(FACTS + text)
    assert set(one.spots) == {"report", "clock", "done", "level 1"}


def test_what_only_moves_a_start_is_no_flow() -> None:
    text = """
tier base "Base" {
  respond within 4 hours
  respond counts from confirmed
}
"""
    assert flow.pictures(contract_of(FACTS + text)) == []


def test_tiers_with_flows_of_their_own_have_pictures_of_their_own() -> None:
    text = """
tier base "Base" {
  respond within 4 hours
  level 1 "Shift lead" at 75% of respond
}
tier plus "Plus" {
  respond within 2 hours
  level 1 "Director" at 50% of respond
}
"""
    pictures = flow.pictures(contract_of(FACTS + text))
    assert [one.name for one in pictures] == ["flow", "flow-2"]
    shown = [words([one]) for one in pictures]
    assert "Shift lead" in shown[0]
    assert "Director" not in shown[0]
    assert "Director" in shown[1]


def test_what_fits_no_page_is_a_list_of_sentences_over_pages() -> None:
    levels = "\n".join(
        f'  level {n} "{"A very long title of an office " * 4}{n}" {n} hours after level {n - 1}' for n in range(2, 60)
    )
    text = f'tier base "Base" {{\n  respond within 4 hours\n  level 1 "Lead" at 75% of respond\n{levels}\n}}\n'
    pictures: list[Picture] = flow.pictures(contract_of(FACTS + text))
    assert len(pictures) > 1
    assert all(one.height <= HEIGHT for one in pictures)
    assert not any(isinstance(one, Board) for one in pictures)
    shown = words(pictures)
    assert all(f"office {n}" in shown for n in range(2, 60))


@pytest.mark.parametrize(
    ("language", "told"), [("es", "4 horas hábiles después del nivel 1"), ("zh", "第1级之后4个工作小时")]
)
def test_other_languages(language: str, told: str) -> None:
    contract = contract_of(FLOW).model_copy(update={"languages": (language,)})
    (one,) = flow.pictures(contract)
    assert isinstance(one, Board)
    assert told in texts(one)["level 2"]
    parsed(one)
