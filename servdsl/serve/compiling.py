"""The compiler as a process: `python -m servdsl.serve.compiling`. A save comes in; the page goes out.

    Compile, Tried → Page → Drawing, Redrawn … → Drawn

It reads the file by itself, so that the page is put together while the checker, beside it, looks for mistakes. What is wrong
with a text is for the checker to say: of such a text nothing is shown. A newer save abandons what is under way between two
kinds of pictures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from servdsl import pipeline, reviewing
from servdsl.backends import review
from servdsl.backends.review import Evidence
from servdsl.cells import Study
from servdsl.serve import laying
from servdsl.serve.drawings import Gallery
from servdsl.serve.earlier import Results
from servdsl.serve.following import Follower, Send, follow
from servdsl.serve.messages import Compile, Nothing, Page, Tried


class Compiler(Follower):
    """Lays out the page, then draws its share of the pictures."""

    def __init__(self, send: Send, superseded: Callable[[], bool]) -> None:
        super().__init__(send, superseded)
        self._kept = pipeline.Kept()
        self._results = Results()
        self._gallery = Gallery(self, checks=False)
        self._number = 0
        self._study: Study | None = None
        self._evidence = Evidence()

    def compile(self, asked: Compile) -> None:
        """Page and pictures with the results of examples that read as before."""
        study = pipeline.study(asked.path, asked.border, self._kept)
        self._number, self._study = asked.number, study
        if study is None:
            self.send(Nothing(asked.number))
            return
        self._results.carry(study.contract)
        self._evidence = reviewing.told(study.contract, asked.path)
        self._show(study)

    def tried(self, message: Tried) -> None:
        """Page and pictures with what the examples have shown."""
        if message.number == self._number and self._study is not None:
            self._results.take(message.trials)
            self._show(self._study)

    def _show(self, study: Study) -> None:
        trials, of_run = self._results.trials, self._results.of_run
        evidence = replace(self._evidence, trials=trials, outdated=bool(trials) and not of_run)
        page = review.preview(study.contract, evidence, laying.parts(study.contract))
        self.send(Page(self._number, study.contract.name, page, tried=of_run))
        self._gallery.draw(self._number, study, self._results, evidence.traced)


if __name__ == "__main__":
    follow(Compiler)
