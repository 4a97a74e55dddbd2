"""Evaluators of many variants of one contract, quickly: they share the runtime of the first."""

from __future__ import annotations

import itertools
import sys
from types import ModuleType

from servdsl import embedding
from servdsl.backends import python
from servdsl.examples import Evaluator
from servdsl.model import Contract

_numbers = itertools.count(1)


class Workshop:
    """Makes evaluators; `wrong_facts` is the error of all of them for facts that they cannot take."""

    def __init__(self, contract: Contract) -> None:
        self._first = embedding.load(contract)
        self.wrong_facts: type[Exception] = self._first.InputErrors
        assert self._first.__package__ is not None
        self._runtime = sys.modules[self._first.__package__].rt
        self.original = embedding.evaluator(self._first)

    def evaluator(self, contract: Contract) -> Evaluator:
        """The evaluator that `build` would write for a variant."""
        package = f"_servdsl_variant_{next(_numbers)}"
        path = f"{contract.name}/evaluator.py"
        code = compile(python.emit(contract)[path], f"{package}/{path}", "exec")
        home, module = ModuleType(package), ModuleType(f"{package}.evaluator")
        home.rt = self._runtime  # type: ignore[attr-defined]
        home.__path__ = []
        module.__package__ = package
        sys.modules[package], sys.modules[module.__name__] = home, module
        try:
            exec(code, module.__dict__)
        finally:
            del sys.modules[package], sys.modules[module.__name__]
        return embedding.evaluator(module)
