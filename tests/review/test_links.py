"""Links of the page: examples in a row stand as one."""

from __future__ import annotations

import pytest

from servdsl.backends.review.links import runs


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((), []),
        ((4,), [(4, 4)]),
        ((4, 5), [(4, 4), (5, 5)]),
        ((4, 5, 6), [(4, 6)]),
        ((9, 1, 2, 3, 7), [(1, 3), (7, 7), (9, 9)]),
    ],
)
def test_three_in_a_row_are_a_run(numbers: tuple[int, ...], expected: list[tuple[int, int]]) -> None:
    assert runs(numbers) == expected
