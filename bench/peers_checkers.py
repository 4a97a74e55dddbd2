"""The same seeded mistakes for three checkers: servdsl, cDMN with IDP-Z3 (decision tables), Cedar (policies).

    pip install '.[peers]'
    python bench/peers_checkers.py [--random 100] [--seed 0]

One table decides a response time by severity, channel and year. Each seed changes it in one place; it counts as found where
the checker reports something, and reports nothing of the sound table. A peer that is not installed is left out. cDMN is asked
for gaps, overlaps and rules that never fire, which are its three error checks; Cedar validates policies against a schema.
`--random` compares the gaps and overlaps of so many random tables with those that cDMN finds, instead.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from xml.sax.saxutils import escape, quoteattr

sys.path.insert(0, str(Path(__file__).parents[1]))

from servdsl import pipeline
from servdsl.source import Source

ANY = "-"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: a cell each for severity, channel and year, and the hours promised."""

    severity: str
    channel: str
    year: str
    hours: str


SOUND = (
    Row("s1", "email", ANY, "4"),
    Row("s1", "phone", ANY, "1"),
    Row("s2", ANY, "< 5", "8"),
    Row("s2", ANY, ">= 5", "12"),
    Row("s3", ANY, ANY, "24"),
)
"""Every severity s1 to s3, channel email or phone, and year 0 to 12 has exactly one row."""

SEEDS: tuple[tuple[str, str, tuple[Row, ...]], ...] = (
    *(("gap", f"row {n + 1} is missing", SOUND[:n] + SOUND[n + 1 :]) for n in range(5)),
    ("gap", "`< 5` has become `< 4`", (*SOUND[:2], Row("s2", ANY, "< 4", "8"), *SOUND[3:])),
    ("gap", "`>= 5` has become `> 5`", (*SOUND[:3], Row("s2", ANY, "> 5", "12"), SOUND[4])),
    ("gap", "`s3` for phone only", (*SOUND[:4], Row("s3", "phone", ANY, "24"))),
    ("overlap", "`< 5` has become `<= 5`", (*SOUND[:2], Row("s2", ANY, "<= 5", "8"), *SOUND[3:])),
    ("overlap", "the first row twice, with other hours", (*SOUND, Row("s1", "email", ANY, "3"))),
    ("overlap", "a row for phones in the first years", (*SOUND, Row(ANY, "phone", "< 3", "2"))),
    (
        "overlap",
        "rows of s2 swapped to `> 4` and `< 6`",
        (*SOUND[:2], Row("s2", ANY, "> 4", "8"), Row("s2", ANY, "< 6", "12"), SOUND[4]),
    ),
    ("dead", "a row for year 13", (*SOUND, Row("s2", ANY, "> 12", "2"))),
    ("dead", "a row for years before 0", (*SOUND, Row("s1", ANY, "< 0", "2"))),
    ("name", "`s4` for `s3`", (*SOUND[:4], Row("s4", ANY, ANY, "24"))),
    ("name", "`fone` for `phone`", (SOUND[0], Row("s1", "fone", ANY, "1"), *SOUND[2:])),
    ("type", "a channel among the years", (*SOUND[:2], Row("s2", ANY, "< email", "8"), *SOUND[3:])),
    ("type", "text among the hours", (*SOUND[:4], Row("s3", ANY, ANY, "soon"))),
)
"""Kind, what was done, the table."""

Checker = Callable[[tuple[Row, ...]], bool]
"""Whether something is reported of a table."""


# ── servdsl ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def plan(rows: Iterable[Row], years: str = "whole 0 to 12") -> str:
    """The table as a contract."""
    lines = [
        "contract seeded {\n  language en\n  zone UTC\n  in force from 2026-01-01\n}",
        f"fact severity {{ s1, s2, s3 }}\nfact channel {{ email, phone }}\ncustomer fact year {years}",
        "window respond from opened to responded\ntier basic {",
    ]
    for row in rows:
        asked = [
            f"{name} is {cell}" for name, cell in (("severity", row.severity), ("channel", row.channel)) if cell != ANY
        ]
        asked += [f"year {row.year}"] if row.year != ANY else []
        guard = f" when {' and '.join(asked)}" if asked else ""
        lines.append(f"  respond within {row.hours} hours{guard}")
    return "\n".join([*lines, "}"]) + "\n"


def servdsl(rows: tuple[Row, ...]) -> bool:
    """An error or a warning."""
    found = pipeline.check_text(Source("seeded.plan", plan(rows)), Path("seeded.plan")).diagnostics
    return any(one.severity in ("error", "warning") for one in found)


# ── cDMN ────────────────────────────────────────────────────────────────────────────────────────────────────────────

INPUTS = (
    ("Severity", "string", '"s1","s2","s3"'),
    ("Channel", "string", '"email","phone"'),
    ("Year", "integer", "[0..12]"),
)


def dmn(rows: tuple[Row, ...]) -> str:
    """The table as a DMN decision table with the hit policy Unique."""
    inputs = "".join(
        f'<input id="i{n}" label="{name}"><inputExpression id="e{n}" typeRef="{kind}"><text>{name}</text></inputExpression>'
        f'<inputValues id="v{n}"><text>{escape(values)}</text></inputValues></input>'
        for n, (name, kind, values) in enumerate(INPUTS)
    )
    rules = ""
    for n, row in enumerate(rows):
        cells = [cell if cell == ANY else f'"{cell}"' for cell in (row.severity, row.channel)] + [row.year]
        entries = "".join(
            f'<inputEntry id="c{n}_{k}"><text>{escape(c)}</text></inputEntry>' for k, c in enumerate(cells)
        )
        rules += (
            f'<rule id="r{n}">{entries}<outputEntry id="o{n}"><text>{escape(row.hours)}</text></outputEntry></rule>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">'
        '<decision id="Respond" name="Respond"><decisionTable id="t" hitPolicy="UNIQUE">'
        f'{inputs}<output id="out" label="Respond" name="Respond" typeRef="integer"/>{rules}'
        "</decisionTable></decision></definitions>"
    )


Models = Callable[[str, str, str | None], bool]
"""Whether a DMN text has a model of an error: "gap", "overlap", or "shadowed" with the number of a rule."""


def cdmn_models() -> Models:
    """cDMN's error checks; ImportError where it is not installed."""
    from cdmn.cdmn import generate_fodot
    from cdmn.parse_xml import XMLparser
    from cdmn.table_operations import replace_with_error_check
    from idp_engine import IDP, model_expand

    def models(text: str, error: str, rule: str | None) -> bool:
        parser = XMLparser(text)
        tables = replace_with_error_check(
            parser.get_tables(), error, "Respond", rule, deps=parser.get_table_dependencies("Respond")
        )
        theory, structure = IDP.from_str(generate_fodot(tables, add_main=True, xml_parser=parser)).get_blocks("T,S")
        return "No models" not in "".join(str(one) for one in model_expand(theory, structure, max=1))

    def quiet(text: str, error: str, rule: str | None) -> bool:
        # z3 encodes as standard output does, so what replaces it must have an encoding
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")):
            return models(text, error, rule)

    return quiet


def cdmn_checker() -> Checker:
    """Gaps, overlaps, rules that never fire; a table that it cannot read counts as found."""
    models = cdmn_models()

    def check(rows: tuple[Row, ...]) -> bool:
        text = dmn(rows)
        try:
            wrong = models(text, "gap", None) or models(text, "overlap", None)
            return wrong or any(not models(text, "shadowed", str(n)) for n in range(len(rows)))
        except Exception:
            return True

    return check


# ── Cedar ───────────────────────────────────────────────────────────────────────────────────────────────────────────

HOURS = ("1", "2", "3", "4", "8", "12", "24")
SCHEMA = (
    'entity Severity enum ["s1", "s2", "s3"];\nentity Channel enum ["email", "phone"];\nentity Customer, Desk;\naction '
    + ", ".join(quoteattr(f"{hours} hours") for hours in HOURS)
    + " appliesTo { principal: Customer, resource: Desk,"
    " context: { severity: Severity, channel: Channel, year: Long } };"
)


def policies(rows: Iterable[Row]) -> str:
    """A policy for each row: it permits the action of answering within its hours."""
    made = []
    for row in rows:
        asked = [f'context.severity == Severity::"{row.severity}"'] if row.severity != ANY else []
        asked += [f'context.channel == Channel::"{row.channel}"'] if row.channel != ANY else []
        operator, _, bound = row.year.partition(" ")
        number = bound if bound.isdigit() else f'"{bound}"'
        asked += [f"context.year {operator} {number}"] if row.year != ANY else []
        made.append(
            f'permit(principal, action == Action::"{row.hours} hours", resource) when {{ {" && ".join(asked)} }};'
        )
    return "\n".join(made)


def cedar_checker() -> Checker:
    """Validation against the schema."""
    from cedarpy import validate_policies

    return lambda rows: not validate_policies(policies(rows), SCHEMA).validation_passed


# ── Side by side ────────────────────────────────────────────────────────────────────────────────────────────────────


def agreement(count: int, seed: int) -> None:
    """Random tables: cDMN has a gap where servdsl has, and an overlap where servdsl has one. (It has more of these, since
    a case that lies wholly inside another is an exception here.)"""
    rng, models, gaps, overlaps = random.Random(seed), cdmn_models(), 0, 0
    for number in range(count):
        years = [ANY, *(f"{op} {rng.randint(1, 5)}" for op in ("<", "<=", ">", ">="))]
        rows = tuple(
            Row(rng.choice([ANY, "s1", "s2", "s3"]), rng.choice([ANY, "email", "phone"]), rng.choice(years), str(n + 1))
            for n in range(rng.randint(2, 6))
        )
        text = plan(rows, "whole")
        found = pipeline.check_text(Source("random.plan", text), Path("random.plan")).diagnostics
        codes = {one.code for one in found}
        gap, overlap = (models(dmn(rows), error, None) for error in ("gap", "overlap"))
        if ("SD404" in codes) != gap or ("SD401" in codes and not overlap):
            raise SystemExit(
                f"table {number} of seed {seed}: {sorted(codes)}, but gap {gap}, overlap {overlap}\n{text}"
            )
        gaps, overlaps = gaps + gap, overlaps + ("SD401" in codes)
    print(f"{count} random tables agree: {gaps} with a gap, {overlaps} with an overlap that no exception settles")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if options.random:
        agreement(options.random, options.seed)
    else:
        side_by_side()


def side_by_side() -> None:
    """Every seed for every checker that is installed."""
    checkers: dict[str, Checker] = {"servdsl": servdsl}
    for name, make in (("cDMN", cdmn_checker), ("Cedar", cedar_checker)):
        try:
            checkers[name] = make()
        except ImportError as error:
            print(f"{name} is left out: {error}")
    for name, check in checkers.items():
        if check(SOUND):
            raise SystemExit(f"{name} reports something of the sound table")
    spent = dict.fromkeys(checkers, 0.0)
    found: dict[tuple[str, str], list[bool]] = {}
    print(f"{'kind':8} {'seed':45} " + " ".join(f"{name:>8}" for name in checkers))
    for kind, what, rows in SEEDS:
        marks = []
        for name, check in checkers.items():
            began = perf_counter()
            marks.append(check(rows))
            spent[name] += perf_counter() - began
            found.setdefault((name, kind), []).append(marks[-1])
        print(f"{kind:8} {what:45} " + " ".join(f"{'found' if mark else '-':>8}" for mark in marks))
    for kind in dict.fromkeys(kind for kind, _, _ in SEEDS):
        shares = (found[name, kind] for name in checkers)
        print(f"{'all':8} {kind:45} " + " ".join(f"{sum(marks)}/{len(marks)}".rjust(8) for marks in shares))
    print(f"{'':8} {'milliseconds a table':45} " + " ".join(f"{spent[n] / len(SEEDS) * 1000:8.0f}" for n in checkers))


if __name__ == "__main__":
    main()
