"""How names are written: what the author may have meant, and letters that deceive the eye."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from servdsl.messages import listed, say

_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏԛԝАВЕКМНОРСТУХІЈЅαορνικτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhlqwABEKMHOPCTYXIJSaopviktuxABEZHIKMNOPTYX",
)
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029"
    "\u2060\u2061\u2062\u2063\u2064\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0]"
)
KEPT = 4_096
"""Names that are known to be written well or badly: a text is looked at again at each save."""
_SHORTEST = 4
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")


def normal(text: str) -> str:
    """The one form in which a name is known: canonically composed (NFC)."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=KEPT)
def skeleton(name: str) -> str:
    """What a name looks like, without case, width and alphabet: two names of one skeleton would be mistaken."""
    return unicodedata.normalize("NFKC", name).translate(_LOOKALIKES).casefold()


@lru_cache(maxsize=KEPT)
def deceptive(name: str) -> str | None:
    """The letter of a name that looks like another one: of a second alphabet, or a compatibility form; None if none."""
    alphabets = [(letter, _alphabet(letter)) for letter in name]
    counted = Counter(alphabet for _, alphabet in alphabets if alphabet)
    most = max(counted, key=lambda alphabet: counted[alphabet], default=None)
    for letter, alphabet in alphabets:
        if alphabet and alphabet != most:
            return letter
        if unicodedata.normalize("NFKC", letter) != letter:
            return letter
    return None


def _alphabet(letter: str) -> str | None:
    word = unicodedata.name(letter, "").split(" ", 1)[0]
    return word if word in _ALPHABETS else None


def invisible(text: str) -> Iterable[tuple[int, str]]:
    """Position and description of each character of a text that cannot be seen."""
    for found in _INVISIBLE.finditer(text):
        letter = found[0]
        yield found.start(), f"U+{ord(letter):04X} {unicodedata.name(letter, 'without a name').lower()}"


def nearest(word: str, candidates: Mapping[str, Iterable[str]]) -> str | None:
    """The candidate whose name or one of whose labels is closest to the word; None if nothing is close."""
    ways = {way.casefold(): name for name, labels in candidates.items() for way in labels}
    ways |= {name.casefold(): name for name in candidates}
    close = difflib.get_close_matches(word.casefold(), ways, n=1, cutoff=0.6)
    return ways[close[0]] if close else None


def suggestion(word: str, candidates: Mapping[str, Iterable[str]], otherwise: str, *, tell: bool = True) -> str:
    """A way out for an unknown word: the name that may have been meant, else `otherwise` with the known ones; these are
    not told where they are hundreds, which help nobody."""
    near = nearest(word, candidates)
    if near is not None:
        return say("did you mean `{near}`?", near=near)
    if not candidates or not tell:
        return otherwise
    known = listed(f"`{name}`" for name in list(candidates)[:8])
    if len(candidates) > 8:
        return say("{otherwise}; known here: {known}, …", otherwise=otherwise, known=known)
    return say("{otherwise}; known here: {known}", otherwise=otherwise, known=known)


def sure(word: str, candidates: Mapping[str, Iterable[str]]) -> str | None:
    """The candidate that is certainly meant: one slip of the keyboard away (a letter missing, added, replaced, or two
    swapped), another case, or a label of it; None if there is none, or a second one as near."""
    folded = word.casefold()
    near = [
        name
        for name, labels in candidates.items()
        if _is_slip(folded, name.casefold()) or folded in {label.casefold() for label in labels}
    ]
    return near[0] if len(near) == 1 and not near[0].isdigit() else None


def _is_slip(one: str, other: str) -> bool:
    """Whether two words of some letters are one slip apart, or alike. Digits are no slip: `s1` is not `s2`."""
    if one == other:
        return True
    shortest = _SHORTEST if len(one) == len(other) else _SHORTEST - 1
    if min(len(one), len(other)) < shortest or abs(len(one) - len(other)) > 1 or _digits(one) != _digits(other):
        return False
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[same:], other[same:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _digits(word: str) -> list[str]:
    return [letter for letter in word if letter.isdigit()]
