"""A point before three digits may be meant for thousands (SD347)."""

from __future__ import annotations

import pytest

from .support import found

BODY = """
unit page, pages
tier base {{
  price {price}
  includes {count} pages per calendar month
}}
"""


@pytest.mark.parametrize(
    ("price", "count", "doubtful"),
    [
        ("1.500 EUR per year", "100", True),
        ("1.236 EUR per year", "100", True),
        ("12.345 EUR per year", "100", True),
        ("1_500 EUR per year", "100", False),
        ("1.50 EUR per year", "100", False),
        ("1.2360 EUR per year", "100", False),
        ("0.085 EUR per year", "100", False),
        ("1_500.250 EUR per year", "100", False),
        ("1_500 EUR times 1.035 per year", "100", False),
        ("1_500 EUR times 1.500 per year", "100", True),
        ("free", "10.000", True),
        ("free", "10_000", False),
    ],
)
def test_three_digits_behind_a_point(price: str, count: str, doubtful: bool) -> None:
    codes = [code for code, _ in found(BODY.format(price=price, count=count))]
    assert ("SD347" in codes) is doubtful
    assert set(codes) <= {"SD347"}
