"""Parts of an answer as short text: what stands on both sides of a difference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Part = Mapping[str, Any]


def plain(value: object) -> str:
    """A value by itself."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("_", " ")


def is_open(value: bool) -> str:
    """Whether a calendar is open."""
    return "open" if value else "closed"


def window(part: Part | None, key: str = "") -> str:
    """A window's promise; with its state, and when it is at risk, where these are what differs (`key`)."""
    if part is None:
        return "nothing promised"
    if part["no_promise"] is not None:
        return f"no promise {part['no_promise']}".strip()
    if part["state"] == "undecided":
        return "undecided"
    words = [f"due {part['due']}"] if part["due"] else []
    words += [f"target {part['target']}"] if part["target"] else []
    words += [f"not before {part['not_before']}, no limit"] if part["not_before"] else []
    if key == "at_risk_at":
        words.append(f"at risk from {part['at_risk_at']}")
    elif key not in ("due", "target", "not_before") or not words:
        words += [part["state"].replace("_", " "), f"{part['percentage']}% of its time used"]
    return ", ".join(words)


def level(part: Part | None) -> str:
    """A level of escalation."""
    if part is None:
        return "no such level"
    return f"at {part['at']}" if part["at"] else "reached" if part["reached"] else "not reached"


def money(part: Part | None) -> str:
    """A price or a charge."""
    if part is None:
        return "none"
    if part["by_quote"] or part["free"]:
        text = "by quote" if part["by_quote"] else "free"
    elif part["amount"] is None:
        return f"undecided, needs {', '.join(part['needs'])}"
    else:
        text = f"{'from ' if part['lower_bound'] else ''}{part['amount']} {part['currency']}"
    per = part["per"]
    text += f" per {per if isinstance(per, str) else ' or '.join(per)}" if per and per != "once" else ""
    return f"{text} {part['tax']}" if part.get("tax") else text


def quota(part: Part | None) -> str:
    """What a quota holds and leaves."""
    if part is None:
        return "no quota"
    if part["needs"]:
        return f"undecided, needs {', '.join(part['needs'])}"
    period = f", {part['period'][0]} to {part['period'][1]}" if part["period"] else ""
    if part["limit"] is None:
        return f"unlimited{period}"
    out = f", ran out {part['exhausted_at']}" if part["exhausted_at"] else ""
    return f"{part['left']} left of {part['limit']}{out}{period}"


def value(part: Part | None) -> str:
    """A defined value or an amount."""
    if part is None:
        return "none"
    if part.get("needs"):
        return f"undecided, needs {', '.join(part['needs'])}"
    if "amount" in part:
        return f"{'from ' if part.get('lower_bound') else ''}{part['amount']} {part['currency']}"
    return plain(part["value"])
