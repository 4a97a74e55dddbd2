"""Mistakes in files with Spanish and Chinese keywords: found as in English, explained with the words of the file."""

from __future__ import annotations

import re

import pytest

from servdsl.fixing import fix
from servdsl.source import Source
from servdsl.syntax import parse
from servdsl.syntax.grammar import OPENINGS, grammar
from servdsl.syntax.keywords import rows, tongue
from servdsl.syntax.shapes import SHAPES, spoken
from servdsl.syntax.words import in_figures
from tests.syntax.support import parsed

SPANISH = 'compartido "x"\nplan base "Base" {\n  %s\n  precio gratis\n}\nservicio z\n'
CHINESE = '共享 "x"\n方案 base "Base" {\n  %s\n  价格 免费\n}\n服务 z\n'

CASES = [
    (SPANISH, "preci 5 EUR por mes", "SD122", "preci", "`precio`"),
    (SPANISH, "precio 5 EUR pro mes", "SD122", "pro", "`por`"),
    (SPANISH, "respond en un plaso de 4 horas", "SD122", "en un plaso de", "`en un plazo de`"),
    (SPANISH, "respond en un plazo de 4 horas habilles", "SD122", "horas habilles", "`horas hábiles`"),
    (SPANISH, "se reabe cuando urgent", "SD122", "se reabe", "`se reabre`"),
    (SPANISH, "respond en un plazo de 4h", "SD120", "4h", "`4 horas`"),
    (SPANISH, "respond en un plazo de 4 horas cuand urgent", "SD122", "cuand", "`cuando`"),
    (SPANISH, "price gratis", "SD150", "price", "`precio`"),
    (SPANISH, "respond within 4 horas", "SD150", "within", "`en un plazo de`"),
    (SPANISH, "incluye 4 hours de advice", "SD150", "hours", "`horas`"),
    (SPANISH, "cubre repair 当 urgent", "SD150", "当", "`cuando`"),
    (SPANISH, "cubre repair if urgent", "SD133", "if", "`cuando`"),
    (SPANISH, "precio 5 EUR x seats", "SD133", "x", "`multiplicado por`"),
    (SPANISH, "precio", "SD102", " ", "`precio 300 EUR por año sin IVA`"),
    (SPANISH, "incluye 4 horas advice", "SD134", "advice", "`de advice`"),
    (SPANISH, "acepta channel email phone", "SD134", "phone", "`, phone`"),
    (SPANISH, "Precio gratis", "SD121", "Precio", "`precio`"),
    (SPANISH, "precio gratis dura 1 año", "SD131", "dura", "a line of its own"),
    (SPANISH, "servicio q", "SD129", "servicio", "level of the file"),
    (SPANISH, "nivel en un plazo de 2 horas", "SD130", "nivel", "another name"),
    (SPANISH, "precio precio gratis", "SD137", "precio", "delete one"),
    (SPANISH, "dura 1 anos", "SD133", "anos", "`años`"),
    (CHINESE, "respond 限时 4 个工作小時", "SD122", "个工作小時", "`个工作小时`"),
    (CHINESE, "respond 限时 4小时", "SD132", "4小时", "`4 小时`"),
    (CHINESE, "价格 300 CNY 每月", "SD132", "每月", "`每 月`"),
    (CHINESE, "重新开启 当urgent", "SD132", "当urgent", "`当 urgent`"),
    (CHINESE, "respond限时 4 小时", "SD132", "respond限时", "`respond 限时`"),
    (CHINESE, "收费 repair 5 CNY 每 月，至少 3 CNY", "SD108", "，", "`,`"),
    (CHINESE, "涵盖 repair 当 （a 或 b）", "SD108", "（", "`(`"),
    (CHINESE, "备注 “说明”", "SD107", "“说明”", '"说明"'),
    (CHINESE, "受理 channel：email", "SD108", "：", "`:`"),
    (CHINESE, "涵盖 repair。", "SD110", "。", ""),
    (CHINESE, "涵盖 repair when 18:00～22:00", "SD114", "18:00～22:00", "`18:00-22:00`"),
    (CHINESE, "涵盖 repair；", "SD110", "；", ""),
    (CHINESE, "20分钟当地点 为 z", "SD132", "20分钟当地点", "`20 分钟 当 地点`"),
    (CHINESE, "涵盖 parts 50％", "SD108", "％", "`%`"),
    (CHINESE, "价格 100元", "SD118", "100元", "`100 CNY`"),
    (CHINESE, "服务时间 office", "SD122", "服务时间", "`服务时间为`"),
    (CHINESE, "price free", "SD150", "price", "`价格`"),
    (CHINESE, "cubre repair", "SD150", "cubre", "`涵盖`"),
    (CHINESE, "价格", "SD102", " ", "`价格 300 EUR 每 年 不含 增值税`"),
]


@pytest.mark.parametrize(("text", "line", "code", "marked", "told"), CASES, ids=[case[1] for case in CASES])
def test_one_mistake_is_told_once_in_words_of_the_file(text: str, line: str, code: str, marked: str, told: str) -> None:
    source = Source("x.plan", text % line)
    file, (only,) = parse(source)
    stands = (source.line(3) + " ")[only.span.column - 1 : only.span.end_column - 1]
    assert (only.code, only.span.line, stands) == (code, 3, marked)
    assert told in only.help
    assert len(file.items) == 3  # nothing after it suffers


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (SPANISH, ["preci 5 EUR pour mes", "respond en un plaso de 4h cuand urgent", "cubre repair when urgent"]),
        (CHINESE, ["收费 repair 5 CNY 每月，至少 3 CNY", "respond限时 4小时", "重新开启 当urgent"]),
    ],
)
def test_what_is_certain_is_mended(text: str, lines: list[str]) -> None:
    fixed = fix(text % "\n  ".join(lines), "x.plan", lambda now: parse(Source("x.plan", now))[1])
    told = parse(Source("x.plan", fixed.text))[1]
    assert [(d.code, d.message) for d in told] == []
    assert len(fixed.applied) >= 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plan a {\n cubre {\n}\nplan b { precio gratis }\n", [("SD101", 2), ("SD104", 4)]),
        ("plan a {\n precio gratis\nplan b {\n precio gratis\n}\n", [("SD104", 3)]),
        ("plan a\n precio gratis\n}\nplan b { precio gratis }\n", [("SD103", 1)]),
        ("plna a {\n precio gratis\n cubre\n}\nplan b { precio gratis }\n", [("SD122", 1), ("SD102", 3)]),
        ("plan a {\n se cierra cuando a\n y b\n preci gratis\n}\n", [("SD122", 4)]),
        ("dato del cliente a {\n b, c\nplan b { precio gratis }\n", [("SD104", 3)]),
    ],
)
def test_reading_goes_on_behind_the_mistake(text: str, expected: list[tuple[str, int]]) -> None:
    english = {"plna": "teir"}
    found = parsed(f'compartido "x"\n{text}')[1]
    assert [(one.code, one.span.line - 1) for one in found] == expected
    assert not any(word in one.message for one in found for word in english.values())


KINDS = {kind: opening for kind, opening in OPENINGS.items() if kind in SHAPES}


@pytest.mark.parametrize("language", ["es", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_line_that_a_message_holds_up_can_be_read(kind: str, language: str) -> None:
    stand_ins = {"NAME": "x", "TEXT": '"x"', "LBRACE": "{\n", "ISO_DATE": "2026-01-01"}
    words = {terminal: word for word, terminal in grammar().keywords.items()} | stand_ins
    opening = " ".join(words[terminal] for terminal in OPENINGS[kind])
    for line in SHAPES[kind].values():
        closing = "\n}" * ((opening + line).count("{") - line.count("}"))
        said = tongue(language).say
        text = said(f'shared "x"\n{opening}') + spoken(line, tongue(language)) + said(f"{closing}\n")
        codes = {one.code for one in parse(Source("x.plan", text))[1]}
        assert codes <= {"SD123", "SD125"}, (text, codes)


LETTER = r"[^\W\d_]"
FIXED = {"northwind", "Northwind", "NWP", "opened", "responded", "resolved", "EUR", "USD", "en", "es", "ES", "PT"}
"""Proper names, codes, and names that are built in or have words of their own."""


@pytest.mark.parametrize("language", ["es", "zh"])
def test_a_line_that_is_held_up_has_no_english_name(language: str) -> None:
    known = {word for row in rows() for text in row.spellings[language] for word in text.split()} | FIXED
    for line in (line for lines in SHAPES.values() for line in lines.values()):
        bare = re.sub(r'"[^"]*"|@[\w-]+', "", line)
        english = {word for word in re.findall(rf"{LETTER}\w*", bare) if len(word) > 1} - known
        said = re.sub(r'"[^"]*"|@[\w-]+', "", spoken(line, tongue(language)))
        left = english & set(re.findall(rf"{LETTER}\w*", said)) - {"Europe", "Lisbon"}
        assert not left - {"plus", "portal"}, (line, said)


def test_the_line_that_is_held_up_is_in_the_authors_words() -> None:
    line = SHAPES["case"][""]
    assert spoken(line, tongue("es")) == "4 horas hábiles cuando gravedad es débil"
    assert spoken(line, tongue("zh")) == "4 个工作小时 当 严重程度 为 低效"
    assert (
        spoken(SHAPES["item"]["state"], tongue("es"))
        == 'estado en_espera "En espera" desde preguntado hasta contestado'
    )
    assert spoken(SHAPES["clause"]["discount"], tongue("zh")) == "折扣 5% 用于 咨询 当 水泵 >= 3"
    assert tongue("zh").say("write `1 business day`") == "write `1 个工作日`"


@pytest.mark.parametrize(
    ("head", "written", "better"),
    [
        ("币种 HKD", "150 元", "150 HKD"),
        ("币种 EUR", "150 元", "150 CNY"),
        ("币种 HKD, CNY", "150 元", "150 CNY"),
        ("币种 JPY", "¥150", "150 JPY"),
    ],
)
def test_a_sign_of_several_currencies_stands_for_the_contracts_own(head: str, written: str, better: str) -> None:
    text = f"合同 a {{\n {head}\n}}\n方案 t {{\n 价格 {written}\n}}\n"
    assert [one.facts["better"] for one in parsed(text)[1] if one.code == "SD118"] == [better]


@pytest.mark.parametrize("sign", ["。", "；"])
def test_the_sign_that_is_left_out_is_named(sign: str) -> None:
    (found,) = parsed(CHINESE % f"涵盖 z{sign}")[1]
    assert found.code == "SD110"
    assert f"`{sign}`" in found.message


@pytest.mark.parametrize(
    ("word", "figures"),
    [
        ("两", "2"), ("十", "10"), ("十五", "15"), ("二十", "20"), ("四十八", "48"), ("一百", "100"),
        ("一百零五", "105"), ("三百六十五", "365"), ("twelve", "12"), ("零", None), ("工作", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_in_words(word: str, figures: str | None) -> None:
    assert in_figures(word) == figures
