"""`servdsl sources`: the traceability matrix as text, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path

from servdsl.cli import terminal
from servdsl.messages import listed, said, say
from servdsl.model import Contract
from servdsl.traceability import (
    REGISTER,
    RegisterError,
    Statement,
    Tally,
    Traceability,
    Traced,
    read_register,
    trace,
)

FORMATS = ("text", "csv", "json")

_LONGEST = 90
_FORMULA = re.compile(r"[\s]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")
_NUMBERED = re.compile(r"(.*?)(\d+)")


def trace_contracts(contracts: Sequence[Contract], paths: Sequence[Path], register: Path | None) -> Traceability:
    """The matrix of contracts against a register: the one named, or the one beside their files. Usage errors."""
    file = register if register is not None else _beside(terminal.plan_files(paths))
    try:
        return trace(contracts, read_register(file))
    except RegisterError as error:
        raise terminal.wrong(str(error)) from error


def _beside(files: Iterable[Path]) -> Path:
    found = list(dict.fromkeys(f.parent / REGISTER for f in files if (f.parent / REGISTER).is_file()))
    if len(found) == 1:
        return found[0]
    words = {
        True: say(
            "there is more than one `{file}` beside the contracts: name one with --register FILE.csv", file=REGISTER
        ),
        False: say("there is no `{file}` beside the contracts: name one with --register FILE.csv", file=REGISTER),
    }
    raise terminal.wrong(words[bool(found)])


def rendered(matrix: Traceability, form: str, brief: bool) -> str:
    """The matrix in one of FORMATS; `brief` leaves what is in order out of the text."""
    writers: dict[str, Callable[[], str]] = {
        "text": lambda: _text(matrix, brief),
        "csv": lambda: _csv(matrix),
        "json": lambda: json.dumps(_json(matrix), ensure_ascii=False, indent=2),
    }
    return writers[form]()


# ── Text ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _text(matrix: Traceability, brief: bool) -> str:
    lines = [] if brief else [*_clauses(matrix), *_statements(matrix)]
    lines += _section(say("Statements without a citation"), [_place(s) for s in matrix.uncited])
    lines += _section(say("Computable, and only a reading settles them"), [_settled(t) for t in matrix.settled])
    lines += _section(say("Not computable, and nothing accounts for them"), [_missing(t, matrix) for t in matrix.open])
    unknown = [f"{u.id}  {_place(u.statement)}" for u in matrix.unknown]
    lines += _section(say("Citations that {register} does not have", register=matrix.register), unknown)
    lines += _section(say("Computable, and lost"), [_missing(t, matrix) for t in matrix.lost])
    return "\n".join(said(line, terminal.language()) for line in (*lines, *_sums(matrix)))


def _section(title: str, lines: list[str]) -> list[str]:
    head = say("{name}: {words}", name=title, words=len(lines))
    return [head, *(say("  {line}", line=line) for line in lines), ""] if lines else []


def _clauses(matrix: Traceability) -> list[str]:
    lines: list[str] = []
    for tally in matrix.tallies:
        lines += [f'{tally.document} "{tally.title}"']
        for traced in matrix.clauses:
            if traced.clause.document == tally.document:
                clause = traced.clause
                lines.append(f"  {clause.id}  {traced.status:7}  {clause.kind}: {_cut(clause.meaning)}")
                lines += [f"    {place}" for place in _places(traced.statements)]
        lines.append("")
    return lines


def _statements(matrix: Traceability) -> list[str]:
    cited = [statement for statement in matrix.statements if statement.sources]
    return [say("Statements and their sources"), *(f"  {_place(s)}: {_ranges(s.sources)}" for s in cited), ""]


def _places(statements: Sequence[Statement]) -> list[str]:
    """One line for each line of a contract; what a line of a table unfolds into is counted."""
    lines: list[str] = []
    for _, group in groupby(statements, key=lambda s: (str(s.origin), s.kind)):
        first, *more = group
        place = _place(first)
        lines.append(say("{place} and {number} more", place=place, number=len(more)) if more else place)
    return lines


def _place(statement: Statement) -> str:
    name = f'"{_cut(statement.name)}"' if statement.kind in ("note", "example") else _cut(statement.name)
    return f"{statement.origin} {statement.kind} {name}"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _settled(traced: Traced) -> str:
    return f"{traced.clause.id}  {'; '.join(_places(traced.statements))}"


def _missing(traced: Traced, matrix: Traceability) -> str:
    clause = traced.clause
    roles = {statement.role for statement in traced.statements}
    line = f"{clause.id}  {matrix.register}:{clause.line} {clause.kind}: {_cut(clause.meaning)}"
    places = listed(statement.origin for statement in traced.statements)
    if roles == {"tells"}:
        return say("{line} (only a note cites it: {places})", line=line, places=places)
    if "shows" in roles:
        return say("{line} (only an example cites it: {places})", line=line, places=places)
    return line


def _ranges(ids: Iterable[str]) -> str:
    """`NWP-012, NWP-014 to NWP-016`, as one writes them."""
    runs: list[list[str]] = []
    for id_ in ids:
        if runs and _follows(runs[-1][-1], id_):
            runs[-1].append(id_)
        else:
            runs.append([id_])
    return ", ".join(text for run in runs for text in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else run))


def _follows(one: str, other: str) -> bool:
    first, second = _NUMBERED.fullmatch(one), _NUMBERED.fullmatch(other)
    return first is not None and second is not None and first[1] == second[1] and int(second[2]) == int(first[2]) + 1


def _sums(matrix: Traceability) -> list[str]:
    lines = [_sum(tally) for tally in matrix.tallies]
    lines += [
        say("{document}: {count} clauses not looked at, no contract here declares it", document=document, count=count)
        for document, count in matrix.outside
    ]
    computable = sum(tally.computable for tally in matrix.tallies)
    others = sum(tally.others for tally in matrix.tallies)
    total = Tally(
        say("total"),
        "",
        computable,
        sum(tally.encoded for tally in matrix.tallies),
        sum(tally.settled for tally in matrix.tallies),
        others,
        sum(tally.accounted for tally in matrix.tallies),
    )
    return [*lines, _sum(total)]


def _sum(tally: Tally) -> str:
    done = tally.encoded + tally.settled
    settled: str = say(" ({number} by a reading alone)", number=tally.settled) if tally.settled else ""
    lost: str = say(", {number} LOST", number=tally.lost) if tally.lost else ""
    return say(
        "{document} {done} of {computable} computable clauses encoded{settled}{lost}, {accounted} of {others} others accounted for",
        document=tally.document,
        done=done,
        computable=tally.computable,
        settled=settled,
        lost=lost,
        accounted=tally.accounted,
        others=tally.others,
    )


# ── For programs ────────────────────────────────────────────────────────────────────────────────────────────────────

_HEAD = ("id", "document", "section", "kind", "computable", "meaning", "status", "file", "line", "statement", "name")


def _csv(matrix: Traceability) -> str:
    """A row for each clause and statement that cites it, then for each uncited statement and each unknown citation."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEAD)
    for traced in matrix.clauses:
        c = traced.clause
        own = (c.id, c.document, c.section, c.kind, c.computable, c.meaning, traced.status)
        for row in [_cells(s) for s in traced.statements] or [("", "", "", "")]:
            writer.writerow([_harmless(cell) for cell in (*own, *row)])
    for statement in matrix.uncited:
        writer.writerow([_harmless(cell) for cell in ("", "", "", "", "", "", "uncited", *_cells(statement))])
    for unknown in matrix.unknown:
        cited = (unknown.id, "", "", "", "", "", "unknown", *_cells(unknown.statement))
        writer.writerow([_harmless(cell) for cell in cited])
    return out.getvalue().rstrip("\n")


def _cells(statement: Statement) -> tuple[str, str, str, str]:
    return statement.origin.file, str(statement.origin.line), statement.kind, statement.name


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: such a one is led by an apostrophe."""
    return f"'{text}" if _FORMULA.match(text) else text


def _json(matrix: Traceability) -> dict[str, object]:
    return {
        "register": matrix.register,
        "clauses": [
            {
                "id": t.clause.id,
                "document": t.clause.document,
                "section": t.clause.section,
                "kind": t.clause.kind,
                "computable": t.clause.computable,
                "meaning": t.clause.meaning,
                "status": t.status,
                "statements": [_statement(s) for s in t.statements],
            }
            for t in matrix.clauses
        ],
        "statements": [{**_statement(s), "sources": list(s.sources)} for s in matrix.statements],
        "uncited": [_statement(s) for s in matrix.uncited],
        "unknown": [{"id": u.id, **_statement(u.statement)} for u in matrix.unknown],
        "documents": [_tally(tally) for tally in matrix.tallies],
        "outside": [{"document": document, "clauses": count} for document, count in matrix.outside],
        "complete": matrix.complete,
    }


def _statement(statement: Statement) -> dict[str, object]:
    return {
        "contract": statement.contract,
        "file": statement.origin.file,
        "line": statement.origin.line,
        "column": statement.origin.column,
        "kind": statement.kind,
        "name": statement.name,
    }


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "document": tally.document,
        "title": tally.title,
        "computable": tally.computable,
        "encoded": tally.encoded,
        "settled": tally.settled,
        "lost": tally.lost,
        "others": tally.others,
        "accounted": tally.accounted,
    }
