"""Which weeks are drawn: for whom, under which condition, and what add-ons bring to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from servdsl.backends.diagrams.captions import Speaker
from servdsl.backends.diagrams.cases import offers_text, when_text
from servdsl.backends.diagrams.week import Guards, Stretch, merged, rules, schedule_of, weeks, without
from servdsl.backends.diagrams.winners import splits
from servdsl.model.contract import Clause, Offer, WeekLong, Weekly
from servdsl.model.expressions import Condition, Expr, Holds, children
from servdsl.model.values import Attends, Requires
from servdsl.wording import condition_text
from servdsl.wording.voice import unique


@dataclass(frozen=True, slots=True)
class Extra:
    """Hours that an add-on (or a further condition) brings, beyond the base."""

    name: str
    calendar: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class WeekMap:
    """One week: its title, its open stretches, what comes on top, and what says so."""

    title: str
    base: tuple[Stretch, ...]
    extras: tuple[Extra, ...] = ()
    calendars: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(slots=True)
class Group:
    """Tiers that are attended during the same calendars under the same condition."""

    calendars: tuple[str, ...]
    condition: str
    tiers: list[str] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)


Groups = dict[tuple[tuple[str, ...], str], Group]
"""Groups by their calendars and condition."""


class Hours:
    """Reads the week maps off a contract."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._contract = speaker.contract
        self._tiers = [offer.name for offer in self._contract.offers if offer.kind == "tier"]

    def maps(self) -> list[WeekMap]:
        """A map for each group of tiers, then one for each calendar that no group shows; none where no calendar is."""
        found = [one for group in self._groups() for one in self._of_group(group)]
        shown = {name for one in found for name in (*one.calendars, *(e.calendar for e in one.extras if e.stretches))}
        for calendar in self._contract.calendars:
            if calendar.name not in shown:
                title = self._say("map_calendar", calendar=self._speaker.voice.name("calendar", calendar.name))
                variants = self._variants(title, (calendar.name,), calendar.sources, ())
                found += [one for one in variants if one.base]
        return found

    # ── Groups of tiers ─────────────────────────────────────────────────────────────────────────────────────────────

    def _groups(self) -> list[Group]:
        groups: Groups = {}
        for split in splits(self._contract, self._tiers, "attends", ""):
            for tier in self._tiers:
                for part in split.by_offer.get(tier, ()):
                    stated = part.clause if not part.whole else split.clause
                    condition = "" if stated is None or split.alone else self._when(stated)
                    self._join(groups, tier, part.clause, condition)
        return list(groups.values())

    def _join(self, groups: Groups, tier: str, clause: Clause, condition: str) -> None:
        also = [one for one in self._also(tier) if one.when is None]
        clauses = [clause, *also]
        calendars = unique(one.value.calendar for one in clauses if isinstance(one.value, Attends))
        group = groups.setdefault((calendars, condition), Group(calendars, condition))
        group.tiers.append(tier)
        group.clauses += clauses

    def _also(self, offer: str) -> list[Clause]:
        layers = self._contract.lineage(offer)
        found = (clause for layer in layers for clause in self._contract.clauses_of(layer, "attends"))
        return list({id(c): c for c in found if isinstance(c.value, Attends) and c.value.also}.values())

    def _when(self, clause: Clause) -> str:
        if clause.when is None:
            return ""
        return when_text(self._speaker, clause.when)

    def _of_group(self, group: Group) -> list[WeekMap]:
        title = offers_text(self._speaker, unique(group.tiers))
        if group.condition:
            title = self._say("map_when", map=title, condition=group.condition)
        sources = unique(source for clause in group.clauses for source in clause.sources)
        return self._variants(title, group.calendars, sources, self._brought(group))

    # ── What comes on top ───────────────────────────────────────────────────────────────────────────────────────────

    def _brought(self, group: Group) -> tuple[tuple[str, Clause], ...]:
        """Names and clauses of what adds hours: add-ons that these tiers may hold, further conditions of theirs."""
        found: list[tuple[str, Clause]] = []
        for offer in self._contract.offers:
            if offer.kind == "addon" and self._may_join(offer, group.tiers):
                name = self._speaker.voice.name("offer", offer.name)
                found += [(self._named(name, clause), clause) for clause in self._also(offer.name)]
        for clause in {id(c): c for tier in group.tiers for c in self._also(tier) if c.when is not None}.values():
            if isinstance(clause.value, Attends):
                name = self._speaker.voice.name("calendar", clause.value.calendar)
                found.append((self._named(name, clause), clause))
        return tuple(found)

    def _named(self, name: str, clause: Clause) -> str:
        when = self._when(clause)
        return f"{name} ({when})" if when else name

    def _may_join(self, addon: Offer, tiers: Sequence[str]) -> bool:
        """Whether what the add-on requires names one of the tiers, or no tier at all."""
        layers = self._contract.lineage(addon.name)
        asked = [
            c.value.condition
            for layer in layers
            for c in self._contract.clauses_of(layer, "requires")
            if isinstance(c.value, Requires)
        ]
        named = {offer for condition in asked for offer in _held(condition)} & set(self._tiers)
        return not named or bool(named & set(tiers))

    # ── Guards inside calendars ─────────────────────────────────────────────────────────────────────────────────────

    def _variants(
        self, title: str, calendars: tuple[str, ...], sources: tuple[str, ...], brought: Iterable[tuple[str, Clause]]
    ) -> list[WeekMap]:
        """One map, or one for each condition that guards weekly hours; equal ones are drawn once."""
        brought = tuple(brought)
        found: dict[tuple[Stretch, ...], WeekMap] = {}
        for condition in (None, *self._guards(calendars)):
            guards = () if condition is None else (condition,)
            base = self._base(calendars, guards)
            if condition is None:
                found[base] = WeekMap(title, base, self._extras(base, brought), calendars, sources)
            elif base not in found:
                when = condition_text(self._contract, condition, self._speaker.language)
                named = self._say("map_when", map=title, condition=self._speaker.say("matrix", "when", condition=when))
                found[base] = WeekMap(named, base, self._extras(base, brought), calendars, sources)
        maps = [one for base, one in found.items() if base or len(found) == 1]
        return [replace(one, sources=self._all_sources(one)) for one in maps]

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
                if isinstance(rule.rule, Weekly | WeekLong) and rule.when is not None and rule.when not in found:
                    found.append(rule.when)
        return found

    def _base(self, calendars: Sequence[str], guards: Guards) -> tuple[Stretch, ...]:
        parts = (weeks(self._contract, schedule_of(self._contract, name), guards) for name in calendars)
        return tuple(merged(stretch for part in parts for stretch in part))

    def _extras(self, base: Sequence[Stretch], brought: Sequence[tuple[str, Clause]]) -> tuple[Extra, ...]:
        found: list[Extra] = []
        taken = list(base)
        for name, clause in brought:
            if isinstance(clause.value, Attends):
                own = weeks(self._contract, schedule_of(self._contract, clause.value.calendar))
                fresh = without(own, taken)
                found.append(Extra(name, clause.value.calendar, tuple(fresh)))
                taken += fresh
        return tuple(found)

    def _say(self, key: str, **parts: object) -> str:
        return self._speaker.say("weekmap", key, **parts)


def _held(condition: Expr) -> Iterator[str]:
    if isinstance(condition, Holds):
        yield condition.offer
    for child in children(condition):
        yield from _held(child)
