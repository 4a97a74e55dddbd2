"""The order of the passes, and nothing else.

    read → parse → translate → analyse → emit

Each pass returns its result and its diagnostics; only the end of a pass may stop the run. A mistake of the author is a
diagnostic; an exception is a defect of the compiler.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from servdsl.analyses import analyse
from servdsl.diagnostics import Diagnostic, Note, has_errors, in_order
from servdsl.model import Contract
from servdsl.model.contract import Allowance
from servdsl.semantics import translate
from servdsl.source import Source, Span
from servdsl.syntax import parse, read

Files = dict[str, str | bytes]
"""What a back-end lays out: relative path to content."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of one `.plan` file: its text, the contract where one could be made, and all that was found.

    `allowed` holds the warnings and hints that the author stands by, each with the reason; they are not among the
    diagnostics."""

    path: Path
    source: Source | None
    contract: Contract | None
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    allowed: tuple[tuple[Diagnostic, Allowance], ...] = field(default=())

    @property
    def ok(self) -> bool:
        return self.contract is not None and not has_errors(self.diagnostics)


def check(path: Path, name: str | None = None) -> Checked:
    """Read one file and find all there is to say about it. `name` is how diagnostics call it."""
    source, found = read(path, name or path.as_posix())
    if source is None:
        return Checked(path, None, None, tuple(in_order(found)))
    return check_text(source, path, found)


def check_text(source: Source, path: Path, found: Sequence[Diagnostic] = ()) -> Checked:
    """The same for a text that is already in memory (an editor's buffer, standard input)."""
    diagnostics = list(found)
    tree, syntax = parse(source)
    diagnostics += syntax
    contract, meaning = translate(tree, source)
    diagnostics += meaning
    if contract is not None and not has_errors(diagnostics):
        diagnostics += analyse(contract)
    kept, allowed = _quieted(in_order(diagnostics), contract.allowances if contract is not None else ())
    return Checked(path, source, contract, tuple(kept), tuple(allowed))


def _quieted(
    found: Sequence[Diagnostic], allowances: Sequence[Allowance]
) -> tuple[list[Diagnostic], list[tuple[Diagnostic, Allowance]]]:
    """What remains to be said, and what the author allows; an allowance that quiets nothing is said too, unless
    errors kept what it is for from being looked for."""
    kept: list[Diagnostic] = []
    allowed: list[tuple[Diagnostic, Allowance]] = []
    for diagnostic in found:
        by = [allowance for allowance in allowances if _quiets(allowance, diagnostic)]
        allowed += [(diagnostic, allowance) for allowance in by]
        kept += [] if by else [diagnostic]
    if has_errors(kept):
        return kept, allowed
    used = [allowance for _, allowance in allowed]
    idle = (allowance for allowance in allowances if allowance not in used)
    return in_order([*kept, *(_idle(allowance) for allowance in idle)]), allowed


def _quiets(allowance: Allowance, diagnostic: Diagnostic) -> bool:
    within = allowance.first_line <= diagnostic.span.line <= allowance.last_line
    same_file = allowance.origin.file == diagnostic.span.file
    return allowance.code == diagnostic.code and within and same_file


def _idle(allowance: Allowance) -> Diagnostic:
    place = allowance.origin
    span = Span(place.file, place.line, place.column, place.line, place.column + len("allow"))
    return Diagnostic("SD051", span, {"code": allowance.code})


def check_all(paths: Iterable[Path], progress: Callable[[str], None] = lambda _: None) -> list[Checked]:
    """Every file; two contracts of one name are an error, since their output folders would be one."""
    results: list[Checked] = []
    first: dict[str, Checked] = {}
    for path in paths:
        progress(path.as_posix())
        result = check(path)
        if result.contract is not None:
            earlier = first.setdefault(result.contract.name, result)
            if earlier is not result:
                result = _clash(result, earlier)
        results.append(result)
    return results


def _clash(result: Checked, earlier: Checked) -> Checked:
    assert result.source is not None
    name = result.contract.name if result.contract else ""
    other = Span(earlier.path.as_posix(), 1, 1, 1, 2)
    finding = Diagnostic("SD050", result.source.start(), {"name": name}, notes=(Note(other, "the other contract"),))
    return Checked(result.path, result.source, None, (*result.diagnostics, finding))


def emit(contracts: Sequence[Contract], progress: Callable[[str], None] = lambda _: None) -> Files:
    """Everything that is generated from checked contracts: evaluators with the runtime beside them, and drawings."""
    from servdsl.backends import diagrams, python

    files: Files = {}
    for contract in contracts:
        progress(contract.name)
        files.update(python.emit(contract))
        for path, dot in diagrams.emit(contract).items():
            files[path] = dot
            files[path.removesuffix(".dot") + ".svg"] = diagrams.render(dot, "svg")
    return files
