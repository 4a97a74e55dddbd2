"""What every part of the model is made of: frozen records, origins, labels.

Floor 1. The model is the checked contract: it knows nothing of syntax, and all behind it (analyses, evaluators,
pictures) reads only the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

T = TypeVar("T")


class Record(BaseModel):
    """A frozen record; unknown fields are a defect of the compiler."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def parts(self) -> Mapping[str, object]:
        """Its fields and what they hold; whoever walks through a whole contract asks for them thousands of times."""
        return self.__dict__


class Origin(Record):
    """Where something was written: a 1-based line and column of a `.plan` file."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def placeless(part: object) -> object:
    """A part of the model, or several, without where they were written: two that say the same are equal."""
    match part:
        case tuple():
            return tuple(placeless(one) for one in part)
        case Record():
            held = part.parts().values()
            return type(part), tuple(placeless(one) for one in held if type(one) is not Origin)
        case _:
            return part


class Same(Generic[T]):
    """A part of the model as a key by its identity: what hangs on a large part is remembered without a look at all of it.
    Whoever remembers the key keeps the part, so that its identity stays its own."""

    __slots__ = ("part",)

    def __init__(self, part: T) -> None:
        self.part = part

    def __hash__(self) -> int:
        return id(self.part)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.part is self.part


class Labels(Record):
    """Texts for people by language tag; the first is the contract's own language."""

    texts: tuple[tuple[str, str], ...] = ()

    @property
    def own(self) -> str:
        """The text in the contract's own language, else the first that there is; empty where nothing is said."""
        return self.texts[0][1] if self.texts else ""

    def text(self, language: str, otherwise: str) -> str:
        """The label in `language`, else in the contract's own language, else `otherwise`."""
        by_language = dict(self.texts)
        return by_language.get(language) or self.own or otherwise
