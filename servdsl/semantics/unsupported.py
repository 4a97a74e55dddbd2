"""What the grammar reads and the model cannot say yet: refused, never passed over."""

from __future__ import annotations

from collections.abc import Sequence

from servdsl.semantics.findings import Findings
from servdsl.syntax import nodes


def refuse(items: Sequence[nodes.Item], findings: Findings) -> None:
    """Report each amendment and each order of offers."""
    for item in items:
        match item:
            case nodes.Amendment():
                findings.report("SD701", item.name.span, name=item.name.text)
            case nodes.Order():
                findings.report("SD702", item.span)
