"""A calendar that counts only some public holidays says which: a reviewer must not read that all of them count."""

from __future__ import annotations

from pathlib import Path

import pytest

from servdsl import pipeline
from servdsl.source import Source
from servdsl.wording import calendar_lines

TEXT = """contract acme {
  language en
  zone Europe/Lisbon
  in force from 2026-01-01 to 2026-12-31
}
calendar office {
  monday to friday 09:00-17:00
  holidays PT only "New Year's Day", "Christmas Day"
}
window respond from opened to responded
tier base {
  price free
  respond within 2 business hours on office
}
"""


@pytest.mark.parametrize("language", ["en", "es", "zh"])
def test_the_line_names_the_days_that_count(language: str) -> None:
    contract = pipeline.check_text(Source("acme.plan", TEXT), Path("acme.plan")).contract
    assert contract is not None
    lines = " ".join(calendar_lines(contract, contract.calendars[0], language))
    assert "(New Year's Day, Christmas Day)" in lines


NEAR = {
    "en": (
        "DE (BY)",
        "the day after",
        "2 days before",
        "every last Friday of December",
        "from 15 June to 15 September",
    ),
    "es": (
        "DE (BY)",
        "el día siguiente a",
        "2 días antes de",
        "el último viernes de diciembre",
        "del 15 de junio al 15",
    ),
    "zh": ("DE（BY）", "次日", "前第2天", "12月最后一个星期五", "6月15日至9月15日"),
}


@pytest.mark.parametrize("language", list(NEAR))
def test_regions_days_near_a_feast_weekdays_of_a_month_and_seasons_are_said(language: str) -> None:
    lines = """  holidays DE in BY
  holidays PT only 1 day after "Christmas Day", 2 days before "Christmas Day"
  closed every last friday of december
  monday to friday 08:00-15:00 every 06-15 to 09-15
"""
    text = TEXT.replace("  holidays PT", f"{lines}  holidays PT", 1)
    contract = pipeline.check_text(Source("acme.plan", text), Path("acme.plan")).contract
    assert contract is not None
    said = "\n".join(calendar_lines(contract, contract.calendars[0], language))
    assert [words for words in NEAR[language] if words not in said] == []
