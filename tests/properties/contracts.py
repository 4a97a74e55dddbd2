"""Random contracts as text, and random facts for a checked contract. Seeded: the same number gives the same case."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from servdsl.model import Contract
from servdsl.model.contract import Fact

ZONES = (
    "America/Santiago",
    "America/Mexico_City",
    "Europe/Lisbon",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "America/New_York",
)


NAMES = ("Ana Pérez", "Luis", "佐藤", "SN-1")


class Author:
    """Writes one random contract."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.zone = self.rng.choice(ZONES)
        self.end = ("period", "calendar quarter", "calendar month")[seed % 3]

    def text(self) -> str:
        rng = self.rng
        zone = "of site" if rng.random() < 0.2 else self.zone
        parts = [
            f"contract random {{\n  language en\n  currency EUR, USD\n  zone {zone}\n  in force from 2026-01-01 to 2027-12-31\n}}",
            "fact severity { s1, s2, s3 }\nfact channel { mail, phone }\nfact urgent yes or no\nfact floor whole 0 to 20",
            "fact site zone" if zone == "of site" else "",
            "customer fact bom money in EUR\ncustomer fact year whole from 1\ncustomer fact big yes or no",
            "customer fact bought date\ncustomer fact seats whole 1 to 50",
            "customer fact agreed duration\nfact asker name\ncustomer fact owner name\ncustomer fact contacts names",
            "define rate is bom times 2 divided by 100\ndefine begun is remainder of calendar quarter from bought\ndefine up_to is last day of calendar month of opened + 10 calendar days\ndefine lapsed is whole hours from bought to opened\ndefine large when bom >= 1_000 EUR and not big",
            "define listed by year {\n  | year   | price  |\n  | 1 to 2 | 30 EUR |\n  | 3 to 4 | 30 USD |\n  | > 4    | 7 USD  |\n}\ndefine halved is {\n  50% of listed when big\n  rate          otherwise\n}",
            "define band by severity, floor {\n  | severity | 0 to 5 | > 5 |\n  | s1       | 1      | 2   |\n  | s2 or s3 | 3      | 4   |\n}",
            'service support\nservice parts\nservice labor\nunit visit, visits\nunit session, sessions "S" of 2 hours\nunit loan, loans',
            "window respond from opened to responded, at risk at 80%\nwindow resolve from opened to resolved",
            "window update from opened to updated\nwindow fetch from arrived or asked to fetched",
            "window reply from each opened or wrote to replied, at risk at 50%",
            "state waiting from asked to answered",
            self.calendars(),
            self.common(),
            self.tier("low", None),
            self.tier("mid", rng.choice([None, "low"])),
            self.tier("top", rng.choice(["low", "mid"])),
            self.addons(),
            self.amendments() if zone != "of site" else "",
        ]
        return "\n\n".join(part for part in parts if part) + "\n"

    # ── Calendars ───────────────────────────────────────────────────────────────────────────────────────────────

    def calendars(self) -> str:
        rng = self.rng
        hours = rng.choice(
            ["09:00-14:00, 16:00-19:00", "08:00-18:00", "22:00-06:00", "00:00-24:00", "00:00-03:00, 20:00-24:00"]
        )
        lines = [f"calendar office {{\n  monday to friday {hours}"]
        if rng.random() < 0.5:
            lines.append("  saturday 10:00-12:30")
        if rng.random() < 0.6:
            lines.append(f"  holidays {rng.choice(['MX', 'CL', 'PT', 'US', 'ES in MD', 'DE in BY'])}")
        if rng.random() < 0.5:
            lines.append("  closed every 12-24 to 01-02\n  closed 2026-03-10 12:00-17:00")
        if rng.random() < 0.5:
            lines.append("  open 2026-04-05 07:00-11:00")
        if rng.random() < 0.3:
            lines.append("  monday, friday 08:00-15:00 every 03-01 to 09-15")
        if rng.random() < 0.3:
            lines.append("  closed every second tuesday of each month 09:00-12:00\n  closed every last friday of march")
        lines.append("}")
        if rng.random() < 0.5:
            lines.append("calendar plant { from sunday 22:00 to friday 20:00 }")
        else:
            lines.append("calendar plant { monday to sunday 18:00-08:00 }")
        lines.append(
            "calendar around is always\ncalendar either is office or plant\ncalendar rest is always except office"
        )
        return "\n".join(lines)

    # ── Clauses ─────────────────────────────────────────────────────────────────────────────────────────────────

    def length(self) -> str:
        rng = self.rng
        n = rng.randint(1, 30)
        return rng.choice(
            [
                f"{n} hours",
                f"{n} business hours",
                f"{n * 7} business minutes on either",
                f"{n} business hours on rest",
                f"{n % 4} business days on office" if n % 4 != 1 else "next business day on office",
                f"{2 + n % 3} business days on office cutoff 15:00",
                f"{2 + n % 3} business days on plant at the same time",
                f"{2 + n} calendar days",
                "2 months",
                "1 year",
                "1 week",
                "same business day on office",
                "agreed",
                "lesser of agreed and 30 hours on either",
            ]
        )

    def promise(self) -> str:
        rng = self.rng
        kind = rng.random()
        if kind < 0.1:
            return 'no promise "as it comes"'
        if kind < 0.2:
            return f"{rng.randint(2, 9)} business hours or more"
        if kind < 0.3:
            n = rng.randint(1, 20)
            return f"{n} to {n + 7} hours"
        return self.length()

    def windows(self) -> str:
        rng = self.rng
        rows = [
            f"    | {s} | {self.promise()} | {self.promise()} | {rng.choice(['every 4 hours until resolved', 'every lesser of agreed and 3 hours on either until resolved', 'no promise'])} |"
            for s in ("s1", "s2", "s3")
        ]
        return "  windows by severity {\n    | severity | respond | resolve | update |\n" + "\n".join(rows) + "\n  }"

    def cases(self) -> str:
        return (
            f"  respond within {{\n    {self.length()} when severity is s1\n    {self.length()} when severity is s1 and channel is phone\n"
            f"    {self.length()} in any case when urgent and floor > 10\n    {self.length()} otherwise\n  }}"
        )

    def common(self) -> str:
        rng = self.rng
        lines = ["for all tiers {", "  attends during office"]
        options = [
            "  attends during plant when severity is s1",
            "  offered when year <= 8",
            "  excludes when floor > 15 and not big",
            "  excludes channel phone when severity is s3",
            "  needs urgent when channel is phone",
            "  respond pauses while waiting",
            "  resolve pauses while waiting",
            "  covers support 100%\n  covers labor 50% when year in 2 to 4",
            "  fetch within 2 calendar days",
            '  level 1 "One" at 75% of respond\n  level 2 "Two" 2 business hours after level 1\n  level 3 "Three" when resolve is breached',
            "  closes when urgent\n  reopens when big",
            "  closes after 2 attempts on office when waiting",
            "  at most 3 visits per calendar month",
            f"  reply within {self.promise()}",
            "  reply pauses while waiting",
            '  level 4 "Four" 90 minutes before respond\n  level 5 "Five" 5 hours before reply\n  level 6 "Six" agreed before respond\n  level 7 "Seven" lesser of agreed and 3 hours after answered\n  level 8 "Eight" agreed after level 6',
            "  needs asker in contacts when channel is mail",
            "  excludes parts when asker is owner and not asker in contacts",
            "  at most 2 contacts",
            "  at most 2 visits per calendar week",
        ]
        lines += [line for line in options if rng.random() < 0.6]
        return "\n".join([*lines, "}"])

    def tier(self, name: str, parent: str | None) -> str:
        rng = self.rng
        lines = [f"tier {name}" + (f" extends {parent}" if parent else "") + " {"]
        lines.append(self.windows() if rng.random() < 0.5 else self.cases())
        lines.append(
            rng.choice(
                [
                    "  price free",
                    "  price 10.005 EUR per month",
                    "  price by quote",
                    "  price from 3% of bom per year excluding VAT",
                    "  price per year {\n    from 100 EUR when bom < 1_000 EUR\n    rate when bom >= 1_000 EUR\n  }",
                    "  price seats times 2.5 EUR per month",
                    "  price 10% of listed times seats per month, at most listed",
                ]
            )
        )
        options = [
            "  accepts channel mail",
            "  accepts channel phone when urgent",
            "  covers parts {\n    100% when year in 1 to 2\n    50% when year in 3 to 5\n    no otherwise\n  }",
            "  excludes labor",
            "  includes 4 hours of labor per contract year, beyond that 90 EUR per hour, at least 1 hour, in steps of 0.5 hours",
            "  includes 2 visits per contract year",
            "  includes 3 hours of support per calendar quarter, carry over for 3 months",
            "  includes 2 sessions per term, then the term ends",
            "  includes 1 session per contract week, carry over for 7 calendar days",
            "  includes 5 hours of labor per calendar month, at least 15 minutes, in steps of 5 minutes",
            "  includes 2 hours of parts per calendar day, in steps of 20 minutes, counted in labor",
            "  includes 300 EUR of parts per calendar month, carry over for 1 month",
            "  at most 500 EUR of labor per contract year when big",
            "  includes 1 parts per calendar month, beyond that 9 EUR",
            "  includes 6 visits per term, beyond that 30 EUR per visit",
            "  includes 90 minutes of support per term, counted in labor, beyond that 2 EUR per minute",
            "  at most 2 loans",
            "  parts uses 2 loans",
            "  support uses 1 session",
            "  parts uses 1 visit",
            "  visit counts as used when urgent",
            "  at most 1 contacts when year <= 3",
            "  charges parts 40 EUR per hour, at least 2 hours",
            "  charges labor {\n    30 EUR per hour when worked during office\n    45 EUR per hour when worked outside office\n    0 EUR in any case when big\n  }",
            rng.choice(
                ("  lasts 1 year", "  lasts 2 months, then 1 month", "  lasts year times 1 month, at most 12 months")
            ),
            "  lasts while seats >= 3",
            "  amount started {\n    bom times begun when begun > 0.5\n    bom times remainder of calendar month from start when begun <= 0.5 and bought <= up_to\n    5 EUR times lapsed otherwise\n  }",
            "  amount refund {\n    5% of listed when urgent\n    2 USD when not urgent and floor > 5\n    halved otherwise\n  }",
            "  amount twice_listed greater of listed and (listed times 3 divided by seats)",
            "  charges support 10% of listed per hour, at least 2 hours, at most listed",
            "  amount tardy 1 EUR for each started 1 hour of delay of resolve, at most 20 EUR",
            "  starts at bought",
            f"  cancellable with 10 calendar days notice, to the end of the {self.end}",
            "  discount 5% on parts when seats > 10",
            "  amount credit, at most 50 EUR {\n    3% of bom when urgent\n    1% of bom when not urgent\n  }",
        ]
        lines += [line for line in options if rng.random() < 0.4]
        return "\n".join([*lines, "}"])

    def addons(self) -> str:
        rng = self.rng
        parts = [
            f"addon fast {{\n  requires mid or top\n  price 20 EUR per month\n  respond within {self.length()}\n}}",
            "addon more {\n  price 15 EUR once\n  adds 2 visits per contract year\n}",
            "addon night {\n  conflicts with more\n  price from 5 EUR per visit\n  attends also during plant\n}",
        ]
        return "\n\n".join(parts[: rng.randint(0, 3)])

    def amendments(self) -> str:
        """What changes for a while, beginning and ending where clocks change too; two of them begin on one day."""
        rng = self.rng
        parts = [
            f"amendment summer from 2026-03-29 to 2026-10-25 {{\n  for mid, top {{ respond within {self.length()} }}\n"
            "  tier low {\n    includes 3 visits per contract year\n    excludes labor when urgent\n  }\n"
            "  calendar office {\n    friday 09:00-12:00\n    closed 2026-04-05\n  }\n}",
            f"amendment later from 2026-09-01 {{\n  for low {{ respond within {self.length()} when severity is s1 }}\n"
            "  for all tiers { accepts channel phone }\n  define rate is bom times 3 divided by 100\n}",
            f"amendment winter from 2026-09-01 to 2027-02-28 {{\n  for low {{ respond within {self.length()} when severity is s2 }}\n"
            f"  for all tiers {{\n    respond within {self.length()} when big\n    attends during plant\n  }}\n"
            "  calendar office { friday 10:00-11:00 }\n}",
        ]
        return "\n\n".join(part for part in parts if rng.random() < 0.5)


# ── Facts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def facts_for(contract: Contract, rng: random.Random) -> dict[str, Any]:
    """Random facts: some missing, events in any order, some of them impossible."""
    zone = ZoneInfo(contract.zone or "America/Santiago")
    opened = moment(rng, zone)
    facts: dict[str, Any] = {}
    tiers = [o.name for o in contract.offers if o.kind == "tier"]
    if rng.random() < 0.95:
        facts["tier"] = rng.choice(tiers)
    addons = {o.name: rng.randint(1, 3) for o in contract.offers if o.kind == "addon" and rng.random() < 0.3}
    if addons:
        facts["addons"] = addons
    if rng.random() < 0.9:
        facts["opened"] = opened.isoformat()
    if rng.random() < 0.5:
        facts["service"] = rng.choice([t.name for t in contract.things if t.kind == "service"])
    if rng.random() < 0.6:
        facts["start"] = (opened - timedelta(days=rng.randint(-10, 500))).isoformat()
    for fact in contract.facts:
        if rng.random() < 0.75:
            facts[fact.name] = value(fact, rng, zone)
    for define in contract.defines:
        if define.type == "yes_no" and rng.random() < 0.1:
            facts[define.name] = rng.random() < 0.5
    if rng.random() < 0.7:
        facts["events"] = events(contract, rng, opened)
    if rng.random() < 0.4:
        facts["as_of"] = (opened + timedelta(minutes=rng.randint(0, 20_000))).isoformat()
    if rng.random() < 0.3:
        begin = opened + timedelta(minutes=rng.randint(0, 3_000))
        facts["worked"] = [[begin.isoformat(), (begin + timedelta(minutes=rng.randint(1, 900))).isoformat()]]
    return facts


def moment(rng: random.Random, zone: ZoneInfo) -> datetime:
    """An instant of 2026 or 2027, often near a clock change, sometimes on an odd microsecond."""
    if rng.random() < 0.3:
        base = datetime(2026, *rng.choice([(3, 8), (3, 29), (4, 5), (9, 6), (10, 4), (10, 25), (11, 1)]), tzinfo=UTC)
        at = base + timedelta(minutes=rng.randint(-3_000, 3_000))
    else:
        at = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(minutes=rng.randint(0, 600 * 1440))
    if rng.random() < 0.1:
        at += timedelta(microseconds=rng.randint(1, 59_999_999))
    return at.astimezone(zone)


def value(fact: Fact, rng: random.Random, zone: ZoneInfo) -> Any:
    """A value of a fact's type, often at a boundary."""
    match fact.type:
        case "choice":
            return rng.choice([c.name for c in fact.choices])
        case "yes_no":
            return rng.random() < 0.5
        case "whole":
            low, high = fact.low or 0, fact.high if fact.high is not None else 12
            return rng.randint(low, high)
        case "money":
            return rng.choice(["0", "999.99", "1000", "1000.01", "33333.33", "250000"])
        case "date":
            return (datetime(2025, 6, 1) + timedelta(days=rng.randint(0, 500))).date().isoformat()
        case "zone":
            return zone.key
        case "percent" | "number":
            return rng.choice(["0", "12.5", "99.5", "100"])
        case "country":
            return rng.choice(fact.countries or ("PT", "MX"))
        case "instant":
            return moment(rng, zone).isoformat()
        case "duration":
            return rng.randint(0, 100_000)
        case "name":
            return rng.choice(NAMES)
        case "names":
            return rng.sample(NAMES, rng.randint(0, len(NAMES)))
        case "dates":
            return [f"2026-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}"]


def events(contract: Contract, rng: random.Random, opened: datetime) -> list[dict[str, Any]]:
    """Some events, before and after the opening, unordered, with duplicates."""
    plain = {e for w in contract.windows for e in (*w.starts, w.ends)} | {
        e for s in contract.states for e in (s.starts, s.ends)
    }
    plain = (plain - {"opened"}) | {"reopened", "cancelled", "ended", "attempts"}
    made: list[dict[str, Any]] = []
    for _ in range(rng.randint(0, 7)):
        at = (opened + timedelta(minutes=rng.randint(-40_000 if rng.random() < 0.3 else 0, 12_000))).isoformat()
        kind = rng.random()
        if kind < 0.5:
            made.append({"at": at, "type": rng.choice(sorted(plain))})
        elif kind < 0.65:
            fact = rng.choice([f for f in contract.facts if f.scope == "ticket"])
            made.append({"at": at, "type": fact.name, "value": value(fact, rng, opened.tzinfo)})  # type: ignore[arg-type]
        elif kind < 0.85:
            pieces = {"count": rng.choice([2, "3", 40])} if rng.random() < 0.3 else {}
            made.append(
                {"at": at, "type": rng.choice(["visit", "session", "visits", "loan", "returned loan"]), **pieces}
            )
        else:
            length = {"hours": rng.choice(["0.5", "1", "3", "4.25"])} if rng.random() < 0.7 else {"minutes": "17"}
            thing = rng.choice(["labor", "support", "parts"])
            cost = {"value": rng.choice(["120.5", 80, "0"])} if contract.told_in(thing) == "value" else {}
            made.append({"at": at, "type": thing, **length, **cost})
    if made and rng.random() < 0.2:
        made.append(dict(rng.choice(made)))
    rng.shuffle(made)
    return made
