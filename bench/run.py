"""The first figures: start-up, a check of a 700-line contract, importing an evaluator; then bench/due.py.

    python bench/run.py

Whole processes are timed, each several times; the table shows the median in milliseconds. Run it from a virtual
environment with `pip install '.[bench]'`: where byte code is not cached, every start of a checkout compiles afresh.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 5


def median(command: list[str], cwd: Path) -> float:
    """Median wall time of a command in milliseconds; the first run, which fills caches, does not count."""
    times = []
    for _ in range(RUNS + 1):
        began = time.perf_counter()
        subprocess.run(
            command, cwd=cwd, check=True, capture_output=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
        )
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:]) * 1000


def long_contract(lines: int) -> str:
    """The Intecnia contract with enough tiers of its kind behind it to be `lines` long."""
    text = (ROOT / "contracts/intecnia.plan").read_text(encoding="utf-8")
    parts = [text]
    number = 0
    while sum(part.count("\n") for part in parts) < lines:
        number += 1
        parts.append(
            f'tier extra_{number} "Extra {number}" extends corporate {{\n  price {number}.50 EUR per month\n'
            f"  respond within {number} business hours when severity is s1\n"
            f"  includes {number} hours of office_advice per term\n}}\n"
        )
    return "".join(parts).replace("  language es\n", "  language es\n  currency EUR\n", 1)


def main() -> None:
    python = sys.executable
    command = [python, "-m", "servdsl"]
    evaluator = "import sys; sys.path.insert(0, '.'); import generated.intecnia.evaluator"
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "long.plan"
        plan.write_text(long_contract(700), encoding="utf-8")
        bare = median([python, "-S", "-E", "-c", "pass"], ROOT)
        rows = [
            ("python -S -E, doing nothing", bare),
            ("servdsl --help", median([*command, "--help"], ROOT)),
            (
                f"servdsl check, {len(plan.read_text().splitlines())} lines",
                median([*command, "check", str(plan)], ROOT),
            ),
            (
                "import of the Intecnia evaluator, beyond bare python",
                median([python, "-S", "-E", "-c", evaluator], ROOT) - bare,
            ),
        ]
    for what, milliseconds in rows:
        print(f"{what:55} {milliseconds:8.1f} ms")
    subprocess.run([python, str(ROOT / "bench/due.py")], check=True)


if __name__ == "__main__":
    main()
