"""The live preview in a real browser: it follows the file, answers what is asked, and asks nobody else for anything."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from servdsl import pipeline
from tests.browser.checks import violations
from tests.browser.pages import HOSTILE

ROOT = Path(__file__).parents[2]
PATIENCE = 60_000
LABEL = 'tier basic         "Básica"'
"""How a line of contracts/intecnia.plan begins."""


class Preview:
    """A server for a contract, and what its pages said to the console and asked for."""

    def __init__(self, plan: Path, browser: Browser) -> None:
        self.plan = plan
        self.text = plan.read_text(encoding="utf-8")
        command = [sys.executable, "-m", "servdsl", "serve", str(self.plan), "--port", "0"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        found = re.search(r"http://\S+/", self._process.stdout.readline())
        assert found is not None
        self.home = found[0]
        self.heard: list[str] = []
        self._browser = browser
        self._contexts: list[Any] = []

    def open(self, **options: Any) -> Page:
        """The page, once it is up to date."""
        # Scripts of the tests themselves (axe, waiting) go round the page's policy; that it holds is a test of its own.
        context = self._browser.new_context(**{"bypass_csp": True, **options})
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self.heard.append(message.text))
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        page.on("dialog", lambda dialog: self.heard.append(dialog.message))
        page.on("request", lambda request: self._asked(request.url))
        page.goto(self.home)
        return page

    def _asked(self, url: str) -> None:
        if not url.startswith(self.home):
            self.heard.append(url)

    def close(self) -> None:
        """Close the pages, so that they follow no more."""
        while self._contexts:
            self._contexts.pop().close()

    def end(self) -> None:
        """End the server; the browser first, so that its news do not break off."""
        self.close()
        self._process.terminate()
        self._process.communicate(timeout=15)
        assert self._process.returncode == 0


@pytest.fixture(scope="module")
def running(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("serve")
    shutil.copy(ROOT / "contracts/register.csv", folder)
    made = Preview(Path(shutil.copy(ROOT / "contracts/intecnia.plan", folder)), browser)
    assert LABEL in made.text
    yield made
    made.end()
    assert made.heard == []


@pytest.fixture
def preview(running: Preview) -> Iterator[Preview]:
    yield running
    running.close()


def up_to_date(page: Page) -> None:
    expect(page.locator("html[data-work=done]")).to_be_attached(timeout=PATIENCE)
    expect(page.locator("#summary")).to_be_attached(timeout=PATIENCE)


def ask(page: Page) -> None:
    """Situation S-INT-01: a ticket of severity 1 on Friday 13 March 2026 at 17:30 under the basic tier."""
    page.select_option("#ask-tier", "basic")
    page.select_option("#ask-fact-severity", "s1")
    page.fill("#ask-opened", "2026-03-13T17:30")
    page.click("#question button[type=submit]")
    expect(page.locator("#answer-head")).to_be_visible(timeout=PATIENCE)


def test_an_error_is_shown_above_the_page_and_the_page_follows_its_mending(preview: Preview) -> None:
    page = preview.open()
    up_to_date(page)
    assert page.locator("figure svg").count() > 5
    page.select_option("#surface", "en")
    page.fill("#search", "Soporte")
    shown = page.locator(".statements > li:not([hidden])").count()

    preview.plan.write_text(preview.text.replace("tier basic ", "tierr basic ", 1), encoding="utf-8")
    error = page.locator("#live-findings .error")
    expect(error).to_contain_text("tierr")
    line = preview.text[: preview.text.index(LABEL)].count("\n") + 1
    expect(error.locator("code").first).to_have_text(f"intecnia.plan:{line}:1")
    expect(error.locator("pre")).to_contain_text("tierr basic")
    assert page.locator("figure svg").count() > 5

    preview.plan.write_text(preview.text.replace('"Básica"', '"Básica y nueva"', 1), encoding="utf-8")
    expect(page.locator("#statements h3", has_text="Básica y nueva").first).to_be_attached(timeout=PATIENCE)
    expect(page.locator("#live-findings .error")).to_have_count(0)
    up_to_date(page)
    expect(page.locator("figure svg", has_text="Básica y nueva").first).to_be_attached(timeout=PATIENCE)
    assert page.locator("#live-status .said[lang=en]").is_visible()  # the language chosen is kept
    assert page.input_value("#search") == "Soporte"
    assert page.locator(".statements > li:not([hidden])").count() == shown

    preview.plan.write_text(preview.text, encoding="utf-8")
    expect(page.locator("#statements h3", has_text="Básica y nueva")).to_have_count(0, timeout=PATIENCE)
    up_to_date(page)


SECTIONS = (
    """() => [...document.querySelectorAll("body > header, main > section:not(#ask)")].map((one) => one.outerHTML)"""
)

LINES = """
() => [...new Set([...document.querySelectorAll(".statements > li")].map((li) => li.querySelector("code").textContent))].sort()
"""


def lines(plan: Path) -> list[str]:
    """Where the clauses of a file begin, as the page names such places."""
    contract = pipeline.check(plan, border=plan.parent).contract
    assert contract is not None
    return sorted({f"{plan.name}:{one.origin.line}" for one in contract.clauses})


SECTIONS_JOINED = f"() => ({SECTIONS})().join()"


def test_a_page_that_follows_is_the_page_that_is_loaded_anew(preview: Preview) -> None:
    """Whatever changed, part by part: lines moved, a length, a label on every picture, an example more, before the others and
    after them, words. The reader in the middle of the page keeps the place."""
    preview.plan.write_text(preview.text, encoding="utf-8")
    page = preview.open()
    up_to_date(page)
    page.locator("#example-20").scroll_into_view_if_needed()
    more = '\nexample "One more" {\n  given tier basic, severity s1, opened 2026-03-13 17:30\n  expect covered\n}\n'
    texts = [
        f"\n\n{preview.text}",
        preview.text.replace("8 business hours ", "7 business hours ", 1),
        preview.text.replace('contract intecnia "', 'contract intecnia "Once ', 1),
        preview.text.replace('example "', f'{more.strip()}\nexample "', 1),
        preview.text.replace('note "', 'note "Also: ', 1),
        preview.text + more,
        preview.text,
    ]
    for number, text in enumerate(texts):
        version = page.locator("meta[name=version]").get_attribute("content")
        before = page.evaluate("document.getElementById('example-20').getBoundingClientRect().top")
        preview.plan.write_text(text, encoding="utf-8")
        expect(page.locator(f"meta[name=version]:not([content='{version}'])")).to_be_attached(timeout=PATIENCE)
        up_to_date(page)
        other = preview.open()
        up_to_date(other)
        page.wait_for_function(
            f"(shown) => ({SECTIONS})().join() === shown", arg=other.evaluate(SECTIONS_JOINED), timeout=10_000
        )
        assert page.evaluate(LINES) == lines(preview.plan)
        after = page.evaluate("document.getElementById('example-20').getBoundingClientRect().top")
        if number not in (3, 4):  # the twentieth is another one
            assert abs(after - before) < 2
        other.context.close()


def test_a_question_is_answered_with_its_picture_and_the_way_to_the_clauses(preview: Preview) -> None:
    """Eight business hours, 9-14 and 16-19: 1.5 on Friday; Monday 16 March is Juárez's holiday; 5 on Tuesday morning and
    1.5 from 16:00: due on Tuesday 17 March at 17:30."""
    page = preview.open()
    up_to_date(page)
    ask(page)
    page.select_option("#surface", "en")
    answer = page.locator("#answer")
    expect(answer).to_contain_text("due Tuesday 2026-03-17 17:30 (UTC−06:00)")
    picture = answer.locator("svg")
    for said in ("Natalicio de Benito Juárez", "vence 17:30", "cuenta desde las 17:30"):
        expect(picture).to_contain_text(said)
    expect(answer.locator(".needs a").first).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "answer-head"

    dead = page.evaluate(
        "[...document.querySelectorAll('#answer a')].map(a => a.getAttribute('href'))"
        ".filter(h => !h.startsWith('#') || !document.getElementById(decodeURIComponent(h.slice(1))))"
    )
    assert dead == []
    answer.locator('.reasons a[href^="#clause-"]').first.click()
    assert page.evaluate("document.querySelector(':target').closest('#statements') !== null")

    answer.locator('.needs a[href="#ask-fact-subject"]').click()
    assert page.evaluate("document.activeElement.id") == "ask-fact-subject"
    assert page.locator("#ask-needed").is_visible()


def test_a_mistake_is_told_at_its_control(preview: Preview) -> None:
    page = preview.open()
    up_to_date(page)
    page.select_option("#ask-tier", "basic")
    page.evaluate("document.getElementById('ask-further').open = true")
    page.fill("#ask-fact-events_bought", "many")
    page.click("#question button[type=submit]")
    wrong = page.locator("#ask-fact-events_bought[aria-invalid=true]")
    expect(wrong).to_be_focused(timeout=PATIENCE)
    described = page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"
    )
    assert "is not a decimal number" in described
    page.fill("#ask-fact-events_bought", "3")
    page.keyboard.press("Enter")
    expect(page.locator("#answer-head")).to_be_visible(timeout=PATIENCE)
    assert page.locator("[aria-invalid]").count() == 0


def test_an_answer_follows_the_contract(preview: Preview) -> None:
    """Where the afternoon begins an hour earlier, the last hour and a half on Tuesday counts from 15:00."""
    page = preview.open()
    up_to_date(page)
    ask(page)
    page.select_option("#surface", "en")
    expect(page.locator("#answer")).to_contain_text("due Tuesday 2026-03-17 17:30")
    hours = "monday to friday 09:00-14:00, 16:00-19:00"
    assert preview.text.count(hours) == 1
    preview.plan.write_text(preview.text.replace(hours, hours.replace("16:00-19:00", "15:00-19:00")), encoding="utf-8")
    expect(page.locator("#answer")).to_contain_text("due Tuesday 2026-03-17 16:30", timeout=PATIENCE)
    preview.plan.write_text(preview.text, encoding="utf-8")
    expect(page.locator("#answer")).to_contain_text("due Tuesday 2026-03-17 17:30", timeout=PATIENCE)
    up_to_date(page)


@pytest.mark.parametrize(("scheme", "rules"), [("light", ()), ("dark", ("color-contrast",))], ids=["light", "dark"])
def test_no_violation_of_accessibility_and_no_sideways_scrolling(
    preview: Preview, scheme: str, rules: tuple[str, ...]
) -> None:
    """Only colours differ in the dark."""
    page = preview.open(color_scheme=scheme, viewport={"width": 390, "height": 800})
    up_to_date(page)
    ask(page)
    page.evaluate("for (const one of document.querySelectorAll('#ask details')) one.open = true")
    preview.plan.write_text(preview.text + "\ntierr\n", encoding="utf-8")
    expect(page.locator("#live-findings .error")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page, *rules) == []
    preview.plan.write_text(preview.text, encoding="utf-8")
    up_to_date(page)


def test_the_form_is_filled_in_and_sent_by_keyboard(preview: Preview) -> None:
    page = preview.open()
    up_to_date(page)
    page.locator("#live a[href='#ask']").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "ask-tier"
    page.keyboard.press("ArrowDown")
    assert page.input_value("#ask-tier") != ""
    page.locator("#question button[type=submit]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#answer-head")).to_be_focused(timeout=PATIENCE)


def test_hostile_labels_are_text_on_the_page_in_the_answer_and_in_findings(browser: Browser, tmp_path: Path) -> None:
    plan = tmp_path / "hostile.plan"
    plan.write_text(HOSTILE, encoding="utf-8")
    hostile = Preview(plan, browser)
    page = hostile.open()
    up_to_date(page)
    page.select_option("#ask-tier", "base")
    page.select_option("#ask-fact-severity", "high")
    page.fill("#ask-opened", "2026-03-03T10:00")
    page.click("#question button[type=submit]")
    expect(page.locator("#answer")).to_contain_text("due Tuesday 2026-03-03 14:00", timeout=PATIENCE)
    plan.write_text(HOSTILE.replace("tier base", "tierr <img src=x onerror=alert(5)> base"), encoding="utf-8")
    expect(page.locator("#live-findings pre").first).to_contain_text("<img src=x onerror=alert(5)>")
    assert page.evaluate("document.querySelectorAll('script').length") == 2  # the page's own and the preview's
    assert page.evaluate("document.querySelectorAll('img, iframe, object').length") == 0
    names = "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes].map(a => a.name))"
    assert page.evaluate(f"{names}.filter(name => name.startsWith('on'))") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    hostile.end()
    assert hostile.heard == []


def test_the_policy_lets_no_other_script_in_and_no_other_host_be_asked(browser: Browser, preview: Preview) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(preview.home)
    up_to_date(page)
    assert page.locator("#live-status").inner_text() != ""  # our own script has run
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.broken = 1'}))"
    )
    assert page.evaluate("window.broken") is None
    refused = page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')")
    assert refused == "refused"
    assert [url for url in asked if not url.startswith(preview.home)] == []
    context.close()


def test_a_page_of_another_site_cannot_ask(browser: Browser, preview: Preview) -> None:
    """From `localhost` to `127.0.0.1` is another site for the browser: neither a script's request nor a frame gets through."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(preview.home.replace("127.0.0.1", "localhost"))
    found = page.evaluate(
        """async (home) => {
          const answers = [];
          for (const mode of ['cors', 'no-cors']) {
            try { answers.push((await fetch(home, {mode})).type); } catch { answers.push('refused'); }
          }
          return answers;
        }""",
        preview.home,
    )
    assert found == ["refused", "refused"]
    context.close()


def test_a_page_that_is_shown_from_its_top_stays_there(preview: Preview) -> None:
    """Whether what comes above is the page itself, in the place of the one that waited for it, or a finding."""
    page = preview.open()
    up_to_date(page)
    assert page.evaluate("scrollY") == 0
    preview.plan.write_text(preview.text.replace("tier ", "tierr ", 1), encoding="utf-8")
    expect(page.locator("#live-findings .error").first).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("scrollY") == 0
