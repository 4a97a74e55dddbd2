"""Hours of service, in the week map, the matrix and the structure: whose they are, when, and with which add-ons."""

from __future__ import annotations

from servdsl.backends.diagrams import Picture, matrix, structure, weekmap
from servdsl.backends.diagrams.drawing.placed import Board
from servdsl.cells import Study
from tests.backends.pictured import contract_of, row_of, said, words

PLAN = """
fact severity "Severity" { s1 "S1", s2 "S2" }
service support "Support"
window respond "Response" from opened to responded
window arrive "Arrival" from opened to arrived
calendar office "Office hours" { monday to friday 09:00-13:00, 14:00-18:00 }
calendar nights "Nights" { monday to friday 18:00-22:00 }
calendar saturdays "Saturdays" { saturday 10:00-14:00 }
calendar always_on "Round the clock" is always
tier base "Base" {
  attends during office                                                         @ACM-001
  respond within 8 business hours
  arrive within 24 to 48 hours                                                  @ACM-005
}
tier plus "Plus" extends base {
  attends during always_on when severity is s1                                  @ACM-002
  attends during office otherwise                                               @ACM-006
  respond within 4 hours
}
addon evening "Evening watch" {
  requires base
  attends also during nights                                                    @ACM-003
}
addon weekend "Weekend watch" {
  requires plus
  conflicts with evening
  attends also during saturdays                                                 @ACM-004
}
"""


def weeks(text: str) -> dict[str, list[str]]:
    """The lines of each week, by its title, which stands above the hours of the day."""
    rows = [
        " ".join(said(cell) for cell in one.cells if cell.lines)
        for picture in weekmap.pictures(Study(contract_of(text)))
        for one in picture.rows
    ]
    shown = [text for text in rows if text]
    starts = [n - 1 for n, text in enumerate(shown) if text.startswith(("local time", "Asia/Tokyo 00"))]
    return {shown[start]: shown[start + 2 : start + 11] for start in starts}


def test_hours_that_depend_on_a_fact_have_a_week_for_each_case() -> None:
    found = weeks(PLAN)
    assert list(found) == ["Base", "Plus · when the severity is S1", "Plus · In all other cases"]
    assert "168 h a week · ACM-002" in found["Plus · when the severity is S1"]
    assert "40 h a week · + 4 h · ACM-006" in found["Plus · In all other cases"]


def test_hours_that_do_not_depend_on_it_have_one_week() -> None:
    assert "40 h a week · + 20 h · ACM-001" in weeks(PLAN)["Base"]


def test_an_add_on_stands_only_beside_tiers_that_can_hold_it() -> None:
    """Evening watch requires Base and nothing else, Weekend watch requires Plus."""
    found = weeks(PLAN)
    assert found["Base"][0] == "Monday 09:00 – 13:00 14:00 – 18:00 + 18:00 – 22:00 8 + 4"
    assert found["Base"][5] == "Saturday –"
    assert found["Plus · In all other cases"][0] == "Monday 09:00 – 13:00 14:00 – 18:00 8 h"
    assert found["Plus · In all other cases"][5] == "Saturday + 10:00 – 14:00 + 4 h"
    # the clock round, nothing comes on top
    assert found["Plus · when the severity is S1"][5] == "Saturday ◄ 00:00 – 24:00 ► 24 h"


def test_add_ons_that_a_tier_can_hold_together_are_drawn_together() -> None:
    text = (
        PLAN.replace("  requires base\n", "").replace("  requires plus\n", "").replace("  conflicts with evening\n", "")
    )
    assert "40 h a week · + 24 h · ACM-001" in weeks(text)["Base"]


def test_the_matrix_tells_the_hours_of_each_case_and_a_target_beside_its_limit() -> None:
    pictures = matrix.pictures(Study(contract_of(PLAN)))
    row = [said(cell) for cell in row_of(pictures, "Severity · S1") if cell.lines]
    assert "ACM-001" in row[1]
    assert "every day, 24 hours" in row[2]
    assert "ACM-002" in row[2]
    arrive = [said(cell) for cell in row_of(pictures, "at most 48 hours") if cell.lines]
    assert arrive[1:] == ["target 24 hours, at most 48 hours ACM-005"] * 2


def boxes(text: str) -> dict[str, str]:
    (one,) = structure.pictures(Study(contract_of(text)))
    assert isinstance(one, Board)
    found = (" ".join(text.text for text in spot.box.texts) for spot in one.spots.values())
    return {text.split(" acme.plan")[0].split(" ACM")[0]: text for text in found}


def test_the_structure_shows_the_nearer_hours_only() -> None:
    text = PLAN.replace("attends during office otherwise", "attends during nights otherwise")
    plus = boxes(text)["Plus"]
    assert "Round the clock" in plus
    assert "Nights" in plus
    assert "Office hours" not in plus


def test_hours_that_are_inherited_are_told_once() -> None:
    text = PLAN.replace(
        "  attends during always_on when severity is s1                                  @ACM-002\n", ""
    )
    text = text.replace(
        "  attends during office otherwise                                               @ACM-006\n", ""
    )
    found = boxes(text)
    assert [found[name].count("Office hours") for name in ("Base", "Plus")] == [1, 1]


def drawn(text: str) -> list[Picture]:
    return weekmap.pictures(Study(contract_of(text)))


def test_a_closed_day_and_a_day_opened_by_date_stand_in_the_year() -> None:
    text = PLAN.replace(
        'calendar office "Office hours" { monday to friday 09:00-13:00, 14:00-18:00 }',
        """calendar office "Office hours" {
  monday to friday 09:00-13:00, 14:00-18:00
  closed 2026-03-06 "Works holiday"
  open 2026-03-14 09:00-13:00 "Make-up Saturday"
}""",
    )
    shown = words(drawn(text))
    assert "6 March · Works holiday" in shown
    assert "14 March · Make-up Saturday" in shown
    # 22 weekdays in March 2026, one of them a holiday, and a Saturday instead
    march = [said(cell) for cell in row_of(drawn(text), "March")]
    assert march[-1] == "22"


ZONED = """
fact region "Region" { east "East", west "West" }
service support "Support"
window respond "Response" from opened to responded
calendar tokyo "Tokyo" { zone Asia/Tokyo
  monday to friday 09:00-17:00
}
calendar york "New York" { zone America/New_York
  monday to friday 20:00-23:00
}
calendar both "Both" is tokyo or york
tier one "One" {
  attends during tokyo                                                          @ACM-001
  respond within 4 business hours
}
tier two "Two" {
  attends during both                                                           @ACM-002
  respond within 4 business hours
}
"""


def test_a_calendar_is_drawn_by_its_own_clock_and_several_by_the_contracts() -> None:
    """Lisbon in January: Tokyo's 09-17 are 00-08, New York's 20-23 are 01-04 of the next day, so Saturday opens too."""
    found = weeks(ZONED)
    assert list(found) == ["One · Asia/Tokyo", "Two"]
    assert [line.split(" ", 1)[0] for line in found["One · Asia/Tokyo"][:5]] == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
    ]
    assert "09:00 – 17:00" in found["One · Asia/Tokyo"][0]
    assert "00:00 – 08:00" in found["Two"][0]
    assert "01:00 – 04:00" in found["Two"][5]
    assert "43 h a week · ACM-002" in found["Two"]
    assert "Hours kept in other zones are drawn as they fall in January." in found["Two"]


def test_a_week_on_another_clock_is_not_called_local() -> None:
    """Neither zone is the site's, which nobody knows: both are drawn in UTC, where Denver's 08:00 is 15:00."""
    text = (
        PLAN.replace("attends during office   ", "attends during both   ")
        + """
fact where "Zone" zone
calendar denver { zone America/Denver
 monday to friday 08:00-16:00 }
calendar shanghai { zone Asia/Shanghai
 monday to friday 09:00-18:00 }
calendar both is denver or shanghai
"""
    )
    contract = contract_of(text).model_copy(update={"zone": None, "zone_fact": "where"})
    rows = [[said(cell) for cell in one.cells if cell.lines] for one in weekmap.pictures(Study(contract))[0].rows]
    title = next(n for n, one in enumerate(rows) if one and one[0] == "Base · UTC")
    assert rows[title + 1][0] == "UTC"
    assert rows[title + 2] == ["Monday", "01:00 – 10:00", "15:00 – 23:00", "17 h"]


def years(*rules: str) -> dict[str, str]:
    """What the years say, by their titles, of office hours with further rules."""
    hours = "monday to friday 09:00-13:00, 14:00-18:00"
    text = PLAN.replace(hours, "\n".join([hours, *rules, ""]))
    found: dict[str, str] = {}
    title = ""
    for picture in drawn(text):
        for one in picture.rows:
            said_ = " ".join(said(cell) for cell in one.cells if cell.lines)
            title = said_ if said_.startswith("2026, day by day") else title
            found[title] = f"{found.get(title, '')} {said_}"
    return {name.removeprefix("2026, day by day · "): text for name, text in found.items() if name}


def test_a_year_is_drawn_for_each_facts_that_can_be() -> None:
    """Each ticket is S1 or S2: of both conditions one holds, so that there are two years and no third."""
    one = 'holidays PT only "New Year\'s Day" when severity is s1'
    other = 'holidays ES only "Epiphany" when severity is s2'
    both = years(one, other)
    assert list(both) == ["Office hours (when the severity is S1)", "Office hours (when the severity is S2)"]
    assert ["New Year" in text for text in both.values()] == [True, False]
    alone = years(one)
    assert list(alone) == ["Office hours (in all other cases)", "Office hours (when the severity is S1)"]
    assert ["New Year" in text for text in alone.values()] == [False, True]


def test_a_year_whose_days_no_fact_changes_is_drawn_once() -> None:
    """The second of March is a Monday, the first one of the month; Mondays have hours that customers' days may close."""
    found = years(
        "holidays of closed_days when severity is s1",
        'closed every first monday of march 09:00-10:00 "Meeting"',
        "}",
        'customer fact closed_days "Closed days" dates',
        "calendar unused {",
    )
    assert list(found) == ["Office hours"]
    assert "closed every first Monday of March 09:00–10:00 (Meeting)" in found["Office hours"]
    assert "closed on “Closed days”, when the severity is S1" in found["Office hours"]


def test_a_weekday_of_a_month_closes_a_day_of_the_year() -> None:
    (found,) = years('closed every last friday of september "Stocktaking"').values()
    assert "1 · 25 September · Stocktaking" in found


def test_hours_of_days_opened_by_date_are_told_though_there_is_no_week() -> None:
    """In 2026 the first Sunday of October is the fourth."""
    text = PLAN.replace("attends also during nights", "attends also during inventory") + (
        'calendar inventory "Inventory" { open every first sunday of october 08:00-12:00 "Counting" }\n'
    )
    shown = words(drawn(text))
    assert "2026, day by day · Inventory" in shown
    assert "1 · 4 October · Counting · 08:00–12:00" in shown


TWO_ADDONS = """
service support "Support"
window respond "Response" from opened to responded
calendar office "Office" { monday to friday 09:00-17:00 }
calendar nights "Nights" { monday to friday 18:00-22:00 }
calendar dawn "Dawn" { monday 06:00-08:00 }
for all tiers {
  attends during office                                                         @ACM-001
  respond within 8 business hours
}
tier base "Base" { covers support }
addon evening "Evening watch" { attends also during nights @ACM-002 }
addon morning "Morning watch" { attends also during dawn @ACM-003 }
"""


def test_bars_of_several_add_ons_are_told_apart() -> None:
    """Four hours are 124 units, room for a mark and the hours; two are 62, room for the mark. 8 hours, and 4 and 2 more."""
    pictures = weekmap.pictures(Study(contract_of(TWO_ADDONS)))
    monday = [said(cell) for cell in row_of(pictures, "Monday") if cell.lines]
    assert monday == ["Monday", "+2", "09:00 – 17:00", "+1 18:00 – 22:00", "8 + 6"]
    assert "+1 Evening watch · +2 Morning watch" in words(pictures)


def test_the_only_add_on_of_a_week_has_no_number() -> None:
    found = words(weekmap.pictures(Study(contract_of(TWO_ADDONS.split("addon morning")[0]))))
    assert "+ Evening watch" in found
    assert "+1" not in found


def test_plans_that_a_title_counts_are_named_under_it() -> None:
    """Seven tiers keep the office's hours and an eighth the nights'; the seven are counted, and named in the line below."""
    tiers = "\n".join(f'tier t{n} "Plan {n}" {{ attends during office }}' for n in range(1, 8))
    head, _ = TWO_ADDONS.split("for all tiers")
    shown = words(
        weekmap.pictures(
            Study(
                contract_of(
                    f"{head}\nfor all tiers {{ covers support\n respond within 8 business hours }}\n{tiers}\n"
                    'tier late "Late" { attends during nights }'
                )
            )
        )
    )
    assert "7 plans Plan 1, Plan 2, Plan 3, Plan 4, Plan 5, Plan 6, Plan 7 local time" in shown
