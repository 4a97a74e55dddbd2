"""`servdsl ask --picture`: how the due instant of an answer is counted, day by day, as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from servdsl import embedding
from servdsl.backends import diagrams
from servdsl.cli import terminal
from servdsl.messages import listed, say
from servdsl.model import Contract

FORMS = ("svg", "png", "pdf", "dot")


def draw_answer(contract: Contract, facts: Mapping[str, Any], next_due: str | None, target: Path) -> None:
    """Write the picture of the window that is due next, else of the first that is counted at all. Usage error where nothing
    is counted, and where the file's ending is no format or it cannot be written."""
    form = target.suffix.removeprefix(".")
    if form not in FORMS:
        raise terminal.wrong(
            say(
                "end the picture's name in {forms}, not `{name}`",
                forms=listed(f".{one}" for one in FORMS),
                name=target.name,
            )
        )
    ways = embedding.ways(embedding.load(contract), facts)
    window = next_due if next_due in ways else next(iter(ways), None)
    if window is None:
        raise terminal.wrong(
            say("these facts start no window, so there is nothing to draw: give at least `tier` and `opened`")
        )
    dot = diagrams.answer(contract, ways[window], facts).dot()
    content = dot.encode() if form == "dot" else diagrams.render(dot, form)  # type: ignore[arg-type]
    try:
        target.write_bytes(content)
    except OSError as error:
        raise terminal.wrong(
            say("cannot write `{path}`: {reason}; choose another name", path=target, reason=error.strerror)
        ) from error
