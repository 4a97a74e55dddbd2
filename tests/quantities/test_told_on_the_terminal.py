"""`servdsl ask` tells what lies beyond a quota and what that costs; sums worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from servdsl.cli.main import main
from tests.decisions.support import HEAD, at

PLAN = (
    HEAD
    + """
service parts
unit page, pages
tier base {
  price free
  includes 2_000 pages per calendar month, beyond that 0.0085 EUR per page
  at most 100 EUR of parts per calendar month
}
"""
)


def lines(tmp_path: Path, language: str, *events: str) -> list[str]:
    plan = tmp_path / "quotas.plan"
    plan.write_text(PLAN, encoding="utf-8")
    facts = [
        "tier=base",
        f"opened={at('2026-03-02 10:00')}",
        *(f"event={at('2026-03-01 09:00')},{one}" for one in events),
    ]
    given = [part for fact in facts for part in ("--given", fact)]
    found = CliRunner().invoke(main, ["ask", str(plan), "--lang", language, *given])
    assert found.exit_code == 0, found.output
    return [line.strip() for line in found.output.splitlines() if "pages" in line or "parts" in line]


@pytest.mark.parametrize(
    ("language", "pages", "parts"),
    [
        ("en", "600 beyond: 5.10 EUR", "30.00 beyond"),
        ("es", "600 por encima: 5.10 EUR", "30.00 por encima"),
        ("zh", "超出 600：5.10 EUR", "超出 30.00"),
    ],
)
def test_what_lies_beyond_and_its_cost(tmp_path: Path, language: str, pages: str, parts: str) -> None:
    """600 pages at 0.0085 are 5.10 EUR; what exceeds a sum of money has no price here."""
    told = lines(tmp_path, language, "page,2600", "parts,130")
    assert [line for line in told if line.endswith(pages)]
    assert [line for line in told if line.endswith(parts)]


def test_nothing_beyond_is_not_told(tmp_path: Path) -> None:
    told = lines(tmp_path, "en", "page,2000")
    assert "pages left: 0 of 2000, used 2000" in told
    assert "parts in EUR left: 100.00 of 100.00, used 0.00" in told
