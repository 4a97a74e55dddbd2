"""What a screen reader meets: the accessibility tree of a small contract's page and of a comparison, as reviewed texts.

`pytest --update tests/browser/test_tree.py` writes them anew; read the difference before it is committed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.checks import Open

TREES = Path(__file__).parent / "trees"


@pytest.mark.parametrize("name", ["small", "compared"])
def test_the_accessibility_tree(opened: Open, request: pytest.FixtureRequest, name: str) -> None:
    tree = opened(request.getfixturevalue(name)).locator("body").aria_snapshot() + "\n"
    golden = TREES / f"{name}.yaml"
    if request.config.getoption("--update"):
        golden.write_text(tree, encoding="utf-8")
    assert tree == golden.read_text(encoding="utf-8")
