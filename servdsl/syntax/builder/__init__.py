"""Tokens to nodes: one method for each rule of the grammar, called by the parser as it recognises the rule.

No tree of the parser's own is ever made. `parts` holds what all rules need, the other modules the rules of the nodes
that bear the same name.
"""

from __future__ import annotations

from servdsl.syntax.builder.examples import ExampleRules


class Builder(ExampleRules):
    """All rules."""
