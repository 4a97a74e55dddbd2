"""Which mistakes are planted, and what the text is then. The lists were written from the contracts by hand."""

from __future__ import annotations

from servdsl.source import Source
from servdsl.syntax import parse
from tests.mutation.mistakes import mistakes, without_examples
from tests.mutation.text import Text

HEAD = """\
contract pumps "Pumps" {
  zone     Europe/Lisbon
  in force from 2026-01-01
  horizon  to 2027-12-31
  document NWP "Pumps"
}
"""


def planted(body: str) -> dict[tuple[str, str], str]:
    """Kind and description of each mistake of a body, with the lines that are new then."""
    source = Source("pumps.plan", HEAD + body)
    text = Text(source)
    before = source.text.split("\n")
    found: dict[tuple[str, str], str] = {}
    for mistake in mistakes(source):
        after = text.with_edits(mistake.edits).split("\n")
        found[mistake.kind, mistake.what] = "\n".join(line for line in after if line not in before)
    return found


def kinds(body: str, *, besides_head: bool = True) -> set[tuple[str, str]]:
    return set(planted(body)) - (set(planted("")) if besides_head else set())


def test_the_head_may_name_another_zone_or_day_but_the_horizon_stays() -> None:
    assert planted("") == {
        ("zone", "`Europe/Lisbon` became `Asia/Tokyo`"): "  zone     Asia/Tokyo",
        ("date", "`2026-01-01` became `2026-01-02`"): "  in force from 2026-01-02",
    }


def test_a_promise_may_have_another_length_unit_calendar_or_condition() -> None:
    body = """\
fact late yes or no
calendar office { monday to friday 09:00-24:00 @NWP-1 }
calendar nights { saturday 23:30-06:00 }
window respond from opened to responded
tier base {
  respond within 8 business hours on office when not late @NWP-2
}
"""
    assert kinds(body) == {
        ("weekday", "`monday to friday` became `monday to saturday`"),
        ("clock time", "`09:00` became `09:30`"),
        ("clock time", "`24:00` became `23:00`"),
        ("dropped line", "`monday to friday 09:00-24:00` is missing"),
        ("weekday", "`saturday` became `sunday`"),
        ("clock time", "`23:30` became `23:00`"),
        ("clock time", "`06:00` became `06:30`"),
        ("dropped line", "`saturday 23:30-06:00` is missing"),
        ("dropped clause", "`respond within 8 business hours on office when not late` is missing"),
        ("length", "`8 business hours` became `9 business hours`"),
        ("unit", "`8 business hours` became `8 hours`"),
        ("unit", "`8 business hours` became `8 business days`"),
        ("calendar", "`office` became `nights`"),
        ("dropped term", "`on office` is missing"),
        ("dropped condition", "`when not late` is missing"),
        ("negation", "`not` became `nothing`"),
    }


def test_conditions_may_be_turned_and_limits_moved() -> None:
    body = """\
fact severity { high, low }
fact floor whole 1 to 40
customer fact value money in EUR
define far when floor > 12 or value >= 750_000 EUR
define near when severity is high and floor in 1 to 2
"""
    assert kinds(body) == {
        ("number", "`12` became `13`"),
        ("number", "`12` became `11`"),
        ("comparison", "`>` became `>=`"),
        ("comparison", "`>=` became `>`"),
        ("and or", "`or` became `and`"),
        ("sum", "`750_000 EUR` became `750001 EUR`"),
        ("sum", "`750_000 EUR` became `749999 EUR`"),
        ("negation", "`is` became `is not`"),
        ("value", "`high` became `low`"),
        ("and or", "`and` became `or`"),
        ("number", "`1` became `2`"),
        ("number", "`2` became `3`"),
        ("number", "`2` became `1`"),
    }


def test_a_table_may_lose_rows_and_mix_up_cells() -> None:
    body = """\
fact severity { high, low }
window respond from opened to responded
window arrive from opened to arrived
tier base {
  windows by severity {
    | severity | respond | arrive |
    | high     | 2 weeks |        |
    | low      | 3 weeks | 4 weeks |
  }
}
"""
    found = planted(body)
    assert found["swapped rows", "`high` and `low` are swapped"] == (
        "    | low     | 2 weeks |        |\n    | high      | 3 weeks | 4 weeks |"
    )
    assert found["swapped cells", "`3 weeks` and `4 weeks` are swapped"] == "    | low      | 4 weeks | 3 weeks |"
    assert found["blank cell", "the cell `3 weeks` is blank"] == "    | low      |         | 4 weeks |"
    assert found["dropped row", "`| high | 2 weeks | |` is missing"] == ""
    assert ("swapped cells", "`2 weeks` and `` are swapped") not in found
    assert found["event", "`responded` became `arrived`"] == "window respond from opened to arrived"


def test_columns_are_tiers_that_may_be_swapped() -> None:
    body = """\
service parts
tiers {
  |              | plus "Plus" | fleet "Fleet" |
  | covers parts | no          | 100%          | @NWP-1 to NWP-3
}
"""
    found = planted(body)
    swapped = found["swapped columns", '`plus "Plus"` and `fleet "Fleet"` are swapped']
    assert swapped == '  |              | fleet "Fleet" | plus "Plus" |'
    assert found["percent", "`100%` became `90%`"] == "  | covers parts | no          | 90%          | @NWP-1 to NWP-3"
    assert (
        found["yes or no", "`no` became `yes`"] == "  | covers parts | yes          | 100%          | @NWP-1 to NWP-3"
    )


def test_tiers_and_addons_may_be_mixed_up() -> None:
    body = """\
service parts
tier base { }
tier plus { covers parts }
addon quick { requires plus }
addon night {
  requires base or plus
  conflicts with night
  covers parts when calm
}
addons {
  |             | price once |
  | calm "Calm" | 5 EUR      |
}
for base { covers parts }
"""
    found = planted(body)
    mixed = {key: lines for key, lines in found.items() if key[0] in ("offer", "swapped offers")}
    assert mixed == {
        ("swapped offers", "`base` and `plus` are swapped"): "tier plus { }\ntier base { covers parts }",
        ("swapped offers", "`quick` and `night` are swapped"): "addon night { requires plus }\naddon quick {",
        ("offer", "`plus` became `base`"): "addon quick { requires base }",
        ("offer", "`night` became `calm`"): "  conflicts with calm",
        ("offer", "`calm` became `quick`"): "  covers parts when quick",
        ("offer", "`base` became `plus`"): "for plus { covers parts }",
    }


def test_terms_of_money_and_quotas_may_be_others() -> None:
    body = """\
service parts
unit visit, visits
tier base {
  price from 900 EUR per year excluding VAT
  at most 2 visits per contract year, then the term ends
  covers parts
}
tier plus extends base { lasts at least 2 years }
"""
    found = planted(body)
    assert found["term", "`from` became `nothing`"] == "  price 900 EUR per year excluding VAT"
    assert found["term", "`year` became `month`"] in (
        "  price from 900 EUR per month excluding VAT",
        "  at most 2 visits per contract month, then the term ends",
    )
    assert found["term", "`excluding` became `including`"] == "  price from 900 EUR per year including VAT"
    assert found["term", "`at most` became `includes`"] == "  includes 2 visits per contract year, then the term ends"
    assert found["term", "`contract` became `calendar`"] == "  at most 2 visits per calendar year, then the term ends"
    assert found["dropped term", "`then the term ends` is missing"] == "  at most 2 visits per contract year"
    assert (
        found["term", "`lasts at least` became `lasts at most`"] == "tier plus extends base { lasts at most 2 years }"
    )
    assert found["parent", "`extends base` became `nothing`"] == "tier plus { lasts at least 2 years }"


def test_examples_notes_labels_and_citations_are_left_alone() -> None:
    body = """\
assume whole_day "4 hours are 4 hours." @NWP-1
note "9 of 10." @NWP-2 to NWP-4
service parts "2 parts" @NWP-5
example "7 days" {
  given floor 3
  expect price 5 EUR
}
"""
    assert kinds(body) == set()


def test_without_examples_every_other_line_stands_where_it_stood() -> None:
    body = 'service parts\nexample "a" {\n  given service parts\n  expect covered\n}\nservice labour\n'
    bare = without_examples(Source("pumps.plan", HEAD + body))
    lines = bare.text.split("\n")
    first = HEAD.count("\n")
    assert lines[first] == "service parts"
    assert [line.strip() for line in lines[first + 1 : first + 5]] == ["", "", "", ""]
    assert lines[first + 5] == "service labour"
    assert parse(bare)[1] == []


def test_the_order_spreads_the_kinds_and_does_not_hang_on_the_place() -> None:
    body = "fact floor whole 1 to 40\ndefine far when floor > 12\ndefine top when floor > 30\n"
    first = [(m.kind, m.what) for m in mistakes(Source("a.plan", HEAD + body))]
    later = [(m.kind, m.what) for m in mistakes(Source("a.plan", HEAD + "# a comment\n\n" + body))]
    assert first == later
    assert len({kind for kind, _ in first[:4]}) == 4
