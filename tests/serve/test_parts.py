"""What is left out of a page for a browser that has some of it: put in again, it is the page that was shown."""

from __future__ import annotations

import random
from xml.etree import ElementTree as Tree

from servdsl.serve.parts import LOOK, PICTURES, Pages

INNER = {
    "pictures": '<figure id="picture-{name}">\n{text}\n</figure>\n',
    "statements": '<section class="group" id="group-{name}">\n{text}\n</section>\n',
    "examples": '<li id="example-{name}" class="holds">\n<ul>\n<li>{text}</li>\n</ul>\n</li>\n',
}
Sections = dict[str, str | dict[str, str]]
"""Text by section; of some by their parts."""


def page(sections: Sections, heading: str = "A", version: str = "", slots: bool = False) -> str:
    """A page as the template lays it out; with `slots`, what others tell is left to them."""
    body = ""
    for name, text in sections.items():
        if slots and name == "look":
            body += LOOK
            continue
        if isinstance(text, dict):
            own = "".join(INNER[name].format(name=one, text=told) for one, told in text.items())
            text = "<h2>Head</h2>\n" + (PICTURES if slots and name == "pictures" else own)
        body += f'<section id="{name}" class="x">\n{text}\n</section>\n\n'
    head = f'<head>\n<meta name="version" content="{version}"/>\n</head>'
    return f"<html>{head}<body>\n<header>\n{heading}\n</header>\n<main>\n{body}</main>\n</body></html>\n"


def show(pages: Pages, sections: Sections, version: str, heading: str = "A") -> str:
    """Let it be shown, as checker and compiler tell it; the page that should be shown."""
    pages.read("acme", page(sections, heading, slots=True))
    pages.look(f'<section id="look" class="x">\n{sections["look"]}\n</section>\n\n')
    drawn = sections["pictures"]
    assert isinstance(drawn, dict)
    pages.draw("acme", {name: INNER["pictures"].format(name=name, text=text).strip() for name, text in drawn.items()})
    pages.arrange("acme", {0: tuple(drawn)})
    pages.show(version)
    return page(sections, heading, version)


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
    pages = Pages()
    show(pages, {"summary": "one", "look": "two", "pictures": {"ladder": "A", "years": "B"}}, "1-text")
    second = show(pages, {"summary": "ONE", "look": "two", "pictures": {"ladder": "A", "years": "C"}}, "2-text")
    sent = sent_to(pages, "1-text")
    assert left_out(sent) == ["header", "look", "picture-ladder"]
    assert "ONE" in sent
    assert "two" not in sent
    assert left_out(sent_to(pages, "2-text")) == ["header", "summary", "look", "pictures"]
    assert pages.since("") == pages.since("of another server") == pages.html == second


def test_a_picture_that_is_drawn_anew_is_sent_alone() -> None:
    pages = Pages()
    sections: Sections = {"look": "two", "pictures": {"ladder": "A", "years": "B"}, "statements": {"basic": "x"}}
    show(pages, sections, "1-text")
    assert pages.draw("acme", {"years": "<figure id='picture-years'>C</figure>"})
    pages.show("2-pictures")
    assert left_out(sent_to(pages, "1-text")) == ["header", "look", "picture-ladder", "statements"]
    assert not pages.draw("acme", {"other": "<figure id='picture-other'>D</figure>"})  # its place is not known yet
    assert not pages.arrange("acme", {0: ("ladder", "years")})
    assert pages.arrange("acme", {2: ("other",)})
    pages.show("3-pictures")
    assert left_out(sent_to(pages, "2-pictures")) == ["header", "look", "statements"]
    assert pages.html.index("\nA\n") < pages.html.index(">C<") < pages.html.index(">D<")


def test_pictures_of_another_contract_are_not_shown() -> None:
    pages = Pages()
    sections: Sections = {"look": "", "pictures": {"ladder": "mine"}}
    show(pages, sections, "1-text")
    pages.draw("other", {"ladder": "<figure id='picture-ladder'>B</figure>"})
    pages.arrange("other", {0: ("ladder",)})
    pages.show("2-pictures")
    assert pages.html == page(sections, version="2-pictures")
    pages.read("other", page(sections, slots=True))
    pages.show("3-text")
    assert ">B<" in pages.html
    assert "mine" not in pages.html


def test_a_section_with_other_parts_is_sent_whole() -> None:
    pages = Pages()
    show(pages, {"summary": "one", "look": "", "pictures": {"ladder": "A", "matrix": "B"}}, "1-text")
    show(pages, {"summary": "one", "look": "", "pictures": {"matrix": "B", "ladder": "A"}}, "2-text")
    assert left_out(sent_to(pages, "1-text")) == ["header", "summary", "look"]
    show(pages, {"summary": "one", "look": "", "pictures": {"matrix": "B"}}, "3-text")
    assert left_out(sent_to(pages, "2-text")) == ["header", "summary", "look"]


def test_what_stands_around_the_parts_counts() -> None:
    pages = Pages()
    sections: Sections = {"look": "", "pictures": {}, "statements": {"plus": "A", "basic": "B"}}
    show(pages, sections, "1-text")
    pages.read("acme", page(sections, slots=True).replace("<h2>Head", "<h2>Other head"))
    pages.show("2-text")
    assert left_out(sent_to(pages, "1-text")) == ["header", "look"]


def test_a_part_that_was_away_is_sent_again() -> None:
    pages = Pages()
    ways: tuple[Sections, ...] = ({"a": "x", "b": "y"}, {"a": "x"}, {"a": "x", "b": "y"})
    for number, sections in enumerate(ways, 1):
        show(pages, {"look": "", **sections, "pictures": {}}, f"{number}-text")
    assert left_out(sent_to(pages, "2-text")) == ["header", "look", "a", "pictures"]


def test_a_browser_that_follows_shows_what_the_server_shows() -> None:
    chance, pages = random.Random(7), Pages()
    had: list[str] = []
    for number in range(200):
        sections: Sections = {}
        for name in ("summary", "look", "pictures", "statements", "examples"):
            if name not in ("look", "pictures") and chance.random() < 0.1:
                continue
            names = ["one", "two", "three"] if chance.random() < 0.8 else chance.sample(("one", "two", "three"), k=2)
            parts = {one: f"{name} {one} {chance.randrange(2)}" for one in names}
            sections[name] = parts if name in INNER else str(chance.randrange(3))
        had.append(show(pages, sections, str(number), chance.choice("AB")))
        old = max(0, number - chance.randrange(1, 4))
        assert words(Tree.fromstring(pages.html)) == words(Tree.fromstring(had[-1]))
        assert followed(had[old], sent_to(pages, str(old))) == words(Tree.fromstring(had[-1]))
