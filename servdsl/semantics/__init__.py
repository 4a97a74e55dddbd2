"""Meaning: nodes → the checked contract. `translate` is the whole of it; see from_file.py for the order."""

from servdsl.semantics.from_file import translate
from servdsl.semantics.kept import Kept

__all__ = ["Kept", "translate"]
