"""Opening hours as lines: "Monday to Friday 09:00–14:00, 16:00–19:00"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import assert_never

from servdsl.model import Contract
from servdsl.model.base import Labels
from servdsl.model.contract import (
    Always,
    Calendar,
    CalendarRule,
    Closed,
    ClosedNth,
    ClosedYearly,
    Holidays,
    Joined,
    Named,
    Opened,
    Rule,
    Schedule,
    Span,
    Week,
    WeekLong,
    Weekly,
)
from servdsl.wording.expressions import condition_words
from servdsl.wording.numbers import clock_text, date_text, year_day_text
from servdsl.wording.tables import phrases
from servdsl.wording.voice import Voice, plain, unique, voice

DAY = 24 * 60
MOST_DATES = 3
"""Of a line that opens every year, those that are written out."""


def calendar_lines(contract: Contract, calendar: Calendar, language: str) -> tuple[str, ...]:
    """The rules of a calendar, one to a line, in their order; before them its time zone, where that is its own."""
    by = voice(contract, language)
    return unique([*_zone(by, contract, calendar.schedule), *_lines(by, calendar.schedule)])


def _zone(by: Voice, contract: Contract, schedule: Schedule) -> list[str]:
    match schedule:
        case Week(zone_fact=str(fact)) if fact != contract.zone_fact:
            return [by.say("calendar", "zone", zone=by.quoted(by.name("fact", fact)))]
        case Week(zone=str(zone)) if zone != contract.zone:
            return [by.say("calendar", "zone", zone=zone)]
        case _:
            return []


def _lines(by: Voice, schedule: Schedule) -> list[str]:
    match schedule:
        case Week():
            return [_often(by, tuple(rules)) for _, rules in groupby(schedule.rules, _written)]
        case _:
            return [schedule_words(by, schedule)]


def _written(rule: CalendarRule) -> object:
    """What the dates of one line share, which opens on some dates every year."""
    made = rule.rule
    return (rule.origin, made.spans, made.labels, rule.when) if isinstance(made, Opened) else id(rule)


def _often(by: Voice, rules: tuple[CalendarRule, ...]) -> str:
    """The rules of one line: its dates, or the first of them, how many more there are, and the last."""
    opened = [rule.rule for rule in rules if isinstance(rule.rule, Opened)]
    if len(opened) < 2:
        return rule_words(by, rules[0])
    dates, comma, hours = [_dates(by, one.first, one.last) for one in opened], by.say("list", "comma"), opened[0].spans
    if len(dates) <= MOST_DATES + 1:
        line = by.say("calendar", "opened", dates=comma.join(dates), hours=_hours(by, hours))
    else:
        shown, more = comma.join(dates[:MOST_DATES]), len(dates) - MOST_DATES
        line = by.say("calendar", "opened_often", dates=shown, count=more, last=dates[-1], hours=_hours(by, hours))
    return _framed(by, rules[0], line)


def schedule_words(by: Voice, schedule: Schedule) -> str:
    """A schedule on one line."""
    match schedule:
        case Always():
            return by.say("calendar", "always")
        case Named():
            return by.name("calendar", schedule.name)
        case Joined():
            a, b = schedule_words(by, schedule.left), schedule_words(by, schedule.right)
            return by.say("calendar", schedule.op, a=a, b=b)
        case Week():
            return by.say("list", "comma").join(rule_words(by, rule) for rule in schedule.rules)
        case _:
            assert_never(schedule)


def span_words(by: Voice, span: Span) -> str:
    """Hours of a day; a close on the next day is marked as such."""
    opens, closes = span
    until = clock_text(closes) if closes <= DAY else by.say("calendar", "next_day", time=clock_text(closes - DAY))
    return f"{clock_text(opens)}–{until}"


def weekday_words(by: Voice, weekdays: Sequence[int]) -> str:
    """Weekdays (Monday is 0), three and more in a row as "Monday to Friday"."""
    names = by.phrases.names("date", "weekdays")
    runs: list[list[int]] = []
    for day in sorted(weekdays):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = []
    for run in runs:
        if len(run) > 2:
            parts.append(by.say("date", "weekday_span", first=names[run[0]], last=names[run[-1]]))
        else:
            parts += [names[day] for day in run]
    return by.say("list", "comma").join(parts)


def rule_words(by: Voice, rule: CalendarRule) -> str:
    """A line of a calendar, with its label and the condition under which it holds."""
    return _framed(by, rule, _bare_rule(by, rule.rule))


def _framed(by: Voice, rule: CalendarRule, line: str) -> str:
    labels: Labels = getattr(rule.rule, "labels", Labels())
    label = plain(labels.text(by.language, ""))
    if label:
        line = by.say("calendar", "label", line=line, label=label)
    return by.say("calendar", "when", line=line, condition=condition_words(by, rule.when)) if rule.when else line


def _bare_rule(by: Voice, rule: Rule) -> str:
    match rule:
        case Weekly(dates=made_up) if made_up:
            return by.say("calendar", "made_up", count=len(made_up), hours=_hours(by, rule.spans))
        case Weekly(season=(since, until)):
            return by.say(
                "calendar",
                "weekly_season",
                days=weekday_words(by, rule.weekdays),
                hours=_hours(by, rule.spans),
                first=year_day_text(by.phrases, *since),
                last=year_day_text(by.phrases, *until),
            )
        case Weekly():
            return by.say("calendar", "weekly", days=weekday_words(by, rule.weekdays), hours=_hours(by, rule.spans))
        case WeekLong():
            names = by.phrases.names("date", "weekdays")
            first = f"{names[rule.from_day]} {clock_text(rule.from_minute)}"
            last = f"{names[rule.to_day]} {clock_text(rule.to_minute)}"
            return by.say("calendar", "week_long", **{"from": first, "to": last})
        case Holidays():
            return _holidays(by, rule)
        case Closed():
            key = "closed_hours" if rule.spans else "closed"
            return by.say("calendar", key, dates=_dates(by, rule.first, rule.last), hours=_hours(by, rule.spans))
        case ClosedYearly():
            key = "closed_yearly_hours" if rule.spans else "closed_yearly"
            first, last = year_day_text(by.phrases, *rule.first), year_day_text(by.phrases, *rule.last)
            dates = first if first == last else by.say("date", "span", first=first, last=last)
            return by.say("calendar", key, dates=dates, hours=_hours(by, rule.spans))
        case ClosedNth():
            key = "closed_hours" if rule.spans else "closed"
            return by.say("calendar", key, dates=_nth_weekday(by, rule), hours=_hours(by, rule.spans))
        case Opened():
            return by.say("calendar", "opened", dates=_dates(by, rule.first, rule.last), hours=_hours(by, rule.spans))
        case _:
            assert_never(rule)


def _holidays(by: Voice, rule: Holidays) -> str:
    key = "holidays" if rule.fact is None else "holidays_of_country" if rule.countries else "holidays_fact"
    key += "_open" if rule.spans else ""
    names = [near_words(by.language, feast.name, feast.days) for feast in rule.only]
    chosen = f" ({', '.join(names)})" if names else ""
    country = rule.country or ""
    if rule.region is not None:
        country = by.say("calendar", "region", country=country, region=rule.region)
    country += chosen
    fact = (by.name("fact", rule.fact) if rule.fact else "") + chosen
    return by.say("calendar", key, country=country, fact=fact, hours=_hours(by, rule.spans))


def near_words(language: str, name: str, days: int) -> str:
    """A holiday by its name, or the day so many days after it (before it, where they are negative)."""
    if not days:
        return name
    key = ("day_" if abs(days) == 1 else "days_") + ("after" if days > 0 else "before")
    return phrases(language).say("calendar", key, name=name, n=abs(days))


def _nth_weekday(by: Voice, rule: ClosedNth) -> str:
    nth = by.phrases.names("calendar", "nth")[rule.nth if rule.nth < 0 else rule.nth - 1]
    weekday = by.phrases.names("date", "weekdays")[rule.weekday]
    if rule.month is None:
        return by.say("calendar", "nth_weekday_monthly", nth=nth, weekday=weekday)
    month = by.phrases.names("date", "months")[rule.month - 1]
    return by.say("calendar", "nth_weekday", nth=nth, weekday=weekday, month=month)


def _hours(by: Voice, spans: Sequence[Span]) -> str:
    return by.say("calendar", "hours_joined").join(span_words(by, span) for span in spans)


def _dates(by: Voice, first: date, last: date) -> str:
    start = date_text(by.phrases, first)
    return start if first == last else by.say("date", "span", first=start, last=date_text(by.phrases, last))
