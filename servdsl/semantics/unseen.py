"""Characters that nobody sees in words that everybody reads: a reviewer would sign what is not there."""

from __future__ import annotations

from servdsl.semantics.findings import Findings
from servdsl.semantics.spelling import invisible
from servdsl.source import Source, Span


def check_text(source: Source, findings: Findings) -> None:
    """Report invisible characters inside quotes and comments; elsewhere they are no words of the language."""
    if not any(invisible(source.text)):
        return
    for number, line in enumerate(source.text.split("\n"), start=1):
        for position, what in invisible(line):
            before = line[:position]
            if before.count('"') % 2 or "#" in before:
                place = Span(source.name, number, position + 1, number, position + 2)
                findings.report("SD208", place, what=what)
