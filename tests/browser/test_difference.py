"""The page of a comparison in a real browser: nothing is loaded, all people can use it, its links lead to the changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.checks import Open, dead_links, overflow, repeated_ids, spilled, violations


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_of_accessibility(opened: Open, compared: Path, scheme: str) -> None:
    assert violations(opened(compared, color_scheme=scheme)) == []


def test_every_link_leads_to_one_place_in_the_page(opened: Open, compared: Path) -> None:
    page = opened(compared)
    assert dead_links(page) == []
    assert repeated_ids(page) == []
    assert page.locator("a.changed").count() > 0


@pytest.mark.parametrize("width", [390, 1280])
def test_it_fits_the_window_and_its_texts_their_cells(opened: Open, compared: Path, width: int) -> None:
    page = opened(compared, viewport={"width": width, "height": 900})
    assert overflow(page) <= 0
    assert width < 1280 or spilled(page) == []


def test_a_marked_cell_leads_to_its_change(opened: Open, compared: Path) -> None:
    page = opened(compared)
    page.locator("a.changed").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash").startswith("#change-")


def test_hostile_labels_are_text(opened: Open, compared: Path) -> None:
    page = opened(compared)
    assert page.evaluate("document.querySelectorAll('script, img, iframe, object, link').length") == 0
    assert "<script>alert(1)</script>" in page.inner_text("body")
