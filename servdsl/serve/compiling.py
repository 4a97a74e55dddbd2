"""The compiler as a process: `python -m servdsl.serve.compiling`. A save comes in; findings, page and pictures go out.

    Compile → Looked → Page (text, last pictures), Model → Drawing, Redrawn … → Drawn
    Tried → Page → Drawing, Redrawn … → Drawn

Where the page shows other pictures than before, or the same in another order, the whole page comes once more before the end.

It lives on, so that grammar, phrases and the pictures already drawn are at hand at the next save. A newer save abandons
what is under way between two kinds of pictures.
"""

from __future__ import annotations

import gc
import pickle
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import assert_never

from servdsl import pipeline, reviewing
from servdsl.backends import review
from servdsl.backends.review import Evidence, Figure
from servdsl.cells import Study
from servdsl.checked import Checked
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model import Contract
from servdsl.serve import laying
from servdsl.serve.drawings import Drawings
from servdsl.serve.earlier import earlier
from servdsl.serve.messages import Compile, Drawing, Drawn, Failed, Finding, Looked, Model, Page, Redrawn, Tried
from servdsl.serve.pipes import inbox, outbox
from servdsl.serve.stamps import Stamp, stamp
from servdsl.signing import SignatureError, beside
from servdsl.source import Span
from servdsl.traceability import REGISTER, RegisterError

LONGEST = 300
"""Characters of a line that is shown under a finding."""
USED = re.compile(r'^\s*use\s+"([^"\n]{1,500})"', re.MULTILINE)
IDLE = 1.0
"""Seconds without a save after which garbage is collected."""
HURRIED = 30
"""Records after which it is, however soon they follow one another."""
Send = Callable[[object], None]
Busy = tuple[tuple[str, str], ...]
"""Name and title of the pictures that are being drawn."""


class Compiler:
    """One file, save by save."""

    def __init__(self, send: Send, superseded: Callable[[], bool]) -> None:
        self._send = send
        self._superseded = superseded
        self._drawings = Drawings()
        self._kept = pipeline.Kept()
        self._number = 0
        self._study: Study | None = None
        self._evidence = Evidence()

    def take(self, message: object) -> None:
        """One record from the server. What cannot be done is said, so that the page lives on."""
        assert isinstance(message, Compile | Tried)
        try:
            match message:
                case Compile():
                    self._compile(message)
                case Tried():
                    self._tried(message)
                case _:
                    assert_never(message)
        except (RegisterError, SignatureError) as error:
            self._send(Failed(message.number, str(error)))
        except Exception as error:
            self._send(Failed(message.number, f"a defect of servdsl: {type(error).__name__}: {error}"))

    # ── A save ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _compile(self, asked: Compile) -> None:
        checked = pipeline.check(asked.path, border=asked.border, kept=self._kept)
        ok = checked.ok and checked.contract is not None
        self._send(Looked(asked.number, ok, tuple(_findings(checked)), _watched(checked, asked.border)))
        if not ok or checked.contract is None:
            return
        evidence = self._with_earlier(reviewing.told(checked), checked.contract)
        self._number, self._study, self._evidence = asked.number, self._kept.study, evidence
        self._show("text")
        self._send(Model(asked.number, pickle.dumps(checked.contract)))
        self._draw("pictures")

    def _with_earlier(self, found: Evidence, contract: Contract) -> Evidence:
        """With what the save before found out, until it is known anew; nothing of another contract is shown."""
        before, known = self._study, self._evidence
        if before is None or before.contract.name != contract.name:
            return found
        trials = earlier(before.contract, known.trials, contract) if known.trials else ()
        return replace(found, figures=known.figures, trials=trials, outdated=bool(trials))

    def _tried(self, message: Tried) -> None:
        if message.number != self._number:
            return
        self._evidence = replace(self._evidence, trials=message.trials, outdated=False)
        self._show("examples")
        self._draw("examples")

    # ── The page ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _show(self, stage: str) -> None:
        assert self._study is not None
        contract, version = self._study.contract, f"{self._number}-{stage}"
        page = review.preview(contract, self._evidence, laying.parts(contract, version))
        self._send(Page(self._number, version, page))

    def _draw(self, stage: str) -> None:
        """Draw what has never been drawn, and show each picture as it is ready; all at once where the page has others."""
        assert self._study is not None
        busy: Busy = ()
        with closing(self._drawings.draw(reviewing.kinds(self._study, self._evidence))) as steps:
            for number, step in enumerate(steps, 1):
                if self._superseded():
                    return
                for sentence in step.failed:
                    self._send(Failed(self._number, sentence))
                self._redraw(f"{self._number}-{stage}-{number}", step.figures)
                if step.busy != busy:
                    busy = step.busy
                    self._send(Drawing(self._number, busy))
        figures = self._drawings.figures
        if figures != self._evidence.figures:
            self._evidence = replace(self._evidence, figures=figures)
            self._show(f"{stage}-drawn")
        self._send(Drawn(self._number, tried=stage == "examples"))

    def _redraw(self, version: str, figures: Sequence[Figure]) -> None:
        """Show pictures in the place of those of the same name, if there are such and they differ."""
        shown = {figure.name: figure for figure in self._evidence.figures}
        new = {one.name: one for one in figures if one.name in shown and shown[one.name] != one}
        if new:
            self._evidence = replace(self._evidence, figures=tuple({**shown, **new}.values()))
            self._send(Redrawn(self._number, version, {name: review.drawn(one) for name, one in new.items()}))


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


def main() -> None:
    """Serve the server until it goes."""
    records: SimpleQueue[object] = inbox()
    compiler = Compiler(outbox(), lambda: not records.empty())
    gc.disable()
    for number in count(1):
        compiler.take(_next(records, number))


def _next(records: SimpleQueue[object], number: int) -> object:
    """The next record. Garbage is collected while the author thinks, for that takes as long as a check; of those who never
    do, now and then."""
    try:
        return records.get(timeout=0 if number % HURRIED == 0 else IDLE)
    except Empty:
        gc.collect()
        return records.get()


if __name__ == "__main__":
    main()
