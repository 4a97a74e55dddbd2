"""The pictures as DOT: goldens, the same bytes each time, hostile labels, sizes; and as drawings that clip nothing.

`pytest --update` rewrites the goldens, which stand beside this file.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from servdsl.backends import diagrams
from servdsl.backends.diagrams.drawing import render
from servdsl.backends.diagrams.drawing.canvas import Cell, Text, row
from servdsl.backends.diagrams.drawing.placed import Board
from servdsl.backends.diagrams.drawing.style import HEIGHT, WIDTH
from servdsl.model import Contract
from servdsl.model.base import Labels, Origin
from servdsl.model.contract import Clause, Offer, Remark
from servdsl.model.expressions import Holds
from servdsl.model.values import (
    Accepts,
    Attends,
    CalendarUnits,
    Closes,
    Conflicts,
    Lasts,
    Level,
    NoPromise,
    Pauses,
    Price,
    PromiseOf,
    Quota,
    Reopens,
    Requires,
    Share,
    Within,
)
from tests.backends.pictured import SVG, links, parsed, places
from tests.wording.sample import (
    CRITICAL,
    HERE,
    WARRANTY,
    business_hours,
    clause,
    number,
    percent,
    sample,
    severity_is,
    within,
)

GOLDENS = Path(__file__).with_name("test_diagrams_goldens")
PICTURES = ("matrix", "ladder", "weekmap", "casemap", "flow", "structure")


GOLD, WATCH = ("gold",), ("night_watch",)


WRITTEN: tuple[Clause, ...] = (
    clause(Attends(calendar="office"), layers=("all tiers",), sources=("DOC-040",)),
    clause(within("4"), "respond", CRITICAL, sources=("DOC-021",)),
    clause(within("8"), "respond", strength="otherwise", sources=("DOC-022",)),
    clause(
        PromiseOf(promise=Within(limit=business_hours("2"))), "respond", CRITICAL, layers=GOLD, sources=("DOC-023",)
    ),
    clause(PromiseOf(promise=NoPromise()), "respond", severity_is("other"), layers=GOLD, sources=("DOC-024",)),
    clause(Share(share=percent("0.5")), "parts", sources=("DOC-030",)),
    clause(Share(share=percent("1")), "parts", layers=GOLD, sources=("DOC-031",)),
    clause(Share(share=percent("1")), "advice", WARRANTY, layers=GOLD, line=31),
    clause(Quota(limits="at_most", count=number("3"), period="calendar month"), "visit", sources=("DOC-032",)),
    clause(Quota(limits="at_most", count=None), "visit", layers=GOLD, sources=("DOC-033",)),
    clause(Accepts(values=("critical",)), "severity", sources=("DOC-034",)),
    clause(Price(by="quote", per=("year",)), sources=("DOC-035",)),
    clause(Price(by="free"), layers=GOLD, sources=("DOC-036",)),
    clause(Lasts(length=CalendarUnits(count=1, unit="years")), sources=("DOC-037",)),
    clause(Attends(calendar="nights", also=True), layers=WATCH, sources=("DOC-050",)),
    clause(Requires(condition=Holds(offer="gold")), layers=WATCH, sources=("DOC-051",)),
    clause(Pauses(state="waiting"), "respond", sources=("DOC-060",)),
    clause(
        Level(number=1, labels=Labels(texts=(("es", "Jefe"),)), window="respond", share=Decimal("0.75")),
        "1",
        sources=("DOC-061",),
    ),
    clause(Level(number=2, labels=Labels(texts=(("es", "Director"),)), after_level=1), "2", sources=("DOC-062",)),
    clause(Closes(after=3, event="contact_attempts", calendar="office", state="waiting"), sources=("DOC-063",)),
    clause(Closes(), "", WARRANTY, sources=("DOC-064",)),
    clause(Reopens(), "", WARRANTY, sources=("DOC-065",)),
)
CLAUSES = tuple(one.model_copy(update={"id": f"{one.id}.{number}"}) for number, one in enumerate(WRITTEN))
"""As a compiler gives them: no two with one id."""

HOSTILE = (
    "<script>alert(1)</script>",
    '"quotes" & <b>bold</b> \\N \\G \\l',
    "\u202eturned\u202c \u200fround",
    "x" * 10_000,
    "line\nbreak\ttab\x00\x07",
    "]]> --> {c} %s {0}",
    "ends in a backslash\\",
    "字" * 300,
)


def hostile(text: str) -> Contract:
    """The sample with a text in every place that a `.plan` file fills."""
    contract = sample("es", CLAUSES)
    labels = Labels(texts=(("es", text),))
    renamed = {
        field: tuple(record.model_copy(update={"labels": labels}) for record in getattr(contract, field))
        for field in ("offers", "things", "windows", "calendars", "facts", "states")
    }
    remark = Remark(name="a", text=text, origin=HERE, sources=("DOC-040", text))
    odd = clause(PromiseOf(promise=NoPromise(words=labels)), "respond", WARRANTY, sources=(text,))
    placed = odd.model_copy(update={"origin": Origin(file=text, line=1)})
    return contract.model_copy(
        update={**renamed, "labels": labels, "assumptions": (remark,), "clauses": (*CLAUSES, placed)}
    )


def drawn(contract: Contract, picture: str) -> tuple[ElementTree.Element, str]:
    """A picture as parsed SVG, and all its text."""
    dots = diagrams.emit(contract)
    svg = diagrams.render(dots[f"{contract.name}/{picture}.dot"], "svg").decode()
    root = ElementTree.fromstring(svg)
    return root, " ".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))


# ── DOT ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["es", "zh"])
def test_goldens(language: str, request: pytest.FixtureRequest) -> None:
    found = {path.split("/")[1]: dot for path, dot in diagrams.emit(sample(language, CLAUSES)).items()}
    folder = GOLDENS / language
    if request.config.getoption("--update"):
        folder.mkdir(parents=True, exist_ok=True)
        for name, dot in found.items():
            (folder / name).write_text(dot, encoding="utf-8")
    known = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert sorted(found) == sorted(known)
    assert found == known


def test_another_process_with_another_hash_seed_emits_the_same_bytes() -> None:
    code = (
        "import sys; from servdsl.backends import diagrams; from tests.backends.test_diagrams import CLAUSES, sample; "
        "sys.stdout.write(''.join(k + v for k, v in diagrams.emit(sample('es', CLAUSES)).items()))"
    )
    root = Path(__file__).parents[2]
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert b"sample/matrix.dot" in runs[0]


@pytest.mark.parametrize("language", ["en", "es", "zh"])
def test_every_row_fills_the_width(language: str) -> None:
    for picture in diagrams.pictures(sample(language, CLAUSES)):
        for place, one in enumerate(picture.rows):
            assert sum(cell.width for cell in one.cells) == WIDTH, (picture.name, place)


def test_a_row_that_does_not_fill_the_width_or_clips_a_text_is_refused() -> None:
    with pytest.raises(ValueError, match="are 919 wide"):
        row(20, Cell(919))
    with pytest.raises(ValueError, match="too small"):
        row(20, Cell(40, (Text("a text that is too wide"),)), Cell(WIDTH - 40))
    with pytest.raises(ValueError, match="too small"):
        row(10, Cell(WIDTH, (Text("tall"),)))


# ── Content ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_matrix_says_who_gets_what_and_why() -> None:
    _, text = drawn(sample("es", CLAUSES), "matrix")
    for words in (
        "Gravedad\u00a0· A: impacto crítico",
        "4 horas",
        "DOC-021",
        "2 horas hábiles",
        "DOC-023 ◊\u00a0A-2",
        "– no",
        "○ sin compromiso",
        "50\u00a0%",
        "100\u00a0%",
        "3 como máximo por mes calendario",
        "Supuesto A-2: Hours are business hours.",
    ):
        assert words in text


def test_the_week_map_shows_open_hours_nights_and_holidays() -> None:
    _, text = drawn(sample("es", CLAUSES), "weekmap")
    # the night watch begins at 18:00, but the office is open until 19:00
    for words in (
        "zona America/Mexico_City",
        "09:00 – 14:00",
        "16:00 – 19:00",
        "8 + 5",
        "+ 19:00 – ►",
        "+ Guardia nocturna ◄ 08:00",
        "40 h por semana · + 26 h",
        "1–2 de enero · Turn of the year",
        "2 de febrero · Constitución",
        "28–31 de diciembre",
    ):
        assert words in text


def test_a_contract_without_calendars_is_said_to_run_day_and_night() -> None:
    clauses = tuple(c for c in CLAUSES if c.kind not in ("attends", "requires"))
    clocked = sample("es", clauses).model_copy(update={"calendars": (), "offers": sample().offers[:2]})
    _, text = drawn(clocked, "weekmap")
    assert "El contrato no nombra ningún calendario" in text
    assert text.count("las horas corren de día y de noche") == 7


def test_the_structure_draws_what_hangs_on_what() -> None:
    board = next(one for one in diagrams.pictures(sample("es", CLAUSES)) if one.name == "structure")
    assert isinstance(board, Board)
    names = {key: " ".join(text.text for text in spot.box.texts) for key, spot in board.spots.items()}
    edges = {(names[one.source], names[one.target], one.style["color"]) for one in board.strokes}
    gold = next(name for name in names.values() if name.startswith("Oro"))
    silver = next(name for name in names.values() if name.startswith("Plata"))
    night = next(name for name in names.values() if "Guardia nocturna" in name)
    assert (gold, silver, "#12588a") in edges
    assert (night, gold, "#7d4a00") in edges
    assert "Horario de oficina" in silver
    # two business hours count in the office calendar, four hours by the clock
    promised = next(name for name in names.values() if name.startswith("Tiempo de respuesta 2 horas hábiles"))
    office = next(name for name in names.values() if name.startswith("Horario de oficina"))
    clock = next(name for name in names.values() if name == "horas de reloj")
    assert (gold, promised, "#4c5a68") in edges
    assert (promised, office, "#4c5a68") in edges
    assert any(source.startswith("Tiempo de respuesta 4 horas") and target == clock for source, target, _ in edges)


def test_sixty_tiers_are_split_over_pages_not_shrunk() -> None:
    offers = tuple(
        Offer(name=f"t{n}", kind="tier", labels=Labels(texts=(("es", f"Plan {n}"),)), origin=HERE) for n in range(60)
    )
    clauses = tuple(clause(within(str(n + 1)), "respond", layers=(f"t{n}",)) for n in range(60))
    crossed = (*clauses, clause(Conflicts(offers=("t1", "t2")), layers=("t1", "t2")))
    made = list(diagrams.pictures(sample("es", crossed).model_copy(update={"offers": offers})))
    names = [one.name for one in made]
    assert names[:2] == ["matrix", "matrix-2"]
    assert len([name for name in names if name.startswith("matrix")]) == 10
    assert len([name for name in names if name.startswith("structure")]) > 1
    for one in made:
        assert one.height <= HEIGHT, one.name
    for name in ("matrix-10", "structure-2", "ladder"):
        parsed(next(one for one in made if one.name == name))


def test_captions_say_the_same_in_every_language() -> None:
    """The same keys, with the same places to fill in: a caption that misses one would fail only in that language."""
    folder = Path(diagrams.__file__).parent / "drawing/captions"
    read = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")}
    assert set(read) == {"en", "es", "zh"}
    filled = {
        language: {
            (part, key): sorted(set(re.findall(r"\{(\w+)\}", text))) if isinstance(text, str) else len(text)
            for part, texts in parts.items()
            for key, text in texts.items()
        }
        for language, parts in read.items()
    }
    assert filled["es"] == filled["en"]
    assert filled["zh"] == filled["en"]


# ── Drawings ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("language", ["en", "es", "zh"])
def test_nothing_is_clipped_and_what_does_not_see_is_told(language: str, picture: str) -> None:
    """`render` fails where Graphviz finds a text too large for its cell."""
    root, text = drawn(sample(language, CLAUSES), picture)
    assert text
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {desc.attrib['id']}"
    assert root.attrib["width"].isdecimal()
    assert len(root.findall(f"{SVG}title")) == 1
    ids = [node.attrib["id"] for node in root.iter() if "id" in node.attrib]
    assert len(ids) == len(set(ids))
    assert all(name.startswith(f"sample-{picture}") for name in ids)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("picture", PICTURES)
def test_hostile_labels_are_shown_as_text_and_nothing_else(picture: str, text: str) -> None:
    root, shown = drawn(hostile(text), picture)
    tags = {node.tag.removeprefix(SVG) for node in root.iter()}
    assert tags <= {"svg", "g", "a", "title", "desc", "text", "polygon", "path", "ellipse", "polyline"}
    assert not any(name.startswith("on") or "xlink" in name for node in root.iter() for name in node.attrib)
    assert {href.removeprefix("#") for href in links(root)} <= places(hostile(text))
    if "\\N" in text:
        assert "\\N" in shown
    if len(text) > 1_000:
        assert "…" in shown


@pytest.mark.parametrize(("form", "magic"), [("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_what_stands_alone_has_no_links(form: str, magic: bytes) -> None:
    """A page is not around it: a link would lead nowhere."""
    dot = diagrams.emit(sample("es", CLAUSES))["sample/ladder.dot"]
    assert ' href="#' in dot
    drawing = diagrams.render(dot, form)  # type: ignore[arg-type]
    assert drawing.startswith(magic)
    assert b"#clause" not in drawing


@pytest.mark.parametrize(("form", "magic"), [("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_other_formats(form: str, magic: bytes) -> None:
    dot = diagrams.emit(sample("es", CLAUSES))["sample/matrix.dot"]
    assert diagrams.render(dot, form).startswith(magic)  # type: ignore[arg-type]


def test_what_is_not_dot_is_an_error_that_says_so() -> None:
    with pytest.raises(diagrams.DrawingError, match="graphviz ended with"):
        diagrams.render("digraph {", "svg")


def test_after_a_text_that_is_not_dot_others_are_drawn() -> None:
    dot = diagrams.emit(sample("es", CLAUSES))["sample/ladder.dot"]
    drawn = diagrams.render(dot, "svg")
    with pytest.raises(diagrams.DrawingError):
        diagrams.render("digraph { layout=none }", "svg")
    assert diagrams.render(dot, "svg") == drawn


@pytest.mark.parametrize("form", ["svg", "png"])
@pytest.mark.parametrize("name", ["china", "latam"])
def test_a_fork_draws_what_a_process_of_its_own_draws(name: str, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fork has its fonts from a sample that was drawn before."""
    dot = (Path(__file__).parents[2] / "generated" / name / "ladder.dot").read_text(encoding="utf-8")
    forked = diagrams.render(dot, form)  # type: ignore[arg-type]
    monkeypatch.setattr(render, "FORKS", False)
    monkeypatch.setattr(render, "_IDLE", [])
    assert diagrams.render(dot, form) == forked  # type: ignore[arg-type]


def test_pictures_drawn_side_by_side_are_those_drawn_in_turn() -> None:
    dots = list(diagrams.emit(sample("es", CLAUSES)).values())
    in_turn = [diagrams.render(dot, "svg") for dot in dots]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda dot: diagrams.render(dot, "svg"), dots * 3)) == in_turn * 3
