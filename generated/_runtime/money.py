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
from .quotas import Booking
from .reach import NOTHING_INCLUDED, Allowance, Bound, Part, parts
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
    """A part of a sum: what one clause makes at one rate. `quantity`: hours worked, or pieces; None in the line that
    says by how much a smallest amount, a cap or a share changes the sum. `amount` is rounded to the minor unit."""

    clause: str
    quantity: Fraction | None
    amount: Fraction
    currency: str

    def to_dict(self) -> dict[str, str | None]:
        """The line as it stands in an answer."""
        quantity = None if self.quantity is None else decimal(self.quantity)
        return {"clause": self.clause, "quantity": quantity, "amount": money_text(self.amount, self.currency)}


class Sum(Record):
    """A price, a charge or a total; `exact` is its amount before any rounding.

    `by` "quote": no amount is printed; "free": nothing is paid; "unknown": a price per time worked, which is not known.
    """

    by: Literal["amount", "quote", "free", "unknown"]
    lines: tuple[Line, ...] = ()
    exact: Fraction | None = None
    currency: str = ""
    lower_bound: bool = False
    per: tuple[str, ...] = ()
    once: bool = False
    tax: str | None = None

    @property
    def amount(self) -> Fraction | None:
        """The amount as it leaves: the sum of its rounded lines, rounded itself without any (decision 58)."""
        if self.exact is None:
            return None
        if not self.lines:
            return rounded_money(self.exact, self.currency)
        return sum((line.amount for line in self.lines), Fraction(0))

    def changed(self, exact: Fraction, clause: str) -> Sum:
        """The same lines for another exact sum: a last line says by how much it differs."""
        if exact == self.exact:
            return self
        lines = tuple(line for line in self.lines if line.quantity is not None)
        rest = rounded_money(exact, self.currency) - sum((line.amount for line in lines), Fraction(0))
        return self.replace(exact=exact, lines=(*lines, Line(clause, None, rest, self.currency)))

    def reduced(self, share: Fraction) -> Sum:
        """The sum less the share that the vendor bears; 1 leaves nothing (decision 57)."""
        if self.exact is None or not self.lines:
            return self
        return self.changed(self.exact * (1 - share), self.lines[-1].clause)


def summed(lines: Iterable[tuple[str, Fraction, Fraction]], currency: str) -> Sum:
    """The sum of (clause, quantity, exact amount) parts, each rounded as it leaves."""
    parts = tuple(lines)
    rounded = tuple(Line(clause, quantity, rounded_money(part, currency), currency) for clause, quantity, part in parts)
    return Sum("amount", rounded, sum((part for _, _, part in parts), Fraction(0)), currency)


# ── Prices ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def price_of(price: Price, clause: str, pieces: Fraction | int = 1) -> Sum:
    """What a clause's price makes, times so many pieces."""
    found = Sum(price.by, currency=price.currency)
    if price.by == "amount" and price.amount is not None:
        found = summed([(clause, Fraction(pieces), exact(price.amount) * pieces)], price.currency)
    return found.replace(lower_bound=price.lower_bound, per=price.per, once=price.once, tax=price.tax)


def total(tier: tuple[str, Price], addons: Sequence[tuple[str, Price, Fraction | int]]) -> Sum | None:
    """What tier and add-ons cost together, for the tier's period (decision 60).

    Each is (clause, price), with its quantity for an add-on. An add-on's price counts times its quantity where it is
    per that period, once, or per a declared unit. None, there is no total, where one is per another period, in another
    currency or with another tax wording, or where the tier's price is a rate per unit. A free part agrees with every
    other. One part by quote makes the total by quote; a lower bound in it makes it a lower bound (decision 59).
    """
    own = price_of(tier[1], tier[0])
    parts = [own, *(price_of(price, clause, pieces) for clause, price, pieces in addons)]
    if any(unit not in TIME_UNITS for unit in own.per):
        return None
    lower_bound = any(part.lower_bound for part in parts)
    if any(part.by == "quote" for part in parts):
        return Sum("quote", lower_bound=lower_bound, per=own.per, once=own.once, tax=own.tax)
    paid = [part for part in parts if part.by == "amount"]
    if not paid:
        return own.replace(lower_bound=lower_bound)
    recurring = [part for part in paid if not part.once and all(unit in TIME_UNITS for unit in part.per)]
    leading = own if own.by == "amount" else next(iter(recurring), paid[0])
    alike = all((part.currency, part.tax) == (leading.currency, leading.tax) for part in paid)
    if not alike or any((part.per, part.once) != (leading.per, leading.once) for part in recurring):
        return None
    return leading.replace(
        lines=tuple(line for part in paid for line in part.lines),
        exact=sum((part.exact for part in paid if part.exact is not None), Fraction(0)),
        lower_bound=lower_bound,
    )


def schedule(rows: Sequence[Sum]) -> tuple[Sum, Sum] | None:
    """Total and average of a price over several periods, neither with lines: the total sums the rounded periods, the
    average is rounded once (decision 58). Period and tax wording are the rows', if all have the same. A free row counts
    0. None where a row has no amount, where currencies differ, or without rows."""
    paid = [row for row in rows if row.by == "amount"]
    if not rows or any(row.by not in ("amount", "free") for row in rows) or len({row.currency for row in paid}) > 1:
        return None
    currency = paid[0].currency if paid else ""
    lower_bound = any(row.lower_bound for row in rows)
    whole = sum((row.amount for row in paid if row.amount is not None), Fraction(0))
    average = sum((row.exact for row in paid if row.exact is not None), Fraction(0)) / len(rows)
    of_all = Sum("amount", (), whole, currency, lower_bound)
    if all(row.per == rows[0].per and row.once == rows[0].once for row in rows):
        of_all = of_all.replace(per=rows[0].per, once=rows[0].once)
    if all(row.tax == rows[0].tax for row in rows):
        of_all = of_all.replace(tax=rows[0].tax)
    return of_all, of_all.replace(exact=rounded_money(average, currency))


# ── Charges ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Rated(Record):
    """A charge and its clause; or the price beyond a quota, and the quota's clause."""

    clause: str
    charge: Charge


def charge_without_time(charge: Charge, clause: str) -> Sum:
    """What a use costs where no time worked is given: unknown for a price per time."""
    found = price_of(charge.price, clause)
    if found.by == "amount" and set(found.per) & WORK_UNITS:
        return found.replace(by="unknown", lines=(), exact=None)
    return _bounded(found, Rated(clause, charge))


def cost_beyond(beyond: Beyond, clause: str, parts: Iterable[Fraction], hours: bool) -> Sum:
    """What the parts of uses that lie beyond a quota cost together, rounded once: each with the price's minimum and step,
    what was given back less. A price per time is known where the quota is in hours; one without a unit is one per piece,
    or per use of what is in hours."""
    told = tuple(parts)
    price, unit = beyond.price, next((unit for unit in beyond.price.per if unit in WORK_UNITS), None)
    booked = Booking(beyond.minimum or Fraction(0), beyond.step)
    quantity = sum((booked.of(part) if part > 0 else part for part in told), Fraction(0))
    if price.by == "amount" and quantity and unit is not None and (not hours or unit == "day"):
        return Sum("unknown", currency=price.currency)
    if hours and unit is None:
        quantity = Fraction(sum(part > 0 for part in told))
    found = price_of(price, clause, quantity * (60 if unit == "minute" else 1))
    return found.replace(per=tuple(one for one in price.per if one in TIME_UNITS - WORK_UNITS), once=False)


def charge_for_work(
    worked: Iterable[Stretch],
    edges: Callable[[datetime, datetime], Iterable[datetime]],
    rate_at: Callable[[datetime, datetime], Rated | None],
    zone: LocalZone,
    allowance: Allowance = NOTHING_INCLUDED,
    settle: Callable[[Beyond], Beyond] = lambda beyond: beyond,
) -> Sum | None:
    """What time worked costs (decisions 59 and 61); None where nothing is charged for it.

    The intervals are merged and cut where `edges(start, end)` says that a calendar opens or closes; `rate_at` gives the
    charge of each stretch between, None where none is said: then it costs what is said beyond quotas, if it lies beyond
    one. Beyond so many hours, of a local day or of the job, a charge's other price holds. A daily minimum lengthens each
    local day at its last rate, minimum and step lengthen the job at its last rate (those of its last stretch), and so
    does the booking of its quota. The time that quotas include is taken from the beginning of the job so lengthened; what
    lies beyond one that has a price is paid at that, of several at the nearest's, with its own minimum and step. `settle`
    computes such a price where it is one to be paid. Minimum amount and cap act on exact sums.
    """
    priced = [bound for bound in allowance.bounds if bound.beyond is not None]
    pieces = _pieces(worked, edges, rate_at, zone, priced[0].beyond if priced else None)
    if not pieces:
        return None
    pieces = _booked(_lengthened_job(_lengthened_days(_overtime(pieces))), allowance.booking)
    job = sum((piece.hours for piece in pieces), Fraction(0))
    included = allowance.included(job)
    reaches = [bound.reach(job) for bound in allowance.bounds]
    payable = {bound.rule: bound for bound in priced}
    charged: list[_Piece] = []
    for part in parts(reaches, included, job):
        group = _within(part, pieces)
        payer = payable.get(part.payer or "")
        if payer is None or payer.beyond is None:
            charged += [piece for piece in group if piece.said]
        else:
            charged += _at_price_beyond(group, payer, settle(payer.beyond), payer.pieces(part, job))
    last = pieces[-1]
    if charged:
        return _bounded(_summed(charged, last.rated.charge.price), last.rated)
    nearest = priced[0].beyond if priced else None
    unpaid = last.rated.charge.price if last.said or nearest is None else settle(nearest).price
    return _summed([], unpaid) if included else None


class _Piece(Record):
    """Hours of one local day (its number) under one charge; `price` is the charge's own or that beyond its hours. `said`:
    a charge holds for them, and not only a price beyond quotas, perhaps."""

    day: int
    hours: Fraction
    rated: Rated
    price: Price
    said: bool = True


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
    rate_at: Callable[[datetime, datetime], Rated | None],
    zone: LocalZone,
    beyond: Beyond | None,
) -> list[_Piece]:
    otherwise = None if beyond is None else Rated("", Charge(beyond.price))
    pieces = []
    for start, end in merge(worked):
        cuts = {start, end, *(at for at in edges(start, end) if start < at < end), *_midnights(start, end, zone)}
        for first, last in pairwise(sorted(cuts)):
            told = rate_at(first, last)
            rated = told or otherwise
            if rated is not None:
                hours = hours_between(first, last)
                pieces.append(_Piece(zone.day(micros(first)), hours, rated, rated.charge.price, told is not None))
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
        rule = piece.rated.charge.beyond
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
        if ends_day and piece.rated.charge.minimum_per_day and piece.rated.charge.minimum_hours is not None:
            day = sum((other.hours for other in pieces if other.day == piece.day), Fraction(0))
            piece = piece.replace(hours=piece.hours + max(piece.rated.charge.minimum_hours - day, Fraction(0)))
        result.append(piece)
    return result


def _lengthened_job(pieces: list[_Piece]) -> list[_Piece]:
    """The job with its minimum and step, at its last rate."""
    last = pieces[-1]
    minimum = None if last.rated.charge.minimum_per_day else last.rated.charge.minimum_hours
    hours = sum((piece.hours for piece in pieces), Fraction(0))
    longer = _lengthened(hours, minimum, last.rated.charge.step_hours) - hours
    return [*pieces[:-1], last.replace(hours=last.hours + longer)]


def _booked(pieces: list[_Piece], booking: Booking) -> list[_Piece]:
    """The job as its quota counts it, longer at its last rate."""
    hours = sum((piece.hours for piece in pieces), Fraction(0))
    return [*pieces[:-1], pieces[-1].replace(hours=pieces[-1].hours + booking.of(hours) - hours)]


def _lengthened(quantity: Fraction, minimum: Fraction | None, step: Fraction | None) -> Fraction:
    """A quantity raised to a minimum, then to a whole number of steps."""
    raised = quantity if minimum is None else max(quantity, minimum)
    return -(-raised // step) * step if step else raised


def _within(part: Part, pieces: list[_Piece]) -> list[_Piece]:
    """The pieces of a part of a job, whose hours are counted from its beginning."""
    found, at = [], Fraction(0)
    for piece in pieces:
        hours = min(part.end, at + piece.hours) - max(part.start, at)
        at += piece.hours
        if hours > 0:
            found.append(piece.replace(hours=hours))
    return found


def _at_price_beyond(pieces: list[_Piece], bound: Bound, beyond: Beyond, counted: Fraction) -> list[_Piece]:
    """What is beyond a quota, at its price, with its minimum and step: by the hours that it takes of the quota, or so many
    pieces."""
    price = beyond.price
    if price.amount is not None and not WORK_UNITS.intersection(price.per):
        price = price.replace(amount=exact(price.amount) * counted)
    priced = [
        one.replace(hours=one.hours * bound.times, rated=one.rated.replace(clause=bound.rule), price=price)
        for one in pieces
    ]
    hours = sum((piece.hours for piece in priced), Fraction(0))
    longer = _lengthened(hours, beyond.minimum, beyond.step) - hours
    return [*priced[:-1], priced[-1].replace(hours=priced[-1].hours + longer)]


def _summed(charged: list[_Piece], last: Price) -> Sum:
    """One line for each clause and rate, in order of time."""
    groups: dict[tuple[str, Price], list[_Piece]] = {}
    for piece in charged:
        groups.setdefault((piece.rated.clause, piece.price), []).append(piece)
    prices = [price for _, price in groups] or [last]
    quoted = next((price for _, price in groups if price.by == "quote"), None)
    if quoted is not None:
        return Sum("quote", per=quoted.per, tax=quoted.tax)
    paid = [price for price in prices if price.by == "amount"]
    if not paid:
        return Sum("free", tax=last.tax)
    lines = [_line(*key, group) for key, group in groups.items() if key[1].by == "amount"]
    found = summed(lines, paid[0].currency)
    return found.replace(lower_bound=any(price.lower_bound for price in paid), tax=last.tax)


def _line(clause: str, price: Price, pieces: list[_Piece]) -> tuple[str, Fraction, Fraction]:
    """A rate's hours, and its amount: by hours or minutes, by local days worked, or once."""
    hours = sum((piece.hours for piece in pieces), Fraction(0))
    times = {"hour": hours, "minute": hours * 60, "day": Fraction(len({piece.day for piece in pieces}))}
    unit = next((unit for unit in price.per if unit in WORK_UNITS), "")
    return clause, hours, times.get(unit, Fraction(1)) * (Fraction(0) if price.amount is None else exact(price.amount))


def _bounded(found: Sum, rated: Rated) -> Sum:
    """A sum with its charge's minimum amount and cap, compared exactly (decision 59)."""
    if found.exact is None:
        return found
    charge, amount = rated.charge, found.exact
    amount = amount if charge.minimum_amount is None else max(amount, exact(charge.minimum_amount))
    amount = amount if charge.cap is None else min(amount, exact(charge.cap))
    return found.changed(amount, rated.clause)
