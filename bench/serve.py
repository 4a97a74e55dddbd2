"""How long after a save the live preview follows: every contract of contracts/.

    python bench/serve.py [--rounds N] [--edit value|label|moved] [NAME …]

A server of its own for a copy of each contract; each round edits it and saves by rename, as editors do:

    value     the first length of time is one hour or day longer: what authors do
    label     the contract is called otherwise: every picture changes
    moved     a value, and lines are added above all others: every statement stands elsewhere

Told are milliseconds from the save to the news of it, as a browser hears them, the best of the rounds and, in brackets, the
middle one:

    findings  errors, warnings and hints of the new text
    text      the page with the new text; pictures still the last ones
    picture   the first of the pictures that changed, drawn anew
    pictures  all that changed
    examples  all examples run on the generated evaluator, and the pictures that show what they touch
    broken    a syntax error: its finding above the page

Wall time: the machine's other work is in it. Behind `/` stands the processor time that checker and compiler took together
until then (Linux), which is not.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Any

import httpx

ROOT = Path(__file__).parents[1]
STAGES = ("findings", "text", "picture", "pictures", "examples", "broken")
TARGET = 300
LENGTH = re.compile(r'^([^#"@\n]*?\b)(\d+)(?= (?:business |calendar )?(?:hours|days)\b)', re.MULTILINE)
LABEL = re.compile(r'^(contract \w+ "[^"]*)', re.MULTILINE)


class Server:
    """A running server for a copy of a contract."""

    def __init__(self, contract: Path) -> None:
        self._folder = tempfile.TemporaryDirectory()
        for one in contract.parent.glob("*.*"):
            shutil.copy(one, self._folder.name)
        self.plan = Path(self._folder.name) / contract.name
        command = [sys.executable, "-m", "servdsl", "serve", str(self.plan), "--port", "0"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        found = re.search(r"http://\S+/", self.process.stdout.readline())
        assert found is not None
        self.url = found[0]

    def save(self, text: str) -> None:
        """Save by rename."""
        beside = self.plan.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, self.plan)

    def end(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait()
        self._folder.cleanup()


class Preview:
    """What a running server says."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._client = httpx.Client(base_url=server.url, timeout=600)
        self._stream = self._client.stream("GET", "/events")
        self._news = self._states(self._stream.__enter__())

    def _states(self, response: httpx.Response) -> Iterator[dict[str, Any]]:
        for line in response.iter_lines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))

    def until(self, work: str) -> None:
        """Listen until that is under way."""
        while next(self._news)["work"] != work:
            pass

    @cached_property
    def _followers(self) -> list[Path]:
        """Where Linux tells how long the main threads of checker and compiler have run."""
        files = Path(f"/proc/{self._server.process.pid}/task").glob("*/children")
        pids = [pid for file in files for pid in file.read_text().split()]
        programs = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pids}
        names = (b"serve.checking", b"serve.compiling")
        return [Path(f"/proc/{pid}/schedstat") for pid, of in programs.items() if any(name in of for name in names)]

    def _busy(self) -> float:
        times = [int(file.read_text().split()[0]) / 1e6 for file in self._followers]
        return sum(times) if times else math.nan

    def saved(self, text: str) -> dict[str, tuple[float, float]]:
        """Milliseconds from a save to each stage, and those that checker and compiler ran."""
        began, ran = time.perf_counter(), self._busy()
        self._server.save(text)
        found: dict[str, tuple[float, float]] = {}

        def now() -> tuple[float, float]:
            return (time.perf_counter() - began) * 1000, self._busy() - ran

        def told(stage: str) -> None:
            found.setdefault(stage, now())

        version, trying = "", False
        for state in self._news:
            work = state["work"]
            if work == "done" and not state["ok"]:
                told("broken")
                return found
            if work != "reading":
                told("findings")
            if state["version"] != version and found.keys() >= {"findings"}:
                stages = state["version"].split("-")[1].split("+")
                fresh = version != "" or "text" in stages
                version = state["version"]
                if fresh:
                    assert state["page"]
                    if "text" in stages:
                        told("text")
                    if "pictures" in stages and not trying:
                        told("picture")
                        found["pictures"] = now()
            if work in ("trying", "done"):
                trying = True
                told("picture")
                told("pictures")
            if work == "done":
                told("examples")
                return found
        raise SystemExit("the server has ended")


def edited(text: str, edit: str, number: int) -> str:
    """The text of a contract in a round, counted from 1."""
    if edit == "label":
        changed = LABEL.sub(rf"\1 {number}", text, count=1)
    else:
        changed = LENGTH.sub(lambda found: f"{found[1]}{int(found[2]) + number}", text, count=1)
    assert changed != text
    return "\n" * (number * (edit == "moved")) + changed


def measured(contract: Path, rounds: int, edit: str) -> dict[str, list[tuple[float, float]]]:
    """Each stage's milliseconds, round by round."""
    found: dict[str, list[tuple[float, float]]] = {stage: [] for stage in STAGES}
    text = contract.read_text(encoding="utf-8")
    server = Server(contract)
    try:
        preview = Preview(server)
        preview.until("done")
        for number in range(rounds):
            good, bad = preview.saved(edited(text, edit, number + 1)), preview.saved(text + "\ntierr\n")
            for stage, taken in {**good, "broken": bad["broken"]}.items():
                found[stage].append(taken)
    finally:
        server.end()
    return found


def arguments(description: str | None) -> argparse.ArgumentParser:
    """What to measure."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="contracts to measure (default: all)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--edit", choices=("value", "label", "moved"), default="value", help="what each save changes")
    return parser


def chosen(names: Sequence[str]) -> list[Path]:
    """The contracts of these names; all where there is none."""
    return [one for one in sorted((ROOT / "contracts").glob("*.plan")) if not names or one.stem in names]


def main() -> None:
    """Measure and print a table."""
    options = arguments(__doc__).parse_args()
    print(f"{'milliseconds':12}", *(f"{stage:>18}" for stage in STAGES))
    for contract in chosen(options.names):
        found = measured(contract, options.rounds, options.edit)
        cells = (
            f"{f'{min(wall):.0f} ({median(wall):.0f})':>11} /{min(busy):5.0f}"
            for wall, busy in (zip(*found[stage], strict=True) for stage in STAGES)
        )
        print(f"{contract.stem:12}", *cells, flush=True)
    print(f"best of {options.rounds}; what an author waits for aims at {TARGET}; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
