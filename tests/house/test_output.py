"""Output is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from servdsl import output


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_a_folder_is_replaced_whole(tmp_path: Path) -> None:
    output.write({"acme/a.py": "old", "acme/gone.py": "old", "other/x": b"\x00"}, tmp_path)
    output.write({"acme/a.py": "new"}, tmp_path)
    assert tree(tmp_path) == {"acme/a.py": b"new", "other/x": b"\x00"}


def test_a_failure_in_the_middle_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output.write({"acme/a.py": "old", "beta/b.py": "old"}, tmp_path)
    before = tree(tmp_path)
    moves = 0
    real = os.replace

    def failing(source: object, target: object) -> None:
        nonlocal moves
        moves += 1
        if moves == 3:  # acme is already swapped, beta is on its way
            raise OSError(28, "No space left on device")
        real(source, target)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(output.OutputError, match="No space left"):
        output.write({"acme/a.py": "new", "beta/b.py": "new"}, tmp_path)
    assert tree(tmp_path) == before


def test_a_file_in_place_of_the_folder_is_an_error_for_people(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(output.OutputError, match="cannot write to"):
        output.write({"acme/a.py": "x"}, tmp_path / "out")


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "a\\b", "", "."])
def test_no_path_leaves_the_output_folder(path: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unsafe"):
        output.write({path: "x"}, tmp_path)
    assert tree(tmp_path) == {}


def test_compare_names_missing_extra_and_changed(tmp_path: Path) -> None:
    output.write({"acme/same": "1", "acme/changed": "1", "acme/extra": "1"}, tmp_path)
    found = output.compare({"acme/same": "1", "acme/changed": "2", "acme/missing": "1"}, tmp_path)
    assert {(d.path, d.what) for d in found} == {
        ("acme/changed", "changed"),
        ("acme/extra", "extra"),
        ("acme/missing", "missing"),
    }
