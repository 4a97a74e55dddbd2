"""placeholder"""
from __future__ import annotations
def examples(items, contract, scope):  # type: ignore
    return ()
