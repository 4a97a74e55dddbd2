"""One line of each kind of statement that can be read: what a message holds up when it has nothing more precise."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from servdsl.messages import say
from servdsl.syntax.keywords import LANGUAGES, WORD, Tongue

SHAPES: Final[dict[str, dict[str, str]]] = {
    "item": {
        "contract": 'contract northwind "Northwind Pump Care" {',
        "shared": 'shared "Working time in Mexico" { language es }',
        "use": 'use "shared/mexico.plan"',
        "document": 'document NWP "Pump Care brochure" by "Northwind"',
        "note": 'note "Greetings, history of the company." @NWP-001',
        "assume": 'assume calendar_months "Requests are counted per calendar month." @NWP-012',
        "contradiction": 'contradiction printed_total "The table adds up to 300 EUR, the text says 350 EUR." @NWP-012',
        "calendar": 'calendar office "Office hours" {',
        "customer": 'customer fact pumps "Number of pumps" whole from 1',
        "fact": 'fact channel "Channel" { email, phone, portal }',
        "define": 'define urgent "Urgent" when severity is stopped',
        "service": 'service repair "Repair"',
        "unit": 'unit visit, visits "Visit"',
        "window": 'window respond "Response" from opened to responded',
        "state": 'state waiting "Waiting" from asked to answered',
        "event": 'event asked "Details were asked for"',
        "tier": 'tier plus "Plus" extends base {',
        "addon": 'addon extra_visit "Extra visit" {',
        "tiers": "tiers {",
        "addons": "addons {",
        "for": "for all tiers {",
        "order": "order base < plus < fleet except parts",
        "amendment": 'amendment winter "Winter rules" from 2027-12-01 to 2028-02-29 {',
        "example": 'example "A weak pump on a Friday afternoon" {',
    },
    "header": {
        "language": "language en, es",
        "currency": "currency EUR, USD",
        "zone": "zone Europe/Lisbon",
        "in": "in force from 2026-01-01 to 2030-12-31",
        "horizon": "horizon to 2040-12-31",
        "document": 'document NWP "Pump Care brochure" by "Northwind"',
    },
    "calendar": {
        "zone": "zone Europe/Lisbon",
        "monday": "monday to friday 08:30-12:30, 13:30-18:00",
        "tuesday": "tuesday 08:30-12:30",
        "wednesday": "wednesday 08:30-12:30",
        "thursday": "thursday 08:30-12:30",
        "friday": "friday 08:30-15:00",
        "saturday": "saturday, sunday 08:00-18:00",
        "sunday": "sunday 08:30-12:30",
        "from": "from sunday 22:00 to friday 20:00",
        "holidays": 'holidays PT without substitute days only "Christmas Day"',
        "closed": 'closed 2026-12-24 "Christmas Eve"',
        "open": 'open 2026-10-10 09:00-13:00 "Make-up Saturday"',
    },
    "choice": {"": 'stopped "Stopped" means "The pump does not run"'},
    "clause": {
        "price": "price 300 EUR per year excluding VAT",
        "discount": "discount 5% on advice when pumps >= 3",
        "amount": 'amount credit "Service credit" 4% of monthly_fee when uptime < 99%',
        "charges": "charges advice 100 EUR per hour, at least 1 hour",
        "covers": "covers parts 50% when floor > 3",
        "excludes": "excludes parts when not under_warranty",
        "accepts": "accepts channel email, portal",
        "needs": "needs photos_given when channel is portal",
        "includes": "includes 4 hours of advice per contract year",
        "at": "at most 3 requests per calendar month",
        "adds": "adds 1 visit per contract year",
        "offered": "offered when country in PT, ES",
        "requires": "requires plus or fleet",
        "conflicts": "conflicts with weekend_watch",
        "lasts": "lasts 1 year",
        "starts": "starts at first_day",
        "renews": "renews every year without a gap",
        "cancellable": "cancellable with 30 calendar days notice, to the end of the period",
        "attends": "attends during office",
        "windows": "windows by severity {",
        "level": 'level 1 "Shift lead" at 75% of respond',
        "closes": "closes when loan is met",
        "reopens": "reopens when urgent",
        "note": 'note "The visits are planned each January." @NWP-004',
        "within": "respond within 4 business hours when severity is weak",
        "every": "update every 4 hours until resolved",
        "has": 'resolve has no promise "when the part arrives"',
        "pauses": "respond pauses while waiting",
        "counts": "arrive counts from part_arrived when severity is other",
        "uses": "repair uses 1 visit",
        "": "respond within 4 business hours when severity is weak",
    },
    "matrix": {"choose": "choose at most one", "": "| covers parts | 50% | 100% |"},
    "row": {"": "| stopped | 2 hours | 8 hours |"},
    "case": {"": "4 business hours when severity is weak"},
    "example": {
        "given": "given tier plus, severity weak, opened 2026-03-06 15:30",
        "event": "event 2026-02-03 09:00 advice for 2 hours",
        "as": "as of 2026-03-03 11:30",
        "expect": "expect respond due 2026-03-09 12:30",
        "printed": 'printed 950 EUR "The document\'s own figure."',
        "note": 'note "The other language says `approximate`."',
    },
    "shared": {
        "language": "language en, es",
        "document": 'document NWP "Pump Care brochure" by "Northwind"',
    },
}
"""By kind of block and first word, or for clauses that begin with a name by the second; `""` for the usual line."""

PLACES: Final = {
    "item": say("at the level of the file"),
    "header": say("in the braces of `contract`"),
    "shared": say("in the braces of `shared`"),
    "calendar": say("in a calendar"),
    "choice": say("in a list of values"),
    "clause": say("in a tier, an add-on or a `for` block"),
    "matrix": say("in a matrix"),
    "amended": say("in an amendment"),
    "row": say("in a table"),
    "case": say("in a block of cases"),
    "example": say("in an example"),
}
"""How a message names the place of a statement."""


def shape(kind: str, *words: str) -> str:
    """The line to hold up for the first of these words that has one, else the usual one of this kind of block."""
    lines = {
        "matrix": SHAPES["clause"] | SHAPES["matrix"],
        "amended": SHAPES["item"],
    }.get(kind, SHAPES.get(kind, {}))
    fallback = lines.get("") or next(iter(lines.values()))
    return next((lines[word] for word in words if word in lines), fallback)


_TEXT_OR_NAME: Final = re.compile(rf'"(?P<text>[^"\n]*)"|(?<![\w-])(?P<name>{WORD.pattern})')


def spoken(line: str, tongue: Tongue) -> str:
    """A line to hold up, with the keywords, names and texts of a language; what is told for none of them stays."""
    if tongue.is_english:
        return line
    names, texts = _others()[tongue.language]

    def said(found: re.Match[str]) -> str:
        return (
            f'"{texts.get(found["text"], found["text"])}"' if found["name"] is None else names.get(found[0], found[0])
        )

    rule = line.split()[0]  # the rules of most statements are called as they begin
    return _TEXT_OR_NAME.sub(said, tongue.say(line, rule))


@cache
def _others() -> Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]]:
    """The names and the texts of the lines by language, as `shapes.toml` has them."""
    table = tomllib.loads((files(__package__) / "shapes.toml").read_text(encoding="utf-8"))
    others = [language for language in LANGUAGES if language != "en"]
    return {
        language: (
            {english: row[column] for english, row in table["names"].items()},
            {english: row[column] for english, row in table["texts"].items()},
        )
        for column, language in enumerate(others)
    }
