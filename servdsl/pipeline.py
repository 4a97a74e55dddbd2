"""The order of the passes, and nothing else.

    read → parse → gather what is used → translate → analyse → emit (evaluator, pictures, review page)

Each pass returns its result and its diagnostics; only the end of a pass may stop the run. A mistake of the author is a
diagnostic; an exception is a defect of the compiler.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from servdsl import semantics
from servdsl.analyses import analyse
from servdsl.cells import Study
from servdsl.checked import Checked
from servdsl.diagnostics import Diagnostic, Note, has_errors, in_order
from servdsl.messages import say
from servdsl.model import Contract
from servdsl.model.common import in_common
from servdsl.model.contract import Allowance
from servdsl.source import Source, Span
from servdsl.syntax import Items, gather, parse, read
from servdsl.syntax.gathering import Gathered
from servdsl.syntax.nodes import File, Shared
from servdsl.syntax.quoting import in_keywords_of

Files = dict[str, str | bytes]
"""What a back-end lays out: relative path to content."""


@dataclass(slots=True)
class Kept:
    """What one check of a file leaves for the next one: the result is the same, sooner."""

    items: Items = field(init=False, default_factory=Items)
    meaning: semantics.Kept = field(init=False)
    study: Study | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.meaning = semantics.Kept(self.items.text, self.items.came)


def check(path: Path, name: str | None = None, border: Path | None = None, kept: Kept | None = None) -> Checked:
    """Read one file and find all there is to say about it. `name` is how diagnostics call it; `border` is the folder that
    no `use` leads out of, else the file's own; `kept` is what the check of an earlier text of it has left."""
    source, found = read(path, name or path.as_posix())
    if source is None:
        return Checked(path, None, None, tuple(in_order(found)))
    return check_text(source, path, found, border, kept)


def check_text(
    source: Source,
    path: Path,
    found: Sequence[Diagnostic] = (),
    border: Path | None = None,
    kept: Kept | None = None,
) -> Checked:
    """The same for a text that is already in memory (an editor's buffer, standard input)."""
    front = _front(source, path, border, kept)
    diagnostics = [*found, *front.diagnostics]
    contract, tree, gathered = front.contract, front.tree, front.gathered
    if contract is not None and not has_errors(diagnostics):
        study = _study(contract, kept)
        contract = study.contract
        diagnostics += analyse(study)
    diagnostics = [d for d in diagnostics if d.span.file == source.name or d.code not in _OF_OTHERS]
    left, allowed = _quieted(in_order(diagnostics), contract.allowances if contract is not None else ())
    for one in (source, *(used.source for used in gathered.used)):
        left = in_keywords_of(one, left)
        allowed = list(
            zip(in_keywords_of(one, (found for found, _ in allowed)), (by for _, by in allowed), strict=True)
        )
    shared = contract is None and any(isinstance(item, Shared) for item in tree.items)
    return Checked(path, source, contract, tuple(left), tuple(allowed), gathered.used, shared)


@dataclass(frozen=True, slots=True)
class _Front:
    """What a text says, before anything is asked of it."""

    tree: File
    gathered: Gathered
    contract: Contract | None
    diagnostics: list[Diagnostic]


def _front(source: Source, path: Path, border: Path | None, kept: Kept | None) -> _Front:
    tree, syntax = parse(source, kept.items if kept is not None else None)
    gathered = gather(tree, source, path, border)
    before = kept.meaning if kept is not None else None
    contract, meaning = semantics.translate(tree, source, gathered.used, gathered.whole, before)
    return _Front(tree, gathered, contract, [*syntax, *gathered.diagnostics, *meaning])


def _study(contract: Contract, kept: Kept | None) -> Study:
    """A study that goes on from what the last one has left."""
    if kept is None:
        return Study(contract)
    kept.study = Study(contract if kept.study is None else in_common(contract, kept.study.contract), kept.study)
    return kept.study


def study(path: Path, border: Path | None = None, kept: Kept | None = None) -> Study | None:
    """The contract of a file for those who leave it to `check`, beside them, to say what is wrong with it: None where it
    cannot be read or translated. What analyses would find is not looked for."""
    source, found = read(path, path.as_posix())
    if source is None:
        return None
    front = _front(source, path, border, kept)
    if front.contract is None or has_errors([*found, *front.diagnostics]):
        return None
    return _study(front.contract, kept)


_OF_OTHERS = frozenset({"SD413", "SD414", "SD503"})
"""Hints that something is not used: what stands in a shared file, another contract may use."""


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


def check_all(
    paths: Iterable[Path],
    progress: Callable[[str], None] = lambda _: None,
    borders: Mapping[Path, Path] = MappingProxyType({}),
) -> list[Checked]:
    """Every file; two contracts of one name are an error, since their output folders would be one. `borders` names the
    folder that a file's `use` may not lead out of, where that is not its own. Shared files are checked with the contracts
    that use them; a hint tells of those that none of these does."""
    results: list[Checked] = []
    first: dict[str, Checked] = {}
    for path in paths:
        progress(path.as_posix())
        result = check(path, border=borders.get(path))
        if result.contract is not None:
            earlier = first.setdefault(result.contract.name, result)
            if earlier is not result:
                result = _clash(result, earlier)
        results.append(result)
    used = {one.place for result in results for one in result.used}
    return [_unused(result) if result.shared and result.path.resolve() not in used else result for result in results]


def _unused(result: Checked) -> Checked:
    assert result.source is not None
    hint = Diagnostic("SD014", result.source.start())
    return replace(result, diagnostics=(hint, *result.diagnostics))


def _clash(result: Checked, earlier: Checked) -> Checked:
    assert result.source is not None
    name = result.contract.name if result.contract else ""
    other = Span(earlier.path.as_posix(), 1, 1, 1, 2)
    finding = Diagnostic(
        "SD050", result.source.start(), {"name": name}, notes=(Note(other, say("the other contract")),)
    )
    return Checked(result.path, result.source, None, (*result.diagnostics, finding))


def emit(checked: Sequence[Checked], progress: Callable[[str], None] = lambda _: None) -> Files:
    """Everything that is generated from contracts free of errors: evaluators with the runtime beside them, pictures, the
    review page. Raises RegisterError and SignatureError for what lies beside a contract and cannot be read."""
    from servdsl import reviewing
    from servdsl.backends import python, review

    files: Files = {}
    for one in checked:
        if one.contract is None:
            continue
        progress(one.contract.name)
        files.update(python.emit(one.contract))
        shown = reviewing.evidence(one)
        for picture in shown.figures:
            files[f"{one.contract.name}/{picture.name}.dot"] = picture.dot
            files[f"{one.contract.name}/{picture.name}.svg"] = picture.svg
        files.update(review.emit(one.contract, shown))
    return files
