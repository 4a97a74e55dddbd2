"""Questions on which an original and a variant may differ: those near the mistake first, then some of every sort."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice, product, zip_longest
from typing import Any

from servdsl.model import Contract
from servdsl.model.base import Record
from servdsl.model.contract import Clause, Fact
from servdsl.model.expressions import Literal
from servdsl.model.values import Quota
from servdsl.reference.inputs import event_types
from tests.mutation.samples import DAY, borders, defined, facts_read, figures_read, openings, samples, zone_of

Facts = dict[str, Any]

_HOUR = timedelta(hours=1)
_COMBINATIONS = 300
_RANDOM = 150
_SWAPPED = 120


class Questions:
    """For one contract and its variants, the same each time. `ask` answers for the contract."""

    def __init__(self, contract: Contract, ask: Callable[[Facts], Any]) -> None:
        self._contract = contract
        self._tiers = [offer.name for offer in contract.offers if offer.kind == "tier"]
        self._addons = [offer.name for offer in contract.offers if offer.kind == "addon"]
        self._services = [thing.name for thing in contract.things if thing.kind == "service"]
        self._facts = {fact.name: fact for fact in contract.facts}
        self._samples = samples([contract])
        self._openings = openings(contract)
        self._bases = {tier: self._base(tier, ask) for tier in self._tiers}

    # ── A full set of facts for each tier ───────────────────────────────────────────────────────────────────────────

    def _base(self, tier: str, ask: Callable[[Facts], Any]) -> Facts:
        """Facts with which as much as possible is served: of each fact the value that refuses least."""
        opened = self._openings[1]
        facts: Facts = {"tier": tier, "opened": opened.isoformat(), "start": (opened - 20 * DAY).isoformat()}
        if self._contract.zone_fact is not None:
            facts[self._contract.zone_fact] = zone_of(self._contract)
        for name, values in self._samples.items():
            if name not in facts and values:
                tried = [{**facts, name: value} for value in values[:6]]
                facts = max(tried, key=lambda one: _served(ask(one)))
        return facts

    # ── Near the mistake ────────────────────────────────────────────────────────────────────────────────────────────

    def near(self, variant: Contract, lines: range) -> Iterator[Facts]:
        """What the statements on some lines decide, before and after: every combination of the values on which they
        hang, for each offer concerned, at several openings."""
        values = samples([self._contract, variant]) | defined([self._contract, variant])
        for contract in (self._contract, variant):
            for clause in contract.clauses:
                if clause.origin.line in lines:
                    yield from self._near_clause(clause, contract, values)
            for define in contract.defines:
                if any(case.origin.line in lines for case in define.cases):
                    for tier in self._tiers:
                        yield from self._combined(define, contract, self._bases[tier], values, 1)
        yield from self._of_days(variant)

    def _near_clause(self, clause: Clause, contract: Contract, values: dict[str, tuple[Any, ...]]) -> Iterator[Facts]:
        rivals = [rival for layer in clause.layers for rival in contract.clauses_of(layer, clause.kind, clause.thing)]
        record = max([clause, *rivals], key=lambda one: len(facts_read(one, contract)))
        for base in self._holding(clause):
            for asked in self._combined(record, contract, base, values, 6):
                yield asked
                yield from self._spent(clause, asked)
            if clause.thing in self._services:
                yield {**base, "service": clause.thing}
            if isinstance(clause.value, Quota):
                for events in self._uses(clause):
                    yield {**base, **events}

    def _holding(self, clause: Clause) -> Iterator[Facts]:
        """The bases in which the layers of a clause speak; of a tier, also with what may speak before it."""
        layers = set(clause.layers)
        for tier in self._tiers:
            if set(self._contract.lineage(tier)) & layers:
                yield self._bases[tier]
                yield from ({**self._bases[tier], "addons": {addon: 1}} for addon in self._nearer(clause))
        held = [addon for addon in self._addons if set(self._contract.lineage(addon)) & layers]
        for addon in held:
            for tier in self._tiers:
                for quantity in (1, 2):
                    yield {**self._bases[tier], "addons": {addon: quantity}}

    def _nearer(self, clause: Clause) -> list[str]:
        """The add-ons that say something of the same, or add to the hours on which a promise counts."""
        said = [
            other.layers
            for other in self._contract.clauses
            if (other.kind, other.thing) == (clause.kind, clause.thing)
            or (other.kind, clause.kind) == ("attends", "promise")
        ]
        speaking = {layer for layers in said for layer in layers}
        return [addon for addon in self._addons if addon in speaking]

    def _spent(self, clause: Clause, asked: Facts) -> Iterator[Facts]:
        """The same, after a use or a missed one on which the clause decides what is spent."""
        if clause.kind not in ("uses", "counts_as_used"):
            return
        quotas = [c.value for c in self._contract.clauses if c.thing == clause.thing and isinstance(c.value, Quota)]
        hours = {"hours": "1"} if any(quota.measure == "hours" for quota in quotas) else {}
        at = (datetime.fromisoformat(asked["opened"]) - DAY).isoformat()
        for kind in (clause.thing, f"missed {clause.thing}"):
            yield {**asked, "events": [{"type": kind, "at": at, **hours}]}

    def _combined(
        self, record: Record, contract: Contract, base: Facts, values: dict[str, tuple[Any, ...]], moments: int
    ) -> Iterator[Facts]:
        figures = figures_read(record, values.keys() - self._facts.keys())
        if figures:
            yield from self._with_values(sorted(figures), base, values, moments)
        yield from self._with_values(sorted(facts_read(record, contract)), base, values, moments)

    def _with_values(
        self, read: Sequence[str], base: Facts, values: dict[str, tuple[Any, ...]], moments: int
    ) -> Iterator[Facts]:
        names = [name for name in read if values.get(name)]
        all_ = list(islice(product(*(values[name] for name in names)), 20_000))
        rng = random.Random(len(all_))
        chosen = all_ if len(all_) <= _COMBINATIONS else rng.sample(all_, _COMBINATIONS)
        asked = [{**base, **dict(zip(names, combination, strict=True))} for combination in chosen]
        yield from asked
        for facts in asked if len(asked) <= 40 else ():
            yield from ({**facts, "service": service} for service in self._services)
            for opened in rng.sample(self._openings, min(moments, len(self._openings))):
                yield {**facts, "opened": opened.isoformat()}

    def _of_days(self, variant: Contract) -> Iterator[Facts]:
        """The first and last days of both, where they hold at other times; openings of the variant, where its calendars
        are others."""
        contract = self._contract
        moments: list[datetime] = []
        if (variant.in_force, variant.horizon) != (contract.in_force, contract.horizon):
            moments += [*borders(contract), *borders(variant)]
        if (variant.calendars, variant.zone) != (contract.calendars, contract.zone):
            moments += openings(variant)
        for opened in dict.fromkeys(moments):
            for tier in self._tiers:
                yield {**self._bases[tier], "opened": opened.isoformat()}

    # ── Of every sort ───────────────────────────────────────────────────────────────────────────────────────────────

    def general(self) -> Iterator[Facts]:
        """The examples; then in turn the same for other tiers, each service, add-on, fact and opening, events, and random
        ones, the tiers in turn."""
        examples = [dict(example.facts) for example in self._contract.examples]
        yield from examples
        tiers = list(self._bases)
        swapped = [{**facts, "tier": tier} for facts in examples for tier in self._tiers if facts.get("tier") != tier]
        rng = random.Random(1)
        yield from _in_turn(
            self._rows(),
            _in_turn(*(self._of_offers(tier) for tier in tiers)),
            _in_turn(*(self._of_values(tier) for tier in tiers)),
            _in_turn(*(self._histories(tier) for tier in tiers)),
            self._at_openings(),
            swapped if len(swapped) <= _SWAPPED else rng.sample(swapped, _SWAPPED),
            (self._random(rng) for _ in range(_RANDOM)),
        )

    def _of_offers(self, tier: str) -> Iterator[Facts]:
        """A tier, before its start is known, for each service, and with each add-on."""
        base = self._bases[tier]
        yield base
        yield {key: value for key, value in base.items() if key != "start"}
        yield from ({**base, "service": service} for service in self._services)
        yield from ({**base, "addons": {addon: 1}} for addon in self._addons)
        yield {**base, "addons": dict.fromkeys(self._addons, 2)}

    def _of_values(self, tier: str) -> Iterator[Facts]:
        """Each fact missing, and with each of its values."""
        base = self._bases[tier]
        for name, values in self._samples.items():
            yield {key: value for key, value in base.items() if key != name}
            yield from ({**base, name: value} for value in values)

    def _rows(self) -> Iterator[Facts]:
        for example in self._contract.examples:
            for expect in example.expects:
                if expect.over is not None:
                    name, low, high = expect.over
                    yield from ({**example.facts, name: number} for number in range(low, high + 1))

    def _at_openings(self) -> Iterator[Facts]:
        """Each opening for each tier, with the values of the choices in turn."""
        choices = [name for name, fact in self._facts.items() if fact.type == "choice" and fact.scope == "ticket"]
        for number, opened in enumerate(self._openings):
            for tier, base in self._bases.items():
                turn = {name: self._samples[name][number % len(self._samples[name])] for name in choices}
                yield {**base, "opened": opened.isoformat()}
                yield {**base, **turn, "opened": opened.isoformat(), "tier": tier}

    def _random(self, rng: random.Random) -> Facts:
        facts = dict(self._bases[rng.choice(self._tiers)])
        facts["opened"] = rng.choice(self._openings).isoformat()
        for name in rng.sample(list(self._samples), len(self._samples) // 3):
            if self._samples[name]:
                facts[name] = rng.choice(self._samples[name])
        if self._services:
            facts["service"] = rng.choice(self._services)
        facts["addons"] = {addon: rng.randint(1, 3) for addon in self._addons if rng.random() < 0.3}
        return facts

    # ── Events ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _histories(self, tier: str) -> Iterator[Facts]:
        """Windows that end, states that last, facts that change, things that are used."""
        base = self._bases[tier]
        opened = datetime.fromisoformat(base["opened"])
        for window in self._contract.windows:
            for hours in (1, 30):
                starts = [(window.starts[0], _HOUR)] if "opened" not in window.starts else []
                yield _with(base, opened, [*starts, (window.ends, (hours + 1) * _HOUR)])
                yield _with(base, opened, [*starts, (window.ends, _HOUR), ("reopened", 5 * _HOUR)], 200 * _HOUR)
        for state in self._contract.states:
            yield _with(base, opened, [(state.starts, _HOUR), (state.ends, 4 * _HOUR)], 50 * _HOUR)
            yield _with(base, opened, [(state.starts, _HOUR)], 50 * _HOUR)
        for name in ("cancelled", "ended", "renewed"):
            yield _with(base, opened, [(name, 2 * _HOUR)], 400 * DAY)
        for kind in sorted(event_types(self._contract)):
            yield _with(base, opened, [(kind, n * 24 * _HOUR) for n in range(1, 8)], 20 * DAY)
        for fact in self._contract.facts:
            if fact.scope == "ticket":
                yield from (self._changed(base, opened, fact, value) for value in self._samples[fact.name])
        for hours in (1, 100, 1000):
            yield _with(base, opened, [], hours * _HOUR)
        yield {
            **base,
            "worked": [
                [(opened + a * _HOUR).isoformat(), (opened + b * _HOUR).isoformat()] for a, b in ((1, 3), (9, 14))
            ],
        }
        for clause in self._contract.clauses:
            if isinstance(clause.value, Quota) and set(clause.layers) & set(self._contract.lineage(tier)):
                yield from ({**base, **events} for events in self._uses(clause))

    def _changed(self, base: Facts, opened: datetime, fact: Fact, value: Any) -> Facts:
        at = (opened + _HOUR).isoformat()
        return {
            **base,
            "events": [{"at": at, "type": fact.name, "value": value}],
            "as_of": (opened + 2 * DAY).isoformat(),
        }

    def _uses(self, clause: Clause) -> Iterator[Facts]:
        """Uses around the limit of a quota, close together and some of them long ago; missed and given back."""
        assert isinstance(clause.value, Quota)
        count = clause.value.count
        limit = int(count.value) if isinstance(count, Literal) and not isinstance(count.value, str) else 2
        in_hours = clause.value.measure == "hours"
        thing = clause.thing
        opened = self._openings[1]
        for used in sorted({1, max(1, limit - 1), limit, limit + 1, 2 * limit}):
            if in_hours:
                told = [{"type": thing, "hours": str(used)}]
            elif used > 80:
                continue
            else:
                told = [{"type": thing}] * used
            for back in (2, 12, 45, 200):
                at = [opened - back * DAY + n * _HOUR / 60 for n in range(len(told))]
                events = [{**one, "at": moment.isoformat()} for one, moment in zip(told, at, strict=True)]
                yield {"events": events, "opened": opened.isoformat(), "start": (opened - 230 * DAY).isoformat()}
        for kind in ("missed", "returned"):
            event = {
                "type": f"{kind} {thing}",
                "at": (opened - DAY).isoformat(),
                **({"hours": "1"} if in_hours else {}),
            }
            yield {"events": [event], "opened": opened.isoformat()}


def _in_turn(*questions: Iterable[Facts]) -> Iterator[Facts]:
    """One of each, then the next of each."""
    for group in zip_longest(*questions):
        yield from (facts for facts in group if facts is not None)


def _with(
    base: Facts, opened: datetime, events: Sequence[tuple[str, timedelta]], later: timedelta | None = None
) -> Facts:
    told = [{"type": kind, "at": (opened + after).isoformat()} for kind, after in events]
    return {**base, "events": told, **({"as_of": (opened + later).isoformat()} if later is not None else {})}


def _served(answer: Any) -> int:
    """How much of an answer refuses nothing; less than nothing where the facts cannot be taken."""
    told = [*answer["services"].values(), answer["in_force"], answer["offered"]] if "services" in answer else []
    return sum(state not in ("not_covered", "no") for state in told) if told else -1
