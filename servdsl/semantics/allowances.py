"""What authors allow on purpose: `allow CODE because "…"` → which code, why, and the lines in which it is quieted.

    respond within 4 business hours               @NWP-031      Allowance(code=SD504, because="…",
      allow SD504 because "round the clock is meant"                      first_line=12, last_line=13)

Behind the braces of a block it holds for the whole block. An error cannot be allowed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servdsl.diagnostics import catalogue
from servdsl.messages import say
from servdsl.model.contract import Allowance
from servdsl.semantics.findings import Findings
from servdsl.semantics.kept import Written
from servdsl.semantics.mentions import within
from servdsl.semantics.scope import Scope, origin
from servdsl.semantics.spelling import nearest
from servdsl.source import Span
from servdsl.syntax import nodes
from servdsl.syntax.parts import Allow


def allowances(items: Sequence[nodes.Item], scope: Scope) -> Iterator[Allowance]:
    """Every sound allowance of a file, in the order written."""
    written = [pair for item in items for pair in scope.kept.allows.of(item, _written)]
    for allow, statement in sorted(written, key=lambda pair: pair[0].span):
        if _sound(allow, scope.findings):
            yield Allowance(
                code=allow.code.text,
                because=scope.labels(allow.because),
                first_line=statement.line,
                last_line=max(statement.end_line, allow.span.end_line),
                origin=origin(allow.span),
            )


def _written(item: nodes.Item) -> tuple[Written, ...]:
    """Each allowance with the stretch of its statement."""
    return tuple(
        (behind, statement)
        for part in within([item])
        for behind in getattr(part, "cites", ())
        if isinstance(behind, Allow) and isinstance(statement := getattr(part, "span", None), Span)
    )


def _sound(allow: Allow, findings: Findings) -> bool:
    code = catalogue().get(allow.code.text)
    if code is None:
        quiet = {row.code: () for row in catalogue().values() if row.severity != "error"}
        near = nearest(allow.code.text, quiet)
        listing = say("the code stands behind each warning and hint; `servdsl explain` lists them all")
        help_text = say("did you mean `{near}`? {otherwise}", near=near, otherwise=listing) if near else listing
        findings.report(
            "SD225",
            allow.code.span,
            help_text=help_text,
            name=allow.code.text,
        )
    elif code.severity == "error":
        findings.report("SD226", allow.code.span, name=code.code)
    elif not allow.because.texts[0].text.strip():
        findings.report("SD227", allow.because.span, name=code.code)
    else:
        return True
    return False
