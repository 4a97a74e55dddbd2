"""The canonical layout: keeps what is written, finds the same form again, and looks like the samples."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servdsl.source import Source
from servdsl.syntax import format, parse
from servdsl.syntax.columns import width
from tests.syntax.support import SAMPLES, laid_out

PIECES = re.compile(r'"[^"\n]*"|#[^\n]*| +|[^\s"#]+|\n')


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_laid_out_already(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert format(Source(path.name, text)) == text


def mangled(text: str, chance: random.Random, breaks: bool) -> str:
    """The text with other blanks between its words and other indents; with `breaks`, with other ends of lines too."""
    pieces: list[str] = []
    for line in text.split("\n"):
        pieces.append(chance.choice(["", " ", "   ", "\t", "\u00a0"]))
        row = line.lstrip().startswith("|")
        one_line = "{" in line and "}" in line
        for piece in PIECES.findall(line.strip()):
            if piece.startswith("#") or not piece.isspace():
                pieces.append(piece)
                after_comma = piece.endswith(",") and piece[0] != '"'
                if breaks and after_comma and not row and not one_line and "#" not in line and chance.random() < 0.3:
                    pieces.append(chance.choice(["\n", "\n\n", " # why\n"]))
            else:
                pieces.append(chance.choice([" ", "  ", "\t", " \t "]))
        pieces.append(chance.choice(["", " ", "\r"]) + "\n")
        if not line:
            pieces.append("\n" * chance.randrange(3))
    return "".join(pieces).rstrip("\r\n") + "\n"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_other_blanks_and_indents_lead_to_the_same_layout(path: Path, seed: int) -> None:
    text = path.read_text(encoding="utf-8")
    assert format(Source(path.name, mangled(text, random.Random(seed), breaks=False))) == text


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_other_ends_of_lines_keep_the_tree_and_the_comments(path: Path, seed: int) -> None:
    text = mangled(path.read_text(encoding="utf-8"), random.Random(seed), breaks=True)
    tree, found = parse(Source(path.name, text))
    assert found == []
    once = format(Source(path.name, text))
    assert parse(Source(path.name, once)) == (tree, [])
    assert format(Source(path.name, once)) == once
    assert sorted(re.findall(r"#[^\n]*", without_texts(once))) == sorted(
        comment.rstrip() for comment in re.findall(r"#[^\n]*", without_texts(text))
    )


def without_texts(text: str) -> str:
    return re.sub(r'"[^"\n]*"', '""', text)


def test_a_text_with_a_mistake_comes_back_as_it_is() -> None:
    text = "tier   a {\n covers  )\n}"
    assert format(Source("x.plan", text)) == text


CASES = {
    "declarations of one kind share columns": (
        """
        service  a   "A"
        service long_one,long_ones "Long"   @A-1
        fact x "X" yes or no

        fact much_longer "Y" whole
        """,
        """
        service a                   "A"
        service long_one, long_ones "Long"                                              @A-1
        fact x "X" yes or no

        fact much_longer "Y" whole
        """,
    ),
    "wide characters take two columns, combining ones none": (
        """
        fact 类 {
        高 "高高" en "High"
        cafe\u0301 "ж" en "Low"
        }
        """,
        """
        fact 类 {
          高   "高高" en "High"
          cafe\u0301 "ж"    en "Low"
        }
        """,
    ),
    "tables": (
        """
        define rate by a,b {
        |a|1 to 2|>9| @A-1
        # in between
        |中文|1.5 %|5EUR+1%of b|
        ||| |
        }
        """,
        """
        define rate by a, b {
          | a    | 1 to 2 | > 9             |                                           @A-1
          # in between
          | 中文 | 1.5%   | 5 EUR + 1% of b |
          |      |        |                 |
        }
        """,
    ),
    "blocks of one line stay on it, others get one line for each statement": (
        """
        tier a{price free}
        tier b { }
        tier c {

        price free
        lasts { 1 year when x
        2 years otherwise } }
        """,
        """
        tier a { price free }
        tier b { }
        tier c {
          price free
          lasts {
            1 year  when x
            2 years otherwise
          }
        }
        """,
    ),
    "comments stay where they are": (
        """
        #first
           # second


        # third
        tier a { # behind
        # inside
        price free # here @A-1
        @A-1
        covers x, # why x
        y
        # last inside
        }
        # the end
        """,
        """
        #first
        # second

        # third
        tier a {                                                 # behind
          # inside
          price free                                             # here @A-1
            @A-1
          covers x,                                              # why x
            y
          # last inside
        }
        # the end
        """,
    ),
    "lines broken after commas and before joining words stay broken": (
        """
        tier a {
        needs (b
        or c) when d
        and e   @A-1
        accepts channel email,
        phone when
        f
        }
        """,
        """
        tier a {
          needs (b
            or c) when d
            and e                                                                       @A-1
          accepts channel email,
            phone when f
        }
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_layout(case: str) -> None:
    written, wanted = CASES[case]
    once = laid_out(written)
    lines = [line[8:] for line in wanted.strip("\n").split("\n")][:-1]
    assert once == "".join(f"{line}\n" for line in lines)
    assert format(Source("x.plan", once)) == once


def test_citations_that_do_not_fit_stand_below_and_are_wrapped() -> None:
    words = "w" * 120
    many = ", ".join(f"ABC-{n:03}" for n in range(1, 40))
    short, long = laid_out(f'note "{words}" @ABC-001\n'), laid_out(f'note "{words}" @{many}\n')
    assert short == f'note "{words}" @ABC-001\n'
    first, second, *more = long.rstrip("\n").split("\n")
    assert first == f'note "{words}"'
    assert second.startswith("  @ABC-001, ABC-002, ")
    assert second.endswith(",")
    assert all(line.startswith("    ABC-") for line in more)
    assert max(len(line) for line in (second, *more)) <= 152
    assert re.findall(r"ABC-\d+", long) == re.findall(r"ABC-\d+", many)
    assert laid_out(long) == long


def test_width_counts_what_is_seen() -> None:
    assert [width(text) for text in ("abc", "中文", "e\u0301", "ａ", "\u200b", "é")] == [3, 4, 1, 2, 0, 1]


def test_what_is_allowed_stands_on_lines_of_its_own_behind_the_citations() -> None:
    assert laid_out(
        """
        tier a { price free allow SD407 because "x" }
        tier plus { allow SD407 because "all of it"
        covers repair @A-1 allow SD408 because "one"   allow SD406 because "two" # why
        windows by kind {
        | kind | respond |
        | a | 4 hours | @A-2 allow SD408 because "row"
        } } allow SD409 because "behind"
        """
    ) == (
        'tier a { price free allow SD407 because "x" }\n'
        "tier plus {\n"
        '  allow SD407 because "all of it"\n'
        f"  covers repair{' ' * 65}@A-1\n"
        '    allow SD408 because "one"\n'
        '    allow SD406 because "two"                            # why\n'
        "  windows by kind {\n"
        "    | kind | respond |\n"
        f"    | a    | 4 hours |{' ' * 58}@A-2\n"
        '      allow SD408 because "row"\n'
        "  }\n"
        "}\n"
        '  allow SD409 because "behind"\n'
    )


def test_a_remark_has_a_line_for_each_language_where_it_is_long() -> None:
    long = "word " * 30
    assert laid_out(f'assume a "{long}" es "breve" @A-1\nnote "short" es "breve"\nnote "short"\nes "breve" @A-2\n') == (
        f'assume a "{long}"\n'
        f'  es "breve"{" " * 68}@A-1\n'
        'note   "short" es "breve"\n'
        'note   "short"\n'
        f'  es "breve"{" " * 68}@A-2\n'
    )


def test_values_of_two_letters_begin_lines_of_their_own() -> None:
    text = 'fact spoken {\n  es "Spanish"\n  en "English"\n}\n'
    assert laid_out(text) == text


def test_what_a_cell_cites_stays_in_it() -> None:
    assert laid_out(
        "tiers { @A-1\n| | a @A-2|b|@A-3\n| covers parts @A-4|no @A-5, A-6 to A-7|100%|\n}\n"
        "define d by k {\n| k | rate @A-8|\n| one|1% |@A-9\n}\n"
    ) == (
        f"tiers {{{' ' * 73}@A-1\n"
        f"  |                   | a @A-2              | b    |{' ' * 28}@A-3\n"
        "  | covers parts @A-4 | no @A-5, A-6 to A-7 | 100% |\n"
        "}\n"
        "define d by k {\n"
        "  | k   | rate @A-8 |\n"
        f"  | one | 1%        |{' ' * 59}@A-9\n"
        "}\n"
    )
