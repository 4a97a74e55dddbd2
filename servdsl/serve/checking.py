"""The checker as a process: `python -m servdsl.serve.checking`. A save comes in; what is wrong goes out.

Compile → Found, Look, Model
Tried → Look
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from servdsl import pipeline
from servdsl.backends import review
from servdsl.backends.review import Evidence
from servdsl.checked import Checked
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.serve.drawings import Gallery
from servdsl.serve.earlier import Results
from servdsl.serve.following import Follower, Send, follow
from servdsl.serve.messages import Compile, Finding, Found, Look, Model, Tried
from servdsl.serve.stamps import Stamp, stamp
from servdsl.signing import beside
from servdsl.source import Span
from servdsl.traceability import REGISTER

LONGEST = 300
"""Characters of a line that is shown under a finding."""
USED = re.compile(r'^\s*use\s+"([^"\n]{1,500})"', re.MULTILINE)


class Checker(Follower):
    """Says what is wrong with a text, and what a person should look at; then draws its share of the pictures."""

    def __init__(self, send: Send, superseded: Callable[[], bool]) -> None:
        super().__init__(send, superseded)
        self._kept = pipeline.Kept()
        self._results = Results()
        self._gallery = Gallery(self, checks=True)
        self._number = 0
        self._checked: Checked | None = None
        self._is_told = True

    def compile(self, asked: Compile) -> None:
        """Findings at once."""
        checked = pipeline.check(asked.path, border=asked.border, kept=self._kept)
        ok = checked.ok and checked.contract is not None
        self.send(Found(asked.number, ok, tuple(_findings(checked)), _watched(checked, asked.border)))
        if ok and checked.contract is not None:
            self._number, self._checked = asked.number, checked
            self._results.carry(checked.contract)
            self._is_told = False
            self._show(checked)

    def rest(self) -> None:
        """The model, for what is asked of it."""
        if self._checked is not None and not self._is_told:
            self.send(Model(self._number, pickle.dumps(self._checked.contract)))
            self._is_told = True

    def tried(self, message: Tried) -> None:
        """What a person should look at now."""
        if message.number == self._number and self._checked is not None:
            self._results.take(message.trials)
            self._show(self._checked)

    def _show(self, checked: Checked) -> None:
        assert checked.contract is not None
        assert self._kept.study is not None
        evidence = Evidence(findings=checked.diagnostics, allowed=checked.allowed, trials=self._results.trials)
        self.send(Look(self._number, review.look(checked.contract, evidence), self._results.of_run))
        self._gallery.draw(self._number, self._kept.study, self._results, None)


# ── What is told and watched ────────────────────────────────────────────────────────────────────────────────────────


def _findings(checked: Checked) -> Iterator[Finding]:
    """Errors first, each with its line."""
    rank = {"error": 0, "warning": 1, "hint": 2}
    for one in sorted(checked.diagnostics, key=lambda found: rank[found.severity]):
        notes = tuple((_place(note.span), review.each(note.text_in)) for note in one.notes)
        message, way_out = review.each(one.message_in), review.each(one.help_in)
        yield Finding(one.severity, one.code, _place(one.span), message, way_out, _excerpt(checked, one), notes)
    if checked.shared and checked.ok:
        message = review.told(say("this file is shared by contracts and holds none"))
        way_out = review.told(say("serve a contract that uses it; it is watched with that contract"))
        yield Finding("error", "", checked.path.name, message, way_out)


def _place(span: Span) -> str:
    """The file's name, line and column; folders do not help who has the file open."""
    return f"{Path(span.file).name}:{span.line}:{span.column}"


def _excerpt(checked: Checked, found: Diagnostic) -> str:
    source = checked.sources.get(found.span.file)
    text = source.line(found.span.line).strip() if source is not None else ""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _watched(checked: Checked, border: Path) -> dict[Path, Stamp]:
    """The file, what lies beside it, and all that is used: also what a `use` names and is not there yet."""
    plan = checked.path.absolute()
    places = {plan: checked.source, **{one.place: one.source for one in checked.used if one.place is not None}}
    wanted = [
        place.parent / name
        for place, source in places.items()
        for name in (USED.findall(source.text) if source is not None else ())
        if name.endswith(".plan")
    ]
    within = [path for path in map(_normal, wanted) if path.is_relative_to(border.resolve())]
    return {path: stamp(path) for path in (*places, _normal(plan), plan.parent / REGISTER, beside(plan), *within)}


def _normal(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):
        return path


if __name__ == "__main__":
    follow(Checker)
