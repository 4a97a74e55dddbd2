"""What is written differently: names that came and went, labels, citations, notes, sentences of clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from servdsl.differences.meaning import essence
from servdsl.differences.names import Names, declared
from servdsl.differences.records import Structural
from servdsl.model import Contract
from servdsl.model.base import Labels
from servdsl.model.contract import Clause, Fact, Offer

_KINDS = {
    "facts": "fact",
    "values": "value",
    "calendars": "calendar",
    "offers": "offer",
    "things": "thing",
    "windows": "window",
    "states": "state",
}


def structure(old: Contract, new: Contract, names: Names) -> tuple[Structural, ...]:
    """Every change of what is written. `names` leads from the old contract's names to the new one's."""
    found: list[Structural] = [*_frame(old, new)]
    for family, kind in _KINDS.items():
        found += _family(declared(old, family), declared(new, family), names.of(family), kind)
    for part, kind in (("notes", "note"), ("assumptions", "assumption"), ("examples", "example")):
        found += _texts(getattr(old, part), getattr(new, part), kind)
    for part, kind in (("orders", "order"), ("allowances", "allowance")):
        found += _texts(getattr(old, part), getattr(new, part), kind)
    return (*found, *_clauses(old, new))


# ── The head ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _frame(old: Contract, new: Contract) -> Iterator[Structural]:
    told = {
        "contract": (old.name, new.name),
        "label": (_labels(old.labels), _labels(new.labels)),
        "languages": (", ".join(old.languages), ", ".join(new.languages)),
        "currencies": (", ".join(old.currencies), ", ".join(new.currencies)),
        "zone": (old.zone or f"of {old.zone_fact}", new.zone or f"of {new.zone_fact}"),
        "in force": (_span(old.in_force), _span(new.in_force)),
        "horizon": (_span(old.horizon), _span(new.horizon)),
        "holidays": (old.holidays_version, new.holidays_version),
        "document": (_documents(old), _documents(new)),
    }
    for name, (before, after) in told.items():
        if before != after:
            yield Structural("changed", "contract", name, before, after, f"{old.file}:1", f"{new.file}:1")


def _span(span: tuple[Any, Any]) -> str:
    return f"from {span[0]}" + (f" to {span[1]}" if span[1] is not None else "")


def _documents(contract: Contract) -> str:
    documents = (*((contract.document,) if contract.document else ()), *contract.further_documents)
    return "; ".join(f"{d.prefix} {d.title} {d.by}".strip() for d in documents)


def _labels(labels: Labels) -> str:
    return "; ".join(f"{language} {text}" for language, text in labels.texts)


# ── What is declared ────────────────────────────────────────────────────────────────────────────────────────────────


def _family(
    ours: Mapping[str, Any], theirs: Mapping[str, Any], names: Mapping[str, str], kind: str
) -> Iterator[Structural]:
    taken = set(names.values())
    for name, record in ours.items():
        other = names.get(name, name)
        if other not in theirs or (name not in names and name in taken):
            yield Structural("removed", _kind(kind, record), name, old_at=str(record.origin))
            continue
        if other != name:
            yield Structural("renamed", _kind(kind, record), other, name, other, *_at(record, theirs[other]))
        yield from _written(record, theirs[other], _kind(kind, record), other)
    for name, record in theirs.items():
        if name not in taken and name not in ours:
            yield Structural("added", _kind(kind, record), name, new_at=str(record.origin))


def _kind(kind: str, record: Any) -> str:
    """The word for a record: an offer is a tier or an add-on, a thing a service or a unit."""
    found = {"tier": "tier", "addon": "add-on", "service": "service", "unit": "unit"}.get(
        getattr(record, "kind", ""), kind
    )
    return "amount" if isinstance(record, Clause) else found


def _at(old: Any, new: Any) -> tuple[str, str]:
    return str(old.origin), str(new.origin)


def _written(old: Any, new: Any, kind: str, name: str) -> Iterator[Structural]:
    """Labels, citations and what belongs to a declaration alone."""
    if isinstance(old, Clause) or isinstance(new, Clause):
        return
    told = [("labels", _labels(old.labels), _labels(new.labels)), ("citations", _cited(old), _cited(new))]
    if isinstance(old, Fact) and isinstance(new, Fact):
        told += [
            ("values", _values(old), _values(new)),
            ("labels of values", _value_labels(old), _value_labels(new)),
            ("scope", old.scope, new.scope),
        ]
    if isinstance(old, Offer) and isinstance(new, Offer):
        told.append(("parent", old.parent or "none", new.parent or "none"))
    if getattr(old, "by_customer", None) != getattr(new, "by_customer", None):
        told.append(("owed by", _owed(old), _owed(new)))
    for what, before, after in told:
        if before != after:
            yield Structural("changed", kind, f"{name}: {what}", before, after, *_at(old, new))


def _owed(window: Any) -> str:
    return "customer" if window.by_customer else "vendor"


def _cited(record: Any) -> str:
    return ", ".join(record.sources)


def _values(fact: Fact) -> str:
    bounds = f"{fact.low if fact.low is not None else ''} to {fact.high if fact.high is not None else ''}"
    named = ", ".join((*(choice.name for choice in fact.choices), *(fact.countries or ())))
    unit = f" in {fact.currency}" if fact.currency else ""
    return f"{fact.type}{unit} {named or (bounds if bounds != ' to ' else '')}".strip()


def _value_labels(fact: Fact) -> str:
    return "; ".join(
        f"{c.name}: {_labels(c.labels)} {_labels(c.means)} {', '.join(c.sources)}".strip() for c in fact.choices
    )


# ── Texts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _texts(old: Iterable[Any], new: Iterable[Any], kind: str) -> Iterator[Structural]:
    """Notes, assumptions, examples, orders, allowances: by name where they have one, else by what they say."""
    ours, theirs = ({_key(one): one for one in side} for side in (old, new))
    for name, record in ours.items():
        if name not in theirs:
            yield Structural(
                "removed", _remark(kind, record), _short(name), _text(record), "", str(record.origin), None
            )
        elif (_said(record), _cited_in(record)) != (_said(theirs[name]), _cited_in(theirs[name])):
            before, after = (f"{_text(one)} {_cited_in(one)}".strip() for one in (record, theirs[name]))
            yield Structural("changed", _remark(kind, record), _short(name), before, after, *_at(record, theirs[name]))
    for name, record in theirs.items():
        if name not in ours:
            yield Structural("added", _remark(kind, record), _short(name), "", _text(record), None, str(record.origin))


def _key(record: Any) -> str:
    return str(getattr(record, "name", "") or getattr(record, "title", "") or _text(record))


def _said(record: Any) -> object:
    """What two records are compared by: of an example, what it expects and not in which words, which may be those of
    another keyword language."""
    if not hasattr(record, "expects"):
        return _text(record)
    expected = ((e.path, e.how, e.type, e.value, e.over, e.printed, e.printed_note) for e in record.expects)
    return record.facts, tuple(expected)


def _text(record: Any) -> str:
    """What a statement for people says; of an example, its facts and expectations."""
    if hasattr(record, "expects"):
        return f"{record.facts} {'; '.join(expect.text for expect in record.expects)}"
    if hasattr(record, "tiers"):
        return " < ".join(record.tiers) + (f" except {', '.join(record.exceptions)}" if record.exceptions else "")
    if hasattr(record, "because"):
        return f"{record.code} because {_labels(record.because)}"
    return str(record.text)


def _cited_in(record: Any) -> str:
    return ", ".join(getattr(record, "sources", ()))


def _remark(kind: str, record: Any) -> str:
    return str(getattr(record, "kind", kind))


def _short(name: str) -> str:
    return name if len(name) <= 80 else name[:79] + "…"


# ── Clauses ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _clauses(old: Contract, new: Contract) -> Iterator[Structural]:
    """Clauses that came, went or are worded or cited otherwise; whether that means anything is told elsewhere."""
    ours, theirs = ({clause.id: clause for clause in contract.clauses} for contract in (old, new))
    for name, clause in ours.items():
        other = theirs.get(name)
        if other is None:
            yield Structural("removed", "clause", name, clause.says, "", str(clause.origin), None)
        else:
            yield from _clause(clause, other)
    for name, clause in theirs.items():
        if name not in ours:
            yield Structural("added", "clause", name, "", clause.says, None, str(clause.origin))


def _clause(old: Clause, new: Clause) -> Iterator[Structural]:
    told: list[tuple[Literal["text", "citations", "labels"], str, str]] = [
        ("citations", _cited(old), _cited(new)),
        ("labels", _labels(old.labels), _labels(new.labels)),
    ]
    if (essence(old.value), essence(old.when), old.strength) != (essence(new.value), essence(new.when), new.strength):
        told.append(("text", old.says, new.says))
    for what, before, after in told:
        if before != after:
            yield Structural("changed", "clause", f"{old.id}: {what}", before, after, *_at(old, new))
