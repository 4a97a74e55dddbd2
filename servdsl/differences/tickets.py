"""A log of real tickets put to both contracts: how many would change, for whom, better or worse.

A log is hostile input: a line that cannot be read, or that neither contract can take, is told with its number and counted.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from servdsl.differences.meaning import all_expressions
from servdsl.differences.names import Names
from servdsl.differences.outcomes import Terms, compare, terms_of, verdict_of
from servdsl.differences.records import Json, Verdict
from servdsl.differences.renames import renames
from servdsl.model import Contract
from servdsl.model.contract import Fact
from servdsl.model.expressions import FactRef

MAX_LINE = 1 << 20
"""Bytes of a line that are read; a longer one is no ticket."""
_TOLD = 20
"""Lines that are told one by one; the others are counted."""
_MOST_VALUES = 50
"""Values of a fact that are counted one by one."""

Answerer = Callable[[Mapping[str, Any]], Mapping[str, Any]]


class LogError(Exception):
    """The log as a whole cannot be read; the message is for people."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log: its number, and the facts that it tells or what is wrong with it."""

    number: int
    facts: Json | None
    wrong: str = ""


@dataclass(slots=True)
class Tally:
    """What a log showed. `by`: for `tier` and each enumerated fact, how its tickets fare. `refused`: tickets that only one
    of the contracts can take. `wrong`: the first bad lines, with numbers; `unreadable` counts all."""

    read: int = 0
    changed: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    refused: int = 0
    unreadable: int = 0
    wrong: list[str] = field(default_factory=list)
    by: dict[str, dict[str, Counter[str]]] = field(default_factory=dict)

    def note(self, line: int, why: str) -> None:
        """A line that is no ticket."""
        self.unreadable += 1
        if len(self.wrong) < _TOLD:
            self.wrong.append(f"line {line}: {why}")

    def to_dict(self) -> Json:
        """Plain data for scripts."""
        return {
            "read": self.read,
            "changed": self.changed,
            **{verdict: self.verdicts[verdict] for verdict in ("better", "worse", "different")},
            "refused": self.refused,
            "unreadable": self.unreadable,
            "wrong": list(self.wrong),
            "by": {name: {value: dict(counts) for value, counts in told.items()} for name, told in self.by.items()},
        }


class Log:
    """Tickets against two contracts. The evaluators answer for each: facts in, answer out; ValueError for facts that it
    cannot take."""

    def __init__(self, old: Contract, new: Contract, answers: tuple[Answerer, Answerer]) -> None:
        names = renames(old, new)
        self._terms: Terms = terms_of(old, new, names)
        self._answers = answers
        self._sides = (_Side(old, names.turned()), _Side(new, names))
        self._facts = ("tier", *severities(new))
        self.tally = Tally(by={name: {} for name in self._facts})

    def count(self, line: Line) -> None:
        """Put one ticket to both contracts."""
        if line.facts is None:
            self.tally.note(line.number, line.wrong)
            return
        unknown = [key for key in line.facts if not any(side.knows(key) for side in self._sides)]
        if unknown:
            self.tally.note(line.number, f"{', '.join(unknown[:5])}: unknown to both contracts")
            return
        before, after = (self._ask(side, line.facts) for side in (0, 1))
        if isinstance(before, str) and isinstance(after, str):
            self.tally.note(line.number, after)
            return
        self.tally.read += 1
        self._note(line.facts, self._verdict(before, after))

    def _ask(self, side: int, facts: Json) -> Mapping[str, Any] | str:
        try:
            return self._answers[side](self._sides[side].translated(facts))
        except ValueError as error:
            return str(error).replace("\n", "; ")[:300]

    def _verdict(self, before: Mapping[str, Any] | str, after: Mapping[str, Any] | str) -> Verdict | None:
        if isinstance(before, str) or isinstance(after, str):
            self.tally.refused += 1
            return "different"
        outcomes = compare(before, after, self._terms)
        return verdict_of(outcome.verdict for outcome in outcomes) if outcomes else None

    def _note(self, facts: Json, verdict: Verdict | None) -> None:
        if verdict is not None:
            self.tally.changed += 1
            self.tally.verdicts[verdict] += 1
        told = self._sides[1].translated(facts)
        for name in self._facts:
            value = str(told.get(name, "not told"))[:60]
            counts = self.tally.by[name]
            if value not in counts and len(counts) >= _MOST_VALUES:
                value = "others"
            counts.setdefault(value, Counter())["read"] += 1
            if verdict is not None:
                counts[value][verdict] += 1


class _Side:
    """What one contract calls things. `names`: from the other's names to its own."""

    def __init__(self, contract: Contract, names: Names) -> None:
        self._names = names
        self._known = {"tier", "addons", "service", "opened", "start", "as_of", "events", "worked"}
        self._known |= {fact.name for fact in contract.facts} | {define.name for define in contract.defines}

    def knows(self, key: str) -> bool:
        """Whether the contract takes a fact, by its own or the other's name for it."""
        return self._own(key) in self._known

    def _own(self, key: str) -> str:
        if key in self._known:
            return key
        return self._names.facts.get(key, self._names.values.get(key, key))

    def translated(self, facts: Json) -> Json:
        """A ticket as this contract takes it: without what only the other one asks."""
        told = {self._own(key): value for key, value in facts.items() if self.knows(key)}
        for key, names in (("tier", self._names.offers), ("service", self._names.things)):
            if isinstance(told.get(key), str):
                told[key] = names.get(told[key], told[key])
        addons = told.get("addons")
        if isinstance(addons, dict):
            told["addons"] = {self._names.offers.get(name, name): number for name, number in addons.items()}
        elif isinstance(addons, list):
            told["addons"] = [self._names.offers.get(name, name) if isinstance(name, str) else name for name in addons]
        return told


def severities(contract: Contract) -> list[str]:
    """The enumerated facts of a ticket that promises depend on, the most used first: at most two; else the first."""
    chosen = {fact.name for fact in contract.facts if fact.type == "choice" and fact.scope == "ticket"}
    promised = (clause for clause in contract.clauses if clause.kind == "promise")
    used = Counter(
        expr.name
        for clause in promised
        for expr in all_expressions(clause.when)
        if isinstance(expr, FactRef) and expr.name in chosen
    )
    return [name for name, _ in used.most_common(2)] or sorted(chosen)[:1]


# ── Lines ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def tickets(lines: Iterable[bytes], contracts: tuple[Contract, Contract]) -> Iterator[Line]:
    """The tickets of a log: JSON objects one a line, or CSV with the facts' names in its first line.

    Cells are written as for `servdsl ask --given`, but `addons`, `events` and `worked` as JSON; an empty cell tells nothing.
    Raises `LogError` where the first line of a CSV is no list of names.
    """
    numbered = enumerate(lines, start=1)
    first = next(((number, line) for number, line in numbered if line.strip()), None)
    if first is None:
        return
    if first[1].lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        yield _json(*first)
        yield from (_json(number, line) for number, line in numbered if line.strip())
        return
    header = _header(first[1])
    types = {fact.name: fact for contract in contracts for fact in contract.facts}
    yield from (_cells(number, line, header, types) for number, line in numbered if line.strip())


def _decoded(line: bytes) -> str:
    if len(line) > MAX_LINE:
        raise ValueError(f"longer than {MAX_LINE} bytes")
    try:
        return line.decode("utf-8-sig").strip("\r\n")
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8") from error


def _json(number: int, line: bytes) -> Line:
    try:
        facts = _loaded(_decoded(line))
    except ValueError as error:
        return Line(number, None, str(error))
    if not isinstance(facts, dict):
        return Line(number, None, "not a JSON object of facts")
    return Line(number, facts)


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, parse_float=str)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg}") from error


def _header(line: bytes) -> list[str]:
    try:
        names = [name.strip() for name in next(csv.reader([_decoded(line)], strict=True), [])]
    except (ValueError, csv.Error) as error:
        raise LogError(f"the first line is neither JSON nor the head of a CSV: {error}") from error
    if not all(names) or len(set(names)) < len(names):
        raise LogError("the first line must name each column of the CSV once")
    return names


def _cells(number: int, line: bytes, header: list[str], types: Mapping[str, Fact]) -> Line:
    try:
        cells = next(csv.reader([_decoded(line)], strict=True), [])
        if len(cells) != len(header):
            raise ValueError(f"{len(cells)} cells, where the first line names {len(header)}")
        told = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
        return Line(number, {name: _value(name, cell, types.get(name)) for name, cell in told.items() if cell})
    except (ValueError, csv.Error) as error:
        return Line(number, None, str(error))


def _value(name: str, cell: str, fact: Fact | None) -> Any:
    if name in ("addons", "events", "worked"):
        return _loaded(cell)
    if fact is not None and fact.type == "yes_no":
        return {"yes": True, "true": True, "no": False, "false": False}.get(cell.lower(), cell)
    if fact is not None and fact.type == "dates":
        return cell.split(",")
    return cell
