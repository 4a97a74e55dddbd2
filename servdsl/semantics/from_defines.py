"""Defined values and amounts: what kind each has, and the cases of a `define`.

    define rate by country { | country | rate | ; | PT | 1.5% | }
        →  Define(name="rate", type="percent", cases=(DefineCase(when=country is PT, value=0.015), …))

A value may use others, in any order; one that depends on itself is a mistake (decision 10).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from servdsl.diagnostics import Note
from servdsl.messages import any_of, say
from servdsl.model.contract import Define, DefineCase
from servdsl.model.expressions import Condition, Expr
from servdsl.semantics.amendments import days_of
from servdsl.semantics.from_cases import Said, cases
from servdsl.semantics.from_conditions import condition
from servdsl.semantics.from_expressions import kind
from servdsl.semantics.from_values import Formula, formula, report_odd_case
from servdsl.semantics.graphs import in_order, shown
from servdsl.semantics.kinds import YES_NO, Kind, agreed, leading
from servdsl.semantics.logic import FALSE, TRUE, both, negated
from servdsl.semantics.mentions import mentioned
from servdsl.semantics.named_values import choice
from servdsl.semantics.scope import Scope, origin
from servdsl.semantics.spelling import normal
from servdsl.source import Span
from servdsl.syntax import clauses, nodes
from servdsl.syntax.parts import Name, YesNo


class DefinedValues:
    """Translates each defined value when it is first asked for, so that their order does not matter."""

    def __init__(
        self,
        amounts: Sequence[clauses.Amount],
        amended: Mapping[str, Sequence[tuple[nodes.Amendment, nodes.Define]]],
        scope: Scope,
    ) -> None:
        self._scope = scope
        self._amended = amended
        self._defines = {d.name: d.node for d in scope.names.all("define") if isinstance(d.node, nodes.Define)}
        self._amounts: dict[str, tuple[clauses.Amount, ...]] = {}
        for node in amounts:
            name = normal(node.name.text)
            self._amounts[name] = (*self._amounts.get(name, ()), node)
        self._kinds: dict[str, Kind | None] = {}
        self._made: dict[str, Define] = {}
        self._open: list[str] = []

    def prepare(self) -> None:
        """Translate them all, each after those that it mentions, so that no chain of them is too long to follow."""
        both_: dict[str, object] = {
            name: (node, *(new for _, new in self._amended.get(name, ()))) for name, node in self._defines.items()
        }
        nodes_: dict[str, object] = {**self._amounts, **both_}
        mentions = {name: sorted(set(mentioned(node)) & nodes_.keys()) for name, node in nodes_.items()}
        for name in in_order(mentions).order:
            self.kind_of(name)

    def all(self) -> tuple[Define, ...]:
        """Every sound `define`, in the order written."""
        return tuple(self._made[name] for name in self._defines if name in self._made)

    def kind_of(self, name: str) -> Kind | None:
        """The kind of a defined value or amount; None where it is broken, and reported."""
        if name in self._open:
            self._circle(self._open[self._open.index(name) :])
            return None
        if name not in self._kinds:
            self._open.append(name)
            made = self._define(name) if name in self._defines else self._amount(name)
            self._open.pop()
            self._kinds.setdefault(name, made)
            if self._kinds[name] is None:
                self._made.pop(name, None)
        return self._kinds[name]

    def _circle(self, names: list[str]) -> None:
        for name in names:
            self._kinds[name] = None
        places = sorted(self._place(name) for name in names)
        notes = [Note(place, say("part of the circle")) for place in places[1:]]
        self._scope.findings.report("SD323", places[0], *notes, names=shown(names))

    def _place(self, name: str) -> Span:
        return self._defines[name].name.span if name in self._defines else self._amounts[name][0].name.span

    # ── Amounts ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _amount(self, name: str) -> Kind | None:
        made = [
            formula(said.value, node.modifiers, self._scope)
            for node in self._amounts.get(name, ())
            for said in cases(node.value, self._scope)
        ]
        kinds = [kind(found.value, self._scope) for found in made if found is not None]
        if not kinds:
            return None
        first = leading(kinds)
        other = next((one for one in kinds if one.type == "money" and one != first), first)
        return agreed(first, other, name) or first

    # ── Definitions ────────────────────────────────────────────────────────────────────────────────────────────────

    def _define(self, name: str) -> Kind | None:
        node = self._defines[name]
        made, told = self._told(node)
        for amendment, new in self._amended.get(name, ()):
            other, amended = self._told(new)
            if made is not None and other is not None and agreed(made, other, name) is None:
                self._scope.findings.report("SD324", new.name.span, name=name, one=str(made), other=str(other))
                return made
            made = made and other and agreed(made, other, name)
            valid = days_of(amendment)
            told = told and amended and (*_but(told, negated(valid)), *_but(amended, valid))
        if made is not None and told is not None:
            self._keep(node, made, told)
        return made

    def _told(self, node: nodes.Define) -> tuple[Kind | None, tuple[DefineCase, ...] | None]:
        """The kind of a definition and its cases; None where they are broken, and reported."""
        if isinstance(node.value, nodes.Truth):
            truth = condition(node.value.condition, self._scope)
            if truth is None:
                return YES_NO, None
            case = DefineCase(value=truth, origin=origin(node.span), sources=self._scope.cites(node.cites))
            return YES_NO, (case,)
        said = cases(node.value, self._scope)
        formulas = self._formulas(said, node)
        made = self._agreed(formulas, said, node)
        if made is None or None in formulas:
            return made, None
        pairs = zip(said, (found for found in formulas if found is not None), strict=True)
        return made, tuple(self._case(one, found, node) for one, found in pairs)

    def _keep(self, node: nodes.Define, made: Kind, cases_: tuple[DefineCase, ...]) -> None:
        name = normal(node.name.text)
        self._made[name] = Define(
            name=name,
            labels=self._scope.labels(node.label),
            type=made.type,
            currency=made.currency,
            choices=self._scope.choices(made.of) if made.of is not None else (),
            cases=cases_,
            origin=origin(node.span),
            sources=self._scope.cites(node.cites),
        )

    def _case(self, said: Said, found: Formula, node: nodes.Define) -> DefineCase:
        return DefineCase(
            when=None if said.when == TRUE else said.when,
            strength=said.strength,
            value=found.value,
            lower_bound=found.lower_bound,
            origin=origin(said.span or node.span),
            sources=tuple(dict.fromkeys((*said.sources, *self._scope.cites(node.cites)))),
        )

    def _formulas(self, said: Sequence[Said], node: nodes.Define) -> list[Formula | None]:
        owner = self._owner(said, node)
        return [self._formula(one, owner) for one in said]

    def _formula(self, said: Said, owner: str | None) -> Formula | None:
        body = said.value.body
        if not said.value.terms and not said.value.modifiers:
            if isinstance(body, YesNo):
                return Formula(TRUE if body.value else FALSE)
            if isinstance(body, Name) and owner is not None and self._is_value(body):
                value = choice(owner, body, self._scope)
                return Formula(value) if value is not None else None
        return formula(said.value, (), self._scope)

    def _is_value(self, name: Name) -> bool:
        found = self._scope.names.peek(name.text)
        return found is None or found.sort not in ("fact", "define", "amount")

    def _owner(self, said: Sequence[Said], node: nodes.Define) -> str | None:
        """The fact whose values the cases name, where they are names of values; None where they are not."""
        bodies = [one.value.body for one in said]
        named = [body for body in bodies if isinstance(body, Name)]
        values = {normal(name.text) for name in named if self._is_value(name)}
        if len(named) < len(bodies) or not values:
            return None
        owners = [fact.name for fact in self._scope.facts.values() if values <= {c.name for c in fact.choices}]
        if len(owners) > 1:
            facts = any_of(f"`{owner}`" for owner in owners)
            self._scope.findings.report("SD328", node.name.span, name=node.name.text, facts=facts)
        return owners[0] if owners else None

    def _agreed(self, found: Sequence[Formula | None], said: Sequence[Said], node: nodes.Define) -> Kind | None:
        """The one kind of all cases."""
        kinds = [(one, self._kind(made.value, said, node)) for one, made in zip(said, found, strict=True) if made]
        made = leading([one for _, one in kinds]) if kinds else None
        for case, new in kinds:
            joint = made and agreed(made, new, normal(node.name.text))
            if made is not None and joint is None:
                report_odd_case(node.name.text, case.value, made, new, self._scope)
                return None
            made = joint
        return made

    def _kind(self, value: Expr, said: Sequence[Said], node: nodes.Define) -> Kind:
        made = kind(value, self._scope)
        if made.type == "choice" and made.of is None:
            return Kind("choice", of=self._owner(said, node))
        return made


def _but(told: Iterable[DefineCase], valid: Condition) -> Iterator[DefineCase]:
    """Cases that hold on some days only."""
    for case in told:
        yield case.model_copy(update={"when": both((case.when or TRUE, valid))})


def amounts_in(blocks: Iterable[Sequence[clauses.Clause]]) -> list[clauses.Amount]:
    """The amounts that the blocks of all offers state."""
    return [node for block in blocks for node in block if isinstance(node, clauses.Amount)]
