"""Signatures: what voids them, what does not, and what the file may hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from servdsl import signing
from servdsl.cli import main
from servdsl.source import Source
from servdsl.syntax import format as layout
from tests.review.plans import PLAN, contract

DAY = date(2026, 11, 22)
SIGNED = signing.signed(contract(), "Ana Pérez", DAY)


def moved(text: str) -> str:
    """The two tiers in the other order, and the header's lines too."""
    head, rest = text.split("tier base", 1)
    base, plus = rest.split("tier plus", 1)
    plus, example = plus.split("example", 1)
    head = head.replace("  currency EUR\n", "").replace("  language en, es\n", "  language en, es\n  currency EUR\n")
    return f"{head}tier plus{plus}tier base{base}example{example}"


@pytest.mark.parametrize(
    "text",
    [
        layout(Source("acme.plan", PLAN)),
        "# a comment\n" + PLAN,
        moved(PLAN),
        PLAN.replace("40 EUR per month @ACM-004", "40 EUR per month @ACM-004, ACM-009"),
        PLAN.replace("price 40 EUR per month", "price 40.00 EUR per month"),
        PLAN.replace('example "A high one"', 'example "Another title"'),
        PLAN.replace('note "Greetings."', 'note "Greetings, and thanks."'),
    ],
    ids=["layout", "comment", "order", "citation", "digits", "example", "note"],
)
def test_a_signature_survives_what_is_neither_meaning_nor_words(text: str) -> None:
    assert text != PLAN
    assert signing.changes(SIGNED, contract(text)) == ()


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("40 EUR per month", "41 EUR per month", {("changed", "clause base.price")}),
        ("4 hours when", "5 hours when", {("changed", "clause base.windows.respond.high")}),
        ("09:00-18:00", "09:00-17:00", {("changed", "calendar office")}),
        ('high "High"', 'high "Urgent"', {("changed", "fact severity")}),
        ("Hours are elapsed hours.", "Hours are business hours.", {("changed", "assumption clock")}),
        ("page 1.", "page 2.", {("changed", "contradiction twice")}),
        ("  covers repair\n", "", {("removed", "clause base.covers.repair")}),
        (
            "covers repair",
            "covers repair\n  discount 5% on repair",
            {("added", "clause base.discount.repair")},
        ),
        ("to 2026-12-31", "to 2027-12-31", {("changed", "head")}),
    ],
)
def test_a_change_of_meaning_or_words_voids_it_and_is_named(old: str, new: str, changes: set[tuple[str, str]]) -> None:
    assert old in PLAN
    assert set(signing.changes(SIGNED, contract(PLAN.replace(old, new, 1)))) == changes


def test_the_file_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "acme.signed.toml"
    path.write_text(signing.written(SIGNED, contract()), encoding="utf-8")
    assert signing.read(path) == SIGNED
    assert signing.read(tmp_path / "none.signed.toml") is None


@pytest.mark.parametrize("name", ["", "  ", "a" * 201, "Ana\x00", "Ana\u202ezeréP"])
def test_a_name_is_one_line_of_text(name: str) -> None:
    with pytest.raises(ValueError, match="a name on one line"):
        signing.signed(contract(), name, DAY)


def test_a_name_with_line_ends_becomes_one_line() -> None:
    assert signing.signed(contract(), "Ana\nPérez = 1", DAY).by == "Ana Pérez = 1"


@pytest.mark.parametrize(
    "text", ["", "by = 1", "by = 'x'\non = 2026-01-01\nmeaning = 'm'\n[statements]\na = 1", "[[", "\ud800"]
)
def test_a_broken_file_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "acme.signed.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(signing.SignatureError, match=r"acme\.signed\.toml.*sign again"):
        signing.read(path)


def test_sign_and_require(tmp_path: Path) -> None:
    plan = tmp_path / "acme.plan"
    plan.write_text(PLAN, encoding="utf-8")
    run = CliRunner().invoke
    before = run(main, ["check", str(plan), "--require-sign-off"])
    assert (before.exit_code, "not signed" in before.output) == (1, True)
    assert run(main, ["sign", str(plan), "--by", "Ana Pérez", "--on", "2026-11-22"]).exit_code == 0
    assert run(main, ["check", str(plan), "--require-sign-off"]).exit_code == 0
    plan.write_text(PLAN.replace("40 EUR per", "41 EUR per"), encoding="utf-8")
    after = run(main, ["check", str(plan), "--require-sign-off"])
    assert after.exit_code == 1
    assert "signed by Ana Pérez on 2026-11-22, but changed since" in after.output
    assert "changed: clause base.price" in after.output
