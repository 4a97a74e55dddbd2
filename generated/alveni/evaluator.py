"""Programa Alveni Uptime

The evaluator of the contract `alveni`, made by servdsl from contracts/alveni.plan.
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

CONTRACT = "alveni"
SOURCE = "contracts/alveni.plan"
SOURCE_SHA256 = "7f314dcee1e44cbf73c0049e0ea5111b7d66af0fba5258697ff79d1b36b09aa3"
COMPILER_VERSION = "0.1.0"
LANGUAGE_VERSION = "1"
HOLIDAYS_VERSION = "0.109"

InputErrors = rt.InputErrors

# ── Facts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

Tier: TypeAlias = Literal["package", "diamond"]
Addon: TypeAlias = Literal[
    "detailed_reports", "help_desk", "extended_hours", "portal_desk", "monitoring", "emergency_stock",
    "preventive_plan", "corrective_plan", "same_day", "next_day", "backups",
]
Service: TypeAlias = Literal[
    "support", "report", "status_reports", "remote_monitoring", "maintenance", "adjustment", "cleaning", "printer_care",
    "connection_check", "damage_check", "equipment_report", "repair_visit", "installation", "removal", "loan",
    "shipment", "repair", "backup", "disk_image",
]
Window: TypeAlias = Literal["dispatch", "visit", "loan_back"]
Calendar: TypeAlias = Literal["office", "around_clock"]
Channel: TypeAlias = Literal["phone", "email", "chat", "portal"]
Subject: TypeAlias = Literal[
    "component_failure", "power_cord", "electricity", "cabling", "os_upgrade", "software_upgrade",
    "third_party_software", "other",
]
Occasion: TypeAlias = Literal["preventive", "installation", "corrective", "on_its_own"]
MonitoringTool: TypeAlias = Literal["esprida", "site_remote", "another", "none"]


class Subscription(rt.Record):
    """What stays fixed for a customer. None: unknown."""

    tier: Tier | None = None
    addons: Mapping[Addon, int] | Sequence[Addon] = ()  # with their quantities
    start: datetime | date | None = None  # of the customer's term
    installed_units: int | None = None  # Equipos instalados
    preventive_contracted: int | None = None  # Visitas preventivas contratadas
    corrective_contracted: int | None = None  # Visitas correctivas contratadas
    monitoring_tool: MonitoringTool | None = None  # Software de monitoreo remoto
    access_given: bool | None = None  # El staff de Alveni tiene acceso
    staff_trained: bool | None = None  # Capacitación a personal de Alveni


class Facts(rt.Record):
    """One case: the customer, and what the ticket tells. None: unknown."""

    subscription: Subscription = Subscription()
    service: Service | None = None
    opened: datetime | None = None
    as_of: datetime | None = None
    events: Sequence[rt.Event] = ()
    worked: Sequence[tuple[datetime, datetime]] | None = None
    site_zone: tzinfo | str | None = None  # Zona horaria del sitio
    country: str | None = None  # País del sitio
    channel: Channel | None = None  # Medio
    subject: Subject | None = None  # Asunto
    ours: bool | None = None  # Equipo proveído por Alveni
    area_available: bool | None = None  # Disponibilidad en la zona de la visita
    day_agreed: bool | None = None  # Visita programada con anterioridad, por plaza
    replacement_needed: bool | None = None  # La visita espera un equipo de reemplazo
    replacement_confirmed: bool | None = None  # El Centro de Soporte determinó que hay que reemplazar
    original_in_service: bool | None = None  # Original en proceso de servicio o garantía
    original_in_warranty: bool | None = None  # El original entra en garantía
    installer_approved: bool | None = None  # Instala personal calificado aprobado por Alveni
    order_issued: bool | None = None  # Orden de Compra emitida por el cliente
    order_supplied: bool | None = None  # Surtida por el fabricante
    maker_needed: bool | None = None  # Se requiere escalar al fabricante
    maker_solved_it: bool | None = None  # El fabricante resolvió el problema
    occasion: Occasion | None = None  # Ocasión del respaldo
    # Defined values: one that is given beats its formula.
    attended: bool | None = None  # El Centro de Soporte atiende
    stock_units: int | None = None  # Stock de emergencia

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> Facts:
        """Facts in the shape that `servdsl ask` takes. Raises InputErrors with every mistake."""
        return EVALUATOR.facts(told)


# ── Defined values ────────────────────────────────────────────────────────────────────────────────────────────────────


def if_attended(opened_during_office: bool, holds_diamond: bool, holds_extended_hours: bool) -> bool:
    return opened_during_office or holds_diamond or holds_extended_hours


def compute_stock_units(installed_units: int) -> int:
    return int(rt.rounded_up(Fraction(5, 100) * installed_units, 1))


# ── Calendars ─────────────────────────────────────────────────────────────────────────────────────────────────────────


HOLIDAYS_MX = rt.holidays(
    {
        "Año Nuevo": (
            "2026-01-01 2027-01-01 2028-01-01 2029-01-01 2030-01-01 2031-01-01 2032-01-01 2033-01-01 2034-01-01"
            " 2035-01-01 2036-01-01 2037-01-01 2038-01-01 2039-01-01 2040-01-01 2041-01-01 2042-01-01 2043-01-01"
            " 2044-01-01 2045-01-01 2046-01-01"
        ),
        "Día de la Constitución": (
            "2026-02-02 2027-02-01 2028-02-07 2029-02-05 2030-02-04 2031-02-03 2032-02-02 2033-02-07 2034-02-06"
            " 2035-02-05 2036-02-04 2037-02-02 2038-02-01 2039-02-07 2040-02-06 2041-02-04 2042-02-03 2043-02-02"
            " 2044-02-01 2045-02-06"
        ),
        "Natalicio de Benito Juárez": (
            "2026-03-16 2027-03-15 2028-03-20 2029-03-19 2030-03-18 2031-03-17 2032-03-15 2033-03-21 2034-03-20"
            " 2035-03-19 2036-03-17 2037-03-16 2038-03-15 2039-03-21 2040-03-19 2041-03-18 2042-03-17 2043-03-16"
            " 2044-03-21 2045-03-20"
        ),
        "Día del Trabajo": (
            "2026-05-01 2027-05-01 2028-05-01 2029-05-01 2030-05-01 2031-05-01 2032-05-01 2033-05-01 2034-05-01"
            " 2035-05-01 2036-05-01 2037-05-01 2038-05-01 2039-05-01 2040-05-01 2041-05-01 2042-05-01 2043-05-01"
            " 2044-05-01 2045-05-01"
        ),
        "Día de la Independencia": (
            "2026-09-16 2027-09-16 2028-09-16 2029-09-16 2030-09-16 2031-09-16 2032-09-16 2033-09-16 2034-09-16"
            " 2035-09-16 2036-09-16 2037-09-16 2038-09-16 2039-09-16 2040-09-16 2041-09-16 2042-09-16 2043-09-16"
            " 2044-09-16 2045-09-16"
        ),
        "Día de la Revolución": (
            "2026-11-16 2027-11-15 2028-11-20 2029-11-19 2030-11-18 2031-11-17 2032-11-15 2033-11-21 2034-11-20"
            " 2035-11-19 2036-11-17 2037-11-16 2038-11-15 2039-11-21 2040-11-19 2041-11-18 2042-11-17 2043-11-16"
            " 2044-11-21 2045-11-20"
        ),
        "Navidad": (
            "2026-12-25 2027-12-25 2028-12-25 2029-12-25 2030-12-25 2031-12-25 2032-12-25 2033-12-25 2034-12-25"
            " 2035-12-25 2036-12-25 2037-12-25 2038-12-25 2039-12-25 2040-12-25 2041-12-25 2042-12-25 2043-12-25"
            " 2044-12-25 2045-12-25"
        ),
        "Transmisión del Poder Ejecutivo Federal": "2030-10-01 2036-10-01 2042-10-01",
    },
)
HOLIDAYS_US = rt.holidays(
    {
        "New Year's Day": (
            "2026-01-01 2027-01-01 2028-01-01 2029-01-01 2030-01-01 2031-01-01 2032-01-01 2033-01-01 2034-01-01"
            " 2035-01-01 2036-01-01 2037-01-01 2038-01-01 2039-01-01 2040-01-01 2041-01-01 2042-01-01 2043-01-01"
            " 2044-01-01 2045-01-01 2046-01-01"
        ),
        "Martin Luther King Jr. Day": (
            "2026-01-19 2027-01-18 2028-01-17 2029-01-15 2030-01-21 2031-01-20 2032-01-19 2033-01-17 2034-01-16"
            " 2035-01-15 2036-01-21 2037-01-19 2038-01-18 2039-01-17 2040-01-16 2041-01-21 2042-01-20 2043-01-19"
            " 2044-01-18 2045-01-16"
        ),
        "Washington's Birthday": (
            "2026-02-16 2027-02-15 2028-02-21 2029-02-19 2030-02-18 2031-02-17 2032-02-16 2033-02-21 2034-02-20"
            " 2035-02-19 2036-02-18 2037-02-16 2038-02-15 2039-02-21 2040-02-20 2041-02-18 2042-02-17 2043-02-16"
            " 2044-02-15 2045-02-20"
        ),
        "Memorial Day": (
            "2026-05-25 2027-05-31 2028-05-29 2029-05-28 2030-05-27 2031-05-26 2032-05-31 2033-05-30 2034-05-29"
            " 2035-05-28 2036-05-26 2037-05-25 2038-05-31 2039-05-30 2040-05-28 2041-05-27 2042-05-26 2043-05-25"
            " 2044-05-30 2045-05-29"
        ),
        "Juneteenth National Independence Day": (
            "2026-06-19 2027-06-19 2028-06-19 2029-06-19 2030-06-19 2031-06-19 2032-06-19 2033-06-19 2034-06-19"
            " 2035-06-19 2036-06-19 2037-06-19 2038-06-19 2039-06-19 2040-06-19 2041-06-19 2042-06-19 2043-06-19"
            " 2044-06-19 2045-06-19"
        ),
        "Independence Day (observed)": "2026-07-03 2027-07-05 2032-07-05 2037-07-03 2038-07-05 2043-07-03",
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
        "Columbus Day": (
            "2026-10-12 2027-10-11 2028-10-09 2029-10-08 2030-10-14 2031-10-13 2032-10-11 2033-10-10 2034-10-09"
            " 2035-10-08 2036-10-13 2037-10-12 2038-10-11 2039-10-10 2040-10-08 2041-10-14 2042-10-13 2043-10-12"
            " 2044-10-10 2045-10-09"
        ),
        "Veterans Day": (
            "2026-11-11 2027-11-11 2028-11-11 2029-11-11 2030-11-11 2031-11-11 2032-11-11 2033-11-11 2034-11-11"
            " 2035-11-11 2036-11-11 2037-11-11 2038-11-11 2039-11-11 2040-11-11 2041-11-11 2042-11-11 2043-11-11"
            " 2044-11-11 2045-11-11"
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
        "Juneteenth National Independence Day (observed)": (
            "2027-06-18 2032-06-18 2033-06-20 2038-06-18 2039-06-20 2044-06-20"
        ),
        "Christmas Day (observed)": "2027-12-24 2032-12-24 2033-12-26 2038-12-24 2039-12-26 2044-12-26",
        "New Year's Day (observed)": "2027-12-31 2032-12-31 2034-01-02 2038-12-31 2040-01-02 2045-01-02",
        "Veterans Day (observed)": "2028-11-10 2029-11-12 2034-11-10 2035-11-12 2040-11-12 2045-11-10",
    },
)


def if_country_is_MX(country: str) -> bool:
    return country == "MX"


def if_country_is_US(country: str) -> bool:
    return country == "US"


CALENDARS = (
    rt.Calendar(
        "office",
        rt.Openings(
            (
                rt.Weekly((0, 1, 2, 3, 4), (rt.span("09:00", "18:00"),)),
                rt.Guarded(rt.Holidays(HOLIDAYS_MX), if_country_is_MX),
                rt.Guarded(rt.Holidays(HOLIDAYS_US), if_country_is_US),
            ),
        ),
        label="Horario laboral (9x5)",
    ),
    rt.Calendar("around_clock", rt.Always(), label="24x7"),
)


# ── all tiers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


ALL_TIERS_PRICE = rt.Clause(
    "all_tiers.price",
    layers=("all tiers",),
    value=rt.Price(by="quote", per=("year",)),
    says="Precio: por cotización, por año.",
    at="contracts/alveni.plan:144",
    sources=("ALV-005",),
)
ALL_TIERS_LASTS = rt.Clause(
    "all_tiers.lasts",
    layers=("all tiers",),
    value=rt.Lasts(rt.CalendarUnits(1, "years")),
    says="Vigencia: 1 año.",
    at="contracts/alveni.plan:145",
    sources=("ALV-005",),
)


def if_country_in_MX_US(country: str) -> bool:
    return country in ("MX", "US")


ALL_TIERS_OFFERED_MX_OR_US = rt.Clause(
    "all_tiers.offered.MX_or_US",
    layers=("all tiers",),
    when=if_country_in_MX_US,
    value=rt.Offered(),
    says="Se puede contratar, cuando País del sitio sea MX o US.",
    at="contracts/alveni.plan:146",
    sources=("ALV-011", "ALV-090"),
)
ALL_TIERS_ATTENDS = rt.Clause(
    "all_tiers.attends",
    layers=("all tiers",),
    value=rt.Attends("office"),
    says="Atención durante Horario laboral (9x5).",
    at="contracts/alveni.plan:147",
    sources=("ALV-017", "ALV-051"),
)
ALL_TIERS_COVERS_REPORT_PHONE_AND_ATTENDED = rt.Clause(
    "all_tiers.covers.report.phone_and_attended",
    layers=("all tiers",),
    thing="report",
    value=rt.Share(1),
    says=(
        "Reporte con Número de Incidente: cobertura total, cuando Medio sea «Teléfono» y se cumpla «El Centro de"
        " Soporte atiende»."
    ),
    at="contracts/alveni.plan:148",
    sources=("ALV-051", "ALV-056"),
)
ALL_TIERS_COVERS_REPORT_PORTAL = rt.Clause(
    "all_tiers.covers.report.portal",
    layers=("all tiers",),
    thing="report",
    value=rt.Share(1),
    says="Reporte con Número de Incidente: cobertura total, cuando Medio sea «Portal de Clientes».",
    at="contracts/alveni.plan:149",
    sources=("ALV-053", "ALV-056", "ALV-057"),
)


def decide_all_tiers_share_report(channel: Channel, attended: bool) -> rt.Decision:
    if channel == "phone" and attended:
        return ALL_TIERS_COVERS_REPORT_PHONE_AND_ATTENDED
    if channel == "portal":
        return ALL_TIERS_COVERS_REPORT_PORTAL
    return None


def if_maker_needed(maker_needed: bool) -> bool:
    return maker_needed


ALL_TIERS_LEVEL_1_MAKER_NEEDED = rt.Clause(
    "all_tiers.level.1.maker_needed",
    layers=("all tiers",),
    thing="1",
    when=if_maker_needed,
    value=rt.Level(1, "Centro de Asistencia Técnica del fabricante"),
    says="Nivel 1 (Centro de Asistencia Técnica del fabricante), cuando se cumpla «Se requiere escalar al fabricante».",
    at="contracts/alveni.plan:150",
    sources=("ALV-063",),
)


def if_maker_needed_and_not_maker_solved_it(maker_needed: bool, maker_solved_it: bool) -> bool:
    return maker_needed and not maker_solved_it


ALL_TIERS_LEVEL_2_MAKER_NEEDED_AND_NOT_MAKER_SOLVED_IT = rt.Clause(
    "all_tiers.level.2.maker_needed_and_not_maker_solved_it",
    layers=("all tiers",),
    thing="2",
    when=if_maker_needed_and_not_maker_solved_it,
    value=rt.Level(2, "Escalación interna del fabricante"),
    says=(
        "Nivel 2 (Escalación interna del fabricante), cuando se cumpla «Se requiere escalar al fabricante» y no se"
        " cumpla «El fabricante resolvió el problema»."
    ),
    at="contracts/alveni.plan:151",
    sources=("ALV-064",),
)


def if_service_is_not_report(service: str) -> bool:
    return service != "report"


ALL_TIERS_EXCLUDES_SUBJECT_SERVICE_IS_NOT_REPORT = rt.Clause(
    "all_tiers.excludes.subject.service_is_not_report",
    layers=("all tiers",),
    when=if_service_is_not_report,
    value=rt.Excludes(
        fact="subject",
        values=("power_cord", "electricity", "cabling", "os_upgrade", "software_upgrade", "third_party_software"),
    ),
    says=(
        "Asunto: no se admite «Extensiones de corriente», «Infraestructura eléctrica», «Cableado estructurado»,"
        " «Upgrade de Sistema Operativo», «Upgrade de software que opere en el equipo del cliente» o «Incidencia o"
        " falla de software de terceros», cuando el servicio no sea «Reporte con Número de Incidente»."
    ),
    at="contracts/alveni.plan:152",
    sources=("ALV-081", "ALV-082", "ALV-083", "ALV-085", "ALV-086", "ALV-087"),
)


def if_not_ours_and_service_is_not_report(ours: bool, service: str) -> bool:
    return not ours and service != "report"


ALL_TIERS_EXCLUDES_NOT_OURS_AND_SERVICE_IS_NOT_REPORT = rt.Clause(
    "all_tiers.excludes.not_ours_and_service_is_not_report",
    layers=("all tiers",),
    when=if_not_ours_and_service_is_not_report,
    value=rt.Excludes(),
    says=(
        "No se presta ningún servicio, cuando no se cumpla «Equipo proveído por Alveni» y el servicio no sea «Reporte"
        " con Número de Incidente»."
    ),
    at="contracts/alveni.plan:154",
    sources=("ALV-032", "ALV-084"),
)


# ── diamond: Paquete Diamante ─────────────────────────────────────────────────────────────────────────────────────────


DIAMOND_ATTENDS = rt.Clause(
    "diamond.attends",
    layers=("diamond",),
    value=rt.Attends("around_clock"),
    says="Atención durante 24x7.",
    at="contracts/alveni.plan:158",
    sources=("ALV-018",),
)


# ── all addons ────────────────────────────────────────────────────────────────────────────────────────────────────────


def if_holds_package_or_holds_diamond(holds_package: bool, holds_diamond: bool) -> bool:
    return holds_package or holds_diamond


ALL_ADDONS_REQUIRES = rt.Clause(
    "all_addons.requires",
    layers=("all addons",),
    value=rt.Requires(if_holds_package_or_holds_diamond),
    says="Requiere: Paquete Alveni Uptime o Paquete Diamante.",
    at="contracts/alveni.plan:161",
    sources=("ALV-006",),
)
ALL_ADDONS_PRICE = rt.Clause(
    "all_addons.price",
    layers=("all addons",),
    value=rt.Price(by="quote"),
    says="Precio: por cotización.",
    at="contracts/alveni.plan:162",
    sources=("ALV-006",),
)


# ── detailed_reports: Reportes detallados ─────────────────────────────────────────────────────────────────────────────


DETAILED_REPORTS_COVERS_STATUS_REPORTS = rt.Clause(
    "detailed_reports.covers.status_reports",
    layers=("detailed_reports",),
    thing="status_reports",
    value=rt.Share(1),
    says="Reportes detallados de incidencias y resoluciones: cobertura total.",
    at="contracts/alveni.plan:168",
    sources=("ALV-012", "ALV-014"),
)


# ── help_desk: Soporte técnico vía telefónica, email y chat ───────────────────────────────────────────────────────────


def if_channel_in_phone_email_chat_and_attended(channel: Channel, attended: bool) -> bool:
    return channel in ("phone", "email", "chat") and attended


HELP_DESK_COVERS_SUPPORT_PHONE_OR_EMAIL_OR_CHAT_AND_ATTENDED = rt.Clause(
    "help_desk.covers.support.phone_or_email_or_chat_and_attended",
    layers=("help_desk",),
    thing="support",
    when=if_channel_in_phone_email_chat_and_attended,
    value=rt.Share(1),
    says=(
        "Soporte técnico: cobertura total, cuando Medio sea «Teléfono», «Email» o «Chat» y se cumpla «El Centro de"
        " Soporte atiende»."
    ),
    at="contracts/alveni.plan:171",
    sources=("ALV-016", "ALV-017"),
)


# ── extended_hours: Horario extendido, 24 horas, 365 días ─────────────────────────────────────────────────────────────


EXTENDED_HOURS_ATTENDS = rt.Clause(
    "extended_hours.attends",
    layers=("extended_hours",),
    value=rt.Attends("around_clock"),
    says="Atención durante 24x7.",
    at="contracts/alveni.plan:174",
    sources=("ALV-018", "ALV-052"),
)


# ── portal_desk: Soporte técnico vía Portal de Clientes ───────────────────────────────────────────────────────────────


def if_channel_is_portal(channel: Channel) -> bool:
    return channel == "portal"


PORTAL_DESK_COVERS_SUPPORT_PORTAL = rt.Clause(
    "portal_desk.covers.support.portal",
    layers=("portal_desk",),
    thing="support",
    when=if_channel_is_portal,
    value=rt.Share(1),
    says="Soporte técnico: cobertura total, cuando Medio sea «Portal de Clientes».",
    at="contracts/alveni.plan:177",
    sources=("ALV-020",),
)


# ── monitoring: Monitoreo pro-activo de equipos vía remota ────────────────────────────────────────────────────────────


MONITORING_COVERS_REMOTE_MONITORING = rt.Clause(
    "monitoring.covers.remote_monitoring",
    layers=("monitoring",),
    thing="remote_monitoring",
    value=rt.Share(1),
    says="Monitoreo pro-activo: cobertura total.",
    at="contracts/alveni.plan:180",
    sources=("ALV-022",),
)


def if_service_is_remote_monitoring(service: str) -> bool:
    return service == "remote_monitoring"


def if_monitoring_tool_is_not_none_and_access_given(monitoring_tool: MonitoringTool, access_given: bool) -> bool:
    return monitoring_tool != "none" and access_given


MONITORING_NEEDS_REMOTE_MONITORING = rt.Clause(
    "monitoring.needs.remote_monitoring",
    layers=("monitoring",),
    when=if_service_is_remote_monitoring,
    value=rt.Needs(if_monitoring_tool_is_not_none_and_access_given),
    says=(
        "Es necesario que Software de monitoreo remoto no sea «Ninguno» y se cumpla «El staff de Alveni tiene acceso»,"
        " cuando el servicio sea «Monitoreo pro-activo»."
    ),
    at="contracts/alveni.plan:181",
    sources=("ALV-023",),
)


def if_monitoring_needs_remote_monitoring_and_another_applies(service: str, monitoring_tool: MonitoringTool) -> bool:
    return service == "remote_monitoring" and monitoring_tool == "another"


def if_staff_trained(staff_trained: bool) -> bool:
    return staff_trained


MONITORING_NEEDS_REMOTE_MONITORING_AND_ANOTHER = rt.Clause(
    "monitoring.needs.remote_monitoring_and_another",
    layers=("monitoring",),
    when=if_monitoring_needs_remote_monitoring_and_another_applies,
    value=rt.Needs(if_staff_trained),
    says=(
        "Es necesario que se cumpla «Capacitación a personal de Alveni», cuando el servicio sea «Monitoreo pro-activo»"
        " y Software de monitoreo remoto sea «Un sistema diferente»."
    ),
    at="contracts/alveni.plan:182",
    sources=("ALV-024", "ALV-025"),
)


# ── emergency_stock: Reemplazo express: stock de emergencia ───────────────────────────────────────────────────────────


def if_installed_units_from_20(installed_units: int) -> bool:
    return installed_units >= 20


EMERGENCY_STOCK_OFFERED_INSTALLED_UNITS_AT_LEAST_20 = rt.Clause(
    "emergency_stock.offered.installed_units_at_least_20",
    layers=("emergency_stock",),
    when=if_installed_units_from_20,
    value=rt.Offered(),
    says="Se puede contratar, cuando Equipos instalados sean de 20 como mínimo.",
    at="contracts/alveni.plan:185",
    sources=("ALV-028",),
)


def emergency_stock_includes_spare_unit_count(stock_units: int) -> int:
    return stock_units


EMERGENCY_STOCK_INCLUDES_SPARE_UNIT = rt.Clause(
    "emergency_stock.includes.spare_unit",
    layers=("emergency_stock",),
    thing="spare_unit",
    value=rt.Quota(
        "includes",
        emergency_stock_includes_spare_unit_count,
        beyond=rt.Beyond(rt.Price(by="quote", per=("spare_unit",))),
    ),
    says=(
        "Unidad del stock de emergencia: incluye «Stock de emergencia», después, por cotización, por unidad del stock"
        " de emergencia."
    ),
    at="contracts/alveni.plan:186",
    sources=("ALV-026", "ALV-079"),
)
EMERGENCY_STOCK_USES_LOAN = rt.Clause(
    "emergency_stock.uses.loan",
    layers=("emergency_stock",),
    thing="loan",
    value=rt.Uses(Fraction(1), "spare_unit"),
    says="Componente de emergencia: cada uso consume 1 de «Unidad del stock de emergencia».",
    at="contracts/alveni.plan:187",
    sources=("ALV-027",),
)
EMERGENCY_STOCK_COVERS_LOAN = rt.Clause(
    "emergency_stock.covers.loan",
    layers=("emergency_stock",),
    thing="loan",
    value=rt.Share(1),
    says="Componente de emergencia: cobertura total.",
    at="contracts/alveni.plan:188",
    sources=("ALV-027", "ALV-074"),
)


def if_not_original_in_service(original_in_service: bool) -> bool:
    return not original_in_service


EMERGENCY_STOCK_EXCLUDES_LOAN_NOT_ORIGINAL_IN_SERVICE = rt.Clause(
    "emergency_stock.excludes.loan.not_original_in_service",
    layers=("emergency_stock",),
    when=if_not_original_in_service,
    value=rt.Excludes(services=("loan",)),
    says="No incluye: Componente de emergencia, cuando no se cumpla «Original en proceso de servicio o garantía».",
    at="contracts/alveni.plan:189",
    sources=("ALV-068",),
)


def if_not_replacement_confirmed(replacement_confirmed: bool) -> bool:
    return not replacement_confirmed


EMERGENCY_STOCK_EXCLUDES_LOAN_INSTALLATION_SHIPMENT_NOT_REPLACEMENT_CONFIRMED = rt.Clause(
    "emergency_stock.excludes.loan+installation+shipment.not_replacement_confirmed",
    layers=("emergency_stock",),
    when=if_not_replacement_confirmed,
    value=rt.Excludes(services=("loan", "installation", "shipment")),
    says=(
        "No incluye: Componente de emergencia, Instalación del componente de emergencia en la visita y Envío a sitio"
        " del componente de emergencia, cuando no se cumpla «El Centro de Soporte determinó que hay que reemplazar»."
    ),
    at="contracts/alveni.plan:190",
    sources=("ALV-069",),
)


def if_holds_corrective_plan(holds_corrective_plan: bool) -> bool:
    return holds_corrective_plan


EMERGENCY_STOCK_COVERS_INSTALLATION_CORRECTIVE_PLAN = rt.Clause(
    "emergency_stock.covers.installation.corrective_plan",
    layers=("emergency_stock",),
    thing="installation",
    when=if_holds_corrective_plan,
    value=rt.Share(1),
    says=(
        "Instalación del componente de emergencia en la visita: cobertura total, cuando se tenga «Visitas correctivas"
        " de emergencia»."
    ),
    at="contracts/alveni.plan:191",
    sources=("ALV-047",),
)


def if_not_holds_corrective_plan(holds_corrective_plan: bool) -> bool:
    return not holds_corrective_plan


EMERGENCY_STOCK_COVERS_SHIPMENT_NOT_CORRECTIVE_PLAN = rt.Clause(
    "emergency_stock.covers.shipment.not_corrective_plan",
    layers=("emergency_stock",),
    thing="shipment",
    when=if_not_holds_corrective_plan,
    value=rt.Share(1),
    says=(
        "Envío a sitio del componente de emergencia: cobertura total, cuando no se tenga «Visitas correctivas de"
        " emergencia»."
    ),
    at="contracts/alveni.plan:192",
    sources=("ALV-070",),
)


def if_service_is_shipment(service: str) -> bool:
    return service == "shipment"


def if_installer_approved(installer_approved: bool) -> bool:
    return installer_approved


EMERGENCY_STOCK_NEEDS_SHIPMENT = rt.Clause(
    "emergency_stock.needs.shipment",
    layers=("emergency_stock",),
    when=if_service_is_shipment,
    value=rt.Needs(if_installer_approved),
    says=(
        "Es necesario que se cumpla «Instala personal calificado aprobado por Alveni», cuando el servicio sea «Envío a"
        " sitio del componente de emergencia»."
    ),
    at="contracts/alveni.plan:193",
    sources=("ALV-070",),
)
EMERGENCY_STOCK_CHARGES_REPAIR_VISIT_NOT_CORRECTIVE_PLAN = rt.Clause(
    "emergency_stock.charges.repair_visit.not_corrective_plan",
    layers=("emergency_stock",),
    thing="repair_visit",
    when=if_not_holds_corrective_plan,
    value=rt.Charge(rt.Price(by="quote")),
    says=(
        "Visita correctiva de emergencia: se cobra por cotización, cuando no se tenga «Visitas correctivas de"
        " emergencia»."
    ),
    at="contracts/alveni.plan:194",
    sources=("ALV-071",),
)
EMERGENCY_STOCK_CHARGES_REPAIR_ORIGINAL_IN_WARRANTY = rt.Clause(
    "emergency_stock.charges.repair.original_in_warranty",
    layers=("emergency_stock",),
    thing="repair",
    value=rt.Charge(rt.Price(by="free")),
    says=(
        "Reparación del componente original o componente nuevo: no se cobra, cuando se cumpla «El original entra en"
        " garantía»."
    ),
    at="contracts/alveni.plan:196",
    sources=("ALV-073",),
)
EMERGENCY_STOCK_CHARGES_REPAIR_NOT_ORIGINAL_IN_WARRANTY = rt.Clause(
    "emergency_stock.charges.repair.not_original_in_warranty",
    layers=("emergency_stock",),
    thing="repair",
    value=rt.Charge(rt.Price(by="quote")),
    says=(
        "Reparación del componente original o componente nuevo: se cobra por cotización, cuando no se cumpla «El"
        " original entra en garantía»."
    ),
    at="contracts/alveni.plan:197",
    sources=("ALV-073",),
)


def decide_emergency_stock_charge_repair(original_in_warranty: bool) -> rt.Decision:
    if original_in_warranty:
        return EMERGENCY_STOCK_CHARGES_REPAIR_ORIGINAL_IN_WARRANTY
    if not original_in_warranty:
        return EMERGENCY_STOCK_CHARGES_REPAIR_NOT_ORIGINAL_IN_WARRANTY
    return None


EMERGENCY_STOCK_WINDOWS_LOAN_BACK = rt.Clause(
    "emergency_stock.windows.loan_back",
    layers=("emergency_stock",),
    thing="loan_back",
    value=rt.Within(rt.CalendarUnits(30, "days")),
    says="Regreso del componente de emergencia: en 30 días naturales como máximo.",
    at="contracts/alveni.plan:199",
    sources=("ALV-072", "ALV-075"),
)
EMERGENCY_STOCK_WINDOWS_LOAN_BACK_ORDER_ISSUED_AND_NOT_ORDER_SUPPLIED = rt.Clause(
    "emergency_stock.windows.loan_back.order_issued_and_not_order_supplied",
    layers=("emergency_stock",),
    thing="loan_back",
    value=rt.NoPromise("hasta que surta el fabricante"),
    says=(
        "Regreso del componente de emergencia: sin compromiso («hasta que surta el fabricante»), cuando se cumpla"
        " «Orden de Compra emitida por el cliente» y no se cumpla «Surtida por el fabricante»."
    ),
    at="contracts/alveni.plan:200",
    sources=("ALV-076",),
)


def decide_emergency_stock_promise_loan_back(order_issued: bool, order_supplied: bool) -> rt.Decision:
    if order_issued and not order_supplied:
        return EMERGENCY_STOCK_WINDOWS_LOAN_BACK_ORDER_ISSUED_AND_NOT_ORDER_SUPPLIED
    return EMERGENCY_STOCK_WINDOWS_LOAN_BACK


# ── preventive_plan: Visitas preventivas ──────────────────────────────────────────────────────────────────────────────


def if_area_available(area_available: bool) -> bool:
    return area_available


PREVENTIVE_PLAN_OFFERED_AREA_AVAILABLE = rt.Clause(
    "preventive_plan.offered.area_available",
    layers=("preventive_plan",),
    when=if_area_available,
    value=rt.Offered(),
    says="Se puede contratar, cuando se cumpla «Disponibilidad en la zona de la visita».",
    at="contracts/alveni.plan:206",
    sources=("ALV-031",),
)


def preventive_plan_includes_preventive_visit_count(preventive_contracted: int) -> int:
    return preventive_contracted


PREVENTIVE_PLAN_INCLUDES_PREVENTIVE_VISIT = rt.Clause(
    "preventive_plan.includes.preventive_visit",
    layers=("preventive_plan",),
    thing="preventive_visit",
    value=rt.Quota(
        "includes",
        preventive_plan_includes_preventive_visit_count,
        period="term",
        beyond=rt.Beyond(rt.Price(by="quote", per=("preventive_visit",))),
    ),
    says=(
        "Visita preventiva: incluye «Visitas preventivas contratadas» por vigencia, después, por cotización, por visita"
        " preventiva."
    ),
    at="contracts/alveni.plan:207",
    sources=("ALV-029", "ALV-079"),
)
PREVENTIVE_PLAN_USES_MAINTENANCE = rt.Clause(
    "preventive_plan.uses.maintenance",
    layers=("preventive_plan",),
    thing="maintenance",
    value=rt.Uses(Fraction(1), "preventive_visit"),
    says="Visita preventiva para mantenimiento general: cada uso consume 1 de «Visita preventiva».",
    at="contracts/alveni.plan:208",
    sources=("ALV-029",),
)
PREVENTIVE_PLAN_COVERS_MAINTENANCE = rt.Clause(
    "preventive_plan.covers.maintenance",
    layers=("preventive_plan",),
    thing="maintenance",
    value=rt.Share(1),
    says="Visita preventiva para mantenimiento general: cobertura total.",
    at="contracts/alveni.plan:209",
    sources=("ALV-030",),
)
PREVENTIVE_PLAN_COVERS_ADJUSTMENT = rt.Clause(
    "preventive_plan.covers.adjustment",
    layers=("preventive_plan",),
    thing="adjustment",
    value=rt.Share(1),
    says="Ajustes al equipo y componentes: cobertura total.",
    at="contracts/alveni.plan:210",
    sources=("ALV-033",),
)
PREVENTIVE_PLAN_COVERS_CLEANING = rt.Clause(
    "preventive_plan.covers.cleaning",
    layers=("preventive_plan",),
    thing="cleaning",
    value=rt.Share(1),
    says="Limpieza del monitor y del equipo: cobertura total.",
    at="contracts/alveni.plan:211",
    sources=("ALV-034",),
)
PREVENTIVE_PLAN_COVERS_PRINTER_CARE = rt.Clause(
    "preventive_plan.covers.printer_care",
    layers=("preventive_plan",),
    thing="printer_care",
    value=rt.Share(1),
    says="Limpieza y mantenimiento de mecanismos de impresión: cobertura total.",
    at="contracts/alveni.plan:212",
    sources=("ALV-035",),
)
PREVENTIVE_PLAN_COVERS_CONNECTION_CHECK = rt.Clause(
    "preventive_plan.covers.connection_check",
    layers=("preventive_plan",),
    thing="connection_check",
    value=rt.Share(1),
    says="Revisión de conexiones: cobertura total.",
    at="contracts/alveni.plan:213",
    sources=("ALV-036",),
)
PREVENTIVE_PLAN_COVERS_DAMAGE_CHECK = rt.Clause(
    "preventive_plan.covers.damage_check",
    layers=("preventive_plan",),
    thing="damage_check",
    value=rt.Share(1),
    says="Detección de piezas dañadas: cobertura total.",
    at="contracts/alveni.plan:214",
    sources=("ALV-037",),
)
PREVENTIVE_PLAN_COVERS_EQUIPMENT_REPORT = rt.Clause(
    "preventive_plan.covers.equipment_report",
    layers=("preventive_plan",),
    thing="equipment_report",
    value=rt.Share(1),
    says="Reporte del status del equipo: cobertura total.",
    at="contracts/alveni.plan:215",
    sources=("ALV-038",),
)


def if_not_day_agreed(day_agreed: bool) -> bool:
    return not day_agreed


PREVENTIVE_PLAN_EXCLUDES_MAINTENANCE_ADJUSTMENT_CLEANING_PRINTER_CARE_CONNECTION_CHECK_DAMAGE_CHECK = rt.Clause(
    (
        "preventive_plan.excludes.maintenance+adjustment+cleaning+printer_care+connection_check+damage_check"
        "+equipment_report.not_day_agreed"
    ),
    layers=("preventive_plan",),
    when=if_not_day_agreed,
    value=rt.Excludes(
        services=(
            "maintenance", "adjustment", "cleaning", "printer_care", "connection_check", "damage_check",
            "equipment_report",
        ),
    ),
    says=(
        "No incluye: Visita preventiva para mantenimiento general, Ajustes al equipo y componentes, Limpieza del"
        " monitor y del equipo, Limpieza y mantenimiento de mecanismos de impresión, Revisión de conexiones, Detección"
        " de piezas dañadas y Reporte del status del equipo, cuando no se cumpla «Visita programada con anterioridad,"
        " por plaza»."
    ),
    at="contracts/alveni.plan:216",
    sources=("ALV-030",),
)


# ── corrective_plan: Visitas correctivas de emergencia ────────────────────────────────────────────────────────────────


def corrective_plan_includes_corrective_visit_count(corrective_contracted: int) -> int:
    return corrective_contracted


CORRECTIVE_PLAN_INCLUDES_CORRECTIVE_VISIT = rt.Clause(
    "corrective_plan.includes.corrective_visit",
    layers=("corrective_plan",),
    thing="corrective_visit",
    value=rt.Quota(
        "includes",
        corrective_plan_includes_corrective_visit_count,
        period="term",
        beyond=rt.Beyond(rt.Price(by="quote", per=("corrective_visit",))),
    ),
    says=(
        "Visita correctiva: incluye «Visitas correctivas contratadas» por vigencia, después, por cotización, por visita"
        " correctiva."
    ),
    at="contracts/alveni.plan:219",
    sources=("ALV-029", "ALV-079"),
)
CORRECTIVE_PLAN_USES_REPAIR_VISIT = rt.Clause(
    "corrective_plan.uses.repair_visit",
    layers=("corrective_plan",),
    thing="repair_visit",
    value=rt.Uses(Fraction(1), "corrective_visit"),
    says="Visita correctiva de emergencia: cada uso consume 1 de «Visita correctiva».",
    at="contracts/alveni.plan:220",
    sources=("ALV-029",),
)


def if_subject_is_component_failure(subject: Subject) -> bool:
    return subject == "component_failure"


CORRECTIVE_PLAN_COVERS_REPAIR_VISIT_COMPONENT_FAILURE = rt.Clause(
    "corrective_plan.covers.repair_visit.component_failure",
    layers=("corrective_plan",),
    thing="repair_visit",
    when=if_subject_is_component_failure,
    value=rt.Share(1),
    says="Visita correctiva de emergencia: cobertura total, cuando Asunto sea «Falla de un componente».",
    at="contracts/alveni.plan:221",
    sources=("ALV-039",),
)


def if_not_holds_emergency_stock(holds_emergency_stock: bool) -> bool:
    return not holds_emergency_stock


CORRECTIVE_PLAN_COVERS_REMOVAL_NOT_EMERGENCY_STOCK = rt.Clause(
    "corrective_plan.covers.removal.not_emergency_stock",
    layers=("corrective_plan",),
    thing="removal",
    when=if_not_holds_emergency_stock,
    value=rt.Share(1),
    says=(
        "Retiro del equipo dañado para enviarlo a garantía: cobertura total, cuando no se tenga «Reemplazo express:"
        " stock de emergencia»."
    ),
    at="contracts/alveni.plan:222",
    sources=("ALV-048",),
)
CORRECTIVE_PLAN_WINDOWS_DISPATCH = rt.Clause(
    "corrective_plan.windows.dispatch",
    layers=("corrective_plan",),
    thing="dispatch",
    value=rt.Within(rt.hours(48), target=rt.hours(24)),
    says="Despacho del técnico: objetivo 24 horas, máximo 48 horas.",
    at="contracts/alveni.plan:223",
    sources=("ALV-040",),
)
CORRECTIVE_PLAN_WINDOWS_VISIT = rt.Clause(
    "corrective_plan.windows.visit",
    layers=("corrective_plan",),
    thing="visit",
    value=rt.Within(rt.BusinessDays(2, calendar="office")),
    says="Visita en sitio: en 2 días hábiles (Horario laboral (9x5)) como máximo.",
    at="contracts/alveni.plan:224",
    sources=("ALV-042", "ALV-043"),
)


def if_replacement_needed(replacement_needed: bool) -> bool:
    return replacement_needed


CORRECTIVE_PLAN_COUNTS_FROM_VISIT_REPLACEMENT_NEEDED = rt.Clause(
    "corrective_plan.counts_from.visit.replacement_needed",
    layers=("corrective_plan",),
    thing="visit",
    when=if_replacement_needed,
    value=rt.CountsFrom("replacement_arrived"),
    says=(
        "Visita en sitio: cuenta desde «Equipo de reemplazo en sitio», cuando se cumpla «La visita espera un equipo de"
        " reemplazo»."
    ),
    at="contracts/alveni.plan:225",
    sources=("ALV-049", "ALV-050"),
)


# ── same_day: Visita SBD (Same Business Day) ──────────────────────────────────────────────────────────────────────────


SAME_DAY_REQUIRES = rt.Clause(
    "same_day.requires",
    layers=("same_day",),
    value=rt.Requires(if_holds_corrective_plan),
    says="Requiere: Visitas correctivas de emergencia.",
    at="contracts/alveni.plan:228",
    sources=("ALV-044",),
)
SAME_DAY_CONFLICTS_NEXT_DAY = rt.Clause(
    "same_day.conflicts.next_day",
    layers=("same_day",),
    value=rt.Conflicts(("next_day",)),
    says="No se puede tener junto con Visita NBD (Next Business Day).",
    at="contracts/alveni.plan:229",
    sources=("ALV-044", "ALV-045"),
)
SAME_DAY_OFFERED_AREA_AVAILABLE = rt.Clause(
    "same_day.offered.area_available",
    layers=("same_day",),
    when=if_area_available,
    value=rt.Offered(),
    says="Se puede contratar, cuando se cumpla «Disponibilidad en la zona de la visita».",
    at="contracts/alveni.plan:230",
    sources=("ALV-046",),
)
SAME_DAY_PRICE = rt.Clause(
    "same_day.price",
    layers=("same_day",),
    value=rt.Price(by="quote"),
    says="Precio: por cotización.",
    at="contracts/alveni.plan:231",
    sources=("ALV-046",),
)
SAME_DAY_WINDOWS_VISIT = rt.Clause(
    "same_day.windows.visit",
    layers=("same_day",),
    thing="visit",
    value=rt.Within(rt.BusinessDays(0, calendar="office")),
    says="Visita en sitio: a más tardar el mismo día hábil (Horario laboral (9x5)).",
    at="contracts/alveni.plan:232",
    sources=("ALV-044",),
)


# ── next_day: Visita NBD (Next Business Day) ──────────────────────────────────────────────────────────────────────────


NEXT_DAY_REQUIRES = rt.Clause(
    "next_day.requires",
    layers=("next_day",),
    value=rt.Requires(if_holds_corrective_plan),
    says="Requiere: Visitas correctivas de emergencia.",
    at="contracts/alveni.plan:235",
    sources=("ALV-045",),
)
NEXT_DAY_OFFERED_AREA_AVAILABLE = rt.Clause(
    "next_day.offered.area_available",
    layers=("next_day",),
    when=if_area_available,
    value=rt.Offered(),
    says="Se puede contratar, cuando se cumpla «Disponibilidad en la zona de la visita».",
    at="contracts/alveni.plan:236",
    sources=("ALV-046",),
)
NEXT_DAY_PRICE = rt.Clause(
    "next_day.price",
    layers=("next_day",),
    value=rt.Price(by="quote"),
    says="Precio: por cotización.",
    at="contracts/alveni.plan:237",
    sources=("ALV-046",),
)
NEXT_DAY_WINDOWS_VISIT = rt.Clause(
    "next_day.windows.visit",
    layers=("next_day",),
    thing="visit",
    value=rt.Within(rt.BusinessDays(1, calendar="office")),
    says="Visita en sitio: a más tardar el siguiente día hábil (Horario laboral (9x5)).",
    at="contracts/alveni.plan:238",
    sources=("ALV-045",),
)


# ── backups: Respaldo de Configuraciones ──────────────────────────────────────────────────────────────────────────────


def if_occasion_in_preventive_installation(occasion: Occasion) -> bool:
    return occasion in ("preventive", "installation")


BACKUPS_COVERS_BACKUP_PREVENTIVE_OR_INSTALLATION = rt.Clause(
    "backups.covers.backup.preventive_or_installation",
    layers=("backups",),
    thing="backup",
    when=if_occasion_in_preventive_installation,
    value=rt.Share(1),
    says=(
        "Respaldo de Configuraciones: cobertura total, cuando Ocasión del respaldo sea «Mantenimiento preventivo» o"
        " «Instalación en el momento de la compra»."
    ),
    at="contracts/alveni.plan:241",
    sources=("ALV-065",),
)
BACKUPS_COVERS_DISK_IMAGE_PREVENTIVE_OR_INSTALLATION = rt.Clause(
    "backups.covers.disk_image.preventive_or_installation",
    layers=("backups",),
    thing="disk_image",
    when=if_occasion_in_preventive_installation,
    value=rt.Share(1),
    says=(
        "Imagen total de disco: cobertura total, cuando Ocasión del respaldo sea «Mantenimiento preventivo» o"
        " «Instalación en el momento de la compra»."
    ),
    at="contracts/alveni.plan:241",
    sources=("ALV-065",),
)


# ── The contract ──────────────────────────────────────────────────────────────────────────────────────────────────────

FACTS = (
    rt.Fact("site_zone", "zone", label="Zona horaria del sitio"),
    rt.Fact("country", "country", label="País del sitio"),
    rt.Fact("channel", "choice", label="Medio", choices=("phone", "email", "chat", "portal")),
    rt.Fact(
        "subject",
        "choice",
        label="Asunto",
        choices=(
            "component_failure", "power_cord", "electricity", "cabling", "os_upgrade", "software_upgrade",
            "third_party_software", "other",
        ),
    ),
    rt.Fact("ours", "yes_no", label="Equipo proveído por Alveni"),
    rt.Fact("area_available", "yes_no", label="Disponibilidad en la zona de la visita"),
    rt.Fact("day_agreed", "yes_no", label="Visita programada con anterioridad, por plaza"),
    rt.Fact("replacement_needed", "yes_no", label="La visita espera un equipo de reemplazo"),
    rt.Fact("replacement_confirmed", "yes_no", label="El Centro de Soporte determinó que hay que reemplazar"),
    rt.Fact("original_in_service", "yes_no", label="Original en proceso de servicio o garantía"),
    rt.Fact("original_in_warranty", "yes_no", label="El original entra en garantía"),
    rt.Fact("installer_approved", "yes_no", label="Instala personal calificado aprobado por Alveni"),
    rt.Fact("order_issued", "yes_no", label="Orden de Compra emitida por el cliente"),
    rt.Fact("order_supplied", "yes_no", label="Surtida por el fabricante"),
    rt.Fact("maker_needed", "yes_no", label="Se requiere escalar al fabricante"),
    rt.Fact("maker_solved_it", "yes_no", label="El fabricante resolvió el problema"),
    rt.Fact(
        "occasion",
        "choice",
        label="Ocasión del respaldo",
        choices=("preventive", "installation", "corrective", "on_its_own"),
    ),
    rt.Fact("installed_units", "whole", label="Equipos instalados", customer=True, low=0),
    rt.Fact("preventive_contracted", "whole", label="Visitas preventivas contratadas", customer=True, low=0),
    rt.Fact("corrective_contracted", "whole", label="Visitas correctivas contratadas", customer=True, low=0),
    rt.Fact(
        "monitoring_tool",
        "choice",
        label="Software de monitoreo remoto",
        customer=True,
        choices=("esprida", "site_remote", "another", "none"),
    ),
    rt.Fact("access_given", "yes_no", label="El staff de Alveni tiene acceso", customer=True),
    rt.Fact("staff_trained", "yes_no", label="Capacitación a personal de Alveni", customer=True),
)
DEFINES = (
    rt.Define("attended", "yes_no", label="El Centro de Soporte atiende", row=rt.Row(if_attended)),
    rt.Define("stock_units", "whole", label="Stock de emergencia", row=rt.Row(compute_stock_units)),
)
INPUTS: Mapping[str, rt.Input] = {
    "holds_corrective_plan": rt.Holds("corrective_plan"),
    "holds_diamond": rt.Holds("diamond"),
    "holds_emergency_stock": rt.Holds("emergency_stock"),
    "holds_extended_hours": rt.Holds("extended_hours"),
    "holds_package": rt.Holds("package"),
    "opened_during_office": rt.During("opened", "office"),
}
CANDIDATES: Mapping[str, tuple[object, ...]] = {"country": ("MX", "US", "AQ"), "installed_units": (0, 20)}
TOGETHER = ()
OFFERS = (
    rt.Offer("package", "tier", label="Paquete Alveni Uptime"),
    rt.Offer("diamond", "tier", label="Paquete Diamante", parent="package"),
    rt.Offer("detailed_reports", "addon", label="Reportes detallados"),
    rt.Offer("help_desk", "addon", label="Soporte técnico vía telefónica, email y chat"),
    rt.Offer("extended_hours", "addon", label="Horario extendido, 24 horas, 365 días"),
    rt.Offer("portal_desk", "addon", label="Soporte técnico vía Portal de Clientes"),
    rt.Offer("monitoring", "addon", label="Monitoreo pro-activo de equipos vía remota"),
    rt.Offer("emergency_stock", "addon", label="Reemplazo express: stock de emergencia"),
    rt.Offer("preventive_plan", "addon", label="Visitas preventivas"),
    rt.Offer("corrective_plan", "addon", label="Visitas correctivas de emergencia"),
    rt.Offer("same_day", "addon", label="Visita SBD (Same Business Day)", level=1),
    rt.Offer("next_day", "addon", label="Visita NBD (Next Business Day)", level=1),
    rt.Offer("backups", "addon", label="Respaldo de Configuraciones"),
)
THINGS = (
    rt.Thing("support", "service", "support", label="Soporte técnico"),
    rt.Thing("report", "service", "report", label="Reporte con Número de Incidente"),
    rt.Thing("status_reports", "service", "status_reports", label="Reportes detallados de incidencias y resoluciones"),
    rt.Thing("remote_monitoring", "service", "remote_monitoring", label="Monitoreo pro-activo"),
    rt.Thing("maintenance", "service", "maintenance", label="Visita preventiva para mantenimiento general"),
    rt.Thing("adjustment", "service", "adjustment", label="Ajustes al equipo y componentes"),
    rt.Thing("cleaning", "service", "cleaning", label="Limpieza del monitor y del equipo"),
    rt.Thing("printer_care", "service", "printer_care", label="Limpieza y mantenimiento de mecanismos de impresión"),
    rt.Thing("connection_check", "service", "connection_check", label="Revisión de conexiones"),
    rt.Thing("damage_check", "service", "damage_check", label="Detección de piezas dañadas"),
    rt.Thing("equipment_report", "service", "equipment_report", label="Reporte del status del equipo"),
    rt.Thing("repair_visit", "service", "repair_visit", label="Visita correctiva de emergencia"),
    rt.Thing("installation", "service", "installation", label="Instalación del componente de emergencia en la visita"),
    rt.Thing("removal", "service", "removal", label="Retiro del equipo dañado para enviarlo a garantía"),
    rt.Thing("loan", "service", "loan", label="Componente de emergencia"),
    rt.Thing("shipment", "service", "shipment", label="Envío a sitio del componente de emergencia"),
    rt.Thing("repair", "service", "repair", label="Reparación del componente original o componente nuevo"),
    rt.Thing("backup", "service", "backup", label="Respaldo de Configuraciones"),
    rt.Thing("disk_image", "service", "disk_image", label="Imagen total de disco"),
    rt.Thing("preventive_visit", "unit", "preventive_visits", label="Visita preventiva"),
    rt.Thing("corrective_visit", "unit", "corrective_visits", label="Visita correctiva"),
    rt.Thing("spare_unit", "unit", "spare_units", label="Unidad del stock de emergencia"),
)
WINDOWS = (
    rt.Window("dispatch", ("opened",), "dispatched", label="Despacho del técnico"),
    rt.Window("visit", ("opened",), "arrived", label="Visita en sitio"),
    rt.Window(
        "loan_back",
        ("original_returned", "purchase_notified"),
        "loan_returned",
        label="Regreso del componente de emergencia",
        by_customer=True,
    ),
)
STATES = ()
ASSUMPTIONS = (
    rt.Assumption(
        "any_time",
        (
            "El Centro de Soporte atiende 9x5, pero se podrá reportar «en cualquier momento»: fuera de su horario se"
            " reporta por el Portal."
        ),
        ("ALV-051", "ALV-053", "ALV-057"),
    ),
    rt.Assumption(
        "dispatch_or_visit",
        (
            "Despacho en 24-48 horas y visita en 2DB no coinciden en fin de semana: son dos compromisos, y se calculan"
            " los dos."
        ),
        ("ALV-040", "ALV-042", "ALV-043"),
    ),
    rt.Assumption(
        "dispatch_or_wait",
        (
            "El despacho es en 24-48 horas, pero el técnico espera el equipo de reemplazo: el despacho se cuenta desde"
            " el reporte; la visita, desde el arribo."
        ),
        ("ALV-040", "ALV-049", "ALV-050"),
    ),
    rt.Assumption(
        "new_or_lent",
        (
            "Se instala «un nuevo componente», pero el stock es sólo para reemplazo temporal: el componente es un"
            " préstamo."
        ),
        ("ALV-047", "ALV-068"),
    ),
    rt.Assumption("one_stock", "«Stock de emergencia» y «stock de garantía» son el mismo.", ("ALV-026", "ALV-068")),
    rt.Assumption(
        "units_or_parts",
        (
            "El 5% se calcula sobre «equipos» y reemplaza «piezas»: cada pieza prestada ocupa una unidad del stock, y"
            " la devuelta la libera."
        ),
        ("ALV-026", "ALV-027"),
    ),
    rt.Assumption(
        "national_or_international",
        "«A nivel nacional en México y EUA» y «a nivel internacional»: los dos países, y ningún otro.",
        ("ALV-011", "ALV-090"),
    ),
    rt.Assumption("in_force_date", "El documento no imprime fecha; 2026-01-01 ocupa su lugar.", ()),
    rt.Assumption(
        "only_diamond",
        "Aparte de Diamante no se nombra ningún nivel: un solo paquete los representa.",
        ("ALV-002",),
    ),
    rt.Assumption(
        "proposal",
        "Un servicio listado en la propuesta es un adicional contratado; ninguno es automático.",
        ("ALV-014", "ALV-015"),
    ),
    rt.Assumption(
        "nine_to_six",
        (
            "9x5 es de 09:00 a 18:00, de lunes a viernes, en la zona del sitio y sin los días festivos oficiales de su"
            " país."
        ),
        ("ALV-017", "ALV-043", "ALV-051"),
    ),
    rt.Assumption(
        "centre_only",
        "El 24x7 vale para el Centro de Soporte, no para las visitas.",
        ("ALV-018", "ALV-052"),
    ),
    rt.Assumption(
        "not_a_time",
        "«Reemplazo inmediato» es desde el stock, sin esperar la reparación; no promete un plazo.",
        ("ALV-027",),
    ),
    rt.Assumption(
        "by_visit",
        "«Por evento» es cero visitas incluidas: cada una se cotiza. «Por paquete» son las contratadas para el año.",
        ("ALV-029",),
    ),
    rt.Assumption("clock_hours", "Las 24-48 horas del despacho son de reloj: 24 la meta, 48 el límite.", ("ALV-040",)),
    rt.Assumption(
        "usual_time",
        "2DB es el tiempo normal de una visita; se calcula como su vencimiento, al cierre de ese día hábil.",
        ("ALV-042",),
    ),
    rt.Assumption(
        "late_report",
        "SBD y NBD se excluyen; un reporte después del cierre vence, en SBD, al cierre del siguiente día hábil.",
        ("ALV-044", "ALV-045"),
    ),
    rt.Assumption(
        "by_quote",
        "No se imprime ningún precio: paquetes, adicionales y todo lo que exceda lo contratado son por cotización.",
        ("ALV-005", "ALV-006", "ALV-046", "ALV-071", "ALV-079"),
    ),
    rt.Assumption("rounded_up", "Una fracción de unidad del stock se redondea hacia arriba.", ("ALV-026",)),
    rt.Assumption(
        "customer_chooses",
        "Sin visitas correctivas, el cliente elige entre instalar él el componente enviado y la visita cotizada.",
        ("ALV-070", "ALV-071"),
    ),
    rt.Assumption(
        "warranty_repairs",
        "La reparación de un original en garantía no se cobra; sus condiciones están en la Póliza de Garantía.",
        ("ALV-073",),
    ),
    rt.Assumption(
        "calendar_days",
        "Los 30 días del préstamo son naturales y corren desde lo primero: la entrega del original o la notificación.",
        ("ALV-075",),
    ),
    rt.Assumption(
        "order_in_time",
        (
            "La Orden de Compra cuenta si se emite dentro de los 30 días; mientras el fabricante no surta, no hay"
            " límite, y al surtir vuelve a regir."
        ),
        ("ALV-076",),
    ),
)
CLAUSES = (
    ALL_TIERS_PRICE,
    ALL_TIERS_LASTS,
    ALL_TIERS_OFFERED_MX_OR_US,
    ALL_TIERS_ATTENDS,
    ALL_TIERS_COVERS_REPORT_PHONE_AND_ATTENDED,
    ALL_TIERS_COVERS_REPORT_PORTAL,
    ALL_TIERS_LEVEL_1_MAKER_NEEDED,
    ALL_TIERS_LEVEL_2_MAKER_NEEDED_AND_NOT_MAKER_SOLVED_IT,
    ALL_TIERS_EXCLUDES_SUBJECT_SERVICE_IS_NOT_REPORT,
    ALL_TIERS_EXCLUDES_NOT_OURS_AND_SERVICE_IS_NOT_REPORT,
    DIAMOND_ATTENDS,
    ALL_ADDONS_REQUIRES,
    ALL_ADDONS_PRICE,
    DETAILED_REPORTS_COVERS_STATUS_REPORTS,
    HELP_DESK_COVERS_SUPPORT_PHONE_OR_EMAIL_OR_CHAT_AND_ATTENDED,
    EXTENDED_HOURS_ATTENDS,
    PORTAL_DESK_COVERS_SUPPORT_PORTAL,
    MONITORING_COVERS_REMOTE_MONITORING,
    MONITORING_NEEDS_REMOTE_MONITORING,
    MONITORING_NEEDS_REMOTE_MONITORING_AND_ANOTHER,
    EMERGENCY_STOCK_OFFERED_INSTALLED_UNITS_AT_LEAST_20,
    EMERGENCY_STOCK_INCLUDES_SPARE_UNIT,
    EMERGENCY_STOCK_USES_LOAN,
    EMERGENCY_STOCK_COVERS_LOAN,
    EMERGENCY_STOCK_EXCLUDES_LOAN_NOT_ORIGINAL_IN_SERVICE,
    EMERGENCY_STOCK_EXCLUDES_LOAN_INSTALLATION_SHIPMENT_NOT_REPLACEMENT_CONFIRMED,
    EMERGENCY_STOCK_COVERS_INSTALLATION_CORRECTIVE_PLAN,
    EMERGENCY_STOCK_COVERS_SHIPMENT_NOT_CORRECTIVE_PLAN,
    EMERGENCY_STOCK_NEEDS_SHIPMENT,
    EMERGENCY_STOCK_CHARGES_REPAIR_VISIT_NOT_CORRECTIVE_PLAN,
    EMERGENCY_STOCK_CHARGES_REPAIR_ORIGINAL_IN_WARRANTY,
    EMERGENCY_STOCK_CHARGES_REPAIR_NOT_ORIGINAL_IN_WARRANTY,
    EMERGENCY_STOCK_WINDOWS_LOAN_BACK,
    EMERGENCY_STOCK_WINDOWS_LOAN_BACK_ORDER_ISSUED_AND_NOT_ORDER_SUPPLIED,
    PREVENTIVE_PLAN_OFFERED_AREA_AVAILABLE,
    PREVENTIVE_PLAN_INCLUDES_PREVENTIVE_VISIT,
    PREVENTIVE_PLAN_USES_MAINTENANCE,
    PREVENTIVE_PLAN_COVERS_MAINTENANCE,
    PREVENTIVE_PLAN_COVERS_ADJUSTMENT,
    PREVENTIVE_PLAN_COVERS_CLEANING,
    PREVENTIVE_PLAN_COVERS_PRINTER_CARE,
    PREVENTIVE_PLAN_COVERS_CONNECTION_CHECK,
    PREVENTIVE_PLAN_COVERS_DAMAGE_CHECK,
    PREVENTIVE_PLAN_COVERS_EQUIPMENT_REPORT,
    PREVENTIVE_PLAN_EXCLUDES_MAINTENANCE_ADJUSTMENT_CLEANING_PRINTER_CARE_CONNECTION_CHECK_DAMAGE_CHECK,
    CORRECTIVE_PLAN_INCLUDES_CORRECTIVE_VISIT,
    CORRECTIVE_PLAN_USES_REPAIR_VISIT,
    CORRECTIVE_PLAN_COVERS_REPAIR_VISIT_COMPONENT_FAILURE,
    CORRECTIVE_PLAN_COVERS_REMOVAL_NOT_EMERGENCY_STOCK,
    CORRECTIVE_PLAN_WINDOWS_DISPATCH,
    CORRECTIVE_PLAN_WINDOWS_VISIT,
    CORRECTIVE_PLAN_COUNTS_FROM_VISIT_REPLACEMENT_NEEDED,
    SAME_DAY_REQUIRES,
    SAME_DAY_CONFLICTS_NEXT_DAY,
    SAME_DAY_OFFERED_AREA_AVAILABLE,
    SAME_DAY_PRICE,
    SAME_DAY_WINDOWS_VISIT,
    NEXT_DAY_REQUIRES,
    NEXT_DAY_OFFERED_AREA_AVAILABLE,
    NEXT_DAY_PRICE,
    NEXT_DAY_WINDOWS_VISIT,
    BACKUPS_COVERS_BACKUP_PREVENTIVE_OR_INSTALLATION,
    BACKUPS_COVERS_DISK_IMAGE_PREVENTIVE_OR_INSTALLATION,
)
CASES: Mapping[tuple[str, str, str], rt.Cases] = {
    ("all tiers", "share", "report"): decide_all_tiers_share_report,
    ("emergency_stock", "charge", "repair"): decide_emergency_stock_charge_repair,
    ("emergency_stock", "promise", "loan_back"): decide_emergency_stock_promise_loan_back,
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
