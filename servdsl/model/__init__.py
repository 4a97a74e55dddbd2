"""The checked contract, as frozen records. `Contract` is the whole; see contract.py, expressions.py, values.py."""

from servdsl.model.contract import Contract

__all__ = ["Contract"]
