"""What the grammar reads and the model cannot say yet: refused, never passed over."""

from __future__ import annotations

from collections.abc import Sequence

from servdsl.semantics.findings import Findings
from servdsl.syntax import nodes


def refuse(items: Sequence[nodes.Item], findings: Findings) -> None:
    """Report each amendment."""
    for item in items:
        if isinstance(item, nodes.Amendment):
            findings.report("SD701", item.name.span, name=item.name.text)
