"""The cells of a case map: what decides there, as a general case or an exception, or that nothing does or two do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servdsl.backends.diagrams.content.decisions import Clash, Decided, Decider, Mark
from servdsl.backends.diagrams.content.headings import witness_text
from servdsl.backends.diagrams.drawing.canvas import BAR, Cell, Key, Link, Row, Text, legend, lines, paints
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.cite import Assumed, citation, cite_lines, clause_link, value_link
from servdsl.backends.diagrams.drawing.style import (
    AMBER,
    AMBER_DARK,
    BLUE,
    BLUE_STRONG,
    CITE,
    HEAD,
    INK,
    LINE,
    MUTE,
    NOTE,
    PANEL,
    PAPER,
    RED,
    RED_DARK,
)
from servdsl.cells import witness
from servdsl.model.contract import DefineCase
from servdsl.wording import value_text
from servdsl.wording.values import amount_words

INDENT = 7

GENERAL, EXCEPTION, MISSING, OVERLAP = "general", "exception", "gap", "overlap"
NOTHING, UNSOLD, NEVER = "nothing", "unsold", "never"


@dataclass(frozen=True, slots=True)
class Paint:
    """How a state looks: background, bar, border, and the colour of its words."""

    fill: str
    bar: str = ""
    border: str = ""
    color: str = INK
    glyph: str = ""


PAINTS = {
    GENERAL: Paint(BLUE, BLUE_STRONG),
    EXCEPTION: Paint(AMBER, AMBER_DARK, glyph="▲"),
    MISSING: Paint(RED, RED_DARK, RED_DARK, RED_DARK, "○"),
    OVERLAP: Paint(RED_DARK, INK, color=PAPER, glyph="≠"),
    NOTHING: Paint(PANEL, LINE, color=MUTE, glyph="–"),
    UNSOLD: Paint("", "", LINE, MUTE, "·"),
    NEVER: Paint("", "", HEAD, MUTE, "×"),
}


class CaseCells:
    """Makes the cells. `tested`: what examples touch, None where nobody has looked."""

    def __init__(self, speaker: Speaker, tested: frozenset[Mark] | None) -> None:
        self._speaker = speaker
        self._tested = tested
        self.assumed = Assumed(speaker)

    def decided(self, decider: Decider, state: str, wide: int) -> tuple[Cell, tuple[int, ...]]:
        paint = PAINTS[state]
        room = wide - 2 * INDENT - BAR
        text = f"{paint.glyph} {self.value(decider)}" if paint.glyph else self.value(decider)
        rests = self.assumed.on(decider.case.sources)
        cited = cite_lines(citation(decider.case.sources, decider.case.origin), room, 2, rests)
        texts = (*lines(text, room, NOTE, bold=state == EXCEPTION, most=5), *cited, *self.mark([decider], room))
        return Cell(wide, texts, paint.fill, INDENT, bar=paint.bar, link=self.link(decider)), rests

    def mark(self, deciders: Sequence[Decider], room: int) -> tuple[Text, ...]:
        """That examples test it, in each of its layers."""
        if self._tested is None or not all(one.mark in self._tested for one in deciders):
            return ()
        return lines(f"● {self._speaker.say('casemap', 'tested')}", room, CITE, color=INK, bold=True)

    def overlap(self, decided: Decided, clash: Clash, wide: int) -> Cell:
        room = wide - 2 * INDENT - BAR
        paint = PAINTS[OVERLAP]
        both = f"{self.value(clash.first)} ≠ {self.value(clash.second)}"
        cited = " ≠ ".join(citation(one.case.sources, one.case.origin) for one in (clash.first, clash.second))
        texts = (
            *lines(f"{paint.glyph} {self._speaker.say('casemap', OVERLAP)}", room, NOTE, color=PAPER, bold=True),
            *lines(both, room, NOTE, color=PAPER, most=5),
            *lines(cited, room, CITE, color=PAPER, most=3),
            *self._shown(decided, clash.cells, room, PAPER),
        )
        return Cell(wide, texts, paint.fill, INDENT, bar=paint.bar, link=self.link(clash.second))

    def missing(self, decided: Decided, cells: int, wide: int) -> Cell:
        room = wide - 2 * INDENT - BAR
        paint = PAINTS[MISSING]
        texts = (
            *lines(f"{paint.glyph} {self._speaker.say('casemap', MISSING)}", room, NOTE, color=RED_DARK, bold=True),
            *self._shown(decided, cells, room, INK),
        )
        return Cell(wide, texts, paint.fill, INDENT, bar=paint.bar, border=paint.border)

    def _shown(self, decided: Decided, cells: int, room: int, color: str) -> tuple[Text, ...]:
        """The smallest set of facts that shows some cells."""
        found = witness(decided.grid, cells, decided.within)
        if found is None:
            return ()
        text = self._speaker.say("casemap", "witness", facts=witness_text(self._speaker, found))
        return lines(text, room, CITE, color=color, most=5)

    def plain(self, state: str, wide: int) -> Cell:
        paint = PAINTS[state]
        text = f"{paint.glyph} {self._speaker.say('casemap', state)}"
        texts = lines(text, wide - 2 * INDENT - BAR, NOTE, color=MUTE, most=3)
        return Cell(
            wide, texts, paint.fill, INDENT, bar=paint.bar, border=paint.border, dashed=state in (UNSOLD, NEVER)
        )

    def value(self, decider: Decider) -> str:
        if decider.clause is not None:
            return value_text(self._speaker.contract, decider.clause.value, self._speaker.language)
        assert isinstance(decider.case, DefineCase)
        return amount_words(self._speaker.voice, decider.case.value, decider.case.lower_bound)

    def link(self, decider: Decider) -> Link:
        if decider.clause is not None:
            return clause_link(self._speaker, decider.clause)
        return value_link(self._speaker, decider.mark[0], decider.case.sources)

    def legend(self, shown: Sequence[Row]) -> tuple[Row, ...]:
        """What the paints of a page mean."""
        used = paints(shown)
        found = [
            Key(
                self._speaker.say("casemap", f"legend_{state}"),
                paint.fill,
                paint.glyph,
                paint.bar,
                paint.color,
                paint.border or LINE,
                state in (UNSOLD, NEVER),
            )
            for state, paint in PAINTS.items()
            if (paint.fill, paint.border) in used
            and not (state in (UNSOLD, NEVER) and not any(c.dashed for r in shown for c in r.cells))
        ]
        if self._tested is not None:
            found.append(Key(self._speaker.say("casemap", "legend_tested"), "", "●"))
        return legend(found)
