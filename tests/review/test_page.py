"""What the page says of a small contract, without a browser: anchors, readings, the stamp, escaping, stable bytes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from servdsl.backends import review
from servdsl.backends.review import Evidence, Stamp, Trial
from servdsl.wording import LANGUAGES
from tests.review.plans import PLAN, contract

SURFACE = Path(review.__file__).parent / "surface"


def html(evidence: Evidence | None = None, text: str = PLAN) -> str:
    return review.emit(contract(text), evidence or Evidence())["acme/review.html"]


def test_each_language_has_the_same_words() -> None:
    tables = [tomllib.loads((SURFACE / f"{one}.toml").read_text(encoding="utf-8")) for one in LANGUAGES]
    keys = [{(section, key) for section, rows in table.items() for key in rows} for table in tables]
    assert keys[0] == keys[1] == keys[2]
    blanks = [
        {
            (section, key): sorted(re.findall(r"{(\w+)}", text))
            for section, rows in table.items()
            for key, text in rows.items()
        }
        for table in tables
    ]
    assert blanks[0] == blanks[1] == blanks[2]


def test_every_clause_reading_and_example_has_its_place() -> None:
    page = html()
    for place in (
        "clause-base.price",
        "clause-base.windows.respond.high",
        "remark-clock",
        "remark-twice",
        "example-1",
        "offer-plus",
        "calendar-office",
        "source-ACM-004",
    ):
        assert f'id="{place}"' in page, place


def test_an_answer_shows_the_readings_it_rests_on() -> None:
    sentence = html().split('id="clause-base.windows.respond.high"')[1].split("</li>")[0]
    assert 'href="#remark-clock"' in sentence
    assert 'href="#remark-twice"' in sentence
    assert 'href="#source-ACM-003"' in sentence


def test_the_three_languages_stand_side_by_side() -> None:
    sentence = html().split('id="clause-base.covers.repair"')[1].split("</li>")[0]
    spoken = re.findall(r'class="said" lang="(\w+)">([^<]*)<', sentence)
    texts = dict(spoken[:3])
    assert "Repair" in texts["en"]
    assert "Reparación" in texts["es"]


def test_the_stamp_says_what_changed() -> None:
    assert "Not signed yet" in html()
    assert "Signed by Ana on 2026-11-22" in html(Evidence(stamp=Stamp("Ana", "2026-11-22")))
    stale = html(Evidence(stamp=Stamp("Ana", "2026-11-22", (("changed", "clause base.price"),))))
    assert "no longer holds" in stale
    assert "<code>clause base.price</code>" in stale


def test_an_example_that_fails_is_shown_with_what_was_found() -> None:
    clauses = frozenset({"base.price", "base.windows.respond.high"})
    found = ("2026-03-03T15:00:00+00:00", None, None, None)  # the due instant; of the price currency, bound and amount
    page = html(Evidence(trials=(Trial(found, clauses),)))
    assert page.count("<code>price 40 EUR</code>") == 1
    assert "does not hold: 2026-03-03T15:00:00+00:00" in page
    assert re.search(r"\b2 of \d clauses tested", page)
    assert "the document prints 45" in page


def test_markup_in_labels_is_text() -> None:
    page = html(text=PLAN.replace('"Acme Care"', '"<script>alert(1)</script> {{ 7 * 7 }}"'))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}" in page


def test_the_same_contract_gives_the_same_bytes() -> None:
    assert html() == html()
