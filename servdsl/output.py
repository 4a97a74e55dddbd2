"""Writing a tree of files whole or not at all, and comparing one with the disk.

Floor 5, used by the pipeline's callers; back-ends never touch the disk.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


class OutputError(Exception):
    """The output folder cannot be written; the message is for people. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is missing from the disk, extra on it, or changed."""

    path: str
    what: str


def as_bytes(content: str | bytes) -> bytes:
    """The bytes that a content stands for on disk."""
    return content.encode() if isinstance(content, str) else content


def folders(files: Mapping[str, str | bytes]) -> list[str]:
    """The first parts of the paths, in order: one folder a contract, and the runtime's."""
    return sorted({PurePosixPath(path).parts[0] for path in files})


def replace_text(path: Path, text: str) -> None:
    """Write or replace one text file in one step. Raises OutputError; then the old one stands."""
    try:
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=".servdsl-", delete=False) as staged:
            staged.write(text.encode())
        if path.exists():
            shutil.copymode(path, staged.name)
        else:
            Path(staged.name).chmod(0o644)
        os.replace(staged.name, path)
    except OSError as error:
        raise OutputError(f"cannot write `{path}`: {error.strerror or error}") from error


def write(files: Mapping[str, str | bytes], out: Path) -> None:
    """Replace the folders named in `files` below `out`. Everything is staged beside them first; a failure leaves the old
    ones as they were. Raises OutputError."""
    for path in files:
        _safe(path)
    try:
        out.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".servdsl-", dir=out))
    except OSError as error:
        raise OutputError(f"cannot write to `{out}`: {error.strerror or error}") from error
    try:
        for path, content in files.items():
            target = staging / "new" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(as_bytes(content))
        _swap(staging, out, folders(files))
    except OSError as error:
        raise OutputError(f"cannot write to `{out}`: {error.strerror or error}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _swap(staging: Path, out: Path, names: list[str]) -> None:
    """Move each old folder aside and the new one in; on failure move all back."""
    (staging / "old").mkdir()
    moved: list[str] = []
    try:
        for name in names:
            if (out / name).exists():
                os.replace(out / name, staging / "old" / name)
            moved.append(name)
            os.replace(staging / "new" / name, out / name)
    except OSError:
        for name in moved:
            shutil.rmtree(out / name, ignore_errors=True)
            if (staging / "old" / name).exists():
                os.replace(staging / "old" / name, out / name)
        raise


def _safe(path: str) -> None:
    """Paths come from checked names; this is the last line of defence. Raises ValueError: a defect of a back-end."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or "\\" in path or any(part in {"..", "."} for part in parts):
        raise ValueError(f"unsafe output path {path!r}")


def compare(files: Mapping[str, str | bytes], out: Path) -> list[Difference]:
    """What differs between `files` and the disk, within the folders that `files` names."""
    found: list[Difference] = []
    for path, content in sorted(files.items()):
        target = out / path
        if not target.is_file():
            found.append(Difference(path, "missing"))
        elif target.read_bytes() != as_bytes(content):
            found.append(Difference(path, "changed"))
    for name in folders(files):
        for target in sorted((out / name).rglob("*")):
            path = target.relative_to(out).as_posix()
            if target.is_file() and path not in files and "__pycache__" not in path:
                found.append(Difference(path, "extra"))
    return found
