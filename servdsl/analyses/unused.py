"""What is declared and never used: a fact nobody reads, a calendar nobody keeps.

calendar nights { monday to friday 18:00-08:00 }             SD503, if no clause, condition or calendar names it
fact floor whole                                             SD414
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from servdsl.analyses.findings import finding
from servdsl.cells import Study, lends_lines
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model import Contract
from servdsl.model.base import Labels, Origin, Record, Same

_NO_USE = frozenset({"origin", "labels", "sources", "id", "layers", "says", "kind", "words", "label", "tax"})
"""Fields whose text names nothing."""


def check(study: Study) -> list[Diagnostic]:
    """SD503 for calendars, SD414 for facts, defined values, services, units, windows and states."""
    contract = study.contract
    used = {contract.zone_fact}
    cases = (case for define in contract.defines for case in define.cases)
    for record in (*contract.clauses, *cases, *(calendar.schedule for calendar in contract.calendars)):
        used |= _names(Same(record))
    for example in contract.examples:
        used.update(name for expect in example.expects for name in expect.path)
    return [
        *(
            finding("SD503", calendar.origin, name=calendar.name)
            for calendar in contract.calendars
            if calendar.name not in used and not lends_lines(contract, calendar)
        ),
        *(
            finding("SD414", origin, name=name, what=what)
            for name, what, origin in _declared(contract)
            if name not in used
        ),
    ]


_THINGS = {"service": say("service"), "unit": say("unit")}


def _declared(contract: Contract) -> Iterator[tuple[str, str, Origin]]:
    yield from ((fact.name, say("fact"), fact.origin) for fact in contract.facts)
    yield from ((define.name, say("defined value"), define.origin) for define in contract.defines)
    yield from ((thing.name, _THINGS[thing.kind], thing.origin) for thing in contract.things)
    yield from ((window.name, say("window"), window.origin) for window in contract.windows)
    yield from ((state.name, say("state"), state.origin) for state in contract.states)


@lru_cache(maxsize=5_000)
def _names(key: Same[object]) -> frozenset[str]:
    """Every name inside a part of the model, and other words beside; a word too many only spares a hint."""
    return frozenset(_walked(key.part))


def _walked(record: object) -> Iterator[str]:
    waiting = [record]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, tuple):
            waiting += part
        elif isinstance(part, Record) and not isinstance(part, Labels):
            waiting += (held for name, held in part.parts().items() if name not in _NO_USE)
