"""No citation is lost: wherever the grammar takes one, it is found again in the model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lark import Token

from servdsl.model.base import Record
from servdsl.pipeline import check_text
from servdsl.source import Source
from servdsl.syntax.grammar import grammar
from servdsl.syntax.keywords import ENGLISH
from servdsl.syntax.parser import offsets
from servdsl.syntax.recovery import Recovering

PAGE = Path(__file__).parents[2] / "docs/language.md"
CITATIONS = re.compile(r"[^\S\n]*@[A-Z]+-\d+(?:(?: to |, )[A-Z]+-\d+)*")


SAYING_NOTHING = """
for plus, fleet {
  note "Nothing is computed from it."
}
addons {
  |       | extra_visit | weekend_watch |
  | lasts |             |               |
}
define nothing "Nothing" by country {
  | country | rate |
  | PT      |      |
  | ES      | 1%   |
}
"""


class Places(Recovering):
    """A parse that notes where a statement that is read may still be cited."""

    def take(self, token: Token) -> None:
        last = self.statement.last or (self.record[-1] if self.record else None)
        ends_line = last is not None and (token.type in ("_NL", "VBAR") or token.line != last.line)
        blank = last is not None and last.type == token.type == "VBAR"
        if last is not None and ends_line and not blank and self.expects("AT_SIGN"):
            self.places.add(offsets(last)[1])
        super().take(token)

    places: set[int]


def places(text: str) -> list[int]:
    """The offsets at which a citation may be written at the end of a line or of a cell."""
    tables = grammar()
    with tables.lock:
        tables.builder.file, tables.builder.problems = "x.plan", []
        reading = Places(Source("x.plan", text), text, tables, ENGLISH)
        reading.places = set()
        reading.run()
        assert not tables.builder.problems
    return sorted(reading.places)


def cited(part: object) -> Iterator[str]:
    """The citations of a part of the model and of all inside it."""
    match part:
        case tuple():
            for item in part:
                yield from cited(item)
        case Record():
            for field in type(part).model_fields:
                yield from getattr(part, field) if field == "sources" else cited(getattr(part, field))


def test_every_place_for_a_citation_reaches_the_model() -> None:
    blocks = re.findall(r"```plan\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    text = CITATIONS.sub("", "\n".join([*blocks, SAYING_NOTHING]))
    found = places(text)
    assert len(found) > 250
    pieces, end = [], 0
    for number, offset in enumerate(found, start=1):
        pieces += [text[end:offset], f" @NWP-{number}"]
        end = offset
    marked = "".join([*pieces, text[end:]])
    made = check_text(Source("x.plan", marked), Path("x.plan"))
    assert made.contract is not None
    assert [d.message for d in made.diagnostics if d.severity == "error"] == []
    reached = {id_ for id_ in cited(made.contract) if id_.startswith("NWP-")}
    lines = marked.split("\n")
    lost = {f"NWP-{n}" for n in range(1, len(found) + 1)} - reached
    assert [line for line in lines if lost & set(re.findall(r"@(NWP-\d+)", line))] == []
