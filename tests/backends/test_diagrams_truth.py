"""Pictures say neither more nor less than the contract: rates, cases that cannot occur, seasons, alternatives, amendments."""

from __future__ import annotations

from servdsl.backends.diagrams import casemap, flow, ladder, matrix, structure, weekmap
from servdsl.backends.diagrams.content.coverage import Coverage
from servdsl.backends.diagrams.content.promises import Promises
from servdsl.backends.diagrams.content.relations import Relations
from servdsl.backends.diagrams.content.winners import Counted
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.placed import Board
from servdsl.backends.diagrams.drawing.style import AMBER, BLUE, PANEL, PAPER, VIOLET
from servdsl.cells import Study
from tests.backends.pictured import cells, contract_of, row_of, said, words

FACTS = """
fact fault "Fault" { trapped "Trapped", stopped "Stopped" }
fact region "Region" { emea "EMEA", apac "APAC" }
customer fact area "Area" number
service callout "Call-out"
window arrive "Arrival" from opened to arrived
window repair "Repair" from opened to repaired
state locked "No access" from refused to admitted
calendar office "Office" { monday to friday 08:00-17:00 }
calendar feasts "Sundays" { sunday 00:00-24:00 }
calendar winter "Winter" {
  monday to sunday 00:00-24:00
  closed every 03-16 to 11-14
}
"""

CHARGES = (
    FACTS
    + """
tier base "Base" {
  charges callout {
    0 EUR            in any case when fault is trapped                          @ACM-001
    96 EUR per hour  when worked during office                                  @ACM-002
    192 EUR per hour when worked during feasts                                  @ACM-003
    144 EUR per hour otherwise                                                  @ACM-004
  }
}
"""
)


def test_each_row_of_the_matrix_prints_its_own_rate() -> None:
    """Where two conditions meet, the case stands in the row of the one that decides it: nobody trapped pays 96 EUR."""
    pictures = matrix.pictures(Study(contract_of(CHARGES)))
    rows = [[said(cell) for cell in one.cells if cell.lines] for picture in pictures for one in picture.rows]
    charged = {
        found[0].removeprefix("Charge: Call-out "): found[1]
        for found in rows
        if found[:1] and "Charge: Call-out" in found[0]
    }
    assert charged == {
        "when the fault is Trapped": "no charge ACM-001",
        "when the work is done during “Office”, except the cases in other rows": "96.00 EUR per hour ACM-002",
        "when the work is done during “Sundays”, except the cases in other rows": "192.00 EUR per hour ACM-003",
        "In all other cases": "144.00 EUR per hour ACM-004",
    }


def test_what_the_customer_pays_is_not_painted_as_not_included() -> None:
    fills = {said(cell): cell.fill for cell in cells(matrix.pictures(Study(contract_of(CHARGES)))) if cell.link}
    assert fills["96.00 EUR per hour ACM-002"] == PAPER
    assert fills["no charge ACM-001"] == BLUE
    assert PANEL not in {fill for text, fill in fills.items() if "EUR" in text}


def test_a_charge_that_rests_on_an_assumption_is_marked() -> None:
    text = CHARGES + 'assume night "Nights are dearer." @ACM-004\n'
    fills = {said(cell): cell.fill for cell in cells(matrix.pictures(Study(contract_of(text)))) if cell.link}
    assert fills["144.00 EUR per hour ACM-004 ◊ A-1"] == VIOLET


def test_what_cannot_occur_is_not_called_not_offered() -> None:
    """No hour is in the office's week and on a Sunday."""
    text = words(casemap.pictures(Study(contract_of(CHARGES))))
    assert "not offered" not in text
    assert "Sundays: yes" in text


def test_the_own_general_case_is_no_exception_to_the_parents() -> None:
    text = (
        FACTS
        + """
tier base "Base" {
  arrive within {
    2 hours when fault is trapped
    8 hours otherwise
  }
}
tier plus "Plus" extends base {
  arrive within {
    1 hour when fault is trapped
    4 hours otherwise
  }
}
"""
    )
    fills = {said(cell).split(" acme", 1)[0]: cell.fill for cell in cells(casemap.pictures(Study(contract_of(text))))}
    assert (fills["▲ 1 hour"], fills["4 hours"]) == (AMBER, BLUE)


def test_prices_say_what_their_values_are_and_from_when() -> None:
    text = (
        FACTS
        + """
define rate "Rate" is 1.20 EUR from 2026-01-01, 1.236 EUR from 2026-07-01          @ACM-001
tier base "Base" {
  price rate times area per month
}
"""
    )
    (_, value) = [said(cell) for cell in row_of(matrix.pictures(Study(contract_of(text))), "Rate") if cell.lines]
    assert value == (
        "1.20 EUR when the report arrives from 1 January 2026 1.236 EUR when the report arrives from 1 July 2026 ACM-001"
    )


def test_a_pause_is_told_of_the_offers_that_promise_its_window() -> None:
    text = (
        FACTS
        + """
for all tiers {
  arrive pauses while locked
  repair pauses while locked
}
tier base "Base" {
  arrive within 4 hours
  repair has no promise
}
tier plus "Plus" extends base {
  repair within 8 hours
}
"""
    )
    base, plus = flow.pictures(contract_of(text))
    assert "Arrival pauses" in words([base])
    assert "Repair pauses" not in words([base])
    assert "Repair pauses" in words([plus])


def test_every_state_has_its_way_back() -> None:
    text = (
        FACTS
        + """
state parts "Waiting for parts" from ordered to delivered
tier base "Base" {
  arrive within 4 hours
  arrive pauses while locked
  arrive pauses while parts
}
"""
    )
    (one,) = flow.pictures(contract_of(text))
    assert isinstance(one, Board)
    ways = {(stroke.source, stroke.target) for stroke in one.strokes}
    assert {("state locked", "clock"), ("state parts", "clock")} <= ways
    assert one.spots["state locked"].top == one.spots["state parts"].top


def test_alternative_calendars_are_joined_by_or_and_the_first_is_drawn() -> None:
    """4 business hours from a Monday at 08:00 end at noon in the office; on Sundays they would take until Sunday."""
    text = (
        FACTS
        + """
tier base "Base" {
  attends during office when region is emea
  attends during feasts when region is apac
  arrive within 4 business hours
}
"""
    )
    contract = contract_of(text)
    assert "counts in Office or Sundays" in words(ladder.pictures(Study(contract)))
    (found,) = Promises(Speaker(contract), Study(contract)).ladders()
    assert found.lanes[0].calendars == Counted(("office", "feasts"))
    assert found.longest == 4 * 3600


def test_an_axis_of_more_than_two_hours_is_marked_in_whole_hours() -> None:
    """One of 5 hours would have ten marks of 30 minutes; one of 1 minute has a mark at its end."""
    short = FACTS + 'tier base "Base" {\n  arrive within 1 minute\n}\n'
    long = FACTS + 'tier base "Base" {\n  arrive within 5 hours\n}\n'
    ticks = [said(cell) for cell in cells(ladder.pictures(Study(contract_of(long))))]
    assert {"1 h", "2 h", "5 h"} <= set(ticks)
    assert not [tick for tick in ticks if tick.endswith("min")]
    assert "1 min" in [said(cell) for cell in cells(ladder.pictures(Study(contract_of(short))))]


def test_the_structure_shows_amendments_and_calendars_that_cases_ask_about() -> None:
    text = (
        FACTS
        + """
tier base "Base" {
  arrive within {
    2 hours when opened during winter
    4 hours otherwise
  }
  charges callout {
    96 EUR per hour when worked during office
    144 EUR per hour otherwise
  }
}
amendment frost "Hard frost" from 2026-12-01 to 2026-12-31 {
  for base {
    arrive within 1 hour when fault is trapped
  }
}
"""
    )
    contract = contract_of(text)
    told = words(structure.pictures(Study(contract)))
    assert "Hard frost (from 1 December 2026 to 31 December 2026): 1 hour" in told.replace("\u00a0", " ")
    assert "decides on Charge: Call-out" in told.replace("\u00a0", " ")
    found = {(edge.target, edge.relation) for edge in Relations(Speaker(contract), Study(contract)).edges()}
    assert {("calendar clock", "uses"), ("calendar winter", "asks")} <= found


AMENDED = (
    FACTS
    + """
tier base "Base" {
  attends during office
  arrive within 4 business hours
}
amendment summer "Summer hours" from 2026-07-01 to 2026-08-31 {
  calendar office {
    monday to friday 08:00-15:00
  }
}
"""
)


def test_an_amended_calendar_has_its_usual_week_and_that_of_the_amendment() -> None:
    """Five days of nine hours; in summer of seven."""
    pictures = weekmap.pictures(Study(contract_of(AMENDED)))
    told = words(pictures)
    assert "45 h a week" in told
    assert "35 h a week" in told
    assert "Base · when the report arrives from 1 July 2026 to 31 August 2026" in told
    assert "0 h a week" not in told.replace("40 h", "")


def test_an_ordinary_week_is_one_without_amendments() -> None:
    """Monday 08:00 to noon."""
    (found,) = Promises(Speaker(contract_of(AMENDED)), Study(contract_of(AMENDED))).ladders()
    assert found.longest == 4 * 3600


def test_hours_are_added_only_where_they_may_be() -> None:
    text = (
        FACTS
        + """
tier base "Base" {
  attends during office
  attends during winter when fault is trapped
  attends also during feasts when fault is stopped and region is apac
  arrive within 4 business hours
}
"""
    )
    contract = contract_of(text)
    rows = {
        said(one.cells[0]): said(one.cells[2]) for one in matrix.pictures(Study(contract))[0].rows if len(one.cells) > 2
    }
    assert "also Sundays" not in rows["Fault · Trapped"]
    assert "also Sundays when the fault is Stopped and the region is APAC" in rows["Fault · Stopped"]


def test_the_week_map_adds_hours_only_where_they_may_be() -> None:
    text = (
        FACTS
        + """
tier base "Base" {
  attends during office
  attends during feasts when fault is trapped
  attends also during winter when fault is stopped and region is apac
  arrive within 4 business hours
}
"""
    )
    (_, trapped, others, *_) = words(weekmap.pictures(Study(contract_of(text)))).split("Base · ")
    assert trapped.startswith("when the fault is Trapped")
    assert "Winter (when" not in trapped
    assert "Winter (when the fault is Stopped and the region is APAC)" in others


def test_the_only_choice_left_is_called_by_its_name() -> None:
    text = (
        FACTS
        + """
tier base "Base" {
  arrive within {
    1 hour  when fault is trapped
    4 hours otherwise
  }
}
"""
    )
    told = words(matrix.pictures(Study(contract_of(text))))
    assert "Fault · Stopped" in told
    assert "In all other cases" not in told


def test_what_takes_any_value_takes_no_more() -> None:
    text = (
        FACTS
        + """
tier base "Base" {
  accepts fault stopped
}
tier plus "Plus" extends base {
  accepts fault any
}
"""
    )
    (_, base, plus) = [said(cell) for cell in row_of(matrix.pictures(Study(contract_of(text))), "Fault") if cell.lines]
    assert base.startswith("Stopped")
    assert plus.split(" acme", 1)[0] == "● any"


def test_an_addon_that_brings_much_goes_on_in_another_row() -> None:
    services = "\n".join(f'service s{n} "Service {n}"' for n in range(30))
    covers = "\n".join(f"  covers s{n} when fault is stopped" for n in range(30))
    text = FACTS + services + f'\ntier base "Base" {{\n  covers callout\n}}\naddon more "More" {{\n{covers}\n}}\n'
    pictures = matrix.pictures(Study(contract_of(text)))
    told = words(pictures)
    assert all(f"Service {n} is covered in full" in told for n in range(30))
    assert "More …" in told


def test_tiers_are_told_together_whatever_an_amendment_says_of_one() -> None:
    text = (
        FACTS
        + """
tier base "Base" {
  arrive within {
    2 hours when fault is trapped
    8 hours otherwise
  }
}
tier plus "Plus" extends base {
  price 10 EUR per month
}
amendment frost "Hard frost" from 2026-12-01 to 2026-12-31 {
  for plus {
    arrive within 1 hour when fault is trapped
  }
}
"""
    )
    (found,) = Promises(Speaker(contract_of(text)), Study(contract_of(text))).ladders()
    (other,) = [rung for rung in found.rungs if "other cases" in rung.case and "Hard" not in rung.case]
    assert [(lane.who, lane.text) for lane in other.lanes] == [("All plans", "8 hours")]
    (frost,) = [rung for rung in found.rungs if "Hard frost" in rung.case]
    assert [(lane.who, lane.text) for lane in frost.lanes] == [("Base", "2 hours"), ("Plus", "1 hour")]


def test_stretches_of_a_scale_that_overlap_are_told_apart_in_their_order() -> None:
    """Four and five are of the second stretch of one tier and of the first of the other."""
    text = (
        FACTS
        + """
customer fact years "Years" whole 1 to 7
tier base "Base" {
  arrive within {
    1 hour  when years in 1 to 3
    2 hours when years in 4 to 7
  }
}
tier plus "Plus" {
  arrive within {
    1 hour  when years in 1 to 5
    2 hours when years in 6 to 7
  }
}
"""
    )
    rows = [
        [said(cell) for cell in one.cells if cell.lines] for one in matrix.pictures(Study(contract_of(text)))[0].rows
    ]
    found = [[text.split(" acme", 1)[0] for text in one] for one in rows if len(one) == 3][1:]
    assert found == [
        ["When the years is from 1 to 3", "1 hour", "1 hour"],
        ["Years: 4–5", "2 hours", "1 hour"],
        ["When the years is from 6 to 7", "2 hours", "2 hours"],
    ]


def test_what_is_the_same_by_two_clauses_is_said_once() -> None:
    text = (
        FACTS
        + """
tier base "Base" {
  arrive within 4 hours
  arrive within 4 hours when fault is trapped                                   @ACM-001
}
tier plus "Plus" {
  arrive within 1 hour when region is emea
  arrive within 2 hours when region is apac
}
"""
    )
    rows = [
        [said(cell) for cell in one.cells if cell.lines] for one in matrix.pictures(Study(contract_of(text)))[0].rows
    ]
    (emea,) = [one for one in rows if one[:1] == ["Region · EMEA"]]
    assert emea[1].startswith("4 hours ")
    assert emea[1].count("4 hours") == 1


def test_the_hours_of_a_plan_are_told_with_what_it_inherits() -> None:
    text = (
        FACTS
        + """
calendar abroad "Abroad" {
  zone Asia/Tokyo
  monday to friday 09:00-17:00
}
tier base "Base" {
  attends during office
  arrive within 4 business hours
}
tier plus "Plus" extends base {
  attends during abroad when fault is trapped
}
"""
    )
    told = words(structure.pictures(Study(contract_of(text))))
    assert "there during Abroad when the fault is Trapped  there during Office in all other cases" in told
    assert "time zone Asia/Tokyo" in told
    assert told.count("time zone") == 1


def test_a_promise_of_some_cases_is_not_told_as_all_that_a_plan_promises() -> None:
    """Plus answers for who is trapped and leaves the rest to Base; Base speaks of both faults, so that what all plans
    promise never decides."""
    text = (
        FACTS
        + """
for all tiers { arrive within 9 hours }
tier base "Base" {
  arrive within 2 hours when fault is trapped
  arrive within 8 hours when fault is stopped
}
tier plus "Plus" extends base {
  arrive within 1 hour when fault is trapped
}
"""
    )
    relations = Relations(Speaker(contract_of(text)), Study(contract_of(text)))
    told = {name: relations.values(one) for name, (one,) in relations.by_offer.items()}
    assert told == {"base": ("2 hours", "8 hours"), "plus": ("1 hour", "in all other cases what it inherits")}


def test_what_does_not_fit_is_counted() -> None:
    """Nine lines of which a cell of the matrix has room for six: five and the number of the others."""
    days = [f'  closed 2026-03-0{day} "Day {day}"\n' for day in range(1, 9)]
    text = (
        FACTS
        + "".join(["calendar busy { monday to friday 09:00-17:00\n", *days, "}\n"])
        + """
tier base "Base" {
  attends during busy
  arrive within 4 business hours
}
"""
    )
    contract = contract_of(text)
    told = words(matrix.pictures(Study(contract)))
    assert "Day 4" in told
    assert "Day 5" not in told
    assert "… +4" in told
    boxes = words(structure.pictures(Study(contract)))
    assert ("Day 4" in boxes, "Day 5" in boxes, "… +4" in boxes) == (True, False, True)


REPEATED = """
fact severity "Severity" { s1 "S1", s2 "S2", s3 "S3", s4 "S4" }
fact region "Region" { north "North", east "East", south "South" }
service support "Support"
window respond "Response" from opened to responded
for all tiers {
  covers support
  respond within 9 hours when region is north                                   @ACM-001
  respond within 8 hours when region is east                                    @ACM-002
  respond within 7 hours when region is south                                   @ACM-003
}
tier base "Base" { }
tier plus "Plus" {
  respond within 2 hours when severity in s2, s3                                @ACM-004
  respond within 1 hour when severity is s1                                     @ACM-005
}
"""


def test_a_cell_does_not_repeat_the_condition_of_its_row() -> None:
    """For a report from the north of severity S2, S3 or S4 Plus promises 2 hours for S2 and S3, and else the 9 hours of all
    tiers: the row says the region already."""
    (block,) = (
        one
        for one in Coverage(Speaker(contract_of(REPEATED)), Study(contract_of(REPEATED)), ["base", "plus"]).blocks()
        if one.title == "Response"
    )
    rows = {row.label: [entry.lines for entry in row.entries] for row in block.rows}
    assert rows["Region: North; Severity: S2, S3 or S4"] == [
        ("9 hours",),
        ("2 hours when the severity is S2 or S3", "9 hours in all other cases"),
    ]
