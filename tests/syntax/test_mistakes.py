"""Each mistake is reported once, at its place, in the author's words, with what to write instead."""

from __future__ import annotations

import random
import re

import pytest

from servdsl.diagnostics import Code, catalogue
from servdsl.source import Source
from servdsl.syntax import format, parse
from servdsl.syntax.nodes import Contract, Fact, Tier
from servdsl.syntax.slips import SLIPS
from tests.syntax.support import SAMPLES, parsed, places

OURS = [row for row in catalogue().values() if row.code < "SD010" or row.code.startswith("SD1")]
SHOWN = [row for row in OURS if row.before]


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row.code)
def test_the_catalogues_example_has_this_mistake_and_no_other(row: Code) -> None:
    assert [code for code, _ in places(row.before)] == [row.code]
    assert parsed(row.after)[1] == []


def test_every_code_of_syntax_has_an_example() -> None:
    assert [row.code for row in OURS if row.code.startswith("SD1") and not row.before] == []
    assert {slip.code for slip in SLIPS} <= {row.code for row in SHOWN}


IN_A_TIER = [
    # what is written, code, the words that are marked, what the help says
    ("cover repair", "SD122", "cover", "`covers`"),
    ('allow because "x"', "SD138", "allow", 'allow SD504 because "the reason"'),
    ('covers repair allow SD408 because "x" @A-1', "SD138", "allow", "behind its citations"),
    ('alow SD408 because "x"', "SD138", "alow", 'allow SD504 because "the reason"'),
    ('allow 408 because "x"', "SD138", "allow", 'allow SD504 because "the reason"'),
    ("include 3 visits", "SD122", "include", "`includes`"),
    ("respond wihtin 4 hours", "SD122", "wihtin", "`within`"),
    ("respond within 4 business huors", "SD122", "huors", "`hours`"),
    ("respond within 4", "SD119", "4", "`4 business hours`"),
    ("lasts 4 años", "SD150", "años", "`years`"),
    ("amount x 2 EUR times (pumps - 3, at least 0)", "SD151", "(pumps - 3,", "defined value"),
    ("update every 4 until resolved", "SD119", "4", "`4 hours`"),
    ("respond within 4 hours business", "SD120", "4 hours business", "`4 business hours`"),
    ("respond within 4 working days", "SD120", "4 working days", "`4 business days`"),
    ("respond within 4h", "SD120", "4h", "`4 hours`"),
    ("respond within 30 min", "SD120", "30 min", "`30 minutes`"),
    ("respond within 4hours", "SD132", "4hours", "`4 hours`"),
    ("covers repair 1,5%", "SD113", "1,5", "`1.5`"),
    ("price 1,000,000 EUR", "SD113", "1,000,000", "`1_000_000`"),
    ("price 1.000.000 EUR", "SD113", "1.000.000", "`1_000_000`"),
    ("price 10 000 EUR", "SD113", "10 000", "`10_000`"),
    ("price $50", "SD118", "$50", "`50 USD`"),
    ("price 50€", "SD118", "50€", "`50 EUR`"),
    ("price EUR 50", "SD118", "EUR 50", "`50 EUR`"),
    ("price 50 eur", "SD118", "50 eur", "`50 EUR`"),
    ("covers repair 50 percent", "SD135", "50 percent", "`50%`"),
    ('level 1 "Lead" at 75 of respond', "SD135", "75", "`75%`"),
    ("covers repair if urgent", "SD133", "if", "`when`"),
    ("covers repair unless urgent", "SD133", "unless", "`when not`"),
    ("respond in 4 hours", "SD133", "in", "`within`"),
    (
        "cancellable with 1 month notice to end of month",
        "SD133",
        "notice to end of month",
        "`notice, to the end of the calendar month`",
    ),
    ("cancellable at any time, to the end of the week", "SD133", "time, to the end of the week", "calendar month`"),
    ("covers repair when severity = s1", "SD111", "=", "`is`"),
    ("covers repair when severity == s1", "SD111", "==", "`is`"),
    ("covers repair when severity != s1", "SD111", "!=", "`is not`"),
    ("covers repair when year ≥ 3", "SD111", "≥", "`>=`"),
    ("covers repair when a && b", "SD111", "&&", "`and`"),
    ("price 2 EUR * pumps", "SD111", "*", "`times`"),
    ("price 2 EUR / 12", "SD111", "/", "`divided by`"),
    ("respond within 24 -> 48 hours", "SD111", "->", "`to`"),
    ("covers repair;", "SD110", ";", "delete it"),
    ("Covers repair", "SD121", "Covers", "`covers`"),
    ("covers repair When urgent", "SD121", "When", "`when`"),
    ("covers repair lasts 1 year", "SD131", "lasts", "a line of its own"),
    ("price free lasts 1 year", "SD131", "lasts", "a line of its own"),
    ("discount 5% advice", "SD134", "advice", "`on advice`"),
    ("covers repair when when urgent", "SD137", "when", "delete one"),
    ("charges repair, at least 1 hour @A-1 { 5 EUR per hour otherwise }", "SD141", "@A-1 {", "`{ @A-1`"),
    ("covers parts @A-1, A-3 { 50% otherwise }", "SD141", "@A-1, A-3 {", "`{ @A-1, A-3`"),
    ("covers repair @12", "SD136", "@12", "`@ABC-001`"),
    ("covers repair @nwp-12", "SD136", "@nwp-12", "`@ABC-001`"),
    ("level within 4 hours", "SD130", "level", "another name"),
    ("guarantee repair", "SD128", "guarantee", "`respond within 4 business hours when severity is weak`"),
    ("fact a yes or no", "SD129", "fact", "at the level of the file"),
    ("given tier plus", "SD129", "given", "in an example"),
    ("covers repair )", "SD101", ")", "`covers parts 50% when floor > 3`"),
    ("price", "SD102", "", "`price 300 EUR per year excluding VAT`"),
    ('note "unfinished', "SD106", '"', "before and after"),
    ("note “Typed elsewhere”", "SD107", "“Typed elsewhere”", '"Typed elsewhere"'),
    ("note «Escrito»", "SD107", "«Escrito»", '"Escrito"'),
    ("note 'Single'", "SD107", "'Single'", '"Single"'),
    ("covers repair，parts", "SD108", "，", "`,`"),
    ("covers repair when （urgent or b）", "SD108", "（", "`(`"),
    ("respond within ４ hours", "SD108", "４", "`4`"),
    ("respond\u200b within 4 hours", "SD109", "\u200b", "delete it"),
]


@pytest.mark.parametrize(("line", "code", "marked", "help_says"), IN_A_TIER, ids=[case[0] for case in IN_A_TIER])
def test_a_slip_in_a_clause(line: str, code: str, marked: str, help_says: str) -> None:
    text = f'tier base "Base" {{\n  price free\n  {line}\n  lasts 1 year\n}}\nfact last yes or no\n'
    file, found = parse(Source("x.plan", text))
    (one,) = found
    assert one.code == code
    assert one.span.line == 3
    assert text.split("\n")[2][one.span.column - 1 : one.span.end_column - 1] == marked
    assert help_says in one.help
    tier, fact = file.items
    assert isinstance(tier, Tier)
    assert isinstance(fact, Fact)
    kept = [clause.span.line for clause in tier.clauses]
    assert kept[0] == 2
    assert kept[-1] == 4


ELSEWHERE = [
    ("calendar a { monday 9:00-17:00 }", "SD114", "`09:00`"),
    ("calendar a { monday 9am-5pm }", "SD114", "`09:00`"),
    ("calendar a { monday 5:30 pm-18:00 }", "SD114", "`17:30`"),
    ("calendar a { monday 17h30-18:00 }", "SD114", "`17:30`"),
    ("calendar a { monday 9-17 }", "SD114", "`09:00`"),
    ("calendar a { monday 09:00-25:00 }", "SD116", "24:00"),
    ("calendar a { monday 09:00-17:60 }", "SD116", "24:00"),
    ("calendar a { monday 09:00–17:00 }", "SD112", "`-`"),
    ("calendar a { monday friday 09:00-17:00 }", "SD134", "`to friday`"),
    ("calendar a { closed 13/03/2026 }", "SD117", "`2026-03-13`"),
    ("calendar a { closed 03/13/2026 }", "SD117", "`2026-03-13`"),
    ("calendar a { closed 03/04/2026 }", "SD117", "`YYYY-MM-DD`"),
    ("calendar a { closed 13.03.2026 }", "SD117", "`2026-03-13`"),
    ("calendar a { closed 2026/3/9 }", "SD117", "`2026-03-09`"),
    ("calendar a { closed 2026-3-9 }", "SD117", "`2026-03-09`"),
    ("calendar a { closed 2026年3月9日 }", "SD117", "`2026-03-09`"),
    ("calendar a { closed 2026-02-30 }", "SD115", "`2026-02-28`"),
    ("calendar a { closed every 02-30 }", "SD115", "02-29"),
    ("calendar a { closed 2026-13-01 }", "SD115", "`2026-12-01`"),
    ("calendar a { closed 0000-01-01 }", "SD115", "`0001-01-01`"),
    ('example "a" { given opened 2026-03-06T17:30 }', "SD117", "`2026-03-06 17:30`"),
    ('example "a" { given tier plus severity s1 }', "SD134", "`, severity`"),
    ("tiers {\n| | a | b |\n| covers parts | 1% | 2%\n}", "SD124", "begin and end each row"),
    ("tiers {\n| | a | b |\n covers parts | 1% | 2% |\n}", "SD124", "begin and end each row"),
    ("tiers {\n| | a | b |\n| covers parts | 1% 2% |\n}", "SD124", "begin and end each row"),
    ("tiers {\n| | a | b |\n| covers parts | 1% |\n}", "SD123", "under its head"),
    ("Tier plus { price free }", "SD121", "`tier`"),
    ("teir plus { price free }", "SD122", "`tier`"),
    ("price free", "SD129", "in a tier"),
    ("}", "SD105", "delete it"),
    ("tier plus ｛ price free ｝", "SD108", "`{`"),
]


@pytest.mark.parametrize(("text", "code", "help_says"), ELSEWHERE, ids=[case[0] for case in ELSEWHERE])
def test_a_slip_elsewhere(text: str, code: str, help_says: str) -> None:
    file, found = parse(Source("x.plan", f"fact first yes or no\n{text}\nfact last yes or no\n"))
    assert [one.code for one in found] == [code]
    assert help_says in found[0].help
    assert [item.name.text for item in file.items if isinstance(item, Fact)] == ["first", "last"]


def test_all_mistakes_of_a_file_are_found_in_one_run() -> None:
    text = """
    contract acme "Acme" {
      langauge en
      currency EUR
      zone Europe/Lisbon
      in force from 01/02/2026 to 2026-12-31
    }
    fact severity { high "High", low “Low” }
    calendar office {
      monday to friday 9:00-17:00
      holidays PT
    }
    tier base "Base" {
      price 1,000 EUR per month
      respond within 4 hours business
      Covers repair
      lasts 1 year
      charges repair {
        10 EUR per hour when urgent
        20 eur otherwise
      }
    }
    tier plus "Plus" extends base
      covers parts 50
      covers repair if urgent
    }
    example "x" {
      given tier base, opened 2026-03-03 1000
      expect respond due 2026-03-03 12:00
      expects covered
    }
    """
    assert places(text) == [
        ("SD122", 2), ("SD117", 5), ("SD107", 7), ("SD114", 9), ("SD113", 13), ("SD120", 14), ("SD121", 15),
        ("SD118", 19), ("SD103", 22), ("SD133", 24), ("SD114", 27), ("SD122", 29),
    ]  # fmt: skip
    file, _ = parsed(text)
    contract, *_, base, plus, _ = file.items
    assert isinstance(contract, Contract)
    assert len(contract.header) == 2
    assert isinstance(base, Tier)
    assert isinstance(plus, Tier)
    assert [type(clause).__name__ for clause in base.clauses] == ["Lasts", "Charges"]
    assert [type(clause).__name__ for clause in plus.clauses] == ["Covers"]
    assert plus.parent is not None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # a closing brace too few: before an item, before a clause, at the end of the text
        ("tier a {\n price free\ntier b {\n price free\n}\n", [("SD104", 3)]),
        ("tier a {\n lasts {\n  1 year when b\n covers x\n}\n", [("SD104", 4)]),
        ("tier a {\n lasts {\n  1 year when b\n respond within 1 hour\n}\n", [("SD104", 4)]),
        ("fact a {\n x, y\nfact b yes or no\n", [("SD104", 3)]),
        ("tier a {\n price free\n", [("SD104", 2)]),
        ("tier a {\n lasts\n", [("SD102", 2), ("SD104", 2)]),
        # an opening one too few
        ("tier a\n price free\n}\nfact b yes or no\n", [("SD103", 1)]),
        ("for all tiers\n price free\n covers x\n}\n", [("SD103", 1)]),
        ("tier a {\n charges x\n  1 EUR when b\n  2 EUR when c\n}\n}\n", [("SD103", 3)]),
        # one too many
        ("tier a {{\n price free\n}\n", [("SD105", 1)]),
        ("tier a {\n price free\n}\n}\nfact b yes or no\n", [("SD105", 4)]),
        ("tier a {\n price } 1 EUR\n lasts 1 year\n}\n", [("SD105", 2)]),
        # a head that cannot be read hides nothing in its block
        ('tier a "A" extnds b {\n cover x\n price free\n}\n', [("SD122", 1), ("SD122", 2)]),
        ("windows by {\n}\n", [("SD129", 1)]),
        ("tier a {\n windows severity {\n | a | b |\n | c | 1 hours business |\n }\n}\n", [("SD134", 2), ("SD120", 4)]),
        ("tier a {\n respond witihn {\n 4 hours if b\n 2 hours otherwise\n }\n}\n", [("SD122", 2), ("SD133", 3)]),
        ("frobnicate {\n price free\n}\nfact b yes or no\n", [("SD128", 1)]),
        # a line that breaks off leaves the next one alone
        ("tier a {\n respond within\n covers x\n}\n", [("SD102", 2)]),
        ("tier a {\n price\n lasts\n covers x\n}\n", [("SD102", 2), ("SD102", 3)]),
        ("tier a {\n covers b,\n price\n lasts\n 1 year\n}\n", []),
        ("window a from\nfact b yes or no\n", [("SD102", 1)]),
        ("tier a { price }\nfact b yes or no\n", [("SD102", 1)]),
    ],
)
def test_braces_and_lines(text: str, wanted: list[tuple[str, int]]) -> None:
    assert places(text) == wanted


def test_a_block_that_is_not_closed_says_where_it_begins() -> None:
    (found,) = parsed("tier a {\n  price free\ntier b { price free }\n")[1]
    assert [(note.span.line, note.span.column) for note in found.notes] == [(1, 1)]
    assert "line 1" in found.message


def test_no_message_lists_tokens() -> None:
    of_the_parser = re.compile(r"\b(?:LBRACE|DECIMAL|VBAR|COMMA|_NL|Token|unexpected|expected)\b")
    for line, *_ in IN_A_TIER:
        for found in parsed(f"tier a {{\n{line}\n}}\n")[1]:
            assert not of_the_parser.search(found.message + found.help)


def test_one_word_lost_in_a_sample_is_one_mistake() -> None:
    """Every 97th word of each sample is left out: at most two messages, and on its line, but where a brace was lost."""
    for path in SAMPLES:
        text = path.read_text(encoding="utf-8")
        words = [m for m in re.finditer(r'"[^"\n]*"|#[^\n]*|\w+|[^\w\s{}]', text) if m[0][0] != "#"]
        for word in words[::97]:
            found = parse(Source(path.name, text[: word.start()] + text[word.end() :]))[1]
            line = text.count("\n", 0, word.start()) + 1
            assert len(found) <= 2, (path.name, line, word[0], [d.message for d in found])
            assert all(abs(d.span.line - line) <= 1 for d in found), (path.name, line, word[0])


GARBAGE = [
    *'{}()|",;:@#.–=<>!*/+%$€“»（｛，：\n\t', '"a"', "when", "and", "9:00", "13/03/2026", "1,5", "4h", "@X-1", "->", "...",
    "==", "||", "{\n", "}\n", "price", "tier", "EUR", "5", "\u200b", "每", "e\u0301", "2026-02-30", "not", "`", "'x'", "１",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_written_ends_in_messages_at_places(seed: int) -> None:
    chance = random.Random(seed)
    lines = SAMPLES[1].read_text(encoding="utf-8").split("\n")
    first = chance.randrange(len(lines) - 12)
    text = "\n".join(lines[first : first + 12])
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(GARBAGE) + text[at + chance.choice([0, 0, 1, 5]) :]
    file, found = parse(Source("x.plan", text))
    assert len({(d.code, d.span) for d in found}) == len(found)
    for d in found:
        assert d.message
        assert d.help
        assert 1 <= d.span.line <= text.count("\n") + 1
        assert 1 <= d.span.column <= len(text.split("\n")[d.span.line - 1]) + 1
    if not found:
        laid_out = format(Source("x.plan", text))
        assert parse(Source("x.plan", laid_out)) == (file, [])
        assert format(Source("x.plan", laid_out)) == laid_out


@pytest.mark.parametrize("allow", ["allow SD408", "allow SD408 because", 'allow SD408 "x"'])
def test_an_allowance_that_breaks_off_behind_a_statement_is_one_mistake(allow: str) -> None:
    text = f"tier base {{\n  price free\n    {allow}\n  lasts 1 year\n}}\nfact last yes or no\n"
    file, (one,) = parsed(text)
    assert (one.code, one.span.line, one.span.column) == ("SD138", 3, 5)
    assert len(file.items) == 2


@pytest.mark.parametrize(
    ("text", "code", "marked", "help_says"),
    [
        ("calendar c { monday 08：30-12：30 }", "SD114", "08：30", "`08:30`"),
        ("tier 2nd_watch { price free }", "SD140", "2nd_watch", "`nd_watch_2`"),
        ("tier night-watch { price free }", "SD140", "night-watch", "`night_watch`"),
        ("tier a { attends during night-watch }", "SD140", "night-watch", "`night_watch`"),
        ("plan base {\n  price free\n}", "SD133", "plan", "`tier`"),
        ("calendar c { lunes 08:00-12:00 }", "SD150", "lunes", "`monday`"),
        ("calendar c { sábado 08:00-12:00 }", "SD150", "sábado", "`saturday`"),
        ("tier a { covers: repair }", "SD111", "covers:", "`covers`"),
        ("tier a { price 3 EURO }", "SD118", "3 EURO", "`3 EUR`"),
        ("fact channel { email phone }", "SD134", "phone", "`, phone`"),
        ("covers parts", "SD129", "covers", "a tier"),
        ("tier a {\n  tier b {\n    price free\n  }\n}", "SD129", "tier", "at the level of the file"),
    ],
)
def test_what_users_wrote_is_one_mistake_with_its_mending(text: str, code: str, marked: str, help_says: str) -> None:
    (one,) = parsed(text + "\nfact last yes or no\n")[1]
    line = text.split("\n")[one.span.line - 1]
    assert (one.code, line[one.span.column - 1 : one.span.end_column - 1]) == (code, marked)
    assert help_says in one.help
