"""A log of tickets against two contracts: who would fare better or worse, and what of a hostile file is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from servdsl.cli import main
from servdsl.differences.tickets import MAX_LINE
from tests.differences.plans import BASE, edited


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """The base contract, and one with a longer promise for basic and a larger share for gold."""
    new = edited(
        ("respond within 8 business hours", "respond within 10 business hours"), ("60%  otherwise", "70%  otherwise")
    )
    paths = tmp_path / "old.plan", tmp_path / "new.plan"
    for path, text in zip(paths, (BASE, new), strict=True):
        path.write_text(text, encoding="utf-8")
    return str(paths[0]), str(paths[1])


def counted(files: tuple[str, str], log: Path) -> dict[str, object]:
    result = CliRunner().invoke(main, ["diff", *files, "--tickets", str(log), "--format", "json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)["tickets"]
    assert isinstance(told, dict)
    return told


MONDAY = "2026-03-02T10:00:00+00:00"


def test_json_lines(files: tuple[str, str], tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    rows = [
        {"tier": "basic", "severity": "s1", "opened": MONDAY},
        {"tier": "basic", "severity": "s2", "opened": MONDAY},
        {"tier": "gold", "severity": "s1", "year": 1, "opened": MONDAY},
        {"tier": "gold", "severity": "s1", "year": 4, "opened": MONDAY},
    ]
    log.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    told = counted(files, log)
    # both of basic are answered later; of gold's, the one in the fourth year has 70% of its parts borne
    assert {key: told[key] for key in ("read", "changed", "worse", "better", "different", "unreadable", "refused")} == {
        "read": 4, "changed": 3, "worse": 2, "better": 1, "different": 0, "unreadable": 0, "refused": 0,
    }  # fmt: skip
    assert told["by"] == {
        "tier": {"basic": {"read": 2, "worse": 2}, "gold": {"read": 2, "better": 1}},
        "severity": {"s1": {"read": 3, "worse": 1, "better": 1}, "s2": {"read": 1, "worse": 1}},
    }


def test_a_table_with_names_in_its_first_line(files: tuple[str, str], tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        f'\ufefftier,severity,opened,urgent,addons\nbasic,s1,{MONDAY},yes,"{{""extra"": 1}}"\ngold,s3,{MONDAY},,\n',
        encoding="utf-8",
    )
    told = counted(files, log)
    assert (told["read"], told["changed"], told["worse"], told["unreadable"]) == (2, 1, 1, 0)


def test_bad_lines_are_told_with_their_numbers_and_counted(files: tuple[str, str], tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    good = json.dumps({"tier": "basic", "severity": "s1", "opened": MONDAY}).encode()
    lines = [
        good,
        b"not json",
        b"[1, 2]",
        b'{"tier": "platinum"}',
        b'{"colour": "red"}',
        b"\xff\xfe{}",
        b'{"tier": "basic", "opened": "2026-03-02"}',
        b'{"tier": "basic", "devices": 1.5}',
        b'{"tier": ' + b"[" * 20_000,
        b'{"tier": "' + b"x" * MAX_LINE + b'"}',
        b"",
        good,
    ]
    log.write_bytes(b"\n".join(lines))
    told = counted(files, log)
    assert (told["read"], told["unreadable"]) == (2, 9)
    wrong = told["wrong"]
    assert isinstance(wrong, list)
    assert [line.split(":")[0] for line in wrong] == [f"line {n}" for n in range(2, 11)]
    assert "platinum" in wrong[2]
    assert "colour" in wrong[3]
    assert "not UTF-8" in wrong[4]
    assert "no offset" in wrong[5]
    assert "longer than" in wrong[8]


def test_many_bad_lines_are_counted_not_printed(files: tuple[str, str], tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("{\n" * 500, encoding="utf-8")
    result = CliRunner().invoke(main, ["diff", *files, "--tickets", str(log)])
    assert result.exit_code == 0
    assert "500 lines are no tickets" in result.stdout
    assert "and 480 more" in result.stdout


@pytest.mark.parametrize("text", ["tier,tier\nbasic,gold\n", "tier,,opened\na,b,c\n", '"tier\n'])
def test_a_table_without_names_is_a_wrong_call(files: tuple[str, str], tmp_path: Path, text: str) -> None:
    log = tmp_path / "log.csv"
    log.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["diff", *files, "--tickets", str(log)])
    assert result.exit_code == 2
    assert "first line" in result.output


def test_a_cell_too_many(files: tuple[str, str], tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(f"tier,opened\nbasic,{MONDAY},more\nbasic,{MONDAY}\n", encoding="utf-8")
    told = counted(files, log)
    assert (told["read"], told["unreadable"]) == (1, 1)


def test_tickets_are_read_across_renames(tmp_path: Path) -> None:
    old, new = tmp_path / "old.plan", tmp_path / "new.plan"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(
        edited(('tier gold "Gold"', 'tier premium "Gold"'), ("  requires gold", "  requires premium")), encoding="utf-8"
    )
    log = tmp_path / "log.jsonl"
    log.write_text(
        "\n".join(json.dumps({"tier": tier, "severity": "s1", "opened": MONDAY}) for tier in ("gold", "premium")),
        encoding="utf-8",
    )
    told = counted((str(old), str(new)), log)
    assert (told["read"], told["changed"], told["refused"], told["unreadable"]) == (2, 0, 0, 0)
    assert told["by"]["tier"] == {"premium": {"read": 2}}  # type: ignore[index]


def test_a_ticket_of_an_offer_that_went_can_be_asked_of_one_contract_only(tmp_path: Path) -> None:
    old, new = tmp_path / "old.plan", tmp_path / "new.plan"
    old.write_text(BASE, encoding="utf-8")
    extra = BASE[BASE.index("addon extra") :]
    new.write_text(edited((extra, "")), encoding="utf-8")
    log = tmp_path / "log.jsonl"
    log.write_text(json.dumps({"tier": "basic", "addons": {"extra": 1}, "opened": MONDAY}), encoding="utf-8")
    told = counted((str(old), str(new)), log)
    assert (told["read"], told["changed"], told["different"], told["refused"]) == (1, 1, 1, 1)
