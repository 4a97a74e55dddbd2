"""How long after a save a person sees it: the live preview in headless Chromium, every contract of contracts/.

    python bench/painted.py [--rounds N] [--edit value|label|moved] [--at SELECTOR] [NAME …]

Edits are those of bench/serve.py. Told are milliseconds from the save until the browser's own thread has laid out and painted
the page that shows it, the best of the rounds and, in brackets, the middle one:

    text      the page with the new text, as far as it is in sight
    picture   the first of the pictures that changed
    pictures  the last of them

The window is 1280 by 1000 pixels at the top of the page, or where `--at` scrolls to. Compiler, server and browser share the
machine, as they do when somebody writes.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright
from serve import Server, arguments, chosen, edited

STAGES = ("text", "picture", "pictures")
WATCHED = 3.0
"""Seconds after a save in which all is drawn."""
LISTEN = """
window.shown = [];
window.work = "";
document.addEventListener("replaced", () => requestAnimationFrame(() => setTimeout(() => {
  shown.push([document.querySelector("meta[name=version]").content, Date.now()]);
})));
"""
"""After a frame's callbacks come its layout and paint, after these the next task."""


def settled(page: Page) -> None:
    """Wait until all work on a save is done."""
    page.wait_for_selector("html[data-work=done]", state="attached", timeout=120_000)
    time.sleep(1.5)  # the compiler collects garbage when nobody has saved for a second


def saved(page: Page, server: Server, text: str) -> dict[str, float]:
    """Milliseconds from a save to each stage."""
    before = page.evaluate("() => { shown.length = 0; return document.querySelector('meta[name=version]').content }")
    began = time.time() * 1000
    server.save(text)
    time.sleep(WATCHED)  # without asking: that would take the browser's time
    shown = [(*version.split("-")[:2], at - began) for version, at in page.evaluate("shown")]
    texts = [at for number, _, at in shown if number != before.split("-")[0]]
    drawn = [at for _, stages, at in shown if "pictures" in stages]
    found = {"text": texts[0]}
    return {**found, "picture": drawn[0], "pictures": drawn[-1]} if drawn else found


def measured(contract: Path, rounds: int, edit: str, at: str) -> dict[str, list[float]]:
    """Each stage's milliseconds, round by round."""
    found: dict[str, list[float]] = {stage: [] for stage in STAGES}
    text = contract.read_text(encoding="utf-8")
    server = Server(contract)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            page.goto(server.url)
            page.wait_for_selector("#summary", timeout=60_000)
            settled(page)
            page.evaluate(LISTEN)
            if at:
                page.locator(at).scroll_into_view_if_needed()
            for number in range(rounds):
                for stage, taken in saved(page, server, edited(text, edit, number + 1)).items():
                    found[stage].append(taken)
                settled(page)
            browser.close()
    finally:
        server.end()
    return found


def main() -> None:
    """Measure and print a table."""
    parser = arguments(__doc__)
    parser.add_argument("--at", default="", metavar="SELECTOR", help="what the reader looks at, such as #example-100")
    options = parser.parse_args()
    print(f"{'milliseconds':12}", *(f"{stage:>12}" for stage in STAGES))
    for contract in chosen(options.names):
        found = measured(contract, options.rounds, options.edit, options.at)
        cells = (f"{min(found[one]):.0f} ({median(found[one]):.0f})" if found[one] else "-" for one in STAGES)
        print(f"{contract.stem:12}", *(f"{cell:>12}" for cell in cells), flush=True)
    print(f"best of {options.rounds} (middle); aims at 300; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
