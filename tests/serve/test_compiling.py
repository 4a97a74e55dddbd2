"""What the compiler says of a save, in which order, and what it does not do again."""

from __future__ import annotations

import pickle
import re
from itertools import groupby
from pathlib import Path

import pytest

from servdsl import reviewing
from servdsl.backends.diagrams import DrawingError
from servdsl.model import Contract
from servdsl.serve.compiling import Compiler
from servdsl.serve.messages import Compile, Drawing, Drawn, Failed, Looked, Model, Page, Redrawn, Tried
from servdsl.serve.parts import Pages
from tests.serve.plans import SHARED, SMALL, written


class Bench:
    """A compiler, and the pictures that Graphviz would have drawn."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.plan = written(folder)
        self.drawn: list[str] = []
        self.superseded = False
        self._said: list[object] = []
        self._number = 0
        self._compiler = Compiler(self._said.append, lambda: self.superseded)
        monkeypatch.setattr(reviewing, "drawn", self._draw)

    def _draw(self, dot: str) -> str:
        self.drawn.append(dot)
        return f"<svg><title>picture {len(self.drawn)}</title></svg>"

    def save(self, text: str | None = None) -> list[object]:
        """What is said after a save."""
        if text is not None:
            self.plan.write_text(text, encoding="utf-8")
        self._number += 1
        return self.take(Compile(self._number, self.plan, self.plan.parent))

    def take(self, message: object) -> list[object]:
        """What is said after a record."""
        self._said.clear()
        self._compiler.take(message)
        return list(self._said)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(tmp_path, monkeypatch)


def kinds(said: list[object]) -> list[type]:
    return [type(one) for one in said]


def in_short(said: list[object]) -> list[type]:
    """The kinds of records, of equal ones that follow one another the first."""
    return [kind for kind, _ in groupby(kinds(said))]


def looked(said: list[object]) -> Looked:
    (found,) = [one for one in said if isinstance(one, Looked)]
    return found


def pages(said: list[object]) -> list[Page]:
    return [one for one in said if isinstance(one, Page)]


def test_findings_come_first_then_text_then_pictures(bench: Bench) -> None:
    said = bench.save()
    assert in_short(said) == [Looked, Page, Model, Drawing, Page, Drawn]
    text, drawn = pages(said)
    assert 'id="clause-base.windows.respond.high"' in text.html
    assert "<svg>" not in text.html
    assert drawn.html.count("<svg>") == len(bench.drawn) > 3
    assert (text.version, drawn.version) == ("1-text", "1-pictures-drawn")
    assert f'<meta name="version" content="{drawn.version}">' in drawn.html
    (model,) = [one for one in said if isinstance(one, Model)]
    assert isinstance(pickle.loads(model.pickled), Contract)


def test_examples_not_run_yet_are_not_said_to_hold(bench: Bench) -> None:
    text = pages(bench.save())[0].html
    assert "not run yet" in text
    assert ">holds<" not in text


def test_trials_of_an_earlier_save_are_not_shown(bench: Bench) -> None:
    trials = reviewing.trials(pickle.loads(_model(bench.save())))
    bench.save()
    assert bench.take(Tried(1, trials)) == []


def _model(said: list[object]) -> bytes:
    (model,) = [one for one in said if isinstance(one, Model)]
    return model.pickled


def test_trials_of_the_shown_save_go_on_the_page(bench: Bench) -> None:
    trials = reviewing.trials(pickle.loads(_model(bench.save())))
    said = bench.take(Tried(1, trials))
    assert kinds(said)[0] == Page
    (page,) = pages(said)
    assert page.version == "1-examples"
    assert ">holds<" in page.html
    assert "not run yet" not in page.html
    assert said[-1] == Drawn(1, tried=True)


def test_results_of_the_last_run_stay_until_the_examples_are_run_again(bench: Bench) -> None:
    other = SMALL[SMALL.index("example ") :].replace("A high one", "The same in March").replace("03-03", "03-04")
    model = _model(bench.save(SMALL + other))
    bench.take(Tried(1, reviewing.trials(pickle.loads(model))))
    before = re.compile(r"(\d+) of (\d+) held when they were last run; not run yet")
    moved = "\n# a note\n" + SMALL.replace("4 business hours", "5 business hours")
    (text,) = pages(bench.save(moved + other))
    assert before.findall(text.html) == [("2", "2")]
    assert text.html.count(">holds<") == 2
    (text,) = pages(bench.save(moved + other.replace("14:00", "15:00")))  # the line that expects something else waits
    assert before.findall(text.html) == [("1", "2")]
    assert text.html.count(">holds<") == text.html.count(">not run yet<") == 1


def test_a_picture_takes_the_place_of_the_one_that_is_shown(bench: Bench) -> None:
    bench.save()
    shown = Pages()
    said = bench.save(SMALL.replace("4 business hours", "5 business hours"))
    shown.show(pages(said)[0].html, "2-text")
    redrawn = [one for one in said if isinstance(one, Redrawn)]
    for one in redrawn:
        shown.redraw(one.figures, one.version)
    assert "ladder" in {name for one in redrawn for name in one.figures}
    (again,) = pages(bench.save())  # the same text: the page as the compiler lays it out with the same pictures
    assert again.html.replace('content="3-text"', f'content="{redrawn[-1].version}"') == shown.html


def test_the_same_text_draws_nothing_again(bench: Bench) -> None:
    bench.save()
    count = len(bench.drawn)
    said = bench.save()
    assert kinds(said) == [Looked, Page, Model, Drawn]
    assert len(bench.drawn) == count
    assert pages(said)[0].html.count("<svg>") == count


def test_only_pictures_whose_dot_changed_are_drawn(bench: Bench) -> None:
    bench.save()
    before = set(bench.drawn)
    said = bench.save(SMALL.replace("4 business hours", "5 business hours"))
    redrawn = {name for one in said if isinstance(one, Redrawn) for name in one.figures}
    new = bench.drawn[len(before) :]
    assert len(redrawn) == len(new) == len(set(new))
    assert 0 < len(new) < len(before)
    assert before & set(new) == set()
    assert "ladder" in redrawn
    assert "weekmap" not in redrawn  # the hours are the same
    bench.save(SMALL)
    assert len(bench.drawn) == len(before) + len(new)  # drawn once, for good


def test_an_error_gives_findings_and_no_page(bench: Bench) -> None:
    bench.save()
    said = bench.save(SMALL.replace("tier base", "tierr base"))
    assert kinds(said) == [Looked]
    found = looked(said)
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
    assert kinds(bench.save(SMALL))[:2] == [Looked, Page]


@pytest.mark.parametrize("text", ["", "\x00", "contract", "((" * 5_000, 'shared "x" { language en }'])
def test_what_is_no_contract_is_told(bench: Bench, text: str) -> None:
    said = bench.save(text)
    assert kinds(said) == [Looked]
    assert not looked(said).ok
    assert looked(said).findings


def test_a_missing_file_is_told_and_watched(bench: Bench) -> None:
    bench.plan.unlink()
    found = looked(bench.save())
    assert not found.ok
    assert "acme.plan" in found.findings[0].place
    assert bench.plan.absolute() in found.watched


def test_what_is_used_is_watched_there_or_not(bench: Bench) -> None:
    folder = bench.plan.parent
    assert folder / "shared/hours.plan" in looked(bench.save()).watched
    text = SMALL.replace('use "shared/hours.plan"', 'use "shared/hours.plan"\nuse "later/more.plan"')
    found = looked(bench.save(text))
    assert not found.ok
    assert folder / "later/more.plan" in found.watched
    assert {folder / "register.csv", folder / "acme.signed.toml"} <= set(found.watched)


def test_nothing_outside_the_folder_is_watched(bench: Bench) -> None:
    text = SMALL.replace('use "shared/hours.plan"', 'use "../../../etc/x.plan"')
    watched = looked(bench.save(text)).watched
    assert [path for path in watched if not path.is_relative_to(bench.plan.parent)] == []


def test_an_error_in_a_used_file_is_told_at_its_place(bench: Bench) -> None:
    bench.save()
    (bench.plan.parent / "shared/hours.plan").write_text(SHARED.replace("monday", "moonday"))
    found = looked(bench.save())
    assert not found.ok
    assert found.findings[0].place.startswith("hours.plan:2:")


def test_a_newer_save_abandons_pictures(bench: Bench) -> None:
    bench.superseded = True
    said = bench.save()
    assert kinds(said) == [Looked, Page, Model]
    assert len(bench.drawn) == 1  # of the kind that was being laid out


def test_a_register_that_cannot_be_read_is_told(bench: Bench) -> None:
    (bench.plan.parent / "register.csv").write_bytes(b"\xff\xfe")
    said = bench.save()
    assert kinds(said) == [Looked, Failed]
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
    assert pages(said)[-1].html.count("<svg>") > 2


def test_a_defect_of_ours_ends_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oh")

    with monkeypatch.context() as patched:
        patched.setattr(reviewing, "kinds", broken)
        (failed,) = [one for one in bench.save() if isinstance(one, Failed)]
        assert failed.sentence == "a defect of servdsl: ZeroDivisionError: oh"
    assert kinds(bench.save())[-1] is Drawn


def test_another_contract_in_the_file_does_not_show_the_pictures_of_the_first(bench: Bench) -> None:
    bench.save()
    text = pages(bench.save(SMALL.replace("contract acme", "contract other")))[0].html
    assert "<svg>" not in text
