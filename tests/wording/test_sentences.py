"""Sentences, written out by hand in the three languages: what a reader of the contract would expect to hear."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest

from servdsl.model.base import Labels
from servdsl.model.contract import Clause
from servdsl.model.expressions import (
    Arithmetic,
    Compare,
    Delay,
    During,
    FactRef,
    Holds,
    Literal,
    OfPeriod,
    OneOf,
    Pick,
    Steps,
    WindowIs,
)
from servdsl.model.values import (
    Accepts,
    Amount,
    Attends,
    Beyond,
    BusinessDays,
    CalendarUnits,
    Cancellable,
    Charge,
    Closes,
    Conflicts,
    CountsAsUsed,
    CountsFrom,
    DailyOvertime,
    Discount,
    Every,
    Excludes,
    Lasts,
    LastsWhile,
    Level,
    Needs,
    NoPromise,
    Offered,
    Pauses,
    Price,
    PromiseOf,
    Quota,
    Renews,
    Reopens,
    Requires,
    Share,
    Starts,
    Uses,
    Value,
    Within,
)
from servdsl.wording import sentence
from servdsl.wording.voice import takes_article
from tests.wording.sample import (
    CHEAP,
    CRITICAL,
    MANY,
    SEVERITY,
    WARRANTY,
    WORTH,
    both,
    business_hours,
    clause,
    either,
    euros,
    hours,
    no,
    number,
    percent,
    sample,
    severity_is,
    times,
    within,
)

NB = "\u00a0"
YEAR = CalendarUnits(count=1, unit="years")

SPARES = FactRef(name="spares", type="number")


HALVED = Pick(which="lesser", left=SPARES, right=number("2"), type="number")

SPOKEN: list[tuple[Clause, str, str, str]] = [
    (
        clause(within("2"), "respond", CRITICAL),
        "Response within 2 hours when the severity is Critical.",
        "Tiempo de respuesta: en 2 horas como máximo, cuando Gravedad sea «A: impacto crítico».",
        "当严重程度为“停机”时，响应时间：2小时以内。",
    ),
    (
        clause(within("1"), "respond", strength="otherwise"),
        "Response within 1 hour in all other cases.",
        "Tiempo de respuesta: en 1 hora como máximo, en los demás casos.",
        "其他情况下，响应时间：1小时以内。",
    ),
    (
        clause(within("1.5"), "respond", MANY, "in any case"),
        "Response within 90 minutes in any case when the number of pumps is at least 3.",
        "Tiempo de respuesta: en 90 minutos como máximo, en cualquier caso, cuando Bombas sean de 3 como mínimo.",
        "当泵数不低于3时，在任何情况下，响应时间：90分钟以内。",
    ),
    (
        clause(PromiseOf(promise=Within(limit=BusinessDays(count=1, cutoff=960))), "respond"),
        "Response by the next business day (cut-off 16:00).",
        "Tiempo de respuesta: a más tardar el siguiente día hábil (corte a las 16:00).",
        "响应时间：不迟于下一个工作日（截单时间16:00）。",
    ),
    (
        clause(PromiseOf(promise=Within(limit=BusinessDays(count=3, same_time=True, calendar="office"))), "respond"),
        "Response within 3 business days at the same time (Office hours).",
        "Tiempo de respuesta: en 3 días hábiles a la misma hora (Horario de oficina) como máximo.",
        "响应时间：3个工作日同一时间（工作日）以内。",
    ),
    (
        clause(PromiseOf(promise=Within(limit=hours("48"), target=hours("24"))), "respond"),
        "Response: target 24 hours, at most 48 hours.",
        "Tiempo de respuesta: objetivo 24 horas, máximo 48 horas.",
        "响应时间：目标24小时，最迟48小时。",
    ),
    (
        clause(PromiseOf(promise=Within(limit=business_hours("24"), or_more=True)), "respond"),
        "Response: 24 business hours or more, without a limit.",
        "Tiempo de respuesta: 24 horas hábiles o más, sin límite.",
        "响应时间：24个工作小时或更久，无上限。",
    ),
    (
        clause(PromiseOf(promise=Every(length=hours("1"), until="resolved")), "respond"),
        "Response every hour until resolved.",
        "Tiempo de respuesta: cada hora hasta la resolución.",
        "响应时间：每小时，直至解决。",
    ),
    (
        clause(PromiseOf(promise=NoPromise(words=Labels(texts=(("en", "by agreement"),)))), "respond"),
        "Response: no promise (“by agreement”).",
        "Tiempo de respuesta: sin compromiso («by agreement»).",
        "响应时间：无承诺（“by agreement”）。",
    ),
    (
        clause(Attends(calendar="nights", also=True), when=no(WARRANTY)),
        "Also attended during Nights when “Under warranty” does not apply.",
        "Atención también durante Noches, cuando no se cumpla «En garantía».",
        "当不满足“质保期内”时，另加服务时间：晚间。",
    ),
    (
        clause(CountsFrom(event="part_arrived"), "respond"),
        "Response counts from “part arrived”.",
        "Tiempo de respuesta: cuenta desde «part arrived».",
        "响应时间从“part arrived”起算。",
    ),
    (
        clause(Share(share=percent("1")), "parts"),
        "Parts is covered in full.",
        "Repuestos: cobertura total.",
        "备件：全部涵盖。",
    ),
    (
        clause(Share(share=percent("0.125")), "parts"),
        "Parts is covered at 12.5%.",
        f"Repuestos: cobertura del 12,5{NB}%.",
        "备件：涵盖12.5%。",
    ),
    (
        clause(Share(share=percent("0")), "parts"),
        "Parts is not covered.",
        "Repuestos: sin cobertura.",
        "备件：不涵盖。",
    ),
    (clause(Price(by="free")), "Free of charge.", "Sin costo.", "免费。"),
    (
        clause(Price(by="quote", per=("month", "year"))),
        "Price: by quote, per month or year.",
        "Precio: por cotización, por mes o año.",
        "价格：另行报价（按月或年）。",
    ),
    (
        clause(Price(amount=euros("1200"), per=("year",), tax="excluding VAT")),
        "Price: 1,200.00 EUR per year, excluding VAT.",
        f"Precio: 1{NB}200,00{NB}EUR por año, sin IVA.",
        "价格：每年1,200.00欧元（不含增值税）。",
    ),
    (
        clause(Price(amount=times(percent("0.018"), WORTH), lower_bound=True, once=True), when=CHEAP),
        "Price: from 1.8% of the value of the pumps once when the value of the pumps is less than 50,000.00 EUR.",
        f"Precio: desde 1,8{NB}% de «Valor de las bombas», una sola vez, cuando Valor de las bombas sea de menos de "
        f"50{NB}000,00{NB}EUR.",
        "当设备价值小于50,000.00欧元时，价格：“设备价值”的1.8%起（一次性）。",
    ),
    (
        clause(
            Charge(
                price=Price(amount=euros("100"), per=("hour",)),
                minimum_hours=hours("3").seconds / 3600,
                minimum_per_day=True,
                beyond=DailyOvertime(
                    hours=hours("6").seconds / 3600, per_day=True, price=Price(amount=euros("140"), per=("hour",))
                ),
            ),
            "advice",
        ),
        "Advice: the customer pays 100.00 EUR per hour, at least 3 hours per day, beyond 6 hours per day 140.00 EUR "
        "per hour.",
        f"Asesoría: se cobra 100,00{NB}EUR por hora, 3 horas por día como mínimo, después de 6 horas por día, "
        f"140,00{NB}EUR por hora.",
        "咨询：收费每小时100.00欧元，每天至少3小时，每天超过6小时后每小时140.00欧元。",
    ),
    (
        clause(Charge(price=Price(amount=euros("0"))), "advice", WARRANTY),
        "Advice: the customer pays nothing when “Under warranty” applies.",
        "Asesoría: no se cobra, cuando se cumpla «En garantía».",
        "当满足“质保期内”时，咨询：不收费。",
    ),
    (
        clause(Discount(share=percent("0.05")), "advice"),
        "Advice: discount of 5%.",
        f"Asesoría: descuento del 5{NB}%.",
        "咨询：优惠5%。",
    ),
    (
        clause(
            Amount(
                value=times(
                    percent("0.03"),
                    Steps(part="started", size=hours("1").seconds, of=FactRef(name="travel", type="duration")),
                )
            ),
            "credit",
        ),
        "Credit: 3% for each started hour of “travel”.",
        f"Credit: 3{NB}% por cada hora que empiece de «travel».",
        "Credit：“travel”每开始1小时计3%。",
    ),
    (
        clause(
            Amount(
                value=Pick(
                    which="lesser",
                    left=Pick(which="greater", left=SPARES, right=number("2"), type="number"),
                    right=Arithmetic(op="*", left=number("3"), right=HALVED, type="number"),
                    type="number",
                )
            ),
            "credit",
        ),
        "Credit: “spares”, at least 2, at most 3 times the lesser of “spares” and 2.",
        "Credit: «spares», como mínimo 2, como máximo 3 por lo menor entre «spares» y 2.",
        "Credit：“spares”，至少2，至多3乘以“spares”与2中较小者。",
    ),
    (clause(Lasts(length=YEAR)), "The term runs 1 year.", "Vigencia: 1 año.", "合同期：1年。"),
    (
        clause(Lasts(length=YEAR, then=CalendarUnits(count=1, unit="months"))),
        "The term runs 1 year, then in periods of 1 month.",
        "Vigencia: 1 año, después por periodos de 1 mes.",
        "合同期：1年，其后每期1个月。",
    ),
    (
        clause(Lasts(at_least=CalendarUnits(count=6, unit="months"))),
        "The term is open; it runs at least 6 months.",
        "Vigencia indefinida: 6 meses como mínimo.",
        "合同期不定：至少6个月。",
    ),
    (
        clause(
            Starts(
                at=Pick(
                    which="greater",
                    left=FactRef(name="installed", type="date"),
                    right=Literal(type="date", value="2026-03-09"),
                    type="date",
                )
            )
        ),
        "The term starts at the later of “installed” and 9 March 2026.",
        "Inicio de la vigencia: lo último entre «installed» y 9 de marzo de 2026.",
        "合同期开始：“installed”与2026年3月9日中较晚者。",
    ),
    (
        clause(Renews(every=YEAR)),
        "Must be renewed every year, without a gap.",
        "Renovación cada año, sin interrupción.",
        "须每年续约，不得中断。",
    ),
    (
        clause(Cancellable(notice=CalendarUnits(count=30, unit="days"), to_period_end=True)),
        "The customer may cancel with notice of 30 calendar days, with effect from the end of the period.",
        "El cliente puede cancelar con aviso de 30 días naturales, con efecto al final del periodo.",
        "客户可取消：提前30个自然日通知，于当期结束时生效。",
    ),
    (
        clause(Cancellable(notice=CalendarUnits(count=1, unit="months"), to_end_of="quarter")),
        "The customer may cancel with notice of 1 month, with effect from the end of the calendar quarter.",
        "El cliente puede cancelar con aviso de 1 mes, con efecto al final del trimestre natural.",
        "客户可取消：提前1个月通知，于自然季度结束时生效。",
    ),
    (
        clause(
            Level(number=1, labels=Labels(texts=(("en", "Shift lead"),)), share=Decimal("0.75"), window="respond"), "1"
        ),
        "Level 1 (Shift lead) at 75% of “Response”.",
        f"Nivel 1 (Shift lead), al 75{NB}% de «Tiempo de respuesta».",
        "第1级（Shift lead）：“响应时间”用去75%时。",
    ),
    (
        clause(Level(number=2, labels=Labels(texts=(("en", "Head"),)), after_level=1, length=business_hours("4")), "2"),
        "Level 2 (Head) 4 business hours after level 1.",
        "Nivel 2 (Head), 4 horas hábiles después del nivel 1.",
        "第2级（Head）：第1级之后4个工作小时。",
    ),
    (
        clause(
            Level(number=3, labels=Labels(texts=(("en", "Board"),))), "3", WindowIs(window="respond", status="breached")
        ),
        "Level 3 (Board) when “Response” is breached.",
        "Nivel 3 (Board), cuando se incumpla el plazo de «Tiempo de respuesta».",
        "当“响应时间”已超时时，第3级（Board）。",
    ),
    (
        clause(
            Quota(
                limits="includes",
                count=number("10"),
                measure="hours",
                period="calendar quarter",
                carry_over="term",
                beyond=Beyond(price=Price(amount=euros("90"), per=("hour",)), minimum=Decimal(1)),
            ),
            "advice",
        ),
        "Advice: included 10 hours per calendar quarter, carried over until the term ends, beyond that 90.00 EUR per "
        "hour, at least 1 hour.",
        f"Asesoría: incluye 10 horas por trimestre calendario, con traslado hasta el fin de la vigencia, después, "
        f"90,00{NB}EUR por hora, 1 hora como mínimo.",
        "咨询：每个日历季度包含10小时，可结转至合同期结束，超出部分每小时90.00欧元，至少1小时。",
    ),
    (
        clause(
            Quota(
                limits="includes",
                count=number("2"),
                measure="hours",
                period="calendar week",
                minimum=Fraction(1, 4),
                step=Fraction(1, 12),
            ),
            "advice",
        ),
        "Advice: included 2 hours per calendar week, each use counts at least 15 minutes, each use counts in steps of 5 "
        "minutes.",
        "Asesoría: incluye 2 horas por semana calendario, cada uso cuenta 15 minutos como mínimo, cada uso cuenta en "
        "pasos de 5 minutos.",
        "咨询：每个日历周包含2小时，每次使用至少计15分钟，每次使用以5分钟为单位计。",
    ),
    (
        clause(
            Starts(at=OfPeriod(which="last", unit="month", day=FactRef(name="installed", type="date"), type="date"))
        ),
        "The term starts at the last day of the calendar month of “installed”.",
        "Inicio de la vigencia: el último día del periodo (mes calendario) de «installed».",
        "合同期开始：“installed”所在日历月的最后一天。",
    ),
    (
        clause(Quota(limits="at_most", count=number("3"), period="calendar month"), "visit"),
        "Visit: at most 3 per calendar month.",
        "Visita: 3 como máximo por mes calendario.",
        "上门：每个日历月最多3次。",
    ),
    (clause(Quota(limits="at_most", count=None), "visit"), "Visit: unlimited.", "Visita: sin límite.", "上门：不限。"),
    (
        clause(Quota(limits="adds", count=number("1"), period=("unit", "visit"), ends_term=True), "advice"),
        "Advice: 1 more per visit, then the term ends.",
        "Asesoría: 1 más por visita, con lo cual termina la vigencia.",
        "咨询：每次上门另加1次，用完即合同期结束。",
    ),
    (
        clause(Pauses(state="waiting"), "respond"),
        "Response pauses while “Waiting for the customer” lasts.",
        "Tiempo de respuesta se detiene mientras dure «En espera del Cliente».",
        "在“等待客户”期间，响应时间暂停计时。",
    ),
    (
        clause(Uses(count=Decimal(1), of="visit"), "advice"),
        "Advice: each use spends 1 of “Visit”.",
        "Asesoría: cada uso consume 1 de «Visita».",
        "咨询：每次使用消耗1“上门”。",
    ),
    (
        clause(CountsAsUsed(), "visit", WARRANTY),
        "Visit counts as used, although it did not take place, when “Under warranty” applies.",
        "Visita cuenta como consumo, aunque no haya tenido lugar, cuando se cumpla «En garantía».",
        "当满足“质保期内”时，上门即使未进行也视为已使用。",
    ),
    (
        clause(Closes(after=3, event="contact_attempts", calendar="office", state="waiting")),
        "The ticket closes after 3 contact attempts on business days of Office hours while “Waiting for the "
        "customer” lasts.",
        "El ticket se cierra después de 3 intentos de contacto en días hábiles de Horario de oficina mientras dure "
        "«En espera del Cliente».",
        "在“等待客户”期间，在工作日的工作日联系尝试满3次后，工单关闭。",
    ),
    (
        clause(Reopens()),
        "The customer may have the ticket reopened.",
        "El cliente puede pedir que se reabra el ticket.",
        "客户可要求重新打开工单。",
    ),
    (
        clause(Offered(), when=both(either(CRITICAL, WARRANTY), no(MANY))),
        "May be bought when (the severity is Critical or “Under warranty” applies) and the number of pumps is less "
        "than 3.",
        "Se puede contratar, cuando (Gravedad sea «A: impacto crítico» o se cumpla «En garantía») y Bombas sean de "
        "menos de 3.",
        "当（严重程度为“停机”或满足“质保期内”）且泵数小于3时，可以购买。",
    ),
    (
        clause(LastsWhile(condition=MANY)),
        "In force only while the number of pumps is at least 3.",
        "En vigor solo mientras Bombas sean de 3 como mínimo.",
        "仅在泵数不低于3期间有效。",
    ),
    (
        clause(Requires(condition=either(Holds(offer="silver"), Holds(offer="gold")))),
        "Requires: Silver or Gold.",
        "Requiere: Plata u Oro.",
        "前提：银或金。",
    ),
    (
        clause(Conflicts(offers=("night_watch",))),
        "Cannot be held together with Night watch.",
        "No se puede tener junto con Guardia nocturna.",
        "不可与晚间服务同时持有。",
    ),
    (
        clause(Accepts(values=("critical", "weak")), "severity"),
        "Severity: accepted Critical or Weak.",
        "Gravedad: se admite «A: impacto crítico» o «Débil».",
        "严重程度：接受“停机”或“减弱”。",
    ),
    (
        clause(Accepts(values=None), "severity", During(subject="opened", calendar="office")),
        "Severity: any is accepted when the report arrives during “Office hours”.",
        "Gravedad: se admite todo, cuando el reporte llegue dentro de «Horario de oficina».",
        "当在“工作日”内报告时，严重程度：均接受。",
    ),
    (
        clause(Excludes(services=("advice", "parts"))),
        "Excluded: Advice and Parts.",
        "No incluye: Asesoría y Repuestos.",
        "不包含：咨询和备件。",
    ),
    (
        clause(Excludes(fact="severity", values=("other",))),
        "Severity: refused Other.",
        "Gravedad: no se admite «Otra».",
        "严重程度：不接受“其他”。",
    ),
    (
        clause(Excludes(), when=no(OneOf(item=SEVERITY, values=("weak", "other")))),
        "No service is provided when the severity is not Weak or Other.",
        "No se presta ningún servicio, cuando Gravedad no sea «Débil» u «Otra».",
        "当严重程度不为“减弱”或“其他”时，不提供任何服务。",
    ),
    (
        clause(Needs(condition=both(WARRANTY, no(severity_is("other"))))),
        "Needed from the customer: “Under warranty” applies and the severity is not Other.",
        "Es necesario que se cumpla «En garantía» y Gravedad no sea «Otra».",
        "客户须确保满足“质保期内”且严重程度不为“其他”。",
    ),
]


@pytest.mark.parametrize(("spoken", "en", "es", "zh"), SPOKEN, ids=[f"{n}-{s[0].kind}" for n, s in enumerate(SPOKEN)])
def test_a_clause_reads_like_the_contract(spoken: Clause, en: str, es: str, zh: str) -> None:
    contract = sample()
    assert [sentence(contract, spoken, language) for language in ("en", "es", "zh")] == [en, es, zh]


def test_every_kind_of_clause_has_been_spoken() -> None:
    union = get_args(get_args(Value)[0])
    assert {type(spoken.value) for spoken, *_ in SPOKEN} == set(union)


def test_a_tag_with_a_region_is_its_language_and_an_unknown_one_is_english() -> None:
    spoken = clause(Lasts(length=YEAR))
    assert sentence(sample(), spoken, "es-MX") == "Vigencia: 1 año."
    assert sentence(sample(), spoken, "fr") == "The term runs 1 year."


def test_a_label_in_another_language_stands_in_quotation_marks() -> None:
    contract = sample("es")
    severity = contract.facts[0].model_copy(update={"labels": Labels(texts=(("es", "Gravedad"),))})
    foreign = contract.model_copy(update={"facts": (severity,)})
    asked = Compare(op="=", left=SEVERITY, right=Literal(type="choice", value="weak"))
    assert sentence(foreign, clause(within("2"), "respond", asked), "en") == (
        "Response within 2 hours when “Gravedad” is Weak."
    )


@pytest.mark.parametrize(
    ("label", "noun"),
    [
        ("Severity", True),
        ("Scheduled start", True),
        ("Days in the month", True),
        ("Need", True),
        ("What happened", False),
        ("Paid until", False),
        ("Answered in time this month", False),
        ("Installed", False),
    ],
)
def test_a_label_that_is_no_noun_has_no_article(label: str, noun: bool) -> None:
    assert takes_article(label) is noun


def test_the_spanish_article_is_one_word_with_what_stands_before_it() -> None:
    delay = Amount(
        value=times(
            percent("0.03"),
            Steps(part="started", size=hours("1").seconds, of=Delay(window="respond")),
        )
    )
    told = sentence(sample("es"), clause(delay, "credit"), "es")
    assert "cada hora que empiece de retraso de" in told
