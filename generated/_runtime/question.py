"""One question: a contract's declarations and one case's facts, with everything that several parts of an answer share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, tzinfo
from functools import cached_property
from typing import Any, TypeVar

from . import calendars as written
from . import durations, history, terms
from .arithmetic import local_instant
from .calendars import Always, Holidays
from .case import OUTSIDE, Case, Found, Known, Lacking, Moment, NoValue
from .decide import Agreed, Outcome, Ranks, adds_to, agree, case_of, decide, defined, settled, winner
from .declare import (
    AmountOf,
    Clause,
    Combined,
    Conflict,
    Define,
    DelayOf,
    During,
    Guarded,
    Holds,
    HolidaysOf,
    InForce,
    Input,
    Member,
    Named,
    Openings,
    Schedule,
    Start,
    StateIs,
    WindowIs,
    Zone,
)
from .durations import Business, BusinessDays, CalendarUnits, Elapsed, Length
from .facts import Given
from .gates import Verdict, every, lasting, verdict
from .index import Index
from .instants import BeyondHorizon, Horizon, LocalZone, NeverOpens, day_date, horizon, local_zone, micros
from .timetable import Timetable, timetable
from .values import Attends, Kind, Money, Starts

T = TypeVar("T")
NO_ZONE = "UTC"


class Question:
    """What is asked of one contract for one case. Made for one answer and used by one thread."""

    def __init__(self, index: Index, given: Given) -> None:
        self.index = index
        self.given = given
        tier = given.tier
        addons = tuple(given.addons) if tier is not None else ()
        self.ranks: Ranks = index.ranks(tier, addons) if tier is not None else ()
        self.layers = tuple(layer for rank in self.ranks for layer in rank)
        self.held = frozenset({tier, *addons}) if tier is not None else frozenset[str]()
        self.history = history.read(given.events, index.events(self.layers), given.opened, given.as_of)
        self.opening = Moment(
            index, {**given.facts, "opened": given.opened, "service": given.service}, given.values, self._derive
        )
        self.window_status: Callable[[str], Found] = lambda _: Lacking()
        self.window_delay: Callable[[str], Found] = lambda _: Lacking()
        self.quota_end: Callable[[], Agreed] = lambda: Agreed(Known(None))
        self.used_up_by: Callable[[datetime], Agreed] = lambda _: Agreed(Known(False))
        self.cap: Callable[[str], Found] = lambda _: Known(None)
        self.counting = False
        self._term_holds: Verdict | None = None
        self._moments: dict[tuple[tuple[str, Any], ...], Moment] = {}

    @property
    def as_of(self) -> datetime | None:
        """The instant as of which is answered (decision 36)."""
        return self.history.as_of

    # ── Moments ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def moment_at(self, at: datetime | None) -> Moment:
        """The facts with the changes told up to an instant; those of the opening where there is none (decision 35)."""
        if at is None or not self.history.changes:
            return self.opening
        changes = {self.index.field(name): value for name, value in self.history.changed_by(at).items()}
        key = tuple(sorted(changes.items(), key=lambda item: item[0]))
        if key and key not in self._moments:
            self._moments[key] = self.opening.with_facts(changes)
        return self._moments[key] if key else self.opening

    @cached_property
    def now(self) -> Moment:
        """The facts as of the question."""
        return self.moment_at(self.as_of)

    def asked_for(self, service: str) -> Moment:
        """The opening, asked for one service."""
        key = (("service", service),)
        if key not in self._moments:
            self._moments[key] = self.opening.with_facts({"service": service})
        return self._moments[key]

    def _derive(self, wanted: Define | Input, moment: Moment) -> Found:
        match wanted:
            case Define():
                return defined(moment, wanted)
            case AmountOf():
                return self._amount(moment, wanted)
            case During():
                return self._during(moment, wanted)
            case WindowIs():
                status = self.window_status(wanted.window)
                return Known(status.value == wanted.status) if isinstance(status, Known) else status
            case DelayOf():
                return self.window_delay(wanted.window)
            case StateIs():
                if self.as_of is None:
                    return Lacking(frozenset({"opened"}))
                return Known(self.history.state_holds(wanted.state, self.as_of))
            case Holds():
                return self._holds(wanted.offer)
            case InForce():
                return Known(self.term_holds().holds is not False)  # presumed where facts are missing (decision 15)
            case Member():
                return self._listed(moment, wanted)
            case Start():
                return self.start(moment)
            case Zone():
                return self.zone(moment)
            case _:
                raise AssertionError(f"{wanted!r} is found by itself")

    def _holds(self, offer: str) -> Found:
        """Without a tier nothing is known of tiers; add-ons are told, or not held (decision 16)."""
        if self.index.offers[offer].kind == "addon":
            return Known(offer in self.given.addons)
        return Lacking(frozenset({"tier"})) if self.given.tier is None else Known(offer == self.given.tier)

    def _listed(self, moment: Moment, asked: Member) -> Found:
        """Whether a name is in a list, among those that count: a list longer than its cap counts from the first."""
        name, names = moment.find(asked.item), moment.find(asked.listed)
        if isinstance(name, Lacking) or isinstance(names, Lacking):
            return Lacking(
                *(frozenset[str]().union(*(one.needs for one in (name, names) if isinstance(one, Lacking))),)
            )
        if name.value not in names.value:
            return Known(False)
        cap = self.cap(asked.listed)
        if isinstance(cap, Lacking):
            return cap
        return Known(cap.value is None or names.value.index(name.value) < cap.value)

    def _amount(self, moment: Moment, wanted: AmountOf) -> Found:
        if self.given.tier is None:
            return Lacking(frozenset({"tier"}))
        agreed = decide(moment, self.ranks, "amount", wanted.name)
        if not isinstance(agreed.found, Known):
            return agreed.found
        amount = agreed.value
        if amount is None:
            return Lacking()
        found = Money(amount.value, amount.currency) if wanted.with_currency else amount.value
        return Known(found, amount.lower_bound)

    # ── Zone and horizon ────────────────────────────────────────────────────────────────────────────────────────────

    def zone(self, moment: Moment) -> Found:
        """The contract's zone, or the site's."""
        from zoneinfo import ZoneInfo  # only here: importing an evaluator need not pay for it

        fact = self.index.contract.zone_fact
        return moment.find(fact) if fact is not None else Known(ZoneInfo(self.index.contract.zone or NO_ZONE))

    def zone_known(self, moment: Moment) -> tzinfo:
        """The same where it must be known. Raises NoValue."""
        found = self.zone(moment)
        if isinstance(found, Lacking):
            raise NoValue(found)
        zone: tzinfo = found.value
        return zone

    def horizon(self, moment: Moment) -> Horizon:
        """The horizon, in UTC while the zone is not known (decision 33)."""
        found = self.zone(moment)
        name = str(found.value) if isinstance(found, Known) else NO_ZONE
        return horizon(name, *self.index.contract.horizon)

    def clock(self, moment: Moment) -> LocalZone:
        """What local clocks read; where the zone is not known, each question to it raises NoValue."""
        found = self.zone(moment)
        if isinstance(found, Lacking):
            return _NoClock(found)
        first, last = self.index.contract.horizon
        years = self._years
        if first.year <= min(years) and max(years) <= last.year:
            return self.horizon(moment).zone
        return local_zone(str(found.value), date(min(years), 1, 1), date(max(years), 12, 31))

    @cached_property
    def _years(self) -> tuple[int, ...]:
        """The years in which local time is read: those of the horizon, and of instants told outside it."""
        given = self.given
        told: list[date | None] = [given.opened, given.start, given.as_of, *(event.at for event in given.events)]
        told += [end for stretch in given.worked or () for end in stretch]
        told += [value for value in given.facts.values() if isinstance(value, date)]
        return (*(at.year for at in told if at is not None), *(day.year for day in self.index.contract.horizon))

    @cached_property
    def shown_zone(self) -> tzinfo:
        """The zone in which instants leave: the contract's or site's, else the caller's offset, else UTC."""
        found = self.zone(self.opening)
        return found.value if isinstance(found, Known) else self.given.offset or UTC

    # ── Calendars ───────────────────────────────────────────────────────────────────────────────────────────────────

    def calendar(self, case: Case, name: str) -> written.Calendar:
        """A calendar with its guards decided and its days filled in. Raises Unknown and NoValue."""
        return self._schedule(case, name, self.index.calendars[name].schedule)

    def _schedule(self, case: Case, name: str, schedule: Schedule) -> written.Calendar:
        match schedule:
            case Always():
                self.zone_known(case.moment)
                return schedule
            case Named():
                return self.calendar(case, schedule.name)
            case Combined():
                left = self._schedule(case, name, schedule.left)
                return written.Joined(schedule.op, left, self._schedule(case, name, schedule.right))
            case Openings():
                return self._week(case, name, schedule)

    def _week(self, case: Case, name: str, openings: Openings) -> written.Calendar:
        zone = openings.zone
        if openings.zone_fact is not None:
            found = case.moment.find(openings.zone_fact)
            if isinstance(found, Lacking):
                raise NoValue(found)
            zone = str(found.value)
        if zone is None:
            self.zone_known(case.moment)
        rules = []
        for line in openings.rules:
            if isinstance(line, Guarded) and not case.holds(line.when):
                continue
            rule = line.rule if isinstance(line, Guarded) else line
            rules.append(self._holidays_of(case.moment, name, rule) if isinstance(rule, HolidaysOf) else rule)
        return written.Week(tuple(rules), zone)

    def _holidays_of(self, moment: Moment, name: str, rule: HolidaysOf) -> Holidays:
        """The days of a fact, which is needed here and nowhere else (decisions 14 and 32)."""
        found = moment.find(rule.fact)
        if isinstance(found, Lacking):
            raise NoValue(found)
        if rule.countries is None:
            return Holidays(tuple((day, "") for day in found.value), rule.spans)
        if found.value not in rule.countries:
            raise NoValue(Lacking(problem=f"{name}: the holidays of {found.value} are not known"))
        return Holidays(rule.countries[found.value], rule.spans)

    def timetable(self, moment: Moment, calendar: written.Calendar) -> Timetable:
        """A calendar made quick to ask, over the horizon."""
        known = self.zone(moment)
        name = str(known.value) if isinstance(known, Known) else NO_ZONE
        return timetable(calendar, name, *self.index.contract.horizon)

    def timetable_of(self, case: Case, length: Length, used: list[Clause]) -> Timetable | None:
        """In what a length counts: the calendar that it names, else those attended; None for elapsed time. The clauses
        that say what is attended are added to `used`."""
        if isinstance(length, CalendarUnits):
            self.zone_known(case.moment)
        if not isinstance(length, Business | BusinessDays):
            return None
        names, clauses = ((length.calendar,), ()) if length.calendar is not None else self.attended(case)
        used.extend(clauses)
        if not names:
            raise NoValue(Lacking(problem="no calendar is attended"))
        found = self.calendar(case, names[0])
        for name in names[1:]:
            found = written.Joined("or", found, self.calendar(case, name))
        return self.timetable(case.moment, found)

    def attended(self, case: Case) -> tuple[tuple[str, ...], tuple[Clause, ...]]:
        """The calendars of business durations without `on`: the nearest plain one, with what it and nearer layers add
        (decision 20). Raises Unknown and NoValue."""
        also: list[Clause] = []
        plain: list[Clause] = []
        for rank in self.ranks:
            for layer in rank:
                also += [
                    one for one in self.index.clauses(layer, "attends", "") if adds_to(one) and case.holds(one.when)
                ]
                found = case_of(case, layer, "attends", "")
                if isinstance(found, Conflict):
                    raise NoValue(_clash(self.index, found.first, found.second))
                plain += [found] if found is not None else []
            if plain:
                break
        first = min(plain, key=self.index.order, default=None)
        for other in plain:
            if first is not None and other.value != first.value:
                raise NoValue(_clash(self.index, first, other))
        ordered = sorted({one.id: one for one in also}.values(), key=self.index.order)
        clauses = (*([first] if first is not None else []), *ordered)
        names = dict.fromkeys(one.value.calendar for one in clauses if isinstance(one.value, Attends))
        return tuple(names), clauses

    def _during(self, moment: Moment, asked: During) -> Found:
        if asked.subject == "worked":
            return Lacking(frozenset({"worked"}))
        told = self._told(moment, asked.subject)
        if isinstance(told, Lacking):
            return told
        at: datetime = told.value
        return agree(moment, lambda case: Outcome(Known(self.is_open(case, asked.calendar, at)))).found

    def _told(self, moment: Moment, subject: str) -> Found:
        """The opening, or the moment that a fact tells."""
        if subject != "opened":
            return moment.find(subject)
        return Lacking(frozenset({"opened"})) if self.given.opened is None else Known(self.given.opened)

    def is_open(self, case: Case, calendar: str, at: datetime) -> bool:
        """Whether a calendar is open at an instant. Raises Unknown and NoValue."""
        found = self.timetable(case.moment, self.calendar(case, calendar))
        return self.in_horizon(lambda: found.hours.is_open(at))

    def is_business_day(self, case: Case, calendar: str, at: datetime) -> bool:
        """Whether the local date of an instant is a business day of a calendar. Raises Unknown and NoValue."""
        found = self.timetable(case.moment, self.calendar(case, calendar))
        return found.close_of(day_date(found.zone.day(micros(at)))) is not None

    def in_horizon(self, ask: Callable[[], T]) -> T:
        """Ask calendars; what they cannot tell is a problem of that part of the answer."""
        try:
            return ask()
        except BeyondHorizon:
            first, last = self.index.contract.horizon
            problem = f"due after {last}, the end of the horizon"
            opened = self.given.opened
            if opened is not None and not first <= opened.astimezone(self.shown_zone).date() <= last:
                problem = f"opened: outside the horizon {first} to {last}"
            raise NoValue(Lacking(problem=problem)) from None
        except NeverOpens as error:
            raise NoValue(Lacking(problem=str(error))) from None
        except OverflowError:
            raise NoValue(Lacking(problem=OUTSIDE)) from None

    # ── The term ────────────────────────────────────────────────────────────────────────────────────────────────────

    def start(self, moment: Moment) -> Found:
        """When the term starts: as given, or as `starts at` says; a date is its local midnight (decision 54)."""
        told: date | datetime | None = self.given.start
        if told is None:
            agreed = decide(moment, self.ranks, "starts") if self.ranks else Agreed(Known(None))
            if not isinstance(agreed.found, Known):
                return agreed.found
            if not isinstance(agreed.value, Starts):
                return Lacking(frozenset({"start"}))
            found = settled(moment, agreed.value.at)
            if isinstance(found, Lacking):
                return found
            told = found.value
        if isinstance(told, datetime):
            return Known(told)
        zone = self.zone(moment)
        if isinstance(zone, Lacking):
            return zone
        assert told is not None
        return Known(local_instant(told, zone.value, time(0)))

    @cached_property
    def term(self) -> Agreed:
        """The term, before any quota ends it: a `terms.Term` whose start may be unknown."""
        return agree(self.opening, self._term)

    @cached_property
    def term_problems(self) -> tuple[history.Problem, ...]:
        """Renewals and endings that cannot be; those of which it is not known are none."""
        start = self.start(self.opening)
        at = start.value if isinstance(start, Known) else None

        def outcome(case: Case) -> Outcome:
            rules = self._rules(case, "renews", "cancellable").found  # how long it lasts makes nothing impossible
            return Outcome(
                Known(terms.impossible(rules.value, at, self._term_events)) if isinstance(rules, Known) else rules
            )

        return agree(self.opening, outcome).value or ()

    @property
    def _term_events(self) -> tuple[history.Event, ...]:
        return tuple(event for event in self.history.events if event.type in history.TERM)

    def _rules(self, case: Case, *kinds: Kind) -> Outcome:
        """What the contract says about the term, of these kinds, as `terms.TermRules`."""
        parts = {kind: winner(case, self.ranks, kind, "") for kind in kinds}
        clauses = tuple(clause for part in parts.values() for clause in part.clauses)
        said: dict[str, Any] = {}
        for kind, part in parts.items():
            if isinstance(part.found, Lacking):
                return Outcome(part.found, clauses)
            said[kind] = part.found.value
        lasts, renews, cancellable = (said.get(kind) for kind in ("lasts", "renews", "cancellable"))
        every = renews.every if renews is not None else None
        if lasts is not None and lasts.length in _NO_LENGTH:
            return Outcome(Lacking(problem="a term of no length"), clauses)
        rules = terms.TermRules(renews=every, cancellable=cancellable)
        if lasts is not None:
            bounds = {"at_least": lasts.at_least, "at_most": lasts.at_most}
            rules = rules.replace(lasts=lasts.length, then=lasts.then, **bounds)
        return Outcome(Known(rules), clauses)

    def _term(self, case: Case) -> Outcome:
        said = self._rules(case, "lasts", "renews", "cancellable")
        if isinstance(said.found, Lacking):
            return said
        rules, clauses = said.found.value, said.clauses
        start = self.start(case.moment)
        starts_at = start.value if isinstance(start, Known) else None
        zone = self.clock(case.moment)
        used: list[Clause] = []

        def later(at: datetime, length: Length) -> datetime:
            found = durations.due(length, at, (), self.horizon(case.moment), self.timetable_of(case, length, used))
            assert found is not None
            return found

        found = self.in_horizon(lambda: terms.read(rules, starts_at, zone, self._term_events, later))
        return Outcome(Known(found), clauses)

    def running(self) -> Agreed:
        """The term with a quota that ended it, whichever came first."""
        term = self.term
        if not isinstance(term.found, Known):
            return term
        return term.replace(found=Known(term.value.exhausted(self.quota_end().value)))

    def term_holds(self) -> Verdict:
        """Whether the term runs at the opening, and `lasts while` holds. Kept, but for those who ask while quotas are
        still being counted: a quota that ends the term is not yet known to them."""
        if self._term_holds is not None:
            return self._term_holds
        found = every((self._in_term(), lasting(self.opening, self.index, self.layers)))
        if not self.counting:
            self._term_holds = found
        return found

    def _in_term(self) -> Verdict:
        at = self.given.opened
        if self.given.tier is None:
            return Verdict(None, frozenset({"tier"}))
        if at is None:
            return Verdict(None, frozenset({"opened"}))

        def outcome(case: Case) -> Outcome:
            start, used_up = self.start(case.moment), self.used_up_by(at)
            if (isinstance(start, Known) and at < start.value) or used_up.value:
                return Outcome(Known(False))  # whatever the rest of the term hangs on
            found = self._term(case)
            if isinstance(found.found, Lacking):
                return found
            term: terms.Term = found.found.value
            holds = term.in_force(at)
            if holds is None:
                return Outcome(start if isinstance(start, Lacking) else Lacking(frozenset({"start"})), found.clauses)
            return Outcome(used_up.found if holds and not used_up.known else Known(holds), found.clauses)

        return verdict(agree(self.opening, outcome))


_NO_LENGTH = (Elapsed(0), CalendarUnits(0, "days"), CalendarUnits(0, "months"), CalendarUnits(0, "years"))


class _NoClock(LocalZone):
    """The clocks of a zone that is not known: whoever asks them needs the fact that tells it."""

    __slots__ = ("_lacking",)

    def __init__(self, lacking: Lacking) -> None:
        super().__init__("", [(0, 0)])
        self._lacking = lacking

    def reading(self, at: int) -> int:  # noqa: ARG002 - as the base has it
        raise NoValue(self._lacking)

    def at(self, reading: int) -> int:  # noqa: ARG002 - as the base has it
        raise NoValue(self._lacking)


def _clash(index: Index, *clauses: Clause) -> Lacking:
    first, second = sorted(clauses, key=index.order)
    return Lacking(problem=f"{first.id} and {second.id}: both apply, and neither is more special")
