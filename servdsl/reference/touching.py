"""Which uses touch which quotas: what a use takes of one thing and of another binds them together."""

from __future__ import annotations

from servdsl.model.values import Quota, Uses
from servdsl.reference.case import Case
from servdsl.reference.inputs import Event


def component(case: Case, thing: str) -> frozenset[str]:
    """The things whose uses may touch one another's quotas."""
    return _linked(thing, [*map(set, _takes(case)), *_turns(case)])


def touched(case: Case, thing: str, events: list[Event]) -> frozenset[str]:
    """The things whose uses touch the quotas of a thing and of what its use takes, by what happened: uses that take nothing
    in common leave one another's quotas as they are."""
    takes = _takes(case)
    used = [thing, *(event.type.rpartition(" ")[2] for event in events)]
    return _linked(thing, [*(_below(one, takes) for one in used), *_turns(case)])


def spends(case: Case, event: Event, thing: str) -> bool:
    """Whether what an event is about may be a use of a thing, which what is counted in it is not."""
    return thing in _below(event.type.rpartition(" ")[2], _spent(case))


def _spent(case: Case) -> list[tuple[str, str]]:
    """A thing and one that its use is a use of too, perhaps."""
    return [(c.thing, c.value.of) for c in case.held("uses") if isinstance(c.value, Uses)]


def _takes(case: Case) -> list[tuple[str, str]]:
    """A thing and one of whose quotas its use takes too, perhaps."""
    counted = [(c.thing, c.value.counted_in) for c in case.held("quota") if isinstance(c.value, Quota)]
    return [*_spent(case), *((thing, pool) for thing, pool in counted if pool is not None)]


def _turns(case: Case) -> list[set[str]]:
    """A thing and the one whose uses begin its periods."""
    periods = [(c.thing, c.value.period) for c in case.held("quota") if isinstance(c.value, Quota)]
    return [{thing, period[1]} for thing, period in periods if isinstance(period, tuple)]


def _below(thing: str, takes: list[tuple[str, str]]) -> set[str]:
    found = {thing}
    while more := {taken for taker, taken in takes if taker in found} - found:
        found |= more
    return found


def _linked(thing: str, links: list[set[str]]) -> frozenset[str]:
    found = {thing}
    while any(link & found and not link <= found for link in links):
        found |= {name for link in links if link & found for name in link}
    return frozenset(found)
