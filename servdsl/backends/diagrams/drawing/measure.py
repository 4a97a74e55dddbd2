"""How wide a text is, and how it is cut into lines, whatever fonts a machine has.

Widths are, for each character, the greater of Arial's and of DejaVu Sans's, the font that stands in for it where it is
missing. So the same lines come out everywhere, and no text outgrows its cell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

REGULAR = {
    0.28: "ijl'",
    0.30: "I",
    0.32: ",. \u00a0·‘’",
    0.34: "/:;\\|",
    0.36: "f",
    0.38: "-",
    0.40: "t()[]",
    0.42: "r!¡",
    0.46: '"',
    0.48: "ºª",
    0.50: "J*`◊°",
    0.52: "“”",
    0.54: "sz",
    0.56: "cL?_–§",
    0.58: "k",
    0.60: "vxy•",
    0.62: "aeoFT«»¿",
    0.64: "0123456789bdghnpqu${}ß€",
    0.68: "EKPSY",
    0.70: "ABVXZ",
    0.74: "CRU",
    0.76: "HN",
    0.78: "DG&",
    0.80: "OQ",
    0.82: "w",
    0.84: "#+<=>^~×≥≤≠−±",
    0.88: "M●○",
    0.96: "%",
    0.98: "m",
    1.00: "W—…▲▼◄►→←",
    1.02: "@",
}
BOLD = {
    0.32: "'",
    0.36: "ijl \u00a0",
    0.38: "I,./\\|·‘’",
    0.40: ":;",
    0.42: "-",
    0.44: "f",
    0.46: "!()[]¡",
    0.48: "t",
    0.50: "r`◊°",
    0.54: '"*',
    0.56: "J_–§",
    0.58: "ºª",
    0.60: "csz",
    0.62: "?¿",
    0.64: "L•",
    0.66: "vxy«»“”",
    0.68: "aek",
    0.70: "0123456789oEFT$€",
    0.72: "bdghnpqu{}ß",
    0.74: "CPSYZ",
    0.78: "ABKRVX",
    0.82: "U",
    0.84: "DGHN#+<=>^~×≥≤≠−±",
    0.86: "OQ",
    0.88: "&●○",
    0.94: "w",
    1.00: "M@—…▲▼◄►→←",
    1.02: "%",
    1.06: "m",
    1.12: "W",
}
USUAL, USUAL_BOLD = 0.88, 0.82
"""What Arial takes of these widths, for digits and the common letters."""
WIDE = 1.08
"""A Chinese character, with a pad: fonts differ."""
OTHER = 0.85
"""Any character of another script."""
ELLIPSIS = "…"
NO_LINE_START = frozenset("，。；：、！？）】》”’」』%)]},.;:!?»…")
NO_LINE_END = frozenset("（【《“‘「『([{«¿¡")
HINTING = 0.375
"""How much wider a font's hints may make a character; over many unlike ones it evens out, in a long word it may not."""
LONGEST = 2_000
"""Characters of one text that are looked at: no picture shows more."""


@cache
def _table(bold: bool) -> dict[str, float]:
    return {character: width for width, row in (BOLD if bold else REGULAR).items() for character in row}


@cache
def _advance(character: str, bold: bool) -> float:
    table = _table(bold)
    if character in table:
        return table[character]
    if unicodedata.combining(character):
        return 0.0
    if is_wide(character):
        return WIDE
    base = unicodedata.normalize("NFD", character)[0]
    return table.get(base, OTHER)


def is_wide(character: str) -> bool:
    """Whether a character takes a full square, as Chinese ones do; lines may break beside it."""
    return unicodedata.east_asian_width(character) in ("W", "F")


@lru_cache(maxsize=50_000)
def width(text: str, size: int, bold: bool = False) -> float:
    """The width of a text in units, rather too great than too small."""
    return size * sum(_advance(character, bold) for character in text)


@lru_cache(maxsize=50_000)
def usual_width(text: str, size: int, bold: bool = False) -> float:
    """The width that most machines give a text, to centre it by: in Arial, or in a font of its widths."""
    part = USUAL_BOLD if bold else USUAL
    return size * sum(1 if is_wide(character) else part * _advance(character, bold) for character in text)


def is_measured(character: str) -> bool:
    """Whether the tables know a character's width: Latin letters and the signs that pictures use."""
    return unicodedata.normalize("NFD", character)[0] in _table(False)


def shorten(text: str, room: float, size: int, bold: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    text = text[:LONGEST]
    if width(text, size, bold) <= room:
        return text
    left = room - width(ELLIPSIS, size, bold)
    end = 0
    for character in text:
        left -= size * _advance(character, bold) + HINTING
        if left < 0:
            break
        end += 1
    return text[:end].rstrip() + ELLIPSIS


@lru_cache(maxsize=8192)
def wrap(text: str, room: float, size: int, bold: bool = False, most: int = 40) -> tuple[str, ...]:
    """The text in lines no wider than `room`, at most `most` of them; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text[:LONGEST], room, size, bold):
        if line and width((line + piece).rstrip(), size, bold) > room:
            lines.append(line.rstrip())
            line = piece.lstrip(" ")
        else:
            line += piece
    lines.append(line.rstrip())
    lines = [one for one in lines if one]
    if len(lines) > most or len(text) > LONGEST:
        *lines, last = lines[:most]
        lines.append(shorten(last + ELLIPSIS, room, size, bold))
    return tuple(lines)


def largest(text: str, room: float, sizes: Sequence[int], bold: bool = False) -> int:
    """The first of some sizes in which no word of the text must be cut; the last one if there is none."""
    return next((size for size in sizes if is_whole(text, room, size, bold)), sizes[-1])


@lru_cache(maxsize=8192)
def is_whole(text: str, room: float, size: int, bold: bool = False) -> bool:
    """Whether no word of the text must be cut."""
    return all(width(word.rstrip(), size, bold) <= room for word in _words(text[:LONGEST]))


def _pieces(text: str, room: float, size: int, bold: bool) -> list[str]:
    """Stretches that are kept together, with the space that follows each; one that is too wide is cut anywhere."""
    pieces: list[str] = []
    for word in _words(text):
        if width(word.rstrip(), size, bold) <= room:
            pieces.append(word)
        else:
            pieces += _cut(word, room, size, bold)
    return pieces


def _words(text: str) -> list[str]:
    words: list[str] = []
    current = ""
    for character in text:
        if current and _may_break(current[-1], character):
            words.append(current)
            current = ""
        current += character
    return [*words, current] if current else words


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return after != " "
    if after in NO_LINE_START or before in NO_LINE_END or after == " ":
        return False
    return is_wide(before) or is_wide(after)


def _cut(word: str, room: float, size: int, bold: bool) -> Sequence[str]:
    parts: list[str] = []
    current, left = "", room
    for character in word:
        advance = size * _advance(character, bold) + HINTING
        if current and advance > left:
            # a sign that begins no line takes the letter before it along
            keep = current[-1] if character in NO_LINE_START and len(current) > 1 else ""
            parts.append(current.removesuffix(keep))
            current, left = keep, room - size * sum(_advance(one, bold) for one in keep)
        current += character
        left -= advance
    return [*parts, current]
