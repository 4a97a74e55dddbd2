"""A subject's domain, split at the constants that conditions mention (decision 1).

fact year whole from 1      year <= 2, year in 3 to 5   →   year <= 2 | year in 3 to 5 | year >= 6
fact fee money in EUR       fee < 500 EUR               →   fee < 500 EUR | fee is 500 EUR | fee > 500 EUR
fact country country        country is PT               →   country is PT | another country
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from math import ceil, floor
from zoneinfo import ZoneInfo

from servdsl.cells.evaluate import holds, midnight
from servdsl.cells.formulas import VARIABLES, Subject, Test, name_of
from servdsl.cells.ranges import Ranges
from servdsl.cells.words import CellValue, quantity
from servdsl.model import Contract

NO_TIER = "no tier"
OPEN_WINDOW = "neither"
_COUNTRIES = ("AQ", "BV", "HM", "TF", "GS", "UM", "IO", "SJ", "AX", "CC", "CX", "NF", "PN", "TK", "NU", "ZZ")
"""Stand-ins for a country that no condition names."""
NAMES = ("Ada", "Ben", "Cem", "Dao", "Eva", "Fay", "Gil", "Hua")
"""Stand-ins for persons and things known by name."""
_ZONES = ("Etc/UTC", "UTC", "Etc/GMT+1")
_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a subject's domain in which every condition answers alike.

    `sample` is a value of it to try; `text` says it to people: `year in 3 to 5`. An `open` cell holds more than its
    sample: all that lies between `low` and `high` (excluded; None: unbounded), or all names that no condition mentions.
    """

    sample: CellValue
    text: str
    open: bool = False
    low: CellValue | None = None
    high: CellValue | None = None

    def contains(self, value: CellValue) -> bool:
        """Whether an ordered value lies in this cell."""
        if not self.open:
            return value == self.sample
        return (self.low is None or holds(self.low, "<", value)) and (self.high is None or holds(value, "<", self.high))


class Domains:
    """Splits the domains of one contract's subjects."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._zone = ZoneInfo(contract.zone or "UTC")
        self._facts = {fact.name: fact for fact in contract.facts}
        self._ranges = Ranges(contract)
        self._defines = {define.name: define for define in contract.defines}

    def cells(self, subject: Subject, tests: Iterable[Test]) -> tuple[Cell, ...]:
        """The cells of a subject under the tests made of it, from low to high or in the order declared."""
        asked = tuple(tests)
        name = name_of(subject)
        if subject.kind not in VARIABLES:
            return (Cell(False, _negation(subject, name)), Cell(True, name))
        match subject.type:
            case "yes_no":
                return (Cell(False, f"{name} is no"), Cell(True, f"{name} is yes"))
            case "choice" | "country" | "zone" | "name" | "names":
                return self._named(subject, name, asked)
            case "whole":
                return self._whole(subject, name, asked)
            case "date":
                return self._dates(name, {t.constant for t in asked if isinstance(t.constant, date)})
            case "instant":
                return self._instants(subject, name, asked)
            case "money" | "number" | "percent" | "duration" | "dates":
                return self._quantities(subject, name, asked)

    # ── Named values ────────────────────────────────────────────────────────────────────────────────────────────

    def _named(self, subject: Subject, name: str, tests: Sequence[Test]) -> tuple[Cell, ...]:
        mentioned = {str(test.constant): None for test in tests}
        known = self._declared(subject)
        values = list(known if known is not None else sorted(mentioned))
        cells = [Cell(value, _named_text(subject, name, value)) for value in values]
        if known is None:
            stand_ins = _COUNTRIES if subject.type == "country" else NAMES if subject.type == "name" else _ZONES
            other = next((value for value in stand_ins if value not in mentioned), "another")
            cells.append(Cell(other, f"another {name}" if values else f"any {name}", open=True))
        return tuple(cells)

    def _declared(self, subject: Subject) -> tuple[str, ...] | None:
        """All values there are; None where others are possible."""
        match subject.kind:
            case "tier":
                return (*(offer.name for offer in self._contract.offers if offer.kind == "tier"), NO_TIER)
            case "window":
                return ("met", "breached", OPEN_WINDOW)
            case "builtin":
                return tuple(thing.name for thing in self._contract.things if thing.kind == "service") or None
            case "fact":
                fact = self._facts[str(subject.name)]
                return fact.countries if subject.type == "country" else tuple(c.name for c in fact.choices) or None
            case _:
                define = self._defines.get(str(subject.name))
                return tuple(c.name for c in define.choices) or None if define is not None else None

    # ── Whole numbers ───────────────────────────────────────────────────────────────────────────────────────────

    def _whole(self, subject: Subject, name: str, tests: Sequence[Test]) -> tuple[Cell, ...]:
        span = self._ranges.of_fact(name) if subject.kind == "fact" else self._ranges.of_value(name)
        low = None if span.low is None else ceil(span.low)
        high = None if span.high is None else floor(span.high)
        cuts = sorted(
            cut
            for cut in {cut for test in tests for cut in _cuts(test)}
            if (low is None or cut > low) and (high is None or cut <= high)
        )
        starts: list[int | None] = [low, *cuts]
        ends: list[int | None] = [*(cut - 1 for cut in cuts), high]
        return tuple(
            _whole_cell(name, start, end, start == low, end == high) for start, end in zip(starts, ends, strict=True)
        )

    # ── Other ordered values ────────────────────────────────────────────────────────────────────────────────────

    def _quantities(self, subject: Subject, name: str, tests: Sequence[Test]) -> tuple[Cell, ...]:
        span = self._ranges.of_fact(name) if subject.kind == "fact" else self._ranges.of_value(name)
        low, high = span.low, span.high
        points = sorted(
            point
            for point in {Fraction(t.constant) for t in tests if isinstance(t.constant, int | Fraction)}
            if (low is None or point >= low) and (high is None or point <= high)
        )

        def shown(value: Fraction) -> str:
            return quantity(value, subject.type, subject.currency)

        if not points:
            middle = Fraction(1) if low is None and high is None else _between(low, high)
            only = low is not None and low == high
            return (Cell(middle, f"{name} is {shown(middle)}" if only else f"any {name}", open=not only),)
        cells: list[Cell] = []
        if low is None or low < points[0]:
            cells.append(Cell(_below(low, points[0]), f"{name} < {shown(points[0])}", True, None, points[0]))
        for point, after in zip(points, [*points[1:], None], strict=True):
            cells.append(Cell(point, f"{name} is {shown(point)}"))
            if after is not None:
                between = f"{name} > {shown(point)} and {name} < {shown(after)}"
                cells.append(Cell((point + after) / 2, between, True, point, after))
        if high is None or high > points[-1]:
            cells.append(Cell(_above(points[-1], high), f"{name} > {shown(points[-1])}", True, points[-1], None))
        return tuple(cells)

    def _dates(self, name: str, constants: set[date]) -> tuple[Cell, ...]:
        if not constants:
            return (Cell(self._contract.in_force[0], f"any {name}", open=True),)
        points = sorted(constants)
        cells = [Cell(points[0] - _DAY, f"{name} < {points[0]}", True, None, points[0])]
        for point, after in zip(points, [*points[1:], None], strict=True):
            cells.append(Cell(point, f"{name} is {point}"))
            middle = None if after is None else point + (after - point) / 2
            # two dates in a row leave no date between them
            if after is not None and middle is not None and point < middle < after:
                between = f"{name} > {point} and {name} < {after}"
                cells.append(Cell(middle, between, True, point, after))
        cells.append(Cell(points[-1] + _DAY, f"{name} > {points[-1]}", True, points[-1], None))
        return tuple(cells)

    def _instants(self, subject: Subject, name: str, tests: Sequence[Test]) -> tuple[Cell, ...]:
        """Instants lie on a grid of microseconds, so that a cell reaches from one cut to the instant before the next.
        Tickets are opened while the contract is in force: others do not exist (decision 3)."""
        first, last = self._opened() if (subject.kind, name) == ("builtin", "opened") else (None, None)
        cuts = sorted(
            cut
            for cut in {cut for test in tests for cut in _instant_cuts(test)}
            if (first is None or cut > first) and (last is None or cut < last)
        )
        starts, ends = [first, *cuts], [*cuts, last]
        return tuple(
            self._instant_cell(name, start, end, start == first, end == last)
            for start, end in zip(starts, ends, strict=True)
        )

    def _opened(self) -> tuple[datetime, datetime | None]:
        """The first instant at which tickets are opened, and the first after."""
        zone = self._zone.key
        start, end = self._contract.in_force
        return midnight(start, zone), None if end is None else midnight(end + _DAY, zone)

    def _instant_cell(
        self, name: str, start: datetime | None, end: datetime | None, lowest: bool, highest: bool
    ) -> Cell:
        low, high = (None if start is None else start - _TICK), end
        if start is not None and end is not None and end - start == _TICK:
            # a date alone would be all of its day
            return Cell(start, f"{name} is {quantity(start.astimezone(self._zone), 'instant')}")
        if lowest and highest:
            return Cell(self._some_instant(start, end), f"any {name}", True, low, high)
        return Cell(self._some_instant(start, end), self._stretch(name, start, end, lowest, highest), True, low, high)

    def _some_instant(self, start: datetime | None, end: datetime | None) -> datetime:
        """Far from either end, so that it lies inside in whatever zone the ends are midnights."""
        if start is None or end is None:
            usual = datetime.combine(self._contract.in_force[0], time(12), UTC)
            return start + 2 * _DAY if start is not None else end - 2 * _DAY if end is not None else usual
        return start + (end - start) / 2

    def _stretch(self, name: str, start: datetime | None, end: datetime | None, lowest: bool, highest: bool) -> str:
        if highest:
            assert start is not None
            return f"{name} >= {self._moment(start)}"
        assert end is not None
        if lowest:
            return f"{name} < {self._moment(end)}"
        assert start is not None
        if self._begins_day(start) and self._begins_day(end):
            first, last = self._moment(start), f"{(end - _TICK).astimezone(self._zone):%Y-%m-%d}"
            return f"{name} is {first}" if first == last else f"{name} in {first} to {last}"
        return f"{name} >= {self._moment(start)} and {name} < {self._moment(end)}"

    def _moment(self, at: datetime) -> str:
        """An instant as the contract's clocks read it; the day alone where it begins with it."""
        local = at.astimezone(self._zone)
        return f"{local:%Y-%m-%d}" if self._begins_day(at) else quantity(local, "instant")

    def _begins_day(self, at: datetime) -> bool:
        return at == midnight(at.astimezone(self._zone).date(), self._zone.key)


def _instant_cuts(test: Test) -> tuple[datetime, ...]:
    """The instants at which a test may change its answer from the instant before."""
    at = test.constant
    if not isinstance(at, datetime):
        return ()
    match test.op:
        case "<" | ">=":
            return (at,)
        case "<=" | ">":
            return (at + _TICK,)
        case "=" | "!=":
            return (at, at + _TICK)


def _negation(subject: Subject, name: str) -> str:
    if subject.kind == "during":
        return name.replace(" during ", " outside ", 1)
    return f"not ({name})" if subject.kind == "comparison" else f"not {name}"


def _named_text(subject: Subject, name: str, value: str) -> str:
    if subject.kind == "tier":
        return value if value == NO_TIER else f"tier {value}"
    if value == OPEN_WINDOW and subject.kind == "window":
        return f"{name} is neither met nor breached"
    return f"{name} is {value}"


def _cuts(test: Test) -> tuple[int, ...]:
    """The whole numbers at which a test may change its answer from the number before."""
    if not isinstance(test.constant, int | Fraction):
        return ()
    at, after = ceil(test.constant), floor(test.constant) + 1
    match test.op:
        case "<" | ">=":
            return (at,)
        case "<=" | ">":
            return (after,)
        case "=" | "!=":
            return (at, after)


def _whole_cell(name: str, start: int | None, end: int | None, lowest: bool, highest: bool) -> Cell:
    if start is not None and start == end:
        return Cell(start, f"{name} is {start}")
    sample = start if start is not None else end if end is not None else 1
    if lowest and highest:
        text = f"any {name}"
    elif highest:
        text = f"{name} >= {start}"
    elif lowest:
        text = f"{name} <= {end}"
    else:
        text = f"{name} in {start} to {end}"
    return Cell(sample, text, True, None if start is None else start - 1, None if end is None else end + 1)


def _between(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is None or high is None:
        return low if low is not None else high if high is not None else Fraction(1)
    return (low + high) / 2


def _below(low: Fraction | None, point: Fraction) -> Fraction:
    """A value below a point: positive where that can be, as most quantities are."""
    if low is not None:
        return (low + point) / 2
    return point / 2 if point > 0 else point - 1


def _above(point: Fraction, high: Fraction | None) -> Fraction:
    return point + 1 if high is None else (point + high) / 2
