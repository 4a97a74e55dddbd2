"""No kind of clause is forgotten by the comparison."""

from __future__ import annotations

from typing import get_args

from servdsl.cli.telling import about
from servdsl.differences import Doubt, gates, searching
from servdsl.model import values

KINDS = {kind.model_fields["kind"].default for kind in get_args(get_args(values.Value)[0])}
LOOKED_AT = (
    {"promise", "attends", "price", "quota"},
    set(searching.DECIDED),
    set(searching.HOLDING),
    {*gates.BUYING, *gates.LASTING, *gates.USING},
)


def test_every_kind_is_looked_at_once() -> None:
    assert set().union(*LOOKED_AT) == KINDS
    assert sum(map(len, LOOKED_AT)) == len(KINDS)


def test_every_kind_has_words() -> None:
    for kind in KINDS:
        words = about(Doubt(kind, "thing", (), ""))
        assert words
        assert "{" not in words
