"""The engine: a contract's declarations and a case's facts in, an answer out.

    Facts → Given → Question (what is shared) → Clocks, Counts, Prices, Coverage → Answer

An `Evaluator` holds nothing that a question changes, so it is safe for many threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, Generic, TypeVar

from . import money, windows
from .accounts import Standing
from .answers import (
    Answer,
    CalendarAnswer,
    Closure,
    Json,
    ValueAnswer,
    WindowAnswer,
    price_dict,
)  # fmt: skip
from .case import Case, Known, Lacking, NoValue
from .clocks import Clocks, LevelReached
from .counts import Counts
from .coverage import Coverage
from .decide import Agreed, Outcome, agree, decide
from .declare import Clause, Contract
from .facts import KEYS, Given, InputErrors, read_facts
from .gates import Verdict
from .history import Event, in_order
from .hours import Hours
from .index import Index
from .instants import BeyondHorizon, NeverOpens, instant, micros
from .ledger import Ledger
from .prices import PriceAnswer, Prices, answered, undecided
from .question import Question
from .reasons import Reasons
from .records import Record
from .terms import Period, Term
from .timetable import Timetable
from .values import Amount, Closes, Money
from .ways import Way, way
from .windows import Reading
from .words import sum_steps, window_steps

F = TypeVar("F", bound=Record)
YES_NO = {True: "yes", False: "no", None: "undecided"}


class MissingFactsError(ValueError):
    """A direct question that hangs on facts that were not told; `needs` names them."""

    def __init__(self, needs: frozenset[str], problem: str = "") -> None:
        super().__init__(problem or f"needs {', '.join(sorted(needs))}")
        self.needs = needs
        self.problem = problem

    def __reduce__(self) -> tuple[type[MissingFactsError], tuple[frozenset[str], str]]:
        return type(self), (self.needs, self.problem)


class Evaluator(Generic[F]):
    """The questions that one contract answers. `facts_class` and `subscription_class` are the generated ones."""

    def __init__(self, contract: Contract, facts_class: type[F], subscription_class: type[Record]) -> None:
        self.index = Index(contract)
        self._facts_class = facts_class
        self._subscription_class = subscription_class

    # ── Facts ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def facts(self, told: Mapping[str, Any]) -> F:
        """Facts in the shape that `ask` takes. Raises InputErrors with every mistake."""
        given = read_facts(self.index, self.index.all_events(), told)
        known = {**given.facts, **given.values}
        for key in KEYS:
            if getattr(given, key):
                known[key] = getattr(given, key)
        if given.opened is not None and given.offset is not None:
            known["opened"] = given.opened.astimezone(given.offset)
        fixed = {name: known.pop(name) for name in self._subscription_class.record_fields if name in known}
        return self._facts_class(subscription=self._subscription_class(**fixed), **known)

    def told(self, facts: F) -> dict[str, Any]:
        """The same facts as a mapping; unknown ones are left out."""
        subscription: Record = getattr(facts, "subscription")  # noqa: B009 - a field of every generated `Facts`
        fields = {name: getattr(facts, name) for name in facts.record_fields if name != "subscription"}
        fields |= {name: getattr(subscription, name) for name in subscription.record_fields}
        names = {field: one.name for field, one in self.index.facts.items()}
        names |= {field: one.name for field, one in self.index.defines.items()}
        return {names.get(name, name): value for name, value in fields.items() if value is not None}

    def question(self, facts: F) -> _Asked:
        """One question. Raises InputErrors."""
        return _Asked(self.index, read_facts(self.index, self.index.all_events(), self.told(facts)))

    # ── Answers ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def evaluate(self, facts: F) -> Answer:
        """The whole answer. Raises InputErrors."""
        return self.question(facts).answer()

    def due(self, window: str, facts: F) -> datetime | None:
        """When a window is due; None where nothing is, or it is undecided. Raises InputErrors, KeyError."""
        reading: Reading | None = self.question(facts).clocks.reading(window).value
        return None if reading is None else reading.due

    def ways(self, facts: F) -> dict[str, Json]:
        """How the due instants are counted, by window, those that are not due left out. Raises InputErrors."""
        asked = self.question(facts)
        found = {name: asked.way(name) for name in self.index.windows if asked.question.given.tier is not None}
        return {name: way.to_dict(asked.question.shown_zone) for name, way in found.items() if way is not None}

    def price(self, facts: F) -> PriceAnswer | None:
        """The tier's own price; None where no layer sets one. Raises InputErrors."""
        return self.question(facts).price(Reasons(self.index))

    def ledger(self, facts: F) -> Ledger:
        """The quotas replayed from the events as of the question. Raises InputErrors."""
        return self.question(facts).counts.ledger

    def calendar(self, name: str, facts: F) -> Hours:
        """A calendar, for these facts. Raises InputErrors, KeyError, MissingFactsError."""
        question = self.question(facts).question
        found = agree(question.opening, lambda case: Outcome(Known(question.calendar(case, name))))
        if isinstance(found.found, Lacking):
            raise MissingFactsError(found.needs, found.problem)
        return question.timetable(question.opening, found.value).hours

    def schedule(self, facts: F, over: tuple[str, int, int]) -> Json:
        """Answers over a whole-number fact, from low to high (included): rows, and the price's total and average.

        Raises InputErrors, for a fact that is no whole number too.
        """
        name, low, high = over
        contract = self.index.contract
        whole = {one.name for one in contract.facts if one.type == "whole"}
        whole |= {one.name for one in contract.defines if one.type == "whole"}
        if name not in whole or high < low:
            raise InputErrors(
                [f"a schedule runs over a whole-number fact from low to high, not `{name}` {low} to {high}"]
            )
        told, types = self.told(facts), self.index.all_events()
        answers = [
            (number, _Asked(self.index, read_facts(self.index, types, {**told, name: number})).answer())
            for number in range(low, high + 1)
        ]
        rows = [{name: number, "answer": answer.to_dict()} for number, answer in answers]
        prices = [answer.price for _, answer in answers if answer.price is not None]
        total, average = _over_periods(prices) if len(prices) == len(answers) else (None, None)
        return {"rows": rows, "total": price_dict(total), "average": price_dict(average)}


def _over_periods(prices: list[PriceAnswer]) -> tuple[PriceAnswer | None, PriceAnswer | None]:
    """Total and average of a price over several periods: None where a period has no amount (decision 58)."""
    needs = frozenset[str]().union(*(price.needs for price in prices))
    if needs:
        return undecided(needs), undecided(needs)
    found = money.schedule(prices)
    return (None, None) if found is None else (answered(found[0]), answered(found[1]))


class _Asked:
    """The parts of one answer, each found when it is first asked for."""

    def __init__(self, index: Index, given: Given) -> None:
        self.index = index
        self.question = Question(index, given)
        self.clocks = Clocks(self.question)
        self.counts = Counts(self.question)
        self.prices = Prices(self.question, self.counts)
        self.coverage = Coverage(self.question, self.counts, self.prices)

    def answer(self) -> Answer:
        reasons = Reasons(self.index)
        held = self.question.given.tier is not None
        covered = self.coverage.asked()
        bought, in_force = self.coverage.bought, self.question.term_holds()
        windows_read = self._windows(reasons) if held else {}
        levels = self._levels(reasons) if held else {}
        price = self.price(reasons)
        needs = covered.needs.union(*(one.needs for one in windows_read.values()))
        if held:
            self._gates(reasons, (bought, in_force))
        parts = Answer(
            contract=self.index.contract.name,
            offered=YES_NO[bought.holds if held else None],
            in_force=YES_NO[in_force.holds],
            coverage=covered.status,
            services={name: one.status for name, one in self.coverage.services.items()},
            needs=needs | (price.needs if price is not None else frozenset()),
            windows={
                name: one.replace(levels=tuple(level for level in levels.values() if level.window == name))
                for name, one in windows_read.items()
            },
            levels=levels,
            next_due=windows.next_due(one.reading for one in windows_read.values()),
            shares=self._shares(reasons),
            charges=self._charges(reasons),
            quotas=self._quotas(reasons),
            price=price,
            addons=self._addons(reasons),
            total=self.prices.total() if held else None,
            discounts=self._discounts(reasons),
            amounts=self._amounts(reasons),
            values=self._values(reasons),
            attends=self._attends(reasons),
            calendars=self._calendars(),
            term=self._term(reasons),
            closure=self._closure(reasons),
            assumptions=reasons.assumptions(),
            problems=(),
            reasons=reasons.listed(),
            zone=self.question.shown_zone,
        )
        return parts.replace(problems=self._problems(reasons))

    # ── Windows ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _windows(self, reasons: Reasons) -> dict[str, WindowAnswer]:
        found = {}
        for name in self.index.windows:
            agreed = self.clocks.reading(name)
            if agreed.known and agreed.value is None:
                continue
            reasons.decided(name, agreed, self._window_steps(name))
            reading = agreed.value if agreed.known else Reading(name, "undecided")
            found[name] = WindowAnswer(reading, needs=agreed.needs)
        return found

    def _window_steps(self, name: str) -> tuple[str, ...]:
        clocked = self.clocks.clocked(name)
        if clocked is None:
            return ()
        try:
            zone = self.question.shown_zone
            return window_steps(self.index.contract.language, clocked.case, clocked.reading, zone)
        except (BeyondHorizon, NeverOpens, NoValue):
            return ()

    def way(self, name: str) -> Way | None:
        """How a window's due instant is counted; None where it has none."""
        clocked = self.clocks.clocked(name)
        if clocked is None:
            return None
        try:
            clause = self.clocks.reading(name).clauses[0].id
            return way(clocked.case, clocked.reading, clause, self.question.shown_zone)
        except (BeyondHorizon, NeverOpens, NoValue):
            return None

    def _levels(self, reasons: Reasons) -> dict[str, LevelReached]:
        found = {}
        for number in sorted(self.index.things_of(self.question.layers, "level"), key=int):
            agreed = reasons.decided(f"level {number}", self.clocks.level(number))
            if agreed.value is not None:
                found[number] = agreed.value
            elif not agreed.known:
                found[number] = LevelReached(int(number), None, reached=None)
        return found

    # ── Coverage, quotas, prices ────────────────────────────────────────────────────────────────────────────────────

    def _gates(self, reasons: Reasons, verdicts: tuple[Verdict, ...]) -> None:
        for verdict in (*verdicts, *self.coverage.gates(self.question.given.service)):
            reasons.rest_on(verdict.clauses)

    def _shares(self, reasons: Reasons) -> dict[str, Fraction]:
        found = {}
        for service in self._said("share"):
            agreed = reasons.decided("share", self.coverage.share(service))
            if agreed.value is not None:
                found[service] = Fraction(agreed.value.share)
        return found

    def _said(self, kind: str) -> tuple[str, ...]:
        """What the held layers' clauses of a kind are about."""
        return self.index.things_of(self.question.layers, kind)

    def _charges(self, reasons: Reasons) -> dict[str, PriceAnswer]:
        found = {}
        for service in self.index.services:
            if not self.prices.may_charge(service):
                continue
            agreed = reasons.decided(service, self.prices.charge(service))
            if not agreed.known:
                found[service] = undecided(agreed.needs)
            elif (charge := answered(agreed.value)) is not None:
                found[service] = charge
        return found

    def _quotas(self, reasons: Reasons) -> dict[str, Standing]:
        if self.question.given.tier is None:
            return {}
        counts, limits = self.counts, self.counts.limits
        for thing, agreed in limits.by_thing.items():
            reasons.decided(self.index.things[thing].key, agreed)
        reasons.rest_on(clause for clause, guard in limits.spending if guard.holds)
        reasons.rest_on(
            clause for clause, guard in limits.missing_counts if guard.holds and counts.missed(clause.thing)
        )
        found = {}
        for key, agreed in counts.standings().items():
            reasons.decided(key, agreed)
            if not agreed.known:
                found[key] = Standing("", "", key, "", None, None, None, needs=agreed.needs)
            elif agreed.value is not None:
                found[key] = agreed.value
        for key, agreed in counts.costs().items():
            reasons.decided(key, agreed)
            if key in found and not found[key].needs:
                cost = answered(agreed.value) if agreed.known else undecided(agreed.needs)
                found[key] = found[key].replace(cost=cost)
        return found

    def price(self, reasons: Reasons) -> PriceAnswer | None:
        """The tier's own price."""
        return self._priced(reasons, "price", self.prices.tier)

    def _addons(self, reasons: Reasons) -> dict[str, PriceAnswer | None]:
        return {name: self._priced(reasons, name, agreed) for name, agreed in self.prices.addons.items()}

    def _priced(self, reasons: Reasons, part: str, agreed: Agreed) -> PriceAnswer | None:
        if not agreed.known:
            reasons.decided(part, agreed)
            return undecided(agreed.needs)
        if agreed.value is None:
            return None
        price = answered(money.price_of(agreed.value, agreed.clauses[0].id))
        exact = price.exact if price is not None else None
        language = self.index.contract.language
        reasons.decided(part, agreed, () if exact is None else sum_steps(language, exact, agreed.value.currency))
        return price

    def _discounts(self, reasons: Reasons) -> dict[str, Fraction]:
        found = {}
        for service in self._said("discount"):
            agreed = reasons.decided(
                "discount", decide(self.question.opening, self.question.ranks, "discount", service)
            )
            if agreed.value is not None:
                found[service] = Fraction(agreed.value.share)
        return found

    def _amounts(self, reasons: Reasons) -> dict[str, ValueAnswer]:
        found = {}
        for name in self._said("amount"):
            agreed = reasons.decided(name, decide(self.question.opening, self.question.ranks, "amount", name))
            told = [c.value for c in self.index.all_of(self.question.layers, "amount") if c.thing == name]
            if agreed.value is not None:
                amount = agreed.value
                found[name] = ValueAnswer(amount.type, amount.value, amount.currency, amount.lower_bound)
            elif not agreed.known:
                amounts = [value for value in told if isinstance(value, Amount)]
                currencies = {amount.currency for amount in amounts}
                currency = currencies.pop() if len(currencies) == 1 else ""
                found[name] = ValueAnswer(amounts[0].type, None, currency, needs=agreed.needs)
        return found

    def _values(self, reasons: Reasons) -> dict[str, ValueAnswer]:
        found = {}
        for field, define in self.index.defines.items():
            value = self.question.opening.find(field)
            if isinstance(value, Known):
                told = value.value
                amount, currency = (told.amount, told.currency) if isinstance(told, Money) else (told, define.currency)
                found[define.name] = ValueAnswer(define.type, amount, currency, value.lower_bound)
            else:
                found[define.name] = ValueAnswer(define.type, None, define.currency, needs=value.needs)
                if value.problem and not value.problem.endswith("no case applies"):
                    reasons.problem(define.name, value.problem)
        return found

    # ── Calendars, term, closure ────────────────────────────────────────────────────────────────────────────────────

    def _attends(self, reasons: Reasons) -> tuple[str, ...] | None:
        if self.question.given.tier is None:
            return None

        def outcome(case: Case) -> Outcome:
            names, clauses = self.question.attended(case)
            return Outcome(Known(names), clauses)

        names: tuple[str, ...] | None = reasons.decided("attends", agree(self.question.opening, outcome)).value
        return names

    def _calendars(self) -> dict[str, CalendarAnswer]:
        question, opened = self.question, self.question.given.opened
        if opened is None or isinstance(question.zone(question.opening), Lacking):
            return {}
        found = {}
        for name in self.index.calendars:
            agreed = agree(question.opening, lambda case, name=name: Outcome(Known(question.calendar(case, name))))  # type: ignore[misc]
            if not agreed.known:
                continue
            table = question.timetable(question.opening, agreed.value)
            try:
                is_open = table.hours.is_open(opened)
            except BeyondHorizon:
                continue
            found[name] = CalendarAnswer(is_open, _next_opening(table, opened))
        return found

    def _term(self, reasons: Reasons) -> Period:
        question = self.question
        if question.given.tier is None:
            return Period()
        start = question.start(question.opening)
        told = ("starts",) if question.given.start is None and isinstance(start, Known) else ()
        for kind in (*told, "lasts", "renews", "cancellable"):
            reasons.decided("term", decide(question.opening, question.ranks, kind))
        running = question.running()
        if running.problem:
            reasons.problem("term", running.problem)
        term = running.value
        if isinstance(term, Term):
            return Period(term.start, term.end)
        return Period(start.value if isinstance(start, Known) else None, question.quota_end().value)

    def _closure(self, reasons: Reasons) -> Closure:
        question = self.question
        if question.given.tier is None:
            return Closure("undecided", None, "undecided")
        closing: list[tuple[Clause, Agreed]] = []
        for kind in ("closes", "reopens"):
            for clause in question.index.all_of(question.layers, kind):
                agreed = agree(question.now, lambda case, c=clause: self._closes(case, c))  # type: ignore[misc]
                closing.append((clause, agreed))
                if agreed.known and agreed.value[0]:
                    reasons.rest_on((clause,))
        closes = [agreed for clause, agreed in closing if clause.value.kind == "closes"]
        reopens = [agreed for clause, agreed in closing if clause.value.kind == "reopens"]
        instants = [agreed.value[1] for agreed in closes if agreed.known and agreed.value[1] is not None]
        return Closure(_any(closes), min(instants, default=None), _any(reopens))

    def _closes(self, case: Case, clause: Clause) -> Outcome:
        """Whether a clause closes (or reopens) the ticket, and the instant of the last event that it counts."""
        rule = clause.value
        if not case.holds(clause.when):
            return Outcome(Known((False, None)))
        if not isinstance(rule, Closes) or rule.after is None or rule.event is None:
            return Outcome(Known((True, None)))
        question, calendar = self.question, rule.calendar
        if question.history.closed_after(rule.after, rule.event, rule.state, lambda _: True) is None:
            return Outcome(Known((False, None)))  # too few, whatever the calendar says of their days

        def counts(at: datetime) -> bool:
            return calendar is None or question.is_business_day(case, calendar, at)

        at = question.history.closed_after(rule.after, rule.event, rule.state, counts)
        return Outcome(Known((at is not None, at)))

    def _problems(self, reasons: Reasons) -> tuple[str, ...]:
        question = self.question
        told = [*question.history.problems]
        if question.given.tier is not None:
            told += [*question.term_problems, *self.counts.not_out()]
        sentences = [problem.sentence(question.shown_zone) for problem in in_order(told)]
        lists = self.counts.too_many() if question.given.tier is not None else ()
        return tuple(dict.fromkeys((*sentences, *lists, *reasons.problems)))


def _next_opening(table: Timetable, at: datetime) -> datetime | None:
    try:
        return instant(table.opening_after(micros(at)))
    except (BeyondHorizon, NeverOpens):
        return None


def _any(found: list[Agreed]) -> str:
    """Yes where one holds, undecided where one may."""
    if any(one.known and one.value[0] for one in found):
        return "yes"
    return "undecided" if any(not one.known for one in found) else "no"


__all__ = ["Evaluator", "Event", "MissingFactsError"]
