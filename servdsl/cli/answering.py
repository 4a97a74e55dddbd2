"""`servdsl ask`: an answer as lines of text in the reader's language. Sentences and names of the contract stay its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from servdsl.messages import Language, Series, any_of, listed, said, say

_WORDS: Mapping[str, str] = {
    "covered": say("covered"),
    "not_covered": say("not covered"),
    "chargeable": say("chargeable"),
    "undecided": say("undecided"),
    "yes": say("yes"),
    "no": say("no"),
    "not_started": say("not started"),
    "running": say("running"),
    "paused": say("paused"),
    "at_risk": say("at risk"),
    "met": say("met"),
    "breached": say("breached"),
    "cancelled": say("cancelled"),
    "hour": say("hour"),
    "day": say("day"),
    "week": say("week"),
    "month": say("month"),
    "quarter": say("quarter"),
    "year": say("year"),
}
"""The answer's own words; what a contract names itself is not among them."""


def answer_lines(answer: Mapping[str, Any], language: Language) -> list[str]:
    """What was asked first, then why."""
    return [said(line, language) for line in (*_answers(answer), *_reasons(answer["reasons"]), *_assumptions(answer))]


def schedule_lines(schedule: Mapping[str, Any], fact: str, language: Language) -> list[str]:
    """A row for each value of the fact, then total and average."""
    lines: list[str] = []
    for row in schedule["rows"]:
        price = row["answer"]["price"]
        lines.append(_told(f"{fact} {row[fact]}", _money(price) if price else say("no price")))
    for name, sum_ in ((say("total"), schedule["total"]), (say("average"), schedule["average"])):
        lines += [_told(name, _money(sum_))] if sum_ else []
    return [said(line, language) for line in lines]


def _answers(answer: Mapping[str, Any]) -> Iterator[str]:
    yield _told(answer["contract"], _word(answer["coverage"]))
    yield _within(say("offered"), _word(answer["offered"]))
    yield _within(say("in force"), _word(answer["in_force"]))
    for name, window in answer["windows"].items():
        yield _within(name, _window(window))
    for name, quota in answer["quotas"].items():
        yield _within(say("{name} left", name=name), _quota(quota))
    for name, share in answer["shares"].items():
        yield _within(name, say("{share} % borne by the vendor", share=share))
    yield from _sums(answer)
    if answer["needs"]:
        yield _within(say("needs"), listed(answer["needs"]))
    for problem in answer["problems"]:
        yield _within(say("problem"), problem)


def _sums(answer: Mapping[str, Any]) -> Iterator[str]:
    for name, charge in answer["charges"].items():
        yield _within(say("{name} is charged", name=name), _money(charge))
    for words, price in ((say("price"), answer["price"]), (say("total"), answer["total"])):
        if price:
            yield _within(words, _money(price))
    for name, price in answer["addons"].items():
        if price:
            yield _within(say("add-on {name}", name=name), _money(price))
    for name, value in {**answer["amounts"], **answer["values"]}.items():
        yield _within(name, _money(value))


def _reasons(reasons: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if reasons:
        yield say("because")
    for reason in reasons:
        sources = f" [{', '.join(reason['sources'])}]" if reason["sources"] else ""
        yield f"  {reason['says'] or reason['clause']}{sources} ({reason['at']})"
        yield from (f"      {step}" for step in reason["steps"])


def _assumptions(answer: Mapping[str, Any]) -> Iterator[str]:
    if answer["assumptions"]:
        yield say("assuming {names}", names=listed(answer["assumptions"]))


def _window(window: Mapping[str, Any]) -> str:
    if window["no_promise"] is not None:
        why = window["no_promise"]
        return say("no promise {why}", why=why) if why else say("no promise")
    if window["state"] == "undecided":
        return _undecided(window["needs"]) if window["needs"] else say("undecided (see problem)")
    parts = [say("due {due}", due=window["due"])] if window["due"] else []
    parts += [say("target {target}", target=window["target"])] if window["target"] else []
    parts += [say("not before {bound}, no limit promised", bound=window["not_before"])] if window["not_before"] else []
    return listed([*parts, _word(window["state"])])


def _quota(quota: Mapping[str, Any]) -> str:
    if quota["needs"]:
        return _undecided(quota["needs"])
    if quota["left"] is None:
        return say("unlimited, used {used}", used=quota["used"])
    told = say("{left} of {limit}, used {used}", left=quota["left"], limit=quota["limit"], used=quota["used"])
    return told if Fraction(quota["beyond"]) == 0 else listed([told, _beyond(quota["beyond"], quota["cost"])])


def _beyond(beyond: str, cost: Mapping[str, Any] | None) -> str:
    """What lies beyond a quota, and what that costs where it has a price."""
    if cost is None:
        return say("{beyond} beyond", beyond=beyond)
    return say("{beyond} beyond: {cost}", beyond=beyond, cost=_money(cost))


def _money(value: Mapping[str, Any]) -> str:
    """A price, charge, amount or value."""
    if value.get("needs"):
        return _undecided(value["needs"])
    if value.get("by_quote"):
        return say("by quote")
    if value.get("free"):
        return say("free")
    if "value" in value:
        told = value["value"]
        return _word("yes" if told else "no") if isinstance(told, bool) else str(told)
    amount = f"{value['amount']} {value['currency']}"
    shown = say("from {amount}", amount=amount) if value.get("lower_bound") else amount
    per = value.get("per")
    return say("{amount} per {units}", amount=shown, units=_units(per)) if per and per != "once" else shown


def _units(per: str | Sequence[str]) -> Series:
    return any_of(_word(unit) for unit in ([per] if isinstance(per, str) else per))


def _undecided(needs: Sequence[str]) -> str:
    return say("undecided, needs {names}", names=listed(needs))


def _word(word: str) -> str:
    return _WORDS.get(word, word)


def _told(name: str, words: str) -> str:
    return say("{name}: {words}", name=name, words=words)


def _within(name: str, words: str) -> str:
    return say("  {name}: {words}", name=name, words=words)
