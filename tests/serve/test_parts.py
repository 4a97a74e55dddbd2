"""What is left out of a page for a browser that has some of it: put in again, it is the page that was shown."""

from __future__ import annotations

import random
import re

from servdsl.serve.parts import Pages

STUB = re.compile(r'<(section|figure) id="([^"]+)" data-same></\1>\n')


def page(sections: dict[str, str], figures: dict[str, str]) -> str:
    """A page as the template lays it out."""
    shown = "".join(f'<figure id="picture-{name}">\n{text}\n</figure>\n' for name, text in figures.items())
    parts = {**sections, "pictures": f"<h2>Pictures</h2>\n{shown}"}
    body = "".join(f'<section id="{name}" class="x">\n{text}\n</section>\n\n' for name, text in parts.items())
    return f"<html><body><header>A</header>\n<main>\n{body}</main>\n</body></html>\n"


def pieces(html: str) -> dict[str, str]:
    """The parts of a page, found in another way than by the code under test."""
    main = html.split("<main>\n")[1].split("</main>")[0]
    found: dict[str, str] = {}
    for section in main.split('<section id="')[1:]:
        name = section.split('"')[0]
        if name == "pictures":
            for figure in section.split('<figure id="')[1:]:
                found[figure.split('"')[0]] = '<figure id="' + figure.split("</figure>")[0] + "</figure>"
        else:
            found[name] = '<section id="' + section
    return found


def lines(html: str) -> list[str]:
    return [line for line in html.split("\n") if line]


def test_what_changed_is_sent_and_the_rest_is_named() -> None:
    shown = Pages()
    first = page({"summary": "one", "look": "two"}, {"ladder": "<svg/>"})
    second = page({"summary": "ONE", "look": "two"}, {"ladder": "<svg/>"})
    shown.show(first, "1-text")
    shown.show(second, "2-text")
    sent = shown.since("1-text")
    assert "ONE" in sent
    assert "two" not in sent
    assert "<svg/>" not in sent
    assert STUB.findall(sent) == [("section", "look"), ("figure", "picture-ladder")]
    assert shown.since("2-text").count("data-same") == 3
    assert shown.since("") == shown.since("of another server") == shown.html == second


def test_other_figures_are_all_sent() -> None:
    shown = Pages()
    shown.show(page({"summary": "one"}, {"ladder": "A", "matrix": "B"}), "1-text")
    shown.show(page({"summary": "one"}, {"matrix": "B", "ladder": "A"}), "2-text")
    assert STUB.findall(shown.since("1-text")) == [("section", "summary")]
    shown.show(page({"summary": "one"}, {"matrix": "B"}), "3-text")
    assert STUB.findall(shown.since("2-text")) == [("section", "summary")]


def test_a_part_that_was_away_is_sent_again() -> None:
    shown = Pages()
    for number, sections in enumerate(({"a": "x", "b": "y"}, {"a": "x"}, {"a": "x", "b": "y"}), 1):
        shown.show(page(sections, {}), f"{number}-text")
    assert [name for _, name in STUB.findall(shown.since("2-text"))] == ["a"]


def test_a_browser_that_follows_shows_what_the_server_shows() -> None:
    chance, shown = random.Random(7), Pages()
    had: dict[str, dict[str, str]] = {}
    for number in range(60):
        sections = {name: str(chance.randrange(3)) for name in ("summary", "look", "examples") if chance.random() < 0.9}
        figures = {name: str(chance.randrange(2)) for name in chance.sample(("ladder", "matrix", "years"), k=2)}
        html = page(sections, figures)
        shown.show(html, str(number))
        had[str(number)] = pieces(html)
        old = str(max(0, number - chance.randrange(1, 4)))

        def filled(found: re.Match[str], old: str = old) -> str:
            return had[old][found[2]] + "\n"

        assert lines(STUB.sub(filled, shown.since(old))) == lines(html)
