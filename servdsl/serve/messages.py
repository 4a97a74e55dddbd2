"""What the server and its processes tell one another. `number` counts the saves of the file, from 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from servdsl.backends.review import Said, Trial
from servdsl.serve.stamps import Stamp

# ── To checker and compiler ───────────────────────────────────────────────────────────────────────────────────────────


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


# ── From the checker ──────────────────────────────────────────────────────────────────────────────────────────────────


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
class Found:
    """What was found in the file; `watched`: it and the files that it needs, there or not, each as it was then. `ok`: a page
    follows."""

    number: int
    ok: bool
    findings: tuple[Finding, ...]
    watched: Mapping[Path, Stamp]


@dataclass(frozen=True, slots=True)
class Look:
    """What a person should look at, as the page shows it. `tried`: with what the examples have shown."""

    number: int
    html: str
    tried: bool


@dataclass(frozen=True, slots=True)
class Model:
    """The contract of that save, pickled, for evaluators."""

    number: int
    pickled: bytes


# ── From the compiler ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a contract but for its version, its pictures and what a person should look at. `tried`: with what the
    examples have shown, which is the last one of a save."""

    number: int
    contract: str
    html: str
    tried: bool = False


@dataclass(frozen=True, slots=True)
class Nothing:
    """The text cannot be read or translated: there is nothing to show."""

    number: int


# ── From both ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Drawing:
    """The pictures that are being drawn anew, name and title of each; the page still shows the earlier ones."""

    number: int
    pictures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Redrawn:
    """Pictures of a contract by name, each as the page shows it, that read otherwise than those told of it before."""

    number: int
    contract: str
    figures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """All pictures of a share of a contract are drawn; `names` by the numbers of their kinds. `tried`: with what the examples
    touch, which are the last of a save."""

    number: int
    contract: str
    names: Mapping[int, tuple[str, ...]]
    tried: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """A step could not be done: something beside the contract cannot be read, or a defect of ours."""

    number: int
    sentence: str


Message = Found | Look | Model | Page | Nothing | Drawing | Redrawn | Drawn | Failed
"""What either of them says of a save."""

# ── Evaluators ────────────────────────────────────────────────────────────────────────────────────────────────────────


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
