"""Clauses before they have an id: what a translator hands over, and the block in which it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from servdsl.model.base import Labels
from servdsl.model.contract import Strength
from servdsl.model.expressions import Condition
from servdsl.model.values import Value
from servdsl.semantics.from_cases import Said
from servdsl.semantics.logic import TRUE
from servdsl.semantics.scope import Scope
from servdsl.source import Span
from servdsl.syntax.parts import Cites


@dataclass(frozen=True, slots=True)
class Draft:
    """A clause without its id; `owner` begins the id. `valid`: the days of the amendment in which it stands."""

    owner: str
    layers: tuple[str, ...]
    thing: str
    when: Condition
    strength: Strength
    value: Value
    labels: Labels
    sources: tuple[str, ...]
    span: Span
    valid: Condition = TRUE
    amendment: str = ""


@dataclass(slots=True)
class Block:
    """Where clauses stand: their layers, and the citations of what surrounds them."""

    scope: Scope
    owner: str
    layers: tuple[str, ...]
    cites: tuple[Cites, ...] = ()
    drafts: list[Draft] = field(default_factory=list)

    def add(
        self,
        value: Value,
        cites: Cites,
        span: Span,
        *,
        thing: str = "",
        when: Condition = TRUE,
        strength: Strength = "plain",
        said: Said | None = None,
        labels: Labels | None = None,
    ) -> None:
        """Hand over a clause: with `said`, one case of its value."""
        sources = (*(said.sources if said is not None else ()), *self.scope.cites(cites, *self.cites))
        self.drafts.append(
            Draft(
                owner=self.owner,
                layers=self.layers,
                thing=thing,
                when=said.when if said is not None else when,
                strength=said.strength if said is not None else strength,
                value=value,
                labels=labels or Labels(),
                sources=tuple(dict.fromkeys(sources)),
                span=said.span if said is not None and said.span is not None else span,
            )
        )
