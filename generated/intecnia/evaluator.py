"""Políticas de Soporte Técnico

The evaluator of the contract `intecnia`, made by servdsl from contracts/intecnia.plan.
Change the contract, not this file.
"""

# A case may ask again what an earlier one has ruled out: it says all of its clause.
# mypy: disable-error-code="comparison-overlap"

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from fractions import Fraction
from typing import Literal, TypeAlias

from . import rt

CONTRACT = "intecnia"
SOURCE = "contracts/intecnia.plan"
SOURCE_SHA256 = "02fe34a031e6c8fc6906b1ed9b29d0435a39a7532c82aef4f941889329a042b9"
COMPILER_VERSION = "0.1.0"
LANGUAGE_VERSION = "1"
HOLIDAYS_VERSION = "0.109"

InputErrors = rt.InputErrors

# ── Facts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

Tier: TypeAlias = Literal["free_support", "per_event", "basic", "business", "business_plus", "corporate"]
Service: TypeAlias = Literal["support", "ticket", "phone_advice", "office_advice", "onsite_advice", "travel_expenses"]
Window: TypeAlias = Literal["respond", "resolve"]
Calendar: TypeAlias = Literal["office"]
Severity: TypeAlias = Literal["s1", "s2", "s3", "s4", "unclassified"]
Channel: TypeAlias = Literal["email", "phone", "in_person"]
Mode: TypeAlias = Literal["email", "phone", "remote", "our_office", "onsite"]
Subject: TypeAlias = Literal["failure", "question", "email_failure", "development", "training", "consulting"]
Cause: TypeAlias = Literal["vendor", "misuse", "modification", "third_party_product"]


class Subscription(rt.Record):
    """What stays fixed for a customer. None: unknown."""

    tier: Tier | None = None
    addons: Mapping[str, int] | Sequence[str] = ()  # with their quantities
    start: datetime | date | None = None  # of the customer's term
    uses_our_products: bool | None = None  # Usa productos o servicios de la Empresa
    special_contract: bool | None = None  # Contrato especial
    events_bought: int | None = None  # Eventos contratados
    certificate_from: date | None = None  # Inicio de la vigencia según el certificado


class Facts(rt.Record):
    """One case: the customer, and what the ticket tells. None: unknown."""

    subscription: Subscription = Subscription()
    service: Service | None = None
    opened: datetime | None = None
    as_of: datetime | None = None
    events: Sequence[rt.Event] = ()
    worked: Sequence[tuple[datetime, datetime]] | None = None
    earlier_text_alike: bool | None = None  # El texto anterior al 25/03/2019 decía lo mismo
    severity: Severity | None = None  # Nivel de severidad
    channel: Channel | None = None  # Medio de la solicitud
    mode: Mode | None = None  # Forma de la atención
    subject: Subject | None = None  # Tema
    cause: Cause | None = None  # Causa
    in_warranty: bool | None = None  # En periodo de garantía
    fails_specification: bool | None = None  # Incumple las especificaciones documentadas
    provided_by_us: bool | None = None  # Proporcionado directamente por la Empresa
    discontinued: bool | None = None  # Producto descontinuado
    purchase_order: bool | None = None  # Orden de compra
    remote_access: bool | None = None  # Acceso remoto con permisos de administrador
    user_idle: bool | None = None  # El usuario no interviene
    description: bool | None = None  # Descripción detallada con imágenes y ejemplos
    has_password: bool | None = None  # Los equipos tienen contraseña
    password_given: bool | None = None  # Contraseña proporcionada
    staff_received: bool | None = None  # Personal recibido según lo acordado
    access_rules_given: bool | None = None  # Políticas de acceso proporcionadas antes de la visita
    access_denied: bool | None = None  # Acceso negado
    representative_given: bool | None = None  # Representante asignado, con acceso a la información
    priority_changed: bool | None = None  # El problema cambió de prioridad
    solution_given: bool | None = None  # Solución adecuada brindada
    wait_over: bool | None = None  # Terminó el tiempo de espera comunicado al Cliente
    reopening_asked: bool | None = None  # El Cliente pide reabrir

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> Facts:
        """Facts in the shape that `servdsl ask` takes. Raises InputErrors with every mistake."""
        return EVALUATOR.facts(told)


# ── Calendars ─────────────────────────────────────────────────────────────────────────────────────────────────────────


HOLIDAYS_MX = rt.holidays(
    {
        "Año Nuevo": (
            "2016-01-01 2017-01-01 2018-01-01 2019-01-01 2020-01-01 2021-01-01 2022-01-01 2023-01-01 2024-01-01"
            " 2025-01-01 2026-01-01 2027-01-01 2028-01-01 2029-01-01 2030-01-01 2031-01-01 2032-01-01 2033-01-01"
            " 2034-01-01 2035-01-01 2036-01-01"
        ),
        "Día de la Constitución": (
            "2016-02-01 2017-02-06 2018-02-05 2019-02-04 2020-02-03 2021-02-01 2022-02-07 2023-02-06 2024-02-05"
            " 2025-02-03 2026-02-02 2027-02-01 2028-02-07 2029-02-05 2030-02-04 2031-02-03 2032-02-02 2033-02-07"
            " 2034-02-06 2035-02-05"
        ),
        "Natalicio de Benito Juárez": (
            "2016-03-21 2017-03-20 2018-03-19 2019-03-18 2020-03-16 2021-03-15 2022-03-21 2023-03-20 2024-03-18"
            " 2025-03-17 2026-03-16 2027-03-15 2028-03-20 2029-03-19 2030-03-18 2031-03-17 2032-03-15 2033-03-21"
            " 2034-03-20 2035-03-19"
        ),
        "Día del Trabajo": (
            "2016-05-01 2017-05-01 2018-05-01 2019-05-01 2020-05-01 2021-05-01 2022-05-01 2023-05-01 2024-05-01"
            " 2025-05-01 2026-05-01 2027-05-01 2028-05-01 2029-05-01 2030-05-01 2031-05-01 2032-05-01 2033-05-01"
            " 2034-05-01 2035-05-01"
        ),
        "Día de la Independencia": (
            "2016-09-16 2017-09-16 2018-09-16 2019-09-16 2020-09-16 2021-09-16 2022-09-16 2023-09-16 2024-09-16"
            " 2025-09-16 2026-09-16 2027-09-16 2028-09-16 2029-09-16 2030-09-16 2031-09-16 2032-09-16 2033-09-16"
            " 2034-09-16 2035-09-16"
        ),
        "Día de la Revolución": (
            "2016-11-21 2017-11-20 2018-11-19 2019-11-18 2020-11-16 2021-11-15 2022-11-21 2023-11-20 2024-11-18"
            " 2025-11-17 2026-11-16 2027-11-15 2028-11-20 2029-11-19 2030-11-18 2031-11-17 2032-11-15 2033-11-21"
            " 2034-11-20 2035-11-19"
        ),
        "Navidad": (
            "2016-12-25 2017-12-25 2018-12-25 2019-12-25 2020-12-25 2021-12-25 2022-12-25 2023-12-25 2024-12-25"
            " 2025-12-25 2026-12-25 2027-12-25 2028-12-25 2029-12-25 2030-12-25 2031-12-25 2032-12-25 2033-12-25"
            " 2034-12-25 2035-12-25"
        ),
        "Transmisión del Poder Ejecutivo Federal": "2018-12-01 2024-10-01 2030-10-01",
    },
)
CALENDARS = (
    rt.Calendar(
        "office",
        rt.Openings(
            (
                rt.Weekly((0, 1, 2, 3, 4), (rt.span("09:00", "14:00"), rt.span("16:00", "19:00"))),
                rt.Holidays(HOLIDAYS_MX),
            ),
        ),
        label="Horario de Atención",
    ),
)


# ── all tiers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def if_uses_our_products(uses_our_products: bool) -> bool:
    return uses_our_products


ALL_TIERS_OFFERED_USES_OUR_PRODUCTS = rt.Clause(
    "all_tiers.offered.uses_our_products",
    layers=("all tiers",),
    when=if_uses_our_products,
    value=rt.Offered(),
    says="Se puede contratar, cuando se cumpla «Usa productos o servicios de la Empresa».",
    at="contracts/intecnia.plan:130",
    sources=("INT-005",),
)


def if_opened_below_2019_03_25T0000(opened: datetime, zone: tzinfo) -> bool:
    return opened < rt.local_instant(date(2019, 3, 25), zone)


def if_earlier_text_alike(earlier_text_alike: bool) -> bool:
    return earlier_text_alike


ALL_TIERS_NEEDS_OPENED_UNDER_20190325T0000 = rt.Clause(
    "all_tiers.needs.opened_under_20190325T0000",
    layers=("all tiers",),
    when=if_opened_below_2019_03_25T0000,
    value=rt.Needs(if_earlier_text_alike),
    says=(
        "Es necesario que se cumpla «El texto anterior al 25/03/2019 decía lo mismo», cuando el momento del reporte sea"
        " antes de 25 de marzo de 2019, 00:00."
    ),
    at="contracts/intecnia.plan:131",
    sources=("INT-002", "INT-004"),
)
ALL_TIERS_COVERS_SUPPORT = rt.Clause(
    "all_tiers.covers.support",
    layers=("all tiers",),
    thing="support",
    value=rt.Share(1),
    says="Soporte Técnico: cobertura total.",
    at="contracts/intecnia.plan:132",
    sources=("INT-008", "INT-009", "INT-010", "INT-011"),
)
ALL_TIERS_COVERS_PHONE_ADVICE = rt.Clause(
    "all_tiers.covers.phone_advice",
    layers=("all tiers",),
    thing="phone_advice",
    value=rt.Share(1),
    says="Asesoría telefónica: cobertura total.",
    at="contracts/intecnia.plan:133",
    sources=("INT-011", "INT-051"),
)
ALL_TIERS_COVERS_TICKET = rt.Clause(
    "all_tiers.covers.ticket",
    layers=("all tiers",),
    thing="ticket",
    value=rt.Share(1),
    says="Seguimiento por medio de Ticket: cobertura total.",
    at="contracts/intecnia.plan:134",
    sources=("INT-052", "INT-073", "INT-083"),
)
ALL_TIERS_ATTENDS = rt.Clause(
    "all_tiers.attends",
    layers=("all tiers",),
    value=rt.Attends("office"),
    says="Atención durante Horario de Atención.",
    at="contracts/intecnia.plan:135",
    sources=("INT-040",),
)


def if_not_provided_by_us(provided_by_us: bool) -> bool:
    return not provided_by_us


ALL_TIERS_EXCLUDES_NOT_PROVIDED_BY_US = rt.Clause(
    "all_tiers.excludes.not_provided_by_us",
    layers=("all tiers",),
    when=if_not_provided_by_us,
    value=rt.Excludes(),
    says="No se presta ningún servicio, cuando no se cumpla «Proporcionado directamente por la Empresa».",
    at="contracts/intecnia.plan:137",
    sources=("INT-067", "INT-068", "INT-076"),
)
ALL_TIERS_ACCEPTS_CHANNEL = rt.Clause(
    "all_tiers.accepts.channel",
    layers=("all tiers",),
    thing="channel",
    value=rt.Accepts(("email",)),
    says="Medio de la solicitud: se admite «Correo electrónico».",
    at="contracts/intecnia.plan:138",
    sources=("INT-071", "INT-074"),
)


def if_subject_is_email_failure(subject: Subject) -> bool:
    return subject == "email_failure"


ALL_TIERS_ACCEPTS_CHANNEL_EMAIL_FAILURE = rt.Clause(
    "all_tiers.accepts.channel.email_failure",
    layers=("all tiers",),
    thing="channel",
    when=if_subject_is_email_failure,
    value=rt.Accepts(None),
    says="Medio de la solicitud: se admite todo, cuando Tema sea «Falla de correo».",
    at="contracts/intecnia.plan:139",
    sources=("INT-075",),
)


def if_service_is_phone_advice(service: str) -> bool:
    return service == "phone_advice"


ALL_TIERS_ACCEPTS_CHANNEL_PHONE_ADVICE = rt.Clause(
    "all_tiers.accepts.channel.phone_advice",
    layers=("all tiers",),
    thing="channel",
    when=if_service_is_phone_advice,
    value=rt.Accepts(("phone",)),
    says="Medio de la solicitud: se admite «Teléfono», cuando el servicio sea «Asesoría telefónica».",
    at="contracts/intecnia.plan:140",
    sources=("INT-051",),
)
ALL_TIERS_EXCLUDES_SUBJECT = rt.Clause(
    "all_tiers.excludes.subject",
    layers=("all tiers",),
    value=rt.Excludes(fact="subject", values=("development", "training", "consulting")),
    says="Tema: no se admite «Desarrollo», «Capacitación» o «Consultoría de negocios».",
    at="contracts/intecnia.plan:141",
    sources=("INT-077", "INT-079", "INT-081"),
)
ALL_TIERS_EXCLUDES_CAUSE = rt.Clause(
    "all_tiers.excludes.cause",
    layers=("all tiers",),
    value=rt.Excludes(fact="cause", values=("third_party_product",)),
    says="Causa: no se admite «Producto de terceros».",
    at="contracts/intecnia.plan:142",
    sources=("INT-080",),
)
ALL_TIERS_WINDOWS_RESPOND_S1 = rt.Clause(
    "all_tiers.windows.respond.s1",
    layers=("all tiers",),
    thing="respond",
    value=rt.Within(rt.business_hours(8)),
    says="Tiempo de respuesta: en 8 horas hábiles como máximo, cuando Nivel de severidad sea «1».",
    at="contracts/intecnia.plan:145",
    sources=("INT-085", "INT-089"),
)
ALL_TIERS_WINDOWS_RESPOND_S2 = rt.Clause(
    "all_tiers.windows.respond.s2",
    layers=("all tiers",),
    thing="respond",
    value=rt.Within(rt.business_hours(10)),
    says="Tiempo de respuesta: en 10 horas hábiles como máximo, cuando Nivel de severidad sea «2».",
    at="contracts/intecnia.plan:146",
    sources=("INT-085", "INT-091"),
)
ALL_TIERS_WINDOWS_RESPOND_S3 = rt.Clause(
    "all_tiers.windows.respond.s3",
    layers=("all tiers",),
    thing="respond",
    value=rt.Within(rt.business_hours(12)),
    says="Tiempo de respuesta: en 12 horas hábiles como máximo, cuando Nivel de severidad sea «3».",
    at="contracts/intecnia.plan:147",
    sources=("INT-085", "INT-095"),
)
ALL_TIERS_WINDOWS_RESPOND_S4 = rt.Clause(
    "all_tiers.windows.respond.s4",
    layers=("all tiers",),
    thing="respond",
    value=rt.Within(rt.business_hours(24), or_more=True),
    says="Tiempo de respuesta: 24 horas hábiles o más, sin límite, cuando Nivel de severidad sea «4».",
    at="contracts/intecnia.plan:148",
    sources=("INT-085", "INT-099"),
)
ALL_TIERS_WINDOWS_RESPOND_OTHERWISE = rt.Clause(
    "all_tiers.windows.respond.otherwise",
    layers=("all tiers",),
    thing="respond",
    value=rt.Within(rt.business_hours(8)),
    says="Tiempo de respuesta: en 8 horas hábiles como máximo, en los demás casos.",
    at="contracts/intecnia.plan:149",
    sources=("INT-084",),
)


def decide_all_tiers_promise_respond(severity: Severity) -> rt.Decision:
    if severity == "s1":
        return ALL_TIERS_WINDOWS_RESPOND_S1
    if severity == "s2":
        return ALL_TIERS_WINDOWS_RESPOND_S2
    if severity == "s3":
        return ALL_TIERS_WINDOWS_RESPOND_S3
    if severity == "s4":
        return ALL_TIERS_WINDOWS_RESPOND_S4
    return ALL_TIERS_WINDOWS_RESPOND_OTHERWISE


ALL_TIERS_WINDOWS_RESOLVE = rt.Clause(
    "all_tiers.windows.resolve",
    layers=("all tiers",),
    thing="resolve",
    value=rt.NoPromise("No se puede garantizar"),
    says="Tiempo de resolución: sin compromiso («No se puede garantizar»).",
    at="contracts/intecnia.plan:151",
    sources=("INT-101",),
)
ALL_TIERS_PAUSES_RESPOND = rt.Clause(
    "all_tiers.pauses.respond",
    layers=("all tiers",),
    thing="respond",
    value=rt.Pauses("waiting"),
    says="Tiempo de respuesta se detiene mientras dure «En espera del Cliente».",
    at="contracts/intecnia.plan:152",
    sources=("INT-102",),
)


def if_respond_is_breached_or_priority_changed(respond_is_breached: bool, priority_changed: bool) -> bool:
    return respond_is_breached or priority_changed


ALL_TIERS_LEVEL_1_RESPOND_BREACHED_OR_PRIORITY_CHANGED = rt.Clause(
    "all_tiers.level.1.respond_breached_or_priority_changed",
    layers=("all tiers",),
    thing="1",
    when=if_respond_is_breached_or_priority_changed,
    value=rt.Level(1, "Personal de Soporte Técnico asignado", windows=("respond",), breaches=("respond",)),
    says=(
        "Nivel 1 (Personal de Soporte Técnico asignado), cuando se incumpla el plazo de «Tiempo de respuesta» o se"
        " cumpla «El problema cambió de prioridad»."
    ),
    at="contracts/intecnia.plan:154",
    sources=("INT-103", "INT-104"),
)
ALL_TIERS_LEVEL_2 = rt.Clause(
    "all_tiers.level.2",
    layers=("all tiers",),
    thing="2",
    value=rt.Level(2, "Responsable de Calidad", after_level=1),
    says="Nivel 2 (Responsable de Calidad), después del nivel 1.",
    at="contracts/intecnia.plan:155",
    sources=("INT-106",),
)
ALL_TIERS_LEVEL_3 = rt.Clause(
    "all_tiers.level.3",
    layers=("all tiers",),
    thing="3",
    value=rt.Level(3, "Gerente de Operaciones", after_level=2),
    says="Nivel 3 (Gerente de Operaciones), después del nivel 2.",
    at="contracts/intecnia.plan:156",
    sources=("INT-107",),
)


def if_mode_is_remote(mode: Mode) -> bool:
    return mode == "remote"


def if_remote_access(remote_access: bool) -> bool:
    return remote_access


ALL_TIERS_NEEDS_REMOTE_41DFB51A = rt.Clause(
    "all_tiers.needs.remote.41dfb51a",
    layers=("all tiers",),
    when=if_mode_is_remote,
    value=rt.Needs(if_remote_access),
    says=(
        "Es necesario que se cumpla «Acceso remoto con permisos de administrador», cuando Forma de la atención sea"
        " «Acceso remoto»."
    ),
    at="contracts/intecnia.plan:158",
    sources=("INT-108",),
)


def if_user_idle(user_idle: bool) -> bool:
    return user_idle


ALL_TIERS_NEEDS_REMOTE_9776B7E6 = rt.Clause(
    "all_tiers.needs.remote.9776b7e6",
    layers=("all tiers",),
    when=if_mode_is_remote,
    value=rt.Needs(if_user_idle),
    says="Es necesario que se cumpla «El usuario no interviene», cuando Forma de la atención sea «Acceso remoto».",
    at="contracts/intecnia.plan:159",
    sources=("INT-109",),
)


def if_description(description: bool) -> bool:
    return description


ALL_TIERS_NEEDS = rt.Clause(
    "all_tiers.needs",
    layers=("all tiers",),
    value=rt.Needs(if_description),
    says="Es necesario que se cumpla «Descripción detallada con imágenes y ejemplos».",
    at="contracts/intecnia.plan:160",
    sources=("INT-110",),
)


def if_has_password(has_password: bool) -> bool:
    return has_password


def if_password_given(password_given: bool) -> bool:
    return password_given


ALL_TIERS_NEEDS_HAS_PASSWORD = rt.Clause(
    "all_tiers.needs.has_password",
    layers=("all tiers",),
    when=if_has_password,
    value=rt.Needs(if_password_given),
    says="Es necesario que se cumpla «Contraseña proporcionada», cuando se cumpla «Los equipos tienen contraseña».",
    at="contracts/intecnia.plan:161",
    sources=("INT-111",),
)


def if_mode_is_onsite(mode: Mode) -> bool:
    return mode == "onsite"


def if_staff_received(staff_received: bool) -> bool:
    return staff_received


ALL_TIERS_NEEDS_ONSITE_0B5B0D7B = rt.Clause(
    "all_tiers.needs.onsite.0b5b0d7b",
    layers=("all tiers",),
    when=if_mode_is_onsite,
    value=rt.Needs(if_staff_received),
    says=(
        "Es necesario que se cumpla «Personal recibido según lo acordado», cuando Forma de la atención sea «En sitio»."
    ),
    at="contracts/intecnia.plan:162",
    sources=("INT-112",),
)


def if_mode_is_onsite_and_not_staff_received(mode: Mode, staff_received: bool) -> bool:
    return mode == "onsite" and not staff_received


ALL_TIERS_COUNTS_AS_USED_SUPPORT_ONSITE_AND_NOT_STAFF_RECEIVED = rt.Clause(
    "all_tiers.counts_as_used.support.onsite_and_not_staff_received",
    layers=("all tiers",),
    thing="support",
    when=if_mode_is_onsite_and_not_staff_received,
    value=rt.CountsAsUsed(),
    says=(
        "Soporte Técnico cuenta como consumo, aunque no haya tenido lugar, cuando Forma de la atención sea «En sitio» y"
        " no se cumpla «Personal recibido según lo acordado»."
    ),
    at="contracts/intecnia.plan:163",
    sources=("INT-113",),
)


def if_not_staff_received(staff_received: bool) -> bool:
    return not staff_received


ALL_TIERS_COUNTS_AS_USED_ONSITE_ADVICE_NOT_STAFF_RECEIVED = rt.Clause(
    "all_tiers.counts_as_used.onsite_advice.not_staff_received",
    layers=("all tiers",),
    thing="onsite_advice",
    when=if_not_staff_received,
    value=rt.CountsAsUsed(),
    says=(
        "Asesoría en sitio cuenta como consumo, aunque no haya tenido lugar, cuando no se cumpla «Personal recibido"
        " según lo acordado»."
    ),
    at="contracts/intecnia.plan:164",
    sources=("INT-113",),
)


def if_access_rules_given(access_rules_given: bool) -> bool:
    return access_rules_given


ALL_TIERS_NEEDS_ONSITE_72B11500 = rt.Clause(
    "all_tiers.needs.onsite.72b11500",
    layers=("all tiers",),
    when=if_mode_is_onsite,
    value=rt.Needs(if_access_rules_given),
    says=(
        "Es necesario que se cumpla «Políticas de acceso proporcionadas antes de la visita», cuando Forma de la"
        " atención sea «En sitio»."
    ),
    at="contracts/intecnia.plan:165",
    sources=("INT-114",),
)


def if_all_tiers_counts_as_used_support_6e19e477_applies(
    mode: Mode,
    access_denied: bool,
    access_rules_given: bool,
) -> bool:
    return mode == "onsite" and access_denied and not access_rules_given


ALL_TIERS_COUNTS_AS_USED_SUPPORT_6E19E477 = rt.Clause(
    "all_tiers.counts_as_used.support.6e19e477",
    layers=("all tiers",),
    thing="support",
    when=if_all_tiers_counts_as_used_support_6e19e477_applies,
    value=rt.CountsAsUsed(),
    says=(
        "Soporte Técnico cuenta como consumo, aunque no haya tenido lugar, cuando Forma de la atención sea «En sitio» y"
        " se cumpla «Acceso negado» y no se cumpla «Políticas de acceso proporcionadas antes de la visita»."
    ),
    at="contracts/intecnia.plan:166",
    sources=("INT-115",),
)


def if_access_denied_and_not_access_rules_given(access_denied: bool, access_rules_given: bool) -> bool:
    return access_denied and not access_rules_given


ALL_TIERS_COUNTS_AS_USED_ONSITE_ADVICE_ACCESS_DENIED_AND_NOT_ACCESS_RULES_GIVEN = rt.Clause(
    "all_tiers.counts_as_used.onsite_advice.access_denied_and_not_access_rules_given",
    layers=("all tiers",),
    thing="onsite_advice",
    when=if_access_denied_and_not_access_rules_given,
    value=rt.CountsAsUsed(),
    says=(
        "Asesoría en sitio cuenta como consumo, aunque no haya tenido lugar, cuando se cumpla «Acceso negado» y no se"
        " cumpla «Políticas de acceso proporcionadas antes de la visita»."
    ),
    at="contracts/intecnia.plan:167",
    sources=("INT-115",),
)


def if_representative_given(representative_given: bool) -> bool:
    return representative_given


ALL_TIERS_NEEDS_ONSITE_302E8AE8 = rt.Clause(
    "all_tiers.needs.onsite.302e8ae8",
    layers=("all tiers",),
    when=if_mode_is_onsite,
    value=rt.Needs(if_representative_given),
    says=(
        "Es necesario que se cumpla «Representante asignado, con acceso a la información», cuando Forma de la atención"
        " sea «En sitio»."
    ),
    at="contracts/intecnia.plan:168",
    sources=("INT-116",),
)
ALL_TIERS_CHARGES_TRAVEL_EXPENSES_ONSITE = rt.Clause(
    "all_tiers.charges.travel_expenses.onsite",
    layers=("all tiers",),
    thing="travel_expenses",
    when=if_mode_is_onsite,
    value=rt.Charge(rt.Price(by="quote")),
    says="Viáticos: se cobra por cotización, cuando Forma de la atención sea «En sitio».",
    at="contracts/intecnia.plan:169",
    sources=("INT-017", "INT-066"),
)


def if_solution_given(solution_given: bool) -> bool:
    return solution_given


ALL_TIERS_CLOSES_SOLUTION_GIVEN = rt.Clause(
    "all_tiers.closes.solution_given",
    layers=("all tiers",),
    when=if_solution_given,
    value=rt.Closes(),
    says="El ticket se cierra, cuando se cumpla «Solución adecuada brindada».",
    at="contracts/intecnia.plan:171",
    sources=("INT-117",),
)


def if_reopening_asked(reopening_asked: bool) -> bool:
    return reopening_asked


ALL_TIERS_REOPENS_REOPENING_ASKED = rt.Clause(
    "all_tiers.reopens.reopening_asked",
    layers=("all tiers",),
    when=if_reopening_asked,
    value=rt.Reopens(),
    says="El cliente puede pedir que se reabra el ticket, cuando se cumpla «El Cliente pide reabrir».",
    at="contracts/intecnia.plan:172",
    sources=("INT-118",),
)


def if_wait_over(wait_over: bool) -> bool:
    return wait_over


ALL_TIERS_CLOSES_CONTACT_ATTEMPTS_WAIT_OVER = rt.Clause(
    "all_tiers.closes.contact_attempts.wait_over",
    layers=("all tiers",),
    when=if_wait_over,
    value=rt.Closes(after=3, event="contact_attempts", calendar="office", state="waiting"),
    says=(
        "El ticket se cierra después de 3 intentos de contacto en días hábiles de Horario de Atención mientras dure «En"
        " espera del Cliente», cuando se cumpla «Terminó el tiempo de espera comunicado al Cliente»."
    ),
    at="contracts/intecnia.plan:173",
    sources=("INT-119", "INT-120"),
)


def if_discontinued_and_not_special_contract(discontinued: bool, special_contract: bool) -> bool:
    return discontinued and not special_contract


ALL_TIERS_EXCLUDES_DISCONTINUED_AND_NOT_SPECIAL_CONTRACT = rt.Clause(
    "all_tiers.excludes.discontinued_and_not_special_contract",
    layers=("all tiers",),
    when=if_discontinued_and_not_special_contract,
    value=rt.Excludes(),
    says="No se presta ningún servicio, cuando se cumpla «Producto descontinuado» y no se cumpla «Contrato especial».",
    at="contracts/intecnia.plan:174",
    sources=("INT-123", "INT-124"),
)


# ── free_support: Soporte Técnico gratuito ────────────────────────────────────────────────────────────────────────────


FREE_SUPPORT_PRICE = rt.Clause(
    "free_support.price",
    layers=("free_support",),
    value=rt.Price(by="free"),
    says="Sin costo.",
    at="contracts/intecnia.plan:180",
    sources=("INT-012",),
)


def if_not_in_warranty(in_warranty: bool) -> bool:
    return not in_warranty


FREE_SUPPORT_EXCLUDES_NOT_IN_WARRANTY = rt.Clause(
    "free_support.excludes.not_in_warranty",
    layers=("free_support",),
    when=if_not_in_warranty,
    value=rt.Excludes(),
    says="No se presta ningún servicio, cuando no se cumpla «En periodo de garantía».",
    at="contracts/intecnia.plan:181",
    sources=("INT-014", "INT-018", "INT-021"),
)


def if_not_fails_specification(fails_specification: bool) -> bool:
    return not fails_specification


FREE_SUPPORT_EXCLUDES_NOT_FAILS_SPECIFICATION = rt.Clause(
    "free_support.excludes.not_fails_specification",
    layers=("free_support",),
    when=if_not_fails_specification,
    value=rt.Excludes(),
    says="No se presta ningún servicio, cuando no se cumpla «Incumple las especificaciones documentadas».",
    at="contracts/intecnia.plan:182",
    sources=("INT-014",),
)
FREE_SUPPORT_EXCLUDES_CAUSE = rt.Clause(
    "free_support.excludes.cause",
    layers=("free_support",),
    value=rt.Excludes(fact="cause", values=("misuse", "modification")),
    says="Causa: no se admite «Uso incorrecto» o «Modificación o complemento del Cliente o de un tercero».",
    at="contracts/intecnia.plan:183",
    sources=("INT-019", "INT-020"),
)


# ── per_event: Por evento ─────────────────────────────────────────────────────────────────────────────────────────────


PER_EVENT_PRICE = rt.Clause(
    "per_event.price",
    layers=("per_event",),
    value=rt.Price(by="quote", per=("event",)),
    says="Precio: por cotización, por evento.",
    at="contracts/intecnia.plan:186",
    sources=("INT-029",),
)


def if_purchase_order(purchase_order: bool) -> bool:
    return purchase_order


PER_EVENT_NEEDS = rt.Clause(
    "per_event.needs",
    layers=("per_event",),
    value=rt.Needs(if_purchase_order),
    says="Es necesario que se cumpla «Orden de compra».",
    at="contracts/intecnia.plan:187",
    sources=("INT-030",),
)
PER_EVENT_USES_SUPPORT = rt.Clause(
    "per_event.uses.support",
    layers=("per_event",),
    thing="support",
    value=rt.Uses(Fraction(1), "event"),
    says="Soporte Técnico: cada uso consume 1 de «Evento».",
    at="contracts/intecnia.plan:188",
    sources=("INT-029",),
)


def per_event_includes_event_count(events_bought: int) -> int:
    return events_bought


PER_EVENT_INCLUDES_EVENT = rt.Clause(
    "per_event.includes.event",
    layers=("per_event",),
    thing="event",
    value=rt.Quota("includes", per_event_includes_event_count, period="term", ends_term=True),
    says="Evento: incluye «Eventos contratados» por vigencia, con lo cual termina la vigencia.",
    at="contracts/intecnia.plan:189",
    sources=("INT-046", "INT-059"),
)


# ── basic, business, business_plus, corporate ─────────────────────────────────────────────────────────────────────────


BASIC_BUSINESS_BUSINESS_PLUS_CORPORATE_PRICE = rt.Clause(
    "basic+business+business_plus+corporate.price",
    layers=("basic", "business", "business_plus", "corporate"),
    value=rt.Price(by="quote"),
    says="Precio: por cotización.",
    at="contracts/intecnia.plan:196",
    sources=("INT-013",),
)


def basic_business_business_plus_corporate_starts_at(certificate_from: date) -> date:
    return certificate_from


BASIC_BUSINESS_BUSINESS_PLUS_CORPORATE_STARTS = rt.Clause(
    "basic+business+business_plus+corporate.starts",
    layers=("basic", "business", "business_plus", "corporate"),
    value=rt.Starts(basic_business_business_plus_corporate_starts_at),
    says="Inicio de la vigencia: «Inicio de la vigencia según el certificado».",
    at="contracts/intecnia.plan:197",
    sources=("INT-121", "INT-013"),
)
BASIC_BUSINESS_BUSINESS_PLUS_CORPORATE_LASTS = rt.Clause(
    "basic+business+business_plus+corporate.lasts",
    layers=("basic", "business", "business_plus", "corporate"),
    value=rt.Lasts(rt.CalendarUnits(1, "years")),
    says="Vigencia: 1 año.",
    at="contracts/intecnia.plan:198",
    sources=("INT-060", "INT-061", "INT-062", "INT-063", "INT-013"),
)


def if_in_force(in_force: bool) -> bool:
    return in_force


BASIC_BUSINESS_BUSINESS_PLUS_CORPORATE_NEEDS = rt.Clause(
    "basic+business+business_plus+corporate.needs",
    layers=("basic", "business", "business_plus", "corporate"),
    value=rt.Needs(if_in_force),
    says="Es necesario que el contrato esté en vigor.",
    at="contracts/intecnia.plan:200",
    sources=("INT-069", "INT-070", "INT-013"),
)


# ── basic: Básica ─────────────────────────────────────────────────────────────────────────────────────────────────────


BASIC_INCLUDES_SUPPORT = rt.Clause(
    "basic.includes.support",
    layers=("basic",),
    thing="support",
    value=rt.Quota("includes", 5, hours=True, period="term", ends_term=True),
    says="Soporte Técnico: incluye 5 horas por vigencia, con lo cual termina la vigencia.",
    at="contracts/intecnia.plan:204",
    sources=("INT-032", "INT-047", "INT-039"),
)


# ── business: Empresarial ─────────────────────────────────────────────────────────────────────────────────────────────


BUSINESS_INCLUDES_SUPPORT = rt.Clause(
    "business.includes.support",
    layers=("business",),
    thing="support",
    value=rt.Quota("includes", 20, hours=True, period="term", ends_term=True),
    says="Soporte Técnico: incluye 20 horas por vigencia, con lo cual termina la vigencia.",
    at="contracts/intecnia.plan:204",
    sources=("INT-034", "INT-048", "INT-039"),
)


# ── business_plus: Empresarial Plus ───────────────────────────────────────────────────────────────────────────────────


BUSINESS_PLUS_INCLUDES_SUPPORT = rt.Clause(
    "business_plus.includes.support",
    layers=("business_plus",),
    thing="support",
    value=rt.Quota("includes", 50, hours=True, period="term", ends_term=True),
    says="Soporte Técnico: incluye 50 horas por vigencia, con lo cual termina la vigencia.",
    at="contracts/intecnia.plan:204",
    sources=("INT-036", "INT-049", "INT-039"),
)


# ── corporate: Corporativo ────────────────────────────────────────────────────────────────────────────────────────────


CORPORATE_INCLUDES_SUPPORT = rt.Clause(
    "corporate.includes.support",
    layers=("corporate",),
    thing="support",
    value=rt.Quota("includes", 70, hours=True, period="term", ends_term=True),
    says="Soporte Técnico: incluye 70 horas por vigencia, con lo cual termina la vigencia.",
    at="contracts/intecnia.plan:204",
    sources=("INT-038", "INT-050", "INT-039"),
)


# ── basic: Básica ─────────────────────────────────────────────────────────────────────────────────────────────────────


BASIC_INCLUDES_OFFICE_ADVICE = rt.Clause(
    "basic.includes.office_advice",
    layers=("basic",),
    thing="office_advice",
    value=rt.Quota(
        "includes",
        0,
        hours=True,
        period="term",
        beyond=rt.Beyond(rt.Price(by="quote", per=("hour",))),
        counted_in="support",
    ),
    says=(
        "Asesoría en nuestras instalaciones: incluye 0 horas por vigencia, a cuenta de Soporte Técnico, después, por"
        " cotización, por hora."
    ),
    at="contracts/intecnia.plan:205",
    sources=("INT-053", "INT-065", "INT-039"),
)


# ── business: Empresarial ─────────────────────────────────────────────────────────────────────────────────────────────


BUSINESS_INCLUDES_OFFICE_ADVICE = rt.Clause(
    "business.includes.office_advice",
    layers=("business",),
    thing="office_advice",
    value=rt.Quota(
        "includes",
        0,
        hours=True,
        period="term",
        beyond=rt.Beyond(rt.Price(by="quote", per=("hour",))),
        counted_in="support",
    ),
    says=(
        "Asesoría en nuestras instalaciones: incluye 0 horas por vigencia, a cuenta de Soporte Técnico, después, por"
        " cotización, por hora."
    ),
    at="contracts/intecnia.plan:205",
    sources=("INT-053", "INT-065", "INT-039"),
)


# ── business_plus: Empresarial Plus ───────────────────────────────────────────────────────────────────────────────────


BUSINESS_PLUS_INCLUDES_OFFICE_ADVICE = rt.Clause(
    "business_plus.includes.office_advice",
    layers=("business_plus",),
    thing="office_advice",
    value=rt.Quota(
        "includes",
        3,
        hours=True,
        period="term",
        beyond=rt.Beyond(rt.Price(by="quote", per=("hour",))),
        counted_in="support",
    ),
    says=(
        "Asesoría en nuestras instalaciones: incluye 3 horas por vigencia, a cuenta de Soporte Técnico, después, por"
        " cotización, por hora."
    ),
    at="contracts/intecnia.plan:205",
    sources=("INT-054", "INT-053", "INT-065", "INT-039"),
)


# ── corporate: Corporativo ────────────────────────────────────────────────────────────────────────────────────────────


CORPORATE_INCLUDES_OFFICE_ADVICE = rt.Clause(
    "corporate.includes.office_advice",
    layers=("corporate",),
    thing="office_advice",
    value=rt.Quota(
        "includes",
        5,
        hours=True,
        period="term",
        beyond=rt.Beyond(rt.Price(by="quote", per=("hour",))),
        counted_in="support",
    ),
    says=(
        "Asesoría en nuestras instalaciones: incluye 5 horas por vigencia, a cuenta de Soporte Técnico, después, por"
        " cotización, por hora."
    ),
    at="contracts/intecnia.plan:205",
    sources=("INT-055", "INT-053", "INT-065", "INT-039"),
)


# ── basic: Básica ─────────────────────────────────────────────────────────────────────────────────────────────────────


BASIC_INCLUDES_ONSITE_ADVICE = rt.Clause(
    "basic.includes.onsite_advice",
    layers=("basic",),
    thing="onsite_advice",
    value=rt.Quota(
        "includes",
        0,
        hours=True,
        period="term",
        beyond=rt.Beyond(rt.Price(by="quote", per=("hour",))),
        counted_in="support",
    ),
    says=(
        "Asesoría en sitio: incluye 0 horas por vigencia, a cuenta de Soporte Técnico, después, por cotización, por"
        " hora."
    ),
    at="contracts/intecnia.plan:206",
    sources=("INT-056", "INT-065", "INT-039"),
)


# ── business: Empresarial ─────────────────────────────────────────────────────────────────────────────────────────────


BUSINESS_INCLUDES_ONSITE_ADVICE = rt.Clause(
    "business.includes.onsite_advice",
    layers=("business",),
    thing="onsite_advice",
    value=rt.Quota(
        "includes",
        0,
        hours=True,
        period="term",
        beyond=rt.Beyond(rt.Price(by="quote", per=("hour",))),
        counted_in="support",
    ),
    says=(
        "Asesoría en sitio: incluye 0 horas por vigencia, a cuenta de Soporte Técnico, después, por cotización, por"
        " hora."
    ),
    at="contracts/intecnia.plan:206",
    sources=("INT-056", "INT-065", "INT-039"),
)


# ── business_plus: Empresarial Plus ───────────────────────────────────────────────────────────────────────────────────


BUSINESS_PLUS_INCLUDES_ONSITE_ADVICE = rt.Clause(
    "business_plus.includes.onsite_advice",
    layers=("business_plus",),
    thing="onsite_advice",
    value=rt.Quota(
        "includes",
        3,
        hours=True,
        period="term",
        beyond=rt.Beyond(rt.Price(by="quote", per=("hour",))),
        counted_in="support",
    ),
    says=(
        "Asesoría en sitio: incluye 3 horas por vigencia, a cuenta de Soporte Técnico, después, por cotización, por"
        " hora."
    ),
    at="contracts/intecnia.plan:206",
    sources=("INT-057", "INT-056", "INT-065", "INT-039"),
)


# ── corporate: Corporativo ────────────────────────────────────────────────────────────────────────────────────────────


CORPORATE_INCLUDES_ONSITE_ADVICE = rt.Clause(
    "corporate.includes.onsite_advice",
    layers=("corporate",),
    thing="onsite_advice",
    value=rt.Quota(
        "includes",
        5,
        hours=True,
        period="term",
        beyond=rt.Beyond(rt.Price(by="quote", per=("hour",))),
        counted_in="support",
    ),
    says=(
        "Asesoría en sitio: incluye 5 horas por vigencia, a cuenta de Soporte Técnico, después, por cotización, por"
        " hora."
    ),
    at="contracts/intecnia.plan:206",
    sources=("INT-058", "INT-056", "INT-065", "INT-039"),
)


# ── The contract ──────────────────────────────────────────────────────────────────────────────────────────────────────

FACTS = (
    rt.Fact("earlier_text_alike", "yes_no", label="El texto anterior al 25/03/2019 decía lo mismo"),
    rt.Fact("severity", "choice", label="Nivel de severidad", choices=("s1", "s2", "s3", "s4", "unclassified")),
    rt.Fact("channel", "choice", label="Medio de la solicitud", choices=("email", "phone", "in_person")),
    rt.Fact(
        "mode",
        "choice",
        label="Forma de la atención",
        choices=("email", "phone", "remote", "our_office", "onsite"),
    ),
    rt.Fact(
        "subject",
        "choice",
        label="Tema",
        choices=("failure", "question", "email_failure", "development", "training", "consulting"),
    ),
    rt.Fact("cause", "choice", label="Causa", choices=("vendor", "misuse", "modification", "third_party_product")),
    rt.Fact("uses_our_products", "yes_no", label="Usa productos o servicios de la Empresa", customer=True),
    rt.Fact("special_contract", "yes_no", label="Contrato especial", customer=True),
    rt.Fact("events_bought", "whole", label="Eventos contratados", customer=True, low=1),
    rt.Fact("certificate_from", "date", label="Inicio de la vigencia según el certificado", customer=True),
    rt.Fact("in_warranty", "yes_no", label="En periodo de garantía"),
    rt.Fact("fails_specification", "yes_no", label="Incumple las especificaciones documentadas"),
    rt.Fact("provided_by_us", "yes_no", label="Proporcionado directamente por la Empresa"),
    rt.Fact("discontinued", "yes_no", label="Producto descontinuado"),
    rt.Fact("purchase_order", "yes_no", label="Orden de compra"),
    rt.Fact("remote_access", "yes_no", label="Acceso remoto con permisos de administrador"),
    rt.Fact("user_idle", "yes_no", label="El usuario no interviene"),
    rt.Fact("description", "yes_no", label="Descripción detallada con imágenes y ejemplos"),
    rt.Fact("has_password", "yes_no", label="Los equipos tienen contraseña"),
    rt.Fact("password_given", "yes_no", label="Contraseña proporcionada"),
    rt.Fact("staff_received", "yes_no", label="Personal recibido según lo acordado"),
    rt.Fact("access_rules_given", "yes_no", label="Políticas de acceso proporcionadas antes de la visita"),
    rt.Fact("access_denied", "yes_no", label="Acceso negado"),
    rt.Fact("representative_given", "yes_no", label="Representante asignado, con acceso a la información"),
    rt.Fact("priority_changed", "yes_no", label="El problema cambió de prioridad"),
    rt.Fact("solution_given", "yes_no", label="Solución adecuada brindada"),
    rt.Fact("wait_over", "yes_no", label="Terminó el tiempo de espera comunicado al Cliente"),
    rt.Fact("reopening_asked", "yes_no", label="El Cliente pide reabrir"),
)
DEFINES = ()
INPUTS: Mapping[str, rt.Input] = {
    "in_force": rt.InForce(),
    "respond_is_breached": rt.WindowIs("respond", "breached"),
    "zone": rt.Zone(),
}
CANDIDATES: Mapping[str, tuple[object, ...]] = {
    "opened": (
        datetime.fromisoformat("2017-08-12T18:00:00+00:00"),
        datetime.fromisoformat("2019-03-27T06:00:00+00:00"),
    ),
}
TOGETHER = ()
OFFERS = (
    rt.Offer("free_support", "tier", label="Soporte Técnico gratuito"),
    rt.Offer("per_event", "tier", label="Por evento"),
    rt.Offer("basic", "tier", label="Básica"),
    rt.Offer("business", "tier", label="Empresarial"),
    rt.Offer("business_plus", "tier", label="Empresarial Plus"),
    rt.Offer("corporate", "tier", label="Corporativo"),
)
THINGS = (
    rt.Thing("support", "service", "support", label="Soporte Técnico"),
    rt.Thing("ticket", "service", "ticket", label="Seguimiento por medio de Ticket"),
    rt.Thing("phone_advice", "service", "phone_advice", label="Asesoría telefónica"),
    rt.Thing("office_advice", "service", "office_advice", label="Asesoría en nuestras instalaciones"),
    rt.Thing("onsite_advice", "service", "onsite_advice", label="Asesoría en sitio"),
    rt.Thing("travel_expenses", "service", "travel_expenses", label="Viáticos"),
    rt.Thing("event", "unit", "events", label="Evento", block_hours=Fraction(1)),
)
WINDOWS = (
    rt.Window("respond", ("opened",), "responded", label="Tiempo de respuesta"),
    rt.Window("resolve", ("opened",), "resolved", label="Tiempo de resolución"),
)
STATES = (rt.State("waiting", "information_asked", "information_received", label="En espera del Cliente"),)
ASSUMPTIONS = (
    rt.Assumption(
        "table_is_special",
        (
            "«El tiempo de respuesta es de 8 horas hábiles», y en la tabla 8, 10, 12 y 24 o más: la tabla es la regla"
            " especial; las 8 horas, la general."
        ),
        ("INT-084", "INT-085", "INT-089", "INT-091", "INT-095", "INT-099"),
    ),
    rt.Assumption(
        "free_is_special",
        (
            "Hace falta una póliza vigente, pero hay soporte gratuito en garantía y atención por evento sin póliza: son"
            " las excepciones."
        ),
        ("INT-014", "INT-028", "INT-069"),
    ),
    rt.Assumption(
        "phone_or_mail",
        (
            "El soporte telefónico está incluido, pero un ticket se levanta sólo por correo: por teléfono se asesora,"
            " salvo que falle el correo mismo."
        ),
        ("INT-011", "INT-051", "INT-071", "INT-074", "INT-075"),
    ),
    rt.Assumption(
        "third_parties",
        (
            "Lo que un tercero modificó en un producto de la Empresa lo atiende una póliza; un producto de terceros,"
            " «en ningún caso»."
        ),
        ("INT-020", "INT-080"),
    ),
    rt.Assumption(
        "telephony",
        "El mantenimiento a equipo telefónico de la Empresa está dentro; la telefonía de terceros, fuera.",
        ("INT-068", "INT-080"),
    ),
    rt.Assumption(
        "questions_or_training",
        (
            "Dudas y preguntas de uso sí; capacitación no. Una duda dentro de la garantía no figura en ninguna lista:"
            " la atiende una póliza."
        ),
        ("INT-021", "INT-079", "INT-096"),
    ),
    rt.Assumption(
        "representative",
        "El «representante de la Empresa» figura entre los deberes del Cliente: es un representante del Cliente.",
        ("INT-116",),
    ),
    rt.Assumption(
        "text_of_2019",
        (
            "Vigente desde 2016, pero este es el texto del 25/03/2019. Un ticket se juzga por el texto vigente al"
            " abrirlo: de los anteriores hay que saber si el suyo decía lo mismo."
        ),
        ("INT-002", "INT-004", "INT-006"),
    ),
    rt.Assumption(
        "business_hours",
        "Las horas de la tabla de severidad son hábiles, como en la regla general.",
        ("INT-084", "INT-089", "INT-091", "INT-095", "INT-099"),
    ),
    rt.Assumption(
        "statutory_holidays",
        "Los días festivos son los de descanso obligatorio en México.",
        ("INT-064", "INT-100"),
    ),
    rt.Assumption(
        "whichever_first",
        (
            "«Horas al año» y «Vigencia» se leen juntas: la póliza termina con lo primero, sus horas o su año; las"
            " horas se cuentan como se usan, sin redondeo."
        ),
        (
            "INT-032", "INT-034", "INT-036", "INT-038", "INT-047", "INT-048", "INT-049", "INT-050", "INT-060",
            "INT-061", "INT-062", "INT-063",
        ),
    ),
    rt.Assumption(
        "year_of_the_policy",
        "El año corre desde la vigencia que consigna el certificado y termina el día anterior al aniversario.",
        ("INT-060", "INT-061", "INT-062", "INT-063", "INT-121"),
    ),
    rt.Assumption(
        "lost_marks",
        (
            "El cuadro comparativo perdió sus marcas: 3 h y 5 h son de las dos pólizas mayores, las demás tienen 0 h;"
            " teléfono y ticket son de todas."
        ),
        ("INT-051", "INT-052", "INT-053", "INT-054", "INT-055", "INT-056", "INT-057", "INT-058"),
    ),
    rt.Assumption(
        "inside_the_hours",
        "La asesoría en instalaciones y en sitio se cuenta dentro de las horas de la póliza.",
        ("INT-054", "INT-055", "INT-057", "INT-058"),
    ),
    rt.Assumption(
        "one_event",
        "«1» es el tamaño de un evento, no un máximo anual; una hora comenzada es un evento completo.",
        ("INT-029", "INT-046"),
    ),
    rt.Assumption(
        "clock_stops",
        "El tiempo de respuesta se detiene mientras falta la información del Cliente.",
        ("INT-102",),
    ),
    rt.Assumption(
        "planned_hours",
        "Una visita rechazada gasta las horas que se le habían previsto.",
        ("INT-113", "INT-115"),
    ),
    rt.Assumption(
        "announced_wait",
        (
            "El tiempo de espera antes de cerrar un ticket se comunica en cada caso: es un hecho, no un número del"
            " documento."
        ),
        ("INT-119", "INT-120"),
    ),
    rt.Assumption("any_attempts", "Los tres intentos son en días hábiles, no necesariamente distintos.", ("INT-119",)),
    rt.Assumption(
        "desired_results",
        (
            "«Resultados deseados» no se mide: escala una respuesta fuera de tiempo o un cambio de prioridad, sin"
            " espera entre niveles."
        ),
        ("INT-103", "INT-106", "INT-107"),
    ),
    rt.Assumption(
        "any_condition",
        "Basta una de las condiciones de una severidad; el personal de la Empresa la determina.",
        (
            "INT-085", "INT-086", "INT-087", "INT-088", "INT-089", "INT-090", "INT-091", "INT-092", "INT-093",
            "INT-094", "INT-095", "INT-096", "INT-097", "INT-098",
        ),
    ),
    rt.Assumption(
        "examples_only",
        (
            "La lista de servicios (software, cableado, mantenimiento …) da ejemplos: cuenta que la Empresa lo"
            " proporcione directamente."
        ),
        ("INT-068",),
    ),
    rt.Assumption(
        "prices_unprinted",
        "No se imprime ningún precio: pólizas, eventos y asesoría adicional son por cotización.",
        ("INT-029", "INT-065"),
    ),
)
CLAUSES = (
    ALL_TIERS_OFFERED_USES_OUR_PRODUCTS,
    ALL_TIERS_NEEDS_OPENED_UNDER_20190325T0000,
    ALL_TIERS_COVERS_SUPPORT,
    ALL_TIERS_COVERS_PHONE_ADVICE,
    ALL_TIERS_COVERS_TICKET,
    ALL_TIERS_ATTENDS,
    ALL_TIERS_EXCLUDES_NOT_PROVIDED_BY_US,
    ALL_TIERS_ACCEPTS_CHANNEL,
    ALL_TIERS_ACCEPTS_CHANNEL_EMAIL_FAILURE,
    ALL_TIERS_ACCEPTS_CHANNEL_PHONE_ADVICE,
    ALL_TIERS_EXCLUDES_SUBJECT,
    ALL_TIERS_EXCLUDES_CAUSE,
    ALL_TIERS_WINDOWS_RESPOND_S1,
    ALL_TIERS_WINDOWS_RESPOND_S2,
    ALL_TIERS_WINDOWS_RESPOND_S3,
    ALL_TIERS_WINDOWS_RESPOND_S4,
    ALL_TIERS_WINDOWS_RESPOND_OTHERWISE,
    ALL_TIERS_WINDOWS_RESOLVE,
    ALL_TIERS_PAUSES_RESPOND,
    ALL_TIERS_LEVEL_1_RESPOND_BREACHED_OR_PRIORITY_CHANGED,
    ALL_TIERS_LEVEL_2,
    ALL_TIERS_LEVEL_3,
    ALL_TIERS_NEEDS_REMOTE_41DFB51A,
    ALL_TIERS_NEEDS_REMOTE_9776B7E6,
    ALL_TIERS_NEEDS,
    ALL_TIERS_NEEDS_HAS_PASSWORD,
    ALL_TIERS_NEEDS_ONSITE_0B5B0D7B,
    ALL_TIERS_COUNTS_AS_USED_SUPPORT_ONSITE_AND_NOT_STAFF_RECEIVED,
    ALL_TIERS_COUNTS_AS_USED_ONSITE_ADVICE_NOT_STAFF_RECEIVED,
    ALL_TIERS_NEEDS_ONSITE_72B11500,
    ALL_TIERS_COUNTS_AS_USED_SUPPORT_6E19E477,
    ALL_TIERS_COUNTS_AS_USED_ONSITE_ADVICE_ACCESS_DENIED_AND_NOT_ACCESS_RULES_GIVEN,
    ALL_TIERS_NEEDS_ONSITE_302E8AE8,
    ALL_TIERS_CHARGES_TRAVEL_EXPENSES_ONSITE,
    ALL_TIERS_CLOSES_SOLUTION_GIVEN,
    ALL_TIERS_REOPENS_REOPENING_ASKED,
    ALL_TIERS_CLOSES_CONTACT_ATTEMPTS_WAIT_OVER,
    ALL_TIERS_EXCLUDES_DISCONTINUED_AND_NOT_SPECIAL_CONTRACT,
    FREE_SUPPORT_PRICE,
    FREE_SUPPORT_EXCLUDES_NOT_IN_WARRANTY,
    FREE_SUPPORT_EXCLUDES_NOT_FAILS_SPECIFICATION,
    FREE_SUPPORT_EXCLUDES_CAUSE,
    PER_EVENT_PRICE,
    PER_EVENT_NEEDS,
    PER_EVENT_USES_SUPPORT,
    PER_EVENT_INCLUDES_EVENT,
    BASIC_BUSINESS_BUSINESS_PLUS_CORPORATE_PRICE,
    BASIC_BUSINESS_BUSINESS_PLUS_CORPORATE_STARTS,
    BASIC_BUSINESS_BUSINESS_PLUS_CORPORATE_LASTS,
    BASIC_BUSINESS_BUSINESS_PLUS_CORPORATE_NEEDS,
    BASIC_INCLUDES_SUPPORT,
    BUSINESS_INCLUDES_SUPPORT,
    BUSINESS_PLUS_INCLUDES_SUPPORT,
    CORPORATE_INCLUDES_SUPPORT,
    BASIC_INCLUDES_OFFICE_ADVICE,
    BUSINESS_INCLUDES_OFFICE_ADVICE,
    BUSINESS_PLUS_INCLUDES_OFFICE_ADVICE,
    CORPORATE_INCLUDES_OFFICE_ADVICE,
    BASIC_INCLUDES_ONSITE_ADVICE,
    BUSINESS_INCLUDES_ONSITE_ADVICE,
    BUSINESS_PLUS_INCLUDES_ONSITE_ADVICE,
    CORPORATE_INCLUDES_ONSITE_ADVICE,
)
CASES: Mapping[tuple[str, str, str], rt.Cases] = {("all tiers", "promise", "respond"): decide_all_tiers_promise_respond}

EVALUATOR = rt.Evaluator(
    rt.Contract(
        name=CONTRACT,
        language="es",
        zone="America/Mexico_City",
        zone_fact=None,
        horizon=(date(2016, 1, 1), date(2036, 1, 1)),
        facts=FACTS,
        defines=DEFINES,
        inputs=INPUTS,
        candidates=CANDIDATES,
        together=TOGETHER,
        calendars=CALENDARS,
        offers=OFFERS,
        things=THINGS,
        windows=WINDOWS,
        states=STATES,
        clauses=CLAUSES,
        cases=CASES,
        assumptions=ASSUMPTIONS,
    ),
    Facts,
    Subscription,
)


# ── Questions ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def evaluate(facts: Facts) -> rt.Answer:
    """The whole answer. Raises InputErrors for facts that cannot be taken."""
    return EVALUATOR.evaluate(facts)


def due(window: Window, facts: Facts) -> datetime | None:
    """When a window is due, in UTC; None where nothing is due or it is undecided."""
    return EVALUATOR.due(window, facts)


def price(facts: Facts) -> rt.PriceAnswer | None:
    """The tier's own price; None where no layer sets one."""
    return EVALUATOR.price(facts)


def schedule(facts: Facts, over: tuple[str, int, int]) -> dict[str, object]:
    """Answers over a whole-number fact, from low to high (included), with the price's total and average."""
    return EVALUATOR.schedule(facts, over)


def ledger(facts: Facts) -> rt.Ledger:
    """The customer's quotas, replayed from the events: what is left, and which event took what."""
    return EVALUATOR.ledger(facts)


def calendar(name: Calendar, facts: Facts = Facts()) -> rt.Hours:  # noqa: B008
    """A calendar: `is_open`, `add`, `between`, `next_opening`. Raises MissingFactsError for unknown facts it needs."""
    return EVALUATOR.calendar(name, facts)
