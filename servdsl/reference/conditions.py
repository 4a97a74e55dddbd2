"""Whether a condition holds, in one completion of the facts that are missing (decisions 1 to 3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import assert_never
from zoneinfo import ZoneInfo

from servdsl.model.contract import Always as AlwaysOpen
from servdsl.model.contract import Define, Holidays, Named, Schedule, Week
from servdsl.model.contract import Joined as JoinedHours
from servdsl.model.expressions import (
    And,
    Compare,
    Condition,
    During,
    Expr,
    FactRef,
    Holds,
    InForce,
    InRange,
    Literal,
    Member,
    Not,
    OneOf,
    Or,
    StateIs,
    ValueRef,
    WindowIs,
    children,
)
from servdsl.reference.calendars import (
    DAY,
    AlwaysCalendar,
    JoinedCalendar,
    OpenTime,
    WeekCalendar,
    is_open,
    midnight,
    open_between,
)
from servdsl.reference.case import Case, as_date, variable_of
from servdsl.reference.explore import Lacks, Recall, Trouble, View
from servdsl.reference.expressions import formula

ANOTHER = "another"
"""Stands for every country that no condition names."""

WINDOW_STATUS = ("met", "breached", "neither")


def truth(case: Case, view: View, condition: Condition | None) -> bool:
    """Whether the condition holds; what is missing is read from the view."""
    match condition:
        case None:
            return True
        case Literal():
            return condition.value == "yes"
        case FactRef():
            return bool(bare(case, view, condition))
        case ValueRef():
            return _defined(case, view, condition)
        case And():
            return all(truth(case, view, item) for item in condition.items)
        case Or():
            return any(truth(case, view, item) for item in condition.items)
        case Not():
            return not truth(case, view, condition.item)
        case Compare():
            return compare(case, view, condition.op, condition.left, condition.right)
        case InRange():
            low = compare(case, view, ">=", condition.item, condition.low)
            return low and compare(case, view, "<=", condition.item, condition.high)
        case OneOf():
            return bare(case, view, condition.item) in condition.values
        case Member():
            return _listed(case, view, condition)
        case During():
            return _during(case, view, condition)
        case WindowIs():
            return _window_status(case, view, condition.window) == condition.status
        case StateIs():
            return _flag(case, view, "state", condition.state)
        case Holds():
            return _holds(case, view, condition.offer)
        case InForce():
            return _flag(case, view, "in_force", "")
        case _:
            raise AssertionError(f"{condition.kind} is no condition")


# ── Comparisons ─────────────────────────────────────────────────────────────────────────────────────────────────────


def compare(case: Case, view: View, op: str, left: Expr, right: Expr) -> bool:
    """A known and an unknown: the unknown's domain is split there. Two unknowns: less, equal or greater, each alone."""
    if left.type == "yes_no":
        return (truth(case, view, left) == truth(case, view, right)) == (op == "=")
    one, other = _try(case, left), _try(case, right)
    if _hangs_on_site(case, left, right) and (
        case.lacking_zone() or isinstance(one, Lacks) or isinstance(other, Lacks)
    ):
        return _by_sign(case, view, op, (left, right), (one, other))
    if not isinstance(one, Lacks) and not isinstance(other, Lacks):
        return _satisfies(op, _sign(case, one, other))
    if isinstance(one, Lacks) and not isinstance(other, Lacks) and variable_of(left) and constant(case, right):
        return _satisfies(op, _sign(case, bare(case, view, left), other))
    if isinstance(other, Lacks) and not isinstance(one, Lacks) and variable_of(right) and constant(case, left):
        return _satisfies(op, _sign(case, one, bare(case, view, right)))
    return _by_sign(case, view, op, (left, right), (one, other))


def _hangs_on_site(case: Case, left: Expr, right: Expr) -> bool:
    """Whether a date meets an instant where a fact tells the zone: three unknowns, of which none splits another."""
    return case.contract.zone_fact is not None and not case.blank and {left.type, right.type} == {"date", "instant"}


def _by_sign(case: Case, view: View, op: str, sides: tuple[Expr, Expr], found: tuple[object, object]) -> bool:
    """A comparison of unknowns: less, equal or greater."""
    left, right = sides
    bases = frozenset[str]().union(*(side.facts for side in found if isinstance(side, Lacks)))
    if {left.type, right.type} == {"date", "instant"}:
        bases |= case.lacking_zone()
    first, second = sorted((left.model_dump_json(), right.model_dump_json()))
    signs = (-1, 0, 1) if left.type not in {"choice", "country", "name"} else (0, 1)
    sign = view.read(("sign", first, second), lambda: signs, bases)
    assert isinstance(sign, int)
    return _satisfies(op, sign if first == left.model_dump_json() else -sign)


def constant(case: Case, expr: Expr) -> bool:
    """Made of constants and told facts only: a point that splits a domain."""
    if isinstance(expr, ValueRef):
        return expr.name in case.given.values
    if isinstance(_try(case, expr), Lacks):
        return False
    return all(constant(case, part) for part in children(expr))


def _try(case: Case, expr: Expr) -> object:
    try:
        return formula(case, expr)
    except Lacks as lacking:
        return lacking


def _sign(case: Case, one: object, other: object) -> int:
    """-1, 0 or 1. Where an instant meets a date, its local date counts."""
    if isinstance(one, date) and isinstance(other, date) and isinstance(one, datetime) != isinstance(other, datetime):
        one, other = as_date(case, one), as_date(case, other)
    if one == other:
        return 0
    if isinstance(one, str):
        return 1
    return -1 if one < other else 1  # type: ignore[operator]


def _satisfies(op: str, sign: int) -> bool:
    return {"=": sign == 0, "!=": sign != 0, "<": sign < 0, "<=": sign <= 0, ">": sign > 0, ">=": sign >= 0}[op]


def bare(case: Case, view: View, expr: Expr) -> object:
    """A fact or value by itself: what is known, else what the view assumes of it."""
    found = _try(case, expr)
    if not isinstance(found, Lacks):
        return found
    variable = variable_of(expr)
    assert variable is not None
    return view.read(variable, lambda: domain(case, expr), found.facts)


def domain(case: Case, expr: Expr) -> Sequence[object]:
    """Points of every region into which the constants of all conditions split what an unknown can be (decision 1)."""
    variable = variable_of(expr)
    assert variable is not None
    fact = case.book.facts.get(variable[1]) if isinstance(expr, FactRef) else None
    if expr.type == "yes_no":
        return (False, True)
    if variable == ("builtin", "service"):
        return [thing.name for thing in case.contract.things if thing.kind == "service"]
    if fact is not None and fact.choices:
        return [choice.name for choice in fact.choices]
    points = [_point(case, partner) for partner in case.book.partners.get(variable, ())]
    told = [point for point in points if point is not None]
    if expr.type == "name":
        return [*sorted({str(point) for point in told}), ""]  # nobody's: no name is empty
    if expr.type in {"choice", "country", "zone"}:
        if fact is not None and fact.countries is not None:
            return fact.countries
        return [*sorted({str(point) for point in told}), ANOTHER]
    if expr.type in {"whole", "date"}:
        low, high = (fact.low, fact.high) if fact is not None else (None, None)
        return _steps([as_date(case, p) if isinstance(p, date) else p for p in told], expr.type, low, high)
    found = _regions(case, told, expr.type)
    return _while_in_force(case, found) if variable == ("builtin", "opened") else found


def _point(case: Case, partner: Expr | str) -> object:
    if isinstance(partner, str):
        return partner
    return formula(case, partner) if constant(case, partner) else None


def _steps(points: list[object], kind: str, low: int | None, high: int | None) -> Sequence[object]:
    """Whole numbers or dates: each constant with its neighbours, and the bounds."""
    if kind == "date":
        days = {day + step * DAY for day in points if isinstance(day, date) for step in (-1, 0, 1)}
        return sorted(days) or [date(2000, 1, 1)]
    numbers = {Fraction(bound) for bound in (low, high) if bound is not None}
    for point in points:
        assert isinstance(point, Fraction)
        below, above = point // 1, -(-point // 1)
        numbers |= {Fraction(n) for n in (below - 1, below, above, above + 1)}
    kept = [n for n in numbers if (low is None or n >= low) and (high is None or n <= high)]
    return sorted(kept) or [Fraction(0)]


def _regions(case: Case, points: list[object], kind: str) -> Sequence[object]:
    """Ordered values without a next one: each constant, and a point of each interval between and beyond them."""
    if kind == "instant":
        instants = sorted({at for point in points for at in _edges(case, point)}) or [datetime(2000, 1, 1, tzinfo=UTC)]
        between = [a + (b - a) / 2 for a, b in pairwise(instants) if b - a > timedelta(microseconds=1)]
        return sorted([instants[0] - DAY, *instants, *between, instants[-1] + DAY])
    numbers = sorted({point for point in points if isinstance(point, Fraction)}) or [Fraction(0)]
    middles = [(a + b) / 2 for a, b in pairwise(numbers)]
    return sorted([numbers[0] - 1, *numbers, *middles, numbers[-1] + 1])


def _while_in_force(case: Case, instants: Sequence[object]) -> Sequence[object]:
    """Tickets are opened while the contract is in force (decision 3): its first instant and those of the regions in it."""
    first, last = case.contract.in_force
    zone = case.zone() if not case.lacking_zone() else ZoneInfo("UTC")
    start, end = midnight(first, zone), None if last is None else midnight(last + DAY, zone)
    return [start, *(at for at in instants if isinstance(at, datetime) and at > start and (end is None or at < end))]


def _edges(case: Case, point: object) -> list[datetime]:
    """Where a constant splits instants: a date at both its midnights."""
    if isinstance(point, datetime):
        return [point]
    assert isinstance(point, date)
    return [midnight(day, case.zone()) for day in (point, point + DAY)]


# ── Other atoms ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _defined(case: Case, view: View, value: ValueRef) -> bool:
    """A yes/no value stands for its formula (decision 2)."""
    if value.name in case.given.values:
        return bool(case.given.values[value.name])
    define = case.book.defines.get(value.name)
    if define is None:
        return bool(bare(case, view, value))
    recall = case.memo.setdefault(("yes_no", value.name), Recall[bool]())
    assert isinstance(recall, Recall)
    return bool(recall.of(view, lambda mine: _says_yes(case, mine, define)))


def _says_yes(case: Case, view: View, define: Define) -> bool:
    from servdsl.reference.cases import best_case  # conditions and cases are made of each other

    found = best_case(case, view, define)
    return found is not None and truth(case, view, found.value)


def _listed(case: Case, view: View, member: Member) -> bool:
    """Whether a name is in a list, among those of it that count; one yes or no for each name and list where that is open."""
    lacking: set[str] = set()
    found: list[object] = []
    for side in (member.item, member.listed):
        told = _try(case, side)
        lacking |= told.facts if isinstance(told, Lacks) else set()
        found.append(told)
    try:
        if lacking:
            raise Lacks(lacking)
        name, names = found
        assert isinstance(names, tuple)
        if name not in names:
            return False
        cap = case.asking().cap(member.listed.name)
        return cap is None or names.index(name) < cap
    except Lacks as still:
        key = ("member", member.item.model_dump_json(), member.listed.name)
        return bool(view.read(key, lambda: (False, True), still.facts))


def _window_status(case: Case, view: View, window: str) -> object:
    try:
        return case.asking().window_status(window)
    except Lacks as lacking:
        return view.read(("window", window), lambda: WINDOW_STATUS, lacking.facts)


def _flag(case: Case, view: View, kind: str, name: str) -> bool:
    try:
        question = case.asking()
        return question.state_holds(name) if kind == "state" else question.in_force()
    except Lacks as lacking:
        return bool(view.read((kind, name), lambda: (False, True), lacking.facts))


def _holds(case: Case, view: View, offer: str) -> bool:
    """Whether the tier or add-on is held; a customer has one tier (decisions 3 and 16)."""
    if case.contract.offer(offer).kind == "addon":
        if case.blank:
            return bool(view.read(("addon", offer), lambda: (False, True), frozenset()))
        return offer in case.given.addons
    if case.given.tier is not None:
        return offer == case.given.tier
    tiers = [o.name for o in case.contract.offers if o.kind == "tier"]
    return view.read(("tier",), lambda: tiers, frozenset({"tier"})) == offer


# ── Calendars in conditions ─────────────────────────────────────────────────────────────────────────────────────────


def _during(case: Case, view: View, during: During) -> bool:
    at = None if case.blank else moment(case, during.subject)
    lacking: frozenset[str] = frozenset({during.subject})
    if at is not None and not _in_horizon(case, at):
        lacking = frozenset()  # no fact cures it: holidays are not known there
    elif at is not None:
        try:
            return is_open(resolve(case, view, during.calendar), at)
        except Lacks as found:
            lacking = found.facts
    return bool(view.read(("during", during.subject, during.calendar), lambda: _possible(case, view, during), lacking))


def _in_horizon(case: Case, at: datetime) -> bool:
    start, end = case.horizon()
    return start <= at < end


def moment(case: Case, subject: str) -> datetime | None:
    """The opening, this stretch of the time worked, or what a fact tells; None where it is not known."""
    if subject in ("opened", "worked"):
        return case.given.opened if subject == "opened" else case.stretch
    told = case.facts.get(subject)
    return told if isinstance(told, datetime) else None


def _possible(case: Case, view: View, during: During) -> list[bool]:
    """Open or not, as far as some instant shows it together with what is assumed of other calendars."""
    others = [v for v in view.assumed if v[:2] == ("during", during.subject)]
    calendars = [resolve(case, view, name, static=True) for name in (during.calendar, *(v[2] for v in others))]
    assumed = tuple(bool(view.assumed[v]) for v in others)
    combinations = shown(case, calendars)
    return [value for value in (False, True) if (value, *assumed) in combinations]


def shown(case: Case, calendars: list[OpenTime]) -> frozenset[tuple[bool, ...]]:
    """Which of these calendars are open together at some instant of the horizon (decisions 3 and 33)."""
    key = tuple(calendars)
    if key not in case.book.shown:
        case.book.shown[key] = frozenset(_sweep(case, calendars))
    return case.book.shown[key]


def _sweep(case: Case, calendars: list[OpenTime]) -> set[tuple[bool, ...]]:
    start, end = case.horizon()
    found: set[tuple[bool, ...]] = set()
    while start < end and len(found) < 2 ** len(calendars):
        until = min(start + 28 * DAY, end)
        open_times = [open_between(calendar, start, until) for calendar in calendars]
        for at in {start, *(edge for times in open_times for interval in times for edge in interval if edge < until)}:
            found.add(tuple(any(a <= at < b for a, b in times) for times in open_times))
        start = until
    return found


def resolve(case: Case, view: View, name: str, *, static: bool = False) -> OpenTime:
    """A calendar with its guards decided, its zone and holidays known; Lacks names the facts it reads.

    Static: for every instant of the horizon, in UTC where the zone is a fact, without the days that facts bring.
    """
    return resolve_schedule(case, view, name, case.book.calendars[name].schedule, static)


def resolve_schedule(case: Case, view: View, name: str, schedule: Schedule, static: bool) -> OpenTime:
    """The same for a schedule that need not be that of the calendar `name`."""
    match schedule:
        case Named():
            return resolve(case, view, schedule.name, static=static)
        case AlwaysOpen():
            return AlwaysCalendar(_zone(case, None, None, static))
        case JoinedHours():
            sides = [resolve_schedule(case, view, name, side, static) for side in (schedule.left, schedule.right)]
            return JoinedCalendar(_zone(case, None, None, static), schedule.op, *sides)
        case Week():
            return _resolve_week(case, view, name, schedule, static)
        case _:
            assert_never(schedule)


def _resolve_week(case: Case, view: View, name: str, week: Week, static: bool) -> OpenTime:
    zone = _zone(case, week.zone, week.zone_fact, static)
    rules = tuple(line.rule for line in week.rules if truth(case, view, line.when))
    holidays = tuple((_dates(case, name, rule, static), rule.spans) for rule in rules if isinstance(rule, Holidays))
    key = (name, zone, rules, holidays)
    return case.book.resolved.setdefault(key, WeekCalendar(zone, rules, holidays))


def _zone(case: Case, name: str | None, fact: str | None, static: bool) -> ZoneInfo:
    try:
        return ZoneInfo(name) if name is not None else case.zone_of(fact) if fact is not None else case.zone()
    except Lacks:
        if static:
            return ZoneInfo("UTC")
        raise


def _dates(case: Case, name: str, rule: Holidays, static: bool) -> frozenset[date]:
    if rule.fact is None:
        return frozenset(day for day, _ in rule.dates)
    if static:
        return frozenset()
    found = case.facts.get(rule.fact)
    if found is None:
        raise Lacks([rule.fact])
    if isinstance(found, frozenset):
        return found
    countries = dict(rule.countries)
    if found not in countries:
        raise Trouble(f"{name}: the holidays of {found} are not known")
    return frozenset(day for day, _ in countries[str(found)])
