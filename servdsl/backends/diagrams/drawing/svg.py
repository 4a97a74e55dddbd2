"""What an SVG still needs when Graphviz is done with it: words for those who do not see it, no trap for those who do.

<svg width="940pt" …><g …><title>t</title> …      becomes
<svg width="940" role="group" aria-labelledby="… …"><title id="…">…</title><desc id="…">…</desc> …

<g id="a_…"><a xlink:href="#clause-…" xlink:title="4 hours.">…</a></g>
<a href="#clause-…" aria-label="4 hours."><title>4 hours.</title>…</a>
"""

from __future__ import annotations

import re
from html import escape

TITLES = re.compile(r"<title>.*?</title>\n?", re.S)
COMMENTS = re.compile(r"<!--.*?-->\n?", re.S)
DOCTYPE = re.compile(r"<!DOCTYPE.*?>\n?", re.S)
BLANKS = re.compile(r"<text\b[^>]*>\s*</text>\n?")
POINTS = re.compile(r'<svg width="([\d.]+)pt" height="([\d.]+)pt"')
LINKS = re.compile(r'<g id="a_[^"]*"><a xlink:href="(#[^"]*)" xlink:title="([^"]*)">\n(.*?)</a>\n</g>', re.S)
ATTRIBUTE = {name: re.compile(rf'\b{name}="?((?:[^"\\]|\\.)*?)"?(?= \w+=|\]|\n)') for name in ("id", "title", "about")}


def finished(svg: bytes, dot: str) -> bytes:
    """The SVG with a title and a description in place of node names, unitless sizes, and links within its page."""
    text = svg.decode("utf-8")
    for pattern in (DOCTYPE, COMMENTS, TITLES, BLANKS):
        text = pattern.sub("", text)
    text = LINKS.sub(_link, text)
    name, title, about = (_attribute(dot, key) for key in ATTRIBUTE)
    words = f'<title id="{name}-title">{escape(title)}</title>\n<desc id="{name}-about">{escape(about)}</desc>\n'
    opened = f'<svg role="group" aria-labelledby="{name}-title {name}-about"'
    text = POINTS.sub(rf'{opened} width="\1" height="\2"', text, count=1)
    head, opening, rest = text.partition("<g ")
    return f"{head}{words}{opening}{rest}".encode()


def _link(found: re.Match[str]) -> str:
    """A link as browsers and screen readers take it: with the words of the place it leads to."""
    href, tip, inner = found.groups()
    return f'<a href="{href}" aria-label="{tip}"><title>{tip}</title>\n{inner}</a>'


def _attribute(dot: str, name: str) -> str:
    """A graph attribute as it stands in the first lines of a DOT text of ours."""
    found = ATTRIBUTE[name].search(dot.split("node [", 1)[0])
    return found.group(1).replace('\\"', '"') if found else ""
