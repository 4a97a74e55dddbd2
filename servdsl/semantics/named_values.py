"""Values of choices and countries by their names: `stopped` of `severity`, `PT` of `country`.

None stands for what is broken and has been reported.
"""

from __future__ import annotations

from servdsl.diagnostics import Note
from servdsl.model.expressions import Expr, FactRef, Literal
from servdsl.semantics.codes import country
from servdsl.semantics.kinds import Kind
from servdsl.semantics.scope import Scope
from servdsl.semantics.spelling import normal, suggestion
from servdsl.syntax import expressions as nodes
from servdsl.syntax.parts import Name


def named_value(kind: Kind, subject: Expr, node: nodes.Expression, scope: Scope) -> Literal | None:
    """A value of a choice or country; a country that a condition names is remembered with its fact (decision 32)."""
    if not isinstance(node, Name):
        scope.findings.report("SD308", node.span, name="this", wanted=str(kind))
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
    candidates = {value.name: [label for _, label in value.labels.texts] for value in choices}
    help_text = suggestion(text, candidates, f"write a value of `{owner}`")
    declared = scope.names.peek(owner)
    notes = (Note(declared.span, "declared here"),) if declared is not None else ()
    scope.findings.report("SD210", name.span, *notes, help_text=help_text, name=text, owner=owner)
    return None


def _country(subject: Expr, name: Name, scope: Scope) -> Literal | None:
    code = country(name, scope.findings)
    if code is None:
        return None
    if isinstance(subject, FactRef):
        listed = scope.facts[subject.name].countries
        if listed is not None and code not in listed:
            help_text = suggestion(code, dict.fromkeys(listed, ()), f"the fact admits {', '.join(listed)}")
            scope.findings.report("SD210", name.span, help_text=help_text, name=code, owner=subject.name)
            return None
        scope.countries[subject.name].add(code)
    return Literal(type="country", value=code)
