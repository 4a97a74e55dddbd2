"""What a decided value, or something declared, is called: "Response", "Charge: Visit", "Term"."""

from __future__ import annotations

from servdsl.wording.voice import Voice, plain

LABELLED = {
    "promise": "window",
    "share": "thing",
    "amount": "value",
    "service": "thing",
    "unit": "thing",
    "uses": "thing",
    "counts_as_used": "thing",
    "pauses": "window",
    "accepts": "fact",
    "offer": "offer",
    "fact": "fact",
    "value": "value",
    "window": "window",
    "state": "state",
    "hours": "calendar",
}
"""Kinds of value that are called by the label of what they are about."""
NAMED = {
    "charge": "thing",
    "discount": "thing",
    "quota": "thing",
    "adds": "thing",
    "define": "value",
    "counts_from": "window",
}
"""Kinds of value that are called by a phrase with that label."""


def topic(by: Voice, kind: str, thing: str) -> str:
    """The name of a value: of a kind and a thing as clauses have them, or as declarations are called."""
    if kind in LABELLED:
        return by.name(LABELLED[kind], thing)
    if not by.phrases.has("topic", kind):
        return " ".join(plain(part) for part in (kind, thing) if part)
    name = by.name(NAMED[kind], thing) if kind in NAMED else plain(thing)
    return by.say("topic", kind, thing=name)
