"""For which facts the lines of a calendar are told apart: which of their conditions hold together.

holidays MX when country is MX, holidays US when country is US      MX alone, US alone; of both or none there is no customer
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from servdsl.backends.diagrams.content.cases import when_text
from servdsl.backends.diagrams.content.week import Guards
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.cells import Study, TooManyCells
from servdsl.model.expressions import And, Condition, Not

MOST_GUARDS = 4
"""Conditions that are looked at together; of more, each alone."""


def held_together(study: Study, guards: Sequence[Condition]) -> list[Guards]:
    """The conditions that can hold while the others do not: none of them first, then few, in the order written."""
    if len(guards) > MOST_GUARDS:
        return [(), *((one,) for one in guards)]
    choices = product((True, False), repeat=len(guards))
    chosen = [choice for choice in choices if _can_be(study, guards, choice)]
    found = [tuple(one for one, holds in zip(guards, choice, strict=True) if holds) for choice in chosen]
    return sorted(found, key=len)


def _can_be(study: Study, guards: Sequence[Condition], choice: Sequence[bool]) -> bool:
    """Whether there are such facts; yes where that cannot be told."""
    stated = [one if holds else Not(item=one) for one, holds in zip(guards, choice, strict=True)]
    try:
        return study.can_hold(stated)
    except TooManyCells:
        return True


def guards_text(speaker: Speaker, guards: Guards) -> str:
    """Conditions that all hold, as a remark; nothing for none."""
    if not guards:
        return ""
    return when_text(speaker, guards[0] if len(guards) == 1 else And(items=guards))
