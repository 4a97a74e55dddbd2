"""What the server and its processes tell one another. `number` counts the saves of the file, from 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from servdsl.backends.review import Said, Trial
from servdsl.serve.stamps import Stamp

# ── To the compiler ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Compile:
    """The file as it is now is to be shown; no `use` leads out of `border`."""

    number: int
    path: Path
    border: Path


@dataclass(frozen=True, slots=True)
class Tried:
    """How the examples of that save came out."""

    number: int
    trials: tuple[Trial, ...]


# ── From the compiler ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic as it is shown, in each language: where, what, the line itself, the way out, other places that matter."""

    severity: Literal["error", "warning", "hint"]
    code: str
    place: str
    message: Said
    help: Said
    excerpt: str = ""
    notes: tuple[tuple[str, Said], ...] = ()  # a place and a word on it


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in the file; `watched`: it and the files that it needs, there or not, each as it was then. `ok`: a page
    follows."""

    number: int
    ok: bool
    findings: tuple[Finding, ...]
    watched: Mapping[Path, Stamp]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page. `version` stands in it too, so that a browser knows which one it shows."""

    number: int
    version: str
    html: str


@dataclass(frozen=True, slots=True)
class Model:
    """The contract of that save, pickled, for evaluators."""

    number: int
    pickled: bytes


@dataclass(frozen=True, slots=True)
class Drawing:
    """The pictures that are being drawn anew, name and title of each; the page still shows the earlier ones."""

    number: int
    pictures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Redrawn:
    """Pictures that stand on the page in the place of those of the same name, each as the page shows it. `version`: of the
    page with them."""

    number: int
    version: str
    figures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """All pictures are on the page. `tried`: with what the examples touch, which is the end of the work on a save."""

    number: int
    tried: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """A step could not be done: something beside the contract cannot be read, or a defect of ours."""

    number: int
    sentence: str


# ── Evaluators ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Load:
    """The contract that the following questions are about."""

    pickled: bytes


@dataclass(frozen=True, slots=True)
class Ready:
    """The evaluator is loaded."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question as the form has it: texts by the keys of its controls."""

    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer for the page, or what is wrong by the key of a control; the empty key: with the question as a whole."""

    html: str = ""
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Try:
    """The contract whose examples are to be run."""

    pickled: bytes
