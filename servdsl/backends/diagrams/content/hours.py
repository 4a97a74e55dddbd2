"""Which weeks are drawn: for whom, under which condition, and what add-ons bring to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from servdsl.backends.diagrams.content.cases import counted_names, offers_text, when_text
from servdsl.backends.diagrams.content.holding import Holding
from servdsl.backends.diagrams.content.variants import guards_text, held_together
from servdsl.backends.diagrams.content.week import (
    Guards,
    Stretch,
    drawn_in,
    is_usual,
    merged,
    named_in,
    rules,
    schedule_of,
    weeks,
    without,
)
from servdsl.backends.diagrams.content.winners import Split, attended, can_meet, splits
from servdsl.backends.diagrams.drawing.canvas import Link
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.cite import calendar_link, clause_link
from servdsl.cells import Study
from servdsl.model.contract import Clause, WeekLong, Weekly
from servdsl.model.expressions import Condition
from servdsl.model.values import Attends
from servdsl.wording.calendars import rule_words
from servdsl.wording.voice import unique


@dataclass(frozen=True, slots=True)
class Extra:
    """Hours that an add-on (or a further condition) brings, beyond the base."""

    name: str
    calendar: str
    stretches: tuple[Stretch, ...]
    link: Link


@dataclass(frozen=True, slots=True)
class WeekMap:
    """One week: its title, its open stretches, what comes on top, and what says so. `compared`: hours of other zones are in
    it, as they fall in January. `seasons`: hours of some dates of each year, in words. `zone`: whose clock it is, where that
    is not the contract's or the site's. `counted`: the names of the plans that the title only counts."""

    title: str
    base: tuple[Stretch, ...]
    link: Link
    extras: tuple[Extra, ...] = ()
    calendars: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    compared: bool = False
    seasons: tuple[str, ...] = ()
    zone: str = ""
    counted: tuple[str, ...] = ()


@dataclass(slots=True)
class Group:
    """Tiers that are attended during the same calendars under the same condition, and can be held with the same add-ons
    that bring hours."""

    calendars: tuple[str, ...]
    condition: str
    addons: tuple[str, ...]
    tiers: list[str] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    stated: list[Condition | None] = field(default_factory=list)


Groups = dict[tuple[tuple[str, ...], str, tuple[str, ...]], Group]
"""Groups by their calendars, condition and add-ons."""


class Hours:
    """Reads the week maps off a contract."""

    def __init__(self, speaker: Speaker, study: Study) -> None:
        self._speaker = speaker
        self._contract = speaker.contract
        self._study = study
        self._tiers = [offer.name for offer in self._contract.offers if offer.kind == "tier"]
        self._addons = [
            one.name for one in self._contract.offers if one.kind == "addon" and attended(self._contract, one.name)
        ]
        self._holding = Holding(self._study)

    def maps(self) -> list[WeekMap]:
        """A map for each group of tiers, then one for each calendar that neither a group nor another calendar shows; none
        where no calendar is."""
        found = [one for group in self._groups() for one in self._of_group(group)]
        shown = {name for one in found for name in (*one.calendars, *(e.calendar for e in one.extras if e.stretches))}
        shown |= {part for calendar in self._contract.calendars for part in named_in(calendar.schedule)}
        for calendar in self._contract.calendars:
            if calendar.name not in shown:
                title = self._say("map_calendar", calendar=self._speaker.voice.name("calendar", calendar.name))
                link = calendar_link(self._speaker, calendar)
                variants = self._variants(title, (calendar.name,), calendar.sources, link, ())
                found += [one for one in variants if one.base]
        return found

    def dated(self, maps: Iterable[WeekMap]) -> tuple[str, ...]:
        """The calendars whose days a year shows: those of the maps, and those of which no week can be drawn, since they open
        by date alone."""
        maps = list(maps)
        drawn = [name for one in maps for name in one.calendars]
        parts = {part for calendar in self._contract.calendars for part in named_in(calendar.schedule)}
        weekly = {one.name for one in self._contract.calendars if weeks(self._contract, one.schedule)}
        others = [one.name for one in self._contract.calendars if one.name not in {*parts, *weekly}]
        return unique([*drawn, *others])

    # ── Groups of tiers ─────────────────────────────────────────────────────────────────────────────────────────────

    def _groups(self) -> list[Group]:
        groups: Groups = {}
        rows = splits(self._study, self._tiers, "attends", "")
        same = {tier for tier in self._tiers if _is_same(rows, tier)}
        for split in rows:
            for tier in self._tiers:
                for part in split.by_offer.get(tier, ()):
                    stated = part.clause if not part.whole else split.clause
                    condition = "" if split.alone or tier in same else self._case(stated)
                    self._join(groups, tier, part.clause, condition).stated.append(stated.when if stated else None)
        return list(groups.values())

    def _join(self, groups: Groups, tier: str, clause: Clause, condition: str) -> Group:
        clauses = [clause, *(one for one in self._also(tier) if one.when is None)]
        calendars = unique(one.value.calendar for one in clauses if isinstance(one.value, Attends))
        addons = tuple(addon for addon in self._addons if self._holding.together(tier, addon))
        group = groups.setdefault((calendars, condition, addons), Group(calendars, condition, addons))
        group.tiers.append(tier)
        group.clauses += clauses
        return group

    def _also(self, tier: str) -> list[Clause]:
        """The hours that a tier adds to its plain ones (decision 20)."""
        return [c for c in attended(self._contract, tier) if isinstance(c.value, Attends) and c.value.also]

    def _when(self, clause: Clause) -> str:
        if clause.when is None:
            return ""
        return when_text(self._speaker, clause.when)

    def _case(self, clause: Clause | None) -> str:
        """Which of several cases a clause is about."""
        stated = self._when(clause) if clause is not None and clause.strength != "otherwise" else ""
        return stated or self._speaker.say("matrix", "otherwise")

    def _of_group(self, group: Group) -> list[WeekMap]:
        title = offers_text(self._speaker, unique(group.tiers))
        if group.condition:
            title = self._say("map_when", map=title, condition=group.condition)
        sources = unique(source for clause in group.clauses for source in clause.sources)
        link = clause_link(self._speaker, group.clauses[0])
        counted = counted_names(self._speaker, unique(group.tiers))
        variants = self._variants(title, group.calendars, sources, link, self._brought(group))
        return [replace(one, counted=counted) for one in variants]

    # ── What comes on top ───────────────────────────────────────────────────────────────────────────────────────────

    def _brought(self, group: Group) -> tuple[tuple[str, Clause], ...]:
        """Names and clauses of what adds hours: add-ons that these tiers may hold, further conditions of theirs."""
        found: list[tuple[str, Clause]] = []
        for addon in group.addons:
            name = self._speaker.voice.name("offer", addon)
            found += [(self._named(name, clause), clause) for clause in attended(self._contract, addon)]
        for clause in {id(c): c for tier in group.tiers for c in self._also(tier) if c.when is not None}.values():
            if isinstance(clause.value, Attends):
                name = self._speaker.voice.name("calendar", clause.value.calendar)
                found.append((self._named(name, clause), clause))
        return tuple(one for one in found if any(can_meet(self._study, one[1].when, case) for case in group.stated))

    def _named(self, name: str, clause: Clause) -> str:
        when = self._when(clause)
        return f"{name} ({when})" if when else name

    # ── Guards inside calendars ─────────────────────────────────────────────────────────────────────────────────────

    def _variants(
        self,
        title: str,
        calendars: tuple[str, ...],
        sources: tuple[str, ...],
        link: Link,
        brought: Iterable[tuple[str, Clause]],
    ) -> list[WeekMap]:
        """One map, or one for each condition that guards weekly hours; equal ones are drawn once."""
        brought = tuple(brought)
        found: dict[tuple[Stretch, ...], WeekMap] = {}
        zone, compared = drawn_in(self._contract, (*calendars, *_attended(brought)))
        other = zone if zone is not None and zone != self._contract.zone else ""
        if other:
            title = self._say("map_when", map=title, condition=other)
        variants: dict[tuple[Stretch, ...], Guards] = {}
        for guards in held_together(self._study, self._guards(calendars)):
            variants.setdefault(self._base(calendars, guards, zone), guards)
        for base, guards in variants.items():
            named = title
            if guards and len(variants) > 1:
                named = self._say("map_when", map=title, condition=guards_text(self._speaker, guards))
            extras = self._extras(base, brought, zone)
            found[base] = WeekMap(named, base, link, extras, calendars, sources, compared)
        maps = [one for base, one in found.items() if base or len(found) == 1]
        seasons = self._seasons(calendars)
        return [replace(one, sources=self._all_sources(one), seasons=seasons, zone=other) for one in maps]

    def _seasons(self, calendars: Sequence[str]) -> tuple[str, ...]:
        """The hours that some dates of each year have in place of the week's, in words; in their calendar's own zone."""
        return unique(
            rule_words(self._speaker.voice, rule)
            for name in calendars
            for rule in rules(self._contract, schedule_of(self._contract, name))
            if isinstance(rule.rule, Weekly) and rule.rule.season is not None
        )

    def _all_sources(self, one: WeekMap) -> tuple[str, ...]:
        calendars = {calendar.name: calendar for calendar in self._contract.calendars}
        own = [s for name in one.calendars for s in calendars[name].sources]
        ruled = [
            s
            for name in one.calendars
            for rule in rules(self._contract, calendars[name].schedule)
            for s in rule.sources
        ]
        return unique([*one.sources, *own, *ruled])

    def _guards(self, calendars: Sequence[str]) -> list[Condition]:
        found: list[Condition] = []
        for name in calendars:
            for rule in rules(self._contract, schedule_of(self._contract, name)):
                when = rule.when if isinstance(rule.rule, Weekly | WeekLong) and not is_usual(rule.when) else None
                if when is not None and when not in found:
                    found.append(when)
        return found

    def _base(self, calendars: Sequence[str], guards: Guards, zone: str | None) -> tuple[Stretch, ...]:
        parts = (weeks(self._contract, schedule_of(self._contract, name), guards, zone) for name in calendars)
        return tuple(merged(stretch for part in parts for stretch in part))

    def _extras(
        self, base: Sequence[Stretch], brought: Sequence[tuple[str, Clause]], zone: str | None
    ) -> tuple[Extra, ...]:
        found: list[Extra] = []
        taken = list(base)
        for name, clause in brought:
            if isinstance(clause.value, Attends):
                own = weeks(self._contract, schedule_of(self._contract, clause.value.calendar), (), zone)
                fresh = without(own, taken)
                link = clause_link(self._speaker, clause)
                found.append(Extra(name, clause.value.calendar, tuple(fresh), link))
                taken += fresh
        return tuple(found)

    def _say(self, key: str, **parts: object) -> str:
        return self._speaker.say("weekmap", key, **parts)


def _attended(brought: Iterable[tuple[str, Clause]]) -> list[str]:
    return [clause.value.calendar for _, clause in brought if isinstance(clause.value, Attends)]


def _is_same(rows: Sequence[Split], tier: str) -> bool:
    """Whether one clause says a tier's hours, whatever other tiers' cases there are."""
    clauses = {part.clause.id for row in rows for part in row.by_offer.get(tier, ())}
    return len(clauses) == 1 and not any(tier in row.partial for row in rows)
