"""The worked examples of a contract: what is given in words, and what each line expects and found."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache

from servdsl.backends.review.evidence import Trial
from servdsl.backends.review.links import Links
from servdsl.backends.review.sheet import Link, Worked
from servdsl.backends.review.surface import Said, each, say
from servdsl.model import Contract
from servdsl.model.base import Labels, Origin
from servdsl.model.contract import Example, Expect
from servdsl.wording import LANGUAGES, given_words
from servdsl.wording.anchors import anchor, line
from servdsl.wording.voice import plain, voice


def worked(contract: Contract, trials: Sequence[Trial], links: Links) -> tuple[Worked, ...]:
    """The examples in the contract's order, with how they came out; without `trials` none has been run yet. A preview asks
    again at each save, mostly for the same."""
    voices = tuple(voice(contract, language) for language in LANGUAGES)
    rests_on = (contract.examples, tuple(trials), voices, links.meanings)
    for known, laid_out in _LAST:
        if known == rests_on:
            return laid_out
    made = tuple(_each(contract, trials, links))
    _LAST.append((rests_on, made))
    return made


_LAST: deque[tuple[tuple[object, ...], tuple[Worked, ...]]] = deque(maxlen=2)
"""What was asked for last, and what it rests on."""


def _each(contract: Contract, trials: Sequence[Trial], links: Links) -> Iterator[Worked]:
    for number, example in enumerate(contract.examples, 1):
        trial = trials[number - 1] if trials else Trial.untried(example)
        yield Worked(
            anchor("example", str(number)),
            number,
            plain(example.title),
            _given(contract, example),
            tuple(_expected(example, trial, links)),
            line(example.origin),
            links.sources(example.sources),
            not trial.fails,
        )


def _given(contract: Contract, example: Example) -> Said:
    return each(lambda language: " · ".join(given_words(contract, example.facts, language)))


def _expected(example: Example, trial: Trial, links: Links) -> Iterator[tuple[str, Said, bool, tuple[Link, ...]]]:
    found = trial.found or (trial.refused,) * len(example.expects)
    lines: dict[tuple[str, Origin], list[tuple[Expect, str | None]]] = {}
    for expect, out in zip(example.expects, found, strict=True):
        lines.setdefault((expect.text, expect.origin), []).append((expect, out))
    for parts in lines.values():
        yield _line(parts, links, not trial.waiting)


def _line(parts: list[tuple[Expect, str | None]], links: Links, ran: bool) -> tuple[str, Said, bool, tuple[Link, ...]]:
    """A line of an example, of which the model makes a comparison for each part (amount, currency …)."""
    expect = next((one for one, _ in parts if one.printed is not None), parts[0][0])
    found = next((out for _, out in parts if out is not None), None)

    outcome = _outcome(found, ran, expect.printed, expect.printed_note)
    return plain(expect.text), outcome, found is None, links.sources(expect.sources)


@lru_cache(maxsize=5_000)
def _outcome(found: str | None, ran: bool, printed: str | None, note: Labels) -> Said:
    """How a line came out, and what the document prints there. Most lines are told alike."""

    def told(language: str) -> str:
        if found is None:
            word = say(language, "examples", "holds" if ran else "waiting")
        else:
            word = say(language, "examples", "fails", found=plain(found))
        if printed is None:
            return word
        other = say(language, "examples", "printed", printed=plain(printed))
        return f"{word}; {other}. {plain(note.text(language, ''))}".strip()

    return each(told)
