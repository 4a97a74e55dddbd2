"""What is left out of a page for a browser that has some of it: put in again, it is the page that was shown."""

from __future__ import annotations

import random
from xml.etree import ElementTree as Tree

from servdsl.serve.parts import Pages

INNER = {
    "pictures": '<figure id="picture-{name}">\n{text}\n</figure>\n',
    "statements": '<section class="group" id="group-{name}">\n{text}\n</section>\n',
    "examples": '<li id="example-{name}" class="holds">\n<ul>\n<li>{text}</li>\n</ul>\n</li>\n',
}
Sections = dict[str, str | dict[str, str]]
"""Text by section; of some by their parts."""


def page(sections: Sections, heading: str = "A") -> str:
    """A page as the template lays it out."""
    body = ""
    for name, text in sections.items():
        if isinstance(text, dict):
            text = "<h2>Head</h2>\n" + "".join(INNER[name].format(name=one, text=told) for one, told in text.items())
        body += f'<section id="{name}" class="x">\n{text}\n</section>\n\n'
    return f"<html><body>\n<header>\n{heading}\n</header>\n<main>\n{body}</main>\n</body></html>\n"


def left_out(sent: str) -> list[str]:
    return [one.get("id", one.tag) for one in Tree.fromstring(sent).iter() if one.get("data-same") is not None]


def sent_to(pages: Pages, version: str) -> str:
    return pages.since(version).replace(" data-same", ' data-same=""')


def followed(old: str, sent: str) -> str:
    """What a browser shows that showed `old`: stubs filled from it, in another way than by the code under test."""
    had = {one.get("id", one.tag): one for one in Tree.fromstring(old).iter()}

    def filled(one: Tree.Element) -> Tree.Element:
        if one.get("data-same") is not None:
            return had[one.get("id", one.tag)]
        one[:] = [filled(child) for child in one]
        return one

    return words(filled(Tree.fromstring(sent)))


def words(page: Tree.Element) -> str:
    """Tags, names and texts, without the space between elements."""
    own = f"<{page.tag} {page.get('id')}>{(page.text or '').strip()}"
    return own + "".join(words(one) + (one.tail or "").strip() for one in page) + f"</{page.tag}>"


def test_what_changed_is_sent_and_the_rest_is_named() -> None:
    shown = Pages()
    first = page({"summary": "one", "look": "two", "pictures": {"ladder": "A", "years": "B"}})
    second = page({"summary": "ONE", "look": "two", "pictures": {"ladder": "A", "years": "C"}})
    shown.show(first, "1-text")
    shown.show(second, "2-text")
    sent = sent_to(shown, "1-text")
    assert left_out(sent) == ["header", "look", "picture-ladder"]
    assert "ONE" in sent
    assert "two" not in sent
    assert left_out(sent_to(shown, "2-text")) == ["header", "summary", "look", "pictures"]
    assert shown.since("") == shown.since("of another server") == shown.html == second


def test_a_section_with_other_parts_is_sent_whole() -> None:
    shown = Pages()
    shown.show(page({"summary": "one", "pictures": {"ladder": "A", "matrix": "B"}}), "1-text")
    shown.show(page({"summary": "one", "pictures": {"matrix": "B", "ladder": "A"}}), "2-text")
    assert left_out(sent_to(shown, "1-text")) == ["header", "summary"]
    shown.show(page({"summary": "one", "pictures": {"matrix": "B"}}), "3-text")
    assert left_out(sent_to(shown, "2-text")) == ["header", "summary"]


def test_what_stands_around_the_parts_counts() -> None:
    shown = Pages()
    first = page({"statements": {"plus": "A", "basic": "B"}})
    shown.show(first, "1-text")
    shown.show(first.replace("<h2>Head", "<h2>Other head"), "2-text")
    assert left_out(sent_to(shown, "1-text")) == ["header"]


def test_a_part_that_was_away_is_sent_again() -> None:
    shown = Pages()
    ways: tuple[Sections, ...] = ({"a": "x", "b": "y"}, {"a": "x"}, {"a": "x", "b": "y"})
    for number, sections in enumerate(ways, 1):
        shown.show(page(sections), f"{number}-text")
    assert left_out(sent_to(shown, "2-text")) == ["header", "a"]


def test_a_browser_that_follows_shows_what_the_server_shows() -> None:
    chance, shown = random.Random(7), Pages()
    had: list[str] = []
    for number in range(200):
        sections: Sections = {}
        for name in ("summary", "look", "pictures", "statements", "examples"):
            if chance.random() < 0.1:
                continue
            names = ["one", "two", "three"] if chance.random() < 0.8 else chance.sample(("one", "two", "three"), k=2)
            parts = {one: f"{name} {one} {chance.randrange(2)}" for one in names}
            sections[name] = parts if name in INNER else str(chance.randrange(3))
        had.append(page(sections, chance.choice("AB")))
        shown.show(had[-1], str(number))
        old = max(0, number - chance.randrange(1, 4))
        assert followed(had[old], sent_to(shown, str(old))) == words(Tree.fromstring(had[-1]))
