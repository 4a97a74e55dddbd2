"""`servdsl diff --page`: changes with both texts and a witness, old pictures beside new, and nothing but text from labels."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servdsl.cli import main
from tests.differences.plans import BASE, edited

WORSE = ("resolve within 40 hours", "resolve within 48 hours")
HOSTILE = ('"Gold"', '"Go<script>alert(1)</script>ld"')


def run(tmp_path: Path, *edits: tuple[str, str], page: Path | None = None) -> Result:
    old, new = tmp_path / "old.plan", tmp_path / "new.plan"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(edited(*edits), encoding="utf-8")
    return CliRunner().invoke(main, ["diff", str(old), str(new), "--page", str(page or tmp_path / "page.html")])


def made(tmp_path: Path, *edits: tuple[str, str]) -> str:
    result = run(tmp_path, *edits)
    assert result.exit_code == 0, result.output
    return (tmp_path / "page.html").read_text(encoding="utf-8")


def section(page: str, start: str) -> str:
    return page.split(start, 1)[1]


def test_a_change_stands_with_both_texts_and_its_witness(tmp_path: Path) -> None:
    page = made(tmp_path, WORSE)
    change = re.search(r'<li id="change-1" class="change worse">.*?</li>', page, re.S)
    assert change is not None
    for text in ("within 40 hours", "within 48 hours", "▼ ", "For example:"):
        assert text in change[0]
    assert 'id="change-2"' not in page


def test_pictures_stand_side_by_side_where_they_differ_and_lead_to_the_change(tmp_path: Path) -> None:
    page = made(tmp_path, WORSE)
    ladder = section(page, "<h3>How fast?</h3>").split("<h3>")[0]
    before, after = ladder.split("<figcaption>")[1:]
    for side, own, other in ((before, "40 hours", "48 hours"), (after, "48 hours", "40 hours")):
        marked = re.findall(r'<a href="#change-1" class="changed">.*?</a>', side, re.S)
        assert any(own in one for one in marked)
        assert not any(other in one for one in marked)
    assert "<h3>When is someone there?</h3>" not in page
    assert "When is someone there?" in section(page, "Drawn the same in both:")


def test_every_link_leads_to_a_place_in_the_page(tmp_path: Path) -> None:
    page = made(tmp_path, WORSE, ("covers parts 50%", "covers parts 60%"))
    ids, links = set(re.findall(r'id="([^"]+)"', page)), set(re.findall(r'href="([^"]*)"', page))
    assert {"#change-1", "#change-2"} <= links
    assert {link for link in links if link.removeprefix("#") not in ids} == set()


def test_texts_of_one_meaning_are_told_to_be_so(tmp_path: Path) -> None:
    page = made(tmp_path, ('"Gold"', '"Golden"'))
    assert "No answer changes" in page
    assert "change-1" not in page
    assert "Golden" in section(page, "What is written differently")


def test_labels_are_text(tmp_path: Path) -> None:
    page = made(tmp_path, HOSTILE, WORSE)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "script-src" not in page
    assert "default-src &#39;none&#39;" in page


def test_a_page_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    result = run(tmp_path, WORSE, page=tmp_path / "none" / "page.html")
    assert result.exit_code == 2
    assert "page.html" in result.output


@pytest.mark.parametrize("language", ["es", "zh"])
def test_the_page_speaks_the_language_of_the_contract(tmp_path: Path, language: str) -> None:
    page = made(tmp_path, ("language en", f"language {language}"))
    assert f'<html lang="{language}" data-surface="{language}">' in page
