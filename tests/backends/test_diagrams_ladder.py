"""The promise ladder: every promise of every tier with its length, its clock and its bars on the axis.

Bars are worked by hand for a report on a Monday at 09:00: the axis reaches 400 units at the longest promise.
"""

from __future__ import annotations

import pytest

from servdsl.backends.diagrams import Picture, ladder
from servdsl.backends.diagrams.content.promises import Ladder, Lane, Promises
from servdsl.backends.diagrams.content.winners import Counted
from servdsl.backends.diagrams.drawing.canvas import Cell
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.listing import name_lines
from servdsl.backends.diagrams.drawing.render import render
from servdsl.backends.diagrams.drawing.style import AMBER, BLUE, BLUE_DARK, BLUE_MID, HEIGHT, PANEL, PAPER
from servdsl.backends.diagrams.ladder import CASE, REACH, WHO
from servdsl.cells import Study
from servdsl.model import Contract
from servdsl.wording.anchors import anchor
from tests.backends.pictured import contract_of, links, parsed, places, row_of, said, words

HOUR = 3600

FACTS = """
fact severity "Severity" { s1 "Stopped", s2 "Slow", s3 "Question" }
service support "Support"
window respond "Response" from opened to responded
window arrive  "Arrival"  from opened to arrived
window update  "Update"   from opened to updated
window resolve "Solution" from opened to resolved
calendar office "Office hours" { monday to friday 09:00-13:00, 14:00-18:00 }
calendar works  "Works hours"  { monday to saturday 06:00-22:00 }
"""

PROMISES = (
    FACTS
    + """
tier base "Base" {
  covers support
  attends during office
  respond within 8 business hours                                               @ACM-001
  respond within 2 hours when severity is s1                                    @ACM-002
  arrive within 24 to 48 hours                                                  @ACM-003
  resolve has no promise "by agreement with the planner"                        @ACM-004
}
tier plus "Plus" extends base {
  respond within 10 business hours on works                                     @ACM-005
  arrive within 1 business day                                                  @ACM-006
  update every 8 hours until resolved                                           @ACM-007
  resolve within 40 hours or more                                               @ACM-008
}
"""
)


def drawn(text: str) -> tuple[Contract, list[Picture]]:
    contract = contract_of(text)
    return contract, ladder.pictures(Study(contract))


def ladders(contract: Contract) -> dict[str, Ladder]:
    return {one.window.name: one for one in Promises(Speaker(contract), Study(contract)).ladders()}


def lane(contract: Contract, window: str, who: str, case: str = "") -> Lane:
    """The only lane of a window for some offers, in the case whose name has a text in it."""
    (found,) = (
        one
        for rung in ladders(contract)[window].rungs
        if case in rung.case
        for one in rung.lanes
        if one.who.replace("\u00a0", " ") == who
    )
    return found


def bars(cells: tuple[Cell, ...], *fills: str) -> list[tuple[int, int]]:
    """Where the cells of some paints lie on the axis, in units."""
    found: list[tuple[int, int]] = []
    at = -(CASE + WHO)
    for cell in cells:
        if cell.fill in fills:
            found.append((at, at + cell.width))
        at += cell.width
    return found


def many(count: int) -> str:
    """Plans that promise an answer within 1 hour, 2 hours, and so on."""
    return "".join(
        f'tier t{n} "Plan {n}" {{\n  covers support\n  respond within {n} hours\n}}\n' for n in range(1, count + 1)
    )


def test_every_promise_of_every_tier_is_there_with_its_length() -> None:
    contract, pictures = drawn(PROMISES)
    shown = words(pictures)
    for text in (
        "8 business hours",
        "2 hours",
        "target 24 hours, at most 48 hours",
        "10 business hours",
        "next business day",
        "8 hours until",
        "40 hours or more",
        "by agreement with the planner",
    ):
        assert text in shown
    for number in range(1, 9):
        assert f"ACM-{number:03d}" in shown
    promised = {clause.id for clause in contract.clauses if clause.kind == "promise"}
    drawn_ids = {part.clause.id for one in ladders(contract).values() for part in one.lanes}
    assert drawn_ids == promised


def test_each_clause_that_it_shows_is_linked_to() -> None:
    contract, pictures = drawn(PROMISES)
    led = {href for picture in pictures for href in links(parsed(picture))}
    promised = {clause.id for clause in contract.clauses if clause.kind == "promise"}
    assert led == {f"#{anchor('clause', name)}" for name in promised}
    assert {href[1:] for href in led} <= places(contract)


def test_business_time_waits_while_the_calendar_is_closed() -> None:
    """8 business hours from Monday 09:00, with an hour's break: 18:00, nine hours later."""
    contract, _ = drawn(PROMISES)
    found = lane(contract, "respond", "Base", "In all other cases")
    assert found.calendars == Counted(("office",))
    assert found.course is not None
    assert found.course.end == 9 * HOUR
    assert found.course.counted == ((0, 4 * HOUR), (5 * HOUR, 9 * HOUR))


def test_a_promise_counts_in_the_calendar_that_it_names() -> None:
    """10 hours on the works' hours, which have no break: 19:00."""
    contract, _ = drawn(PROMISES)
    found = lane(contract, "respond", "Plus", "In every case")
    assert found.calendars == Counted(("works",))
    assert found.course is not None
    assert found.course.end == 10 * HOUR


def test_clock_time_and_business_time_are_told_apart() -> None:
    """On an axis of 48 hours 2 hours of clock time are 17 units long, and the office's hours on Monday 33 and 33 units
    with 9 between them."""
    _, pictures = drawn(PROMISES)
    clock = row_of(pictures, "2 hours")
    assert bars(clock, BLUE_DARK) == [(0, 17)]
    assert bars(clock, BLUE_MID, PANEL) == []
    business = row_of(pictures, "8 business hours")
    assert bars(business, BLUE_DARK) == []
    assert bars(business, BLUE_MID) == [(0, 33), (42, 75)]
    assert bars(business, PANEL) == [(33, 42)]
    assert "counts in Office hours" in said(business[1])
    assert "clock time" in said(clock[1])


def test_a_target_and_a_limit_are_a_range() -> None:
    contract, pictures = drawn(PROMISES)
    cells = row_of(pictures, "target 24 hours, at most 48 hours")
    assert bars(cells, BLUE_DARK) == [(0, REACH // 2)]
    assert bars(cells, BLUE) == [(REACH // 2, REACH)]
    found = lane(contract, "arrive", "Base")
    assert found.course is not None
    assert (found.course.target, found.course.end) == (24 * HOUR, 48 * HOUR)


def test_a_range_that_is_thinner_than_its_border_is_a_line() -> None:
    """One hour of three hundred is 400 / 300 of a unit: too thin for two borders, with which Graphviz cuts the cell."""
    _, (picture,) = drawn(FACTS + 'tier base "Base" { respond within 299 to 300 hours }')
    assert bars(row_of([picture], "target 299 hours"), BLUE) == [(399, 400)]
    assert render(picture.dot(), "svg").startswith(b"<")


def test_what_has_no_limit_has_no_end() -> None:
    _, pictures = drawn(PROMISES)
    cells = row_of(pictures, "40 hours or more")
    assert bars(cells, BLUE_DARK) == [(0, 333)]  # 40 of 48 hours of 400 units
    (open_end,) = (cell for cell in cells if cell.fill == AMBER)
    assert open_end.dashed
    assert said(open_end).startswith("40 hours or more ►")
    assert bars(cells, AMBER)[0][1] == sum(cell.width for cell in cells) - CASE - WHO


def test_no_promise_is_said_in_its_words_and_has_no_bar() -> None:
    contract, pictures = drawn(PROMISES)
    cells = row_of(pictures, "by agreement with the planner")
    assert bars(cells, BLUE_DARK, BLUE_MID) == []
    assert cells[-1].dashed
    assert cells[-1].fill == PAPER
    assert not lane(contract, "resolve", "Base").is_promised


def test_a_cadence_is_drawn_round_by_round() -> None:
    """Every 8 hours: after 67, 133, 200, 267, 333 and 400 units, each bar two units short of the next."""
    contract, pictures = drawn(PROMISES)
    cells = row_of(pictures, "8 hours until")
    assert bars(cells, BLUE_DARK) == [(0, 65), (67, 131), (133, 198), (200, 265), (267, 331), (333, 398)]
    found = lane(contract, "update", "Plus")
    assert found.course is not None
    assert found.course.rounds == tuple(8 * HOUR * n for n in range(1, 7))


def test_a_tier_that_says_nothing_is_named_as_such() -> None:
    contract, pictures = drawn(PROMISES)
    assert ladders(contract)["update"].silent == "Base"
    assert "not said: Base" in words(pictures)


def test_the_exception_has_a_rung_of_its_own_and_the_inherited_promise_is_not_drawn_twice() -> None:
    contract, _ = drawn(PROMISES)
    assert lane(contract, "respond", "Base", "Stopped").text == "2 hours"
    rungs = ladders(contract)["respond"].rungs
    # the nearer layer of Plus decides all its cases, and so hides what Base says for the stopped ones
    told = {(one.who, one.text) for rung in rungs for one in rung.lanes}
    assert told == {("Base", "2 hours"), ("Base", "8 business hours"), ("Plus", "10 business hours")}
    assert [(rung.case, [one.who for one in rung.lanes]) for rung in rungs] == [
        ("Severity\u00a0· Stopped", ["Base"]),
        ("In all other cases", ["Base"]),
        ("In every case", ["Plus"]),
    ]


def test_what_moves_the_start_and_what_stops_the_clock_are_told() -> None:
    text = """
tier base "Base" {
  covers support
  respond within 2 hours                                                        @ACM-001
  respond counts from called when severity is s1                                @ACM-002
  respond pauses while waiting                                                  @ACM-003
}
state waiting "Waiting for the customer" from asked to answered
"""
    _, pictures = drawn(FACTS + text)
    shown = words(pictures)
    assert "ACM-002" in shown
    assert "ACM-003" in shown
    assert "Waiting for the customer" in shown


def test_an_add_on_of_its_own_is_marked_with_a_plus() -> None:
    text = """
tier base "Base" {
  covers support
  respond within 8 hours
}
addon fast "Fast lane" { respond within 1 hour }
"""
    contract, _ = drawn(FACTS + text)
    assert lane(contract, "respond", "+ Fast lane").text == "1 hour"


def test_very_different_windows_have_an_axis_each() -> None:
    """15 minutes and 30 calendar days: on one axis the first would be nothing."""
    text = """
tier base "Base" {
  covers support
  respond within 15 minutes
  resolve within 30 calendar days
}
"""
    _, pictures = drawn(FACTS + text)
    assert bars(row_of(pictures, "15 minutes"), BLUE_DARK) == [(0, REACH)]
    assert bars(row_of(pictures, "30 calendar days"), BLUE_DARK) == [(0, REACH)]


def test_too_many_lanes_are_summed_up_by_their_shortest_and_longest() -> None:
    contract, pictures = drawn(FACTS + many(200))
    (rung,) = ladders(contract)["respond"].rungs
    (only,) = rung.lanes
    assert only.who.replace("\u00a0", " ") == "Plan 1, Plan 2, … +198; shortest and longest of 200"
    assert only.text == "from 1 hour (Plan 1) to 200 hours (Plan 200)"
    assert only.course is not None
    assert (only.course.target, only.course.end) == (HOUR, 200 * HOUR)
    assert len(pictures) == 1


def test_promises_that_are_all_alike_are_summed_up_as_one() -> None:
    text = "".join(
        f'tier t{n} "Plan {n}" {{ attends during office\n respond within 4 business hours }}\n' for n in range(1, 161)
    )
    (only,) = ladders(contract_of(FACTS + text + 'tier odd "Odd" { attends during office }'))["respond"].rungs[0].lanes
    assert (only.who.replace("\u00a0", " "), only.text) == ("Plan 1, Plan 2, … +158", "4 business hours")


def test_a_summary_of_several_clocks_says_on_which_its_ends_count() -> None:
    """The works open at six, when the report comes: four hours end at ten there, and in the office at one."""
    office = "".join(f'tier t{n} "Plan {n}" {{\n  respond within 4 business hours\n}}\n' for n in range(160))
    text = "for all tiers { attends during office }\n" + office.replace(
        "  respond", "  attends during works\n  respond", 3
    )
    (only,) = ladders(contract_of(FACTS + text))["respond"].rungs[0].lanes
    assert only.text == (
        "from 4 business hours, counts in Works hours (Plan 0) to 4 business hours, counts in Office hours (Plan 3)"
    )
    assert only.course is not None
    assert (only.course.target, only.course.end) == (4 * HOUR, 7 * HOUR)
    assert only.clocked


def test_many_lanes_are_split_over_pages_each_with_its_axis_and_case() -> None:
    _, pictures = drawn(FACTS + many(100))
    assert len(pictures) > 1
    assert all(one.height <= HEIGHT for one in pictures)
    shown = [words([one]) for one in pictures]
    assert all("Response" in text for text in shown)
    assert sum(text.count("Plan ") for text in shown) == 100


def test_a_contract_without_promises_has_no_ladder() -> None:
    assert drawn(FACTS + 'tier base "Base" { covers support }')[1] == []


def test_a_promise_that_counts_in_no_calendar_is_still_told() -> None:
    """The compiler refuses such a contract; a picture of it is drawn all the same, without a bar."""
    contract, pictures = drawn(FACTS + 'tier base "Base" {\n  covers support\n  respond within 2 business hours\n}\n')
    assert lane(contract, "respond", "Base").course is None
    assert "2 business hours" in words(pictures)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("es", ("8 horas hábiles", "objetivo 24 horas, máximo 48 horas", "40 horas o más", "tiempo de reloj")),
        ("zh", ("8个工作小时", "目标24小时，最迟48小时", "40小时或更久", "按钟表时间")),
    ],
)
def test_other_languages(language: str, told: tuple[str, ...]) -> None:
    contract = contract_of(PROMISES).model_copy(update={"languages": (language,)})
    pictures = ladder.pictures(Study(contract))
    shown = words(pictures)
    for text in told:
        assert text in shown, text
    parsed(pictures[0])


def test_a_promise_counts_in_the_hours_that_hold_for_its_own_facts() -> None:
    """Day and night is attended for S1 alone; what is promised for S2 counts in the office, 08:00 and four hours more."""
    _, pictures = drawn(
        """
fact severity "Severity" { s1 "S1", s2 "S2" }
service support "Support"
window respond "Response" from opened to responded
calendar office "Office" { monday to friday 08:00-17:00 }
calendar day_and_night "Day and night" is always
for all tiers { attends during office }
tier base "Base" {
  attends during day_and_night when severity is s1
  respond within {
    1 hour           when severity is s1
    4 business hours otherwise
  }
}
"""
    )
    told = [said(cell) for picture in pictures for one in picture.rows for cell in one.cells]
    assert "Base counts in Office" in told
    assert not any("Day and night" in text for text in told)


def test_hours_of_other_zones_count_where_they_fall_on_the_axis() -> None:
    """In Lisbon's January Shanghai's 09:00 to 18:00 is 01:00 to 10:00, and Denver's 08:00 to 17:00 is 15:00 to 24:00."""
    text = (
        FACTS
        + """
calendar shanghai { zone Asia/Shanghai
 monday to friday 09:00-18:00 }
calendar denver { zone America/Denver
 monday to friday 08:00-17:00 }
calendar world "World" is shanghai or denver
tier base "Base" {
  covers support
  attends during world
  respond within 12 business hours
}
"""
    )
    contract, pictures = drawn(text)
    one = lane(contract, "respond", "Base")
    assert one.course is not None
    assert one.course.counted == ((0, 9 * HOUR), (14 * HOUR, 17 * HOUR))
    assert "on a Monday at 01:00" in words(pictures)
    assert "zone Europe/Lisbon · Hours kept in other zones are drawn as they fall in January." in words(pictures)


def test_a_week_of_one_zone_is_drawn_as_its_own_clock_reads() -> None:
    text = (
        FACTS
        + """
calendar shanghai { zone Asia/Shanghai
 monday to friday 09:00-18:00 }
tier base "Base" {
  covers support
  attends during shanghai
  respond within 12 business hours
}
"""
    )
    contract, pictures = drawn(text)
    one = lane(contract, "respond", "Base")
    assert one.course is not None
    assert one.course.counted == ((0, 9 * HOUR), (24 * HOUR, 27 * HOUR))
    assert "on a Monday at 09:00" in words(pictures)


ALL_TIERS = (
    FACTS
    + """
for all tiers {
  covers support
  respond within 8 hours when severity is s1                                    @ACM-020
  respond within 9 hours otherwise                                              @ACM-021
}
"""
    + "\n".join(
        f'tier {name} "{name.title()}" {{ respond within {hours} hours @ACM-00{hours} }}'
        for name, hours in (("one", 1), ("two", 2), ("three", 3))
    )
)


def test_a_rule_of_all_tiers_that_every_tier_hides_parts_no_row() -> None:
    """Each tier promises its own hours whatever the severity: one rung, of three lanes, in which no case is named."""
    contract, _ = drawn(ALL_TIERS)
    (rung,) = ladders(contract)["respond"].rungs
    assert rung.case == ""
    assert [(one.who, one.text) for one in rung.lanes] == [("One", "1 hour"), ("Two", "2 hours"), ("Three", "3 hours")]


MANY = (
    FACTS
    + "for all tiers { covers support }\n"
    + "\n".join(f'tier t{n} "Plan {n:02}" {{ }}' for n in range(1, 11))
    + "\nfor t1, t2, t3, t4, t5, t6, t7, t8 { respond within 8 hours @ACM-030 }"
)


def test_plans_that_are_counted_are_named_under_their_number() -> None:
    """Eight of ten plans are told by their number, and each of them by its name below it."""
    _, pictures = drawn(MANY)
    who = next(said(cell) for cell in row_of(pictures, "8 plans") if "8 plans" in said(cell))
    assert who == "8 plans " + ", ".join(f"Plan {n:02}" for n in range(1, 9))
    assert "not said: Plan 09 and Plan 10" in words(pictures)


def test_names_that_do_not_fit_are_counted() -> None:
    """Of 400 names that each take a line 24 lines are shown: 23 names, and that there are 377 more."""
    names = [f"Maintenance-of-{n:04}" for n in range(400)]
    found = name_lines(Speaker(contract_of(MANY)), names, WHO - 12, 24)
    assert len(found) == 24
    assert found[22].text == "Maintenance-of-0022,"
    assert found[23].text == "…\u00a0+377"
