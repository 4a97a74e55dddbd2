"""A register of source clauses: a CSV file that people keep beside the contracts, read as hostile input.

    id,document,section,kind,computable,meaning
    NWP-012,NWP,Response times,response-window,yes,A pump that has stopped is attended to within two hours

`document` is the prefix that a `document` line of a contract declares, and begins the id. `computable` is `yes`, `partly`
or `no`. Further columns are the keeper's own.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

REGISTER = "register.csv"
"""What a register beside the contracts is called."""

COLUMNS = ("id", "document", "section", "kind", "computable", "meaning")
Computable = Literal["yes", "partly", "no"]

_COMPUTABLE: dict[str, Computable] = {word: word for word in get_args(Computable)}
_MOST_BYTES = 16_000_000
_MOST_ROWS = 100_000
_MOST_PROBLEMS = 20
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters but tab and line ends, halves of surrogate pairs, marks that turn the direction of writing."""


@dataclass(frozen=True, slots=True)
class SourceClause:
    """One row: a clause of a source document, with the 1-based line of the register on which it begins."""

    id: str
    document: str
    section: str
    kind: str
    computable: Computable
    meaning: str
    line: int


@dataclass(frozen=True, slots=True)
class Register:
    """All rows of a register, in the order written; ids are distinct."""

    file: str
    clauses: tuple[SourceClause, ...]


class RegisterError(Exception):
    """A register that cannot be used; `problems` are sentences, each with the file, the line and a way out."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def read_register(path: Path) -> Register:
    """The register in a CSV file. Raises RegisterError, with as many of its problems as people can use at once."""
    name = path.as_posix()
    return _register(_text(path, name), name)


@lru_cache(maxsize=4)
def _register(text: str, name: str) -> Register:
    rows = _rows(text, name)
    head_line, head = next(rows, (1, []))
    _check_head(head, f"{name}:{head_line}")
    reader = _Reader(name, head)
    for line, row in rows:
        reader.row(line, row)
    if reader.problems:
        raise RegisterError(reader.problems[:_MOST_PROBLEMS] + _rest(reader.problems))
    return Register(name, tuple(reader.clauses.values()))


def _rest(problems: list[str]) -> list[str]:
    more = len(problems) - _MOST_PROBLEMS
    return [f"and {more} more like these"] if more > 0 else []


def _text(path: Path, name: str) -> str:
    if not path.is_file():
        raise RegisterError([f"{name}: there is no such file: name a register with --register FILE.csv"])
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise RegisterError([f"{name}: {error.strerror or error}"]) from error
    if len(data) > _MOST_BYTES:
        limit = _MOST_BYTES // 1_000_000
        raise RegisterError([f"{name}: longer than {limit} MB: keep a register for each document"])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RegisterError([f"{name}:{line}: not UTF-8: save the file as UTF-8"]) from error


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that say something, with the line on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise RegisterError([f"{name}:{line}: {error}: put quotes around a field and double those inside"]) from error


def _check_head(head: list[str], place: str) -> None:
    names = [name.strip() for name in head]
    missing = [name for name in COLUMNS if name not in names]
    doubled = [name for name in COLUMNS if names.count(name) > 1]
    if doubled:
        raise RegisterError([f"{place}: the column `{doubled[0]}` stands there twice: leave one out"])
    if missing:
        wanted = ", ".join(COLUMNS)
        lack = ", ".join(f"`{name}`" for name in missing)
        raise RegisterError([f"{place}: no column {lack}: the first line names the columns, with commas: {wanted}"])


class _Reader:
    """Rows become clauses; what is wrong with them is collected."""

    def __init__(self, name: str, head: list[str]) -> None:
        self._name = name
        self._width = len(head)
        self._places = {column: [cell.strip() for cell in head].index(column) for column in COLUMNS}
        self.clauses: dict[str, SourceClause] = {}
        self.problems: list[str] = []

    def row(self, line: int, row: list[str]) -> None:
        if len(self.clauses) >= _MOST_ROWS:
            raise RegisterError(
                [f"{self._name}:{line}: more than {_MOST_ROWS:,} rows: keep a register for each document"]
            )
        if len(row) != self._width:
            self._wrong(line, f"{len(row)} fields where the first line has {self._width}: add or remove commas")
            return
        cells = {column: row[place].strip() for column, place in self._places.items()}
        problem = _problem(cells)
        first = self.clauses.get(cells["id"])
        computable = _COMPUTABLE.get(cells["computable"])
        if problem is not None or computable is None:
            self._wrong(line, problem or f"computable is `{cells['computable']}`: write `yes`, `partly` or `no`")
        elif first is not None:
            self._wrong(line, f"`{first.id}` stands on line {first.line} already: give one of them another id")
        else:
            self.clauses[cells["id"]] = SourceClause(
                id=cells["id"],
                document=cells["document"],
                section=cells["section"],
                kind=cells["kind"],
                computable=computable,
                meaning=cells["meaning"],
                line=line,
            )

    def _wrong(self, line: int, what: str) -> None:
        self.problems.append(f"{self._name}:{line}: {what}")


def _problem(cells: dict[str, str]) -> str | None:
    for column, text in cells.items():
        if hidden := _HIDDEN.search(text):
            return f"the control character U+{ord(hidden[0]):04X} in `{column}`: remove it"
    if not cells["document"]:
        return 'no document: write its prefix, as in `document NWP "…"` of the contract'
    if not cells["id"].startswith(f"{cells['document']}-") or any(char.isspace() for char in cells["id"]):
        return f"the id `{cells['id']}`: write `{cells['document']}-` and a number"
    return None
