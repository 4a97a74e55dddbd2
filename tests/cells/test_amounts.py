"""Whether one quantity is at least another: worked by hand, then against trying numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servdsl.cells import Grid
from servdsl.cells.amounts import Compared, at_least, bounds
from servdsl.cells.ranges import Range, Ranges
from servdsl.model.expressions import Arithmetic, Expr, Pick
from tests.cells.build import calculated, const, contract, ref, test, value, years

RANGES = Ranges(contract())


def times(count: int | str, expr: Expr) -> Arithmetic:
    return Arithmetic(op="*", left=const("number", Decimal(count)), right=expr, type="whole")


def plus(left: Expr, right: Expr) -> Arithmetic:
    return Arithmetic(op="+", left=left, right=right, type="whole")


def minus(left: Expr, right: Expr) -> Arithmetic:
    return Arithmetic(op="-", left=left, right=right, type="whole")


YEAR, FEE, COST = ref("year"), ref("fee"), ref("cost")
"""Year lies between 0 and 12; the others have no bounds."""


@pytest.mark.parametrize(
    ("expr", "other", "enough"),
    [
        (const("whole", 3), const("whole", 3), True),
        (const("whole", 2), const("whole", 3), False),
        (times(2, YEAR), YEAR, True),
        (YEAR, times(2, YEAR), False),
        (plus(YEAR, const("whole", 1)), YEAR, True),
        (plus(YEAR, FEE), plus(FEE, YEAR), True),
        (const("whole", 12), YEAR, True),
        (const("whole", 11), YEAR, False),
        (FEE, COST, False),
        (value("rate"), const("number", 3), None),
        (value("rate"), value("rate"), True),
        (Arithmetic(op="/", left=times(4, YEAR), right=const("number", 2), type="number"), YEAR, True),
    ],
)
def test_by_hand(expr: Expr, other: Expr, enough: bool | None) -> None:
    assert at_least(expr, other, RANGES, {}).enough is enough


def test_what_is_shown_is_too_little() -> None:
    assert at_least(const("whole", 3), YEAR, RANGES, {}) == Compared(False, {YEAR: Fraction(12)})
    shown = at_least(const("whole", 3), FEE, RANGES, {"fee": Range(Fraction(0), None)}).shown
    assert shown[FEE] > 3


def test_cells_bound_what_they_are_about() -> None:
    made = contract()
    grid = Grid.over(made, [years(3, 5), test("fee", "<", 100)])
    both = grid.truth(years(3, 5)) & grid.truth(test("fee", "<", 100))
    assert bounds(grid, both) == {"year": Range(Fraction(3), Fraction(5)), "fee": Range(None, Fraction(100))}
    assert bounds(grid, grid.all) == {"year": Range(Fraction(0), Fraction(12)), "fee": Range()}
    assert at_least(const("whole", 5), YEAR, RANGES, bounds(grid, both)).enough is True


def test_an_unknown_quantity_may_still_be_known_to_be_too_little() -> None:
    capped = Pick(which="lesser", left=value("rate"), right=const("number", 2), type="number")
    assert at_least(capped, const("number", 3), RANGES, {}) == Compared(False)


linear = st.recursive(
    st.one_of(st.just(YEAR), st.builds(const, st.just("whole"), st.integers(-5, 5))),
    lambda inner: st.one_of(
        st.builds(plus, inner, inner), st.builds(minus, inner, inner), st.builds(times, st.integers(-3, 3), inner)
    ),
    max_leaves=4,
)


@given(linear, linear)
def test_every_number_agrees(expr: Expr, other: Expr) -> None:
    found = at_least(expr, other, RANGES, {})
    facts = [{"year": Fraction(year)} for year in range(13)]
    assert found.enough == all(calculated(expr, one) >= calculated(other, one) for one in facts)
    if found.shown:
        (worst,) = found.shown.values()
        assert calculated(expr, {"year": worst}) < calculated(other, {"year": worst})
