"""Programa de soporte Last Call

The evaluator of the contract `lastcall`, made by servdsl from contracts/lastcall.plan.
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

CONTRACT = "lastcall"
SOURCE = "contracts/lastcall.plan"
SOURCE_SHA256 = "31d9aa425d7307ceaf06a80fdd9099f252b87d6e978dec841531625d7118240a"
COMPILER_VERSION = "0.1.0"
LANGUAGE_VERSION = "1"
HOLIDAYS_VERSION = ""

InputErrors = rt.InputErrors

# ── Facts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

Tier: TypeAlias = Literal["standard", "advanced"]
Service: TypeAlias = Literal["asking", "support", "specialist_sessions", "brand_engineers"]
Window: TypeAlias = Literal["respond", "resolve"]
Severity: TypeAlias = Literal["critical", "moderate", "minimal"]
Channel: TypeAlias = Literal["email", "phone"]
Delivery: TypeAlias = Literal["email", "phone", "remote"]
Kind: TypeAlias = Literal["problem", "question", "request"]
Beneficiary: TypeAlias = Literal["requesting_user", "end_user"]
Billing: TypeAlias = Literal["monthly", "yearly"]


class Subscription(rt.Record):
    """What stays fixed for a customer. None: unknown."""

    tier: Tier | None = None
    addons: Mapping[str, int] | Sequence[str] = ()  # with their quantities
    start: datetime | date | None = None  # of the customer's term
    authorised: Sequence[str] | None = None  # Usuarios autorizados
    bought_here: bool | None = None  # Adquirido a través de Last Call
    purchase_confirmed: datetime | None = None  # Confirmación de la compra
    licenses_delivered: datetime | None = None  # Entrega de las licencias
    products_in_force: bool | None = None  # Productos en vigencia
    contracted: date | None = None  # Contratación del servicio
    billing: Billing | None = None  # Pago


class Facts(rt.Record):
    """One case: the customer, and what the ticket tells. None: unknown."""

    subscription: Subscription = Subscription()
    service: Service | None = None
    opened: datetime | None = None
    as_of: datetime | None = None
    events: Sequence[rt.Event] = ()
    worked: Sequence[tuple[datetime, datetime]] | None = None
    site_zone: tzinfo | str | None = None  # Zona horaria del cliente
    severity: Severity | None = None  # Impacto
    channel: Channel | None = None  # Método de contacto
    delivery: Delivery | None = None  # Entrega del soporte
    kind: Kind | None = None  # Tipo de ticket
    beneficiary: Beneficiary | None = None  # Quién recibe el soporte
    complex: bool | None = None  # Incidente de alta complejidad
    asker: str | None = None  # Quién solicita
    # Defined values: one that is given beats its formula.
    entitled_from: datetime | None = None  # Inicio del derecho a soporte

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> Facts:
        """Facts in the shape that `servdsl ask` takes. Raises InputErrors with every mistake."""
        return EVALUATOR.facts(told)


# ── Defined values ────────────────────────────────────────────────────────────────────────────────────────────────────


def compute_entitled_from(purchase_confirmed: datetime, licenses_delivered: datetime) -> datetime:
    return max(purchase_confirmed, licenses_delivered)


# ── all tiers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def if_bought_here(bought_here: bool) -> bool:
    return bought_here


ALL_TIERS_OFFERED_BOUGHT_HERE = rt.Clause(
    "all_tiers.offered.bought_here",
    layers=("all tiers",),
    when=if_bought_here,
    value=rt.Offered(),
    says="Se puede contratar, cuando se cumpla «Adquirido a través de Last Call».",
    at="contracts/lastcall.plan:74",
    sources=("LAS-002", "LAS-008"),
)
ALL_TIERS_COVERS_ASKING = rt.Clause(
    "all_tiers.covers.asking",
    layers=("all tiers",),
    thing="asking",
    value=rt.Share(1),
    says="Solicitud del servicio: cobertura total.",
    at="contracts/lastcall.plan:75",
    sources=("LAS-020", "LAS-036", "LAS-008"),
)


def if_service_is_asking(service: str) -> bool:
    return service == "asking"


def if_asker_in_authorised(asker_in_authorised: bool) -> bool:
    return asker_in_authorised


ALL_TIERS_NEEDS_ASKING = rt.Clause(
    "all_tiers.needs.asking",
    layers=("all tiers",),
    when=if_service_is_asking,
    value=rt.Needs(if_asker_in_authorised),
    says=(
        "Es necesario que Quién solicita sea de la lista «Usuarios autorizados», cuando el servicio sea «Solicitud del"
        " servicio»."
    ),
    at="contracts/lastcall.plan:76",
    sources=("LAS-020", "LAS-036", "LAS-008"),
)


# ── standard: Standard ────────────────────────────────────────────────────────────────────────────────────────────────


STANDARD_PRICE = rt.Clause(
    "standard.price",
    layers=("standard",),
    value=rt.Price(by="free"),
    says="Sin costo.",
    at="contracts/lastcall.plan:79",
    sources=("LAS-016",),
)


def standard_starts_at(entitled_from: datetime) -> datetime:
    return entitled_from


STANDARD_STARTS = rt.Clause(
    "standard.starts",
    layers=("standard",),
    value=rt.Starts(standard_starts_at),
    says="Inicio de la vigencia: «Inicio del derecho a soporte».",
    at="contracts/lastcall.plan:80",
    sources=("LAS-003", "LAS-010"),
)


def if_products_in_force(products_in_force: bool) -> bool:
    return products_in_force


STANDARD_LASTS_WHILE = rt.Clause(
    "standard.lasts_while",
    layers=("standard",),
    value=rt.LastsWhile(if_products_in_force),
    says="En vigor solo mientras se cumpla «Productos en vigencia».",
    at="contracts/lastcall.plan:81",
    sources=("LAS-011",),
)
STANDARD_ACCEPTS_CHANNEL = rt.Clause(
    "standard.accepts.channel",
    layers=("standard",),
    thing="channel",
    value=rt.Accepts(("email",)),
    says="Método de contacto: se admite «Correo electrónico».",
    at="contracts/lastcall.plan:82",
    sources=("LAS-017",),
)
STANDARD_AT_MOST_REQUEST = rt.Clause(
    "standard.at_most.request",
    layers=("standard",),
    thing="request",
    value=rt.Quota("at_most", 3, period="calendar month"),
    says="Solicitud: 3 como máximo por mes calendario.",
    at="contracts/lastcall.plan:83",
    sources=("LAS-018",),
)
STANDARD_USES_SUPPORT = rt.Clause(
    "standard.uses.support",
    layers=("standard",),
    thing="support",
    value=rt.Uses(Fraction(1), "request"),
    says="Soporte: cada uso consume 1 de «Solicitud».",
    at="contracts/lastcall.plan:84",
    sources=("LAS-018",),
)
STANDARD_ACCEPTS_DELIVERY = rt.Clause(
    "standard.accepts.delivery",
    layers=("standard",),
    thing="delivery",
    value=rt.Accepts(("email", "phone")),
    says="Entrega del soporte: se admite «Correo electrónico» o «Llamada telefónica».",
    at="contracts/lastcall.plan:85",
    sources=("LAS-019",),
)
STANDARD_AT_MOST_AUTHORISED = rt.Clause(
    "standard.at_most.authorised",
    layers=("standard",),
    thing="authorised",
    value=rt.Quota("at_most", 1),
    says="Usuarios autorizados: 1 como máximo.",
    at="contracts/lastcall.plan:86",
    sources=("LAS-020",),
)
STANDARD_ACCEPTS_BENEFICIARY = rt.Clause(
    "standard.accepts.beneficiary",
    layers=("standard",),
    thing="beneficiary",
    value=rt.Accepts(("requesting_user",)),
    says="Quién recibe el soporte: se admite «Usuario que ha solicitado el servicio».",
    at="contracts/lastcall.plan:87",
    sources=("LAS-021",),
)
STANDARD_ACCEPTS_KIND = rt.Clause(
    "standard.accepts.kind",
    layers=("standard",),
    thing="kind",
    value=rt.Accepts(("problem", "question")),
    says="Tipo de ticket: se admite «Problema» o «Consulta».",
    at="contracts/lastcall.plan:88",
    sources=("LAS-022",),
)
STANDARD_COVERS_SUPPORT = rt.Clause(
    "standard.covers.support",
    layers=("standard",),
    thing="support",
    value=rt.Share(1),
    says="Soporte: cobertura total.",
    at="contracts/lastcall.plan:89",
    sources=("LAS-002",),
)
STANDARD_WINDOWS_RESPOND_CRITICAL = rt.Clause(
    "standard.windows.respond.critical",
    layers=("standard",),
    thing="respond",
    value=rt.Within(rt.hours(2)),
    says="Tiempo de respuesta: en 2 horas como máximo, cuando Impacto sea «A: impacto crítico».",
    at="contracts/lastcall.plan:92",
    sources=("LAS-023",),
)
STANDARD_WINDOWS_RESOLVE_CRITICAL = rt.Clause(
    "standard.windows.resolve.critical",
    layers=("standard",),
    thing="resolve",
    value=rt.Within(rt.hours(8)),
    says="Tiempo de resolución: en 8 horas como máximo, cuando Impacto sea «A: impacto crítico».",
    at="contracts/lastcall.plan:92",
    sources=("LAS-026",),
)
STANDARD_WINDOWS_RESPOND_MODERATE = rt.Clause(
    "standard.windows.respond.moderate",
    layers=("standard",),
    thing="respond",
    value=rt.Within(rt.hours(4)),
    says="Tiempo de respuesta: en 4 horas como máximo, cuando Impacto sea «B: impacto moderado».",
    at="contracts/lastcall.plan:93",
    sources=("LAS-024",),
)
STANDARD_WINDOWS_RESOLVE_MODERATE = rt.Clause(
    "standard.windows.resolve.moderate",
    layers=("standard",),
    thing="resolve",
    value=rt.Within(rt.hours(16)),
    says="Tiempo de resolución: en 16 horas como máximo, cuando Impacto sea «B: impacto moderado».",
    at="contracts/lastcall.plan:93",
    sources=("LAS-027",),
)
STANDARD_WINDOWS_RESPOND_MINIMAL = rt.Clause(
    "standard.windows.respond.minimal",
    layers=("standard",),
    thing="respond",
    value=rt.Within(rt.hours(8)),
    says="Tiempo de respuesta: en 8 horas como máximo, cuando Impacto sea «C: impacto mínimo».",
    at="contracts/lastcall.plan:94",
    sources=("LAS-025",),
)


def decide_standard_promise_respond(severity: Severity) -> rt.Decision:
    if severity == "critical":
        return STANDARD_WINDOWS_RESPOND_CRITICAL
    if severity == "moderate":
        return STANDARD_WINDOWS_RESPOND_MODERATE
    if severity == "minimal":
        return STANDARD_WINDOWS_RESPOND_MINIMAL
    return None


STANDARD_WINDOWS_RESOLVE_MINIMAL = rt.Clause(
    "standard.windows.resolve.minimal",
    layers=("standard",),
    thing="resolve",
    value=rt.Within(rt.hours(32)),
    says="Tiempo de resolución: en 32 horas como máximo, cuando Impacto sea «C: impacto mínimo».",
    at="contracts/lastcall.plan:94",
    sources=("LAS-028",),
)


def decide_standard_promise_resolve(severity: Severity) -> rt.Decision:
    if severity == "critical":
        return STANDARD_WINDOWS_RESOLVE_CRITICAL
    if severity == "moderate":
        return STANDARD_WINDOWS_RESOLVE_MODERATE
    if severity == "minimal":
        return STANDARD_WINDOWS_RESOLVE_MINIMAL
    return None


# ── advanced: Advanced ────────────────────────────────────────────────────────────────────────────────────────────────


ADVANCED_PRICE = rt.Clause(
    "advanced.price",
    layers=("advanced",),
    value=rt.Price(by="quote", per=("month", "year")),
    says="Precio: por cotización, por mes o año.",
    at="contracts/lastcall.plan:98",
    sources=("LAS-012", "LAS-032"),
)


def advanced_starts_at(contracted: date, zone: tzinfo, entitled_from: datetime) -> datetime:
    return max(rt.local_instant(contracted, zone), entitled_from)


ADVANCED_STARTS = rt.Clause(
    "advanced.starts",
    layers=("advanced",),
    value=rt.Starts(advanced_starts_at),
    says="Inicio de la vigencia: lo último entre «Contratación del servicio» y «Inicio del derecho a soporte».",
    at="contracts/lastcall.plan:99",
    sources=("LAS-003", "LAS-013"),
)
ADVANCED_LASTS_MONTHLY = rt.Clause(
    "advanced.lasts.monthly",
    layers=("advanced",),
    value=rt.Lasts(rt.CalendarUnits(1, "months")),
    says="Vigencia: 1 mes, cuando Pago sea «Mensual».",
    at="contracts/lastcall.plan:101",
    sources=("LAS-013",),
)
ADVANCED_LASTS_YEARLY = rt.Clause(
    "advanced.lasts.yearly",
    layers=("advanced",),
    value=rt.Lasts(rt.CalendarUnits(1, "years")),
    says="Vigencia: 1 año, cuando Pago sea «Anual».",
    at="contracts/lastcall.plan:102",
    sources=("LAS-013",),
)


def decide_advanced_lasts(billing: Billing) -> rt.Decision:
    if billing == "monthly":
        return ADVANCED_LASTS_MONTHLY
    if billing == "yearly":
        return ADVANCED_LASTS_YEARLY
    return None


ADVANCED_CANCELLABLE = rt.Clause(
    "advanced.cancellable",
    layers=("advanced",),
    value=rt.Cancellable(to_period_end=True),
    says="El cliente puede cancelar en cualquier momento, con efecto al final del periodo.",
    at="contracts/lastcall.plan:104",
    sources=("LAS-014",),
)
ADVANCED_ACCEPTS_CHANNEL = rt.Clause(
    "advanced.accepts.channel",
    layers=("advanced",),
    thing="channel",
    value=rt.Accepts(("email", "phone")),
    says="Método de contacto: se admite «Correo electrónico» o «Llamada telefónica».",
    at="contracts/lastcall.plan:105",
    sources=("LAS-033",),
)
ADVANCED_AT_MOST_REQUEST = rt.Clause(
    "advanced.at_most.request",
    layers=("advanced",),
    thing="request",
    value=rt.Quota("at_most", None),
    says="Solicitud: sin límite.",
    at="contracts/lastcall.plan:106",
    sources=("LAS-034",),
)
ADVANCED_ACCEPTS_DELIVERY = rt.Clause(
    "advanced.accepts.delivery",
    layers=("advanced",),
    thing="delivery",
    value=rt.Accepts(("email", "phone", "remote")),
    says="Entrega del soporte: se admite «Correo electrónico», «Llamada telefónica» o «Sesión remota programada».",
    at="contracts/lastcall.plan:107",
    sources=("LAS-035",),
)
ADVANCED_AT_MOST_AUTHORISED = rt.Clause(
    "advanced.at_most.authorised",
    layers=("advanced",),
    thing="authorised",
    value=rt.Quota("at_most", 5),
    says="Usuarios autorizados: 5 como máximo.",
    at="contracts/lastcall.plan:108",
    sources=("LAS-036",),
)
ADVANCED_ACCEPTS_BENEFICIARY = rt.Clause(
    "advanced.accepts.beneficiary",
    layers=("advanced",),
    thing="beneficiary",
    value=rt.Accepts(("requesting_user", "end_user")),
    says=(
        "Quién recibe el soporte: se admite «Usuario que ha solicitado el servicio» o «Usuario final del"
        " requerimiento»."
    ),
    at="contracts/lastcall.plan:109",
    sources=("LAS-037",),
)
ADVANCED_ACCEPTS_KIND = rt.Clause(
    "advanced.accepts.kind",
    layers=("advanced",),
    thing="kind",
    value=rt.Accepts(("problem", "question", "request")),
    says="Tipo de ticket: se admite «Problema», «Consulta» o «Solicitud».",
    at="contracts/lastcall.plan:110",
    sources=("LAS-038",),
)
ADVANCED_COVERS_SUPPORT = rt.Clause(
    "advanced.covers.support",
    layers=("advanced",),
    thing="support",
    value=rt.Share(1),
    says="Soporte: cobertura total.",
    at="contracts/lastcall.plan:111",
    sources=("LAS-002",),
)
ADVANCED_WINDOWS_RESPOND_CRITICAL = rt.Clause(
    "advanced.windows.respond.critical",
    layers=("advanced",),
    thing="respond",
    value=rt.Within(rt.hours(1)),
    says="Tiempo de respuesta: en 1 hora como máximo, cuando Impacto sea «A: impacto crítico».",
    at="contracts/lastcall.plan:114",
    sources=("LAS-039",),
)
ADVANCED_WINDOWS_RESOLVE_CRITICAL = rt.Clause(
    "advanced.windows.resolve.critical",
    layers=("advanced",),
    thing="resolve",
    value=rt.Within(rt.hours(4)),
    says="Tiempo de resolución: en 4 horas como máximo, cuando Impacto sea «A: impacto crítico».",
    at="contracts/lastcall.plan:114",
    sources=("LAS-042",),
)
ADVANCED_WINDOWS_RESPOND_MODERATE = rt.Clause(
    "advanced.windows.respond.moderate",
    layers=("advanced",),
    thing="respond",
    value=rt.Within(rt.hours(2)),
    says="Tiempo de respuesta: en 2 horas como máximo, cuando Impacto sea «B: impacto moderado».",
    at="contracts/lastcall.plan:115",
    sources=("LAS-040",),
)
ADVANCED_WINDOWS_RESOLVE_MODERATE = rt.Clause(
    "advanced.windows.resolve.moderate",
    layers=("advanced",),
    thing="resolve",
    value=rt.Within(rt.hours(8)),
    says="Tiempo de resolución: en 8 horas como máximo, cuando Impacto sea «B: impacto moderado».",
    at="contracts/lastcall.plan:115",
    sources=("LAS-043",),
)
ADVANCED_WINDOWS_RESPOND_MINIMAL = rt.Clause(
    "advanced.windows.respond.minimal",
    layers=("advanced",),
    thing="respond",
    value=rt.Within(rt.hours(4)),
    says="Tiempo de respuesta: en 4 horas como máximo, cuando Impacto sea «C: impacto mínimo».",
    at="contracts/lastcall.plan:116",
    sources=("LAS-041",),
)


def decide_advanced_promise_respond(severity: Severity) -> rt.Decision:
    if severity == "critical":
        return ADVANCED_WINDOWS_RESPOND_CRITICAL
    if severity == "moderate":
        return ADVANCED_WINDOWS_RESPOND_MODERATE
    if severity == "minimal":
        return ADVANCED_WINDOWS_RESPOND_MINIMAL
    return None


ADVANCED_WINDOWS_RESOLVE_MINIMAL = rt.Clause(
    "advanced.windows.resolve.minimal",
    layers=("advanced",),
    thing="resolve",
    value=rt.Within(rt.hours(16)),
    says="Tiempo de resolución: en 16 horas como máximo, cuando Impacto sea «C: impacto mínimo».",
    at="contracts/lastcall.plan:116",
    sources=("LAS-044",),
)


def decide_advanced_promise_resolve(severity: Severity) -> rt.Decision:
    if severity == "critical":
        return ADVANCED_WINDOWS_RESOLVE_CRITICAL
    if severity == "moderate":
        return ADVANCED_WINDOWS_RESOLVE_MODERATE
    if severity == "minimal":
        return ADVANCED_WINDOWS_RESOLVE_MINIMAL
    return None


ADVANCED_COVERS_SPECIALIST_SESSIONS = rt.Clause(
    "advanced.covers.specialist_sessions",
    layers=("advanced",),
    thing="specialist_sessions",
    value=rt.Share(1),
    says="Sesiones con especialistas técnicos: cobertura total.",
    at="contracts/lastcall.plan:118",
    sources=("LAS-045",),
)


def if_complex(complex: bool) -> bool:
    return complex


ADVANCED_COVERS_BRAND_ENGINEERS_COMPLEX = rt.Clause(
    "advanced.covers.brand_engineers.complex",
    layers=("advanced",),
    thing="brand_engineers",
    when=if_complex,
    value=rt.Share(1),
    says=(
        "Reuniones remotas con ingenieros de la marca: cobertura total, cuando se cumpla «Incidente de alta"
        " complejidad»."
    ),
    at="contracts/lastcall.plan:119",
    sources=("LAS-046",),
)


# ── The contract ──────────────────────────────────────────────────────────────────────────────────────────────────────

FACTS = (
    rt.Fact("site_zone", "zone", label="Zona horaria del cliente"),
    rt.Fact("severity", "choice", label="Impacto", choices=("critical", "moderate", "minimal")),
    rt.Fact("channel", "choice", label="Método de contacto", choices=("email", "phone")),
    rt.Fact("delivery", "choice", label="Entrega del soporte", choices=("email", "phone", "remote")),
    rt.Fact("kind", "choice", label="Tipo de ticket", choices=("problem", "question", "request")),
    rt.Fact("beneficiary", "choice", label="Quién recibe el soporte", choices=("requesting_user", "end_user")),
    rt.Fact("complex", "yes_no", label="Incidente de alta complejidad"),
    rt.Fact("asker", "name", label="Quién solicita"),
    rt.Fact("authorised", "names", label="Usuarios autorizados", customer=True),
    rt.Fact("bought_here", "yes_no", label="Adquirido a través de Last Call", customer=True),
    rt.Fact("purchase_confirmed", "instant", label="Confirmación de la compra", customer=True),
    rt.Fact("licenses_delivered", "instant", label="Entrega de las licencias", customer=True),
    rt.Fact("products_in_force", "yes_no", label="Productos en vigencia", customer=True),
    rt.Fact("contracted", "date", label="Contratación del servicio", customer=True),
    rt.Fact("billing", "choice", label="Pago", customer=True, choices=("monthly", "yearly")),
)
DEFINES = (
    rt.Define("entitled_from", "instant", label="Inicio del derecho a soporte", row=rt.Row(compute_entitled_from)),
)
INPUTS: Mapping[str, rt.Input] = {"asker_in_authorised": rt.Member("asker", "authorised"), "zone": rt.Zone()}
CANDIDATES: Mapping[str, tuple[object, ...]] = {}
TOGETHER = ()
OFFERS = (rt.Offer("standard", "tier", label="Standard"), rt.Offer("advanced", "tier", label="Advanced"))
THINGS = (
    rt.Thing("asking", "service", "asking", label="Solicitud del servicio"),
    rt.Thing("support", "service", "support", label="Soporte"),
    rt.Thing("specialist_sessions", "service", "specialist_sessions", label="Sesiones con especialistas técnicos"),
    rt.Thing("brand_engineers", "service", "brand_engineers", label="Reuniones remotas con ingenieros de la marca"),
    rt.Thing("request", "unit", "requests", label="Solicitud"),
    rt.Thing("authorised", "list", "authorised", label="Usuarios autorizados"),
)
WINDOWS = (
    rt.Window("respond", ("opened",), "responded", label="Tiempo de respuesta"),
    rt.Window("resolve", ("opened",), "resolved", label="Tiempo de resolución"),
)
STATES = ()
ASSUMPTIONS = (
    rt.Assumption(
        "starts_complete",
        (
            "Standard rige «desde la adquisición», pero el derecho a soporte nace con la compra confirmada y las"
            " licencias entregadas: cuenta lo último."
        ),
        ("LAS-003", "LAS-010"),
    ),
    rt.Assumption(
        "two_meanings",
        "«Solicitud» es a la vez todo ticket (máximo tres por mes) y un tipo de ticket que sólo Advanced tiene.",
        ("LAS-018", "LAS-022", "LAS-038"),
    ),
    rt.Assumption(
        "contact_or_delivery",
        (
            "Standard se contacta «únicamente» por correo, pero se entrega también por llamada: al cliente se le puede"
            " llamar, él no abre tickets por teléfono."
        ),
        ("LAS-017", "LAS-019"),
    ),
    rt.Assumption(
        "no_expiry",
        (
            "Standard «no tiene fecha de vencimiento», pero sólo «mientras tenga en vigencia productos»: termina con el"
            " último."
        ),
        ("LAS-011",),
    ),
    rt.Assumption("in_force_date", "El documento no imprime fecha; 2026-01-01 ocupa su lugar.", ()),
    rt.Assumption(
        "clock_hours",
        (
            "El documento no nombra calendario ni zona horaria: sus horas son de reloj, de día y de noche, en la zona"
            " del cliente."
        ),
        (
            "LAS-023", "LAS-024", "LAS-025", "LAS-026", "LAS-027", "LAS-028", "LAS-039", "LAS-040", "LAS-041",
            "LAS-042", "LAS-043", "LAS-044",
        ),
    ),
    rt.Assumption(
        "from_the_report",
        "La resolución se cuenta desde el reporte, igual que la respuesta.",
        ("LAS-026", "LAS-027", "LAS-028", "LAS-042", "LAS-043", "LAS-044"),
    ),
    rt.Assumption(
        "told_impact",
        (
            "A, B y C se explican una vez, bajo Standard, y valen para las dos suscripciones; sin criterios, el impacto"
            " es un hecho del ticket."
        ),
        (
            "LAS-023", "LAS-024", "LAS-025", "LAS-026", "LAS-027", "LAS-028", "LAS-029", "LAS-030", "LAS-031",
            "LAS-039", "LAS-040", "LAS-041", "LAS-042", "LAS-043", "LAS-044",
        ),
    ),
    rt.Assumption(
        "calendar_months",
        "Las tres solicitudes por mes se cuentan por mes calendario; la cuarta se rechaza y no cuenta.",
        ("LAS-018",),
    ),
    rt.Assumption(
        "paid_period",
        (
            "Advanced sigue de período en período hasta que el cliente lo cancela; entonces corre hasta el fin del"
            " período pagado."
        ),
        ("LAS-014",),
    ),
    rt.Assumption(
        "price_unprinted",
        "El documento no imprime monto para Advanced: su precio es por cotización.",
        ("LAS-012", "LAS-032"),
    ),
    rt.Assumption(
        "advanced_only",
        "Los especialistas y los ingenieros de marca figuran en Advanced: Standard no los tiene.",
        ("LAS-045", "LAS-046"),
    ),
    rt.Assumption(
        "asked_apart",
        (
            "Quién puede solicitar se pregunta aparte del soporte; de una lista con más nombres que lugares cuentan los"
            " primeros."
        ),
        ("LAS-020", "LAS-036"),
    ),
    rt.Assumption(
        "told_complexity",
        "«Alta complejidad» no es un impacto ni se define: es un hecho del ticket.",
        ("LAS-046",),
    ),
)
CLAUSES = (
    ALL_TIERS_OFFERED_BOUGHT_HERE,
    ALL_TIERS_COVERS_ASKING,
    ALL_TIERS_NEEDS_ASKING,
    STANDARD_PRICE,
    STANDARD_STARTS,
    STANDARD_LASTS_WHILE,
    STANDARD_ACCEPTS_CHANNEL,
    STANDARD_AT_MOST_REQUEST,
    STANDARD_USES_SUPPORT,
    STANDARD_ACCEPTS_DELIVERY,
    STANDARD_AT_MOST_AUTHORISED,
    STANDARD_ACCEPTS_BENEFICIARY,
    STANDARD_ACCEPTS_KIND,
    STANDARD_COVERS_SUPPORT,
    STANDARD_WINDOWS_RESPOND_CRITICAL,
    STANDARD_WINDOWS_RESOLVE_CRITICAL,
    STANDARD_WINDOWS_RESPOND_MODERATE,
    STANDARD_WINDOWS_RESOLVE_MODERATE,
    STANDARD_WINDOWS_RESPOND_MINIMAL,
    STANDARD_WINDOWS_RESOLVE_MINIMAL,
    ADVANCED_PRICE,
    ADVANCED_STARTS,
    ADVANCED_LASTS_MONTHLY,
    ADVANCED_LASTS_YEARLY,
    ADVANCED_CANCELLABLE,
    ADVANCED_ACCEPTS_CHANNEL,
    ADVANCED_AT_MOST_REQUEST,
    ADVANCED_ACCEPTS_DELIVERY,
    ADVANCED_AT_MOST_AUTHORISED,
    ADVANCED_ACCEPTS_BENEFICIARY,
    ADVANCED_ACCEPTS_KIND,
    ADVANCED_COVERS_SUPPORT,
    ADVANCED_WINDOWS_RESPOND_CRITICAL,
    ADVANCED_WINDOWS_RESOLVE_CRITICAL,
    ADVANCED_WINDOWS_RESPOND_MODERATE,
    ADVANCED_WINDOWS_RESOLVE_MODERATE,
    ADVANCED_WINDOWS_RESPOND_MINIMAL,
    ADVANCED_WINDOWS_RESOLVE_MINIMAL,
    ADVANCED_COVERS_SPECIALIST_SESSIONS,
    ADVANCED_COVERS_BRAND_ENGINEERS_COMPLEX,
)
CASES: Mapping[tuple[str, str, str], rt.Cases] = {
    ("standard", "promise", "respond"): decide_standard_promise_respond,
    ("standard", "promise", "resolve"): decide_standard_promise_resolve,
    ("advanced", "lasts", ""): decide_advanced_lasts,
    ("advanced", "promise", "respond"): decide_advanced_promise_respond,
    ("advanced", "promise", "resolve"): decide_advanced_promise_resolve,
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
        calendars=(),
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


def calendar(name: str, facts: Facts = Facts()) -> rt.Hours:  # noqa: B008
    """A calendar: `is_open`, `add`, `between`, `next_opening`. Raises MissingFactsError for unknown facts it needs."""
    return EVALUATOR.calendar(name, facts)
