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
