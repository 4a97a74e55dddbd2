"""How long the analyses take: every contract of contracts/, then one of 60 tiers in one order.

    python bench/analyses.py [--each]

Processor time of one run, cold, as `servdsl check` has it: reading and translating are not counted. `--each` lists the
analyses that take more than a hundredth of a second.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from servdsl.analyses import ANALYSES
from servdsl.cells import Study
from servdsl.model import Contract
from servdsl.semantics import translate
from servdsl.source import Source
from servdsl.syntax import parse

ROOT = Path(__file__).parents[1]
TIERS = 60
LIMIT = 2.0
"""Seconds for all contracts together."""


def read(name: str, text: str) -> Contract:
    """A contract without errors."""
    source = Source(name, text)
    tree, found = parse(source)
    contract, more = translate(tree, source)
    wrong = [f"{one.span}: {one.message}" for one in (*found, *more) if one.severity == "error"]
    if contract is None or wrong:
        raise SystemExit("\n".join(wrong))
    return contract


def many_tiers(count: int) -> str:
    """A contract of so many tiers, each better than the one before: promises by severity in three kinds of time, hours
    by region, quotas and shares of its own."""
    lines = [
        "contract many {\n language en\n currency EUR\n zone Europe/Madrid\n in force from 2026-01-01\n}",
        "fact severity { s1, s2, s3, s4 }\nfact channel { email, phone, portal }\ncustomer fact region { eu, us, asia }",
        "customer fact seats whole from 1\nservice repair\nservice advice\nunit visit, visits",
        "window respond from opened to responded\nwindow resolve from opened to resolved",
        "calendar desk {\n monday to friday 09:00-18:00 when region is eu\n monday to friday 14:00-23:00 when region is us",
        " monday to friday 02:00-11:00 when region is asia\n holidays ES\n}\ncalendar long { monday to saturday 08:00-20:00",
        " holidays ES }\ncalendar around_clock is always",
        "for all tiers { attends during desk\n offered when seats <= 5_000\n accepts channel email, portal }",
    ]
    names = []
    for number in range(1, count + 1):
        names.append(f"t{number}")
        slack = count - number
        lines.append(
            f"tier t{number} {{\n accepts channel phone when severity is s1\n price {100 + number} EUR per month\n"
            + (" attends during around_clock when severity is s1\n" if number % 2 else "")
            + f" respond within {{\n  {1 + slack} business hours on long when severity is s1\n"
            f"  {2 + slack} business hours on long when severity is s2\n"
            f"  {3 + slack // 9} business days on long when severity is s3\n"
            f"  {200 + slack} hours otherwise\n }}\n resolve within {5 + slack} calendar days\n"
            f" covers repair {{\n  {10 + number}% when seats <= 10\n  {20 + number}% otherwise\n }}\n"
            f" includes {number} visits per contract year\n includes {number} hours of advice per calendar quarter\n}}"
        )
    lines.append("order " + " < ".join(names) + " except attends")
    return "\n".join(lines) + "\n"


def timed(contract: Contract) -> Iterator[tuple[str, float, int]]:
    """Each analysis with its seconds and findings; the first pays for what all of them ask."""
    study = Study(contract)
    for analysis in ANALYSES:
        began = process_time()
        found = analysis(study)
        yield analysis.__module__.removeprefix("servdsl.analyses."), process_time() - began, len(found)


def report(contract: Contract, lines: int, each: bool) -> float:
    """One line, and more with `each`; the seconds."""
    rows = list(timed(contract))
    total = sum(seconds for _, seconds, _ in rows)
    print(f"{contract.name:12} {lines:6} lines {len(contract.clauses):6} clauses {total:8.3f} s")
    for name, seconds, findings in rows if each else ():
        if seconds > 0.01:
            print(f"    {name:20} {seconds:8.3f} s  {findings} findings")
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", action="store_true")
    each = parser.parse_args().each
    total = 0.0
    for path in sorted((ROOT / "contracts").glob("*.plan")):
        text = path.read_text(encoding="utf-8")
        total += report(read(path.name, text), text.count("\n"), each)
    print(f"together {total:.3f} s, at most {LIMIT} s: {'yes' if total <= LIMIT else 'NO'}\n")
    text = many_tiers(TIERS)
    report(read("many.plan", text), text.count("\n"), each)


if __name__ == "__main__":
    main()
