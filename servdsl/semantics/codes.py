"""Currencies, countries and time zones as they are written: looked up in the standards, or reported."""

from __future__ import annotations

from collections.abc import Iterable

from servdsl.messages import say
from servdsl.semantics.findings import Findings
from servdsl.semantics.spelling import nearest, suggestion, sure
from servdsl.semantics.standards import countries, country_names, currencies, is_zone, zones
from servdsl.syntax.parts import Name, ZoneName

_LONGEST_CODE = 3
_OTHERWISE = {"CNY": ("RMB",), "GB": ("UK",), "GR": ("EL",), "US": ("EUA", "EEUU", "EE_UU")}
"""Codes that are often written in place of these."""


def currency(name: Name, findings: Findings, declared: Iterable[str] = ()) -> str | None:
    """A currency's code; None, and reported, if ISO 4217 has none of that name. One of those that the contract declares
    is the likeliest to be meant."""
    if name.text in currencies():
        return name.text
    meant = next((code for code in sorted(declared) if sorted(code) == sorted(name.text)), None)
    meant = meant or nearest(name.text, dict.fromkeys(sorted(declared), ()))
    if meant is not None:
        better = meant if sorted(meant) == sorted(name.text.upper()) else None
        findings.unknown(
            "SD212", name.span, name.text, help_text=say("did you mean `{meant}`?", meant=meant), better=better
        )
        return None
    _unknown_code(
        "SD212", name, sorted(currencies()), say("write the ISO 4217 code, such as EUR, USD, MXN, CNY"), findings
    )
    return None


def zone(name: ZoneName, findings: Findings) -> str | None:
    """A time zone's name; None, and reported, if the tz database has none of that name."""
    if is_zone(name.text):
        return name.text
    candidates = {known: (known.rsplit("/", 1)[-1],) for known in sorted(zones())}
    otherwise = say("write its name in the tz database, such as `America/Mexico_City`")
    help_text = suggestion(name.text, candidates, otherwise, tell=False)
    better = sure(name.text, dict.fromkeys(candidates, ()))
    findings.unknown("SD213", name.span, name.text, help_text=help_text, better=better)
    return None


def country(name: Name, findings: Findings) -> str | None:
    """A country's alpha-2 code; None, and reported, if ISO 3166 has none of that name."""
    if name.text in countries():
        return name.text
    candidates = {code: (*labels, *_OTHERWISE.get(code, ())) for code, labels in _countries()}
    otherwise = say("write the two letters of ISO 3166, such as PT, MX, CN")
    better = sure(name.text, candidates)
    # two or three letters are near to many codes: only another way to write one is a hint
    near = name.text if len(name.text) > _LONGEST_CODE or better is not None else ""
    help_text = suggestion(near, candidates, otherwise, tell=False)
    findings.unknown("SD211", name.span, name.text, help_text=help_text, better=better)
    return None


def _countries() -> list[tuple[str, tuple[str, ...]]]:
    """Each country's code of two letters, its names, and its code of three."""
    from holidays.registry import COUNTRIES

    three = {codes[1]: codes[2] for codes in COUNTRIES.values() if len(codes) > 2}
    return [(code, (*names, three.get(code, names[0]))) for code, names in country_names().items()]


def _unknown_code(code: str, name: Name, known: list[str], otherwise: str, findings: Findings) -> None:
    candidates = {code: _OTHERWISE.get(code, ()) for code in known}
    better = sure(name.text, candidates)
    near = name.text if len(name.text) > _LONGEST_CODE or better is not None else ""
    help_text = suggestion(near, candidates, otherwise, tell=False)
    findings.unknown(code, name.span, name.text, help_text=help_text, better=better)
