"""What the passes found out about one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from servdsl.diagnostics import Diagnostic, has_errors
from servdsl.model import Contract
from servdsl.model.contract import Allowance
from servdsl.source import Source
from servdsl.syntax.using import Used


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of one `.plan` file: its text, the contract where one could be made, and all that was found, in the
    files that it uses too.

    `allowed` holds the warnings and hints that the author stands by, each with the reason; they are not among the
    diagnostics. `shared`: the file holds no contract, but what contracts use."""

    path: Path
    source: Source | None
    contract: Contract | None
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    allowed: tuple[tuple[Diagnostic, Allowance], ...] = field(default=())
    used: tuple[Used, ...] = field(default=())
    shared: bool = False

    @property
    def ok(self) -> bool:
        return (self.contract is not None or self.shared) and not has_errors(self.diagnostics)

    @property
    def sources(self) -> dict[str, Source]:
        """The texts in which diagnostics may point, by name."""
        own = (self.source,) if self.source is not None else ()
        return {source.name: source for source in (*own, *(one.source for one in self.used))}
