"""`check --fix`: what is certain is mended, nothing else is touched, and no text gets worse."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from servdsl.cli import main
from servdsl.diagnostics import Diagnostic, Edit
from servdsl.fixing import MOST_ROUNDS, MOST_TRIED, Fixed, fix
from servdsl.pipeline import check_text
from servdsl.source import Source, Span
from tests.mistakes import ROOT

NAME = "tiny.plan"
HEAD = """contract tiny "Tiny" {
  language en
  currency EUR
  zone Europe/Madrid                       # where the desk is
  in force from 2026-01-01
}
fact severity { stopped, weak }
fact channel "Channel" { email "Mail", phone "Telephone" }
fact s1_given yes or no
customer fact country country in PT, ES
service repair
unit visit, visits
window respond from opened to responded
calendar office { monday to friday 09:00-18:00   holidays ES only "Epiphany" }
""".replace("   holidays", "\n  holidays").replace('"Epiphany" }', '"Epiphany"\n}')
DESK = (ROOT / "tests/cases/good/desk/input.plan").read_text(encoding="utf-8")


def found(text: str) -> Sequence[Diagnostic]:
    return check_text(Source(NAME, text), Path(NAME)).diagnostics


def errors(text: str) -> int:
    return sum(one.severity == "error" for one in found(text))


def fixed(text: str) -> Fixed:
    return fix(text, NAME, found)


MENDED = [
    ("acepts channel email", "accepts channel email"),
    ("accepts chanel email", "accepts channel email"),
    ("accepts channel emial", "accepts channel email"),
    ("accepts channel Email", "accepts channel email"),
    ("accepts channel telephone", "accepts channel phone"),
    ("accepts channel email phone", "accepts channel email, phone"),
    ("accepts channel email，phone", "accepts channel email, phone"),
    ("accepts channel email;", "accepts channel email"),
    ("accepts channel channel email", "accepts channel  email"),
    ("respond within 4 bussiness hours on office", "respond within 4 business hours on office"),
    ("respond within 4 business hours on offise", "respond within 4 business hours on office"),
    ("respond within 4 hrs", "respond within 4 hours"),
    ("respond within 4 hours when severity = weak", "respond within 4 hours when severity is weak"),
    ("respond within 4 hours if severity is weak", "respond within 4 hours when severity is weak"),
    ("respond within 4 hours When severity is weak", "respond within 4 hours when severity is weak"),
    ("respond within 4 hours when severity is weka", "respond within 4 hours when severity is weak"),
    ("repsond within 4 hours", "respond within 4 hours"),
    ("respond within 4 bussiness hours on ofice", "respond within 4 business hours on office"),
    ("price 50 € per month", "price 50 EUR per month"),
    ("price EUR 50 per month", "price 50 EUR per month"),
    ("price 50 eur per month", "price 50 EUR per month"),
    ("price 50 ERU per month", "price 50 EUR per month"),
    ("price 1,5 EUR per month", "price 1.5 EUR per month"),
    ("price 1,000,000 EUR per month", "price 1_000_000 EUR per month"),
    ("includes 1 visits per contract year", "includes 1 visit per contract year"),
    ("includes 2 visit per contract year", "includes 2 visits per contract year"),
    ("excludes when country is ESP", "excludes when country is ES"),
]
"""What an author writes, and what is certainly meant."""


@pytest.mark.parametrize(("written", "meant"), MENDED)
def test_what_is_certain_is_mended(written: str, meant: str) -> None:
    around = "tier base {{\n  # “said”; as {0}\n  {1}\n}}\n"
    result = fixed(HEAD + around.format(written, written))
    assert result.text == HEAD + around.format(written, meant)
    assert result.applied


OPEN = [
    "price 1,234 EUR per month",
    "price $50 per month",
    "respond within 2 days",
    "respond within 4 hours when severity is s2",
    "accepts channel fax",
    "covers repare_it",
    "includes 2 visits per month",
    "respond within 4 hours when opened < 03/04/2026",
    "price 4.000 EUR",
    'tier inner "Inner {',
]
"""What could be meant in more ways than one, or in none."""


@pytest.mark.parametrize("written", OPEN)
def test_what_is_not_certain_is_left_alone(written: str) -> None:
    text = f"{HEAD}tier base {{\n  {written}\n}}\n"
    assert fixed(text) == Fixed(text, ())


def test_a_name_that_is_written_again_and_again_is_no_slip() -> None:
    lines = "".join(f"  covers repairs {share}%\n" for share in (10, 20, 30))
    text = f"{HEAD}tier base {{\n{lines}}}\n"
    assert fixed(text) == Fixed(text, ())


def test_two_names_as_near_are_left_alone() -> None:
    text = f"{HEAD}calendar offices {{ monday 09:00-18:00 }}\ntier base {{\n  attends during officey\n}}\n"
    assert fixed(text) == Fixed(text, ())


def test_a_brace_is_closed_where_only_one_is_missing() -> None:
    text = HEAD + "tier base {\n  covers repair   # all of it\ntier plus extends base { }\n"
    assert fixed(text).text == HEAD + "tier base {\n  covers repair   # all of it\n}\ntier plus extends base { }\n"


def test_line_ends_stay_as_they_are() -> None:
    text = (HEAD + "tier base {\n  covers repiar   # all\n}\n").replace("\n", "\r\n")
    assert fixed(text).text == text.replace("repiar", "repair")


# ── No text gets worse ──────────────────────────────────────────────────────────────────────────────────────────────

spoilt = st.tuples(
    st.integers(0, len(DESK) - 2),
    st.sampled_from(["left out", "doubled", "swapped", "，", "”", ";", "x", "{", "}", "="]),
)


def spoil(text: str, place: int, how: str) -> str:
    match how:
        case "left out":
            return text[:place] + text[place + 1 :]
        case "doubled":
            return text[:place] + text[place] + text[place:]
        case "swapped":
            return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        case _:
            return text[:place] + how + text[place:]


@settings(max_examples=60, deadline=None)
@given(st.lists(spoilt, min_size=1, max_size=3))
def test_no_text_gets_worse(slips: list[tuple[int, str]]) -> None:
    text = DESK
    for place, how in slips:
        text = spoil(text, place % (len(text) - 1), how)
    result = fixed(text)
    assert errors(result.text) <= errors(text)
    assert (result.text == text) == (not result.applied)
    assert fixed(result.text).text == result.text
    changed = {edit.span.line for one in result.applied for edit in one.fix}
    before, after = text.split("\n"), result.text.split("\n")
    if len(before) == len(after):
        assert all(a == b for n, (a, b) in enumerate(zip(before, after, strict=True), 1) if n not in changed)


# ── The command ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_writes_the_file_and_says_what_it_did(tmp_path: Path) -> None:
    path = tmp_path / "desk.plan"
    path.write_text(DESK.replace("holidays CL", "holidais CL"), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--fix", str(path)])
    assert result.exit_code == 0, result.output
    assert path.read_text(encoding="utf-8") == DESK
    line = DESK[: DESK.index("holidays CL")].count("\n") + 1
    assert f"{path.as_posix()}:{line}:3: SD122 fixed: `holidays`" in result.output
    assert "1 mistake fixed" in result.output
    assert [entry.name for entry in tmp_path.iterdir()] == ["desk.plan"]


def test_a_file_without_a_certain_fix_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "desk.plan"
    path.write_text(DESK.replace("holidays CL", "holidays XX"), encoding="utf-8")
    written = path.stat().st_mtime_ns
    result = CliRunner().invoke(main, ["check", "--fix", str(path)])
    assert result.exit_code == 1
    assert path.stat().st_mtime_ns == written
    assert "fixed" not in result.output


def test_without_fix_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "desk.plan"
    path.write_text(DESK.replace("holidays CL", "holidais CL"), encoding="utf-8")
    assert CliRunner().invoke(main, ["check", str(path)]).exit_code == 1
    assert "holidais" in path.read_text(encoding="utf-8")


def test_the_work_is_bounded() -> None:
    """A file of nothing but mistakes, of which no fix helps."""
    asked: list[str] = []

    def never_better(text: str) -> Sequence[Diagnostic]:
        asked.append(text)
        place = (Span(NAME, n, 1, n, 2) for n in range(1, 101))
        return [
            Diagnostic("SD201", at, {"name": f"x{at.line}", "wanted": ""}, "", (), (Edit(at, "y"),)) for at in place
        ]

    text = "x\n" * 100
    assert fix(text, NAME, never_better) == Fixed(text, ())
    assert len(asked) <= 1 + MOST_ROUNDS * (1 + MOST_TRIED)
