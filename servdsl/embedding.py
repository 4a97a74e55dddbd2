"""Loading a freshly generated evaluator into this process, to run examples on exactly what `build` writes.

Floor 5. Only text that the compiler itself has just emitted is ever imported.
"""

from __future__ import annotations

import importlib
import itertools
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from servdsl.backends import python
from servdsl.examples import Evaluator, Outcome, run
from servdsl.model import Contract

_numbers = itertools.count(1)


def load(contract: Contract) -> ModuleType:
    """The evaluator module of a contract, imported from a temporary copy under a name of its own. All share one runtime:
    most of the time of an import is the runtime's, which is the same text beside every contract."""
    package = f"_servdsl_built_{next(_numbers)}"
    sys.modules[f"{package}.{python.RUNTIME}"] = _runtime()
    own = {path: text for path, text in python.emit(contract).items() if not path.startswith(f"{python.RUNTIME}/")}
    return _imported(package, own, f"{contract.name}.evaluator")


@cache
def _runtime() -> ModuleType:
    return _imported("_servdsl_built", python.runtime(), python.RUNTIME)


def _imported(package: str, files: Mapping[str, str], module: str) -> ModuleType:
    with tempfile.TemporaryDirectory(prefix="servdsl-") as folder:
        root = Path(folder) / package
        for path, text in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        (root / "__init__.py").touch()
        sys.path.insert(0, folder)
        try:
            importlib.invalidate_caches()
            return importlib.import_module(f"{package}.{module}")
        finally:
            sys.path.remove(folder)


def ways(module: ModuleType, facts: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """How the due instant of each window that has started is counted, by the windows' names, as `diagrams.answer` draws it.
    ValueError as for an answer."""
    found: Mapping[str, Mapping[str, Any]] = module.EVALUATOR.ways(module.Facts.from_dict(facts))
    return found


def evaluator(module: ModuleType) -> Evaluator:
    """A loaded evaluator as plain questions: facts in, answer out."""
    return Evaluator(
        answer=lambda facts: module.evaluate(module.Facts.from_dict(facts)).to_dict(),
        schedule=lambda facts, over: module.schedule(module.Facts.from_dict(facts), over),
    )


def outcome(contract: Contract) -> Outcome:
    """What the examples of a contract show on its freshly generated evaluator."""
    module = load(contract)
    return run(contract, evaluator(module), module.InputErrors)
