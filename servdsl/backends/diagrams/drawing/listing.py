"""Many names in little room: as many as fit, and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence

from servdsl.backends.diagrams.drawing.canvas import Text, lines
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.backends.diagrams.drawing.style import CITE, MUTE


def name_lines(speaker: Speaker, names: Sequence[str], room: float, most: int, size: int = CITE) -> tuple[Text, ...]:
    """Names parted by commas, in at most `most` lines of a width; those that do not fit are counted."""
    comma = speaker.voice.say("list", "comma")
    for shown in range(len(names), 1, -1):
        found = lines(comma.join(speaker.some(names, shown)), room, size, color=MUTE, most=most + 1)
        if len(found) <= most:
            return found
    return lines(comma.join(speaker.some(names, 2)), room, size, color=MUTE, most=most) if names else ()
