"""The head of a contract, citations, notes and assumptions."""

from __future__ import annotations

from datetime import date

import pytest

from servdsl.semantics.standards import countries, currencies, is_zone

from .support import HEAD, findings, found, only, sound

TIER = "tier a { price free }\n"


def head(*lines: str) -> str:
    return "contract acme {\n" + "".join(f"  {line}\n" for line in lines) + "}\n"


FULL = ("language en", "zone UTC", "in force from 2026-01-01")


def test_a_whole_head() -> None:
    contract = sound(
        TIER,
        'contract acme "Acmé" en "Acme" {\n language es, en\n currency EUR, USD\n zone Europe/Lisbon\n'
        ' in force from 2026-01-01 to 2030-12-31\n document A "Offer" by "Acme"\n document B "Terms"\n}\n',
    )
    assert (contract.name, contract.labels.texts) == ("acme", (("es", "Acmé"), ("en", "Acme")))
    assert contract.languages == ("es", "en")
    assert contract.currencies == ("EUR", "USD")
    assert contract.in_force == (date(2026, 1, 1), date(2030, 12, 31))
    assert contract.horizon == (date(2026, 1, 1), date(2031, 12, 31))
    assert contract.document is not None
    assert (contract.document.prefix, contract.document.title, contract.document.by) == ("A", "Offer", "Acme")
    assert [d.prefix for d in contract.further_documents] == ["B"]


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        (("in force from 2026-01-01",), date(2046, 1, 1)),
        (("in force from 2026-01-01 to 2028-02-29",), date(2029, 2, 28)),
        (("in force from 2028-02-29",), date(2048, 2, 29)),
        (("in force from 2026-01-01", "horizon to 2027-06-30"), date(2027, 6, 30)),
    ],
)
def test_the_horizon(lines: tuple[str, ...], end: date) -> None:
    contract = sound(TIER, head("language en", "zone UTC", *lines))
    assert contract.horizon[1] == end


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("language en", "in force from 2026-01-01"), "SD218"),
        (("language en", "zone UTC"), "SD218"),
        ((*FULL, "zone Europe/Lisbon"), "SD217"),
        ((*FULL, "horizon to 2025-01-01"), "SD337"),
        (("language en", "zone UTC", "in force from 2026-01-02 to 2026-01-01"), "SD337"),
        (("language en", "zone Europe/Lisboa", "in force from 2026-01-01"), "SD213"),
        ((*FULL, "currency EURO"), "SD212"),
        (("language spanish", "zone UTC", "in force from 2026-01-01"), "SD219"),
        ((*FULL, 'document A "x"', 'document A "y"'), "SD202"),
    ],
)
def test_heads_that_do_not_fit(lines: tuple[str, ...], code: str) -> None:
    assert only(TIER, head(*lines)).code == code


def test_a_file_without_a_contract() -> None:
    contract, all_ = findings(TIER)
    assert contract is None
    assert [d.code for d in all_] == ["SD200"]


def test_a_second_contract_is_refused_and_the_first_translated() -> None:
    contract, all_ = findings(head(*FULL) + TIER + head(*FULL).replace("acme", "other"))
    assert [d.code for d in all_] == ["SD217"]
    assert contract is not None
    assert contract.name == "acme"


CITED = head(*FULL, 'document A "x"')


@pytest.mark.parametrize(
    ("cites", "expected"),
    [
        ("@A-1", ("A-1",)),
        ("@A-008 to A-011", ("A-008", "A-009", "A-010", "A-011")),
        ("@A-2.8 to A-2.10", ("A-2.8", "A-2.9", "A-2.10")),
        ("@A-3, A-1 to A-3, A-7a", ("A-3", "A-1", "A-2", "A-7a")),
    ],
)
def test_citations(cites: str, expected: tuple[str, ...]) -> None:
    contract = sound(f"service parts\ntier a {{ covers parts }} {cites}\n", CITED)
    assert contract.offers[0].sources == expected


@pytest.mark.parametrize(
    ("cites", "code"),
    [
        ("@A-3 to A-3", "SD215"),
        ("@A-9 to A-3", "SD215"),
        ("@A-1 to A-3b", "SD215"),
        ("@A-1.1 to A-2.3", "SD215"),
        ("@A-1 to A-99999", "SD215"),
        ("@B-1", "SD216"),
    ],
)
def test_citations_that_do_not_fit(cites: str, code: str) -> None:
    assert found(f"tier a {{ price free }} {cites}\n", CITED) == [(code, 1)]


def test_one_wrong_prefix_is_one_finding() -> None:
    finding = only("service parts\ntier a {\n covers parts @B-1\n price free @B-2\n}\n", CITED)
    assert finding.help == "declared: `A`; correct the citation, or declare another document"
    assert len(finding.notes) == 1


def test_notes_and_assumptions_in_order() -> None:
    contract = sound(
        'note "one"\ntier a {\n note "two" @A-1\n price free\n}\nassume x "three" @A-2\nnote "four"\n', CITED
    )
    assert [n.text for n in contract.notes] == ["one", "two", "four"]
    assert contract.notes[1].sources == ("A-1",)
    assert [(a.name, a.text, a.sources) for a in contract.assumptions] == [("x", "three", ("A-2",))]


def test_a_contradiction_stands_among_the_assumptions_and_says_what_it_is() -> None:
    contract = sound('assume x "one" @A-1\ncontradiction y "two" @A-2, A-3\n' + TIER, CITED)
    assert [(a.kind, a.name, a.text, a.sources) for a in contract.assumptions] == [
        ("assumption", "x", "one", ("A-1",)),
        ("contradiction", "y", "two", ("A-2", "A-3")),
    ]


def test_assumptions_have_names_of_their_own() -> None:
    sound('assume a "one"\n' + TIER)
    assert found('assume x "one"\ncontradiction x "two"\n' + TIER) == [("SD202", 2)]
    assert found('assume x "one"\nassume x "two"\n' + TIER) == [("SD202", 2)]


def test_facts() -> None:
    contract = sound(
        'fact severity "Severity" es "Gravedad" {\n  s1 "One" means "Down"\n  s2\n}\n'
        "customer fact pumps whole 1 to 40\n"
        "customer fact fee money in USD\ncustomer fact country country in PT, ES\nfact site_days dates\n" + TIER
    )
    severity, pumps, fee, country, days = contract.facts
    values = [(c.name, c.labels.text("en", ""), c.means.own) for c in severity.choices]
    assert values == [("s1", "One", "Down"), ("s2", "", "")]
    assert severity.labels.texts == (("en", "Severity"), ("es", "Gravedad"))
    assert (pumps.scope, pumps.type, pumps.low, pumps.high) == ("customer", "whole", 1, 40)
    assert (fee.type, fee.currency) == ("money", "USD")
    assert (country.countries, days.type, days.scope) == (("PT", "ES"), "dates", "ticket")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fact x { }", "SD334"),
        ("fact x { a, a }", "SD202"),
        ("fact x whole 9 to 1", "SD314"),
        ("fact x whole from 1.5", "SD312"),
        ("fact x money in GBP", "SD303"),
        ("fact x money in XXX", "SD212"),
        ("fact x country in XX", "SD211"),
        ("window x from opened to opened", "SD335"),
        ("window x from opened to done, at risk at 120%", "SD315"),
        ("state x from a to a", "SD335"),
        ("unit x of 2 days", "SD338"),
    ],
)
def test_declarations_that_do_not_fit(text: str, code: str) -> None:
    assert found(text + "\n" + TIER) == [(code, 1)]


def test_what_a_broken_fact_touches_is_silent() -> None:
    assert found("customer fact fee money in GBP\ndefine x is 2 times fee\ntier a { price x per month }\n") == [
        ("SD303", 1)
    ]


def test_standards() -> None:
    assert len(countries()) == 249
    assert {"EUR", "MXN", "CLP", "CNY"} <= currencies()
    assert not {"RMB", "XAU", "XXX"} & currencies()
    assert is_zone("America/Argentina/Buenos_Aires")
    assert not any(map(is_zone, ("CET", "Mars/Base", "../etc", "Europe/")))


def test_the_head_of_the_tests_has_no_mistake() -> None:
    assert found(TIER, HEAD) == []
