"""The review pages in a real browser: nothing is loaded or refused, every link leads somewhere, all people can use them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.checks import Open, dead_links, overflow, repeated_ids, spilled, violations
from tests.browser.pages import COMMITTED, hostile

SHORTER = sorted(COMMITTED, key=lambda path: path.stat().st_size)[:3]
BY_NAME = pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.parent.name)


@pytest.fixture(scope="session")
def hostile_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "review.html"
    path.write_text(hostile(), encoding="utf-8")
    return path


def test_there_is_a_page_for_each_contract() -> None:
    root = COMMITTED[0].parents[2]
    assert {path.parent.name for path in COMMITTED} == {path.stem for path in (root / "contracts").glob("*.plan")}


@BY_NAME
def test_no_violation_of_accessibility(opened: Open, path: Path) -> None:
    assert violations(opened(path)) == []


@pytest.mark.parametrize("path", SHORTER, ids=lambda path: path.parent.name)
def test_colours_contrast_in_the_dark_too(opened: Open, path: Path) -> None:
    """Only colours differ in the dark, and no page has one that the shorter ones have not (the next test)."""
    assert violations(opened(path, color_scheme="dark"), "color-contrast") == []


def test_no_page_has_a_colour_that_the_shorter_ones_have_not() -> None:
    def colours(paths: list[Path]) -> set[str]:
        return {found for path in paths for found in re.findall(r'(?:fill|stroke)="[^"]*"', path.read_text("utf-8"))}

    assert colours(COMMITTED) == colours(SHORTER) != set()


@BY_NAME
def test_every_link_leads_to_one_place_in_the_page(opened: Open, path: Path) -> None:
    page = opened(path)
    assert dead_links(page) == []
    assert repeated_ids(page) == []


@BY_NAME
def test_a_narrow_screen_needs_no_sideways_scrolling(opened: Open, path: Path) -> None:
    assert overflow(opened(path, viewport={"width": 390, "height": 800})) <= 0


@BY_NAME
def test_no_text_leaves_its_cell(opened: Open, path: Path) -> None:
    assert spilled(opened(path, viewport={"width": 1280, "height": 900})) == []


@BY_NAME
def test_the_keyboard_reaches_content_search_and_pictures(opened: Open, path: Path) -> None:
    page = opened(path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.tagName"))
    assert "A" in seen


@BY_NAME
def test_search_and_tier_hide_what_does_not_match(opened: Open, path: Path) -> None:
    page = opened(path)
    shown = "[...document.querySelectorAll('.statements > li:not([hidden])')].length"
    count = page.evaluate(shown)
    assert count > 5
    page.fill("#search", "zzzz-nothing")
    assert page.evaluate(shown) == 0
    page.click("button[type=reset]")
    page.wait_for_function(f"{shown} === {count}")
    tier = page.evaluate("document.querySelector('#tier option:nth-child(2)').value")
    page.select_option("#tier", tier)
    offers = page.evaluate(
        "[...document.querySelectorAll('.statements > li:not([hidden])')].map(e => e.dataset.offers)"
    )
    assert 0 < len(offers) <= count
    assert all(tier in one.split() for one in offers)


@BY_NAME
def test_each_language_of_the_surface_is_shown_alone(opened: Open, path: Path) -> None:
    page = opened(path)
    heads = {}
    for language in ("en", "es", "zh"):
        page.select_option("#surface", language)
        heads[language] = page.inner_text("#summary-head").strip()
        assert page.evaluate("document.documentElement.lang") == language
        visible = page.evaluate(
            "[...new Set([...document.querySelectorAll('.said')].filter(e => e.offsetParent || e.getClientRects().length)"
            ".map(e => e.lang))]"
        )
        assert visible == [language]
    assert heads == {"en": "Summary", "es": "Resumen", "zh": "概要"}


@BY_NAME
def test_it_prints_on_a_sensible_number_of_pages(opened: Open, path: Path, tmp_path: Path) -> None:
    page = opened(path)
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "page.pdf").read_bytes()))

    def count(selector: str) -> int:
        return int(page.evaluate(f"document.querySelectorAll('{selector}').length"))

    figures, clauses, rows = count("figure"), count(".statements > li"), count(".sources tbody tr")
    examples = count(".examples > li")
    assert 3 <= pages <= 6 + figures + clauses // 12 + examples // 6 + rows // 14


def test_without_its_script_the_page_shows_everything_in_one_language(opened: Open) -> None:
    page = opened(COMMITTED[0], java_script_enabled=False)
    assert page.locator("#search").is_hidden()
    assert page.locator(".statements > li").first.is_visible()


def test_hostile_labels_are_text_and_nothing_else(opened: Open, hostile_path: Path) -> None:
    page = opened(hostile_path)
    assert page.evaluate("document.querySelectorAll('script').length") == 1
    assert page.evaluate("document.querySelectorAll('img, iframe, object, link').length") == 0
    attributes = "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => a.name))"
    handlers = f"{attributes}.filter(name => name.startsWith('on'))"
    assert page.evaluate(handlers) == []
    assert "<script>alert(1)</script>" in page.inner_text("h1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_the_policy_lets_no_other_script_or_style_in(browser: Browser, hostile_path: Path) -> None:
    text = hostile_path.read_text(encoding="utf-8")
    broken = hostile_path.with_name("broken.html")
    broken.write_text(text.replace("</main>", "<script>window.broken = 1</script></main>"), encoding="utf-8")
    page = browser.new_page()
    page.goto(broken.as_uri())
    assert page.evaluate("window.broken") is None
    assert page.evaluate("document.documentElement.dataset.ready") == ""
    page.close()
