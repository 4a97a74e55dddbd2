"""Prices, charges, totals: exact inside, rounded as they leave (decisions 57 to 61)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise
from math import ceil

from servdsl.model.contract import Clause
from servdsl.model.expressions import During
from servdsl.model.values import Beyond, Charge, Price
from servdsl.reference import steps
from servdsl.reference.calendars import DAY, Interval, merged, midnight, open_between
from servdsl.reference.case import Case, walk
from servdsl.reference.cases import winner
from servdsl.reference.conditions import resolve
from servdsl.reference.explore import View
from servdsl.reference.expressions import currency_of, is_lower_bound, quantity
from servdsl.reference.text import span, to_minor

HOURS_PER = {"minute": Fraction(1, 60), "hour": Fraction(1)}
TIMES = {*HOURS_PER, "day"}
"""Units of a price that is paid by the time worked."""


@dataclass(frozen=True)
class Line:
    """Of a price: `quantity` pieces or hours; None: a correction to the sum of the lines before it. Two clauses that
    come to the same are one result (decision 11)."""

    clause: str = field(compare=False)
    quantity: Fraction | None
    exact: Fraction
    amount: Fraction


@dataclass(frozen=True)
class Sum:
    """A price or a charge. `by` as in the model; `amount` is exact; a charge by time without the time has none."""

    by: str
    amount: Fraction | None = None
    currency: str | None = None
    per: tuple[str, ...] = ()
    tax: str | None = None
    lower_bound: bool = False
    lines: tuple[Line, ...] = ()
    needs: frozenset[str] = frozenset()

    @property
    def leaving(self) -> Fraction | None:
        """The sum as it leaves: that of its rounded lines (decision 58)."""
        return sum((line.amount for line in self.lines), Fraction(0)) if self.amount is not None else None


def price(case: Case, view: View, ranks: Sequence[Sequence[str]]) -> Sum | None:
    """The price that the layers of one offer set; None where none does."""
    clause = winner(case, view, "price", ranks=ranks)
    if clause is None:
        return None
    assert isinstance(clause.value, Price)
    view.rest_on(clause)
    found = priced(case, clause.value)
    if found.amount is None:
        return found
    view.rest_on(clause, steps.result(found.amount, found.currency or ""))
    return replace(found, lines=(_line(clause.id, Fraction(1), found),))


def priced(case: Case, one: Price) -> Sum:
    """What a price says, without lines."""
    per = ("once",) if one.once else one.per
    if one.by != "amount":
        return Sum(one.by, per=per, tax=one.tax)
    assert one.amount is not None
    amount = quantity(case, one.amount)  # first: what it lacks is all that the price needs
    currency = currency_of(case, one.amount)
    return Sum("amount", amount, currency, per, one.tax, one.lower_bound or is_lower_bound(case, one.amount))


def _line(clause: str, pieces: Fraction, one: Sum) -> Line:
    assert one.amount is not None
    exact = one.amount * pieces
    return Line(clause, pieces, exact, to_minor(exact, one.currency or ""))


def total(tier: Sum, addons: list[tuple[Sum, int]], units: set[str]) -> Sum | None:
    """The tier's price, plus its add-ons' of the same period, `once` and per unit, each times its quantity (decision
    60); None: there is none."""
    parts = [tier, *(one for one, _ in addons)]
    if set(tier.per) & units:
        return None
    lower = any(part.lower_bound for part in parts)
    if any(part.by == "quote" for part in parts):
        return Sum("quote", per=tier.per, tax=tier.tax, lower_bound=lower)
    paid = [(part, pieces) for part, pieces in [(tier, 1), *addons] if part.by == "amount"]
    if not paid:
        return tier
    recurring = [part for part, _ in paid if part.per != ("once",) and not set(part.per) & units]
    leading = next(iter([tier] if tier.by == "amount" else recurring), paid[0][0])
    if any((p.currency, p.tax) != (leading.currency, leading.tax) for p, _ in paid):
        return None
    if any(p.per != leading.per for p in recurring):
        return None
    lines = tuple(_line(part.lines[0].clause, Fraction(pieces), part) for part, pieces in paid)
    return replace(leading, amount=sum((line.exact for line in lines), Fraction(0)), lines=lines, lower_bound=lower)


# ── Charges ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Stretch:
    """Part of a job at one rate, on one local date; `pieces`: how often a price is paid that is none by time."""

    hours: Fraction
    day: date
    clause: Clause
    price: Price
    pieces: Fraction = Fraction(1)


@dataclass(frozen=True)
class Reach:
    """A quota of a job, its price beyond, and the first `hours` of the job that fit it, where None a `part` of it. `times`: as
    so many hours of the quota an hour of the job counts; `pieces`: how many of what is counted a part of the job takes."""

    clause: Clause
    beyond: Beyond | None
    hours: Fraction | None
    part: Fraction
    times: Fraction
    pieces: Callable[[Fraction, Fraction], Fraction]

    def of(self, job: Fraction) -> Fraction:
        """So many hours of a job of so many."""
        return self.part * job if self.hours is None else self.hours


Priced = tuple[Clause, Beyond]


@dataclass(frozen=True)
class Included:
    """What quotas say of a job: whether they include hours of it; their prices beyond, from the nearest to the farthest, and
    that of the first which is used up; by the hours worked how far each quota reaches, and how many hours they count."""

    entitles: bool = False
    prices: tuple[Priced, ...] = ()
    used_up: Callable[[], Priced | None] = lambda: None
    reaches: Callable[[Fraction], list[Reach]] = lambda _: []
    book: Callable[[Fraction], Fraction] = lambda hours: hours

    @property
    def empty(self) -> bool:
        """Quotas neither include anything nor have a price."""
        return not self.entitles and not self.prices


def charge(
    case: Case, view: View, service: str, allow: Callable[[], Included], share: Callable[[], Fraction | None]
) -> Sum | None:
    """What the customer pays for a service; None: nothing is charged. A share reduces it (decision 57)."""
    included = allow()
    if counts_time(case, service, included.prices):
        return _for_work(case, view, service, included, share)
    clause = winner(case, view, "charge", service)
    beyond = included.used_up() if included.prices else None
    if beyond is None and clause is None:
        beyond = next((one for one in included.prices if is_rate(one[1])), None)
    if beyond is not None:
        clause = beyond[0]
    if clause is None:
        return None
    view.rest_on(clause)
    found = priced(case, beyond[1].price if beyond is not None else _charge(clause).price)
    if found.by != "amount":
        return found
    if set(found.per) & TIMES:
        return replace(found, amount=None, needs=frozenset({"worked"}))
    return _closed(case, found, clause, (_line(clause.id, Fraction(1), found),), share)


def excess(case: Case, clause: Clause, beyond: Beyond, parts: Sequence[Fraction], in_hours: bool) -> Sum:
    """What so much beyond a quota costs, use by use: at least the minimum, in whole steps, rounded once in all. What was
    given back is less than 0, and neither lengthened nor rounded."""
    found = priced(case, beyond.price)
    longer = replace(found, per=tuple(unit for unit in found.per if unit in {"week", "month", "quarter", "year"}))
    if found.amount is None:
        return longer
    least, step = Fraction(beyond.minimum or 0), beyond.step
    counted = [max(part, least) if part > 0 else part for part in parts]
    if step is not None:
        counted = [ceil(part / step) * step if part > 0 else part for part in counted]
    timed = set(found.per) & TIMES
    if timed and sum(counted) and not (in_hours and timed <= set(HOURS_PER)):
        return replace(longer, amount=None, needs=frozenset({"worked"}))
    pieces = sum(counted, Fraction(0))
    if in_hours and not timed:
        pieces = Fraction(len([part for part in parts if part > 0]))
    for unit in timed & set(HOURS_PER):
        pieces /= HOURS_PER[unit]
    return replace(longer, lines=(_line(clause.id, pieces, found),))


def counts_time(case: Case, service: str, prices: Sequence[Priced]) -> bool:
    """Whether the time worked is known and paid by its length."""
    by_time = any(is_rate(beyond) for _, beyond in prices) or any(
        _by_time(clause) for clause in _clauses(case, service)
    )
    return case.given.worked is not None and by_time


def is_rate(beyond: Beyond) -> bool:
    """Whether a price beyond a quota is one per time."""
    return bool(set(beyond.price.per) & TIMES)


def _clauses(case: Case, service: str) -> list[Clause]:
    return [c for c in case.held("charge") if c.thing == service]


def _charge(clause: Clause) -> Charge:
    assert isinstance(clause.value, Charge)
    return clause.value


def _rule(clause: Clause) -> Charge | None:
    return clause.value if isinstance(clause.value, Charge) else None


def _by_time(clause: Clause) -> bool:
    one = _charge(clause)
    return any(set(price.per) & TIMES for price in (one.price, *([one.beyond.price] if one.beyond else [])))


def _for_work(
    case: Case, view: View, service: str, included: Included, share: Callable[[], Fraction | None]
) -> Sum | None:
    """The time worked at its rates: minimum and step for the whole job, then the included time goes first."""
    worked = sum((span(end - start) / 3600 for start, end in merged(case.given.worked or ())), Fraction(0))
    reaches = included.reaches(worked) if worked and not included.empty else []
    stretches = _stretches(case, view, service, included)
    if not stretches:
        return None
    last, rule = stretches[-1], _rule(stretches[-1].clause)
    for clause in {s.clause.id: s.clause for s in stretches if isinstance(s.clause.value, Charge)}.values():
        view.rest_on(clause)
    if rule is not None:
        stretches = _lengthened(stretches, rule)
    if not included.empty:
        stretches = _to_at_least(stretches, included.book(_hours(stretches)))
        job = _hours(stretches)
        free = min((job, *(one.of(job) for one in reaches))) if included.entitles else Fraction(0)
        stretches = _beyond(stretches, free, reaches)
        for clause in {s.clause.id: s.clause for s in stretches}.values():
            view.rest_on(clause)
        if not stretches and not free:
            return None
    if not stretches and last.price.by == "amount":
        return replace(priced(case, last.price), amount=Fraction(0), per=())
    quoted = next((s.price for s in stretches if s.price.by == "quote"), None)
    if quoted is not None:
        return Sum("quote", per=quoted.per, tax=quoted.tax)
    paid = [priced(case, s.price) for s in stretches or [last] if s.price.by == "amount"]
    if not paid:
        return Sum("free", tax=last.price.tax)
    found = Sum("amount", None, paid[0].currency, (), last.price.tax, any(p.lower_bound for p in paid))
    return _closed(case, found, last.clause, _lines(case, stretches), share)


def _stretches(case: Case, view: View, service: str, included: Included) -> list[Stretch]:
    found: list[Stretch] = []
    for low, high in cuts(case, view, service):
        found += _at_rates(case, view, service, included, low, span(high - low) / 3600, found)
    return found


def by_calendar(case: Case, service: str) -> set[str]:
    """The calendars during or outside of which the work is charged differently."""
    return {
        record.calendar
        for clause in _clauses(case, service)
        for record in walk(clause)
        if isinstance(record, During) and record.subject == "worked"
    }


def cuts(case: Case, view: View, service: str) -> list[Interval]:
    """The time worked, split at the edges of the calendars that its rates name, and by day (decision 61)."""
    zone = case.zone()
    names = by_calendar(case, service)
    found: list[Interval] = []
    for start, end in merged(case.given.worked or ()):
        calendars = [resolve(case, view, name) for name in sorted(names)]
        edges = {edge for c in calendars for interval in open_between(c, start, end) for edge in interval}
        day = start.astimezone(zone).date() + DAY
        while midnight(day, zone) < end:
            edges.add(midnight(day, zone))
            day += DAY
        found += pairwise(sorted({start, end, *edges}))
    return found


def _at_rates(
    case: Case, view: View, service: str, included: Included, at: datetime, hours: Fraction, before: list[Stretch]
) -> list[Stretch]:
    """One stretch at its clause's price, beyond so many hours at the other; unsaid, at that beyond a quota."""
    clause, day = winner(case.during(at), view, "charge", service), at.astimezone(case.zone()).date()
    if clause is None:
        return [Stretch(hours, day, quota, beyond.price) for quota, beyond in included.prices[:1]]
    assert isinstance(clause.value, Charge)
    beyond = clause.value.beyond
    if beyond is None:
        return [Stretch(hours, day, clause, clause.value.price)]
    ran = sum((s.hours for s in before if s.day == day or not beyond.per_day), Fraction(0))
    plain = min(hours, max(Fraction(0), Fraction(beyond.hours) - ran))
    parts = [Stretch(plain, day, clause, clause.value.price), Stretch(hours - plain, day, clause, beyond.price)]
    return [part for part in parts if part.hours > 0]


def _lengthened(stretches: list[Stretch], rule: Charge) -> list[Stretch]:
    """Minimum and step lengthen the job at its last rate (decision 61); a minimum per day each day at its last rate."""
    if rule.minimum_hours is not None and rule.minimum_per_day:
        found: list[Stretch] = []
        for day in sorted({s.day for s in stretches}):
            found += _to_at_least([s for s in stretches if s.day == day], Fraction(rule.minimum_hours))
        stretches = found
    elif rule.minimum_hours is not None:
        stretches = _to_at_least(stretches, Fraction(rule.minimum_hours))
    return _stepped(stretches, Fraction(rule.step_hours)) if rule.step_hours is not None else stretches


def _to_at_least(stretches: list[Stretch], hours: Fraction) -> list[Stretch]:
    short = hours - sum((s.hours for s in stretches), Fraction(0))
    if short <= 0 or not stretches:
        return stretches
    return [*stretches, replace(stretches[-1], hours=short)]


def _stepped(stretches: list[Stretch], step: Fraction) -> list[Stretch]:
    return _to_at_least(stretches, ceil(sum((s.hours for s in stretches), Fraction(0)) / step) * step)


def _hours(stretches: Iterable[Stretch]) -> Fraction:
    return sum((s.hours for s in stretches), Fraction(0))


def _beyond(stretches: list[Stretch], free: Fraction, reaches: list[Reach]) -> list[Stretch]:
    """What is left of a job after its first hours: where it lies beyond quotas that have a price, at that of the nearest, with
    its minimum and step; else at the charge that is said."""
    job = _hours(stretches)
    cuts = sorted({free, job, *(one.of(job) for one in reaches)})
    own: list[Stretch] = []
    dear: dict[str, list[tuple[Fraction, Stretch]]] = {}
    begun = Fraction(0)
    for stretch in stretches:
        ended = begun + stretch.hours
        for low, high in pairwise(sorted({begun, ended, *(cut for cut in cuts if begun < cut < ended)})):
            exceeded = [one for one in reaches if one.of(job) <= low and one.beyond is not None]
            if low < free:
                continue
            if exceeded:
                piece = replace(stretch, hours=high - low, clause=exceeded[0].clause)
                dear.setdefault(piece.clause.id, []).append((low, piece))
            elif isinstance(stretch.clause.value, Charge):
                own.append(replace(stretch, hours=high - low))
        begun = ended
    return own + [stretch for one in reaches[::-1] for stretch in _at_its_price(one, dear.get(one.clause.id, []), job)]


def _at_its_price(reach: Reach, pieces: list[tuple[Fraction, Stretch]], job: Fraction) -> list[Stretch]:
    """What lies beyond one quota; `pieces` with the hour of the job at which each begins."""
    if not pieces or reach.beyond is None:
        return []
    (first, _), (last, end) = pieces[0], pieces[-1]
    counted = reach.pieces(first / job, (last + end.hours) / job)
    price = reach.beyond.price
    found = [replace(s, hours=s.hours * reach.times, price=price, pieces=counted) for _, s in pieces]
    longer = found if reach.beyond.minimum is None else _to_at_least(found, Fraction(reach.beyond.minimum))
    return longer if reach.beyond.step is None else _stepped(longer, Fraction(reach.beyond.step))


def _lines(case: Case, stretches: list[Stretch]) -> tuple[Line, ...]:
    """One line for each clause and rate, in order of time."""
    found: dict[tuple[str, str], list[Stretch]] = {}
    for stretch in stretches:
        found.setdefault((stretch.clause.id, stretch.price.model_dump_json()), []).append(stretch)
    lines: list[Line] = []
    for (clause, _), group in found.items():
        one = priced(case, group[0].price)
        if one.amount is None:
            continue
        hours = sum((s.hours for s in group), Fraction(0))
        exact = one.amount * _times(one, hours, len({s.day for s in group}), group[0].pieces)
        lines.append(Line(clause, hours, exact, to_minor(exact, one.currency or "")))
    return tuple(lines)


def _times(one: Sum, hours: Fraction, days: int, pieces: Fraction) -> Fraction:
    unit = next((unit for unit in one.per if unit in TIMES), None)
    if unit is None:
        return pieces
    return Fraction(days) if unit == "day" else hours / HOURS_PER[unit]


def _closed(
    case: Case, found: Sum, clause: Clause, lines: tuple[Line, ...], share: Callable[[], Fraction | None]
) -> Sum:
    """Smallest amount, cap and share act on the exact sum (decision 59); a last line says by how much."""
    rule = _rule(clause)
    exact = amount = sum((line.exact for line in lines), Fraction(0))
    lower = found.lower_bound
    if rule is not None and rule.minimum_amount is not None:
        amount = max(amount, quantity(case, rule.minimum_amount))
        lower = lower or is_lower_bound(case, rule.minimum_amount)
    if rule is not None and rule.cap is not None:
        amount = min(amount, quantity(case, rule.cap))
    author = clause.id if amount != exact or not lines else lines[-1].clause
    amount *= 1 - (share() or 0)
    if amount != exact:
        rest = to_minor(amount, found.currency or "") - sum((line.amount for line in lines), Fraction(0))
        lines = (*lines, Line(author, None, amount - exact, rest))
    return replace(found, amount=amount, lines=lines, lower_bound=lower)
