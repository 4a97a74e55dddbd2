"""What happens to a ticket, before any drawing: starts, pauses, escalation, closing, reopening, for offers that share it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from servdsl.backends.diagrams.content.cases import when_text
from servdsl.backends.diagrams.content.winners import deciding_layers, nearest_layers
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.model import Contract
from servdsl.model.contract import Clause, State, Window
from servdsl.model.values import Closes, Level, NoPromise, Pauses, PromiseOf
from servdsl.wording import length_text
from servdsl.wording.lengths import before_words
from servdsl.wording.numbers import percent

KINDS = frozenset({"level", "pauses", "closes", "reopens", "counts_from"})
TIMED = frozenset({"pauses", "counts_from"})
"""Kinds about a window: of offers that do not promise it they say nothing."""
ALONE = frozenset({"counts_from"})
"""Kinds that make no flow by themselves."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What happens to the tickets of some offers. `levels` by number, each with its cases; `attempts`: closings after so
    many events; `closings`: the others."""

    offers: tuple[str, ...]
    windows: tuple[Window, ...]
    moved: tuple[Clause, ...]
    levels: tuple[tuple[Clause, ...], ...]
    pauses: tuple[tuple[State, tuple[Clause, ...]], ...]
    attempts: tuple[Clause, ...]
    closings: tuple[Clause, ...]
    reopenings: tuple[Clause, ...]


def flows(contract: Contract) -> list[Flow]:
    """A flow for each group of offers with the same clauses on it; none where there are no such clauses."""
    groups: dict[tuple[str, ...], list[str]] = {}
    clauses: dict[str, Clause] = {}
    for offer in contract.offers:
        layers = set(contract.lineage(offer.name))
        promised = _promised(contract, offer.name)
        own = [clause for clause in contract.clauses if clause.kind in KINDS and layers & set(clause.layers)]
        own = [clause for clause in own if clause.kind not in TIMED or clause.thing in promised]
        clauses |= {clause.id: clause for clause in own}
        if any(clause.kind not in ALONE for clause in own):
            groups.setdefault(tuple(clause.id for clause in own), []).append(offer.name)
    return [_flow(contract, offers, [clauses[name] for name in names]) for names, offers in groups.items()]


def _promised(contract: Contract, offer: str) -> frozenset[str]:
    """The windows that an offer promises; of one that makes no promise, all those of the contract."""
    found: set[str] = set()
    for window in contract.windows:
        clauses = nearest_layers(deciding_layers(contract, offer, "promise", window.name))
        values = [clause.value for clause in clauses]
        if any(isinstance(one, PromiseOf) and not isinstance(one.promise, NoPromise) for one in values):
            found.add(window.name)
    return frozenset(found or {clause.thing for clause in contract.clauses if clause.kind == "promise"})


def _flow(contract: Contract, offers: Iterable[str], clauses: list[Clause]) -> Flow:
    promised = {window for offer in offers for window in _promised(contract, offer)}
    levels: dict[int, list[Clause]] = {}
    paused: dict[str, list[Clause]] = {}
    for clause in clauses:
        if isinstance(clause.value, Level):
            levels.setdefault(clause.value.number, []).append(clause)
        if isinstance(clause.value, Pauses):
            paused.setdefault(clause.value.state, []).append(clause)
    closings = [clause for clause in clauses if isinstance(clause.value, Closes)]
    counted = [one for one in closings if isinstance(one.value, Closes) and one.value.after is not None]
    asked = {one.value.state for one in counted if isinstance(one.value, Closes)}
    return Flow(
        offers=tuple(offers),
        windows=tuple(window for window in contract.windows if window.name in promised),
        moved=tuple(clause for clause in clauses if clause.kind == "counts_from"),
        levels=tuple(tuple(levels[number]) for number in sorted(levels)),
        pauses=tuple(
            (state, tuple(paused.get(state.name, ())))
            for state in contract.states
            if state.name in paused or state.name in asked
        ),
        attempts=tuple(counted),
        closings=tuple(one for one in closings if one not in counted),
        reopenings=tuple(clause for clause in clauses if clause.kind == "reopens"),
    )


def state_of(clause: Clause) -> str | None:
    """The state in which a closing counts its events."""
    return clause.value.state if isinstance(clause.value, Closes) else None


def level_of(clause: Clause) -> Level:
    assert isinstance(clause.value, Level)
    return clause.value


def trigger_text(speaker: Speaker, clause: Clause) -> str:
    """When a level is reached."""
    level, say = level_of(clause), speaker.say
    length = length_text(speaker.contract, level.length, speaker.language) if level.length else ""
    parts: list[str] = []
    if level.after_level is not None:
        key = "later_level" if length else "after_level"
        parts.append(say("flow", key, length=length, number=level.after_level))
    elif level.after_event is not None:
        key = "later" if length else "after"
        parts.append(say("flow", key, length=length, what=speaker.voice.event(level.after_event)))
    elif level.window is not None and level.share is not None:
        share = percent(speaker.voice.phrases, level.share)
        parts.append(say("flow", "at_share", share=share, window=speaker.voice.name("window", level.window)))
    elif level.window is not None and level.before is not None:
        length = before_words(speaker.voice, level.before)
        parts.append(say("flow", "before", length=length, window=speaker.voice.name("window", level.window)))
    if clause.when is not None:
        parts.append(when_text(speaker, clause.when))
    return ", ".join(parts)
