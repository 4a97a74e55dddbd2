"""The table: python -m tests.mistakes [--each] [--missed] [NAME …]"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable

from tests.mistakes import FILES, Verdict, judge, planted


def main() -> None:
    """Print how many mistakes are found, in the right place, with help; by contract and by kind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", action="store_true", help="what is said of each mistake")
    parser.add_argument("--missed", action="store_true", help="what is said of those that are missed in some way")
    parser.add_argument("names", nargs="*", help="only these contracts")
    wanted = parser.parse_args()
    verdicts: dict[str, list[Verdict]] = {}
    for file in FILES:
        if not wanted.names or file.stem in wanted.names:
            plan = planted(file)
            verdicts[file.stem] = [judge(plan, mistake) for mistake in plan.mistakes]
    for name, given in verdicts.items():
        for one in given:
            if wanted.each or (wanted.missed and one.missed):
                print(_told(name, one))
    everything = [one for given in verdicts.values() for one in given]
    by_kind: dict[str, list[Verdict]] = defaultdict(list)
    for one in everything:
        by_kind[one.mistake.kind].append(one)
    print(f"{'':22}{'mistakes':>9}{'found':>8}{'placed':>8}{'helped':>8}{'errors each':>13}")
    for label, some in (*verdicts.items(), *sorted(by_kind.items()), ("together", everything)):
        print(_row(label, some))


def _row(label: str, verdicts: Iterable[Verdict]) -> str:
    some = list(verdicts)
    counts = [sum(bool(one.found) for one in some), sum(bool(one.placed) for one in some)]
    counts.append(sum(one.is_helped for one in some))
    errors = sum(found.severity == "error" for one in some for found in one.said)
    shares = "".join(f"{100 * count / len(some):7.1f}%" for count in counts)
    return f"{label:22}{len(some):9}{shares}{errors / len(some):13.2f}"


def _told(name: str, verdict: Verdict) -> str:
    mistake = verdict.mistake
    missed = ", ".join(f"not {word}" for word in verdict.missed) or "found, placed, helped"
    lines = [f"{name}: {mistake.kind}: {missed}", f"    - {mistake.text!r}", f"    + {mistake.by!r}"]
    lines += [f"      {one.span.line}: {one.code} {one.message}; {one.help}" for one in verdict.said[:6]]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
