"""What the author most likely meant, and no mistake that only follows from another one."""

from __future__ import annotations

import pytest

from .support import HEAD, findings, found, only

EURO = HEAD.replace("EUR, USD", "EUR")


@pytest.mark.parametrize(
    ("body", "help_text"),
    [
        ("tier a { price 3 ERU }\n", "did you mean `EUR`?"),
        ("tier a { price 3 EUR per annum }\n", "write `per year`"),
        ("tier a { price 3 EUR per mes }\n", "write `per month`"),
        ("calendar c { zone Dublin\n monday 09:00-17:00 }\ntier a { price free }\n", "did you mean `Europe/Dublin`?"),
        ("calendar c { holidays 香港\n monday 09:00-17:00 }\ntier a { price free }\n", "did you mean `HK`?"),
        ("fact where country in España, PT\ntier a { price free }\n", "did you mean `ES`?"),
        (
            "service z\ntier a {\n charges z, in steps of 15 { 3 EUR per hour otherwise }\n}\n",
            "write a length of time such as `in steps of 15 minutes`",
        ),
        (
            "service repair\ntier a {\n price free\n includes unlimited repairs per event\n}\n",
            "write `covers repair`, which has no limit; or declare the plural: `service repair, repairs`",
        ),
        (
            "service battery\ntier a {\n price free\n at most 2 batteries per term\n}\n",
            "write `battery`, or declare its plural: `service battery, batteries`",
        ),
        (
            "unit visit\nservice repair\ntier a {\n price free\n repair uses 2 visits\n}\n",
            "write `visit`, or declare its plural: `unit visit, visits`",
        ),
        ("tier a { price 百分之十 of 100 EUR }\n", "write the number: `10%`"),
        ("tier a { price 百分之35 of 100 EUR }\n", "write the number: `35%`"),
        ("tier a { price 百分之三十五 of 100 EUR }\n", "write the number: `35%`"),
    ],
)
def test_what_was_meant(body: str, help_text: str) -> None:
    assert only(body, EURO).help == help_text


@pytest.mark.parametrize(
    ("odd", "like", "help_text"),
    [
        ("0", "300 EUR", "write `0 EUR`"),
        ("3", "5%", "write `3%`"),
        ("12", "4 hours", "write a length of time such as `12 hours`"),
        ("10 EUR", "5%", "give all cases the same kind of value"),
    ],
)
@pytest.mark.parametrize("first", ["odd", "like"])
@pytest.mark.parametrize("what", ["define d is", "tier a { amount d"])
def test_the_number_without_its_unit_is_the_odd_one(odd: str, like: str, help_text: str, first: str, what: str) -> None:
    ways = [(odd, "when big"), (like, "otherwise")] if first == "odd" else [(like, "when big"), (odd, "otherwise")]
    lines = "".join(f"  {way} {case}\n" for way, case in ways)
    body = f"fact big yes or no\n{what} {{\n{lines}}}{' }' if what.startswith('tier') else ''}\n"
    told = [one for one in findings(EURO + body)[1] if one.severity == "error"]
    blamed = odd if help_text.startswith("write") else ways[1][0]  # of two sums of different kinds, the second
    place = EURO.count("\n") + 3 + [way for way, _ in ways].index(blamed)
    assert [(one.code, one.span.line, one.help) for one in told] == [("SD324", place, help_text)]


@pytest.mark.parametrize(
    ("said", "help_text"),
    [
        ("no promise", "write `repair has no promise`"),
        ("2 hours", "say what is expected of it, such as `repair due 2026-03-02 10:00`"),
    ],
)
def test_a_window_is_no_value_to_expect(said: str, help_text: str) -> None:
    body = (
        "window repair from opened to repaired\ntier a { repair has no promise }\n"
        f'example "x" {{\n given tier a, opened 2026-03-02 10:00\n expect repair {said}\n}}\n'
    )
    finding = only(body)
    assert (finding.code, finding.span.line - 6, [note.span.line - 6 for note in finding.notes]) == ("SD203", 5, [1])
    assert finding.help == help_text


@pytest.mark.parametrize(
    ("condition", "help_text"),
    [
        ("servicio is advice", "names that are built in stay as they are: `service`"),
        ("服务 is advice", "names that are built in stay as they are: `service`"),
        ("二十分钟", "words and figures stand apart: `20 分钟`"),
    ],
)
def test_words_that_are_keywords_elsewhere(condition: str, help_text: str) -> None:
    finding = only(f"service advice\ntier a {{\n covers advice when {condition}\n}}\n")
    assert (finding.code, finding.help) == ("SD201", help_text)


def test_a_price_that_hangs_on_a_ticket_is_told_at_the_price() -> None:
    body = "fact kind { a, b }\ntier t {\n  price per month {\n    3 EUR when kind is a\n    4 EUR otherwise\n  }\n}\n"
    finding = only(body)
    assert (finding.code, finding.span.line - 6, [note.span.line - 6 for note in finding.notes]) == ("SD322", 4, [1])
    assert "(line 7)" in finding.help


def test_the_letter_of_the_other_alphabet_is_named() -> None:
    finding = only("fact \u0440rice yes or no\ntier a {\n price free\n}\n")
    assert (finding.code, finding.facts["letter"]) == ("SD207", "\u0440")


def test_a_language_that_nobody_speaks() -> None:
    assert [
        d.code for d in findings(HEAD.replace("language en", "language en, xx") + "tier a { price free }\n")[1]
    ] == ["SD219"]


def test_a_broken_head_hides_nothing_and_invents_nothing() -> None:
    text = HEAD.replace("language en", "langage es") + 'fact x "Uno" en "One" yes or no\ntier a { price free }\n'
    assert [d.code for d in findings(text)[1]] == ["SD122"]
    text = HEAD.replace("zone  ", "zon   ") + "tier a { price free }\n"
    assert [d.code for d in findings(text)[1]] == ["SD122"]


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("en", "contract a {\n language en\n currency EUR\n zone Europe/Lisbon\n in force from 1/1/2026\n}\n"),
        ("es", "contrato a {\n idioma es\n moneda EUR\n zona Europe/Lisbon\n vigente desde 1/1/2026\n}\n"),
        ("zh", "合同 a {\n 语言 zh\n 币种 EUR\n 时区 Europe/Lisbon\n 有效期自 2026年1月1日\n}\n"),
    ],
)
def test_a_broken_date_of_the_head_is_the_only_message_in_each_language(language: str, head: str) -> None:
    body = {
        "en": 'tier t { price free }\nexample "x" {\n given tier t, opened 2026-05-04 10:00\n expect price free\n}\n',
        "es": 'plan t { precio gratis }\nejemplo "x" {\n dado plan t, opened 2026-05-04 10:00\n espera precio gratis\n}\n',
        "zh": '方案 t { 价格 free }\n示例 "x" {\n 已知 方案 t, opened 2026-05-04 10:00\n 预期 价格 free\n}\n'.replace(
            "free", "免费"
        ),
    }
    assert [d.code for d in findings(head + body[language])[1]] == ["SD117"]


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        ("2025-12-31", ["SD615"]),
        ("2026-01-01", []),
        ("2027-12-31", []),
        ("2028-01-01", ["SD615"]),
    ],
)
def test_an_example_outside_of_the_horizon(day: str, codes: list[str]) -> None:
    body = f'tier a {{ price free }}\nexample "x" {{\n given tier a, opened {day} 10:00\n expect price free\n}}\n'
    assert [code for code, _ in found(body)] == codes
