"""Values of choices and countries by their names: `stopped` of `severity`, `PT` of `country`.

None stands for what is broken and has been reported.
"""

from __future__ import annotations

from servdsl.diagnostics import Note
from servdsl.messages import say
from servdsl.model.contract import Fact
from servdsl.model.expressions import Expr, FactRef, Literal
from servdsl.semantics.codes import country
from servdsl.semantics.kinds import Kind
from servdsl.semantics.scope import Scope
from servdsl.semantics.spelling import normal, suggestion, sure
from servdsl.syntax import expressions as nodes
from servdsl.syntax.nodes import Fact as Node
from servdsl.syntax.parts import Name

_ALL_OTHERS = frozenset({"other", "others", "else", "rest", "default", "otros", "otro", "resto", "其他", "其它"})


def named_value(kind: Kind, subject: Expr, node: nodes.Expression, scope: Scope) -> Literal | None:
    """A value of a choice or country; a country that a condition names is remembered with its fact (decision 32)."""
    if not isinstance(node, Name):
        scope.findings.report("SD308", node.span, name=say("this"), wanted=str(kind))
        return None
    if kind.type == "country":
        return _country(subject, node, scope)
    assert kind.of is not None
    return choice(kind.of, node, scope)


def choice(owner: str, name: Name, scope: Scope) -> Literal | None:
    """A value of a fact's choices, or a service for `service`."""
    text = normal(name.text)
    if owner == "service":
        found = scope.names.find(name, "service")
        return Literal(type="choice", value=found.name) if found is not None else None
    choices = scope.choices(owner)
    if text in {value.name for value in choices}:
        return Literal(type="choice", value=text)
    declared = scope.names.peek(owner)
    if declared is not None and isinstance(declared.node, Node) and scope.holes.begin(name.text, declared.node.span):
        return None
    candidates = {value.name: [label for _, label in value.labels.texts] for value in choices}
    help_text = suggestion(text, candidates, say("write a value of `{owner}`", owner=owner))
    if text.casefold() in _ALL_OTHERS:
        help_text = say("{help}; for all other values write `otherwise`", help=help_text)
    notes = (Note(declared.span, say("declared here")),) if declared is not None else ()
    better = sure(text, candidates)
    scope.findings.unknown("SD210", name.span, text, *notes, help_text=help_text, better=better, owner=owner)
    return None


def country_of(fact: Fact, name: Name, scope: Scope) -> Literal | None:
    """A country that a fact admits."""
    code = country(name, scope.findings)
    if code is None:
        return None
    if fact.countries is not None and code not in fact.countries:
        known = dict.fromkeys(fact.countries, ())
        help_text = suggestion(code, known, say("list it with the fact"))
        scope.findings.unknown("SD210", name.span, code, help_text=help_text, owner=fact.name)
        return None
    return Literal(type="country", value=code)


def _country(subject: Expr, name: Name, scope: Scope) -> Literal | None:
    if not isinstance(subject, FactRef):
        code = country(name, scope.findings)
        return Literal(type="country", value=code) if code is not None else None
    found = country_of(scope.facts[subject.name], name, scope)
    if found is not None:
        scope.countries[subject.name].add(str(found.value))
    return found
