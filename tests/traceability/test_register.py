"""A register is somebody else's file: each fault is named with its line and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from servdsl.traceability import RegisterError, read_register

HEAD = "id,document,section,kind,computable,meaning\n"


def faults(folder: Path, content: str | bytes) -> tuple[str, ...]:
    path = folder / "register.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(RegisterError) as caught:
        read_register(path)
    return tuple(problem.removeprefix(f"{folder.as_posix()}/") for problem in caught.value.problems)


def test_further_columns_and_a_byte_order_mark_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(
        b"\xef\xbb\xbfremark,meaning,computable,kind,section,document,id\r\nmine,All of it,no,note,Head,A,A-1\r\n"
    )
    (clause,) = read_register(path).clauses
    assert (clause.id, clause.document, clause.meaning, clause.computable) == ("A-1", "A", "All of it", "no")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "register.csv:1: no column `id`, `document`, `section`, `kind`, `computable`, `meaning`"),
        ("id;document;section\n", "register.csv:1: no column `id`"),
        ("id,document,section,kind,meaning\n", "register.csv:1: no column `computable`: the first line names"),
        ("id,id,document,section,kind,computable,meaning\n", "register.csv:1: the column `id` stands there twice"),
        (HEAD + "A-1,A,,x,yes,m\nA-1,A,,x,yes,m\n", "register.csv:3: `A-1` stands on line 2 already: give one"),
        (HEAD + "A-1,A,,x,yes\n", "register.csv:2: 5 fields where the first line has 6: add or remove commas"),
        (HEAD + "A-1,A,,x,maybe,m\n", "register.csv:2: computable is `maybe`: write `yes`, `partly` or `no`"),
        (HEAD + "B-1,A,,x,yes,m\n", "register.csv:2: the id `B-1`: write `A-` and a number"),
        (HEAD + "A 1,A,,x,yes,m\n", "register.csv:2: the id `A 1`: write `A-` and a number"),
        (HEAD + "A-1,,,x,yes,m\n", "register.csv:2: no document: write its prefix"),
        (HEAD + "A-1,A,,x,yes,m\x1b[2J\n", "register.csv:2: the control character U+001B in `meaning`: remove it"),
        (HEAD + "A-1,A,,x,yes,\u202em\n", "register.csv:2: the control character U+202E in `meaning`: remove it"),
        (HEAD + 'A-1,A,,x,yes,"open\n', "register.csv:2: unexpected end of data: put quotes around a field"),
        (HEAD + 'A-1,A,,x,yes,"m"n\n', "register.csv:2: ',' expected after '\"': put quotes around a field"),
        (HEAD + "A-1,A,,x,yes," + "m" * 200_000 + "\n", "register.csv:2: field larger than field limit (131072)"),
        (HEAD.encode() + b"A-1,A,,x,yes,\xe9t\xe9\n", "register.csv:2: not UTF-8: save the file as UTF-8"),
        ((HEAD + "A-1,A,,x,yes,m\n").encode("utf-16"), "register.csv:1: not UTF-8: save the file as UTF-8"),
    ],
)
def test_a_fault_is_named_with_line_and_way_out(tmp_path: Path, content: str | bytes, fault: str) -> None:
    found = faults(tmp_path, content)
    assert len(found) == 1
    assert found[0].startswith(fault)


def test_all_faults_come_at_once_but_not_without_end(tmp_path: Path) -> None:
    found = faults(tmp_path, HEAD + "".join(f"A-{n},A,,x,maybe,m\n" for n in range(50)))
    assert len(found) == 21
    assert found[0].startswith("register.csv:2:")
    assert found[-1] == "and 30 more like these"


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    assert faults(tmp_path, b"x" * 16_000_001) == (
        "register.csv: longer than 16 MB: keep a register for each document",
    )


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    found = faults(tmp_path, HEAD + "".join(f"A-{n},A,,,no,\n" for n in range(100_001)))
    assert found == ("register.csv:100002: more than 100,000 rows: keep a register for each document",)


def test_a_folder_is_no_register(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="there is no such file: name a register with --register"):
        read_register(tmp_path)
