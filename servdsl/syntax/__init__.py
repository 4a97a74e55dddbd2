"""Text to nodes and back: the grammar, the layout, and whatever can go wrong in writing. The sole user of Lark."""

from __future__ import annotations

from servdsl.syntax.gathering import gather
from servdsl.syntax.kept import Items
from servdsl.syntax.layout import format
from servdsl.syntax.parse import parse
from servdsl.syntax.reading import read
from servdsl.syntax.translating import translated

__all__ = ["Items", "format", "gather", "parse", "read", "translated"]
