"""The facts of a case in words, in three languages; expected texts written by hand, weekdays from a printed calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from servdsl import pipeline
from servdsl.source import Source
from servdsl.wording import given_words

PLAN = """contract acme "Acme" {
  language en, es, zh
  currency EUR
  zone Europe/Madrid
  in force from 2026-01-01
}
fact severity "Severity" es "Gravedad" zh "严重级别" { s1 "Down" es "Caído" zh "停机", s2 "Slow" es "Lento" zh "缓慢" }
fact urgent "Urgent" es "Urgente" zh "紧急" yes or no
fact bill "Bill" es "Factura" zh "账单" money in EUR
fact share "Share" es "Parte" zh "比例" percent
fact bought "Bought" es "Comprado" zh "购买日期" date
service visit "Visit" es "Visita" zh "上门"
window respond from opened to responded
tier gold "Gold" es "Oro" zh "金" {
  covers visit when urgent and severity is s1 and bill > 1 EUR and share > 1% and bought < 2026-01-01
  respond within 1 hour
}
addon night "Night" es "Noche" zh "夜间" { price 1 EUR per month }
"""
FACTS: dict[str, Any] = {
    "tier": "gold",
    "service": "visit",
    "addons": {"night": 2},
    "opened": "2026-03-02T10:00:00+01:00",
    "severity": "s1",
    "urgent": False,
    "bill": "1234.5",
    "share": "7.5",
    "bought": "2025-12-31",
    "events": [
        {"at": "2026-03-02T11:30:00+01:00", "type": "responded"},
        {"at": "2026-03-03T09:00:00+01:00", "type": "visit", "hours": "1.5"},
        {"at": "2026-03-03T09:05:00+01:00", "type": "severity", "value": "s2"},
        {"at": "2026-03-03T09:06:00+01:00", "type": "missed visit"},
    ],
}
SPOKEN = {
    "en": (
        "Plan: Gold",
        "Service: Visit",
        "Add-ons: 2 × Night",
        "Reported: Monday 2026-03-02 10:00",
        "Severity: Down",
        "Urgent: no",
        "Bill: 1,234.50 EUR",
        "Share: 7.5%",
        "Bought: Wednesday 2025-12-31",
        "Monday 2026-03-02 11:30: the response",
        "Tuesday 2026-03-03 09:00: Visit (1.5 hours)",
        "Tuesday 2026-03-03 09:05: Severity becomes Slow",
        "Tuesday 2026-03-03 09:06: missed: Visit",
    ),
    "zh": (
        "方案：金",
        "服务：上门",
        "附加项：2 × 夜间",
        "报告时间：星期一 2026-03-02 10:00",
        "严重级别：停机",
        "紧急：否",
    ),
}


def contract() -> Any:
    checked = pipeline.check_text(Source("acme.plan", PLAN), Path("acme.plan"))
    assert checked.ok, [d.message for d in checked.diagnostics]
    return checked.contract


@pytest.mark.parametrize("language", SPOKEN)
def test_facts_and_events_in_words(language: str) -> None:
    expected = SPOKEN[language]
    assert given_words(contract(), FACTS, language)[: len(expected)] == expected


def test_what_no_fact_can_be_stands_as_it_is_written() -> None:
    facts: dict[str, Any] = {"bill": "many", "unknown": "<b>", "opened": "soon"}
    assert given_words(contract(), facts, "en") == ("Bill: many", "unknown: <b>", "Reported: soon")
