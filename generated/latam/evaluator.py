"""Planes de Soporte Tecnológico

The evaluator of the contract `latam`, made by servdsl from contracts/latam.plan.
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

CONTRACT = "latam"
SOURCE = "contracts/latam.plan"
SOURCE_SHA256 = "f43c75d78b5f7a780ce4394c42d3e5b343dbfb7b9ae580052ebc1a42bf7bc974"
COMPILER_VERSION = "0.1.0"
LANGUAGE_VERSION = "1"
HOLIDAYS_VERSION = "0.109"

InputErrors = rt.InputErrors

# ── Facts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

Tier: TypeAlias = Literal["visit_pack", "silver", "gold", "platinum", "custom", "software"]
Addon: TypeAlias = Literal[
    "extra_day", "onsite_maintenance", "onsite_optimization", "orientation", "reprogramming",
    "remote_programming_option", "remote_training_option", "remote_diagnosis_option", "lighting_parts", "shades_parts",
    "ketra_parts", "limelight_parts", "after_hours", "weekends", "software_upgrade", "scene_tuning",
]
Service: TypeAlias = Literal[
    "labor", "parts", "priority_line", "phone_support", "remote_diagnosis", "remote_session", "remote_programming",
    "remote_training", "site_visit", "extra_service_day", "scene_adjustment", "os_compatibility", "sql_compatibility",
    "compatibility_tests", "compatibility_patches", "license_upgrade", "license_revision", "supplementary_license",
    "software_warranty",
]
Window: TypeAlias = Literal["respond"]
Calendar: TypeAlias = Literal["coverage_days", "workdays", "second_shift", "saturdays"]
System: TypeAlias = Literal["quantum", "athena", "vive", "other"]
Mode: TypeAlias = Literal["onsite", "remote"]
Purpose: TypeAlias = Literal[
    "diagnosis", "troubleshooting", "preventive", "corrective", "optimization", "training", "programming",
    "status_report", "orientation", "upgrade",
]
PartFamily: TypeAlias = Literal["lighting", "shades", "ketra", "limelight"]
Commitment: TypeAlias = Literal["h24", "h48", "h72", "first_availability"]
OperatingSystem: TypeAlias = Literal["windows", "ios", "other"]
Browser: TypeAlias = Literal["chrome", "internet_explorer", "edge", "safari", "other"]


class Subscription(rt.Record):
    """What stays fixed for a customer. None: unknown."""

    tier: Tier | None = None
    addons: Mapping[Addon, int] | Sequence[Addon] = ()  # with their quantities
    start: datetime | date | None = None  # of the customer's term
    terms_accepted: bool | None = None  # Términos y Condiciones Estándar aceptados
    warranty_end: date | None = None  # Último día de la garantía inicial
    net_rate: rt.Exact | None = None  # Tarifa cotizada, USD
    tax_rate: Fraction | None = None  # Tasa de los impuestos aplicables
    visits_contracted: int | None = None  # Visitas contratadas por año
    visits_scheduled: bool | None = None  # Visitas programadas al comienzo del año
    requested_24h: int | None = None  # Nº de visitas solicitadas, 24 horas
    requested_48h: int | None = None  # Nº de visitas solicitadas, 48 horas
    requested_72h: int | None = None  # Nº de visitas solicitadas, 72 horas
    requested_first: int | None = None  # Nº de visitas solicitadas, a la primera disponibilidad
    unlimited_24h: bool | None = None  # Visitas ilimitadas, 24 horas
    unlimited_48h: bool | None = None  # Visitas ilimitadas, 48 horas
    unlimited_72h: bool | None = None  # Visitas ilimitadas, 72 horas
    unlimited_first: bool | None = None  # Visitas ilimitadas, a la primera disponibilidad
    software_contract: bool | None = None  # Contrato de Mantenimiento de Software vigente
    software_years: int | None = None  # Años contratados del Contrato de Mantenimiento de Software


class Facts(rt.Record):
    """One case: the customer, and what the ticket tells. None: unknown."""

    subscription: Subscription = Subscription()
    service: Service | None = None
    opened: datetime | None = None
    as_of: datetime | None = None
    events: Sequence[rt.Event] = ()
    worked: Sequence[tuple[datetime, datetime]] | None = None
    site_zone: tzinfo | str | None = None  # Zona horaria del proyecto
    country: str | None = None  # País del proyecto
    site_holidays: Sequence[date] | None = None  # Días festivos oficiales del país
    system: System | None = None  # Sistema
    connected: bool | None = None  # Sistema conectado
    remote_access: bool | None = None  # Sistema configurado para acceso remoto
    internet: bool | None = None  # Conexión a Internet
    location_confirmed: bool | None = None  # Ubicación y mercado confirmados por Lutron
    mode: Mode | None = None  # Modalidad
    requested_at: datetime | None = None  # Momento solicitado para el servicio presencial
    in_working_hours: bool | None = None  # Dentro del horario laboral normal
    emergency: bool | None = None  # Emergencia
    purpose: Purpose | None = None  # Trabajo solicitado
    lutron_part: bool | None = None  # Componente Lutron incluido en el sistema
    part_family: PartFamily | None = None  # Familia del repuesto
    commitment: Commitment | None = None  # Compromiso de tiempo de respuesta
    deviates: bool | None = None  # El sistema no opera según su secuencia previa al problema
    operating_system: OperatingSystem | None = None  # Sistema operativo
    browser: Browser | None = None  # Navegador
    # Defined values: one that is given beats its formula.
    in_service_hours: bool | None = None  # Dentro del horario presencial
    extension_start: date | None = None  # Primer día después de la garantía inicial
    extension_years: int | None = None  # Años cumplidos de extensión
    supported_os: bool | None = None  # Sistema operativo soportado
    supported_browser: bool | None = None  # Navegador soportado

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> Facts:
        """Facts in the shape that `servdsl ask` takes. Raises InputErrors with every mistake."""
        return EVALUATOR.facts(told)


# ── Defined values ────────────────────────────────────────────────────────────────────────────────────────────────────


def if_in_service_hours(
    requested_at_during_workdays: bool,
    in_working_hours: bool,
    holds_after_hours: bool,
    requested_at_during_second_shift: bool,
    holds_weekends: bool,
    requested_at_during_saturdays: bool,
) -> bool:
    return (
        requested_at_during_workdays and in_working_hours
        or holds_after_hours and requested_at_during_second_shift
        or holds_weekends and requested_at_during_saturdays
    )


def compute_extension_start(warranty_end: date) -> date:
    return rt.later(warranty_end, 1, "days")


def compute_extension_years(extension_start: date, opened: datetime, zone: tzinfo) -> int:
    return rt.whole_years(extension_start, rt.local_date(opened, zone))


def if_supported_os(operating_system: OperatingSystem) -> bool:
    return operating_system in ("windows", "ios")


def if_supported_browser(browser: Browser) -> bool:
    return browser in ("chrome", "internet_explorer", "edge", "safari")


# ── Calendars ─────────────────────────────────────────────────────────────────────────────────────────────────────────


HOLIDAYS_US = rt.holidays(
    {
        "New Year's Day": (
            "2026-01-01 2027-01-01 2028-01-01 2029-01-01 2030-01-01 2031-01-01 2032-01-01 2033-01-01 2034-01-01"
            " 2035-01-01 2036-01-01 2037-01-01 2038-01-01 2039-01-01 2040-01-01 2041-01-01 2042-01-01 2043-01-01"
            " 2044-01-01 2045-01-01 2046-01-01"
        ),
        "Memorial Day": (
            "2026-05-25 2027-05-31 2028-05-29 2029-05-28 2030-05-27 2031-05-26 2032-05-31 2033-05-30 2034-05-29"
            " 2035-05-28 2036-05-26 2037-05-25 2038-05-31 2039-05-30 2040-05-28 2041-05-27 2042-05-26 2043-05-25"
            " 2044-05-30 2045-05-29"
        ),
        "Independence Day": (
            "2026-07-04 2027-07-04 2028-07-04 2029-07-04 2030-07-04 2031-07-04 2032-07-04 2033-07-04 2034-07-04"
            " 2035-07-04 2036-07-04 2037-07-04 2038-07-04 2039-07-04 2040-07-04 2041-07-04 2042-07-04 2043-07-04"
            " 2044-07-04 2045-07-04"
        ),
        "Labor Day": (
            "2026-09-07 2027-09-06 2028-09-04 2029-09-03 2030-09-02 2031-09-01 2032-09-06 2033-09-05 2034-09-04"
            " 2035-09-03 2036-09-01 2037-09-07 2038-09-06 2039-09-05 2040-09-03 2041-09-02 2042-09-01 2043-09-07"
            " 2044-09-05 2045-09-04"
        ),
        "Thanksgiving Day": (
            "2026-11-26 2027-11-25 2028-11-23 2029-11-22 2030-11-28 2031-11-27 2032-11-25 2033-11-24 2034-11-23"
            " 2035-11-22 2036-11-27 2037-11-26 2038-11-25 2039-11-24 2040-11-22 2041-11-28 2042-11-27 2043-11-26"
            " 2044-11-24 2045-11-23"
        ),
        "Christmas Day": (
            "2026-12-25 2027-12-25 2028-12-25 2029-12-25 2030-12-25 2031-12-25 2032-12-25 2033-12-25 2034-12-25"
            " 2035-12-25 2036-12-25 2037-12-25 2038-12-25 2039-12-25 2040-12-25 2041-12-25 2042-12-25 2043-12-25"
            " 2044-12-25 2045-12-25"
        ),
    },
)


def if_country_is_US(country: str) -> bool:
    return country == "US"


def if_country_is_not_US(country: str) -> bool:
    return country != "US"


CALENDARS = (
    rt.Calendar(
        "coverage_days",
        rt.Openings(
            (
                rt.Guarded(rt.Holidays(HOLIDAYS_US), if_country_is_US),
                rt.Guarded(rt.HolidaysOf("site_holidays"), if_country_is_not_US),
            ),
        ),
        label="Festivos excluidos",
    ),
    rt.Calendar(
        "workdays",
        rt.Openings(
            (
                rt.Guarded(rt.Holidays(HOLIDAYS_US), if_country_is_US),
                rt.Guarded(rt.HolidaysOf("site_holidays"), if_country_is_not_US),
                rt.Weekly((0, 1, 2, 3, 4), (rt.span("00:00", "24:00"),)),
            ),
        ),
        label="Días hábiles",
    ),
    rt.Calendar(
        "second_shift",
        rt.Openings(
            (
                rt.Guarded(rt.Holidays(HOLIDAYS_US), if_country_is_US),
                rt.Guarded(rt.HolidaysOf("site_holidays"), if_country_is_not_US),
                rt.Weekly((0, 1, 2, 3, 4), (rt.span("14:00", "22:00"),)),
            ),
        ),
        label="Fuera del horario laboral",
    ),
    rt.Calendar(
        "saturdays",
        rt.Openings(
            (
                rt.Guarded(rt.Holidays(HOLIDAYS_US), if_country_is_US),
                rt.Guarded(rt.HolidaysOf("site_holidays"), if_country_is_not_US),
                rt.Weekly((5,), (rt.span("08:00", "17:00"),)),
            ),
        ),
        label="Fines de semana",
    ),
)


# ── all tiers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


ALL_TIERS_ATTENDS = rt.Clause(
    "all_tiers.attends",
    layers=("all tiers",),
    value=rt.Attends("workdays"),
    says="Atención durante Días hábiles.",
    at="contracts/latam.plan:193",
    sources=("LAT-055", "LAT-057"),
)


def if_mode_is_onsite_and_not_in_service_hours(mode: Mode, in_service_hours: bool) -> bool:
    return mode == "onsite" and not in_service_hours


ALL_TIERS_EXCLUDES_LABOR_ONSITE_AND_NOT_IN_SERVICE_HOURS = rt.Clause(
    "all_tiers.excludes.labor.onsite_and_not_in_service_hours",
    layers=("all tiers",),
    when=if_mode_is_onsite_and_not_in_service_hours,
    value=rt.Excludes(services=("labor",)),
    says=(
        "No incluye: Mano de obra Lutron, cuando Modalidad sea «En el sitio» y no se cumpla «Dentro del horario"
        " presencial»."
    ),
    at="contracts/latam.plan:194",
    sources=("LAT-055",),
)


def if_not_in_service_hours(in_service_hours: bool) -> bool:
    return not in_service_hours


ALL_TIERS_EXCLUDES_SITE_VISIT_EXTRA_SERVICE_DAY_SCENE_ADJUSTMENT_NOT_IN_SERVICE_HOURS = rt.Clause(
    "all_tiers.excludes.site_visit+extra_service_day+scene_adjustment.not_in_service_hours",
    layers=("all tiers",),
    when=if_not_in_service_hours,
    value=rt.Excludes(services=("site_visit", "extra_service_day", "scene_adjustment")),
    says=(
        "No incluye: Visita en el sitio, Día de servicio adicional y Ajuste de escenarios y niveles en el sitio, cuando"
        " no se cumpla «Dentro del horario presencial»."
    ),
    at="contracts/latam.plan:195",
    sources=("LAT-055",),
)
ALL_TIERS_PRICE = rt.Clause(
    "all_tiers.price",
    layers=("all tiers",),
    value=rt.Price(by="quote", tax="excluding taxes"),
    says="Precio: por cotización, sin impuestos.",
    at="contracts/latam.plan:196",
    sources=("LAT-065",),
)


def all_tiers_amount_taxes_amount(tax_rate: rt.Number, net_rate: rt.Number) -> rt.Number:
    return tax_rate * net_rate


ALL_TIERS_AMOUNT_TAXES = rt.Clause(
    "all_tiers.amount.taxes",
    layers=("all tiers",),
    thing="taxes",
    value=rt.Amount(all_tiers_amount_taxes_amount, "money", currency="USD"),
    says="Impuestos, en partida separada: «Tasa de los impuestos aplicables» de «Tarifa cotizada».",
    at="contracts/latam.plan:197",
    sources=("LAT-066",),
)


def all_tiers_amount_invoice_amount(net_rate: rt.Number, tax_rate: rt.Number) -> rt.Number:
    return net_rate + tax_rate * net_rate


ALL_TIERS_AMOUNT_INVOICE = rt.Clause(
    "all_tiers.amount.invoice",
    layers=("all tiers",),
    thing="invoice",
    value=rt.Amount(all_tiers_amount_invoice_amount, "money", currency="USD"),
    says="Total de la factura: «Tarifa cotizada» más «Tasa de los impuestos aplicables» de «Tarifa cotizada».",
    at="contracts/latam.plan:198",
    sources=("LAT-065", "LAT-066"),
)


# ── all addons ────────────────────────────────────────────────────────────────────────────────────────────────────────


ALL_ADDONS_PRICE = rt.Clause(
    "all_addons.price",
    layers=("all addons",),
    value=rt.Price(by="quote", tax="excluding taxes"),
    says="Precio: por cotización, sin impuestos.",
    at="contracts/latam.plan:201",
    sources=("LAT-065",),
)


# ── extra_day: Día de servicio adicional ──────────────────────────────────────────────────────────────────────────────


def if_extra_day_requires_holds(
    holds_visit_pack: bool,
    holds_silver: bool,
    holds_gold: bool,
    holds_platinum: bool,
    holds_custom: bool,
) -> bool:
    return holds_visit_pack or holds_silver or holds_gold or holds_platinum or holds_custom


EXTRA_DAY_REQUIRES = rt.Clause(
    "extra_day.requires",
    layers=("extra_day",),
    value=rt.Requires(if_extra_day_requires_holds),
    says="Requiere: Plan Paquete de Visitas, Plan Plata, Plan Oro, Plan Platino o Plan Personalizado.",
    at="contracts/latam.plan:204",
    sources=("LAT-067",),
)
EXTRA_DAY_ADDS_EXTRA_SERVICE_DAY = rt.Clause(
    "extra_day.adds.extra_service_day",
    layers=("extra_day",),
    thing="extra_service_day",
    value=rt.Quota("adds", 1, period="contract year"),
    says="Día de servicio adicional: 1 más por año de contrato.",
    at="contracts/latam.plan:205",
    sources=("LAT-067",),
)


# ── visit_pack: Plan Paquete de Visitas ───────────────────────────────────────────────────────────────────────────────


def if_purpose_in_diagnosis_troubleshooting(purpose: Purpose) -> bool:
    return purpose in ("diagnosis", "troubleshooting")


VISIT_PACK_COVERS_LABOR_DIAGNOSIS_OR_TROUBLESHOOTING = rt.Clause(
    "visit_pack.covers.labor.diagnosis_or_troubleshooting",
    layers=("visit_pack",),
    thing="labor",
    when=if_purpose_in_diagnosis_troubleshooting,
    value=rt.Share(1),
    says="Mano de obra Lutron: cobertura total, cuando Trabajo solicitado sea «Diagnóstico» o «Solución de problemas».",
    at="contracts/latam.plan:215",
    sources=("LAT-019", "LAT-074"),
)


# ── silver: Plan Plata ────────────────────────────────────────────────────────────────────────────────────────────────


SILVER_COVERS_LABOR_DIAGNOSIS_OR_TROUBLESHOOTING = rt.Clause(
    "silver.covers.labor.diagnosis_or_troubleshooting",
    layers=("silver",),
    thing="labor",
    when=if_purpose_in_diagnosis_troubleshooting,
    value=rt.Share(1),
    says="Mano de obra Lutron: cobertura total, cuando Trabajo solicitado sea «Diagnóstico» o «Solución de problemas».",
    at="contracts/latam.plan:215",
    sources=("LAT-020", "LAT-080", "LAT-082"),
)


# ── gold: Plan Oro ────────────────────────────────────────────────────────────────────────────────────────────────────


GOLD_COVERS_LABOR_DIAGNOSIS_OR_TROUBLESHOOTING = rt.Clause(
    "gold.covers.labor.diagnosis_or_troubleshooting",
    layers=("gold",),
    thing="labor",
    when=if_purpose_in_diagnosis_troubleshooting,
    value=rt.Share(1),
    says="Mano de obra Lutron: cobertura total, cuando Trabajo solicitado sea «Diagnóstico» o «Solución de problemas».",
    at="contracts/latam.plan:215",
    sources=("LAT-021", "LAT-092"),
)


# ── platinum: Plan Platino ────────────────────────────────────────────────────────────────────────────────────────────


PLATINUM_COVERS_LABOR_DIAGNOSIS_OR_TROUBLESHOOTING = rt.Clause(
    "platinum.covers.labor.diagnosis_or_troubleshooting",
    layers=("platinum",),
    thing="labor",
    when=if_purpose_in_diagnosis_troubleshooting,
    value=rt.Share(1),
    says="Mano de obra Lutron: cobertura total, cuando Trabajo solicitado sea «Diagnóstico» o «Solución de problemas».",
    at="contracts/latam.plan:215",
    sources=("LAT-022", "LAT-095"),
)


# ── visit_pack: Plan Paquete de Visitas ───────────────────────────────────────────────────────────────────────────────


VISIT_PACK_COVERS_PARTS = rt.Clause(
    "visit_pack.covers.parts",
    layers=("visit_pack",),
    thing="parts",
    value=rt.Share(0),
    says="Repuestos: sin cobertura.",
    at="contracts/latam.plan:216",
    sources=("LAT-023",),
)


# ── silver: Plan Plata ────────────────────────────────────────────────────────────────────────────────────────────────


SILVER_COVERS_PARTS = rt.Clause(
    "silver.covers.parts",
    layers=("silver",),
    thing="parts",
    value=rt.Share(1),
    says="Repuestos: cobertura total.",
    at="contracts/latam.plan:216",
    sources=("LAT-024", "LAT-081"),
)


# ── gold: Plan Oro ────────────────────────────────────────────────────────────────────────────────────────────────────


GOLD_COVERS_PARTS = rt.Clause(
    "gold.covers.parts",
    layers=("gold",),
    thing="parts",
    value=rt.Share(1),
    says="Repuestos: cobertura total.",
    at="contracts/latam.plan:216",
    sources=("LAT-025",),
)


# ── platinum: Plan Platino ────────────────────────────────────────────────────────────────────────────────────────────


PLATINUM_COVERS_PARTS = rt.Clause(
    "platinum.covers.parts",
    layers=("platinum",),
    thing="parts",
    value=rt.Share(1),
    says="Repuestos: cobertura total.",
    at="contracts/latam.plan:216",
    sources=("LAT-026",),
)


# ── visit_pack: Plan Paquete de Visitas ───────────────────────────────────────────────────────────────────────────────


VISIT_PACK_COVERS_SITE_VISIT_PREVENTIVE = rt.Clause(
    "visit_pack.covers.site_visit.preventive",
    layers=("visit_pack",),
    thing="site_visit",
    value=rt.Share(1),
    says="Visita en el sitio: cobertura total, cuando Trabajo solicitado sea «Mantenimiento preventivo».",
    at="contracts/latam.plan:217",
    sources=("LAT-027", "LAT-070"),
)


# ── silver: Plan Plata ────────────────────────────────────────────────────────────────────────────────────────────────


def if_purpose_is_preventive(purpose: Purpose) -> bool:
    return purpose == "preventive"


SILVER_COVERS_SITE_VISIT_PREVENTIVE = rt.Clause(
    "silver.covers.site_visit.preventive",
    layers=("silver",),
    thing="site_visit",
    when=if_purpose_is_preventive,
    value=rt.Share(0),
    says="Visita en el sitio: sin cobertura, cuando Trabajo solicitado sea «Mantenimiento preventivo».",
    at="contracts/latam.plan:217",
    sources=("LAT-028",),
)


# ── gold: Plan Oro ────────────────────────────────────────────────────────────────────────────────────────────────────


GOLD_COVERS_SITE_VISIT_PREVENTIVE = rt.Clause(
    "gold.covers.site_visit.preventive",
    layers=("gold",),
    thing="site_visit",
    value=rt.Share(1),
    says="Visita en el sitio: cobertura total, cuando Trabajo solicitado sea «Mantenimiento preventivo».",
    at="contracts/latam.plan:217",
    sources=("LAT-029", "LAT-096", "LAT-097"),
)


# ── platinum: Plan Platino ────────────────────────────────────────────────────────────────────────────────────────────


PLATINUM_COVERS_SITE_VISIT_PREVENTIVE = rt.Clause(
    "platinum.covers.site_visit.preventive",
    layers=("platinum",),
    thing="site_visit",
    value=rt.Share(1),
    says="Visita en el sitio: cobertura total, cuando Trabajo solicitado sea «Mantenimiento preventivo».",
    at="contracts/latam.plan:217",
    sources=("LAT-030", "LAT-096", "LAT-097"),
)


# ── visit_pack: Plan Paquete de Visitas ───────────────────────────────────────────────────────────────────────────────


def visit_pack_includes_visit_count(visits_contracted: int) -> int:
    return visits_contracted


VISIT_PACK_INCLUDES_VISIT = rt.Clause(
    "visit_pack.includes.visit",
    layers=("visit_pack",),
    thing="visit",
    value=rt.Quota("includes", visit_pack_includes_visit_count, period="contract year"),
    says="Visita: incluye «Visitas contratadas por año» por año de contrato.",
    at="contracts/latam.plan:218",
    sources=("LAT-027",),
)


# ── silver: Plan Plata ────────────────────────────────────────────────────────────────────────────────────────────────


SILVER_INCLUDES_VISIT = rt.Clause(
    "silver.includes.visit",
    layers=("silver",),
    thing="visit",
    value=rt.Quota("includes", 0, period="contract year"),
    says="Visita: incluye 0 por año de contrato.",
    at="contracts/latam.plan:218",
    sources=("LAT-028",),
)


# ── gold: Plan Oro ────────────────────────────────────────────────────────────────────────────────────────────────────


GOLD_INCLUDES_VISIT = rt.Clause(
    "gold.includes.visit",
    layers=("gold",),
    thing="visit",
    value=rt.Quota("includes", visit_pack_includes_visit_count, period="contract year"),
    says="Visita: incluye «Visitas contratadas por año» por año de contrato.",
    at="contracts/latam.plan:218",
    sources=("LAT-029",),
)


# ── platinum: Plan Platino ────────────────────────────────────────────────────────────────────────────────────────────


PLATINUM_INCLUDES_VISIT = rt.Clause(
    "platinum.includes.visit",
    layers=("platinum",),
    thing="visit",
    value=rt.Quota("includes", visit_pack_includes_visit_count, period="contract year"),
    says="Visita: incluye «Visitas contratadas por año» por año de contrato.",
    at="contracts/latam.plan:218",
    sources=("LAT-030",),
)


# ── visit_pack: Plan Paquete de Visitas ───────────────────────────────────────────────────────────────────────────────


VISIT_PACK_WINDOWS_RESPOND = rt.Clause(
    "visit_pack.windows.respond",
    layers=("visit_pack",),
    thing="respond",
    value=rt.Within(rt.BusinessDays(3, calendar="workdays", same_time=True)),
    says="Tiempo de respuesta en el sitio / remota: en 3 días hábiles a la misma hora (Días hábiles) como máximo.",
    at="contracts/latam.plan:219",
    sources=("LAT-031", "LAT-035", "LAT-039"),
)


# ── silver: Plan Plata ────────────────────────────────────────────────────────────────────────────────────────────────


SILVER_WINDOWS_RESPOND = rt.Clause(
    "silver.windows.respond",
    layers=("silver",),
    thing="respond",
    value=rt.Within(rt.BusinessDays(3, calendar="workdays", same_time=True)),
    says="Tiempo de respuesta en el sitio / remota: en 3 días hábiles a la misma hora (Días hábiles) como máximo.",
    at="contracts/latam.plan:219",
    sources=("LAT-032", "LAT-036", "LAT-040", "LAT-079"),
)


# ── gold: Plan Oro ────────────────────────────────────────────────────────────────────────────────────────────────────


GOLD_WINDOWS_RESPOND = rt.Clause(
    "gold.windows.respond",
    layers=("gold",),
    thing="respond",
    value=rt.Within(rt.BusinessDays(2, calendar="workdays", same_time=True)),
    says="Tiempo de respuesta en el sitio / remota: en 2 días hábiles a la misma hora (Días hábiles) como máximo.",
    at="contracts/latam.plan:219",
    sources=("LAT-033", "LAT-037", "LAT-041", "LAT-091"),
)


# ── platinum: Plan Platino ────────────────────────────────────────────────────────────────────────────────────────────


PLATINUM_WINDOWS_RESPOND = rt.Clause(
    "platinum.windows.respond",
    layers=("platinum",),
    thing="respond",
    value=rt.Within(rt.BusinessDays(1, calendar="workdays", same_time=True)),
    says=(
        "Tiempo de respuesta en el sitio / remota: a más tardar el siguiente día hábil a la misma hora (Días hábiles)."
    ),
    at="contracts/latam.plan:219",
    sources=("LAT-034", "LAT-038", "LAT-042", "LAT-094"),
)


# ── visit_pack: Plan Paquete de Visitas ───────────────────────────────────────────────────────────────────────────────


VISIT_PACK_COVERS_PRIORITY_LINE = rt.Clause(
    "visit_pack.covers.priority_line",
    layers=("visit_pack",),
    thing="priority_line",
    value=rt.Share(0),
    says="Línea de Soporte Prioritario: sin cobertura.",
    at="contracts/latam.plan:220",
    sources=("LAT-043",),
)


# ── silver: Plan Plata ────────────────────────────────────────────────────────────────────────────────────────────────


SILVER_COVERS_PRIORITY_LINE = rt.Clause(
    "silver.covers.priority_line",
    layers=("silver",),
    thing="priority_line",
    value=rt.Share(0),
    says="Línea de Soporte Prioritario: sin cobertura.",
    at="contracts/latam.plan:220",
    sources=("LAT-044",),
)


# ── gold: Plan Oro ────────────────────────────────────────────────────────────────────────────────────────────────────


GOLD_COVERS_PRIORITY_LINE = rt.Clause(
    "gold.covers.priority_line",
    layers=("gold",),
    thing="priority_line",
    value=rt.Share(0),
    says="Línea de Soporte Prioritario: sin cobertura.",
    at="contracts/latam.plan:220",
    sources=("LAT-045",),
)


# ── platinum: Plan Platino ────────────────────────────────────────────────────────────────────────────────────────────


PLATINUM_COVERS_PRIORITY_LINE = rt.Clause(
    "platinum.covers.priority_line",
    layers=("platinum",),
    thing="priority_line",
    value=rt.Share(1),
    says="Línea de Soporte Prioritario: cobertura total.",
    at="contracts/latam.plan:220",
    sources=("LAT-046", "LAT-093"),
)


# ── visit_pack: Plan Paquete de Visitas ───────────────────────────────────────────────────────────────────────────────


VISIT_PACK_INCLUDES_PHONE_SUPPORT = rt.Clause(
    "visit_pack.includes.phone_support",
    layers=("visit_pack",),
    thing="phone_support",
    value=rt.Quota("includes", None),
    says="Soporte Técnico por teléfono: incluye sin límite.",
    at="contracts/latam.plan:221",
    sources=("LAT-047", "LAT-075"),
)


# ── silver: Plan Plata ────────────────────────────────────────────────────────────────────────────────────────────────


SILVER_INCLUDES_PHONE_SUPPORT = rt.Clause(
    "silver.includes.phone_support",
    layers=("silver",),
    thing="phone_support",
    value=rt.Quota("includes", None),
    says="Soporte Técnico por teléfono: incluye sin límite.",
    at="contracts/latam.plan:221",
    sources=("LAT-048", "LAT-083"),
)


# ── gold: Plan Oro ────────────────────────────────────────────────────────────────────────────────────────────────────


GOLD_INCLUDES_PHONE_SUPPORT = rt.Clause(
    "gold.includes.phone_support",
    layers=("gold",),
    thing="phone_support",
    value=rt.Quota("includes", None),
    says="Soporte Técnico por teléfono: incluye sin límite.",
    at="contracts/latam.plan:221",
    sources=("LAT-049",),
)


# ── platinum: Plan Platino ────────────────────────────────────────────────────────────────────────────────────────────


PLATINUM_INCLUDES_PHONE_SUPPORT = rt.Clause(
    "platinum.includes.phone_support",
    layers=("platinum",),
    thing="phone_support",
    value=rt.Quota("includes", None),
    says="Soporte Técnico por teléfono: incluye sin límite.",
    at="contracts/latam.plan:221",
    sources=("LAT-050",),
)


# ── visit_pack: Plan Paquete de Visitas ───────────────────────────────────────────────────────────────────────────────


def if_system_in_quantum_athena_vive_and_connected(system: System, connected: bool) -> bool:
    return system in ("quantum", "athena", "vive") and connected


VISIT_PACK_COVERS_REMOTE_DIAGNOSIS_QUANTUM_OR_ATHENA_OR_VIVE_AND_CONNECTED = rt.Clause(
    "visit_pack.covers.remote_diagnosis.quantum_or_athena_or_vive_and_connected",
    layers=("visit_pack",),
    thing="remote_diagnosis",
    when=if_system_in_quantum_athena_vive_and_connected,
    value=rt.Share(1),
    says=(
        "Diagnóstico remoto: cobertura total, cuando Sistema sea «Quantum», «Athena» o «Vive» y se cumpla «Sistema"
        " conectado»."
    ),
    at="contracts/latam.plan:222",
    sources=("LAT-051",),
)


# ── silver: Plan Plata ────────────────────────────────────────────────────────────────────────────────────────────────


SILVER_COVERS_REMOTE_DIAGNOSIS_QUANTUM_OR_ATHENA_OR_VIVE_AND_CONNECTED = rt.Clause(
    "silver.covers.remote_diagnosis.quantum_or_athena_or_vive_and_connected",
    layers=("silver",),
    thing="remote_diagnosis",
    when=if_system_in_quantum_athena_vive_and_connected,
    value=rt.Share(1),
    says=(
        "Diagnóstico remoto: cobertura total, cuando Sistema sea «Quantum», «Athena» o «Vive» y se cumpla «Sistema"
        " conectado»."
    ),
    at="contracts/latam.plan:222",
    sources=("LAT-052",),
)


# ── gold: Plan Oro ────────────────────────────────────────────────────────────────────────────────────────────────────


GOLD_COVERS_REMOTE_DIAGNOSIS_QUANTUM_OR_ATHENA_OR_VIVE_AND_CONNECTED = rt.Clause(
    "gold.covers.remote_diagnosis.quantum_or_athena_or_vive_and_connected",
    layers=("gold",),
    thing="remote_diagnosis",
    when=if_system_in_quantum_athena_vive_and_connected,
    value=rt.Share(1),
    says=(
        "Diagnóstico remoto: cobertura total, cuando Sistema sea «Quantum», «Athena» o «Vive» y se cumpla «Sistema"
        " conectado»."
    ),
    at="contracts/latam.plan:222",
    sources=("LAT-053",),
)


# ── platinum: Plan Platino ────────────────────────────────────────────────────────────────────────────────────────────


PLATINUM_COVERS_REMOTE_DIAGNOSIS_QUANTUM_OR_ATHENA_OR_VIVE_AND_CONNECTED = rt.Clause(
    "platinum.covers.remote_diagnosis.quantum_or_athena_or_vive_and_connected",
    layers=("platinum",),
    thing="remote_diagnosis",
    when=if_system_in_quantum_athena_vive_and_connected,
    value=rt.Share(1),
    says=(
        "Diagnóstico remoto: cobertura total, cuando Sistema sea «Quantum», «Athena» o «Vive» y se cumpla «Sistema"
        " conectado»."
    ),
    at="contracts/latam.plan:222",
    sources=("LAT-054",),
)


# ── visit_pack, silver, gold, platinum ────────────────────────────────────────────────────────────────────────────────


def if_terms_accepted(terms_accepted: bool) -> bool:
    return terms_accepted


GOLD_PLATINUM_SILVER_VISIT_PACK_OFFERED_TERMS_ACCEPTED = rt.Clause(
    "gold+platinum+silver+visit_pack.offered.terms_accepted",
    layers=("visit_pack", "silver", "gold", "platinum"),
    when=if_terms_accepted,
    value=rt.Offered(),
    says="Se puede contratar, cuando se cumpla «Términos y Condiciones Estándar aceptados».",
    at="contracts/latam.plan:225",
    sources=("LAT-012", "LAT-014"),
)


def if_extension_years_below_10(extension_years: int) -> bool:
    return extension_years < 10


GOLD_PLATINUM_SILVER_VISIT_PACK_LASTS_WHILE = rt.Clause(
    "gold+platinum+silver+visit_pack.lasts_while",
    layers=("visit_pack", "silver", "gold", "platinum"),
    value=rt.LastsWhile(if_extension_years_below_10),
    says="En vigor solo mientras Años cumplidos de extensión sean de menos de 10.",
    at="contracts/latam.plan:226",
    sources=("LAT-009",),
)


def gold_platinum_silver_visit_pack_amount_cover_until_amount(extension_start: date) -> date:
    return rt.later(rt.later(extension_start, 10, "years"), -1, "days")


GOLD_PLATINUM_SILVER_VISIT_PACK_AMOUNT_COVER_UNTIL = rt.Clause(
    "gold+platinum+silver+visit_pack.amount.cover_until",
    layers=("visit_pack", "silver", "gold", "platinum"),
    thing="cover_until",
    value=rt.Amount(gold_platinum_silver_visit_pack_amount_cover_until_amount, "date"),
    says=(
        "Último día posible de la extensión: «Primer día después de la garantía inicial» más 10 años menos 1 día"
        " natural."
    ),
    at="contracts/latam.plan:227",
    sources=("LAT-009",),
)


# ── visit_pack: Plan Paquete de Visitas ───────────────────────────────────────────────────────────────────────────────


VISIT_PACK_COVERS_SITE_VISIT_CORRECTIVE_OR_OPTIMIZATION_OR_TRAINING = rt.Clause(
    "visit_pack.covers.site_visit.corrective_or_optimization_or_training",
    layers=("visit_pack",),
    thing="site_visit",
    value=rt.Share(1),
    says=(
        "Visita en el sitio: cobertura total, cuando Trabajo solicitado sea «Mantenimiento correctivo», «Optimización"
        " del sistema» o «Capacitación»."
    ),
    at="contracts/latam.plan:231",
    sources=("LAT-070",),
)
VISIT_PACK_USES_SITE_VISIT = rt.Clause(
    "visit_pack.uses.site_visit",
    layers=("visit_pack",),
    thing="site_visit",
    value=rt.Uses(Fraction(1), "visit"),
    says="Visita en el sitio: cada uso consume 1 de «Visita».",
    at="contracts/latam.plan:232",
    sources=("LAT-070",),
)


def if_service_is_site_visit(service: str) -> bool:
    return service == "site_visit"


def if_visits_scheduled(visits_scheduled: bool) -> bool:
    return visits_scheduled


VISIT_PACK_NEEDS_SITE_VISIT = rt.Clause(
    "visit_pack.needs.site_visit",
    layers=("visit_pack",),
    when=if_service_is_site_visit,
    value=rt.Needs(if_visits_scheduled),
    says=(
        "Es necesario que se cumpla «Visitas programadas al comienzo del año», cuando el servicio sea «Visita en el"
        " sitio»."
    ),
    at="contracts/latam.plan:233",
    sources=("LAT-071",),
)


def if_emergency(emergency: bool) -> bool:
    return emergency


VISIT_PACK_COVERS_REMOTE_SESSION_EMERGENCY = rt.Clause(
    "visit_pack.covers.remote_session.emergency",
    layers=("visit_pack",),
    thing="remote_session",
    when=if_emergency,
    value=rt.Share(1),
    says="Sesión remota en lugar de una visita: cobertura total, cuando se cumpla «Emergencia».",
    at="contracts/latam.plan:234",
    sources=("LAT-072",),
)
VISIT_PACK_USES_REMOTE_SESSION = rt.Clause(
    "visit_pack.uses.remote_session",
    layers=("visit_pack",),
    thing="remote_session",
    value=rt.Uses(Fraction(1), "visit"),
    says="Sesión remota en lugar de una visita: cada uso consume 1 de «Visita».",
    at="contracts/latam.plan:235",
    sources=("LAT-072",),
)
VISIT_PACK_WINDOWS_RESPOND_EMERGENCY_AND_REMOTE = rt.Clause(
    "visit_pack.windows.respond.emergency_and_remote",
    layers=("visit_pack",),
    thing="respond",
    value=rt.Within(rt.BusinessDays(3, calendar="workdays", same_time=True)),
    says=(
        "Tiempo de respuesta en el sitio / remota: en 3 días hábiles a la misma hora (Días hábiles) como máximo, cuando"
        " se cumpla «Emergencia» y Modalidad sea «Remota»."
    ),
    at="contracts/latam.plan:236",
    sources=("LAT-073",),
)


def decide_visit_pack_promise_respond(emergency: bool, mode: Mode) -> rt.Decision:
    if emergency and mode == "remote":
        return VISIT_PACK_WINDOWS_RESPOND_EMERGENCY_AND_REMOTE
    return VISIT_PACK_WINDOWS_RESPOND


def if_service_is_remote_diagnosis(service: str) -> bool:
    return service == "remote_diagnosis"


def if_remote_access(remote_access: bool) -> bool:
    return remote_access


VISIT_PACK_NEEDS_REMOTE_DIAGNOSIS = rt.Clause(
    "visit_pack.needs.remote_diagnosis",
    layers=("visit_pack",),
    when=if_service_is_remote_diagnosis,
    value=rt.Needs(if_remote_access),
    says=(
        "Es necesario que se cumpla «Sistema configurado para acceso remoto», cuando el servicio sea «Diagnóstico"
        " remoto»."
    ),
    at="contracts/latam.plan:237",
    sources=("LAT-077",),
)


# ── silver: Plan Plata ────────────────────────────────────────────────────────────────────────────────────────────────


SILVER_NEEDS_REMOTE_DIAGNOSIS = rt.Clause(
    "silver.needs.remote_diagnosis",
    layers=("silver",),
    when=if_service_is_remote_diagnosis,
    value=rt.Needs(if_remote_access),
    says=(
        "Es necesario que se cumpla «Sistema configurado para acceso remoto», cuando el servicio sea «Diagnóstico"
        " remoto»."
    ),
    at="contracts/latam.plan:240",
    sources=("LAT-085",),
)
SILVER_INCLUDES_REMOTE_PROGRAMMING = rt.Clause(
    "silver.includes.remote_programming",
    layers=("silver",),
    thing="remote_programming",
    value=rt.Quota("includes", 2, hours=True, period="contract year"),
    says="Programación remota: incluye 2 horas por año de contrato.",
    at="contracts/latam.plan:241",
    sources=("LAT-086",),
)


def if_service_is_remote_programming(service: str) -> bool:
    return service == "remote_programming"


SILVER_NEEDS_REMOTE_PROGRAMMING = rt.Clause(
    "silver.needs.remote_programming",
    layers=("silver",),
    when=if_service_is_remote_programming,
    value=rt.Needs(if_remote_access),
    says=(
        "Es necesario que se cumpla «Sistema configurado para acceso remoto», cuando el servicio sea «Programación"
        " remota»."
    ),
    at="contracts/latam.plan:242",
    sources=("LAT-086",),
)


def if_not_lutron_part(lutron_part: bool) -> bool:
    return not lutron_part


SILVER_EXCLUDES_PARTS_NOT_LUTRON_PART = rt.Clause(
    "silver.excludes.parts.not_lutron_part",
    layers=("silver",),
    when=if_not_lutron_part,
    value=rt.Excludes(services=("parts",)),
    says="No incluye: Repuestos, cuando no se cumpla «Componente Lutron incluido en el sistema».",
    at="contracts/latam.plan:243",
    sources=("LAT-087",),
)


# ── gold, platinum ────────────────────────────────────────────────────────────────────────────────────────────────────


GOLD_PLATINUM_COVERS_SITE_VISIT_TRAINING = rt.Clause(
    "gold+platinum.covers.site_visit.training",
    layers=("gold", "platinum"),
    thing="site_visit",
    value=rt.Share(1),
    says="Visita en el sitio: cobertura total, cuando Trabajo solicitado sea «Capacitación».",
    at="contracts/latam.plan:251",
    sources=("LAT-096", "LAT-101", "LAT-103"),
)
GOLD_PLATINUM_COVERS_SITE_VISIT_PROGRAMMING = rt.Clause(
    "gold+platinum.covers.site_visit.programming",
    layers=("gold", "platinum"),
    thing="site_visit",
    value=rt.Share(1),
    says="Visita en el sitio: cobertura total, cuando Trabajo solicitado sea «Programación».",
    at="contracts/latam.plan:252",
    sources=("LAT-096", "LAT-103"),
)
GOLD_PLATINUM_COVERS_SITE_VISIT_OPTIMIZATION = rt.Clause(
    "gold+platinum.covers.site_visit.optimization",
    layers=("gold", "platinum"),
    thing="site_visit",
    value=rt.Share(1),
    says="Visita en el sitio: cobertura total, cuando Trabajo solicitado sea «Optimización del sistema».",
    at="contracts/latam.plan:253",
    sources=("LAT-099", "LAT-103"),
)
GOLD_PLATINUM_COVERS_SITE_VISIT_STATUS_REPORT = rt.Clause(
    "gold+platinum.covers.site_visit.status_report",
    layers=("gold", "platinum"),
    thing="site_visit",
    value=rt.Share(1),
    says="Visita en el sitio: cobertura total, cuando Trabajo solicitado sea «Reporte de estado del sistema».",
    at="contracts/latam.plan:254",
    sources=("LAT-103",),
)
GOLD_PLATINUM_COVERS_SITE_VISIT_OTHERWISE = rt.Clause(
    "gold+platinum.covers.site_visit.otherwise",
    layers=("gold", "platinum"),
    thing="site_visit",
    value=rt.Share(0),
    says="Visita en el sitio: sin cobertura, en los demás casos.",
    at="contracts/latam.plan:255",
    sources=("LAT-096", "LAT-103"),
)
GOLD_PLATINUM_USES_SITE_VISIT = rt.Clause(
    "gold+platinum.uses.site_visit",
    layers=("gold", "platinum"),
    thing="site_visit",
    value=rt.Uses(Fraction(1), "visit"),
    says="Visita en el sitio: cada uso consume 1 de «Visita».",
    at="contracts/latam.plan:257",
    sources=("LAT-096", "LAT-099", "LAT-101"),
)


# ── custom: Plan Personalizado ────────────────────────────────────────────────────────────────────────────────────────


CUSTOM_WINDOWS_RESPOND_H24 = rt.Clause(
    "custom.windows.respond.h24",
    layers=("custom",),
    thing="respond",
    value=rt.Within(rt.BusinessDays(1, calendar="workdays", same_time=True)),
    says=(
        "Tiempo de respuesta en el sitio / remota: a más tardar el siguiente día hábil a la misma hora (Días hábiles),"
        " cuando Compromiso de tiempo de respuesta sea «24 horas (siguiente día hábil)»."
    ),
    at="contracts/latam.plan:265",
    sources=("LAT-108", "LAT-109"),
)
CUSTOM_WINDOWS_RESPOND_H48 = rt.Clause(
    "custom.windows.respond.h48",
    layers=("custom",),
    thing="respond",
    value=rt.Within(rt.BusinessDays(2, calendar="workdays", same_time=True)),
    says=(
        "Tiempo de respuesta en el sitio / remota: en 2 días hábiles a la misma hora (Días hábiles) como máximo, cuando"
        " Compromiso de tiempo de respuesta sea «48 horas (al 2º día hábil)»."
    ),
    at="contracts/latam.plan:266",
    sources=("LAT-110", "LAT-111"),
)
CUSTOM_WINDOWS_RESPOND_H72 = rt.Clause(
    "custom.windows.respond.h72",
    layers=("custom",),
    thing="respond",
    value=rt.Within(rt.BusinessDays(3, calendar="workdays", same_time=True)),
    says=(
        "Tiempo de respuesta en el sitio / remota: en 3 días hábiles a la misma hora (Días hábiles) como máximo, cuando"
        " Compromiso de tiempo de respuesta sea «72 horas (al 3er día hábil)»."
    ),
    at="contracts/latam.plan:267",
    sources=("LAT-112", "LAT-113"),
)
CUSTOM_WINDOWS_RESPOND_FIRST_AVAILABILITY = rt.Clause(
    "custom.windows.respond.first_availability",
    layers=("custom",),
    thing="respond",
    value=rt.NoPromise("A la primera disponibilidad"),
    says=(
        "Tiempo de respuesta en el sitio / remota: sin compromiso («A la primera disponibilidad»), cuando Compromiso de"
        " tiempo de respuesta sea «A la primera disponibilidad»."
    ),
    at="contracts/latam.plan:268",
    sources=("LAT-114",),
)


def decide_custom_promise_respond(commitment: Commitment) -> rt.Decision:
    if commitment == "h24":
        return CUSTOM_WINDOWS_RESPOND_H24
    if commitment == "h48":
        return CUSTOM_WINDOWS_RESPOND_H48
    if commitment == "h72":
        return CUSTOM_WINDOWS_RESPOND_H72
    if commitment == "first_availability":
        return CUSTOM_WINDOWS_RESPOND_FIRST_AVAILABILITY
    return None


CUSTOM_COVERS_SITE_VISIT_DIAGNOSIS_OR_TROUBLESHOOTING = rt.Clause(
    "custom.covers.site_visit.diagnosis_or_troubleshooting",
    layers=("custom",),
    thing="site_visit",
    when=if_purpose_in_diagnosis_troubleshooting,
    value=rt.Share(1),
    says="Visita en el sitio: cobertura total, cuando Trabajo solicitado sea «Diagnóstico» o «Solución de problemas».",
    at="contracts/latam.plan:270",
    sources=("LAT-107",),
)


def if_not_unlimited_24h(unlimited_24h: bool) -> bool:
    return not unlimited_24h


def custom_includes_visit_24h_not_unlimited_24h_count(requested_24h: int) -> int:
    return requested_24h


CUSTOM_INCLUDES_VISIT_24H_NOT_UNLIMITED_24H = rt.Clause(
    "custom.includes.visit_24h.not_unlimited_24h",
    layers=("custom",),
    thing="visit_24h",
    when=if_not_unlimited_24h,
    value=rt.Quota("includes", custom_includes_visit_24h_not_unlimited_24h_count, period="contract year"),
    says=(
        "Visita con respuesta en 24 horas: incluye «Nº de visitas solicitadas, 24 horas» por año de contrato, cuando no"
        " se cumpla «Visitas ilimitadas, 24 horas»."
    ),
    at="contracts/latam.plan:273",
    sources=("LAT-107",),
)


def if_not_unlimited_48h(unlimited_48h: bool) -> bool:
    return not unlimited_48h


def custom_includes_visit_48h_not_unlimited_48h_count(requested_48h: int) -> int:
    return requested_48h


CUSTOM_INCLUDES_VISIT_48H_NOT_UNLIMITED_48H = rt.Clause(
    "custom.includes.visit_48h.not_unlimited_48h",
    layers=("custom",),
    thing="visit_48h",
    when=if_not_unlimited_48h,
    value=rt.Quota("includes", custom_includes_visit_48h_not_unlimited_48h_count, period="contract year"),
    says=(
        "Visita con respuesta en 48 horas: incluye «Nº de visitas solicitadas, 48 horas» por año de contrato, cuando no"
        " se cumpla «Visitas ilimitadas, 48 horas»."
    ),
    at="contracts/latam.plan:274",
    sources=("LAT-107",),
)


def if_not_unlimited_72h(unlimited_72h: bool) -> bool:
    return not unlimited_72h


def custom_includes_visit_72h_not_unlimited_72h_count(requested_72h: int) -> int:
    return requested_72h


CUSTOM_INCLUDES_VISIT_72H_NOT_UNLIMITED_72H = rt.Clause(
    "custom.includes.visit_72h.not_unlimited_72h",
    layers=("custom",),
    thing="visit_72h",
    when=if_not_unlimited_72h,
    value=rt.Quota("includes", custom_includes_visit_72h_not_unlimited_72h_count, period="contract year"),
    says=(
        "Visita con respuesta en 72 horas: incluye «Nº de visitas solicitadas, 72 horas» por año de contrato, cuando no"
        " se cumpla «Visitas ilimitadas, 72 horas»."
    ),
    at="contracts/latam.plan:275",
    sources=("LAT-107",),
)


def if_not_unlimited_first(unlimited_first: bool) -> bool:
    return not unlimited_first


def custom_includes_visit_first_not_unlimited_first_count(requested_first: int) -> int:
    return requested_first


CUSTOM_INCLUDES_VISIT_FIRST_NOT_UNLIMITED_FIRST = rt.Clause(
    "custom.includes.visit_first.not_unlimited_first",
    layers=("custom",),
    thing="visit_first",
    when=if_not_unlimited_first,
    value=rt.Quota("includes", custom_includes_visit_first_not_unlimited_first_count, period="contract year"),
    says=(
        "Visita a la primera disponibilidad: incluye «Nº de visitas solicitadas, a la primera disponibilidad» por año"
        " de contrato, cuando no se cumpla «Visitas ilimitadas, a la primera disponibilidad»."
    ),
    at="contracts/latam.plan:276",
    sources=("LAT-107",),
)


def if_unlimited_24h(unlimited_24h: bool) -> bool:
    return unlimited_24h


CUSTOM_INCLUDES_VISIT_24H_UNLIMITED_24H = rt.Clause(
    "custom.includes.visit_24h.unlimited_24h",
    layers=("custom",),
    thing="visit_24h",
    when=if_unlimited_24h,
    value=rt.Quota("includes", None, period="contract year"),
    says=(
        "Visita con respuesta en 24 horas: incluye sin límite por año de contrato, cuando se cumpla «Visitas"
        " ilimitadas, 24 horas»."
    ),
    at="contracts/latam.plan:277",
    sources=("LAT-107",),
)


def if_unlimited_48h(unlimited_48h: bool) -> bool:
    return unlimited_48h


CUSTOM_INCLUDES_VISIT_48H_UNLIMITED_48H = rt.Clause(
    "custom.includes.visit_48h.unlimited_48h",
    layers=("custom",),
    thing="visit_48h",
    when=if_unlimited_48h,
    value=rt.Quota("includes", None, period="contract year"),
    says=(
        "Visita con respuesta en 48 horas: incluye sin límite por año de contrato, cuando se cumpla «Visitas"
        " ilimitadas, 48 horas»."
    ),
    at="contracts/latam.plan:278",
    sources=("LAT-107",),
)


def if_unlimited_72h(unlimited_72h: bool) -> bool:
    return unlimited_72h


CUSTOM_INCLUDES_VISIT_72H_UNLIMITED_72H = rt.Clause(
    "custom.includes.visit_72h.unlimited_72h",
    layers=("custom",),
    thing="visit_72h",
    when=if_unlimited_72h,
    value=rt.Quota("includes", None, period="contract year"),
    says=(
        "Visita con respuesta en 72 horas: incluye sin límite por año de contrato, cuando se cumpla «Visitas"
        " ilimitadas, 72 horas»."
    ),
    at="contracts/latam.plan:279",
    sources=("LAT-107",),
)


def if_unlimited_first(unlimited_first: bool) -> bool:
    return unlimited_first


CUSTOM_INCLUDES_VISIT_FIRST_UNLIMITED_FIRST = rt.Clause(
    "custom.includes.visit_first.unlimited_first",
    layers=("custom",),
    thing="visit_first",
    when=if_unlimited_first,
    value=rt.Quota("includes", None, period="contract year"),
    says=(
        "Visita a la primera disponibilidad: incluye sin límite por año de contrato, cuando se cumpla «Visitas"
        " ilimitadas, a la primera disponibilidad»."
    ),
    at="contracts/latam.plan:280",
    sources=("LAT-107",),
)


def if_custom_uses_site_visit_diagnosis_or_troubleshooting_and_h24_applies(
    purpose: Purpose,
    commitment: Commitment,
) -> bool:
    return purpose in ("diagnosis", "troubleshooting") and commitment == "h24"


CUSTOM_USES_SITE_VISIT_DIAGNOSIS_OR_TROUBLESHOOTING_AND_H24 = rt.Clause(
    "custom.uses.site_visit.diagnosis_or_troubleshooting_and_h24",
    layers=("custom",),
    thing="site_visit",
    when=if_custom_uses_site_visit_diagnosis_or_troubleshooting_and_h24_applies,
    value=rt.Uses(Fraction(1), "visit_24h"),
    says=(
        "Visita en el sitio: cada uso consume 1 de «Visita con respuesta en 24 horas», cuando Trabajo solicitado sea"
        " «Diagnóstico» o «Solución de problemas» y Compromiso de tiempo de respuesta sea «24 horas (siguiente día"
        " hábil)»."
    ),
    at="contracts/latam.plan:281",
    sources=("LAT-107",),
)


def if_custom_uses_site_visit_diagnosis_or_troubleshooting_and_h48_applies(
    purpose: Purpose,
    commitment: Commitment,
) -> bool:
    return purpose in ("diagnosis", "troubleshooting") and commitment == "h48"


CUSTOM_USES_SITE_VISIT_DIAGNOSIS_OR_TROUBLESHOOTING_AND_H48 = rt.Clause(
    "custom.uses.site_visit.diagnosis_or_troubleshooting_and_h48",
    layers=("custom",),
    thing="site_visit",
    when=if_custom_uses_site_visit_diagnosis_or_troubleshooting_and_h48_applies,
    value=rt.Uses(Fraction(1), "visit_48h"),
    says=(
        "Visita en el sitio: cada uso consume 1 de «Visita con respuesta en 48 horas», cuando Trabajo solicitado sea"
        " «Diagnóstico» o «Solución de problemas» y Compromiso de tiempo de respuesta sea «48 horas (al 2º día hábil)»."
    ),
    at="contracts/latam.plan:282",
    sources=("LAT-107",),
)


def if_custom_uses_site_visit_diagnosis_or_troubleshooting_and_h72_applies(
    purpose: Purpose,
    commitment: Commitment,
) -> bool:
    return purpose in ("diagnosis", "troubleshooting") and commitment == "h72"


CUSTOM_USES_SITE_VISIT_DIAGNOSIS_OR_TROUBLESHOOTING_AND_H72 = rt.Clause(
    "custom.uses.site_visit.diagnosis_or_troubleshooting_and_h72",
    layers=("custom",),
    thing="site_visit",
    when=if_custom_uses_site_visit_diagnosis_or_troubleshooting_and_h72_applies,
    value=rt.Uses(Fraction(1), "visit_72h"),
    says=(
        "Visita en el sitio: cada uso consume 1 de «Visita con respuesta en 72 horas», cuando Trabajo solicitado sea"
        " «Diagnóstico» o «Solución de problemas» y Compromiso de tiempo de respuesta sea «72 horas (al 3er día"
        " hábil)»."
    ),
    at="contracts/latam.plan:283",
    sources=("LAT-107",),
)


def if_custom_uses_site_visit_c66b3a3a_applies(purpose: Purpose, commitment: Commitment) -> bool:
    return purpose in ("diagnosis", "troubleshooting") and commitment == "first_availability"


CUSTOM_USES_SITE_VISIT_C66B3A3A = rt.Clause(
    "custom.uses.site_visit.c66b3a3a",
    layers=("custom",),
    thing="site_visit",
    when=if_custom_uses_site_visit_c66b3a3a_applies,
    value=rt.Uses(Fraction(1), "visit_first"),
    says=(
        "Visita en el sitio: cada uso consume 1 de «Visita a la primera disponibilidad», cuando Trabajo solicitado sea"
        " «Diagnóstico» o «Solución de problemas» y Compromiso de tiempo de respuesta sea «A la primera"
        " disponibilidad»."
    ),
    at="contracts/latam.plan:284",
    sources=("LAT-107",),
)


def if_custom_needs_92103f90_applies(service: str) -> bool:
    return service in ("remote_programming", "remote_training", "remote_diagnosis")


def if_internet(internet: bool) -> bool:
    return internet


CUSTOM_NEEDS_92103F90 = rt.Clause(
    "custom.needs.92103f90",
    layers=("custom",),
    when=if_custom_needs_92103f90_applies,
    value=rt.Needs(if_internet),
    says=(
        "Es necesario que se cumpla «Conexión a Internet», cuando el servicio sea «Programación remota», «Capacitación"
        " complementaria remota» o «Diagnóstico remoto»."
    ),
    at="contracts/latam.plan:286",
    sources=("LAT-120",),
)


# ── onsite_maintenance, onsite_optimization, orientation, reprogramming, remote_programming_option, ───────────────────
#    remote_training_option, remote_diagnosis_option, lighting_parts, shades_parts, ketra_parts, limelight_parts,
#    after_hours, weekends, software_upgrade, scene_tuning


def if_holds_custom(holds_custom: bool) -> bool:
    return holds_custom


ONSITE_MAINTENANCE_AND_14_MORE_REQUIRES = rt.Clause(
    (
        "after_hours+ketra_parts+lighting_parts+limelight_parts+onsite_maintenance+onsite_optimization+orientation"
        "+remote_diagnosis_option+remote_programming_option+remote_training_option+reprogramming+scene_tuning"
        "+shades_parts+software_upgrade+weekends.requires"
    ),
    layers=(
        "onsite_maintenance",
        "onsite_optimization",
        "orientation",
        "reprogramming",
        "remote_programming_option",
        "remote_training_option",
        "remote_diagnosis_option",
        "lighting_parts",
        "shades_parts",
        "ketra_parts",
        "limelight_parts",
        "after_hours",
        "weekends",
        "software_upgrade",
        "scene_tuning",
    ),
    value=rt.Requires(if_holds_custom),
    says="Requiere: Plan Personalizado.",
    at="contracts/latam.plan:293",
    sources=("LAT-106",),
)


# ── onsite_maintenance: Mantenimiento preventivo ──────────────────────────────────────────────────────────────────────


ONSITE_MAINTENANCE_ADDS_MAINTENANCE_VISIT = rt.Clause(
    "onsite_maintenance.adds.maintenance_visit",
    layers=("onsite_maintenance",),
    thing="maintenance_visit",
    value=rt.Quota("adds", 1, period="contract year"),
    says="Visita de mantenimiento preventivo: 1 más por año de contrato.",
    at="contracts/latam.plan:296",
    sources=("LAT-115",),
)
ONSITE_MAINTENANCE_COVERS_SITE_VISIT_PREVENTIVE = rt.Clause(
    "onsite_maintenance.covers.site_visit.preventive",
    layers=("onsite_maintenance",),
    thing="site_visit",
    value=rt.Share(1),
    says="Visita en el sitio: cobertura total, cuando Trabajo solicitado sea «Mantenimiento preventivo».",
    at="contracts/latam.plan:297",
    sources=("LAT-116",),
)
ONSITE_MAINTENANCE_COVERS_SITE_VISIT_UPGRADE_AND_QUANTUM_AND_SOFTWARE_CONTRACT = rt.Clause(
    "onsite_maintenance.covers.site_visit.upgrade_and_quantum_and_software_contract",
    layers=("onsite_maintenance",),
    thing="site_visit",
    value=rt.Share(1),
    says=(
        "Visita en el sitio: cobertura total, cuando Trabajo solicitado sea «Actualización de Quantum» y Sistema sea"
        " «Quantum» y se cumpla «Contrato de Mantenimiento de Software vigente»."
    ),
    at="contracts/latam.plan:298",
    sources=("LAT-155",),
)


def decide_onsite_maintenance_share_site_visit(
    purpose: Purpose,
    system: System,
    software_contract: bool,
) -> rt.Decision:
    if purpose == "upgrade" and system == "quantum" and software_contract:
        return ONSITE_MAINTENANCE_COVERS_SITE_VISIT_UPGRADE_AND_QUANTUM_AND_SOFTWARE_CONTRACT
    if purpose == "preventive":
        return ONSITE_MAINTENANCE_COVERS_SITE_VISIT_PREVENTIVE
    return None


def if_purpose_in_preventive_upgrade(purpose: Purpose) -> bool:
    return purpose in ("preventive", "upgrade")


ONSITE_MAINTENANCE_USES_SITE_VISIT_PREVENTIVE_OR_UPGRADE = rt.Clause(
    "onsite_maintenance.uses.site_visit.preventive_or_upgrade",
    layers=("onsite_maintenance",),
    thing="site_visit",
    when=if_purpose_in_preventive_upgrade,
    value=rt.Uses(Fraction(1), "maintenance_visit"),
    says=(
        "Visita en el sitio: cada uso consume 1 de «Visita de mantenimiento preventivo», cuando Trabajo solicitado sea"
        " «Mantenimiento preventivo» o «Actualización de Quantum»."
    ),
    at="contracts/latam.plan:299",
    sources=("LAT-115", "LAT-155"),
)


# ── onsite_optimization: Optimización del sistema ─────────────────────────────────────────────────────────────────────


ONSITE_OPTIMIZATION_ADDS_OPTIMIZATION_VISIT = rt.Clause(
    "onsite_optimization.adds.optimization_visit",
    layers=("onsite_optimization",),
    thing="optimization_visit",
    value=rt.Quota("adds", 1, period="contract year"),
    says="Visita de optimización del sistema: 1 más por año de contrato.",
    at="contracts/latam.plan:302",
    sources=("LAT-115",),
)


def if_purpose_is_optimization(purpose: Purpose) -> bool:
    return purpose == "optimization"


ONSITE_OPTIMIZATION_COVERS_SITE_VISIT_OPTIMIZATION = rt.Clause(
    "onsite_optimization.covers.site_visit.optimization",
    layers=("onsite_optimization",),
    thing="site_visit",
    when=if_purpose_is_optimization,
    value=rt.Share(1),
    says="Visita en el sitio: cobertura total, cuando Trabajo solicitado sea «Optimización del sistema».",
    at="contracts/latam.plan:303",
    sources=("LAT-117",),
)
ONSITE_OPTIMIZATION_USES_SITE_VISIT_OPTIMIZATION = rt.Clause(
    "onsite_optimization.uses.site_visit.optimization",
    layers=("onsite_optimization",),
    thing="site_visit",
    when=if_purpose_is_optimization,
    value=rt.Uses(Fraction(1), "optimization_visit"),
    says=(
        "Visita en el sitio: cada uso consume 1 de «Visita de optimización del sistema», cuando Trabajo solicitado sea"
        " «Optimización del sistema»."
    ),
    at="contracts/latam.plan:304",
    sources=("LAT-115",),
)


# ── orientation: Orientación sobre el sistema del cliente ─────────────────────────────────────────────────────────────


ORIENTATION_ADDS_ORIENTATION_VISIT = rt.Clause(
    "orientation.adds.orientation_visit",
    layers=("orientation",),
    thing="orientation_visit",
    value=rt.Quota("adds", 1, period="contract year"),
    says="Visita de orientación: 1 más por año de contrato.",
    at="contracts/latam.plan:307",
    sources=("LAT-115",),
)


def if_purpose_is_orientation(purpose: Purpose) -> bool:
    return purpose == "orientation"


ORIENTATION_COVERS_SITE_VISIT_ORIENTATION = rt.Clause(
    "orientation.covers.site_visit.orientation",
    layers=("orientation",),
    thing="site_visit",
    when=if_purpose_is_orientation,
    value=rt.Share(1),
    says=(
        "Visita en el sitio: cobertura total, cuando Trabajo solicitado sea «Orientación sobre el sistema del cliente»."
    ),
    at="contracts/latam.plan:308",
    sources=("LAT-118",),
)
ORIENTATION_USES_SITE_VISIT_ORIENTATION = rt.Clause(
    "orientation.uses.site_visit.orientation",
    layers=("orientation",),
    thing="site_visit",
    when=if_purpose_is_orientation,
    value=rt.Uses(Fraction(1), "orientation_visit"),
    says=(
        "Visita en el sitio: cada uso consume 1 de «Visita de orientación», cuando Trabajo solicitado sea «Orientación"
        " sobre el sistema del cliente»."
    ),
    at="contracts/latam.plan:309",
    sources=("LAT-115",),
)


# ── reprogramming: Reprogramación del sistema ─────────────────────────────────────────────────────────────────────────


REPROGRAMMING_ADDS_REPROGRAMMING_VISIT = rt.Clause(
    "reprogramming.adds.reprogramming_visit",
    layers=("reprogramming",),
    thing="reprogramming_visit",
    value=rt.Quota("adds", 1, period="contract year"),
    says="Visita de reprogramación: 1 más por año de contrato.",
    at="contracts/latam.plan:312",
    sources=("LAT-115",),
)


def if_purpose_is_programming(purpose: Purpose) -> bool:
    return purpose == "programming"


REPROGRAMMING_COVERS_SITE_VISIT_PROGRAMMING = rt.Clause(
    "reprogramming.covers.site_visit.programming",
    layers=("reprogramming",),
    thing="site_visit",
    when=if_purpose_is_programming,
    value=rt.Share(1),
    says="Visita en el sitio: cobertura total, cuando Trabajo solicitado sea «Programación».",
    at="contracts/latam.plan:313",
    sources=("LAT-119",),
)
REPROGRAMMING_USES_SITE_VISIT_PROGRAMMING = rt.Clause(
    "reprogramming.uses.site_visit.programming",
    layers=("reprogramming",),
    thing="site_visit",
    when=if_purpose_is_programming,
    value=rt.Uses(Fraction(1), "reprogramming_visit"),
    says=(
        "Visita en el sitio: cada uso consume 1 de «Visita de reprogramación», cuando Trabajo solicitado sea"
        " «Programación»."
    ),
    at="contracts/latam.plan:314",
    sources=("LAT-115",),
)


# ── remote_programming_option: Soporte remoto para programación ───────────────────────────────────────────────────────


REMOTE_PROGRAMMING_OPTION_ADDS_PROGRAMMING_SESSION = rt.Clause(
    "remote_programming_option.adds.programming_session",
    layers=("remote_programming_option",),
    thing="programming_session",
    value=rt.Quota("adds", 1, period="contract year"),
    says="Sesión de programación: 1 más por año de contrato.",
    at="contracts/latam.plan:317",
    sources=("LAT-121",),
)
REMOTE_PROGRAMMING_OPTION_COVERS_REMOTE_PROGRAMMING = rt.Clause(
    "remote_programming_option.covers.remote_programming",
    layers=("remote_programming_option",),
    thing="remote_programming",
    value=rt.Share(1),
    says="Programación remota: cobertura total.",
    at="contracts/latam.plan:318",
    sources=("LAT-122",),
)
REMOTE_PROGRAMMING_OPTION_USES_REMOTE_PROGRAMMING = rt.Clause(
    "remote_programming_option.uses.remote_programming",
    layers=("remote_programming_option",),
    thing="remote_programming",
    value=rt.Uses(Fraction(1), "programming_session"),
    says="Programación remota: cada uso consume 1 de «Sesión de programación».",
    at="contracts/latam.plan:319",
    sources=("LAT-121",),
)


# ── remote_training_option: Capacitación complementaria remota ────────────────────────────────────────────────────────


REMOTE_TRAINING_OPTION_ADDS_TRAINING_SESSION = rt.Clause(
    "remote_training_option.adds.training_session",
    layers=("remote_training_option",),
    thing="training_session",
    value=rt.Quota("adds", 1, period="contract year"),
    says="Sesión de capacitación: 1 más por año de contrato.",
    at="contracts/latam.plan:322",
    sources=("LAT-121",),
)
REMOTE_TRAINING_OPTION_COVERS_REMOTE_TRAINING = rt.Clause(
    "remote_training_option.covers.remote_training",
    layers=("remote_training_option",),
    thing="remote_training",
    value=rt.Share(1),
    says="Capacitación complementaria remota: cobertura total.",
    at="contracts/latam.plan:323",
    sources=("LAT-123",),
)
REMOTE_TRAINING_OPTION_USES_REMOTE_TRAINING = rt.Clause(
    "remote_training_option.uses.remote_training",
    layers=("remote_training_option",),
    thing="remote_training",
    value=rt.Uses(Fraction(1), "training_session"),
    says="Capacitación complementaria remota: cada uso consume 1 de «Sesión de capacitación».",
    at="contracts/latam.plan:324",
    sources=("LAT-121",),
)


# ── remote_diagnosis_option: Diagnóstico remoto ───────────────────────────────────────────────────────────────────────


REMOTE_DIAGNOSIS_OPTION_ADDS_DIAGNOSIS_SESSION = rt.Clause(
    "remote_diagnosis_option.adds.diagnosis_session",
    layers=("remote_diagnosis_option",),
    thing="diagnosis_session",
    value=rt.Quota("adds", 1, period="contract year"),
    says="Sesión de diagnóstico: 1 más por año de contrato.",
    at="contracts/latam.plan:327",
    sources=("LAT-121",),
)
REMOTE_DIAGNOSIS_OPTION_COVERS_REMOTE_DIAGNOSIS = rt.Clause(
    "remote_diagnosis_option.covers.remote_diagnosis",
    layers=("remote_diagnosis_option",),
    thing="remote_diagnosis",
    value=rt.Share(1),
    says="Diagnóstico remoto: cobertura total.",
    at="contracts/latam.plan:328",
    sources=("LAT-124",),
)
REMOTE_DIAGNOSIS_OPTION_USES_REMOTE_DIAGNOSIS = rt.Clause(
    "remote_diagnosis_option.uses.remote_diagnosis",
    layers=("remote_diagnosis_option",),
    thing="remote_diagnosis",
    value=rt.Uses(Fraction(1), "diagnosis_session"),
    says="Diagnóstico remoto: cada uso consume 1 de «Sesión de diagnóstico».",
    at="contracts/latam.plan:329",
    sources=("LAT-121",),
)


# ── lighting_parts: Repuestos (iluminación) ───────────────────────────────────────────────────────────────────────────


def if_part_family_is_lighting(part_family: PartFamily) -> bool:
    return part_family == "lighting"


LIGHTING_PARTS_COVERS_PARTS_LIGHTING = rt.Clause(
    "lighting_parts.covers.parts.lighting",
    layers=("lighting_parts",),
    thing="parts",
    when=if_part_family_is_lighting,
    value=rt.Share(1),
    says="Repuestos: cobertura total, cuando Familia del repuesto sea «Iluminación».",
    at="contracts/latam.plan:332",
    sources=("LAT-125",),
)


# ── shades_parts: Repuestos (persianas) ───────────────────────────────────────────────────────────────────────────────


def if_part_family_is_shades(part_family: PartFamily) -> bool:
    return part_family == "shades"


SHADES_PARTS_COVERS_PARTS_SHADES = rt.Clause(
    "shades_parts.covers.parts.shades",
    layers=("shades_parts",),
    thing="parts",
    when=if_part_family_is_shades,
    value=rt.Share(1),
    says="Repuestos: cobertura total, cuando Familia del repuesto sea «Persianas».",
    at="contracts/latam.plan:335",
    sources=("LAT-126",),
)


# ── ketra_parts: Repuestos (Ketra) ────────────────────────────────────────────────────────────────────────────────────


def if_part_family_is_ketra(part_family: PartFamily) -> bool:
    return part_family == "ketra"


KETRA_PARTS_COVERS_PARTS_KETRA = rt.Clause(
    "ketra_parts.covers.parts.ketra",
    layers=("ketra_parts",),
    thing="parts",
    when=if_part_family_is_ketra,
    value=rt.Share(1),
    says="Repuestos: cobertura total, cuando Familia del repuesto sea «Ketra».",
    at="contracts/latam.plan:338",
    sources=("LAT-127",),
)


# ── limelight_parts: Repuestos (Limelight) ────────────────────────────────────────────────────────────────────────────


def if_part_family_is_limelight(part_family: PartFamily) -> bool:
    return part_family == "limelight"


LIMELIGHT_PARTS_COVERS_PARTS_LIMELIGHT = rt.Clause(
    "limelight_parts.covers.parts.limelight",
    layers=("limelight_parts",),
    thing="parts",
    when=if_part_family_is_limelight,
    value=rt.Share(1),
    says="Repuestos: cobertura total, cuando Familia del repuesto sea «Limelight».",
    at="contracts/latam.plan:341",
    sources=("LAT-128",),
)


# ── after_hours: Fuera del horario laboral ────────────────────────────────────────────────────────────────────────────


def if_location_confirmed(location_confirmed: bool) -> bool:
    return location_confirmed


AFTER_HOURS_OFFERED_LOCATION_CONFIRMED = rt.Clause(
    "after_hours.offered.location_confirmed",
    layers=("after_hours",),
    when=if_location_confirmed,
    value=rt.Offered(),
    says="Se puede contratar, cuando se cumpla «Ubicación y mercado confirmados por Lutron».",
    at="contracts/latam.plan:344",
    sources=("LAT-135",),
)
AFTER_HOURS_ATTENDS_ALSO = rt.Clause(
    "after_hours.attends_also",
    layers=("after_hours",),
    value=rt.Attends("second_shift", also=True),
    says="Atención también durante Fuera del horario laboral.",
    at="contracts/latam.plan:345",
    sources=("LAT-130",),
)


# ── weekends: Fines de semana ─────────────────────────────────────────────────────────────────────────────────────────


WEEKENDS_OFFERED_LOCATION_CONFIRMED = rt.Clause(
    "weekends.offered.location_confirmed",
    layers=("weekends",),
    when=if_location_confirmed,
    value=rt.Offered(),
    says="Se puede contratar, cuando se cumpla «Ubicación y mercado confirmados por Lutron».",
    at="contracts/latam.plan:348",
    sources=("LAT-135",),
)
WEEKENDS_ATTENDS_ALSO = rt.Clause(
    "weekends.attends_also",
    layers=("weekends",),
    value=rt.Attends("saturdays", also=True),
    says="Atención también durante Fines de semana.",
    at="contracts/latam.plan:349",
    sources=("LAT-132",),
)


# ── software_upgrade: Actualización de software ───────────────────────────────────────────────────────────────────────


def if_system_is_quantum(system: System) -> bool:
    return system == "quantum"


SOFTWARE_UPGRADE_OFFERED_QUANTUM = rt.Clause(
    "software_upgrade.offered.quantum",
    layers=("software_upgrade",),
    when=if_system_is_quantum,
    value=rt.Offered(),
    says="Se puede contratar, cuando Sistema sea «Quantum».",
    at="contracts/latam.plan:352",
    sources=("LAT-133",),
)
SOFTWARE_UPGRADE_COVERS_LICENSE_UPGRADE = rt.Clause(
    "software_upgrade.covers.license_upgrade",
    layers=("software_upgrade",),
    thing="license_upgrade",
    value=rt.Share(1),
    says="Actualización de la licencia Quantum: cobertura total.",
    at="contracts/latam.plan:353",
    sources=("LAT-133",),
)


# ── scene_tuning: Ajuste de escenarios y niveles en el sitio ──────────────────────────────────────────────────────────


SCENE_TUNING_COVERS_SCENE_ADJUSTMENT = rt.Clause(
    "scene_tuning.covers.scene_adjustment",
    layers=("scene_tuning",),
    thing="scene_adjustment",
    value=rt.Share(1),
    says="Ajuste de escenarios y niveles en el sitio: cobertura total.",
    at="contracts/latam.plan:356",
    sources=("LAT-134",),
)


# ── software: Contrato de Mantenimiento de Software ───────────────────────────────────────────────────────────────────


SOFTWARE_PRICE = rt.Clause(
    "software.price",
    layers=("software",),
    value=rt.Price(by="quote", per=("year",), tax="excluding taxes"),
    says="Precio: por cotización, por año, sin impuestos.",
    at="contracts/latam.plan:365",
    sources=("LAT-065", "LAT-144"),
)


def if_software_years_in_1_to_5(software_years: int) -> bool:
    return 1 <= software_years <= 5


SOFTWARE_OFFERED_1_TO_5 = rt.Clause(
    "software.offered.1_to_5",
    layers=("software",),
    when=if_software_years_in_1_to_5,
    value=rt.Offered(),
    says="Se puede contratar, cuando Años contratados del Contrato de Mantenimiento de Software sean de 1 a 5.",
    at="contracts/latam.plan:366",
    sources=("LAT-145",),
)


def software_lasts_length(software_years: int) -> rt.Length:
    return rt.units(software_years * 1, "years")


SOFTWARE_LASTS = rt.Clause(
    "software.lasts",
    layers=("software",),
    value=rt.Lasts(software_lasts_length),
    says="Vigencia: «Años contratados del Contrato de Mantenimiento de Software» por 1 año.",
    at="contracts/latam.plan:367",
    sources=("LAT-145",),
)
SOFTWARE_COVERS_COMPATIBILITY_TESTS = rt.Clause(
    "software.covers.compatibility_tests",
    layers=("software",),
    thing="compatibility_tests",
    value=rt.Share(1),
    says="Pruebas de compatibilidad: cobertura total.",
    at="contracts/latam.plan:368",
    sources=("LAT-138", "LAT-146"),
)
SOFTWARE_COVERS_OS_COMPATIBILITY = rt.Clause(
    "software.covers.os_compatibility",
    layers=("software",),
    thing="os_compatibility",
    value=rt.Share(1),
    says="Compatibilidad con el Sistema Operativo Microsoft: cobertura total.",
    at="contracts/latam.plan:369",
    sources=("LAT-140", "LAT-146"),
)
SOFTWARE_COVERS_SQL_COMPATIBILITY = rt.Clause(
    "software.covers.sql_compatibility",
    layers=("software",),
    thing="sql_compatibility",
    value=rt.Share(1),
    says="Compatibilidad con SQL Server: cobertura total.",
    at="contracts/latam.plan:370",
    sources=("LAT-141", "LAT-146"),
)
SOFTWARE_COVERS_COMPATIBILITY_PATCHES = rt.Clause(
    "software.covers.compatibility_patches",
    layers=("software",),
    thing="compatibility_patches",
    value=rt.Share(1),
    says="Parches de compatibilidad: cobertura total.",
    at="contracts/latam.plan:371",
    sources=("LAT-147", "LAT-148"),
)


def if_service_is_compatibility_patches(service: str) -> bool:
    return service == "compatibility_patches"


def if_supported_os_and_supported_browser(supported_os: bool, supported_browser: bool) -> bool:
    return supported_os and supported_browser


SOFTWARE_NEEDS_COMPATIBILITY_PATCHES = rt.Clause(
    "software.needs.compatibility_patches",
    layers=("software",),
    when=if_service_is_compatibility_patches,
    value=rt.Needs(if_supported_os_and_supported_browser),
    says=(
        "Es necesario que se cumpla «Sistema operativo soportado» y se cumpla «Navegador soportado», cuando el servicio"
        " sea «Parches de compatibilidad»."
    ),
    at="contracts/latam.plan:372",
    sources=("LAT-156", "LAT-157"),
)
SOFTWARE_COVERS_LICENSE_UPGRADE = rt.Clause(
    "software.covers.license_upgrade",
    layers=("software",),
    thing="license_upgrade",
    value=rt.Share(1),
    says="Actualización de la licencia Quantum: cobertura total.",
    at="contracts/latam.plan:373",
    sources=("LAT-142", "LAT-149"),
)
SOFTWARE_COVERS_LICENSE_REVISION = rt.Clause(
    "software.covers.license_revision",
    layers=("software",),
    thing="license_revision",
    value=rt.Share(1),
    says="Revisiones de la licencia Quantum: cobertura total.",
    at="contracts/latam.plan:374",
    sources=("LAT-150",),
)
SOFTWARE_EXCLUDES_SUPPLEMENTARY_LICENSE = rt.Clause(
    "software.excludes.supplementary_license",
    layers=("software",),
    value=rt.Excludes(services=("supplementary_license",)),
    says="No incluye: Licencias suplementarias, como las de Floorplan.",
    at="contracts/latam.plan:375",
    sources=("LAT-151",),
)


def if_mode_is_onsite(mode: Mode) -> bool:
    return mode == "onsite"


SOFTWARE_EXCLUDES_LABOR_ONSITE = rt.Clause(
    "software.excludes.labor.onsite",
    layers=("software",),
    when=if_mode_is_onsite,
    value=rt.Excludes(services=("labor",)),
    says="No incluye: Mano de obra Lutron, cuando Modalidad sea «En el sitio».",
    at="contracts/latam.plan:376",
    sources=("LAT-152",),
)


def if_deviates(deviates: bool) -> bool:
    return deviates


SOFTWARE_COVERS_SOFTWARE_WARRANTY_DEVIATES = rt.Clause(
    "software.covers.software_warranty.deviates",
    layers=("software",),
    thing="software_warranty",
    when=if_deviates,
    value=rt.Share(1),
    says=(
        "Garantía del software: diagnóstico y corrección: cobertura total, cuando se cumpla «El sistema no opera según"
        " su secuencia previa al problema»."
    ),
    at="contracts/latam.plan:377",
    sources=("LAT-143", "LAT-153"),
)
SOFTWARE_EXCLUDES_SITE_VISIT = rt.Clause(
    "software.excludes.site_visit",
    layers=("software",),
    value=rt.Excludes(services=("site_visit",)),
    says="No incluye: Visita en el sitio.",
    at="contracts/latam.plan:378",
    sources=("LAT-154",),
)


# ── visit_pack, gold, platinum ────────────────────────────────────────────────────────────────────────────────────────


VISIT_PACK_AND_GOLD_AND_PLATINUM_COVERS_SITE_VISIT_UPGRADE_AND_QUANTUM_AND_SOFTWARE_CONTRACT = rt.Clause(
    "gold+platinum+visit_pack.covers.site_visit.upgrade_and_quantum_and_software_contract",
    layers=("visit_pack", "gold", "platinum"),
    thing="site_visit",
    value=rt.Share(1),
    says=(
        "Visita en el sitio: cobertura total, cuando Trabajo solicitado sea «Actualización de Quantum» y Sistema sea"
        " «Quantum» y se cumpla «Contrato de Mantenimiento de Software vigente»."
    ),
    at="contracts/latam.plan:381",
    sources=("LAT-155",),
)


def decide_visit_pack_share_site_visit(purpose: Purpose, system: System, software_contract: bool) -> rt.Decision:
    if purpose == "upgrade" and system == "quantum" and software_contract:
        return VISIT_PACK_AND_GOLD_AND_PLATINUM_COVERS_SITE_VISIT_UPGRADE_AND_QUANTUM_AND_SOFTWARE_CONTRACT
    if purpose == "preventive":
        return VISIT_PACK_COVERS_SITE_VISIT_PREVENTIVE
    if purpose in ("corrective", "optimization", "training"):
        return VISIT_PACK_COVERS_SITE_VISIT_CORRECTIVE_OR_OPTIMIZATION_OR_TRAINING
    return None


def decide_gold_share_site_visit(purpose: Purpose, system: System, software_contract: bool) -> rt.Decision:
    if purpose == "upgrade" and system == "quantum" and software_contract:
        return VISIT_PACK_AND_GOLD_AND_PLATINUM_COVERS_SITE_VISIT_UPGRADE_AND_QUANTUM_AND_SOFTWARE_CONTRACT
    if purpose == "preventive":
        return GOLD_COVERS_SITE_VISIT_PREVENTIVE
    if purpose == "training":
        return GOLD_PLATINUM_COVERS_SITE_VISIT_TRAINING
    if purpose == "programming":
        return GOLD_PLATINUM_COVERS_SITE_VISIT_PROGRAMMING
    if purpose == "optimization":
        return GOLD_PLATINUM_COVERS_SITE_VISIT_OPTIMIZATION
    if purpose == "status_report":
        return GOLD_PLATINUM_COVERS_SITE_VISIT_STATUS_REPORT
    return GOLD_PLATINUM_COVERS_SITE_VISIT_OTHERWISE


def decide_platinum_share_site_visit(purpose: Purpose, system: System, software_contract: bool) -> rt.Decision:
    if purpose == "upgrade" and system == "quantum" and software_contract:
        return VISIT_PACK_AND_GOLD_AND_PLATINUM_COVERS_SITE_VISIT_UPGRADE_AND_QUANTUM_AND_SOFTWARE_CONTRACT
    if purpose == "preventive":
        return PLATINUM_COVERS_SITE_VISIT_PREVENTIVE
    if purpose == "training":
        return GOLD_PLATINUM_COVERS_SITE_VISIT_TRAINING
    if purpose == "programming":
        return GOLD_PLATINUM_COVERS_SITE_VISIT_PROGRAMMING
    if purpose == "optimization":
        return GOLD_PLATINUM_COVERS_SITE_VISIT_OPTIMIZATION
    if purpose == "status_report":
        return GOLD_PLATINUM_COVERS_SITE_VISIT_STATUS_REPORT
    return GOLD_PLATINUM_COVERS_SITE_VISIT_OTHERWISE


# ── The contract ──────────────────────────────────────────────────────────────────────────────────────────────────────

FACTS = (
    rt.Fact("site_zone", "zone", label="Zona horaria del proyecto"),
    rt.Fact("country", "country", label="País del proyecto"),
    rt.Fact("site_holidays", "dates", label="Días festivos oficiales del país"),
    rt.Fact("system", "choice", label="Sistema", choices=("quantum", "athena", "vive", "other")),
    rt.Fact("connected", "yes_no", label="Sistema conectado"),
    rt.Fact("remote_access", "yes_no", label="Sistema configurado para acceso remoto"),
    rt.Fact("internet", "yes_no", label="Conexión a Internet"),
    rt.Fact("location_confirmed", "yes_no", label="Ubicación y mercado confirmados por Lutron"),
    rt.Fact("mode", "choice", label="Modalidad", choices=("onsite", "remote")),
    rt.Fact("requested_at", "instant", label="Momento solicitado para el servicio presencial"),
    rt.Fact("in_working_hours", "yes_no", label="Dentro del horario laboral normal"),
    rt.Fact("emergency", "yes_no", label="Emergencia"),
    rt.Fact(
        "purpose",
        "choice",
        label="Trabajo solicitado",
        choices=(
            "diagnosis", "troubleshooting", "preventive", "corrective", "optimization", "training", "programming",
            "status_report", "orientation", "upgrade",
        ),
    ),
    rt.Fact("lutron_part", "yes_no", label="Componente Lutron incluido en el sistema"),
    rt.Fact(
        "part_family",
        "choice",
        label="Familia del repuesto",
        choices=("lighting", "shades", "ketra", "limelight"),
    ),
    rt.Fact(
        "commitment",
        "choice",
        label="Compromiso de tiempo de respuesta",
        choices=("h24", "h48", "h72", "first_availability"),
    ),
    rt.Fact("deviates", "yes_no", label="El sistema no opera según su secuencia previa al problema"),
    rt.Fact("operating_system", "choice", label="Sistema operativo", choices=("windows", "ios", "other")),
    rt.Fact("browser", "choice", label="Navegador", choices=("chrome", "internet_explorer", "edge", "safari", "other")),
    rt.Fact("terms_accepted", "yes_no", label="Términos y Condiciones Estándar aceptados", customer=True),
    rt.Fact("warranty_end", "date", label="Último día de la garantía inicial", customer=True),
    rt.Fact("net_rate", "money", label="Tarifa cotizada", customer=True, currency="USD"),
    rt.Fact("tax_rate", "percent", label="Tasa de los impuestos aplicables", customer=True),
    rt.Fact("visits_contracted", "whole", label="Visitas contratadas por año", customer=True, low=0),
    rt.Fact("visits_scheduled", "yes_no", label="Visitas programadas al comienzo del año", customer=True),
    rt.Fact("requested_24h", "whole", label="Nº de visitas solicitadas, 24 horas", customer=True, low=0),
    rt.Fact("requested_48h", "whole", label="Nº de visitas solicitadas, 48 horas", customer=True, low=0),
    rt.Fact("requested_72h", "whole", label="Nº de visitas solicitadas, 72 horas", customer=True, low=0),
    rt.Fact(
        "requested_first",
        "whole",
        label="Nº de visitas solicitadas, a la primera disponibilidad",
        customer=True,
        low=0,
    ),
    rt.Fact("unlimited_24h", "yes_no", label="Visitas ilimitadas, 24 horas", customer=True),
    rt.Fact("unlimited_48h", "yes_no", label="Visitas ilimitadas, 48 horas", customer=True),
    rt.Fact("unlimited_72h", "yes_no", label="Visitas ilimitadas, 72 horas", customer=True),
    rt.Fact("unlimited_first", "yes_no", label="Visitas ilimitadas, a la primera disponibilidad", customer=True),
    rt.Fact("software_contract", "yes_no", label="Contrato de Mantenimiento de Software vigente", customer=True),
    rt.Fact(
        "software_years",
        "whole",
        label="Años contratados del Contrato de Mantenimiento de Software",
        customer=True,
    ),
)
DEFINES = (
    rt.Define("in_service_hours", "yes_no", label="Dentro del horario presencial", row=rt.Row(if_in_service_hours)),
    rt.Define(
        "extension_start",
        "date",
        label="Primer día después de la garantía inicial",
        row=rt.Row(compute_extension_start),
    ),
    rt.Define("extension_years", "whole", label="Años cumplidos de extensión", row=rt.Row(compute_extension_years)),
    rt.Define("supported_os", "yes_no", label="Sistema operativo soportado", row=rt.Row(if_supported_os)),
    rt.Define("supported_browser", "yes_no", label="Navegador soportado", row=rt.Row(if_supported_browser)),
)
INPUTS: Mapping[str, rt.Input] = {
    "holds_after_hours": rt.Holds("after_hours"),
    "holds_custom": rt.Holds("custom"),
    "holds_gold": rt.Holds("gold"),
    "holds_platinum": rt.Holds("platinum"),
    "holds_silver": rt.Holds("silver"),
    "holds_visit_pack": rt.Holds("visit_pack"),
    "holds_weekends": rt.Holds("weekends"),
    "requested_at_during_saturdays": rt.During("requested_at", "saturdays"),
    "requested_at_during_second_shift": rt.During("requested_at", "second_shift"),
    "requested_at_during_workdays": rt.During("requested_at", "workdays"),
    "zone": rt.Zone(),
}
CANDIDATES: Mapping[str, tuple[object, ...]] = {
    "extension_years": (0, 10),
    "software_years": (0, 1, 6),
    "country": ("US", "AQ"),
}
TOGETHER = (
    (
        ("requested_at_during_saturdays", "requested_at_during_second_shift", "requested_at_during_workdays"),
        ((False, False, False), (False, False, True), (False, True, True), (True, False, False)),
    ),
)
OFFERS = (
    rt.Offer("extra_day", "addon", label="Día de servicio adicional"),
    rt.Offer("visit_pack", "tier", label="Plan Paquete de Visitas"),
    rt.Offer("silver", "tier", label="Plan Plata"),
    rt.Offer("gold", "tier", label="Plan Oro", parent="silver"),
    rt.Offer("platinum", "tier", label="Plan Platino", parent="silver"),
    rt.Offer("custom", "tier", label="Plan Personalizado"),
    rt.Offer("onsite_maintenance", "addon", label="Mantenimiento preventivo"),
    rt.Offer("onsite_optimization", "addon", label="Optimización del sistema"),
    rt.Offer("orientation", "addon", label="Orientación sobre el sistema del cliente"),
    rt.Offer("reprogramming", "addon", label="Reprogramación del sistema"),
    rt.Offer("remote_programming_option", "addon", label="Soporte remoto para programación"),
    rt.Offer("remote_training_option", "addon", label="Capacitación complementaria remota"),
    rt.Offer("remote_diagnosis_option", "addon", label="Diagnóstico remoto"),
    rt.Offer("lighting_parts", "addon", label="Repuestos (iluminación)"),
    rt.Offer("shades_parts", "addon", label="Repuestos (persianas)"),
    rt.Offer("ketra_parts", "addon", label="Repuestos (Ketra)"),
    rt.Offer("limelight_parts", "addon", label="Repuestos (Limelight)"),
    rt.Offer("after_hours", "addon", label="Fuera del horario laboral"),
    rt.Offer("weekends", "addon", label="Fines de semana"),
    rt.Offer("software_upgrade", "addon", label="Actualización de software"),
    rt.Offer("scene_tuning", "addon", label="Ajuste de escenarios y niveles en el sitio"),
    rt.Offer("software", "tier", label="Contrato de Mantenimiento de Software"),
)
THINGS = (
    rt.Thing("labor", "service", "labor", label="Mano de obra Lutron"),
    rt.Thing("parts", "service", "parts", label="Repuestos"),
    rt.Thing("priority_line", "service", "priority_line", label="Línea de Soporte Prioritario"),
    rt.Thing("phone_support", "service", "phone_support", label="Soporte Técnico por teléfono"),
    rt.Thing("remote_diagnosis", "service", "remote_diagnosis", label="Diagnóstico remoto"),
    rt.Thing("remote_session", "service", "remote_session", label="Sesión remota en lugar de una visita"),
    rt.Thing("remote_programming", "service", "remote_programming", label="Programación remota"),
    rt.Thing("remote_training", "service", "remote_training", label="Capacitación complementaria remota"),
    rt.Thing("site_visit", "service", "site_visit", label="Visita en el sitio"),
    rt.Thing("extra_service_day", "service", "extra_service_days", label="Día de servicio adicional"),
    rt.Thing("scene_adjustment", "service", "scene_adjustment", label="Ajuste de escenarios y niveles en el sitio"),
    rt.Thing(
        "os_compatibility",
        "service",
        "os_compatibility",
        label="Compatibilidad con el Sistema Operativo Microsoft",
    ),
    rt.Thing("sql_compatibility", "service", "sql_compatibility", label="Compatibilidad con SQL Server"),
    rt.Thing("compatibility_tests", "service", "compatibility_tests", label="Pruebas de compatibilidad"),
    rt.Thing("compatibility_patches", "service", "compatibility_patches", label="Parches de compatibilidad"),
    rt.Thing("license_upgrade", "service", "license_upgrade", label="Actualización de la licencia Quantum"),
    rt.Thing("license_revision", "service", "license_revision", label="Revisiones de la licencia Quantum"),
    rt.Thing(
        "supplementary_license",
        "service",
        "supplementary_license",
        label="Licencias suplementarias, como las de Floorplan",
    ),
    rt.Thing(
        "software_warranty",
        "service",
        "software_warranty",
        label="Garantía del software: diagnóstico y corrección",
    ),
    rt.Thing("visit", "unit", "visits", label="Visita"),
    rt.Thing("visit_24h", "unit", "visits_24h", label="Visita con respuesta en 24 horas"),
    rt.Thing("visit_48h", "unit", "visits_48h", label="Visita con respuesta en 48 horas"),
    rt.Thing("visit_72h", "unit", "visits_72h", label="Visita con respuesta en 72 horas"),
    rt.Thing("visit_first", "unit", "visits_first", label="Visita a la primera disponibilidad"),
    rt.Thing("maintenance_visit", "unit", "maintenance_visits", label="Visita de mantenimiento preventivo"),
    rt.Thing("optimization_visit", "unit", "optimization_visits", label="Visita de optimización del sistema"),
    rt.Thing("orientation_visit", "unit", "orientation_visits", label="Visita de orientación"),
    rt.Thing("reprogramming_visit", "unit", "reprogramming_visits", label="Visita de reprogramación"),
    rt.Thing(
        "programming_session",
        "unit",
        "programming_sessions",
        label="Sesión de programación",
        block_hours=Fraction(4),
    ),
    rt.Thing("training_session", "unit", "training_sessions", label="Sesión de capacitación", block_hours=Fraction(4)),
    rt.Thing("diagnosis_session", "unit", "diagnosis_sessions", label="Sesión de diagnóstico", block_hours=Fraction(4)),
)
WINDOWS = (rt.Window("respond", ("opened",), "attended", label="Tiempo de respuesta en el sitio / remota"),)
STATES = ()
ASSUMPTIONS = (
    rt.Assumption("in_force_date", "El documento no imprime fecha; 2026-01-01 ocupa su lugar.", ()),
    rt.Assumption("time_of_the_site", "No se imprime zona horaria: cuenta la del proyecto.", ()),
    rt.Assumption(
        "hours_are_days",
        (
            "24, 48 y 72 horas son el 1.º, 2.º y 3.er día hábil a la misma hora, como explica el Plan Personalizado:"
            " vale en todos los planes."
        ),
        (
            "LAT-034", "LAT-037", "LAT-039", "LAT-040", "LAT-073", "LAT-079", "LAT-091", "LAT-094", "LAT-109",
            "LAT-111", "LAT-113",
        ),
    ),
    rt.Assumption(
        "business_days",
        (
            "Día hábil es de lunes a viernes sin festivos; comprar sábados u horas no lo cambia. El día cuenta entero:"
            " no se imprime horario."
        ),
        ("LAT-055", "LAT-057", "LAT-109", "LAT-111", "LAT-113"),
    ),
    rt.Assumption(
        "working_hours",
        "El horario laboral normal no se imprime: si un momento cae dentro de él, lo dice quien pregunta.",
        ("LAT-055",),
    ),
    rt.Assumption(
        "availability",
        "La disponibilidad de las instalaciones y del personal es una excusa que se anota; no alarga ningún plazo.",
        ("LAT-034", "LAT-037", "LAT-039", "LAT-040", "LAT-056"),
    ),
    rt.Assumption(
        "holiday_effect",
        "Un festivo no es hábil: el plazo no corre y no hay servicio presencial. Los demás servicios no se pierden.",
        ("LAT-057",),
    ),
    rt.Assumption(
        "holidays_replace",
        "Fuera de EE. UU. los festivos oficiales del país sustituyen a los seis de Lutron; los da quien pregunta.",
        ("LAT-064",),
    ),
    rt.Assumption(
        "no_observed_days",
        "Un festivo es su propia fecha: si cae en sábado o domingo, ningún otro día lo sustituye.",
        ("LAT-058", "LAT-059", "LAT-060", "LAT-061", "LAT-062", "LAT-063"),
    ),
    rt.Assumption(
        "labor_day",
        "«Día del Trabajo» es, en la lista de EE. UU., el primer lunes de septiembre.",
        ("LAT-061",),
    ),
    rt.Assumption(
        "blank_means_no",
        "Una casilla en blanco del cuadro significa: no incluido.",
        ("LAT-023", "LAT-028", "LAT-043", "LAT-044", "LAT-045"),
    ),
    rt.Assumption(
        "extension",
        "Los 10 años se cuentan desde el fin de la garantía inicial, cuya duración no se imprime.",
        ("LAT-009",),
    ),
    rt.Assumption(
        "terms_first",
        "A quien no acepta los Términos y Condiciones Estándar no se le ofrece un plan estándar.",
        ("LAT-014",),
    ),
    rt.Assumption(
        "prices_unprinted",
        "No se imprime ningún precio: todo es por cotización, y «$» son dólares de EE. UU.",
        ("LAT-065", "LAT-066", "LAT-144"),
    ),
    rt.Assumption(
        "visits_signed",
        "El número de visitas no se imprime: es el del contrato firmado.",
        ("LAT-027", "LAT-029", "LAT-030", "LAT-107"),
    ),
    rt.Assumption(
        "contract_years",
        "Visitas, sesiones y horas de programación se cuentan por año del contrato y no se acumulan.",
        ("LAT-027", "LAT-029", "LAT-030", "LAT-067", "LAT-071", "LAT-086", "LAT-107", "LAT-115", "LAT-121"),
    ),
    rt.Assumption(
        "early_schedule",
        "«Al comienzo de cada año» no tiene día límite: si se programaron entonces, lo dice quien pregunta.",
        ("LAT-071",),
    ),
    rt.Assumption("said_emergency", "Es emergencia lo que el cliente declara como tal.", ("LAT-072", "LAT-073")),
    rt.Assumption(
        "electives_spend",
        "Los servicios electivos de Oro y Platino gastan las visitas del plan, una por servicio.",
        ("LAT-096", "LAT-099", "LAT-101", "LAT-103"),
    ),
    rt.Assumption(
        "every_plan",
        (
            "Los días adicionales se venden con cualquier plan de soporte; el contrato de software no tiene servicio"
            " presencial."
        ),
        ("LAT-067",),
    ),
    rt.Assumption(
        "own_number",
        "En el Plan Personalizado cada compromiso de respuesta lleva su propio número de visitas.",
        ("LAT-107",),
    ),
    rt.Assumption(
        "labor_in_visits",
        "En el Plan Personalizado la mano de obra es la de sus visitas y sesiones; no se imprime otra.",
        ("LAT-107",),
    ),
    rt.Assumption(
        "each_place",
        "Un contrato para varias ubicaciones se juzga con la zona horaria y los festivos de cada una.",
        ("LAT-105",),
    ),
    rt.Assumption("started_block", "Un bloque de 4 horas comenzado cuenta entero.", ("LAT-121",)),
    rt.Assumption(
        "confirmed_place",
        "Sin una lista de ubicaciones, Lutron confirma en cada caso si la opción existe allí.",
        ("LAT-135",),
    ),
    rt.Assumption("whole_years", "El contrato de software se toma por años enteros, de 1 a 5 en total.", ("LAT-145",)),
    rt.Assumption(
        "may_be_applied",
        (
            "«Se pueden reducir»: cada visita aplicada a la actualización se descuenta, en todo plan que las tenga;"
            " nadie está obligado."
        ),
        ("LAT-155",),
    ),
    rt.Assumption(
        "three_or_four",
        "El texto anuncia tres opciones estándar y el cuadro imprime cuatro: se venden las cuatro.",
        ("LAT-012", "LAT-015", "LAT-016", "LAT-017", "LAT-018"),
    ),
    rt.Assumption(
        "table_or_detail",
        (
            "El cuadro resume y las páginas detallan, sin decir cuál prevalece: el detalle precisa, y lo que solo uno"
            " nombra también vale."
        ),
        ("LAT-013", "LAT-039", "LAT-073"),
    ),
    rt.Assumption(
        "own_response",
        "Oro y Platino incluyen lo de Plata, también «72 horas», y dicen 48 y 24: vale el plazo propio.",
        ("LAT-037", "LAT-034", "LAT-079", "LAT-088", "LAT-091", "LAT-094"),
    ),
    rt.Assumption(
        "emergency_or_all",
        (
            "El cuadro da al Paquete de Visitas 72 horas siempre; el detalle, para la sesión de emergencia: rigen en"
            " los dos casos."
        ),
        ("LAT-039", "LAT-073"),
    ),
    rt.Assumption(
        "labor_scope",
        (
            "El cuadro cubre el 100 % de la mano de obra; el detalle, la de diagnóstico y solución de problemas: vale"
            " el detalle."
        ),
        ("LAT-019", "LAT-020", "LAT-021", "LAT-022", "LAT-074", "LAT-080", "LAT-082", "LAT-092", "LAT-095"),
    ),
    rt.Assumption(
        "remote_conditions",
        (
            "El cuadro pide Quantum, Athena o Vive conectado; el detalle, acceso remoto configurado: se piden las dos"
            " cosas."
        ),
        ("LAT-051", "LAT-052", "LAT-053", "LAT-054", "LAT-077", "LAT-085"),
    ),
    rt.Assumption(
        "merged_cell",
        "Las visitas electivas están impresas bajo Oro; el cuadro marca visitas también en Platino: son de los dos.",
        ("LAT-030", "LAT-096", "LAT-097", "LAT-099", "LAT-101", "LAT-103"),
    ),
    rt.Assumption(
        "only_weekdays",
        "Todo servicio presencial es de lunes a viernes, y se venden sábados: la opción es la excepción.",
        ("LAT-055", "LAT-131", "LAT-132"),
    ),
    rt.Assumption(
        "weekend_saturday",
        "«Fines de semana» dice solo sábados: los domingos no se venden.",
        ("LAT-131", "LAT-132"),
    ),
    rt.Assumption(
        "second_shift_hour",
        (
            "«Fuera del horario laboral» empieza a las 2 p. m., dentro de una jornada corriente: la opción agrega esas"
            " horas, de lunes a viernes, y no quita otras."
        ),
        ("LAT-129", "LAT-130"),
    ),
    rt.Assumption(
        "optional_visits",
        (
            "El mantenimiento preventivo se llama opcional, y tres de los cuatro planes estándar lo incluyen: solo es"
            " opcional en el Personalizado."
        ),
        ("LAT-027", "LAT-029", "LAT-030", "LAT-116", "LAT-154"),
    ),
    rt.Assumption(
        "stray_asterisks",
        (
            "«Acceso remoto*» no tiene nota, y la nota de sistemas y navegadores no tiene llamada: esta es del contrato"
            " de software."
        ),
        ("LAT-077", "LAT-085", "LAT-156", "LAT-157"),
    ),
    rt.Assumption(
        "microsoft_only",
        (
            "Los parches son para software de Microsoft, y se soportan IOS, Chrome y Safari: se sigue la lista de"
            " soportados."
        ),
        ("LAT-140", "LAT-147", "LAT-148", "LAT-156", "LAT-157"),
    ),
)
CLAUSES = (
    ALL_TIERS_ATTENDS,
    ALL_TIERS_EXCLUDES_LABOR_ONSITE_AND_NOT_IN_SERVICE_HOURS,
    ALL_TIERS_EXCLUDES_SITE_VISIT_EXTRA_SERVICE_DAY_SCENE_ADJUSTMENT_NOT_IN_SERVICE_HOURS,
    ALL_TIERS_PRICE,
    ALL_TIERS_AMOUNT_TAXES,
    ALL_TIERS_AMOUNT_INVOICE,
    ALL_ADDONS_PRICE,
    EXTRA_DAY_REQUIRES,
    EXTRA_DAY_ADDS_EXTRA_SERVICE_DAY,
    VISIT_PACK_COVERS_LABOR_DIAGNOSIS_OR_TROUBLESHOOTING,
    SILVER_COVERS_LABOR_DIAGNOSIS_OR_TROUBLESHOOTING,
    GOLD_COVERS_LABOR_DIAGNOSIS_OR_TROUBLESHOOTING,
    PLATINUM_COVERS_LABOR_DIAGNOSIS_OR_TROUBLESHOOTING,
    VISIT_PACK_COVERS_PARTS,
    SILVER_COVERS_PARTS,
    GOLD_COVERS_PARTS,
    PLATINUM_COVERS_PARTS,
    VISIT_PACK_COVERS_SITE_VISIT_PREVENTIVE,
    SILVER_COVERS_SITE_VISIT_PREVENTIVE,
    GOLD_COVERS_SITE_VISIT_PREVENTIVE,
    PLATINUM_COVERS_SITE_VISIT_PREVENTIVE,
    VISIT_PACK_INCLUDES_VISIT,
    SILVER_INCLUDES_VISIT,
    GOLD_INCLUDES_VISIT,
    PLATINUM_INCLUDES_VISIT,
    VISIT_PACK_WINDOWS_RESPOND,
    SILVER_WINDOWS_RESPOND,
    GOLD_WINDOWS_RESPOND,
    PLATINUM_WINDOWS_RESPOND,
    VISIT_PACK_COVERS_PRIORITY_LINE,
    SILVER_COVERS_PRIORITY_LINE,
    GOLD_COVERS_PRIORITY_LINE,
    PLATINUM_COVERS_PRIORITY_LINE,
    VISIT_PACK_INCLUDES_PHONE_SUPPORT,
    SILVER_INCLUDES_PHONE_SUPPORT,
    GOLD_INCLUDES_PHONE_SUPPORT,
    PLATINUM_INCLUDES_PHONE_SUPPORT,
    VISIT_PACK_COVERS_REMOTE_DIAGNOSIS_QUANTUM_OR_ATHENA_OR_VIVE_AND_CONNECTED,
    SILVER_COVERS_REMOTE_DIAGNOSIS_QUANTUM_OR_ATHENA_OR_VIVE_AND_CONNECTED,
    GOLD_COVERS_REMOTE_DIAGNOSIS_QUANTUM_OR_ATHENA_OR_VIVE_AND_CONNECTED,
    PLATINUM_COVERS_REMOTE_DIAGNOSIS_QUANTUM_OR_ATHENA_OR_VIVE_AND_CONNECTED,
    GOLD_PLATINUM_SILVER_VISIT_PACK_OFFERED_TERMS_ACCEPTED,
    GOLD_PLATINUM_SILVER_VISIT_PACK_LASTS_WHILE,
    GOLD_PLATINUM_SILVER_VISIT_PACK_AMOUNT_COVER_UNTIL,
    VISIT_PACK_COVERS_SITE_VISIT_CORRECTIVE_OR_OPTIMIZATION_OR_TRAINING,
    VISIT_PACK_USES_SITE_VISIT,
    VISIT_PACK_NEEDS_SITE_VISIT,
    VISIT_PACK_COVERS_REMOTE_SESSION_EMERGENCY,
    VISIT_PACK_USES_REMOTE_SESSION,
    VISIT_PACK_WINDOWS_RESPOND_EMERGENCY_AND_REMOTE,
    VISIT_PACK_NEEDS_REMOTE_DIAGNOSIS,
    SILVER_NEEDS_REMOTE_DIAGNOSIS,
    SILVER_INCLUDES_REMOTE_PROGRAMMING,
    SILVER_NEEDS_REMOTE_PROGRAMMING,
    SILVER_EXCLUDES_PARTS_NOT_LUTRON_PART,
    GOLD_PLATINUM_COVERS_SITE_VISIT_TRAINING,
    GOLD_PLATINUM_COVERS_SITE_VISIT_PROGRAMMING,
    GOLD_PLATINUM_COVERS_SITE_VISIT_OPTIMIZATION,
    GOLD_PLATINUM_COVERS_SITE_VISIT_STATUS_REPORT,
    GOLD_PLATINUM_COVERS_SITE_VISIT_OTHERWISE,
    GOLD_PLATINUM_USES_SITE_VISIT,
    CUSTOM_WINDOWS_RESPOND_H24,
    CUSTOM_WINDOWS_RESPOND_H48,
    CUSTOM_WINDOWS_RESPOND_H72,
    CUSTOM_WINDOWS_RESPOND_FIRST_AVAILABILITY,
    CUSTOM_COVERS_SITE_VISIT_DIAGNOSIS_OR_TROUBLESHOOTING,
    CUSTOM_INCLUDES_VISIT_24H_NOT_UNLIMITED_24H,
    CUSTOM_INCLUDES_VISIT_48H_NOT_UNLIMITED_48H,
    CUSTOM_INCLUDES_VISIT_72H_NOT_UNLIMITED_72H,
    CUSTOM_INCLUDES_VISIT_FIRST_NOT_UNLIMITED_FIRST,
    CUSTOM_INCLUDES_VISIT_24H_UNLIMITED_24H,
    CUSTOM_INCLUDES_VISIT_48H_UNLIMITED_48H,
    CUSTOM_INCLUDES_VISIT_72H_UNLIMITED_72H,
    CUSTOM_INCLUDES_VISIT_FIRST_UNLIMITED_FIRST,
    CUSTOM_USES_SITE_VISIT_DIAGNOSIS_OR_TROUBLESHOOTING_AND_H24,
    CUSTOM_USES_SITE_VISIT_DIAGNOSIS_OR_TROUBLESHOOTING_AND_H48,
    CUSTOM_USES_SITE_VISIT_DIAGNOSIS_OR_TROUBLESHOOTING_AND_H72,
    CUSTOM_USES_SITE_VISIT_C66B3A3A,
    CUSTOM_NEEDS_92103F90,
    ONSITE_MAINTENANCE_AND_14_MORE_REQUIRES,
    ONSITE_MAINTENANCE_ADDS_MAINTENANCE_VISIT,
    ONSITE_MAINTENANCE_COVERS_SITE_VISIT_PREVENTIVE,
    ONSITE_MAINTENANCE_COVERS_SITE_VISIT_UPGRADE_AND_QUANTUM_AND_SOFTWARE_CONTRACT,
    ONSITE_MAINTENANCE_USES_SITE_VISIT_PREVENTIVE_OR_UPGRADE,
    ONSITE_OPTIMIZATION_ADDS_OPTIMIZATION_VISIT,
    ONSITE_OPTIMIZATION_COVERS_SITE_VISIT_OPTIMIZATION,
    ONSITE_OPTIMIZATION_USES_SITE_VISIT_OPTIMIZATION,
    ORIENTATION_ADDS_ORIENTATION_VISIT,
    ORIENTATION_COVERS_SITE_VISIT_ORIENTATION,
    ORIENTATION_USES_SITE_VISIT_ORIENTATION,
    REPROGRAMMING_ADDS_REPROGRAMMING_VISIT,
    REPROGRAMMING_COVERS_SITE_VISIT_PROGRAMMING,
    REPROGRAMMING_USES_SITE_VISIT_PROGRAMMING,
    REMOTE_PROGRAMMING_OPTION_ADDS_PROGRAMMING_SESSION,
    REMOTE_PROGRAMMING_OPTION_COVERS_REMOTE_PROGRAMMING,
    REMOTE_PROGRAMMING_OPTION_USES_REMOTE_PROGRAMMING,
    REMOTE_TRAINING_OPTION_ADDS_TRAINING_SESSION,
    REMOTE_TRAINING_OPTION_COVERS_REMOTE_TRAINING,
    REMOTE_TRAINING_OPTION_USES_REMOTE_TRAINING,
    REMOTE_DIAGNOSIS_OPTION_ADDS_DIAGNOSIS_SESSION,
    REMOTE_DIAGNOSIS_OPTION_COVERS_REMOTE_DIAGNOSIS,
    REMOTE_DIAGNOSIS_OPTION_USES_REMOTE_DIAGNOSIS,
    LIGHTING_PARTS_COVERS_PARTS_LIGHTING,
    SHADES_PARTS_COVERS_PARTS_SHADES,
    KETRA_PARTS_COVERS_PARTS_KETRA,
    LIMELIGHT_PARTS_COVERS_PARTS_LIMELIGHT,
    AFTER_HOURS_OFFERED_LOCATION_CONFIRMED,
    AFTER_HOURS_ATTENDS_ALSO,
    WEEKENDS_OFFERED_LOCATION_CONFIRMED,
    WEEKENDS_ATTENDS_ALSO,
    SOFTWARE_UPGRADE_OFFERED_QUANTUM,
    SOFTWARE_UPGRADE_COVERS_LICENSE_UPGRADE,
    SCENE_TUNING_COVERS_SCENE_ADJUSTMENT,
    SOFTWARE_PRICE,
    SOFTWARE_OFFERED_1_TO_5,
    SOFTWARE_LASTS,
    SOFTWARE_COVERS_COMPATIBILITY_TESTS,
    SOFTWARE_COVERS_OS_COMPATIBILITY,
    SOFTWARE_COVERS_SQL_COMPATIBILITY,
    SOFTWARE_COVERS_COMPATIBILITY_PATCHES,
    SOFTWARE_NEEDS_COMPATIBILITY_PATCHES,
    SOFTWARE_COVERS_LICENSE_UPGRADE,
    SOFTWARE_COVERS_LICENSE_REVISION,
    SOFTWARE_EXCLUDES_SUPPLEMENTARY_LICENSE,
    SOFTWARE_EXCLUDES_LABOR_ONSITE,
    SOFTWARE_COVERS_SOFTWARE_WARRANTY_DEVIATES,
    SOFTWARE_EXCLUDES_SITE_VISIT,
    VISIT_PACK_AND_GOLD_AND_PLATINUM_COVERS_SITE_VISIT_UPGRADE_AND_QUANTUM_AND_SOFTWARE_CONTRACT,
)
CASES: Mapping[tuple[str, str, str], rt.Cases] = {
    ("visit_pack", "promise", "respond"): decide_visit_pack_promise_respond,
    ("custom", "promise", "respond"): decide_custom_promise_respond,
    ("onsite_maintenance", "share", "site_visit"): decide_onsite_maintenance_share_site_visit,
    ("visit_pack", "share", "site_visit"): decide_visit_pack_share_site_visit,
    ("gold", "share", "site_visit"): decide_gold_share_site_visit,
    ("platinum", "share", "site_visit"): decide_platinum_share_site_visit,
}

EVALUATOR = rt.Evaluator(
    rt.Contract(
        name=CONTRACT,
        language="es",
        zone=None,
        zone_fact="site_zone",
        horizon=(date(2026, 1, 1), date(2046, 1, 1)),
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
