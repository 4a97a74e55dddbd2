"""Rules for the items of a file: contract, calendars, facts, offers; and for the file itself."""

from __future__ import annotations

from typing import Any

from servdsl.diagnostics import Diagnostic
from servdsl.source import Span
from servdsl.syntax.builder.clauses import ClauseRules
from servdsl.syntax.builder.parts import Block, nodes_in, words
from servdsl.syntax.calendars import (
    Always,
    Calendar,
    CalendarIs,
    Closed,
    Dates,
    DayRange,
    Feast,
    Holidays,
    Hours,
    Join,
    NthWeekday,
    Open,
    WeekLong,
    Weekly,
    YearlyDates,
    Zone,
)
from servdsl.syntax.expressions import Row
from servdsl.syntax.nodes import (
    Addon,
    Amendment,
    Assume,
    Choice,
    Choices,
    ChooseOne,
    Contract,
    CountryType,
    Currencies,
    Define,
    Document,
    EventLabel,
    Fact,
    File,
    ForOffers,
    Horizon,
    InForce,
    Languages,
    Matrix,
    MoneyType,
    Order,
    PlainType,
    Service,
    Shared,
    State,
    Tier,
    Truth,
    Unit,
    Use,
    WholeType,
    Window,
)
from servdsl.syntax.parts import Cites, Name, Text, ZoneName


def around(block: Block, cites: Cites | None) -> Cites:
    """The citations after the opening and after the closing brace."""
    return block.cites + (cites or ())


class ItemRules(ClauseRules):
    """One method an item, and those for what stands in it."""

    def start(self, c: list[Any]) -> File:
        items = nodes_in(c)
        return File(items, self.span(list(items)) if items else Span(self.file, 1, 1, 1, 1))

    # ── The contract and its document ──

    def contract(self, c: list[Any]) -> Contract:
        _, name, label, block, cites = c
        return Contract(name, label, block.lines, around(block, cites), self.span(c))

    def languages(self, c: list[Any]) -> Languages:
        _, names, cites = c
        return Languages(names, cites or (), self.span(c))

    def currencies(self, c: list[Any]) -> Currencies:
        _, names, cites = c
        return Currencies(names, cites or (), self.span(c))

    def in_force(self, c: list[Any]) -> InForce:
        _, _, _, start, _, end, cites = c
        return InForce(start, end, cites or (), self.span(c))

    def horizon(self, c: list[Any]) -> Horizon:
        _, _, end, cites = c
        return Horizon(end, cites or (), self.span(c))

    def zone(self, c: list[Any]) -> Zone:
        *words, zone, cites = c
        if isinstance(zone, Name) and len(words) == 1:  # `zone Dublin`, which translation knows better than the grammar
            zone = ZoneName(zone.text, zone.span)
        return Zone(zone, cites or (), self.span(c))

    def document(self, c: list[Any]) -> Document:
        _, prefix, title, _, by, cites = c
        return Document(prefix, title, by, cites or (), self.span(c))

    def shared(self, c: list[Any]) -> Shared:
        _, title, block, cites = c
        lines, opening = (block.lines, block.cites) if block is not None else ((), ())
        return Shared(title, lines, opening + (cites or ()), self.span(c))

    def use(self, c: list[Any]) -> Use:
        _, path, cites = c
        return Use(path, cites or (), self.span(c))

    def assume(self, c: list[Any]) -> Assume:
        _, name, said, cites = c
        return Assume("assumption", name, said, cites or (), self.span(c))

    def contradiction(self, c: list[Any]) -> Assume:
        _, name, said, cites = c
        return Assume("contradiction", name, said, cites or (), self.span(c))

    # ── Calendars ──

    def calendar(self, c: list[Any]) -> Calendar:
        _, name, label, _, parent, block, cites = c
        return Calendar(name, label, parent, block.lines, around(block, cites), self.span(c))

    def calendar_is(self, c: list[Any]) -> CalendarIs:
        _, name, label, _, first, *joins, cites = c
        return CalendarIs(name, label, first, tuple(joins), cites or (), self.span(c))

    def join(self, c: list[Any]) -> Join:
        operator, operand = c
        return Join(words(operator), operand, self.span(c))

    def always(self, c: list[Any]) -> Always:
        return Always(self.span(c))

    def weekly(self, c: list[Any]) -> Weekly:
        days, hours, season, when, cites = c
        return Weekly(days, hours, season, when, cites or (), self.span(c))

    def days(self, c: list[Any]) -> tuple[DayRange, ...]:
        return nodes_in(c)

    def day_range(self, c: list[Any]) -> DayRange:
        first, _, last = c
        return DayRange(words(first), last and words(last), self.span(c))

    def all_hours(self, c: list[Any]) -> tuple[Hours, ...]:
        return nodes_in(c)

    def hours(self, c: list[Any]) -> Hours:
        opening, _, closing = c
        return Hours(opening, closing, self.span(c))

    def week_long(self, c: list[Any]) -> WeekLong:
        _, first_day, opening, _, last_day, closing, when, cites = c
        return WeekLong(words(first_day), opening, words(last_day), closing, when, cites or (), self.span(c))

    def holidays(self, c: list[Any]) -> Holidays:
        _, *of_whom, region, without, only, hours, make_up, when, cites = c
        country, fact = (of_whom[0], None) if len(of_whom) == 1 else (None, of_whom[1])
        part = region and region[0]
        chosen, closed, opened = only or (), without is None, hours or ()
        return Holidays(country, fact, part, closed, chosen, opened, make_up or (), when, cites or (), self.span(c))

    def region(self, c: list[Any]) -> tuple[Any, ...]:
        return (c[1],)

    def make_up(self, c: list[Any]) -> tuple[Hours, ...]:
        hours: tuple[Hours, ...] = c[-1]
        return hours

    def no_substitutes(self, c: list[Any]) -> Text:
        return Text(words(*c), self.span(c))

    def only(self, c: list[Any]) -> tuple[Feast, ...]:
        return nodes_in(c, Feast)

    def feast(self, c: list[Any]) -> Feast:
        days, _, side, name = c
        return Feast(days, side and words(side), name, self.span(c))

    def closed(self, c: list[Any]) -> Closed:
        _, dates, hours, said, when, cites = c
        return Closed(dates, hours or (), said, when, cites or (), self.span(c))

    def open_(self, c: list[Any]) -> Open:
        _, dates, hours, said, when, cites = c
        return Open(dates, hours, said, when, cites or (), self.span(c))

    def dates(self, c: list[Any]) -> Dates:
        first, _, last = c
        return Dates(first, last, self.span(c))

    def yearly(self, c: list[Any]) -> YearlyDates:
        _, first, _, last = c
        return YearlyDates(first, last, self.span(c))

    def nth_weekday(self, c: list[Any]) -> NthWeekday:
        _, nth, weekday, _, *month = c
        return NthWeekday(words(nth), words(weekday), words(*month) if len(month) == 1 else None, self.span(c))

    # ── Facts and defined values ──

    def fact(self, c: list[Any]) -> Fact:
        customer, _, name, label, kind, cites = c
        return Fact("customer" if customer else "ticket", name, label, kind, cites or (), self.span(c))

    def choices(self, c: list[Any]) -> Choices:
        _, cites, _, *rest = c
        return Choices(nodes_in(rest, Choice), cites or (), self.span(c))

    def choice(self, c: list[Any]) -> Choice:
        name, label, _, means = c
        return Choice(name, label, means, (), self.span(c))

    def cited_choice(self, c: list[Any]) -> Choice:
        name, label, _, means, cites = c
        return Choice(name, label, means, cites, self.span(c))

    def money_type(self, c: list[Any]) -> MoneyType:
        return MoneyType(c[2], self.span(c))

    def whole_type(self, c: list[Any]) -> WholeType:
        match c:
            case [_, low, _, high]:
                return WholeType(low, high, self.span(c))
            case [_, _, low]:
                return WholeType(low, None, self.span(c))
            case _:
                return WholeType(None, None, self.span(c))

    def country_type(self, c: list[Any]) -> CountryType:
        return CountryType(c[2] or (), self.span(c))

    def plain_type(self, c: list[Any]) -> PlainType:
        return PlainType(words(*c), self.span(c))

    def define(self, c: list[Any]) -> Define:
        _, name, label, _, value, cites = c
        return Define(name, label, value, cites or (), self.span(c))

    def define_when(self, c: list[Any]) -> Define:
        _, name, label, condition, cites = c
        return Define(name, label, Truth(condition, condition.span), cites or (), self.span(c))

    def define_table(self, c: list[Any]) -> Define:
        _, name, label, table, cites = c
        return Define(name, label, table, cites or (), self.span(c))

    # ── What is served, counted, timed ──

    def service(self, c: list[Any]) -> Service:
        _, name, _, plural, label, cites = c
        return Service(name, plural, label, cites or (), self.span(c))

    def unit_decl(self, c: list[Any]) -> Unit:
        _, name, _, plural, label, _, block, cites = c
        return Unit(name, plural, label, block, cites or (), self.span(c))

    def window(self, c: list[Any]) -> Window:
        _, name, label, _, each, *starts_and_end, customer, _, at_risk, cites = c
        *starts, end = nodes_in(starts_and_end)
        risk = at_risk and at_risk[0]
        span = self.span(c)
        return Window(name, label, each is not None, tuple(starts), end, customer is not None, risk, cites or (), span)

    def each(self, c: list[Any]) -> Text:
        return Text(words(*c), self.span(c))

    def by_customer(self, c: list[Any]) -> Text:
        return Text(words(*c), self.span(c))

    def at_risk(self, c: list[Any]) -> tuple[Any, ...]:
        return (c[3],)

    def state(self, c: list[Any]) -> State:
        _, name, label, _, start, _, end, cites = c
        return State(name, label, start, end, cites or (), self.span(c))

    def event_label(self, c: list[Any]) -> EventLabel:
        _, name, label, cites = c
        return EventLabel(name, label, cites or (), self.span(c))

    # ── Offers ──

    def tier(self, c: list[Any]) -> Tier:
        _, name, label, _, parent, block, cites = c
        return Tier(name, label, parent, block.lines, around(block, cites), self.span(c))

    def addon(self, c: list[Any]) -> Addon:
        _, name, label, _, parent, block, cites = c
        return Addon(name, label, parent, block.lines, around(block, cites), self.span(c))

    def for_offers(self, c: list[Any]) -> ForOffers:
        _, offers, block, cites = c
        which = words(offers.text) if isinstance(offers, Text) else offers
        return ForOffers(which, block.lines, around(block, cites), self.span(c))

    def everyone(self, c: list[Any]) -> Text:
        return Text(words(*c), self.span(c))

    def order(self, c: list[Any]) -> Order:
        *tiers, _, exceptions, cites = c
        return Order(nodes_in(tiers), exceptions or (), cites or (), self.span(c))

    def amendment(self, c: list[Any]) -> Amendment:
        _, name, label, valid, block, cites = c
        return Amendment(name, label, valid.first, valid.last, block.lines, around(block, cites), self.span(c))

    def matrix(self, c: list[Any]) -> Matrix:
        kind, block, cites = c
        rows = tuple(line for line in block.lines if isinstance(line, Row))
        choose_one = tuple(line for line in block.lines if isinstance(line, ChooseOne))
        clauses = tuple(line for line in block.lines if not isinstance(line, Row | ChooseOne))
        if not rows:
            self.problems.append(Diagnostic("SD125", block.span))
        head, rest = self.table_rows(rows, block.span)
        return Matrix(words(kind), clauses, choose_one, head, rest, around(block, cites), self.span(c))

    def choose_one(self, c: list[Any]) -> ChooseOne:
        return ChooseOne(c[-1] or (), self.span(c))
