"""The form's controls, out of the facts that a contract declares.

The keys of controls are flat texts: `tier`, `addon:NAME`, `fact:NAME`, `event:1:at` …; `question` reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servdsl.backends.review import Said, each
from servdsl.model import Contract
from servdsl.model.base import Record
from servdsl.model.contract import Choice, Fact
from servdsl.model.expressions import FactRef, ValueRef
from servdsl.serve.surface import said, same
from servdsl.wording.voice import voice

EVENTS = 6
"""Rows for events: enough for a pause or two, a change and a use."""
PROMISING = frozenset({"promise", "attends", "counts_from", "pauses"})
"""Kinds of clauses on which windows hang: their facts come first."""
USUAL = ("reopened", "cancelled", "renewed", "ended")
KINDS = {"whole": "numeric", "number": "decimal", "percent": "decimal", "money": "decimal", "duration": "decimal"}
"""Types that are typed as numbers, with the keyboard that a telephone shows for them."""


Options = tuple[tuple[str, Said], ...]


@dataclass(frozen=True, slots=True)
class Control:
    """One input. `sort`: how it is drawn; `options`: value and label by language, where one is chosen from."""

    key: str
    label: Said
    sort: str
    options: Options = ()
    hint: Said = ()
    keyboard: str = "text"

    @property
    def id(self) -> str:
        """Its place on the page."""
        return f"ask-{self.key.replace(':', '-')}"


@dataclass(frozen=True, slots=True)
class Form:
    """All controls: what is bought and when, the facts on which promises hang, all others, add-ons, events."""

    language: str
    main: tuple[Control, ...]
    first: tuple[Control, ...]
    further: tuple[Control, ...]
    addons: tuple[Control, ...]
    times: tuple[Control, ...]
    events: tuple[tuple[Control, ...], ...]
    event_names: tuple[str, ...]
    zone: str
    incomplete: Said


def form(contract: Contract) -> Form:
    """The form of a contract."""
    leading = _leading(contract)
    facts = {fact.name: _fact(contract, fact) for fact in contract.facts}
    return Form(
        language=contract.languages[0],
        main=tuple(_main(contract)),
        first=tuple(control for name, control in facts.items() if name in leading),
        further=tuple(control for name, control in facts.items() if name not in leading),
        addons=tuple(
            Control(f"addon:{one.name}", _name(contract, "offer", one.name), "text", keyboard="numeric")
            for one in contract.offers
            if one.kind == "addon"
        ),
        times=tuple(_times()),
        events=tuple(_event(number) for number in range(1, EVENTS + 1)),
        event_names=tuple(sorted(set(_event_names(contract)) - {"opened"})),
        zone=contract.zone or "",
        incomplete=said("form", "incomplete"),
    )


def _main(contract: Contract) -> Iterator[Control]:
    tiers = [one.name for one in contract.offers if one.kind == "tier"]
    services = [one.name for one in contract.things if one.kind == "service"]
    yield Control("tier", said("form", "tier"), "choice", _options(contract, "offer", tiers))
    if services:
        yield Control("service", said("form", "service"), "choice", _options(contract, "thing", services))
    yield Control("opened", said("form", "opened"), "instant")


def _times() -> Iterator[Control]:
    yield Control("start", said("form", "start"), "date")
    yield Control("as_of", said("form", "as_of"), "instant")
    yield Control("worked:from", said("form", "worked_from"), "instant")
    yield Control("worked:to", said("form", "worked_to"), "instant")


def _event(number: int) -> tuple[Control, ...]:
    return (
        Control(f"event:{number}:at", said("form", "event_at", n=number), "instant"),
        Control(f"event:{number}:type", said("form", "event_type", n=number), "event"),
        Control(f"event:{number}:value", said("form", "event_value", n=number), "text"),
    )


# ── Facts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _fact(contract: Contract, fact: Fact) -> Control:
    key, label = f"fact:{fact.name}", _name(contract, "fact", fact.name)
    match fact.type:
        case "choice":
            return Control(
                key, label, "choice", tuple((one.name, _choice(contract, fact, one)) for one in fact.choices)
            )
        case "yes_no":
            return Control(key, label, "choice", tuple((word, said("form", word)) for word in ("yes", "no")))
        case "country" if fact.countries:
            return Control(key, label, "choice", tuple((one, same(one)) for one in fact.countries))
        case "date" | "instant":
            return Control(key, label, fact.type)
        case _:
            return Control(key, label, "text", hint=_hint(fact), keyboard=KINDS.get(fact.type, "text"))


def _hint(fact: Fact) -> Said:
    """What may be typed."""
    if fact.type == "money":
        return same(fact.currency or "")
    if fact.type == "whole" and (fact.low is not None or fact.high is not None):
        return same(f"{'' if fact.low is None else fact.low}–{'' if fact.high is None else fact.high}")
    return said("hint", fact.type)


def _leading(contract: Contract) -> frozenset[str]:
    """The facts that promises and the hours attended read, through defined values too; the site's zone."""
    defines = {define.name: define for define in contract.defines}
    found: set[str] = {contract.zone_fact} if contract.zone_fact is not None else set()
    waiting: list[Record] = [clause for clause in contract.clauses if clause.kind in PROMISING]
    seen: set[str] = set()
    while waiting:
        record = waiting.pop()
        if isinstance(record, FactRef):
            found.add(record.name)
        if isinstance(record, ValueRef) and record.name in defines and record.name not in seen:
            seen.add(record.name)
            waiting.append(defines[record.name])
        for value in vars(record).values():
            waiting += [one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, Record)]
    return frozenset(found)


# ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _name(contract: Contract, sort: str, name: str) -> Said:
    return each(lambda language: voice(contract, language).name(sort, name))


def _choice(contract: Contract, fact: Fact, choice: Choice) -> Said:
    return each(lambda language: voice(contract, language).choice(fact.name, choice.name))


def _options(contract: Contract, sort: str, names: list[str]) -> Options:
    return tuple((name, _name(contract, sort, name)) for name in names)


def _event_names(contract: Contract) -> Iterator[str]:
    """Names to offer for events; the evaluator knows which ones there are, and says so (decision 34)."""
    for window in contract.windows:
        yield from (*window.starts, window.ends)
    for state in contract.states:
        yield from (state.starts, state.ends)
    yield from (fact.name for fact in contract.facts if fact.scope == "ticket")
    yield from (thing.name for thing in contract.things)
    yield from USUAL
