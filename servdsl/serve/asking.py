"""An evaluator as a process: `python -m servdsl.serve.asking`. It loads what `build` would write and is asked.

Load → Ready, then Ask → Reply      Try → how each example comes out
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from typing import Any

from servdsl import embedding, reviewing
from servdsl.backends import diagrams
from servdsl.model import Contract
from servdsl.serve import question
from servdsl.serve.answer import answer_html
from servdsl.serve.messages import Ask, Load, Ready, Reply, Try
from servdsl.serve.pipes import inbox, outbox


class Evaluator:
    """The evaluator of one contract, as the compiler writes it now."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._module = embedding.load(contract)

    def answer(self, told: Mapping[str, str]) -> Reply:
        """The answer for the page; mistakes at the controls that they are about."""
        asked = question.read(self._contract, told)
        errors = dict(asked.errors)
        module = self._module
        try:
            answer = module.evaluate(module.Facts.from_dict(asked.facts)).to_dict()
        except module.InputErrors as wrong:
            for key, sentences in question.place_errors(asked, self._contract, wrong.errors).items():
                errors[key] = [*errors.get(key, ()), *sentences]
        if errors:
            return Reply(errors={key: tuple(sentences) for key, sentences in errors.items()})
        return Reply(html=answer_html(self._contract, answer, self._picture(answer, asked.facts)))

    def _picture(self, answer: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
        """How the window due next is counted, else the first that is counted at all."""
        ways = embedding.ways(self._module, facts)
        window = answer["next_due"] if answer["next_due"] in ways else next(iter(ways), None)
        if window is None:
            return ""
        return reviewing.drawn(diagrams.answer(self._contract, ways[window], facts).dot())


def main() -> None:
    """Serve the server until it goes."""
    records, send = inbox(), outbox()
    first = records.get()
    assert isinstance(first, Load | Try)
    contract = pickle.loads(first.pickled)
    if isinstance(first, Try):
        send(reviewing.trials(contract))
        return
    evaluator = Evaluator(contract)
    send(Ready())
    while True:
        message = records.get()
        assert isinstance(message, Ask)
        try:
            send(evaluator.answer(message.told))
        except Exception as error:
            send(Reply(errors={"": (f"a defect of servdsl: {type(error).__name__}: {error}"[:500],)}))


if __name__ == "__main__":
    main()
