"""Hours as people read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from servdsl import pipeline
from servdsl.source import Source
from servdsl.wording import calendar_lines

PLAN = """contract hours "Hours" {
  language en
  currency EUR
  zone Europe/Madrid
  in force from 2026-01-01
  horizon to 2026-12-31
}
fact summer "Summer" yes or no
calendar office "Office" {
  monday to friday 09:00-18:00
  closed 2026-08-03 to 2026-08-07 when summer
  open every first saturday of each month 09:00-13:00 "Market" when summer
  open every 12-26 10:00-14:00
}
"""


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            "open 3 January 2026, 7 February 2026, 7 March 2026 and 9 times more (the last: 5 December 2026) 09:00–13:00 "
            "(Market), when “Summer” applies",
        ),
        (
            "es",
            "con servicio: 3 de enero de 2026, 7 de febrero de 2026, 7 de marzo de 2026 y 9 veces más (la última: "
            "5 de diciembre de 2026) 09:00–13:00 (Market), cuando se cumpla «Summer»",
        ),
        (
            "zh",
            "2026年1月3日、2026年2月7日、2026年3月7日及另外9次（最后一次为2026年12月5日）09:00–13:00开放（Market）"
            "（当满足“Summer”时）",
        ),
    ],
    ids=("en", "es", "zh"),
)
def test_a_line_that_opens_every_month_names_its_first_dates(language: str, line: str) -> None:
    contract = pipeline.check_text(Source("a.plan", PLAN), Path("a.plan")).contract
    assert contract is not None
    lines = calendar_lines(contract, contract.calendars[0], language)
    assert lines[2] == line
    assert len(lines) == 4


def test_a_closing_for_some_facts_says_which() -> None:
    contract = pipeline.check_text(Source("a.plan", PLAN), Path("a.plan")).contract
    assert contract is not None
    _, closing, _, once = calendar_lines(contract, contract.calendars[0], "en")
    assert closing == "closed 3 August 2026 to 7 August 2026, when “Summer” applies"
    assert once == "open 26 December 2026 10:00–14:00"
