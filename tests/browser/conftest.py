"""Headless Chromium for the tests of the page; where there is none they are skipped, unless SERVDSL_BROWSER=required."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import pages
from tests.browser.checks import Open

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """For these tests only: while it lives, its event loop runs in this thread, where others want to run their own."""
    if CHROMIUM is None:
        if os.environ.get("SERVDSL_BROWSER") == "required":
            pytest.fail("SERVDSL_BROWSER=required, but there is no chromium on this machine")
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens a page and, at the end, asserts that it said nothing to the console and asked for nothing."""
    heard: list[str] = []
    contexts = []

    def open_page(path: Path, **options: Any) -> Page:
        # Scripts of the tests themselves (axe) go round the page's policy; that the policy holds is a test of its own.
        context = browser.new_context(bypass_csp=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: heard.append(request.url) if request.url != path.as_uri() else None)
        page.on("dialog", lambda dialog: heard.append(dialog.message))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert heard == []


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a comparison."""
    path = tmp_path_factory.mktemp("compared") / "compared.html"
    path.write_text(pages.compared(), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The review page of a small contract."""
    path = tmp_path_factory.mktemp("small") / "review.html"
    path.write_text(pages.small(), encoding="utf-8")
    return path
