"""`servdsl sources`: what it prints and how it exits."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servdsl.cli import main
from tests.traceability.support import PUMPS

ROOT = Path(__file__).parents[2]
HEAD = "id,document,section,kind,computable,meaning\n"
WHOLE = "".join(f"NWP-{n:03},NWP,,information,no,Clause {n}\n" for n in range(1, 22))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("pumps.plan").write_text(PUMPS, encoding="utf-8")
    return tmp_path


def run(*arguments: str, rows: str | None = WHOLE) -> Result:
    if rows is not None:
        Path("register.csv").write_text(HEAD + rows, encoding="utf-8")
    return CliRunner().invoke(main, ["sources", *arguments])


@pytest.mark.usefixtures("folder")
def test_the_register_beside_the_contract_is_taken() -> None:
    result = run("pumps.plan")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-2:] == [
        "NWP 0 of 0 computable clauses encoded, 21 of 21 others accounted for",
        "total 0 of 0 computable clauses encoded, 21 of 21 others accounted for",
    ]
    assert "  NWP-003  encoded  information: Clause 3\n    pumps.plan:3 head zone\n" in result.stdout
    assert "  pumps.plan:11 fact value severity.stopped: NWP-005\n" in result.stdout


@pytest.mark.usefixtures("folder")
def test_a_lost_clause_fails_and_is_named_with_both_places() -> None:
    result = run("pumps.plan", "--brief", rows=WHOLE.replace("NWP-021,NWP,,information,no", "NWP-021,NWP,,price,yes"))
    assert result.exit_code == 1
    assert (
        "Computable, and lost: 1\n  NWP-021  register.csv:22 price: Clause 21 (only a note cites it: pumps.plan:9)"
        in (result.stdout)
    )
    assert "NWP 0 of 1 computable clauses encoded, 1 LOST, 20 of 20 others accounted for" in result.stdout


@pytest.mark.usefixtures("folder")
def test_an_unknown_citation_fails() -> None:
    result = run("pumps.plan", "--brief", rows=WHOLE.replace("NWP-011,", "NWP-911,"))
    assert result.exit_code == 1
    assert "Citations that register.csv does not have: 1\n  NWP-011  pumps.plan:23 window respond\n" in result.stdout


@pytest.mark.usefixtures("folder")
def test_no_register_is_a_wrong_call() -> None:
    result = run("pumps.plan", rows=None)
    assert result.exit_code == 2
    assert "there is no `register.csv` beside the contracts: name one with --register FILE.csv" in result.stderr


@pytest.mark.usefixtures("folder")
def test_a_broken_register_is_a_wrong_call() -> None:
    result = run("pumps.plan", rows="NWP-1,NWP\n")
    assert result.exit_code == 2
    assert "register.csv:2: 2 fields where the first line has 6" in result.stderr


@pytest.mark.usefixtures("folder")
def test_no_cell_of_the_csv_is_a_formula() -> None:
    """What a spreadsheet would run, were it not led by an apostrophe (also after blanks, and in full width)."""
    wicked = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\uff1d1"]
    rows = "".join(f'NWP-{n:03},NWP,"{text}",price,no,"{text}"\n' for n, text in enumerate(wicked, start=1))
    Path("pumps.plan").write_text(PUMPS.replace('note "Greetings."', 'note "=cmd()"'), encoding="utf-8")
    result = run("pumps.plan", "--format", "csv", rows=rows)
    cells = [cell for row in csv.reader(io.StringIO(result.stdout)) for cell in row]
    assert [c for c in cells if c.strip()[:1] in tuple("=+-@\uff1d")] == []
    assert cells.count("'=1+1") == 2
    assert "'=cmd()" in cells


@pytest.mark.usefixtures("folder")
def test_json_says_the_same() -> None:
    result = run("pumps.plan", "--format", "json")
    found = json.loads(result.stdout)
    assert found["complete"] is True
    assert found["documents"] == [
        {
            "document": "NWP",
            "title": "Pump Care brochure",
            "computable": 0,
            "encoded": 0,
            "settled": 0,
            "lost": 0,
            "others": 21,
            "accounted": 21,
        }
    ]
    (clause,) = [c for c in found["clauses"] if c["id"] == "NWP-014"]
    assert clause["statements"] == [
        {"contract": "pumps", "file": "pumps.plan", "line": 27, "column": 3, "kind": "calendar line", "name": "office"}
    ]


def test_nothing_of_the_projects_documents_is_lost() -> None:
    """Whatever is declared by a contract of the project is encoded to the last computable clause."""
    result = CliRunner().invoke(main, ["sources", (ROOT / "contracts").as_posix(), "--brief"])
    assert result.exit_code == 0, result.stdout
    assert " LOST" not in result.stdout
