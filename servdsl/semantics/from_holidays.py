"""The holidays of a calendar: nodes → frozen dates with their names.

holidays DE in BY only "Epiphany"                          →   6 January of each year of the horizon
holidays US only 1 day after "Thanksgiving Day"            →   the Friday after each, under a name of its own
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from servdsl.diagnostics import Note
from servdsl.messages import listed, say
from servdsl.model.contract import Feast, Holidays
from servdsl.semantics import public_holidays
from servdsl.semantics.calendar_hours import spans
from servdsl.semantics.codes import country
from servdsl.semantics.scope import Scope
from servdsl.semantics.spelling import nearest, sure
from servdsl.syntax import calendars as nodes
from servdsl.syntax.parts import Name, Text
from servdsl.wording import near_words

_FARTHEST = 31
"""So many days from a feast and no more: farther away nobody calls a day by its name."""
_LONGEST_CODE = 3
"""Two or three letters are near to many codes: no hint."""


def holidays(node: nodes.Holidays, scope: Scope) -> Holidays | None:
    """The rule of a line; None, and reported, where it cannot be told."""
    hours = spans(node.hours, scope)
    feasts = _feasts(node, scope)
    if hours is None or feasts is None:
        return None
    if node.fact is not None:
        return _of_fact(node, node.fact, Holidays(only=feasts, spans=hours), scope)
    assert node.country is not None
    code = country(node.country, scope.findings)
    if code is None:
        return None
    region = None if node.region is None else _region(node.region, code, scope)
    if region is None and node.region is not None:
        return None
    days = _frozen(public_holidays.Place(code, region), feasts, node, node.country, scope)
    said = None if node.region is None else node.region.text
    return Holidays(country=code, region=said, dates=days, only=feasts, spans=hours)


def _region(region: Name | Text, code: str, scope: Scope) -> str | None:
    """The region's code in the holiday data; None, and reported, where it knows none of that name."""
    known = public_holidays.regions(code)
    if region.text in known:
        return known[region.text]
    near = nearest(region.text, dict.fromkeys(known, ())) if len(region.text) > _LONGEST_CODE else None
    called = {code: name for name, code in reversed(list(known.items())) if name != code}
    codes = listed(f"`{' '.join(filter(None, (code, called.get(code))))}`" for code in dict.fromkeys(known.values()))
    help_text = say("did you mean `{near}`?", near=near) if near else say("known are {known}", known=codes)
    if not known:
        help_text = say("leave the region out: the holiday data knows no part of this country")
    scope.findings.report("SD559", region.span, help_text=help_text, name=region.text, country=code)
    return None


def _of_fact(node: nodes.Holidays, name: Name, rule: Holidays, scope: Scope) -> Holidays | None:
    found = scope.names.find(name, "fact")
    fact = scope.facts.get(found.name) if found is not None else None
    if found is None or fact is None:
        return None
    if node.region is not None:
        scope.findings.report("SD560", node.region.span, Note(found.span, say("declared here")), name=fact.name)
        return None
    if fact.type == "dates":
        return Holidays(fact=fact.name, spans=rule.spans)
    if fact.type != "country":
        note, wanted = Note(found.span, say("declared here")), say("a country or a list of dates")
        scope.findings.report("SD308", name.span, note, name=f"`{name.text}`", wanted=wanted)
        return None
    named = fact.countries or tuple(sorted(scope.countries[fact.name]))
    known = tuple((code, _frozen(public_holidays.Place(code), rule.only, node, name, scope)) for code in named)
    return rule.model_copy(update={"fact": fact.name, "countries": known})


def _frozen(
    place: public_holidays.Place, feasts: Sequence[Feast], node: nodes.Holidays, at: Name, scope: Scope
) -> tuple[public_holidays.Day, ...]:
    """The days off within the horizon, of which `only` chooses some; each with its name in the contract's language."""
    last = public_holidays.last_gazetted(place.country)
    if last is not None and scope.horizon[1].year > last:
        scope.findings.report("SD557", at.span, country=place.country, last=last, horizon=scope.horizon[1].year)
    if not feasts:
        return public_holidays.days(place, scope.horizon, scope.language, node.substitutes)
    _check_names(place, node, scope)
    found: dict[date, str] = {}
    for feast in feasts:
        for day, name in _near(place, feast, node.substitutes, scope):
            found.setdefault(day, name)
    return tuple(sorted(found.items()))


def _near(place: public_holidays.Place, feast: Feast, substitutes: bool, scope: Scope) -> Iterator[public_holidays.Day]:
    """The days of one feast, or those near its own days: a day off in place of it moves nothing."""
    if not feast.days:
        yield from public_holidays.only(place, scope.horizon, scope.language, substitutes, feast.name)
        return
    first, last = (_moved(day, -feast.days) for day in scope.horizon)
    for day, name in public_holidays.only(place, (first, last), scope.language, False, feast.name):
        yield _moved(day, feast.days), near_words(scope.language, name, feast.days)


def _moved(day: date, days: int) -> date:
    """A day so many days later, as far as there are dates."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _feasts(node: nodes.Holidays, scope: Scope) -> tuple[Feast, ...] | None:
    made = []
    for feast in node.only:
        days = feast.days.value if feast.days is not None else 0
        if feast.days is not None and (days != int(days) or not 1 <= days <= _FARTHEST):
            scope.findings.report("SD561", feast.days.span, last=_FARTHEST)
            continue
        made.append(Feast(name=feast.name.text, days=-int(days) if feast.side == "before" else int(days)))
    return tuple(made) if len(made) == len(node.only) else None


def _check_names(place: public_holidays.Place, node: nodes.Holidays, scope: Scope) -> None:
    names = public_holidays.names(place, scope.horizon)
    for text in (feast.name for feast in node.only):
        if text.text not in names:
            near = nearest(text.text, dict.fromkeys(names, ()))
            known = listed(f"`{name}`" for name in names[:8])
            help_text = say("did you mean `{near}`?", near=near) if near else say("known are {known}, …", known=known)
            better = sure(text.text, dict.fromkeys(names, ()))
            better = None if better is None else f'"{better}"'
            facts = {"name": text.text, "country": place.country}
            scope.findings.report("SD556", text.span, help_text=help_text, better=better, **facts)
