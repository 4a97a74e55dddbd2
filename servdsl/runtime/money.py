"""Prices, charges and totals: exact rationals inside, rounded half-up to the minor unit only as they leave.

All values come settled: `amount`, `minimum_amount` and `cap` are numbers, no longer formulas. The currencies of one
charge agree: the compiler saw to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from .instants import DAY, HOUR, LocalZone, instant, micros
from .records import Record
from .text import decimal, rounded_money
from .text import money as money_text
from .values import Beyond, Charge, Price, Quantity

TIME_UNITS = frozenset({"minute", "hour", "day", "week", "month", "quarter", "year"})
"""What a price may be per, other than a declared unit."""

WORK_UNITS = frozenset({"minute", "hour", "day"})
"""Units by which time worked is charged; such a charge has no amount before the time is known."""

Stretch = tuple[datetime, datetime]
"""From an instant (included) to a later one (excluded)."""


def exact(quantity: Quantity) -> Fraction:
    """A settled number. Raises TypeError for a formula that was not computed: a defect of the caller."""
    if not isinstance(quantity, int | Fraction):
        raise TypeError("a formula must be computed before its value is summed")
    return Fraction(quantity)


class Line(Record):
    """A part of a sum: so many of a unit at a rate. `what`: an offer's or service's name, or "included" for time that a
    quota has paid for. `unit` is empty for a flat price. `lower_bound`: the document says "from"."""

    what: str
    quantity: Fraction
    unit: str
    rate: Fraction
    currency: str
    lower_bound: bool = False

    @property
    def amount(self) -> Fraction:
        """Quantity times rate, exact."""
        return self.quantity * self.rate

    def to_dict(self) -> dict[str, object]:
        """The line as it stands in an answer; the rate keeps all its places."""
        return {
            "what": self.what,
            "quantity": decimal(self.quantity),
            "unit": self.unit or None,
            "rate": decimal(self.rate),
            "amount": money_text(self.amount, self.currency),
            "currency": self.currency,
            "lower_bound": self.lower_bound,
        }


class Sum(Record):
    """A price, a charge or a total. `bound`: the exact amount that a minimum or a cap puts in place of the lines' sum.

    `by` "quote": no amount is printed; "free": nothing is paid; "unknown": a price per time worked, which is not known.
    """

    by: Literal["amount", "quote", "free", "unknown"]
    lines: tuple[Line, ...] = ()
    currency: str = ""
    lower_bound: bool = False
    per: tuple[str, ...] = ()
    once: bool = False
    tax: str | None = None
    bound: Fraction | None = None

    @property
    def exact(self) -> Fraction | None:
        """The amount before any rounding; None unless there is one."""
        if self.by != "amount":
            return None
        return sum((line.amount for line in self.lines), Fraction(0)) if self.bound is None else self.bound

    @property
    def amount(self) -> Fraction | None:
        """The amount as it leaves: the sum of its rounded lines, or the rounded bound (decision 58)."""
        if self.by != "amount":
            return None
        if self.bound is not None:
            return rounded_money(self.bound, self.currency)
        return sum((rounded_money(line.amount, line.currency) for line in self.lines), Fraction(0))

    def reduced(self, share: Fraction) -> Sum:
        """The sum less the share that the vendor bears, or that is taken off; 1 leaves nothing (decision 57)."""
        left = 1 - share
        return self.replace(
            lines=tuple(line.replace(rate=line.rate * left) for line in self.lines),
            bound=None if self.bound is None else self.bound * left,
        )


# ── Prices ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def price_of(price: Price, what: str, quantity: Fraction | int = 1) -> Sum:
    """What an offer costs: its price, times a quantity."""
    empty = Sum(price.by, (), price.currency, price.lower_bound, price.per, price.once, price.tax)
    if price.by != "amount" or price.amount is None:
        return empty
    unit = price.per[0] if len(price.per) == 1 and price.per[0] not in TIME_UNITS else ""
    line = Line(what, Fraction(quantity), unit, exact(price.amount), price.currency, price.lower_bound)
    return empty.replace(lines=(line,))


def total(tier: tuple[str, Price], addons: Sequence[tuple[str, Price, Fraction | int]]) -> Sum | None:
    """What tier and add-ons cost together, for the tier's period (decision 60).

    Each add-on is (name, price, quantity). Its price counts times its quantity where it is per that period, once, or
    per a declared unit. None, there is no total, where one is per another period, in another currency or with another
    tax wording, or where the tier's price is a rate per unit. A free part agrees with every other. One part by quote
    makes the total by quote; a lower bound in it makes it a lower bound (decision 59).
    """
    parts = [price_of(tier[1], tier[0]), *(price_of(price, name, quantity) for name, price, quantity in addons)]
    own = parts[0]
    if any(unit not in TIME_UNITS for unit in own.per):
        return None
    summed = [part for part in parts if part.by == "amount"]
    if not _one({part.currency for part in summed}) or not _one({part.tax for part in summed}):
        return None
    periods = {part.per for part in summed if _is_period(part)} | ({own.per} if own.by != "free" and own.per else set())
    if not _one(periods) or (own.by == "amount" and not own.per and periods):
        return None
    first = summed[0] if summed else own
    by: Literal["amount", "quote", "free"] = "amount" if summed else "free"
    if any(part.by == "quote" for part in parts):
        by = "quote"
    return Sum(
        by,
        tuple(line for part in summed for line in part.lines),
        first.currency,
        any(part.lower_bound for part in parts),
        next(iter(periods), own.per),
        all(part.once for part in summed) if summed else own.once,
        first.tax,
    )


def _is_period(part: Sum) -> bool:
    return bool(part.per) and not part.once and any(unit in TIME_UNITS for unit in part.per)


def _one(values: set[str] | set[str | None] | set[tuple[str, ...]]) -> bool:
    return len(values) <= 1


def schedule(rows: Sequence[Sum]) -> tuple[Fraction, Fraction] | None:
    """Total and average of a price over several periods: the total sums the rounded periods, the average is rounded
    once (decision 58). None where a row has no amount, or there is no row."""
    exacts = [row.exact for row in rows if row.exact is not None]
    amounts = [row.amount for row in rows if row.amount is not None]
    if not rows or len(exacts) < len(rows):
        return None
    return sum(amounts, Fraction(0)), rounded_money(sum(exacts, Fraction(0)) / len(rows), rows[0].currency)


# ── Charges ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def beyond_quota(excess: Fraction, beyond: Beyond, what: str) -> Sum:
    """The price of what exceeds a quota, in the quota's unit: at least the minimum, in whole steps, both exact
    (decision 59)."""
    counted = _lengthened(excess, beyond.minimum, beyond.step) if excess else Fraction(0)
    price = beyond.price
    if price.by != "amount" or not price.per:
        return price_of(price, what)
    if price.per[0] == "minute":
        counted *= 60
    flat = price_of(price, what, counted)
    return flat.replace(lines=tuple(line.replace(unit=price.per[0]) for line in flat.lines))


def charge_without_time(charge: Charge, what: str, quantity: Fraction | int = 1) -> Sum:
    """What a use costs where no time worked is given: unknown for a price per time, else the price of so many uses."""
    found = price_of(charge.price, what, quantity)
    if found.by == "amount" and set(found.per) & WORK_UNITS:
        return found.replace(by="unknown", lines=())
    return _bounded(found, charge)


def charge_for_work(
    worked: Iterable[Stretch],
    edges: Callable[[datetime, datetime], Iterable[datetime]],
    charge_at: Callable[[datetime, datetime], Charge],
    zone: LocalZone,
    what: str,
    included_hours: Fraction | int = 0,
) -> Sum:
    """What time worked costs (decisions 59 and 61).

    The intervals are merged and cut where `edges(start, end)` says that a calendar opens or closes; `charge_at` gives
    the charge of each stretch between. Each stretch has its own rate; beyond so many hours, of a local day or of the
    job, the other price holds. A daily minimum lengthens each local day at its last rate, minimum and step lengthen the
    job at its last rate (those of its last stretch), and the time that a quota includes is taken from the beginning of
    the job so lengthened. Minimum amount and cap act on the exact sum. One line per rate, in the order of work.
    """
    pieces = _overtime(_pieces(worked, edges, charge_at, zone))
    if not pieces:
        return Sum("amount")
    pieces = _lengthened_job(_lengthened_days(pieces))
    included, charged = _without_included(pieces, Fraction(included_hours))
    return _bounded(_summed(charged, included, pieces[-1], what), pieces[-1].charge if charged else None)


class _Piece(Record):
    """Hours of one local day (its number) under one charge; `price` is the charge's own or that beyond its hours."""

    day: int
    hours: Fraction
    charge: Charge
    price: Price


def merge(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches in order, those that overlap or touch made one, empty ones left out."""
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        elif start < end:
            merged.append((start, end))
    return merged


def _pieces(
    worked: Iterable[Stretch],
    edges: Callable[[datetime, datetime], Iterable[datetime]],
    charge_at: Callable[[datetime, datetime], Charge],
    zone: LocalZone,
) -> list[_Piece]:
    pieces = []
    for start, end in merge(worked):
        cuts = {start, end, *(at for at in edges(start, end) if start < at < end), *_midnights(start, end, zone)}
        for first, last in pairwise(sorted(cuts)):
            charge = charge_at(first, last)
            pieces.append(_Piece(zone.day(micros(first)), hours_between(first, last), charge, charge.price))
    return pieces


def _midnights(start: datetime, end: datetime, zone: LocalZone) -> Iterable[datetime]:
    """The beginnings of local days strictly between two instants."""
    first, last = zone.day(micros(start)) + 1, zone.day(micros(end))
    days = (instant(zone.at(day * DAY)) for day in range(first, last + 1))
    return (midnight for midnight in days if start < midnight < end)


def hours_between(start: datetime, end: datetime) -> Fraction:
    """Elapsed hours, exact."""
    return Fraction(micros(end) - micros(start), HOUR)


def _overtime(pieces: list[_Piece]) -> list[_Piece]:
    """Hours beyond the limit of a day, or of the job, get their own price."""
    priced: list[_Piece] = []
    job = Fraction(0)
    days: dict[int, Fraction] = {}
    for piece in pieces:
        rule = piece.charge.beyond
        if rule is None:
            priced.append(piece)
        else:
            before = days.get(piece.day, Fraction(0)) if rule.per_day else job
            plain = min(piece.hours, max(rule.hours - before, Fraction(0)))
            parts = (piece.replace(hours=plain), piece.replace(hours=piece.hours - plain, price=rule.price))
            priced += [part for part in parts if part.hours]
        job += piece.hours
        days[piece.day] = days.get(piece.day, Fraction(0)) + piece.hours
    return priced


def _lengthened_days(pieces: list[_Piece]) -> list[_Piece]:
    """Each local day with the hours of its daily minimum, at the day's last rate."""
    result: list[_Piece] = []
    for place, piece in enumerate(pieces):
        ends_day = place + 1 == len(pieces) or pieces[place + 1].day != piece.day
        if ends_day and piece.charge.minimum_per_day and piece.charge.minimum_hours is not None:
            day = sum((other.hours for other in pieces if other.day == piece.day), Fraction(0))
            piece = piece.replace(hours=piece.hours + max(piece.charge.minimum_hours - day, Fraction(0)))
        result.append(piece)
    return result


def _lengthened_job(pieces: list[_Piece]) -> list[_Piece]:
    """The job with its minimum and step, at its last rate."""
    last = pieces[-1]
    minimum = None if last.charge.minimum_per_day else last.charge.minimum_hours
    hours = sum((piece.hours for piece in pieces), Fraction(0))
    longer = _lengthened(hours, minimum, last.charge.step_hours) - hours
    return [*pieces[:-1], last.replace(hours=last.hours + longer)]


def _lengthened(quantity: Fraction, minimum: Fraction | None, step: Fraction | None) -> Fraction:
    """A quantity raised to a minimum, then to a whole number of steps."""
    raised = quantity if minimum is None else max(quantity, minimum)
    return -(-raised // step) * step if step else raised


def _without_included(pieces: list[_Piece], included: Fraction) -> tuple[Fraction, list[_Piece]]:
    """The hours that a quota pays, taken from the beginning, and the pieces left."""
    left, charged = included, []
    for piece in pieces:
        taken = min(left, piece.hours)
        left -= taken
        if piece.hours > taken:
            charged.append(piece.replace(hours=piece.hours - taken))
    return included - left, charged


def _summed(charged: list[_Piece], included: Fraction, last: _Piece, what: str) -> Sum:
    groups: dict[Price, list[_Piece]] = {}
    for piece in charged:
        groups.setdefault(piece.price, []).append(piece)
    shown = next((piece.price for piece in charged if piece.price.by == "amount"), last.price)
    bound = any(price.lower_bound for price in groups)
    empty = Sum("amount", (), shown.currency, bound, shown.per, False, shown.tax)
    if any(price.by == "quote" for price in groups):
        return empty.replace(by="quote")
    if groups and all(price.by == "free" for price in groups):
        return empty.replace(by="free")
    lines = [_line(price, group, what) for price, group in groups.items() if price.by == "amount"]
    if included:
        lines.insert(0, Line("included", included, "hour", Fraction(0), shown.currency))
    return empty.replace(lines=tuple(lines))


def _line(price: Price, pieces: list[_Piece], what: str) -> Line:
    """A rate's line: by hours or minutes, by local days worked, or once."""
    hours = sum((piece.hours for piece in pieces), Fraction(0))
    quantities = {"hour": hours, "minute": hours * 60, "day": Fraction(len({piece.day for piece in pieces}))}
    unit = next((unit for unit in price.per if unit in WORK_UNITS), "")
    amount = exact(price.amount) if price.amount is not None else Fraction(0)
    return Line(what, quantities.get(unit, Fraction(1)), unit, amount, price.currency, price.lower_bound)


def _bounded(found: Sum, charge: Charge | None) -> Sum:
    """A sum with its charge's minimum amount and cap, compared exactly (decision 59)."""
    before = found.exact
    if charge is None or before is None:
        return found
    after = before if charge.minimum_amount is None else max(before, exact(charge.minimum_amount))
    after = after if charge.cap is None else min(after, exact(charge.cap))
    return found if after == before else found.replace(bound=after)
