"""One palette and one scale of type for all pictures.

Every pair of colours used together has a contrast of 4.5 or more; every state also has a word, a glyph or a bar of its
own, since pale tints look alike in grey. The page's dark scheme maps these very colours, so they are its interface too.
"""

from __future__ import annotations

WIDTH = 920
"""Width of a picture in units; a unit is a point at 100%."""

HEIGHT = 1290
"""The greatest height of a picture: what fits a portrait A4 page of that width, less its margins."""

INK = "#17212b"
MUTE = "#4c5a68"
PAPER = "#ffffff"
PANEL = "#f4f6f8"
HEAD = "#e5ebf0"
LINE = "#c2ccd6"
BLUE = "#deecf6"
BLUE_MID = "#a8cde5"
BLUE_STRONG = "#5b9fcb"
BLUE_DARK = "#12588a"
AMBER = "#fdf0d0"
AMBER_MID = "#f0c566"
AMBER_DARK = "#7d4a00"
VIOLET = "#ebe5f5"
VIOLET_DARK = "#59408f"
RED = "#fbe2df"
RED_DARK = "#a11a1a"

FONT = "Arial"
"""Its metrics are Liberation Sans's; a page replaces it by a stack of fonts with Chinese glyphs."""

TITLE = 17
SECTION = 14
TEXT = 13
NOTE = 12
AXIS = 11
CITE = 10
"""The floor: 5.7 points on a printed A4 page."""
