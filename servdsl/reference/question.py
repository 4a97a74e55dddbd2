"""One question: every part of its answer, decided once, and what the parts ask of one another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from functools import partial
from typing import TypeVar, cast

from servdsl.model.contract import Clause, Contract, Define
from servdsl.model.values import Amount, Discount, Lasts, Quota, Share
from servdsl.reference import coverage, levels, money, quotas, steps, takes, terms, text, touching, windows
from servdsl.reference.case import Book, Case
from servdsl.reference.cases import best_case, winner
from servdsl.reference.conditions import truth
from servdsl.reference.events import History
from servdsl.reference.explore import Decision, Lacks, Recall, Trouble, View, decide
from servdsl.reference.expressions import currency_of, formula, is_lower_bound, quantity
from servdsl.reference.inputs import Event, Given

T = TypeVar("T")
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Value:
    """A defined value or an amount, with the currency of money."""

    value: object
    lower_bound: bool
    currency: str | None = None


class Asked:
    """The parts of one answer."""

    def __init__(self, contract: Contract, book: Book, given: Given) -> None:
        self.contract = contract
        self.given = given
        self.root = Case(contract, book, given, given.facts, given.service, question=self)
        self._parts: dict[tuple[str, ...], Decision[object]] = {}
        self._readings: dict[str, Recall[windows.Reading | None]] = {}
        self.history = History.of(self.root)
        self.now = self.root.at(self.history.as_of, self.history.events)

    def _once(self, name: tuple[str, ...], part: Callable[[View], T]) -> Decision[T]:
        if name not in self._parts:
            self._parts[name] = cast(Decision[object], decide(part))
        return cast(Decision[T], self._parts[name])

    # ── Values ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def value(self, case: Case, name: str) -> Decision[Value]:
        """A `define`, by its cases, or an `amount`, by the layers."""
        if name not in case.memo:
            define = case.book.defines.get(name)
            case.memo[name] = decide(lambda view: _defined(case, view, define) if define else _amount(case, view, name))
        return cast(Decision[Value], case.memo[name])

    def defined(self, case: Case, name: str) -> object:
        return self._told(case, name).value

    def currency(self, case: Case, name: str) -> str | None:
        return self._told(case, name).currency

    def is_lower_bound(self, case: Case, name: str) -> bool:
        return self._told(case, name).lower_bound

    def _told(self, case: Case, name: str) -> Value:
        try:
            found = self.value(case, name).known()
        except Trouble as trouble:
            raise Trouble(named(name, str(trouble))) from None
        if found is None:
            raise Trouble(f"{name}: no case applies")
        return found

    # ── Windows and levels ──────────────────────────────────────────────────────────────────────────────────────────

    def window(self, name: str) -> Decision[windows.Reading | None]:
        return self._once(("window", name), lambda view: self.read_window(view, name))

    def read_window(self, view: View, name: str) -> windows.Reading | None:
        window = next(w for w in self.contract.windows if w.name == name)
        return windows.read(self.root, view, window, self.history)

    def window_status(self, name: str) -> str:
        reading = self.window(name).known()
        return reading.state if reading is not None and reading.state in {"met", "breached"} else "neither"

    def window_delay(self, name: str) -> Fraction:
        """By how long a window was missed; Lacks where that is not known, Trouble where it hangs on itself."""
        reading = self.window(name).known()
        return reading.delay if reading is not None else Fraction(0)

    def state_holds(self, name: str) -> bool:
        return self.history.holds(name, self.history.as_of)

    def level(self, number: int) -> Decision[levels.Reached | None]:
        return decide(lambda view: levels.level(self.now, view, number, self.history, self._read_silently))

    def _read_silently(self, view: View, name: str) -> windows.Reading | None:
        """A window whose clauses are reasons of its own part only."""
        recall = self._readings.setdefault(name, Recall())
        return recall.of(view, lambda mine: self.read_window(mine, name))

    def attended(self) -> Decision[list[str]]:
        return self._once(("attends",), lambda view: windows.attended(self.root, view))

    # ── Term ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def start(self) -> Decision[datetime]:
        return self._once(("start",), lambda view: terms.start_of(self.root, view))

    def term_start(self) -> datetime:
        found = self.start().known()
        assert found is not None
        return found

    def dated_term(self) -> Decision[terms.Term]:
        return self._once(("term",), lambda view: terms.term_of(self.root, view, self.history))

    def used_up(self) -> Decision[datetime | None]:
        """When a quota that ends the term ran out."""
        return self._once(("used up",), self._used_up)

    def _used_up(self, view: View, before: datetime | None = None) -> datetime | None:
        """By the uses so far, or strictly before an instant. Where it is not known whether one quota ran out, another may have
        ended the term by then."""
        end, unknown = None, []
        for thing in dict.fromkeys(c.thing for c in self.root.held("quota") if _quota(c).ends_term):
            try:
                end = self._ran_out(view, thing, end, before)
            except Lacks:
                unknown.append(thing)
        for thing in unknown:
            end = self._ran_out(view, thing, end, before)
        return end

    def _ran_out(self, view: View, thing: str, over: datetime | None, before: datetime | None) -> datetime | None:
        """When a quota of a thing that ends the term ran out, in a term that ended at an instant: else that. No use runs a
        quota out that it does not touch."""
        near, found = touching.component(self.root, thing), [] if over is None else [over]
        told = [e for e in self.history.events if (before is None or e.at < before) and (over is None or e.at <= over)]
        if any(e.type.rpartition(" ")[2] in near for e in told):
            ledger = self._ledger(self.root, view, thing, over, None, told)
            for limit in (limit for limit in ledger.limits(thing) if limit.quota.ends_term):
                found += ledger.ran_out.get(limit.key, [])
                if limit.key not in ledger.ran_out and ledger.may_have_run_out(limit):
                    ledger.left_at(limit, self.history.as_of)  # Lacks what would tell
        return min(found, default=None)

    def in_force_answer(self) -> str:
        """yes, no or undecided: the term runs when the ticket is opened, and all `lasts while` hold."""
        checks = [
            self._once(("started",), lambda view: self.opened() >= terms.start_of(self.root, view)),
            self._once(("running",), lambda view: self._before(terms.term_of(self.root, view, self.history).end)),
            self._once(("left",), lambda view: self._before(self._used_up(view, self.opened() + MOMENT))),
        ]
        gates = coverage.together(coverage.lasting(self.root))
        if gates == "no" or any(check.decided and not check.value for check in checks):
            return "no"
        return "yes" if gates == "yes" and all(check.decided for check in checks) else "undecided"

    def in_force(self) -> bool:
        """In conditions: presumed where facts are missing (decision 15)."""
        return self.in_force_answer() != "no"

    def _before(self, end: datetime | None) -> bool:
        return end is None or self.opened() < end

    def opened(self) -> datetime:
        if self.given.opened is None:
            raise Lacks(["opened"])
        return self.given.opened

    # ── Quotas ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _ledger(
        self,
        case: Case,
        view: View,
        thing: str,
        over: datetime | None,
        before: datetime | None = None,
        told: list[Event] | None = None,
    ) -> quotas.Ledger:
        """The uses so far (or strictly before an instant, or those `told`) over the quotas that touch a thing's. `over`: when
        a quota ended the term."""
        start, term = self.start(), self.dated_term()
        end = term.value.end if term.decided and term.value is not None else None
        ledger = quotas.Ledger(case, self.now, view, start.value if start.decided else None, end, start.needs, over)
        events = told or [event for event in self.history.events if before is None or event.at < before]
        ledger.replay(events, touching.touched(case, thing, events))
        return ledger

    def standing(self, thing: str, in_money: bool = False) -> Decision[quotas.Standing | None]:
        """How the tightest quota of a thing, or that of its sums of money, stands as of the instant of the question."""
        return decide(lambda view: self._standing(view, thing, in_money))

    def cap(self, name: str) -> Fraction | None:
        """How many names of a list count; None: all."""
        if not any(clause.kind == "quota" and clause.thing == name for clause in self.contract.clauses):
            return None
        limits = self.binding(name).known() or []
        return min((limit.granted for limit in limits if limit.granted is not None), default=None)

    def too_many(self) -> list[str]:
        """A sentence for each list that is longer than its cap."""
        found = []
        for fact in self.contract.facts:
            names = self.root.facts.get(fact.name) if fact.type == "names" else None
            try:
                cap = self.cap(fact.name) if isinstance(names, tuple) else None
            except (Lacks, Trouble):
                continue
            if isinstance(names, tuple) and cap is not None and len(names) > cap:
                found.append(f"{fact.name}: {len(names)} are named, {text.number(max(cap, Fraction(0)))} count")
        return found

    def _held_names(self, view: View, thing: str) -> quotas.Standing | None:
        """How many of a list's names count, of how many."""
        limits = quotas.unused(self.root, view).limits(thing)
        names = self.root.facts.get(thing)
        if not limits:
            return None
        if not isinstance(names, tuple):
            raise Lacks([thing])
        granted = min((limit.granted for limit in limits if limit.granted is not None), default=None)
        used = Fraction(len(names)) if granted is None else min(Fraction(len(names)), max(granted, Fraction(0)))
        return quotas.Standing(granted, used, None if granted is None else granted - used, None, None, "count")

    def _standing(self, view: View, thing: str, in_money: bool = False) -> quotas.Standing | None:
        if thing in self.root.book.facts:
            return self._held_names(view, thing)
        quotas.unused(self.root, view).limits(
            thing
        )  # these clauses are reasons, and not those of all that touches them
        ledger = self._ledger(self.root, View(view.assumed, view.bases), thing, self.used_up().value)
        limits = [one for one in ledger.limits(thing) if (one.quota.measure == "money") == in_money]
        found = [
            (ledger.standing(limit, self.history.as_of), limit)
            for limit in limits
            if limit.quota.measure == limits[0].quota.measure
        ]
        if not found:
            return None
        tightest, limit = min(found, key=lambda one: (one[0].left is None, one[0].left or 0))
        beyond = limit.quota.beyond
        price = None if beyond is None else (limit.clause, beyond)
        return replace(tightest, price=price, currency=limit.quota.currency)

    def beyond(self, thing: str) -> Decision[money.Sum | None]:
        """What lies beyond the tightest quota of a thing costs; None where that has no price, or it is not known how it
        stands."""
        return decide(lambda view: self._beyond(view, thing))

    def _beyond(self, view: View, thing: str) -> money.Sum | None:
        try:
            standing = self._standing(View(view.assumed, view.bases), thing)
        except Lacks:
            return None
        if standing is None or standing.price is None:
            return None
        clause, beyond = standing.price
        view.rest_on(clause)
        parts = [one.beyond for one in standing.uses if one.beyond]
        return money.excess(self.root, clause, beyond, parts, standing.measure == "hours")

    def consumed(self, kind: str, thing: str) -> bool:
        """Whether events of a type certainly took something of a thing's quotas or of those that its use touches."""
        found = decide(lambda view: kind in self._ledger(self.root, view, thing, self.used_up().value).consumed)
        return found.decided and bool(found.value)

    def impossible(self) -> list[str]:
        """A sentence for each event that cannot have happened; what can be given back is not judged without a tier."""
        returned = {e.type.rpartition(" ")[2]: None for e in self.history.events if e.type.startswith("returned ")}
        found: list[tuple[Event, str]] = []
        for thing in returned if self.given.tier is not None else ():
            told = [why or {} for why in decide(partial(self._not_out, thing)).possible]
            for event in [event for event in told[0] if all(event in other for other in told)]:
                whys = {other[event] for other in told}
                found.append((event, whys.pop() if len(whys) == 1 else "fewer are out"))
        return self.history.impossible(found)

    def _not_out(self, thing: str, view: View) -> dict[Event, str]:
        """By event why it is impossible; nothing is certain where a formula has no value. What no use could have taken is not
        out, whatever other quotas grant."""
        told = [event for event in self.history.events if touching.spends(self.root, event, thing)]
        taken = any(not event.type.startswith("returned ") for event in told)
        try:
            ledger = self._ledger(self.root, view, thing, self.used_up().value, None, None if taken else told)
        except (Lacks, Trouble):
            return {}
        return {event: why for event, why in ledger.impossible if event.type == f"returned {thing}"}

    def binding(self, thing: str) -> Decision[list[takes.Limit]]:
        """The quotas of a thing, whether or not it can be told how they stand."""
        return decide(lambda view: quotas.unused(self.root, view).limits(thing))

    def quota_state(self, case: Case) -> Decision[coverage.Quotas]:
        """Whether a limiting quota of the service is exhausted before the ticket, without one as of the question (decisions
        46 and 48)."""
        return decide(lambda view: self._quota_state(case, View(view.assumed, view.bases)))

    def _quota_state(self, case: Case, view: View) -> coverage.Quotas:
        assert case.service is not None
        at = self.given.opened or self.history.as_of
        ledger = self._ledger(case, view, case.service, self.used_up().value, self.given.opened)
        out = [limit for limit in ledger.limiting(case.service) if _exhausted(view, ledger, limit, at)]
        if not out:
            return "open"
        return "beyond" if all(limit.quota.beyond is not None for limit in out) else "exhausted"

    def included(self, case: Case) -> Decision[bool]:
        """Whether a quota of its own includes the service."""
        return decide(lambda view: self._included(case, View(view.assumed, view.bases)))

    def _included(self, case: Case, view: View) -> bool:
        assert case.service is not None
        return any(takes.entitles(limit) for limit in quotas.unused(case, view).limits(case.service))

    # ── Money ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def price(self, offer: str) -> Decision[money.Sum | None]:
        ranks = [(layer,) for layer in self.contract.lineage(offer)]
        return self._once(("price", offer), lambda view: money.price(self.root, view, ranks))

    def share(self, case: Case) -> Decision[Fraction | None]:
        return decide(lambda view: _share(case, view))

    def discount(self, service: str) -> Decision[Fraction | None]:
        return decide(lambda view: _discount(self.root, view, service))

    def charge(self, case: Case) -> Decision[money.Sum | None]:
        return decide(lambda view: self._charge(case, view))

    def _charge(self, case: Case, view: View) -> money.Sum | None:
        assert case.service is not None
        silent = View(view.assumed, view.bases)
        return money.charge(
            case, view, case.service, lambda: self._allowance(case, silent), lambda: _share(case, silent)
        )

    def _allowance(self, case: Case, view: View) -> money.Included:
        """What quotas include of a job, and the prices of the rest (decision 61)."""
        assert case.service is not None
        near = touching.component(case, case.service)
        said = [_quota(clause) for clause in case.held("quota") if clause.thing in near]
        if not any(quota.beyond or quota.measure == "hours" for quota in said):
            return money.Included()
        limits = quotas.unused(case, view).limiting(case.service)
        priced = {one.key: (one.clause, one.quota.beyond) for one in limits if one.quota.beyond is not None}
        entitled = any(takes.entitles(limit) for limit in limits if limit.quota.measure == "hours")
        own = [limit for limit in limits if limit.clause.thing == case.service]
        return money.Included(
            entitled,
            tuple(priced.values()),
            lambda: priced.get(self._first_used_up(case, view, tuple(priced)) or ""),
            lambda worked: self._reaches(case, view, worked, entitled),
            lambda worked: takes.counted(own, worked),
        )

    def _before_it(self, case: Case, view: View) -> quotas.Ledger:
        assert case.service is not None
        return self._ledger(case, view, case.service, self.used_up().value, self.given.opened)

    def _first_used_up(self, case: Case, view: View, keys: Sequence[str]) -> str | None:
        """The first of these quotas of which nothing was left before the ticket."""
        assert case.service is not None
        ledger, at = self._before_it(case, view), self.given.opened or self.history.as_of
        limits = {limit.key: limit for limit in ledger.limiting(case.service)}
        return next((key for key in keys if _exhausted(view, ledger, limits[key], at)), None)

    def _reaches(self, case: Case, view: View, worked: Fraction, entitled: bool) -> list[money.Reach]:
        """How far into a job of so many hours each quota reaches that limits what is included or has a price, from the nearest
        to the farthest."""
        assert case.service is not None
        ledger, at = self._before_it(case, view), self.given.opened or self.history.as_of
        takes_ = list(ledger.asks(case.service, worked))
        booked = takes_[0].booked
        found: list[money.Reach] = []
        lacking = frozenset[str]()
        for claim in ledger.claims(takes_):
            limit = claim.limit
            if limit.quota.measure == "money" or not (entitled or limit.quota.beyond):
                continue
            try:
                left = ledger.left_at(limit, at)
            except Lacks as lacks:
                lacking |= lacks.facts
                continue
            if left is not None:
                found.append(_reach(claim, left, booked))
        if lacking:
            raise Lacks(lacking)
        return found

    # ── Other decided values, for their reasons ─────────────────────────────────────────────────────────────────────

    def said(self, kind: str) -> Decision[object]:
        """What the contract says of this kind; undecided where facts are missing that tell it."""
        return decide(lambda view: _said(self.root, view, kind))

    def holding(self, clause: Clause) -> bool:
        """Whether a clause's guard is decided and holds."""
        case = self.now if clause.kind == "counts_as_used" else self.root
        found = decide(lambda view: truth(case, view, clause.when))
        return found.decided and bool(found.value)


def named(part: str, sentence: str) -> str:
    """A sentence that does not say what it is about begins with the part's name."""
    bare = sentence.startswith(("due after", "no calendar", "divided by", "a length"))
    return f"{part}: {sentence}" if bare else sentence


def _reach(claim: takes.Claim, left: Fraction, booked: Fraction) -> money.Reach:
    """How far what is left of a quota reaches into a job that counts so many hours."""
    limit, hours, part, times = claim.limit, None, Fraction(1), Fraction(1)
    if limit.quota.measure != "hours":
        part = claim.fitting(left)
    elif need := claim.need():
        hours, times = left * booked / need, need / booked
    return money.Reach(limit.clause, limit.quota.beyond, hours, part, times, claim.pieces)


def _quota(clause: Clause) -> Quota:
    assert isinstance(clause.value, Quota)
    return clause.value


def _exhausted(view: View, ledger: quotas.Ledger, limit: takes.Limit, at: datetime | None) -> bool:
    """Whether nothing is left; tried either way where that is not known."""
    try:
        return ledger.exhausted(limit, at)
    except Lacks as lacking:
        return bool(view.read(("exhausted", limit.key), lambda: (False, True), lacking.facts))


def _defined(case: Case, view: View, define: Define) -> Value | None:
    if define.name in case.given.values:
        return Value(case.given.values[define.name], False)
    found = best_case(case, view, define)
    if define.type == "yes_no":
        return Value(found is not None and truth(case, view, found.value), False)
    if found is None:
        return None
    told = formula(case, found.value)  # first: what it lacks is all that the value needs
    lower = found.lower_bound or is_lower_bound(case, found.value)
    return Value(told, lower, currency_of(case, found.value))


def _amount(case: Case, view: View, name: str) -> Value | None:
    clause = winner(case, view, "amount", name)
    if clause is None:
        return None
    assert isinstance(clause.value, Amount)
    view.rest_on(clause)
    found = formula(case, clause.value.value)
    currency = currency_of(case, clause.value.value)
    if isinstance(found, Fraction):
        view.rest_on(clause, steps.result(found, currency or ""))
    return Value(found, clause.value.lower_bound or is_lower_bound(case, clause.value.value), currency)


def _share(case: Case, view: View) -> Fraction | None:
    clause = coverage.borne_share(case, view)
    if clause is None:
        return None
    assert isinstance(clause.value, Share)
    view.rest_on(clause)
    return quantity(case, clause.value.share)


def _discount(case: Case, view: View, service: str) -> Fraction | None:
    clause = winner(case, view, "discount", service)
    if clause is None:
        return None
    assert isinstance(clause.value, Discount)
    view.rest_on(clause)
    return quantity(case, clause.value.share)


def _said(case: Case, view: View, kind: str) -> object:
    clause = winner(case, view, kind)
    if clause is None:
        return None
    view.rest_on(clause)
    if isinstance(clause.value, Lasts) and clause.value.length is not None:
        return windows.counted(case, clause.value.length)
    return clause.value
