"""An answer as the page tells it: what is due when, what is covered, what it costs, and the clauses all that rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from servdsl.backends.review import Said, each
from servdsl.model import Contract
from servdsl.model.base import Labels
from servdsl.model.values import Level, NoPromise, PromiseOf
from servdsl.serve.surface import laid_out, said, same, say
from servdsl.wording import money_text, sentence, voice
from servdsl.wording.anchors import anchor, mark
from servdsl.wording.given import event_words
from servdsl.wording.lengths import seconds_words
from servdsl.wording.tables import phrases
from servdsl.wording.values import unit_words
from servdsl.wording.voice import Voice, plain

Json = Mapping[str, Any]
BUILT_IN = {"tier", "service", "opened", "start", "as_of"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of an answer: what it is about, and what is said of it, part by part."""

    name: Said
    values: tuple[Said, ...]
    warn: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading."""

    heading: Said
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A clause that the answer rests on; `href`: its place on the page."""

    words: Said
    href: str
    line: str
    sources: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """A fact that is asked for, and the control in which it is told."""

    name: Said
    control: str


def answer_html(contract: Contract, answer: Json, picture: str) -> str:
    """The answer as a piece of the page; `picture` is the SVG of how the next due instant is counted, or empty."""
    shown = _Shown(contract, answer)
    return str(
        laid_out(
            "answer.html.jinja",
            headline=shown.headline(),
            needs=tuple(shown.needs(answer["needs"])),
            sections=tuple(section for section in shown.sections() if section.rows),
            problems=tuple(map(plain, answer["problems"])),
            readings=tuple(shown.readings()),
            reasons=tuple(shown.reasons()),
            picture=picture,
        )
    )


class _Shown:
    """One answer."""

    def __init__(self, contract: Contract, answer: Json) -> None:
        self._contract = contract
        self._answer = answer
        self._clauses = {clause.id: clause for clause in contract.clauses}
        self._texts = {texts.own: texts for texts in _texts(contract)}
        self._keys = {thing.key: thing.name for thing in contract.counted}

    def _each(self, words: Callable[[Voice], str]) -> Said:
        return each(lambda language: words(voice(self._contract, language)))

    def _name(self, sort: str, name: str) -> Said:
        return self._each(lambda by: by.name(sort, name))

    # ── The whole ───────────────────────────────────────────────────────────────────────────────────────────────────

    def headline(self) -> Said:
        """Whether the service asked for is covered."""
        return said("coverage", self._answer["coverage"])

    def needs(self, names: Iterable[str]) -> Iterator[Need]:
        """Facts by their names, each with its control; what has none (a defined value) is only named."""
        facts = {fact.name for fact in self._contract.facts}
        for name in names:
            if name in facts:
                yield Need(self._name("fact", name), f"ask-fact-{name}")
            elif name in BUILT_IN:
                yield Need(said("form", name), f"ask-{name}")
            elif name == "worked":
                yield Need(said("form", "worked_from"), "ask-worked-from")
            else:
                yield Need(self._name("value", name), "")

    def sections(self) -> Iterator[Section]:
        """What is answered, in the order in which people ask."""
        answer = self._answer
        yield Section(said("answer", "windows"), tuple(self._windows()))
        yield Section(said("answer", "levels"), tuple(self._levels()))
        yield Section(said("answer", "services"), tuple(self._services()))
        yield Section(said("answer", "money"), tuple(self._money()))
        yield Section(said("answer", "quotas"), tuple(self._quotas()))
        yield Section(said("answer", "values"), tuple(self._values({**answer["amounts"], **answer["values"]})))
        yield Section(said("answer", "calendars"), tuple(self._calendars()))
        yield Section(said("answer", "term"), tuple(self._term()))

    def readings(self) -> Iterator[tuple[str, str, str]]:
        """Assumptions that share a citation with a reason: place, mark, text."""
        wanted = set(self._answer["assumptions"])
        for number, one in enumerate(self._contract.assumptions, 1):
            if one.name in wanted:
                yield f"#{anchor('remark', one.name)}", mark(number), plain(one.text)

    def reasons(self) -> Iterator[Reason]:
        """The clauses, as sentences."""
        for one in self._answer["reasons"]:
            clause = self._clauses.get(one["clause"])
            words = same(one["says"] or one["clause"])
            if clause is not None:
                words = self._sentence(one["clause"])
            yield Reason(
                words,
                f"#{anchor('clause', one['clause'])}" if clause is not None else "",
                plain(one["at"].rsplit("/", 1)[-1]),
                tuple((f"#{anchor('source', source)}", plain(source)) for source in one["sources"]),
                tuple(map(plain, one["steps"])),
            )

    def _sentence(self, clause: str) -> Said:
        return each(lambda language: sentence(self._contract, self._clauses[clause], language))

    # ── Time ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _windows(self) -> Iterator[Row]:
        for name, one in self._answer["windows"].items():
            parts = [
                self._at("answer", key, one[key])
                for key in ("due", "target", "not_before", "at_risk_at")
                if one[key] is not None
            ]
            if one["no_promise"] is not None:
                parts.append(self._no_promise(one["no_promise"]))
            if one["state"] != "none":
                parts.append(said("state", one["state"]))
            if one["remaining_seconds"] and one["state"] in ("running", "at_risk", "paused"):
                parts.append(self._left(one["remaining_seconds"]))
            yield Row(self._name("window", name), (*parts, *self._lacking(one)), one["state"] == "breached")

    def _no_promise(self, words: str) -> Said:
        key = "no_promise_words" if words else "no_promise"
        return self._each(lambda by: by.say("length", key, words=self._text(words, by.language)))

    def _text(self, own: str, language: str) -> str:
        """Words of the answer, which are in the contract's own language, in that of a reader."""
        return plain(self._texts[own].text(language, own) if own in self._texts else own)

    def _left(self, seconds: object) -> Said:
        return self._each(
            lambda by: say(by.language, "answer", "remaining", time=seconds_words(by, Decimal(str(seconds))))
        )

    def _levels(self) -> Iterator[Row]:
        for number, one in self._answer["levels"].items():
            if one["at"] is None and not one["reached"]:
                continue
            reached = said("answer", "reached" if one["reached"] else "not_reached")
            parts = (reached, *((self._at("answer", "at", one["at"]),) if one["at"] is not None else ()))
            yield Row(self._level(number, one["label"] or ""), parts)

    def _level(self, number: str, own: str) -> Said:
        return each(lambda tag: say(tag, "answer", "level", n=number, label=self._text(own, tag)))

    def _calendars(self) -> Iterator[Row]:
        if self._answer["attends"]:
            names = self._answer["attends"]
            yield Row(
                said("answer", "attends"),
                (self._each(lambda by: ", ".join(by.name("calendar", name) for name in names)),),
            )
        for name, one in self._answer["calendars"].items():
            parts = [said("answer", "open" if one["open"] else "shut")]
            if one["next_opening"] is not None:
                parts.append(self._at("answer", "next_opening", one["next_opening"]))
            yield Row(self._name("calendar", name), tuple(parts))

    def _term(self) -> Iterator[Row]:
        answer = self._answer
        yield Row(said("answer", "in_force"), (said("yes_no", answer["in_force"]),), answer["in_force"] == "no")
        yield Row(said("answer", "offered"), (said("yes_no", answer["offered"]),), answer["offered"] == "no")
        for key in ("start", "end"):
            if answer["term"][key] is not None:
                yield Row(said("answer", f"term_{key}"), (self._moment(answer["term"][key]),))
        closure = answer["closure"]
        if closure["closes"] == "yes":
            parts = [said("yes_no", "yes")]
            if closure["at"] is not None:
                parts.append(self._moment(closure["at"]))
            yield Row(said("answer", "closes"), tuple(parts))

    def _at(self, section: str, key: str, instant: str) -> Said:
        return each(lambda language: say(language, section, key, at=_moment(language, instant)))

    def _moment(self, instant: str) -> Said:
        return each(lambda language: _moment(language, instant))

    # ── Coverage, money, quotas ─────────────────────────────────────────────────────────────────────────────────────

    def _services(self) -> Iterator[Row]:
        for name, found in self._answer["services"].items():
            parts = [said("coverage", found)]
            for key in ("shares", "discounts"):
                if name in self._answer[key]:
                    parts.append(said("answer", key, share=self._answer[key][name]))
            yield Row(self._name("thing", name), tuple(parts))

    def _money(self) -> Iterator[Row]:
        answer = self._answer
        for key in ("price", "total"):
            if answer[key] is not None:
                yield Row(said("answer", key), self._price(answer[key]))
        for name, price in answer["addons"].items():
            if price is not None:
                yield Row(self._name("offer", name), self._price(price))
        for name, charge in answer["charges"].items():
            label = self._each(
                lambda by, name=name: say(by.language, "answer", "charge", service=by.name("thing", name))  # type: ignore[misc]
            )
            yield Row(label, self._price(charge))

    def _price(self, price: Json) -> tuple[Said, ...]:
        return (self._each(lambda by: _price_words(by, price)), *self._lacking(price))

    def _quotas(self) -> Iterator[Row]:
        for key, one in self._answer["quotas"].items():
            parts: list[Said] = []
            if one["used"] is not None:
                limit = "unlimited" if one["left"] is None else "left"
                parts.append(said("answer", limit, left=one["left"], limit=one["limit"], used=one["used"]))
            if one["exhausted_at"] is not None:
                parts.append(self._at("answer", "exhausted", one["exhausted_at"]))
            if one["cost"] is not None and one["beyond"] != "0":
                parts.append(self._beyond(one["beyond"], one["cost"]))
            parts += [self._use(use) for use in one["uses"]]
            thing = key.partition(" in ")[0]
            name = self._name("thing", self._keys.get(thing, thing))
            yield Row(name, (*parts, *self._lacking(one)), one["left"] == "0" and one["limit"] != "0")

    def _beyond(self, beyond: str, cost: Json) -> Said:
        """How much lies beyond a quota, and what that costs."""
        return self._each(lambda by: say(by.language, "answer", "beyond", beyond=beyond, cost=_price_words(by, cost)))

    def _use(self, use: Json) -> Said:
        """Which event used what."""
        key = "used" if use["beyond"] == "0" else "used_beyond"

        def words(by: Voice) -> str:
            event, at = event_words(by, use["event"]), _moment(by.language, use["at"])
            return say(by.language, "answer", key, event=event, at=at, taken=use["taken"], beyond=use["beyond"])

        return self._each(words)

    def _values(self, values: Mapping[str, Json]) -> Iterator[Row]:
        for name, one in values.items():
            if "value" in one:
                if one["value"] is None:
                    continue
                yield Row(self._name("value", name), (self._value(one["value"]),))
            elif one["amount"] is not None:
                yield Row(self._name("value", name), (self._each(lambda by, one=one: _price_words(by, one)),))  # type: ignore[misc]

    def _value(self, value: object) -> Said:
        if isinstance(value, bool):
            return said("yes_no", "yes" if value else "no")
        if isinstance(value, list):
            return same(", ".join(map(str, value)))
        choices = {choice.name for fact in self._contract.facts for choice in fact.choices}
        text = str(value)
        return self._name("choice", text) if text in choices else same(plain(text))

    def _lacking(self, part: Json) -> tuple[Said, ...]:
        """What a part of the answer needs to be decided."""
        names = tuple(self.needs(part["needs"]))
        if not names:
            return ()
        return (
            each(
                lambda language: say(
                    language,
                    "answer",
                    "lacks",
                    names=", ".join(dict(one.name).get(language, one.name[0][1]) for one in names),
                )
            ),
        )


def _texts(contract: Contract) -> Iterator[Labels]:
    """What levels are called, and the words of those promises that are none."""
    for clause in contract.clauses:
        match clause.value:
            case Level(labels=labels) | PromiseOf(promise=NoPromise(words=labels)):
                yield labels
            case _:
                pass


def _price_words(by: Voice, price: Json) -> str:
    """A price, a charge or a sum in words."""
    if price.get("by_quote"):
        words = by.say("price", "quote")
    elif price.get("free"):
        words = by.say("price", "free")
    elif price["amount"] is None:
        words = say(by.language, "coverage", "undecided")
    else:
        words = money_text(Decimal(price["amount"]), price["currency"], by.language)
    if price.get("lower_bound"):
        words = by.say("price", "from", price=words)
    per = price.get("per")
    if per == "once":
        return by.say("price", "once", price=words)
    for unit in (per,) if isinstance(per, str) else per or ():
        words = by.say("price", "per", price=words, unit=unit_words(by, unit))
    return words


def _moment(language: str, instant: str) -> str:
    """An instant as people of a place read it: weekday, date, clock and offset."""
    at = datetime.fromisoformat(instant)
    weekday = phrases(language).names("date", "weekdays")[at.weekday()]
    clock = f"{at:%H:%M:%S}" if at.second or at.microsecond else f"{at:%H:%M}"
    return f"{weekday} {at:%Y-%m-%d} {clock} (UTC{instant[-6:].replace('-', '−')})" if instant[-6] in "+-" else instant
