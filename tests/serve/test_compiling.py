"""What checker and compiler say of a save, each in which order, and what they do not do again."""

from __future__ import annotations

import json
import pickle
import re
from itertools import groupby
from pathlib import Path

import pytest

from servdsl import pipeline, reviewing
from servdsl.backends import review
from servdsl.backends.diagrams import DrawingError
from servdsl.model import Contract
from servdsl.serve.checking import Checker
from servdsl.serve.compiling import Compiler
from servdsl.serve.messages import (
    Compile,
    Drawing,
    Drawn,
    Failed,
    Found,
    Look,
    Model,
    Nothing,
    Page,
    Redrawn,
    Tried,
)
from servdsl.serve.parts import Pages
from tests.serve.plans import SHARED, SMALL, written


class Bench:
    """A checker and a compiler, one after the other, and the pictures that Graphviz would have drawn."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.plan = written(folder)
        self.drawn: list[str] = []
        self.superseded = False
        self.pages = Pages()
        self._said: list[object] = []
        self._number = 0
        self._followers = [make(self._said.append, lambda: self.superseded) for make in (Checker, Compiler)]
        monkeypatch.setattr(reviewing, "drawn", self._draw)

    def _draw(self, dot: str) -> str:
        self.drawn.append(dot)
        return f"<svg><title>picture {len(self.drawn)}</title></svg>"

    def shown_after(self, text: str | None = None) -> str:
        """The page after a save."""
        return self.shown(self.save(text))

    def save(self, text: str | None = None) -> list[object]:
        """What is said after a save."""
        if text is not None:
            self.plan.write_text(text, encoding="utf-8")
        self._number += 1
        return self.take(Compile(self._number, self.plan, self.plan.parent))

    def take(self, message: object) -> list[object]:
        """What is said after a record, and when nothing else comes."""
        self._said.clear()
        for one in self._followers:
            one.take(message)
            one.rest()
        return list(self._said)

    def shown(self, said: list[object]) -> str:
        """The page after what was said."""
        pages = self.pages
        for one in said:
            match one:
                case Look():
                    pages.look(one.html)
                case Page():
                    pages.read(one.contract, one.html)
                case Redrawn():
                    pages.draw(one.contract, one.figures)
                case Drawn():
                    pages.arrange(one.contract, one.names)
                case _:
                    pass
        pages.show("")
        return pages.html


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(tmp_path, monkeypatch)


def kinds(said: list[object]) -> list[type]:
    return [type(one) for one in said]


def in_short(said: list[object]) -> list[type]:
    """The kinds of records, of equal ones that follow one another the first; pictures as they happen to be done."""
    return [kind for kind, _ in groupby(kind for kind in kinds(said) if kind not in (Drawing, Redrawn))]


def told(said: list[object]) -> Found:
    (found,) = [one for one in said if isinstance(one, Found)]
    return found


def model(said: list[object]) -> Contract:
    (found,) = [one for one in said if isinstance(one, Model)]
    contract = pickle.loads(found.pickled)
    assert isinstance(contract, Contract)
    return contract


def redrawn(said: list[object]) -> set[str]:
    return {name for one in said if isinstance(one, Redrawn) for name in one.figures}


def test_each_says_first_what_the_author_reads_first(bench: Bench) -> None:
    said = bench.save()
    assert in_short(said) == [Found, Look, Drawn, Model, Page, Drawn]
    (page,) = [one for one in said if isinstance(one, Page)]
    assert 'id="clause-base.windows.respond.high"' in page.html
    assert "<svg>" not in page.html
    assert model(said).name == "acme"
    html = bench.shown(said)
    assert html.count("<svg>") == len(bench.drawn) > 3
    assert html.index('id="look"') < html.index('id="picture-matrix"') < html.index('id="picture-ladder"')


def with_lines(html: str) -> str:
    """A live page as the browser shows it: each line at the element of its name."""
    (found,) = re.findall(r'<section id="lines" hidden>(.*?)</section>', html)
    for name, line in json.loads(found).items():
        before, after = html.split(f'<li id="{name}"', 1)
        html = f'{before}<li id="{name}"{after.replace("<code></code>", f"<code>{line}</code>", 1)}'
    return html


def test_the_page_is_the_one_that_is_written(bench: Bench) -> None:
    """What the two say, laid together, shows what the review page shows."""
    said = bench.save()
    bench.shown(said)
    html = with_lines(bench.shown(bench.take(Tried(1, reviewing.trials(model(said))))))
    assert "<code></code>" not in html
    checked = pipeline.check(bench.plan, border=bench.plan.parent)
    assert checked.contract is not None
    ((_, whole),) = review.emit(checked.contract, reviewing.evidence(checked)).items()
    sections = ("summary", "look", "pictures", "statements", "declared", "sources")
    for beginning, end in (('<ol class="examples"', "ol"), *((f'<section id="{one}"', "section") for one in sections)):
        cut = [re.search(rf"{beginning}.*?\n</{end}>", one, re.DOTALL) for one in (html, whole)]
        first, second = (re.sub(r"picture \d+", "", one[0]) for one in cut if one is not None)
        assert first == second


def test_examples_not_run_yet_are_not_said_to_hold(bench: Bench) -> None:
    html = bench.shown_after()
    assert "not run yet" in html
    assert ">holds<" not in html


def test_trials_of_an_earlier_save_are_not_shown(bench: Bench) -> None:
    trials = reviewing.trials(model(bench.save()))
    bench.save()
    assert bench.take(Tried(1, trials)) == []


def test_trials_of_the_shown_save_go_on_the_page(bench: Bench) -> None:
    before = bench.save()
    bench.shown(before)
    said = bench.take(Tried(1, reviewing.trials(model(before))))
    assert in_short(said) == [Look, Drawn, Page, Drawn]
    assert all(one.tried for one in said if isinstance(one, Look | Page | Drawn))
    html = bench.shown(said)
    assert ">holds<" in html
    assert "not run yet" not in html


def test_an_example_that_fails_is_among_what_a_person_should_look_at(bench: Bench) -> None:
    tried = _tried(bench, SMALL.replace("4 business hours", "5 business hours"))
    looks = [one.html for one in bench.take(tried) if isinstance(one, Look)]
    assert ["A high one" in one for one in looks] == [True]


def _tried(bench: Bench, text: str) -> Tried:
    """A save, and how its examples come out."""
    said = bench.save(text)
    (page,) = [one for one in said if isinstance(one, Page)]
    return Tried(page.number, reviewing.trials(model(said)))


def test_results_of_the_last_run_stay_until_the_examples_are_run_again(bench: Bench) -> None:
    other = SMALL[SMALL.index("example ") :].replace("A high one", "The same in March").replace("03-03", "03-04")
    bench.take(_tried(bench, SMALL + other))
    before = re.compile(r"(\d+) of (\d+) held when they were last run; not run yet")
    moved = "\n# a note\n" + SMALL.replace("4 business hours", "5 business hours")
    html = bench.shown_after(moved + other)
    assert before.findall(html) == [("2", "2")]
    assert html.count(">holds<") == 2
    html = bench.shown_after(moved + other.replace("14:00", "15:00"))  # the line that expects something else waits
    assert before.findall(html) == [("1", "2")]
    assert html.count(">holds<") == html.count(">not run yet<") == 1


def test_a_picture_takes_the_place_of_the_one_that_is_shown(bench: Bench) -> None:
    before = bench.shown_after()
    said = bench.save(SMALL.replace("4 business hours", "5 business hours"))
    assert "ladder" in redrawn(said)
    after = bench.shown(said)
    assert after.count("<svg>") == before.count("<svg>")
    assert re.findall('<figure id="([^"]*)', after) == re.findall('<figure id="([^"]*)', before)


def test_the_same_text_draws_nothing_again(bench: Bench) -> None:
    html = bench.shown_after()
    count = len(bench.drawn)
    said = bench.save()
    assert kinds(said) == [Found, Look, Drawn, Model, Page, Drawn]
    assert len(bench.drawn) == count
    assert bench.shown(said) == html


def test_only_pictures_whose_dot_changed_are_drawn(bench: Bench) -> None:
    bench.save()
    before = set(bench.drawn)
    names = redrawn(bench.save(SMALL.replace("4 business hours", "5 business hours")))
    new = bench.drawn[len(before) :]
    assert len(names) == len(new) == len(set(new))
    assert 0 < len(new) < len(before)
    assert before & set(new) == set()
    assert "ladder" in names
    assert "weekmap" not in names  # the hours are the same
    bench.save(SMALL)
    assert len(bench.drawn) == len(before) + len(new)  # drawn once, for good


def test_every_kind_of_picture_is_drawn_by_one_of_them(bench: Bench) -> None:
    said = bench.save()
    shares = [one.names for one in said if isinstance(one, Drawn)]
    study = pipeline.study(bench.plan, bench.plan.parent)
    assert study is not None
    numbers = range(len(reviewing.kinds(study, (), reviewing.told(study.contract, bench.plan).traced)))
    assert sorted(number for share in shares for number in share) == list(numbers)


def test_an_error_gives_findings_and_no_page(bench: Bench) -> None:
    bench.save()
    said = bench.save(SMALL.replace("tier base", "tierr base"))
    assert kinds(said) == [Found, Nothing]
    found = told(said)
    assert not found.ok
    first = found.findings[0]
    line = SMALL.split("\n").index('tier base "Base" {') + 1
    assert (first.severity, first.place) == ("error", f"acme.plan:{line}:1")
    assert first.excerpt == 'tierr base "Base" {'
    assert dict(first.message)["en"] == "there is no word `tierr` here"
    assert dict(first.message)["es"] == "aquí no existe la palabra `tierr`"
    assert dict(first.help)["zh"] == "是否指 `tier`？"


def test_after_an_error_the_next_good_text_is_shown(bench: Bench) -> None:
    bench.save("contract {{{")
    assert in_short(bench.save(SMALL)) == [Found, Look, Drawn, Model, Page, Drawn]


@pytest.mark.parametrize("text", ["", "\x00", "contract", "((" * 5_000, 'shared "x" { language en }'])
def test_what_is_no_contract_is_told(bench: Bench, text: str) -> None:
    said = bench.save(text)
    assert kinds(said) == [Found, Nothing]
    assert not told(said).ok
    assert told(said).findings


def test_a_missing_file_is_told_and_watched(bench: Bench) -> None:
    bench.plan.unlink()
    found = told(bench.save())
    assert not found.ok
    assert "acme.plan" in found.findings[0].place
    assert bench.plan.absolute() in found.watched


def test_what_is_used_is_watched_there_or_not(bench: Bench) -> None:
    folder = bench.plan.parent
    assert folder / "shared/hours.plan" in told(bench.save()).watched
    text = SMALL.replace('use "shared/hours.plan"', 'use "shared/hours.plan"\nuse "later/more.plan"')
    found = told(bench.save(text))
    assert not found.ok
    assert folder / "later/more.plan" in found.watched
    assert {folder / "register.csv", folder / "acme.signed.toml"} <= set(found.watched)


def test_nothing_outside_the_folder_is_watched(bench: Bench) -> None:
    text = SMALL.replace('use "shared/hours.plan"', 'use "../../../etc/x.plan"')
    watched = told(bench.save(text)).watched
    assert [path for path in watched if not path.is_relative_to(bench.plan.parent)] == []


def test_an_error_in_a_used_file_is_told_at_its_place(bench: Bench) -> None:
    bench.save()
    (bench.plan.parent / "shared/hours.plan").write_text(SHARED.replace("monday", "moonday"))
    found = told(bench.save())
    assert not found.ok
    assert found.findings[0].place.startswith("hours.plan:2:")


def test_a_newer_save_abandons_pictures(bench: Bench) -> None:
    bench.superseded = True
    said = bench.save()
    assert kinds(said) == [Found, Look, Model, Page]
    assert len(bench.drawn) == 2  # of the kinds that were being laid out


def test_a_register_that_cannot_be_read_is_told(bench: Bench) -> None:
    (bench.plan.parent / "register.csv").write_bytes(b"\xff\xfe")
    said = bench.save()
    assert in_short(said) == [Found, Look, Drawn, Model, Failed]
    (failed,) = [one for one in said if isinstance(one, Failed)]
    assert "register.csv" in failed.sentence


def test_a_picture_that_cannot_be_drawn_leaves_the_others(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(dot: str) -> str:
        if "weekmap" in dot:
            raise DrawingError("no")
        return "<svg></svg>"

    monkeypatch.setattr(reviewing, "drawn", draw)
    said = bench.save()
    assert [one.sentence for one in said if isinstance(one, Failed)] == ["the picture `weekmap` could not be drawn: no"]
    assert bench.shown(said).count("<svg>") > 2


def test_a_defect_of_ours_ends_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oh")

    with monkeypatch.context() as patched:
        patched.setattr(reviewing, "kinds", broken)
        failed = [one.sentence for one in bench.save() if isinstance(one, Failed)]
        assert failed == ["a defect of servdsl: ZeroDivisionError: oh"] * 2
    assert kinds(bench.save())[-1] is Drawn


def test_another_contract_in_the_file_does_not_show_the_pictures_of_the_first(bench: Bench) -> None:
    bench.shown_after()
    said = bench.save(SMALL.replace("contract acme", "contract other"))
    text = [one for one in said if isinstance(one, Found | Look | Page)]
    assert "<svg>" not in bench.shown(text)
    html = bench.shown(said)
    assert html.count("<svg>") == html.count("<figure") > 3


def test_pictures_of_a_contract_come_back_with_it(bench: Bench) -> None:
    """Whichever of the two has seen the other contract between."""
    html = bench.shown_after()
    other = SMALL.replace("contract acme", "contract other")
    bench.shown_after(other.replace("business hours", "hoursss", 1))
    bench.shown_after(other)
    assert bench.shown_after(SMALL) == html
