"""`python -m tests.mutation [CONTRACT…]`: plant mistakes and tell which of them nothing notices.

Exit 1 if one that changes an answer survives, 2 if a contract has errors or failing examples.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from servdsl.syntax import read
from tests.mutation.classify import Bench, Fate, Verdict
from tests.mutation.text import Mistake

ROOT = Path(__file__).parents[2]
FATES: tuple[Fate, ...] = ("rejected", "caught", "equivalent", "unnoticed", "crashed")
BAD: tuple[Fate, ...] = ("unnoticed", "crashed")
_LIMIT = 150


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; the exit code."""
    options = _options(arguments)
    paths = options.contracts or sorted((ROOT / "contracts").glob("*.plan"))
    verdicts: dict[Path, list[Verdict]] = {}
    try:
        for path in paths:
            verdicts[path] = tried(path, options.jobs, options.limit)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    for path, found in verdicts.items():
        report = "\n".join(_report(path, found, options.verbose))
        print(report)
        if options.report is not None:
            (options.report / f"survivors-{path.stem}.txt").write_text(f"{report}\n", encoding="utf-8")
    every = [verdict for found in verdicts.values() for verdict in found]
    print(f"total: {_sums(every)}")
    return int(any(verdict.fate in BAD for verdict in every))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("contracts", nargs="*", type=Path, help="contracts (default: all of the project)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: 2)")
    parser.add_argument(
        "--limit", type=int, default=_LIMIT, help=f"mistakes a contract (default: {_LIMIT}; 0: every one)"
    )
    parser.add_argument("--report", type=Path, help="a folder for one list of survivors for each contract")
    parser.add_argument("--verbose", action="store_true", help="also list equivalent ones")
    return parser.parse_args(arguments)


# ── Trying ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_benches: dict[Path, Bench] = {}
"""Of this process: a contract is made ready once."""


def bench(path: Path) -> Bench:
    """The contract of a file, ready for mistakes. ValueError where it is not sound."""
    if path not in _benches:
        source, found = read(path, path.as_posix())
        if source is None:
            raise ValueError("; ".join(diagnostic.message for diagnostic in found))
        _benches[path] = Bench(source)
    return _benches[path]


def _try(job: tuple[Path, Mistake]) -> Verdict:
    path, mistake = job
    return bench(path).verdict(mistake)


def tried(path: Path, jobs: int, limit: int) -> list[Verdict]:
    """The verdicts on the mistakes of one contract, by line."""
    mistakes = bench(path).mistakes()[: limit or None]
    work = [(path, mistake) for mistake in mistakes]
    verdicts: list[Verdict] = []
    with _progress(path.stem, len(work)) as bar, get_context("fork").Pool(max(1, jobs)) as pool:
        task = bar.add_task(path.stem, total=len(work))
        for verdict in pool.imap_unordered(_try, work, chunksize=1):
            verdicts.append(verdict)
            bar.update(task, advance=1)
    return sorted(verdicts, key=lambda verdict: (verdict.mistake.line, verdict.mistake.kind, verdict.mistake.what))


def _progress(name: str, total: int) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty() or not (name and total))


# ── Telling ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _report(path: Path, verdicts: Sequence[Verdict], verbose: bool) -> Iterator[str]:
    shown: tuple[Fate, ...] = ("equivalent", *BAD) if verbose else BAD
    for verdict in verdicts:
        if verdict.fate in shown:
            mistake = verdict.mistake
            yield f"{path.as_posix()}:{mistake.line}: {verdict.fate}: {mistake.kind}: {mistake.what}"
            yield from (f"    {difference}" for difference in verdict.differences)
            if verdict.question is not None:
                yield f"    asked {json.dumps(verdict.question, ensure_ascii=False)}"
    yield f"{path.stem}: {_sums(verdicts)}"


def _sums(verdicts: Sequence[Verdict]) -> str:
    counts = Counter(verdict.fate for verdict in verdicts)
    shown = [fate for fate in FATES if counts[fate] or fate != "crashed"]
    return f"{len(verdicts)} mistakes, " + ", ".join(f"{counts[fate]} {fate}" for fate in shown)


if __name__ == "__main__":
    sys.exit(main())
