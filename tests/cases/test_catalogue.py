"""Every code is shown by its own example before, and gone after."""

from __future__ import annotations

from pathlib import Path

import pytest

from servdsl import pipeline
from servdsl.diagnostics import Code, catalogue
from servdsl.source import Source

CODES = [row for row in catalogue().values() if row.before.strip()]


def codes(text: str) -> dict[str, str]:
    checked = pipeline.check_text(Source("example.plan", text), Path("example.plan"))
    return {d.code: d.severity for d in checked.diagnostics}


@pytest.mark.parametrize("row", CODES, ids=lambda row: row.code)
def test_before_shows_the_code(row: Code) -> None:
    assert row.code in codes(row.before)


@pytest.mark.parametrize("row", CODES, ids=lambda row: row.code)
def test_after_is_free_of_it_and_of_errors(row: Code) -> None:
    found = codes(row.after)
    assert row.code not in found
    assert "error" not in found.values(), found


@pytest.mark.parametrize("row", list(catalogue().values()), ids=lambda row: row.code)
def test_messages_read_as_the_style_says(row: Code) -> None:
    assert row.meaning.strip()
    assert row.help.strip()
    for text in (row.message, row.help):
        assert text[0] in "`{" or text[0].islower() or not text[0].isalpha(), text
        assert not text.rstrip().endswith("."), text
