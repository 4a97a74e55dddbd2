"""A text read with what is kept of another gives what it gives when it is read alone: nodes, places, mistakes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from servdsl.source import Source
from servdsl.syntax import Items, parse

ROOT = Path(__file__).parents[2]
CONTRACTS = sorted((ROOT / "contracts").glob("*.plan"))
CASES = [*CONTRACTS[:1], ROOT / "tests" / "cases" / "good" / "desk" / "input.plan"]


def alike(text: str, items: Items) -> None:
    source = Source("a.plan", text)
    assert repr(parse(source, items)) == repr(parse(source))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", range(4))
def test_any_edit_reads_as_the_whole_text_would(path: Path, seed: int) -> None:
    chance, items = random.Random(seed), Items()
    lines = path.read_text(encoding="utf-8").split("\n")
    alike("\n".join(lines), items)
    for _ in range(8):
        at = chance.randrange(len(lines))
        other = lines[chance.randrange(len(lines))]
        match chance.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, other)
            case 2:
                lines[at] = other
            case 3:
                lines[at : at + 1] = ["", "# a remark", lines[at]]
            case 4:
                lines[at] = lines[at][: len(lines[at]) // 2]
        alike("\n".join(lines), items)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("order a < b\ntier c { price free }\n", "order a < b\n  @X-1\ntier c { price free }\n"),
        ("order a < b\ntier c { price free }\n", 'order a < b\n  allow SD401 because "so"\ntier c { price free }\n'),
        ("define x when a\ntier c { price free }\n", "define x when a\n  and b\ntier c { price free }\n"),
        ('note "one"\ntier c { price free }\n', 'note "one"\n  es "uno"\ntier c { price free }\n'),
        ("tier c { price free }\n", "tier c { price free } tier d { price free }\n"),
        ("tier c { price free }\n", "  tier c { price free }\n"),
        ("tier c { price free }\n", "tier c { price free }"),
        ("tier c { price free }\n", "tier c { price free }\ntier c { price free }\n"),
        ("tier c { price free }\n", "fact f {\ntier c { price free }\n"),
        ("tier c { price free }\n", "}\ntier c { price free }\n"),
        ("fact f whole from 1\ntier c { price f }\n", "fact f whole from 1 @X-1\ntier c { price f }\n"),
    ],
)
def test_what_follows_an_item_may_carry_it_on(before: str, after: str) -> None:
    items = Items()
    alike(before, items)
    alike(after, items)
    alike(before, items)


def test_what_is_kept_belongs_to_one_file() -> None:
    items, text = Items(), "tier c { price free }\n"
    parse(Source("a.plan", text), items)
    file, _ = parse(Source("b.plan", text), items)
    assert file.items[0].span.file == "b.plan"


def test_unchanged_items_are_taken_over_and_moved() -> None:
    items = Items()
    first, _ = parse(Source("a.plan", "tier c { price free }\ntier d { price free }\n"), items)
    second, _ = parse(Source("a.plan", "tier c { price 1 EUR per year }\n\ntier d { price free }\n"), items)
    third, _ = parse(Source("a.plan", "tier c { price 2 EUR per year }\n\ntier d { price free }\n"), items)
    assert second.items[1] == first.items[1]
    assert [file.items[1].span.line for file in (first, second, third)] == [2, 3, 3]
    assert third.items[1] is second.items[1], "read anew"
    assert third.items[0] is not second.items[0]
