"""Slips around citations and comments get the help that fits them."""

from __future__ import annotations

import pytest

from servdsl.source import Source
from servdsl.syntax import parse

HEAD = "contract acme {\n  language en\n  zone Europe/Lisbon\n  in force from 2026-01-01\n}\n"


@pytest.mark.parametrize(
    ("line", "code", "better"),
    [
        ("tier a { price free @ACM 002 }", "SD136", "`@ACM-002`"),
        ("// what is covered", "SD111", "`#`"),
        ("tier a { price EUR 40 per month }", "SD118", "`40 EUR`"),
    ],
)
def test_the_help_says_what_to_write(line: str, code: str, better: str) -> None:
    _, found = parse(Source("acme.plan", f"{HEAD}{line}\n"))
    assert [(d.code, d.span.line) for d in found] == [(code, 6)]
    assert better in found[0].help
