"""Files that are no text, or too much of one: a clear word each, in bounded time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from servdsl.source import Source
from servdsl.syntax import parse, read
from servdsl.syntax.reading import LARGEST
from tests.syntax.support import good, places

HEAD = "contract acme {\n  language en\n}\n"


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.plan"
    path.write_bytes("fact año yes or no\r\n".encode())
    assert read(path, "shown.plan") == (Source("shown.plan", "fact año yes or no\r\n"), [])


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b'fact a yes or no\nnote "caf\xe9"\n', "SD001", 2, 10),
        ("añ\n".encode("utf-16"), "SD001", 1, 1),
        (b"#" * (LARGEST + 1), "SD003", 1, 1),
    ],
    ids=["latin-1", "utf-16", "too large"],
)
def test_what_cannot_be_read(content: bytes, code: str, line: int, column: int, tmp_path: Path) -> None:
    path = tmp_path / "a.plan"
    path.write_bytes(content)
    source, (found,) = read(path, "a.plan")
    assert source is None
    assert (found.code, found.span.line, found.span.column) == (code, line, column)
    assert found.message
    assert found.help


def test_missing_files_and_folders(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.plan"):
        source, (found,) = read(path, "gone.plan")
        assert (source, found.code) == (None, "SD007")
        assert "gone.plan" in found.message


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", [("SD002", 1)]),
        ("# nothing yet\n\n", [("SD002", 1)]),
        (HEAD + "tier a {\n" * 50_000, [("SD005", 204)]),
        (HEAD + "define x when " + "(\n" * 50_000 + "yes", [("SD005", 204)]),
        (HEAD + "define x when " + "not\n" * 50_000 + "yes", [("SD005", 199)]),
        (HEAD + "define x is " + "later of\n" * 50_000 + "a and b", [("SD005", 101)]),
        (HEAD + 'note "' + "x" * 20_000 + '"\n', [("SD004", 4)]),
        ("x" * (LARGEST + 1), [("SD003", 1)]),
        (HEAD + "tier a { price " + "9" * 9_000 + " EUR }\n", [("SD006", 4)]),
        (HEAD + 'note "a\0b"\n', [("SD008", 4)]),
        (HEAD + "\0" * 5_000, [("SD008", 4)]),
        (HEAD + 'note "\ud800"\n', [("SD008", 4)]),
        (HEAD + 'note "\u202eabc"\n', [("SD008", 4)]),
        (HEAD.replace("\n", "\r"), [("SD008", 1)]),
    ],
    ids=[
        "empty", "only a comment", "nested blocks", "nested parentheses", "a chain of not", "a chain of later of",
        "a long line", "a large text", "a long number", "NUL", "many NUL", "a lone surrogate", "a change of direction",
        "lone carriage returns",
    ],
)  # fmt: skip
def test_texts_that_nobody_writes(text: str, wanted: list[tuple[str, int]]) -> None:
    began = time.process_time()
    assert places(text) == wanted
    assert time.process_time() - began < 10


def test_a_text_with_a_mistake_on_each_line_is_given_up() -> None:
    found = places(HEAD + "foo bar\n" * 5_000)
    assert len(found) == 101
    assert found[-1][0] == "SD009"


@pytest.mark.parametrize(
    "text",
    [
        "define x when a" + "\n" * 300_000 + "and b\n",
        "define x when a" + "\n# c" * 100_000 + "\nand b\n",
        "tier x x" + "\n" * 300_000 + "and b\nfact a yes or no\n",
        "fact a yes or no\n" + "{}" * 4_000 + "\n" + "}{" * 4_000 + "\n",
        "fact a yes or no\n" + '"' * 9_999 + "\n" + '"\n' * 5_000,
        "fact a yes or no\n" + "@" * 9_000 + "\n" + "|" * 9_000 + "\n",
    ],
    ids=["blank lines", "comments", "blank lines after a mistake", "braces", "quotation marks", "marks"],
)
def test_no_text_takes_more_than_its_length_in_time(text: str) -> None:
    began = time.process_time()
    parse(Source("x.plan", text))
    assert time.process_time() - began < 10


def test_marks_and_ends_of_lines_of_other_systems() -> None:
    plain = good("fact a {\n  x\n  y\n}\n")
    assert good("\ufefffact a {\r\n\tx\r\n\ty\r\n}\r\n") == plain
    assert good("fact a {\u00a0\n\u3000x\u3000\n y}") == plain


def test_seven_hundred_lines_take_a_moment() -> None:
    """A tenth of a second is meant; the limit leaves room for slow and busy machines."""
    clause = "  respond within 4 business hours when severity is weak and floor > 3     @NWP-020 to NWP-031\n"
    text = "".join(f'tier t{n} "T" extends base {{\n{clause * 18}}}\n' for n in range(35))
    assert text.count("\n") == 700
    parse(Source("x.plan", HEAD))
    began = time.process_time()
    good(text)
    assert time.process_time() - began < 1
