"""What every page is asked: whether all people can use it, whether its links lead somewhere, whether its texts fit."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

Open = Callable[..., Page]
"""Opens a page of this machine, with options of the browser's context."""

_AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
_REMEMBER_COLOURS = """() => {  // axe reads the same few colours anew for every text, which was half of all its time
  const { Color } = axe.commons.color;
  const { parseString } = Color.prototype;
  const known = new Map();
  Color.prototype.parseString = function (text) {
    const read = known.get(text);
    if (read === undefined) known.set(text, new Color(parseString.call(this, text)));
    else [this.r, this.g, this.b, this.alpha] = [read.r, read.g, read.b, read.alpha];
    return this;
  };
}"""
_SPILLED = """() => {
  const found = [];
  for (const svg of document.querySelectorAll('.canvas svg')) {
    const frame = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('polygon')].map(p => p.getBoundingClientRect())
      .filter(b => b.width > 30 && b.height > 10 && b.width < frame.width * 0.9);
    for (const text of svg.querySelectorAll('text')) {
      const t = text.getBoundingClientRect();
      if (t.right > frame.right + 1 || t.left < frame.left - 1) found.push(text.textContent + ' [frame]');
      const middle = (t.top + t.bottom) / 2;
      const inside = boxes.filter(b => b.left <= t.left + 1 && t.left < b.right && b.top <= middle && middle <= b.bottom);
      const smallest = inside.sort((a, b) => a.width * a.height - b.width * b.height)[0];
      if (smallest && t.right > smallest.right + 2) found.push(`${text.textContent} [${t.right - smallest.right}]`);
    }
  }
  return found;
}"""


def violations(page: Page, *rules: str) -> list[Any]:
    """What axe-core finds, each with the first place; by these rules alone where some are named."""
    page.evaluate(_AXE)
    page.evaluate(_REMEMBER_COLOURS)
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = page.evaluate("options => axe.run(document, options)", options)
    return [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0].get("failureSummary")) for v in found["violations"]]


def dead_links(page: Page) -> list[str]:
    """Links that lead nowhere in the page."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"
        ".filter(h => !h.startsWith('#') || !document.getElementById(decodeURIComponent(h.slice(1))))"
    )
    return found


def repeated_ids(page: Page) -> list[str]:
    """Ids that several elements bear."""
    ids: list[str] = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    return sorted({one for one in ids if ids.count(one) > 1})


def spilled(page: Page) -> list[str]:
    """Texts of pictures that leave the picture, or the box behind them, in this browser's fonts."""
    found: list[str] = page.evaluate(_SPILLED)
    return found


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
