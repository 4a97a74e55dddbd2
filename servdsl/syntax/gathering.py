"""The files that a contract uses: `use "shared/mexico.plan"` → that file's text and nodes, and those that it uses.

Paths are read from the folder of the file that uses them. None leads out of the border: the folder given to the
command, else the contract's own; links are followed before that is decided. What begins with `std/` ships with the
compiler.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from servdsl.diagnostics import Diagnostic, Note, has_errors
from servdsl.messages import listed, say
from servdsl.source import Source, Span
from servdsl.syntax.nodes import Contract, File, Shared, Use
from servdsl.syntax.parse import parse
from servdsl.syntax.parts import Text
from servdsl.syntax.reading import LARGEST, read
from servdsl.syntax.using import STANDARD, Used

MOST: Final = 50
"""Files that one contract uses, itself and through others."""

PLAIN: Final = re.compile(r"(?:\.\./)*(?:(?!\.\.?/)[^\\/:\x00-\x1f]+/)*[^\\/:\x00-\x1f]+\.plan")
"""A path as it may be written: relative, with `/`, and up only at its beginning."""


@dataclass(frozen=True, slots=True)
class Link:
    """A file on the way down, and the `use` that led to it."""

    key: str
    by: Span


@dataclass(frozen=True, slots=True)
class Gathered:
    """All files that one file uses, each after those that it uses itself; `whole` where none is missing."""

    used: tuple[Used, ...]
    diagnostics: tuple[Diagnostic, ...]
    whole: bool


def gather(file: File, source: Source, path: Path, border: Path | None = None) -> Gathered:
    """What the file at this path uses; `border` is the folder that nothing leads out of, else the file's own."""
    gathering = _Gathering(border if border is not None else path.parent, len(source.text))
    gathering.uses_of(file, source, path, (Link(_key(path, source), source.start()),))
    return Gathered(tuple(gathering.used.values()), tuple(gathering.found), gathering.whole)


class _Gathering:
    """Goes down from a file to those that it uses; `chain` holds the files on the way."""

    def __init__(self, border: Path, characters: int) -> None:
        self.border = border.resolve()
        self.characters = characters
        self.taken = 0
        self.used: dict[str, Used] = {}
        self.found: list[Diagnostic] = []
        self.whole = True

    def uses_of(self, file: File, source: Source, path: Path | None, chain: tuple[Link, ...]) -> None:
        """The files that one file uses; `path` is None for one that ships with the compiler."""
        seen: dict[str, Span] = {}
        for use in (item for item in file.items if isinstance(item, Use)):
            first = seen.setdefault(use.path.text, use.path.span)
            if first != use.path.span:
                facts = {"what": f'use "{use.path.text}"'}
                self.found.append(
                    Diagnostic("SD217", use.path.span, facts, notes=(Note(first, say("said here first")),))
                )
            elif use.path.text.startswith(STANDARD):
                self._standard(use.path, chain)
            else:
                self._beside(use.path, source, path, chain)

    def _standard(self, written: Text, chain: tuple[Link, ...]) -> None:
        known = standard()
        text = known.get(written.text)
        if text is None:
            names = listed(f"`{name}`" for name in known)
            self._refuse(
                written, say("nothing of that name ships with the compiler"), say("there are {names}", names=names)
            )
        else:
            self._take(written, Source(written.text, text), None, chain)

    def _beside(self, written: Text, source: Source, path: Path | None, chain: tuple[Link, ...]) -> None:
        if PLAIN.fullmatch(written.text) is None or path is None:
            help_text = say(
                "write the way from the folder of this file, with `/` and ending in `.plan`: `shared/mexico.plan`"
            )
            self._refuse(written, say("that is no path of a shared file"), help_text)
            return
        try:
            place = (path.parent / written.text).resolve()
            inside, regular = place.is_relative_to(self.border), place.is_file()
        except (OSError, ValueError, RuntimeError):
            inside, regular = True, False
        if not inside:
            help_text = say(
                "move it below the folder `{name}`, or name a folder that holds both in the command",
                name=self.border.name,
            )
            self._refuse(written, say("it lies outside of the folder that is looked at"), help_text)
        elif not regular:
            self._refuse(
                written, say("there is no such file"), say("correct the path; it begins at the folder of this file")
            )
        else:
            name = posixpath.normpath(posixpath.join(posixpath.dirname(source.name), written.text))
            text, found = read(place, name)
            self.found += found
            self.whole = self.whole and text is not None
            if text is not None:
                self._take(written, text, place, chain)

    def _take(self, written: Text, source: Source, place: Path | None, chain: tuple[Link, ...]) -> None:
        """The file, once; a circle, a contract and a text past all measure are refused."""
        key = _key(place, source)
        keys = [link.key for link in chain]
        if key in keys:
            circle = chain[keys.index(key) :]
            names = " → ".join(f"`{Path(one).name}`" for one in (*(link.key for link in circle), key))
            notes = tuple(Note(link.by, say("used here")) for link in circle[1:])
            self.found.append(Diagnostic("SD011", written.span, {"names": names}, notes=notes))
            return
        if key in self.used:
            return
        self.taken += 1
        self.characters += len(source.text)
        if self.taken > MOST or self.characters > LARGEST:
            facts = {"most": MOST, "size": LARGEST // 1024 // 1024}
            self.found.append(Diagnostic("SD015", written.span, facts))
            self.whole = False
            return
        file, found = parse(source)
        self.found += found
        self.whole = self.whole and not has_errors(found)
        if self._is_shared(written, file, readable=not has_errors(found)):
            self.uses_of(file, source, place, (*chain, Link(key, written.span)))
            self.used[key] = Used(source, file, place, written.span)

    def _is_shared(self, written: Text, file: File, readable: bool) -> bool:
        """Whether the file may be used; where its head may be what could not be read, that is not said again."""
        contract = next((item for item in file.items if isinstance(item, Contract)), None)
        if any(isinstance(item, Shared) for item in file.items) or (contract is None and not readable):
            return True
        note = (Note(contract.name.span, say("the contract")),) if contract is not None else ()
        facts = {"path": written.text, "what": say("a contract") if contract is not None else say("no shared file")}
        self.found.append(Diagnostic("SD012", written.span, facts, notes=note))
        self.whole = False
        return False

    def _refuse(self, written: Text, reason: str, help_text: str) -> None:
        self.found.append(Diagnostic("SD010", written.span, {"path": written.text, "reason": reason}, help_text))
        self.whole = False


def _key(place: Path | None, source: Source) -> str:
    """What tells one file from another: its place on the disk, links followed."""
    return source.name if place is None else str(place.resolve())


def standard() -> dict[str, str]:
    """The shared files that ship with the compiler: `std/weeks` and its text."""
    folder = files("servdsl") / "std"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".plan"))
    return {STANDARD + name.removesuffix(".plan"): (folder / name).read_text(encoding="utf-8") for name in names}
