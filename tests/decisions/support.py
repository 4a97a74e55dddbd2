"""What the tests of decisions share: small contracts as text, and both evaluators to ask.

Expectations are worked by hand from docs/decisions.md, never read off an evaluator. 2 March 2026 is a Monday, and Lisbon
reads UTC until 29 March 2026.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from servdsl import embedding, pipeline, reference
from servdsl.checked import Checked
from servdsl.model import Contract
from servdsl.source import Source

Answer = dict[str, Any]
Ask = Callable[..., Answer]


class RefusedError(Exception):
    """The facts were refused, by whichever evaluator."""


def checked(text: str) -> Checked:
    """What the compiler says of a text."""
    return pipeline.check_text(Source("decision.plan", text), Path("decision.plan"))


@cache
def contract(text: str) -> Contract:
    """The contract of a text without errors."""
    found = checked(text)
    errors = [f"{d.span.line}: {d.code} {d.message}" for d in found.diagnostics if d.severity == "error"]
    assert errors == []
    assert found.contract is not None
    return found.contract


@cache
def module(text: str) -> ModuleType:
    return embedding.load(contract(text))


def generated(text: str, /, **facts: Any) -> Answer:
    """The answer of the generated evaluator."""
    built = module(text)
    try:
        answer: Answer = built.evaluate(built.Facts.from_dict(facts)).to_dict()
    except built.InputErrors as error:
        raise RefusedError(str(error)) from error
    return answer


@cache
def interpreter(text: str) -> reference.Reference:
    return reference.Reference(contract(text))


def interpreted(text: str, /, **facts: Any) -> Answer:
    """The answer of the reference interpreter."""
    try:
        return interpreter(text).answer(facts)
    except reference.InputErrors as error:
        raise RefusedError(str(error)) from error


def schedules(text: str, over: tuple[str, int, int], **facts: Any) -> list[Answer]:
    """The schedule of each evaluator."""
    built = module(text)
    return [built.schedule(built.Facts.from_dict(facts), over), interpreter(text).schedule(facts, over)]


ASKS = [pytest.param(generated, id="generated"), pytest.param(interpreted, id="reference")]
both_evaluators = pytest.mark.parametrize("ask", ASKS)


def at(text: str, zone: str = "Europe/Lisbon") -> str:
    """A local time as answers write it."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).isoformat()


def event(text: str, type_: str, **more: Any) -> Mapping[str, Any]:
    """An event at a local time of Lisbon."""
    return {"at": at(text), "type": type_, **more}


def due(answer: Answer, window: str) -> str | None:
    found: str | None = answer["windows"][window]["due"]
    return found


HEAD = """contract acme {
  language en
  currency EUR
  zone     Europe/Lisbon
  in force from 2026-01-01 to 2027-12-31
}
"""

CASES = (
    HEAD
    + """
fact severity { s1, s2, s3 }
fact channel { email, phone }
fact kind { problem, question }
fact urgent yes or no
fact floor whole 0 to 40
customer fact vip yes or no
customer fact bom money in EUR
customer fact seats whole 0 to 50
fact flow number
fact drop number
define fee is 2% of bom
define large when bom >= 1_000 EUR
define double is seats times 2
service support
service parts
window respond from opened to responded
window resolve from opened to resolved
window fetch from opened to fetched
window notify from opened to notified
window unsaid from opened to spoken
tier base {
  covers support
  accepts kind problem, question
  excludes when urgent
  excludes when floor > 20
  price once {
    0 EUR     when vip and bom < 1_000 EUR
    0 EUR     when vip and bom >= 1_000 EUR
    100 EUR   when not vip and bom < 1_000 EUR
    2% of bom when not vip and bom >= 1_000 EUR
  }
  respond within {
    1 hour     when severity is s1
    2 hours    when channel is phone
    30 minutes when severity is s1 and channel is phone
    8 hours    otherwise
  }
  resolve within {
    4 hours in any case when channel is phone
    1 hour  when severity is s1
    9 hours otherwise
  }
  windows by severity {
    | severity | fetch      |
    | s1       | 60 minutes |
  }
  fetch within 1 hour when channel is phone
  fetch within 20 minutes when severity is s1 and channel is phone and vip
  fetch within {
    5 hours otherwise
  }
  notify within {
    1 hour  when flow + drop is 17.31
    2 hours when flow - drop is 3.03
    3 hours otherwise
  }
}
"""
)

LAYERS = (
    HEAD
    + """
fact severity { s1, s2 }
fact channel { email, phone, portal }
fact urgent yes or no
fact photos yes or no
customer fact country country in PT, ES
customer fact big yes or no
service support
service parts
service labor
window respond from opened to responded
window resolve from opened to resolved
state waiting from asked to answered
state frozen from froze to thawed
calendar office { monday to friday 09:00-17:00 }
calendar dawn { monday to friday 06:00-08:00 }
calendar evening { monday to friday 17:00-20:00 }
calendar weekend { saturday, sunday 10:00-12:00 }
for all tiers {
  attends during office
  attends also during dawn
  offered when country is PT
  accepts channel email
  needs photos when channel is phone
  excludes parts when urgent
  covers support
  covers parts
  covers labor {
    100% when mid
    no   otherwise
  }
  respond pauses while waiting
  level 1 "One" at 50% of resolve
  level 2 "Two" at 75% of resolve
}
tier low {
  offered when not big
  price 10 EUR per month
  respond within 4 business hours
  resolve within 20 hours
}
tier mid extends low {
  accepts channel phone
  excludes parts when severity is s2
  price 20 EUR per month
  respond pauses while frozen
  level 1 "Chief" at 25% of resolve
}
tier top extends mid {
  attends during weekend
}
addon extra {
  attends also during evening
  price 5 EUR per month
  resolve within 9 hours
}
addon more {
  requires extra
  resolve within 3 hours
}
"""
)

CALENDARS = (
    HEAD
    + """
customer fact country country
service support
calendar plain { monday to friday 09:00-17:00 }
calendar office {
  monday to friday 09:00-13:00, 14:00-18:00
  holidays PT
  closed 2026-03-11 "Works day"
  closed 2026-03-12 14:00-16:00
  open 2026-03-14 10:00-12:00
  open 2026-04-03 10:00-11:00
}
calendar short extends office { friday 09:00-12:00 }
calendar nights {
  monday to friday 18:00-08:00
  closed 2026-03-11
  open 2026-03-13 10:00-12:00
}
calendar late { monday to friday 09:00-24:00 }
calendar saturdays { saturday 10:00-12:00 }
calendar noon { monday to saturday 12:00-20:00 }
calendar either is plain or saturdays
calendar longer is plain or noon
calendar plain_but is plain except noon
calendar around is always
calendar long { from sunday 22:00 to friday 20:00 }
calendar tokyo {
  zone Asia/Tokyo
  monday to friday 09:00-17:00
}
calendar tokyo_too is tokyo or tokyo
calendar national {
  monday to friday 09:00-17:00
  holidays of country
}
window w_either from opened to a
window w_longer from opened to b
window w_except from opened to c
window w_around from opened to d
window w_long from opened to e
window w_late from opened to f
window w_nights from opened to g
window w_cutoff from opened to h
window w_same from opened to i
window w_day from opened to j
window w_month from opened to k
window w_months from opened to l
window w_zero from opened to m
window w_tokyo from opened to n
window w_tokyo_too from opened to o
window w_national from opened to p
window w_week from opened to q
window w_attended from opened to r
tier base {
  attends during plain
  covers support when country is PT
  w_either within next business day on either
  w_longer within next business day on longer
  w_except within next business day on plain_but
  w_around within next business day on around
  w_long within same business day on long
  w_late within next business day on late
  w_nights within next business day on nights
  w_cutoff within next business day on plain cutoff 16:00
  w_same within next business day on office at the same time
  w_attended within next business day at the same time
  w_day within 1 calendar day
  w_week within 1 week
  w_month within 1 month
  w_months within 2 months
  w_zero within 0 business hours on plain
  w_tokyo within next business day on tokyo
  w_tokyo_too within next business day on tokyo_too
  w_national within 8 business hours on national
}
"""
)

SITES = """contract sites {
  language en
  currency EUR
  zone of site
  in force from 2026-01-01 to 2027-12-31
}
fact site zone
fact days_off dates
calendar office {
  monday to friday 09:00-17:00
  holidays of days_off
}
window respond from opened to responded
window resolve from opened to resolved
tier base {
  respond within 2 hours
  resolve within 2 business hours on office
}
"""

EVENTS = (
    HEAD
    + """
fact severity { s1, s2 }
fact banned yes or no
customer fact pumps whole 0 to 9
service support
unit visit, visits
calendar office { monday to friday 09:00-17:00 }
window respond from opened to responded, at risk at 80%
window arrive from part_arrived or sent to arrived
window update from opened to updated
window resolve from opened to resolved
window ship from opened to shipped
window fix from opened to fixed
window swap from opened to swapped
state waiting from asked to answered
tier base {
  attends during office
  covers support
  excludes when banned
  respond within {
    4 hours  when severity is s1
    10 hours when severity is s2
  }
  respond pauses while waiting
  resolve pauses while waiting
  swap pauses while waiting
  arrive within 2 hours
  update every 4 hours until resolved
  resolve within 3 business days on office
  swap within 4 business hours
  ship within 24 business hours or more
  fix within 24 to 48 hours
  closes after 3 attempts on office when waiting
  at most 2 visits per calendar month
}
"""
)
