"""路创服务计划

The evaluator of the contract `china`, made by servdsl from contracts/china.plan.
Change the contract, not this file.
"""

# A case may ask again what an earlier one has ruled out: it says all of its clause.
# mypy: disable-error-code="comparison-overlap"

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from fractions import Fraction
from typing import Literal, TypeAlias

from . import rt

CONTRACT = "china"
SOURCE = "contracts/china.plan"
SOURCE_SHA256 = "165f9f4c208126bc0e26c0f6356ac7121ae4bac1b7e2f1c454aa1efe9e58e654"
COMPILER_VERSION = "0.1.0"
LANGUAGE_VERSION = "1"
HOLIDAYS_VERSION = "0.109"

InputErrors = rt.InputErrors

# ── Facts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

Tier: TypeAlias = Literal[
    "part_care_basic", "part_care_plus", "part_care_plus_annual", "service_care", "technology_support", "system_care",
]
Addon: TypeAlias = Literal[
    "response_24h", "response_48h", "response_72h", "after_hour_service", "weekend_service", "customer_training_days",
    "lutron_training_days", "remote_training_days", "orientation_days", "optimization_days", "onsite_programming_days",
    "remote_programming_days", "maintenance_days",
]
Service: TypeAlias = Literal[
    "parts", "labor", "onsite_visit", "remote_service", "phone_support", "maintenance_visit", "training",
    "customer_training", "lutron_training", "remote_training", "orientation", "optimization", "onsite_programming",
    "remote_programming", "survey", "site_visit", "exploration", "system_upgrade", "software_upgrade",
]
Window: TypeAlias = Literal["respond"]
Calendar: TypeAlias = Literal["office", "nights", "saturday_and_sunday", "weekends", "around_clock"]
Warranty: TypeAlias = Literal["one_year", "two_year", "hwqs"]
Purpose: TypeAlias = Literal["diagnosis", "recovery", "other"]
Server: TypeAlias = Literal["online", "offline", "absent"]


class Subscription(rt.Record):
    """What stays fixed for a customer. None: unknown."""

    tier: Tier | None = None
    addons: Mapping[Addon, int] | Sequence[Addon] = ()  # with their quantities
    start: datetime | date | None = None  # of the customer's term
    country: str | None = None  # 项目所在国家
    lutron_system: bool | None = None  # 路创灯光控制系统
    bom: rt.Exact | None = None  # 项目硬件清单（售后价格）, CNY
    warranty: Warranty | None = None  # 原质保类型
    residential: bool | None = None  # 家居项目
    warranty_start: date | None = None  # 质保开始日期
    ordered: date | None = None  # 订单日期
    lutron_startup: bool | None = None  # 原厂调试的项目
    rail_from_shanghai: rt.Exact | timedelta | None = None  # 距上海的高铁时间
    rail_from_beijing: rt.Exact | timedelta | None = None  # 距北京的高铁时间
    direct_connection: bool | None = None  # 上海或北京可飞机或高铁直达
    confirmed: bool | None = None  # 购买前已与路创确认响应时间
    obsolete: bool | None = None  # 系统或部分硬件已停产
    software_too_old: bool | None = None  # 软件版本不支持新功能或灯具
    has_database: bool | None = None  # 系统适用数据库


class Facts(rt.Record):
    """One case: the customer, and what the ticket tells. None: unknown."""

    subscription: Subscription = Subscription()
    service: Service | None = None
    opened: datetime | None = None
    as_of: datetime | None = None
    events: Sequence[rt.Event] = ()
    worked: Sequence[tuple[datetime, datetime]] | None = None
    system_drawing: bool | None = None  # 已提供系统图
    layout_drawing: bool | None = None  # 已提供平面图
    database: bool | None = None  # 已提供数据库
    downloadable: bool | None = None  # 可从处理器下载数据库
    purpose: Purpose | None = None  # 工作内容
    requested_at: datetime | None = None  # 要求服务的时刻
    lutron_cause: bool | None = None  # 由路创产品原因造成
    part_price: rt.Exact | None = None  # 更换件的价格, CNY
    server: Server | None = None  # 服务器
    network_allowed: bool | None = None  # 客户已授权接入网络
    wireless_card: bool | None = None  # 已有 4G/5G 网卡
    security_signed: bool | None = None  # 已签署远程服务安全验证协议
    # Defined values: one that is given beats its formula.
    year: int | None = None  # 年份
    purchase_year: int | None = None  # 购买的年份
    near_shanghai: bool | None = None  # 上海 2 小时高铁可达
    near_beijing: bool | None = None  # 北京 2 小时高铁可达
    in_service_hours: bool | None = None  # 服务时间内
    remotely: bool | None = None  # 远程提供的服务
    purchase_years: int | None = None  # 可以购买的年数
    documents_given: bool | None = None  # 已提供全部资料

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> Facts:
        """Facts in the shape that `servdsl ask` takes. Raises InputErrors with every mistake."""
        return EVALUATOR.facts(told)


# ── Defined values ────────────────────────────────────────────────────────────────────────────────────────────────────


def compute_year(warranty_start: date, opened: datetime, zone: tzinfo) -> int:
    return rt.whole_years(warranty_start, rt.local_date(opened, zone)) + 1


def compute_purchase_year(warranty_start: date, ordered: date) -> int:
    return rt.whole_years(warranty_start, ordered) + 1


def if_near_shanghai(rail_from_shanghai: rt.Number) -> bool:
    return rail_from_shanghai <= 7200


def if_near_beijing(rail_from_beijing: rt.Number) -> bool:
    return rail_from_beijing <= 7200


def if_in_service_hours(
    requested_at_during_office: bool,
    holds_after_hour_service: bool,
    requested_at_during_nights: bool,
    holds_weekend_service: bool,
    requested_at_during_weekends: bool,
) -> bool:
    return (
        requested_at_during_office
        or holds_after_hour_service and requested_at_during_nights
        or holds_weekend_service and requested_at_during_weekends
    )


def if_remotely(service: str) -> bool:
    return service in ("remote_service", "remote_training", "remote_programming")


def find_purchase_years(warranty: Warranty) -> rt.Row | None:
    """可以购买的年数"""
    if warranty == "one_year":
        return rt.Row(1)
    if warranty == "two_year":
        return rt.Row(2)
    if warranty == "hwqs":
        return rt.Row(2)
    return None


def if_documents_given(system_drawing: bool, layout_drawing: bool, database: bool, has_database: bool) -> bool:
    return system_drawing and layout_drawing and (database or not has_database)


# ── Calendars ─────────────────────────────────────────────────────────────────────────────────────────────────────────


HOLIDAYS_CN = rt.holidays(
    {
        "元旦": "2026-01-01",
        "休息日（由 2026-01-04 调休）": "2026-01-02",
        "农历除夕": "2026-02-16",
        "春节": "2026-02-17 2026-02-18 2026-02-19",
        "休息日（由 2026-02-14 调休）": "2026-02-20",
        "休息日（由 2026-02-28 调休）": "2026-02-23",
        "清明节": "2026-04-05",
        "清明节（补假）": "2026-04-06",
        "劳动节": "2026-05-01 2026-05-02",
        "劳动节（补假）": "2026-05-04",
        "休息日（由 2026-05-09 调休）": "2026-05-05",
        "端午节": "2026-06-19",
        "中秋节": "2026-09-25",
        "国庆节": "2026-10-01 2026-10-02 2026-10-03",
        "国庆节（补假）": "2026-10-05",
        "休息日（由 2026-09-20 调休）": "2026-10-06",
        "休息日（由 2026-10-10 调休）": "2026-10-07",
    },
)
CALENDARS = (
    rt.Calendar(
        "office",
        rt.Openings(
            (
                rt.Weekly((0, 1, 2, 3, 4), (rt.span("08:00", "18:00"),)),
                rt.Holidays(HOLIDAYS_CN),
                rt.Weekly(
                    (),
                    (rt.span("08:00", "18:00"),),
                    dates=(
                        date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20),
                        date(2026, 10, 10),
                    ),
                ),
            ),
        ),
        label="工作日",
    ),
    rt.Calendar(
        "nights",
        rt.Openings(
            (
                rt.Weekly((0, 1, 2, 3, 4), (rt.span("18:00", "32:00"),)),
                rt.Holidays(HOLIDAYS_CN),
                rt.Weekly(
                    (),
                    (rt.span("18:00", "32:00"),),
                    dates=(
                        date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20),
                        date(2026, 10, 10),
                    ),
                ),
            ),
        ),
        label="晚间",
    ),
    rt.Calendar("saturday_and_sunday", rt.Openings((rt.Weekly((5, 6), (rt.span("08:00", "18:00"),)),)), label="周六和周日"),
    rt.Calendar("weekends", rt.Combined("except", rt.Named("saturday_and_sunday"), rt.Named("office")), label="周末"),
    rt.Calendar("around_clock", rt.Always(), label="7X24"),
)


# ── all tiers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def if_country_is_CN(country: str) -> bool:
    return country == "CN"


ALL_TIERS_OFFERED_CN = rt.Clause(
    "all_tiers.offered.CN",
    layers=("all tiers",),
    when=if_country_is_CN,
    value=rt.Offered(),
    says="当项目所在国家为CN时，可以购买。",
    at="contracts/china.plan:262",
    sources=("CHN-002",),
)


# ── part_care_basic: 硬件保障计划 Basic ─────────────────────────────────────────────────────────────────────────────────────


def if_warranty_in_one_year_two_year(warranty: Warranty) -> bool:
    return warranty in ("one_year", "two_year")


PART_CARE_BASIC_OFFERED_ONE_YEAR_OR_TWO_YEAR = rt.Clause(
    "part_care_basic.offered.one_year_or_two_year",
    layers=("part_care_basic",),
    when=if_warranty_in_one_year_two_year,
    value=rt.Offered(),
    says="当原质保类型为“1 年有限质保”或“2 年有限质保”时，可以购买。",
    at="contracts/china.plan:267",
    sources=("CHN-013", "CHN-014"),
)


def part_care_basic_price_one_year_amount(bom: rt.Number) -> rt.Number:
    return Fraction(4, 100) * bom


PART_CARE_BASIC_PRICE_ONE_YEAR = rt.Clause(
    "part_care_basic.price.one_year",
    layers=("part_care_basic",),
    value=rt.Price(part_care_basic_price_one_year_amount, currency="CNY", once=True, tax="excluding VAT"),
    says="当原质保类型为“1 年有限质保”时，价格：“项目硬件清单（售后价格）”的4%（一次性）（不含增值税）。",
    at="contracts/china.plan:270",
    sources=("CHN-013", "CHN-012"),
)


def part_care_basic_price_two_year_amount(bom: rt.Number) -> rt.Number:
    return Fraction(3, 100) * bom


PART_CARE_BASIC_PRICE_TWO_YEAR = rt.Clause(
    "part_care_basic.price.two_year",
    layers=("part_care_basic",),
    value=rt.Price(part_care_basic_price_two_year_amount, currency="CNY", once=True, tax="excluding VAT"),
    says="当原质保类型为“2 年有限质保”时，价格：“项目硬件清单（售后价格）”的3%（一次性）（不含增值税）。",
    at="contracts/china.plan:271",
    sources=("CHN-014", "CHN-012"),
)


def decide_part_care_basic_price(warranty: Warranty) -> rt.Decision:
    if warranty == "one_year":
        return PART_CARE_BASIC_PRICE_ONE_YEAR
    if warranty == "two_year":
        return PART_CARE_BASIC_PRICE_TWO_YEAR
    return None


def part_care_basic_charges_parts_amount(part_price: rt.Number) -> rt.Number:
    return part_price


PART_CARE_BASIC_CHARGES_PARTS = rt.Clause(
    "part_care_basic.charges.parts",
    layers=("part_care_basic",),
    thing="parts",
    value=rt.Charge(rt.Price(part_care_basic_charges_parts_amount, currency="CNY")),
    says="更换件：收费“更换件的价格”。",
    at="contracts/china.plan:273",
    sources=("CHN-015", "CHN-019"),
)
PART_CARE_BASIC_COVERS_PARTS_ONE_YEAR_AND_1_TO_2 = rt.Clause(
    "part_care_basic.covers.parts.one_year_and_1_to_2",
    layers=("part_care_basic",),
    thing="parts",
    value=rt.Share(1),
    says="当原质保类型为“1 年有限质保”且年份为1至2时，更换件：全部涵盖。",
    at="contracts/china.plan:276",
    sources=("CHN-015", "CHN-016"),
)
PART_CARE_BASIC_COVERS_PARTS_ONE_YEAR_AND_3_TO_5 = rt.Clause(
    "part_care_basic.covers.parts.one_year_and_3_to_5",
    layers=("part_care_basic",),
    thing="parts",
    value=rt.Share(Fraction(5, 10)),
    says="当原质保类型为“1 年有限质保”且年份为3至5时，更换件：涵盖50%。",
    at="contracts/china.plan:277",
    sources=("CHN-015", "CHN-017"),
)
PART_CARE_BASIC_COVERS_PARTS_ONE_YEAR_AND_6_TO_8 = rt.Clause(
    "part_care_basic.covers.parts.one_year_and_6_to_8",
    layers=("part_care_basic",),
    thing="parts",
    value=rt.Share(Fraction(25, 100)),
    says="当原质保类型为“1 年有限质保”且年份为6至8时，更换件：涵盖25%。",
    at="contracts/china.plan:278",
    sources=("CHN-015", "CHN-018"),
)
PART_CARE_BASIC_COVERS_PARTS_TWO_YEAR_AND_1_TO_2 = rt.Clause(
    "part_care_basic.covers.parts.two_year_and_1_to_2",
    layers=("part_care_basic",),
    thing="parts",
    value=rt.Share(1),
    says="当原质保类型为“2 年有限质保”且年份为1至2时，更换件：全部涵盖。",
    at="contracts/china.plan:279",
    sources=("CHN-020",),
)
PART_CARE_BASIC_COVERS_PARTS_TWO_YEAR_AND_3_TO_5 = rt.Clause(
    "part_care_basic.covers.parts.two_year_and_3_to_5",
    layers=("part_care_basic",),
    thing="parts",
    value=rt.Share(Fraction(5, 10)),
    says="当原质保类型为“2 年有限质保”且年份为3至5时，更换件：涵盖50%。",
    at="contracts/china.plan:280",
    sources=("CHN-019", "CHN-022"),
)
PART_CARE_BASIC_COVERS_PARTS_TWO_YEAR_AND_6_TO_8 = rt.Clause(
    "part_care_basic.covers.parts.two_year_and_6_to_8",
    layers=("part_care_basic",),
    thing="parts",
    value=rt.Share(Fraction(25, 100)),
    says="当原质保类型为“2 年有限质保”且年份为6至8时，更换件：涵盖25%。",
    at="contracts/china.plan:281",
    sources=("CHN-019", "CHN-023"),
)


def decide_part_care_basic_share_parts(warranty: Warranty, year: int) -> rt.Decision:
    if warranty == "one_year" and 1 <= year <= 2:
        return PART_CARE_BASIC_COVERS_PARTS_ONE_YEAR_AND_1_TO_2
    if warranty == "one_year" and 3 <= year <= 5:
        return PART_CARE_BASIC_COVERS_PARTS_ONE_YEAR_AND_3_TO_5
    if warranty == "one_year" and 6 <= year <= 8:
        return PART_CARE_BASIC_COVERS_PARTS_ONE_YEAR_AND_6_TO_8
    if warranty == "two_year" and 1 <= year <= 2:
        return PART_CARE_BASIC_COVERS_PARTS_TWO_YEAR_AND_1_TO_2
    if warranty == "two_year" and 3 <= year <= 5:
        return PART_CARE_BASIC_COVERS_PARTS_TWO_YEAR_AND_3_TO_5
    if warranty == "two_year" and 6 <= year <= 8:
        return PART_CARE_BASIC_COVERS_PARTS_TWO_YEAR_AND_6_TO_8
    return None


def if_part_care_basic_covers_labor_c438fc16_applies(
    warranty: Warranty,
    year: int,
    lutron_startup: bool,
    purpose: Purpose,
) -> bool:
    return warranty == "two_year" and 1 <= year <= 2 and lutron_startup and purpose == "diagnosis"


PART_CARE_BASIC_COVERS_LABOR_C438FC16 = rt.Clause(
    "part_care_basic.covers.labor.c438fc16",
    layers=("part_care_basic",),
    thing="labor",
    when=if_part_care_basic_covers_labor_c438fc16_applies,
    value=rt.Share(1),
    says="当原质保类型为“2 年有限质保”且年份为1至2且满足“原厂调试的项目”且工作内容为“故障诊断”时，路创工程师的人工：全部涵盖。",
    at="contracts/china.plan:283",
    sources=("CHN-021",),
)


# ── part_care_plus: 硬件保障计划+ ───────────────────────────────────────────────────────────────────────────────────────────


def if_residential_or_warranty_in_one_year_two_year(residential: bool, warranty: Warranty) -> bool:
    return residential or warranty in ("one_year", "two_year")


PART_CARE_PLUS_OFFERED_RESIDENTIAL_OR_ONE_YEAR_OR_TWO_YEAR = rt.Clause(
    "part_care_plus.offered.residential_or_one_year_or_two_year",
    layers=("part_care_plus",),
    when=if_residential_or_warranty_in_one_year_two_year,
    value=rt.Offered(),
    says="当满足“家居项目”或原质保类型为“1 年有限质保”或“2 年有限质保”时，可以购买。",
    at="contracts/china.plan:289",
    sources=("CHN-029",),
)


def part_care_plus_price_one_year_amount(bom: rt.Number) -> rt.Number:
    return Fraction(9, 100) * bom


PART_CARE_PLUS_PRICE_ONE_YEAR = rt.Clause(
    "part_care_plus.price.one_year",
    layers=("part_care_plus",),
    value=rt.Price(part_care_plus_price_one_year_amount, currency="CNY", once=True, tax="excluding VAT"),
    says="当原质保类型为“1 年有限质保”时，价格：“项目硬件清单（售后价格）”的9%（一次性）（不含增值税）。",
    at="contracts/china.plan:292",
    sources=("CHN-026", "CHN-025"),
)


def part_care_plus_price_two_year_amount(bom: rt.Number) -> rt.Number:
    return Fraction(8, 100) * bom


PART_CARE_PLUS_PRICE_TWO_YEAR = rt.Clause(
    "part_care_plus.price.two_year",
    layers=("part_care_plus",),
    value=rt.Price(part_care_plus_price_two_year_amount, currency="CNY", once=True, tax="excluding VAT"),
    says="当原质保类型为“2 年有限质保”时，价格：“项目硬件清单（售后价格）”的8%（一次性）（不含增值税）。",
    at="contracts/china.plan:293",
    sources=("CHN-027", "CHN-025"),
)


def part_care_plus_price_hwqs_amount(bom: rt.Number) -> rt.Number:
    return Fraction(5, 100) * bom


PART_CARE_PLUS_PRICE_HWQS = rt.Clause(
    "part_care_plus.price.hwqs",
    layers=("part_care_plus",),
    value=rt.Price(part_care_plus_price_hwqs_amount, currency="CNY", once=True, tax="excluding VAT"),
    says="当原质保类型为“HWQS 系统 8 年有限质保”时，价格：“项目硬件清单（售后价格）”的5%（一次性）（不含增值税）。",
    at="contracts/china.plan:294",
    sources=("CHN-028", "CHN-025"),
)


def decide_part_care_plus_price(warranty: Warranty) -> rt.Decision:
    if warranty == "one_year":
        return PART_CARE_PLUS_PRICE_ONE_YEAR
    if warranty == "two_year":
        return PART_CARE_PLUS_PRICE_TWO_YEAR
    if warranty == "hwqs":
        return PART_CARE_PLUS_PRICE_HWQS
    return None


PART_CARE_PLUS_COVERS_PARTS_ONE_YEAR_AND_1_TO_8 = rt.Clause(
    "part_care_plus.covers.parts.one_year_and_1_to_8",
    layers=("part_care_plus",),
    thing="parts",
    value=rt.Share(1),
    says="当原质保类型为“1 年有限质保”且年份为1至8时，更换件：全部涵盖。",
    at="contracts/china.plan:298",
    sources=("CHN-030", "CHN-031"),
)
PART_CARE_PLUS_COVERS_PARTS_TWO_YEAR_AND_1_TO_2 = rt.Clause(
    "part_care_plus.covers.parts.two_year_and_1_to_2",
    layers=("part_care_plus",),
    thing="parts",
    value=rt.Share(1),
    says="当原质保类型为“2 年有限质保”且年份为1至2时，更换件：全部涵盖。",
    at="contracts/china.plan:299",
    sources=("CHN-033",),
)
PART_CARE_PLUS_COVERS_PARTS_TWO_YEAR_AND_3_TO_8 = rt.Clause(
    "part_care_plus.covers.parts.two_year_and_3_to_8",
    layers=("part_care_plus",),
    thing="parts",
    value=rt.Share(1),
    says="当原质保类型为“2 年有限质保”且年份为3至8时，更换件：全部涵盖。",
    at="contracts/china.plan:300",
    sources=("CHN-032", "CHN-035"),
)
PART_CARE_PLUS_COVERS_PARTS_HWQS_AND_1_TO_8 = rt.Clause(
    "part_care_plus.covers.parts.hwqs_and_1_to_8",
    layers=("part_care_plus",),
    thing="parts",
    value=rt.Share(1),
    says="当原质保类型为“HWQS 系统 8 年有限质保”且年份为1至8时，更换件：全部涵盖。",
    at="contracts/china.plan:301",
    sources=("CHN-036", "CHN-037"),
)


def decide_part_care_plus_share_parts(warranty: Warranty, year: int) -> rt.Decision:
    if warranty == "two_year" and 1 <= year <= 2:
        return PART_CARE_PLUS_COVERS_PARTS_TWO_YEAR_AND_1_TO_2
    if warranty == "two_year" and 3 <= year <= 8:
        return PART_CARE_PLUS_COVERS_PARTS_TWO_YEAR_AND_3_TO_8
    if warranty == "one_year" and 1 <= year <= 8:
        return PART_CARE_PLUS_COVERS_PARTS_ONE_YEAR_AND_1_TO_8
    if warranty == "hwqs" and 1 <= year <= 8:
        return PART_CARE_PLUS_COVERS_PARTS_HWQS_AND_1_TO_8
    return None


PART_CARE_PLUS_COVERS_LABOR_C438FC16 = rt.Clause(
    "part_care_plus.covers.labor.c438fc16",
    layers=("part_care_plus",),
    thing="labor",
    when=if_part_care_basic_covers_labor_c438fc16_applies,
    value=rt.Share(1),
    says="当原质保类型为“2 年有限质保”且年份为1至2且满足“原厂调试的项目”且工作内容为“故障诊断”时，路创工程师的人工：全部涵盖。",
    at="contracts/china.plan:303",
    sources=("CHN-034",),
)


# ── part_care_plus_annual: 硬件保障计划+（年付） ────────────────────────────────────────────────────────────────────────────────


PART_CARE_PLUS_ANNUAL_OFFERED_RESIDENTIAL_OR_ONE_YEAR_OR_TWO_YEAR = rt.Clause(
    "part_care_plus_annual.offered.residential_or_one_year_or_two_year",
    layers=("part_care_plus_annual",),
    when=if_residential_or_warranty_in_one_year_two_year,
    value=rt.Offered(),
    says="当满足“家居项目”或原质保类型为“1 年有限质保”或“2 年有限质保”时，可以购买。",
    at="contracts/china.plan:309",
    sources=("CHN-065",),
)


def part_care_plus_annual_price_1_and_one_year_amount(bom: rt.Number) -> rt.Number:
    return 0 * bom


PART_CARE_PLUS_ANNUAL_PRICE_1_AND_ONE_YEAR = rt.Clause(
    "part_care_plus_annual.price.1_and_one_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_1_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为1且原质保类型为“1 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的0%（不含增值税）。",
    at="contracts/china.plan:312",
    sources=("CHN-041", "CHN-039", "CHN-040"),
)
PART_CARE_PLUS_ANNUAL_PRICE_1_AND_TWO_YEAR = rt.Clause(
    "part_care_plus_annual.price.1_and_two_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_1_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为1且原质保类型为“2 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的0%（不含增值税）。",
    at="contracts/china.plan:312",
    sources=("CHN-049", "CHN-039", "CHN-040"),
)
PART_CARE_PLUS_ANNUAL_PRICE_1_AND_HWQS = rt.Clause(
    "part_care_plus_annual.price.1_and_hwqs",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_1_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为1且原质保类型为“HWQS 系统 8 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的0%（不含增值税）。",
    at="contracts/china.plan:312",
    sources=("CHN-057", "CHN-039", "CHN-040"),
)


def part_care_plus_annual_price_2_and_one_year_amount(bom: rt.Number) -> rt.Number:
    return Fraction(1, 100) * bom


PART_CARE_PLUS_ANNUAL_PRICE_2_AND_ONE_YEAR = rt.Clause(
    "part_care_plus_annual.price.2_and_one_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_2_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为2且原质保类型为“1 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的1%（不含增值税）。",
    at="contracts/china.plan:313",
    sources=("CHN-042", "CHN-039", "CHN-040"),
)
PART_CARE_PLUS_ANNUAL_PRICE_2_AND_TWO_YEAR = rt.Clause(
    "part_care_plus_annual.price.2_and_two_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_1_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为2且原质保类型为“2 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的0%（不含增值税）。",
    at="contracts/china.plan:313",
    sources=("CHN-050", "CHN-039", "CHN-040"),
)
PART_CARE_PLUS_ANNUAL_PRICE_2_AND_HWQS = rt.Clause(
    "part_care_plus_annual.price.2_and_hwqs",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_1_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为2且原质保类型为“HWQS 系统 8 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的0%（不含增值税）。",
    at="contracts/china.plan:313",
    sources=("CHN-058", "CHN-039", "CHN-040"),
)


def part_care_plus_annual_price_3_and_one_year_amount(bom: rt.Number) -> rt.Number:
    return Fraction(15, 1000) * bom


PART_CARE_PLUS_ANNUAL_PRICE_3_AND_ONE_YEAR = rt.Clause(
    "part_care_plus_annual.price.3_and_one_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_3_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为3且原质保类型为“1 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的1.5%（不含增值税）。",
    at="contracts/china.plan:314",
    sources=("CHN-043", "CHN-039", "CHN-040"),
)
PART_CARE_PLUS_ANNUAL_PRICE_3_AND_TWO_YEAR = rt.Clause(
    "part_care_plus_annual.price.3_and_two_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_3_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为3且原质保类型为“2 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的1.5%（不含增值税）。",
    at="contracts/china.plan:314",
    sources=("CHN-051", "CHN-039", "CHN-040"),
)
PART_CARE_PLUS_ANNUAL_PRICE_3_AND_HWQS = rt.Clause(
    "part_care_plus_annual.price.3_and_hwqs",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_2_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为3且原质保类型为“HWQS 系统 8 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的1%（不含增值税）。",
    at="contracts/china.plan:314",
    sources=("CHN-059", "CHN-039", "CHN-040"),
)


def part_care_plus_annual_price_4_and_one_year_amount(bom: rt.Number) -> rt.Number:
    return Fraction(17, 1000) * bom


PART_CARE_PLUS_ANNUAL_PRICE_4_AND_ONE_YEAR = rt.Clause(
    "part_care_plus_annual.price.4_and_one_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_4_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为4且原质保类型为“1 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的1.7%（不含增值税）。",
    at="contracts/china.plan:315",
    sources=("CHN-044", "CHN-039", "CHN-040"),
)
PART_CARE_PLUS_ANNUAL_PRICE_4_AND_TWO_YEAR = rt.Clause(
    "part_care_plus_annual.price.4_and_two_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_4_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为4且原质保类型为“2 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的1.7%（不含增值税）。",
    at="contracts/china.plan:315",
    sources=("CHN-052", "CHN-039", "CHN-040"),
)


def part_care_plus_annual_price_4_and_hwqs_amount(bom: rt.Number) -> rt.Number:
    return Fraction(12, 1000) * bom


PART_CARE_PLUS_ANNUAL_PRICE_4_AND_HWQS = rt.Clause(
    "part_care_plus_annual.price.4_and_hwqs",
    layers=("part_care_plus_annual",),
    value=rt.Price(part_care_plus_annual_price_4_and_hwqs_amount, currency="CNY", per=("year",), tax="excluding VAT"),
    says="当年份为4且原质保类型为“HWQS 系统 8 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的1.2%（不含增值税）。",
    at="contracts/china.plan:315",
    sources=("CHN-060", "CHN-039", "CHN-040"),
)


def part_care_plus_annual_price_5_and_one_year_amount(bom: rt.Number) -> rt.Number:
    return Fraction(19, 1000) * bom


PART_CARE_PLUS_ANNUAL_PRICE_5_AND_ONE_YEAR = rt.Clause(
    "part_care_plus_annual.price.5_and_one_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_5_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为5且原质保类型为“1 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的1.9%（不含增值税）。",
    at="contracts/china.plan:316",
    sources=("CHN-045", "CHN-039", "CHN-040"),
)
PART_CARE_PLUS_ANNUAL_PRICE_5_AND_TWO_YEAR = rt.Clause(
    "part_care_plus_annual.price.5_and_two_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_5_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为5且原质保类型为“2 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的1.9%（不含增值税）。",
    at="contracts/china.plan:316",
    sources=("CHN-053", "CHN-039", "CHN-040"),
)


def part_care_plus_annual_price_5_and_hwqs_amount(bom: rt.Number) -> rt.Number:
    return Fraction(14, 1000) * bom


PART_CARE_PLUS_ANNUAL_PRICE_5_AND_HWQS = rt.Clause(
    "part_care_plus_annual.price.5_and_hwqs",
    layers=("part_care_plus_annual",),
    value=rt.Price(part_care_plus_annual_price_5_and_hwqs_amount, currency="CNY", per=("year",), tax="excluding VAT"),
    says="当年份为5且原质保类型为“HWQS 系统 8 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的1.4%（不含增值税）。",
    at="contracts/china.plan:316",
    sources=("CHN-061", "CHN-039", "CHN-040"),
)


def part_care_plus_annual_price_6_and_one_year_amount(bom: rt.Number) -> rt.Number:
    return Fraction(21, 1000) * bom


PART_CARE_PLUS_ANNUAL_PRICE_6_AND_ONE_YEAR = rt.Clause(
    "part_care_plus_annual.price.6_and_one_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_6_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为6且原质保类型为“1 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的2.1%（不含增值税）。",
    at="contracts/china.plan:317",
    sources=("CHN-046", "CHN-039", "CHN-040"),
)
PART_CARE_PLUS_ANNUAL_PRICE_6_AND_TWO_YEAR = rt.Clause(
    "part_care_plus_annual.price.6_and_two_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_6_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为6且原质保类型为“2 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的2.1%（不含增值税）。",
    at="contracts/china.plan:317",
    sources=("CHN-054", "CHN-039", "CHN-040"),
)


def part_care_plus_annual_price_6_and_hwqs_amount(bom: rt.Number) -> rt.Number:
    return Fraction(16, 1000) * bom


PART_CARE_PLUS_ANNUAL_PRICE_6_AND_HWQS = rt.Clause(
    "part_care_plus_annual.price.6_and_hwqs",
    layers=("part_care_plus_annual",),
    value=rt.Price(part_care_plus_annual_price_6_and_hwqs_amount, currency="CNY", per=("year",), tax="excluding VAT"),
    says="当年份为6且原质保类型为“HWQS 系统 8 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的1.6%（不含增值税）。",
    at="contracts/china.plan:317",
    sources=("CHN-062", "CHN-039", "CHN-040"),
)


def part_care_plus_annual_price_7_and_one_year_amount(bom: rt.Number) -> rt.Number:
    return Fraction(23, 1000) * bom


PART_CARE_PLUS_ANNUAL_PRICE_7_AND_ONE_YEAR = rt.Clause(
    "part_care_plus_annual.price.7_and_one_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_7_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为7且原质保类型为“1 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的2.3%（不含增值税）。",
    at="contracts/china.plan:318",
    sources=("CHN-047", "CHN-039", "CHN-040"),
)
PART_CARE_PLUS_ANNUAL_PRICE_7_AND_TWO_YEAR = rt.Clause(
    "part_care_plus_annual.price.7_and_two_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_7_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为7且原质保类型为“2 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的2.3%（不含增值税）。",
    at="contracts/china.plan:318",
    sources=("CHN-055", "CHN-039", "CHN-040"),
)


def part_care_plus_annual_price_7_and_hwqs_amount(bom: rt.Number) -> rt.Number:
    return Fraction(18, 1000) * bom


PART_CARE_PLUS_ANNUAL_PRICE_7_AND_HWQS = rt.Clause(
    "part_care_plus_annual.price.7_and_hwqs",
    layers=("part_care_plus_annual",),
    value=rt.Price(part_care_plus_annual_price_7_and_hwqs_amount, currency="CNY", per=("year",), tax="excluding VAT"),
    says="当年份为7且原质保类型为“HWQS 系统 8 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的1.8%（不含增值税）。",
    at="contracts/china.plan:318",
    sources=("CHN-063", "CHN-039", "CHN-040"),
)


def part_care_plus_annual_price_8_and_one_year_amount(bom: rt.Number) -> rt.Number:
    return Fraction(25, 1000) * bom


PART_CARE_PLUS_ANNUAL_PRICE_8_AND_ONE_YEAR = rt.Clause(
    "part_care_plus_annual.price.8_and_one_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_8_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为8且原质保类型为“1 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的2.5%（不含增值税）。",
    at="contracts/china.plan:319",
    sources=("CHN-048", "CHN-039", "CHN-040"),
)
PART_CARE_PLUS_ANNUAL_PRICE_8_AND_TWO_YEAR = rt.Clause(
    "part_care_plus_annual.price.8_and_two_year",
    layers=("part_care_plus_annual",),
    value=rt.Price(
        part_care_plus_annual_price_8_and_one_year_amount,
        currency="CNY",
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为8且原质保类型为“2 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的2.5%（不含增值税）。",
    at="contracts/china.plan:319",
    sources=("CHN-056", "CHN-039", "CHN-040"),
)


def part_care_plus_annual_price_8_and_hwqs_amount(bom: rt.Number) -> rt.Number:
    return Fraction(2, 100) * bom


PART_CARE_PLUS_ANNUAL_PRICE_8_AND_HWQS = rt.Clause(
    "part_care_plus_annual.price.8_and_hwqs",
    layers=("part_care_plus_annual",),
    value=rt.Price(part_care_plus_annual_price_8_and_hwqs_amount, currency="CNY", per=("year",), tax="excluding VAT"),
    says="当年份为8且原质保类型为“HWQS 系统 8 年有限质保”时，价格：每年“项目硬件清单（售后价格）”的2%（不含增值税）。",
    at="contracts/china.plan:319",
    sources=("CHN-064", "CHN-039", "CHN-040"),
)


def decide_part_care_plus_annual_price(year: int, warranty: Warranty) -> rt.Decision:
    if year == 1 and warranty == "one_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_1_AND_ONE_YEAR
    if year == 1 and warranty == "two_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_1_AND_TWO_YEAR
    if year == 1 and warranty == "hwqs":
        return PART_CARE_PLUS_ANNUAL_PRICE_1_AND_HWQS
    if year == 2 and warranty == "one_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_2_AND_ONE_YEAR
    if year == 2 and warranty == "two_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_2_AND_TWO_YEAR
    if year == 2 and warranty == "hwqs":
        return PART_CARE_PLUS_ANNUAL_PRICE_2_AND_HWQS
    if year == 3 and warranty == "one_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_3_AND_ONE_YEAR
    if year == 3 and warranty == "two_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_3_AND_TWO_YEAR
    if year == 3 and warranty == "hwqs":
        return PART_CARE_PLUS_ANNUAL_PRICE_3_AND_HWQS
    if year == 4 and warranty == "one_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_4_AND_ONE_YEAR
    if year == 4 and warranty == "two_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_4_AND_TWO_YEAR
    if year == 4 and warranty == "hwqs":
        return PART_CARE_PLUS_ANNUAL_PRICE_4_AND_HWQS
    if year == 5 and warranty == "one_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_5_AND_ONE_YEAR
    if year == 5 and warranty == "two_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_5_AND_TWO_YEAR
    if year == 5 and warranty == "hwqs":
        return PART_CARE_PLUS_ANNUAL_PRICE_5_AND_HWQS
    if year == 6 and warranty == "one_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_6_AND_ONE_YEAR
    if year == 6 and warranty == "two_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_6_AND_TWO_YEAR
    if year == 6 and warranty == "hwqs":
        return PART_CARE_PLUS_ANNUAL_PRICE_6_AND_HWQS
    if year == 7 and warranty == "one_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_7_AND_ONE_YEAR
    if year == 7 and warranty == "two_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_7_AND_TWO_YEAR
    if year == 7 and warranty == "hwqs":
        return PART_CARE_PLUS_ANNUAL_PRICE_7_AND_HWQS
    if year == 8 and warranty == "one_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_8_AND_ONE_YEAR
    if year == 8 and warranty == "two_year":
        return PART_CARE_PLUS_ANNUAL_PRICE_8_AND_TWO_YEAR
    if year == 8 and warranty == "hwqs":
        return PART_CARE_PLUS_ANNUAL_PRICE_8_AND_HWQS
    return None


def part_care_plus_annual_starts_at(warranty_start: date) -> date:
    return warranty_start


PART_CARE_PLUS_ANNUAL_STARTS = rt.Clause(
    "part_care_plus_annual.starts",
    layers=("part_care_plus_annual",),
    value=rt.Starts(part_care_plus_annual_starts_at),
    says="合同期开始：“质保开始日期”。",
    at="contracts/china.plan:322",
    sources=("CHN-066", "CHN-068", "CHN-072"),
)
PART_CARE_PLUS_ANNUAL_LASTS_ONE_YEAR = rt.Clause(
    "part_care_plus_annual.lasts.one_year",
    layers=("part_care_plus_annual",),
    value=rt.Lasts(rt.CalendarUnits(1, "years")),
    says="当原质保类型为“1 年有限质保”时，合同期：1年。",
    at="contracts/china.plan:324",
    sources=("CHN-041",),
)
PART_CARE_PLUS_ANNUAL_LASTS_TWO_YEAR_OR_HWQS = rt.Clause(
    "part_care_plus_annual.lasts.two_year_or_hwqs",
    layers=("part_care_plus_annual",),
    value=rt.Lasts(rt.CalendarUnits(2, "years")),
    says="当原质保类型为“2 年有限质保”或“HWQS 系统 8 年有限质保”时，合同期：2年。",
    at="contracts/china.plan:325",
    sources=("CHN-049", "CHN-050", "CHN-057", "CHN-058"),
)


def decide_part_care_plus_annual_lasts(warranty: Warranty) -> rt.Decision:
    if warranty == "one_year":
        return PART_CARE_PLUS_ANNUAL_LASTS_ONE_YEAR
    if warranty in ("two_year", "hwqs"):
        return PART_CARE_PLUS_ANNUAL_LASTS_TWO_YEAR_OR_HWQS
    return None


PART_CARE_PLUS_ANNUAL_RENEWS = rt.Clause(
    "part_care_plus_annual.renews",
    layers=("part_care_plus_annual",),
    value=rt.Renews(rt.CalendarUnits(1, "years")),
    says="须每年续约，不得中断。",
    at="contracts/china.plan:327",
    sources=("CHN-066", "CHN-068", "CHN-072", "CHN-079"),
)
PART_CARE_PLUS_ANNUAL_COVERS_PARTS_ONE_YEAR_AND_1_TO_8 = rt.Clause(
    "part_care_plus_annual.covers.parts.one_year_and_1_to_8",
    layers=("part_care_plus_annual",),
    thing="parts",
    value=rt.Share(1),
    says="当原质保类型为“1 年有限质保”且年份为1至8时，更换件：全部涵盖。",
    at="contracts/china.plan:330",
    sources=("CHN-066", "CHN-067"),
)
PART_CARE_PLUS_ANNUAL_COVERS_PARTS_TWO_YEAR_AND_1_TO_2 = rt.Clause(
    "part_care_plus_annual.covers.parts.two_year_and_1_to_2",
    layers=("part_care_plus_annual",),
    thing="parts",
    value=rt.Share(1),
    says="当原质保类型为“2 年有限质保”且年份为1至2时，更换件：全部涵盖。",
    at="contracts/china.plan:331",
    sources=("CHN-069",),
)
PART_CARE_PLUS_ANNUAL_COVERS_PARTS_TWO_YEAR_AND_3_TO_8 = rt.Clause(
    "part_care_plus_annual.covers.parts.two_year_and_3_to_8",
    layers=("part_care_plus_annual",),
    thing="parts",
    value=rt.Share(1),
    says="当原质保类型为“2 年有限质保”且年份为3至8时，更换件：全部涵盖。",
    at="contracts/china.plan:332",
    sources=("CHN-068", "CHN-071"),
)
PART_CARE_PLUS_ANNUAL_COVERS_PARTS_HWQS_AND_1_TO_8 = rt.Clause(
    "part_care_plus_annual.covers.parts.hwqs_and_1_to_8",
    layers=("part_care_plus_annual",),
    thing="parts",
    value=rt.Share(1),
    says="当原质保类型为“HWQS 系统 8 年有限质保”且年份为1至8时，更换件：全部涵盖。",
    at="contracts/china.plan:333",
    sources=("CHN-072", "CHN-073"),
)


def decide_part_care_plus_annual_share_parts(warranty: Warranty, year: int) -> rt.Decision:
    if warranty == "two_year" and 1 <= year <= 2:
        return PART_CARE_PLUS_ANNUAL_COVERS_PARTS_TWO_YEAR_AND_1_TO_2
    if warranty == "two_year" and 3 <= year <= 8:
        return PART_CARE_PLUS_ANNUAL_COVERS_PARTS_TWO_YEAR_AND_3_TO_8
    if warranty == "one_year" and 1 <= year <= 8:
        return PART_CARE_PLUS_ANNUAL_COVERS_PARTS_ONE_YEAR_AND_1_TO_8
    if warranty == "hwqs" and 1 <= year <= 8:
        return PART_CARE_PLUS_ANNUAL_COVERS_PARTS_HWQS_AND_1_TO_8
    return None


PART_CARE_PLUS_ANNUAL_COVERS_LABOR_C438FC16 = rt.Clause(
    "part_care_plus_annual.covers.labor.c438fc16",
    layers=("part_care_plus_annual",),
    thing="labor",
    when=if_part_care_basic_covers_labor_c438fc16_applies,
    value=rt.Share(1),
    says="当原质保类型为“2 年有限质保”且年份为1至2且满足“原厂调试的项目”且工作内容为“故障诊断”时，路创工程师的人工：全部涵盖。",
    at="contracts/china.plan:335",
    sources=("CHN-070",),
)


# ── part_care_basic, part_care_plus, part_care_plus_annual ────────────────────────────────────────────────────────────


def if_year_up_to_8(year: int) -> bool:
    return year <= 8


PART_CARE_BASIC_AND_2_MORE_LASTS_WHILE = rt.Clause(
    "part_care_basic+part_care_plus+part_care_plus_annual.lasts_while",
    layers=("part_care_basic", "part_care_plus", "part_care_plus_annual"),
    value=rt.LastsWhile(if_year_up_to_8),
    says="仅在年份不超过8期间有效。",
    at="contracts/china.plan:347",
    sources=("CHN-009",),
)


def compare_purchase_years_below_purchase_year(purchase_years: int, purchase_year: int) -> bool:
    return purchase_years < purchase_year


def if_purchase_year_up_to_purchase_years(purchase_years_below_purchase_year: bool) -> bool:
    return not purchase_years_below_purchase_year


PART_CARE_BASIC_AND_2_MORE_OFFERED_PURCHASE_YEAR_AT_MOST_PURCHASE_YEARS = rt.Clause(
    "part_care_basic+part_care_plus+part_care_plus_annual.offered.purchase_year_at_most_purchase_years",
    layers=("part_care_basic", "part_care_plus", "part_care_plus_annual"),
    when=if_purchase_year_up_to_purchase_years,
    value=rt.Offered(),
    says="当购买的年份不超过“可以购买的年数”时，可以购买。",
    at="contracts/china.plan:348",
    sources=("CHN-075", "CHN-076", "CHN-077", "CHN-078"),
)


# ── service_care: 服务保障计划 ──────────────────────────────────────────────────────────────────────────────────────────────


def if_lutron_system(lutron_system: bool) -> bool:
    return lutron_system


SERVICE_CARE_OFFERED_LUTRON_SYSTEM = rt.Clause(
    "service_care.offered.lutron_system",
    layers=("service_care",),
    when=if_lutron_system,
    value=rt.Offered(),
    says="当满足“路创灯光控制系统”时，可以购买。",
    at="contracts/china.plan:402",
    sources=("CHN-094",),
)
SERVICE_CARE_PRICE_BOM_UNDER_750000_CNY = rt.Clause(
    "service_care.price.bom_under_750000_CNY",
    layers=("service_care",),
    value=rt.Price(15_000, currency="CNY", lower_bound=True, per=("year",), tax="excluding VAT"),
    says="当项目硬件清单（售后价格）小于750,000.00元时，价格：每年15,000.00元起（不含增值税）。",
    at="contracts/china.plan:405",
    sources=("CHN-096", "CHN-095", "CHN-098"),
)
SERVICE_CARE_PRICE_BOM_AT_LEAST_750000_CNY = rt.Clause(
    "service_care.price.bom_at_least_750000_CNY",
    layers=("service_care",),
    value=rt.Price(
        part_care_plus_annual_price_8_and_hwqs_amount,
        currency="CNY",
        lower_bound=True,
        per=("year",),
        tax="excluding VAT",
    ),
    says="当项目硬件清单（售后价格）不低于750,000.00元时，价格：每年“项目硬件清单（售后价格）”的2%起（不含增值税）。",
    at="contracts/china.plan:406",
    sources=("CHN-097", "CHN-095", "CHN-098"),
)


def decide_service_care_price(bom: rt.Number) -> rt.Decision:
    if bom < 750_000:
        return SERVICE_CARE_PRICE_BOM_UNDER_750000_CNY
    if bom >= 750_000:
        return SERVICE_CARE_PRICE_BOM_AT_LEAST_750000_CNY
    return None


def if_purpose_in_diagnosis_recovery(purpose: Purpose) -> bool:
    return purpose in ("diagnosis", "recovery")


SERVICE_CARE_COVERS_LABOR_DIAGNOSIS_OR_RECOVERY = rt.Clause(
    "service_care.covers.labor.diagnosis_or_recovery",
    layers=("service_care",),
    thing="labor",
    when=if_purpose_in_diagnosis_recovery,
    value=rt.Share(1),
    says="当工作内容为“故障诊断”或“系统恢复”时，路创工程师的人工：全部涵盖。",
    at="contracts/china.plan:408",
    sources=("CHN-099",),
)
SERVICE_CARE_WINDOWS_RESPOND = rt.Clause(
    "service_care.windows.respond",
    layers=("service_care",),
    thing="respond",
    value=rt.Within(rt.BusinessDays(10, calendar="office")),
    says="响应时间：10个工作日（工作日）以内。",
    at="contracts/china.plan:409",
    sources=("CHN-100",),
)
SERVICE_CARE_ATTENDS = rt.Clause(
    "service_care.attends",
    layers=("service_care",),
    value=rt.Attends("office"),
    says="服务时间：工作日。",
    at="contracts/china.plan:410",
    sources=("CHN-101", "CHN-104"),
)


def if_not_in_service_hours(in_service_hours: bool) -> bool:
    return not in_service_hours


SERVICE_CARE_EXCLUDES_LABOR_ONSITE_VISIT_REMOTE_SERVICE_NOT_IN_SERVICE_HOURS = rt.Clause(
    "service_care.excludes.labor+onsite_visit+remote_service.not_in_service_hours",
    layers=("service_care",),
    when=if_not_in_service_hours,
    value=rt.Excludes(services=("labor", "onsite_visit", "remote_service")),
    says="当不满足“服务时间内”时，不包含：路创工程师的人工、现场服务和远程服务。",
    at="contracts/china.plan:411",
    sources=("CHN-101",),
)
SERVICE_CARE_INCLUDES_MAINTENANCE_VISIT = rt.Clause(
    "service_care.includes.maintenance_visit",
    layers=("service_care",),
    thing="maintenance_visit",
    value=rt.Quota("includes", 1, period="contract year"),
    says="维护巡检：每个合同年包含1次。",
    at="contracts/china.plan:412",
    sources=("CHN-102",),
)
SERVICE_CARE_INCLUDES_TRAINING = rt.Clause(
    "service_care.includes.training",
    layers=("service_care",),
    thing="training",
    value=rt.Quota("includes", 1, hours=True, period=("unit", "maintenance_visit")),
    says="现场培训：每次维护巡检包含1小时。",
    at="contracts/china.plan:413",
    sources=("CHN-103",),
)
SERVICE_CARE_EXCLUDES_MAINTENANCE_VISIT_TRAINING_NOT_IN_SERVICE_HOURS = rt.Clause(
    "service_care.excludes.maintenance_visit+training.not_in_service_hours",
    layers=("service_care",),
    when=if_not_in_service_hours,
    value=rt.Excludes(services=("maintenance_visit", "training")),
    says="当不满足“服务时间内”时，不包含：维护巡检和现场培训。",
    at="contracts/china.plan:414",
    sources=("CHN-104",),
)
SERVICE_CARE_COVERS_PHONE_SUPPORT = rt.Clause(
    "service_care.covers.phone_support",
    layers=("service_care",),
    thing="phone_support",
    value=rt.Share(1),
    says="7X24 电话技术支持：全部涵盖。",
    at="contracts/china.plan:415",
    sources=("CHN-105",),
)
SERVICE_CARE_ATTENDS_PHONE_SUPPORT = rt.Clause(
    "service_care.attends.phone_support",
    layers=("service_care",),
    value=rt.Attends("around_clock"),
    says="当所需服务为“7X24 电话技术支持”时，服务时间：7X24。",
    at="contracts/china.plan:416",
    sources=("CHN-105",),
)


def decide_service_care_attends(service: str) -> rt.Decision:
    if service == "phone_support":
        return SERVICE_CARE_ATTENDS_PHONE_SUPPORT
    return SERVICE_CARE_ATTENDS


SERVICE_CARE_EXCLUDES_CUSTOMER_TRAINING_LUTRON_TRAINING_REMOTE_TRAINING_ORIENTATION_OPTIMIZATION = rt.Clause(
    (
        "service_care.excludes.customer_training+lutron_training+remote_training+orientation+optimization"
        "+onsite_programming+remote_programming.not_in_service_hours"
    ),
    layers=("service_care",),
    when=if_not_in_service_hours,
    value=rt.Excludes(
        services=(
            "customer_training", "lutron_training", "remote_training", "orientation", "optimization",
            "onsite_programming", "remote_programming",
        ),
    ),
    says="当不满足“服务时间内”时，不包含：系统维护培训、路创培训中心培训（上海）、远程培训、系统操作培训、系统优化服务、现场编程和远程编程。",
    at="contracts/china.plan:417",
    sources=("CHN-132",),
)


def if_service_is_not_survey(service: str) -> bool:
    return service != "survey"


def if_system_drawing(system_drawing: bool) -> bool:
    return system_drawing


SERVICE_CARE_NEEDS_SERVICE_IS_NOT_SURVEY_65C0DB9E = rt.Clause(
    "service_care.needs.service_is_not_survey.65c0db9e",
    layers=("service_care",),
    when=if_service_is_not_survey,
    value=rt.Needs(if_system_drawing),
    says="当所需服务不为“现场收集资料”时，客户须确保满足“已提供系统图”。",
    at="contracts/china.plan:419",
    sources=("CHN-133", "CHN-134"),
)


def if_layout_drawing(layout_drawing: bool) -> bool:
    return layout_drawing


SERVICE_CARE_NEEDS_SERVICE_IS_NOT_SURVEY_E63979E3 = rt.Clause(
    "service_care.needs.service_is_not_survey.e63979e3",
    layers=("service_care",),
    when=if_service_is_not_survey,
    value=rt.Needs(if_layout_drawing),
    says="当所需服务不为“现场收集资料”时，客户须确保满足“已提供平面图”。",
    at="contracts/china.plan:420",
    sources=("CHN-133", "CHN-135"),
)


def if_has_database_and_service_is_not_survey(has_database: bool, service: str) -> bool:
    return has_database and service != "survey"


def if_database(database: bool) -> bool:
    return database


SERVICE_CARE_NEEDS_HAS_DATABASE_AND_SERVICE_IS_NOT_SURVEY = rt.Clause(
    "service_care.needs.has_database_and_service_is_not_survey",
    layers=("service_care",),
    when=if_has_database_and_service_is_not_survey,
    value=rt.Needs(if_database),
    says="当满足“系统适用数据库”且所需服务不为“现场收集资料”时，客户须确保满足“已提供数据库”。",
    at="contracts/china.plan:421",
    sources=("CHN-133", "CHN-136"),
)
SERVICE_CARE_CHARGES_SURVEY = rt.Clause(
    "service_care.charges.survey",
    layers=("service_care",),
    thing="survey",
    value=rt.Charge(rt.Price(by="quote")),
    says="现场收集资料：收费另行报价。",
    at="contracts/china.plan:422",
    sources=("CHN-137",),
)
SERVICE_CARE_EXCLUDES_PARTS = rt.Clause(
    "service_care.excludes.parts",
    layers=("service_care",),
    value=rt.Excludes(services=("parts",)),
    says="不包含：更换件。",
    at="contracts/china.plan:423",
    sources=("CHN-139",),
)
SERVICE_CARE_CHARGES_PARTS = rt.Clause(
    "service_care.charges.parts",
    layers=("service_care",),
    thing="parts",
    value=rt.Charge(rt.Price(part_care_basic_charges_parts_amount, currency="CNY")),
    says="更换件：收费“更换件的价格”。",
    at="contracts/china.plan:424",
    sources=("CHN-139",),
)


def if_purpose_in_diagnosis_recovery_and_lutron_cause(purpose: Purpose, lutron_cause: bool) -> bool:
    return purpose in ("diagnosis", "recovery") and lutron_cause


SERVICE_CARE_COVERS_ONSITE_VISIT_DIAGNOSIS_OR_RECOVERY_AND_LUTRON_CAUSE = rt.Clause(
    "service_care.covers.onsite_visit.diagnosis_or_recovery_and_lutron_cause",
    layers=("service_care",),
    thing="onsite_visit",
    when=if_purpose_in_diagnosis_recovery_and_lutron_cause,
    value=rt.Share(1),
    says="当工作内容为“故障诊断”或“系统恢复”且满足“由路创产品原因造成”时，现场服务：全部涵盖。",
    at="contracts/china.plan:425",
    sources=("CHN-099", "CHN-140"),
)


def if_not_lutron_cause(lutron_cause: bool) -> bool:
    return not lutron_cause


SERVICE_CARE_CHARGES_ONSITE_VISIT_NOT_LUTRON_CAUSE = rt.Clause(
    "service_care.charges.onsite_visit.not_lutron_cause",
    layers=("service_care",),
    thing="onsite_visit",
    when=if_not_lutron_cause,
    value=rt.Charge(rt.Price(by="quote")),
    says="当不满足“由路创产品原因造成”时，现场服务：收费另行报价。",
    at="contracts/china.plan:426",
    sources=("CHN-140",),
)
SERVICE_CARE_COVERS_REMOTE_SERVICE_DIAGNOSIS_OR_RECOVERY = rt.Clause(
    "service_care.covers.remote_service.diagnosis_or_recovery",
    layers=("service_care",),
    thing="remote_service",
    when=if_purpose_in_diagnosis_recovery,
    value=rt.Share(1),
    says="当工作内容为“故障诊断”或“系统恢复”时，远程服务：全部涵盖。",
    at="contracts/china.plan:427",
    sources=("CHN-099", "CHN-142"),
)


def if_remotely_and_server_is_online(remotely: bool, server: Server) -> bool:
    return remotely and server == "online"


def if_network_allowed(network_allowed: bool) -> bool:
    return network_allowed


SERVICE_CARE_NEEDS_REMOTELY_AND_ONLINE = rt.Clause(
    "service_care.needs.remotely_and_online",
    layers=("service_care",),
    when=if_remotely_and_server_is_online,
    value=rt.Needs(if_network_allowed),
    says="当满足“远程提供的服务”且服务器为“接入外网”时，客户须确保满足“客户已授权接入网络”。",
    at="contracts/china.plan:428",
    sources=("CHN-142", "CHN-143"),
)


def if_remotely_and_server_is_offline(remotely: bool, server: Server) -> bool:
    return remotely and server == "offline"


def if_wireless_card(wireless_card: bool) -> bool:
    return wireless_card


SERVICE_CARE_NEEDS_REMOTELY_AND_OFFLINE = rt.Clause(
    "service_care.needs.remotely_and_offline",
    layers=("service_care",),
    when=if_remotely_and_server_is_offline,
    value=rt.Needs(if_wireless_card),
    says="当满足“远程提供的服务”且服务器为“未接入网络”时，客户须确保满足“已有 4G/5G 网卡”。",
    at="contracts/china.plan:429",
    sources=("CHN-142", "CHN-144"),
)


def if_remotely_and_server_is_absent(remotely: bool, server: Server) -> bool:
    return remotely and server == "absent"


SERVICE_CARE_NEEDS_REMOTELY_AND_ABSENT = rt.Clause(
    "service_care.needs.remotely_and_absent",
    layers=("service_care",),
    when=if_remotely_and_server_is_absent,
    value=rt.Needs(if_wireless_card),
    says="当满足“远程提供的服务”且服务器为“系统未连接服务器”时，客户须确保满足“已有 4G/5G 网卡”。",
    at="contracts/china.plan:430",
    sources=("CHN-142", "CHN-145"),
)


def if_remotely_(remotely: bool) -> bool:
    return remotely


def if_security_signed(security_signed: bool) -> bool:
    return security_signed


SERVICE_CARE_NEEDS_REMOTELY = rt.Clause(
    "service_care.needs.remotely",
    layers=("service_care",),
    when=if_remotely_,
    value=rt.Needs(if_security_signed),
    says="当满足“远程提供的服务”时，客户须确保满足“已签署远程服务安全验证协议”。",
    at="contracts/china.plan:431",
    sources=("CHN-146",),
)


# ── response_24h, response_48h, response_72h ──────────────────────────────────────────────────────────────────────────


def if_holds_service_care_or_holds_technology_support(holds_service_care: bool, holds_technology_support: bool) -> bool:
    return holds_service_care or holds_technology_support


RESPONSE_24H_RESPONSE_48H_RESPONSE_72H_REQUIRES = rt.Clause(
    "response_24h+response_48h+response_72h.requires",
    layers=("response_24h", "response_48h", "response_72h"),
    value=rt.Requires(if_holds_service_care_or_holds_technology_support),
    says="前提：服务保障计划或综合保障计划。",
    at="contracts/china.plan:437",
    sources=("CHN-141", "CHN-232", "CHN-108", "CHN-200"),
)


def if_confirmed(confirmed: bool) -> bool:
    return confirmed


RESPONSE_24H_RESPONSE_48H_RESPONSE_72H_OFFERED_CONFIRMED = rt.Clause(
    "response_24h+response_48h+response_72h.offered.confirmed",
    layers=("response_24h", "response_48h", "response_72h"),
    when=if_confirmed,
    value=rt.Offered(),
    says="当满足“购买前已与路创确认响应时间”时，可以购买。",
    at="contracts/china.plan:438",
    sources=("CHN-115", "CHN-207", "CHN-108", "CHN-200"),
)


# ── response_24h: 24 小时响应 ─────────────────────────────────────────────────────────────────────────────────────────────


RESPONSE_24H_CONFLICTS_RESPONSE_48H_RESPONSE_72H = rt.Clause(
    "response_24h.conflicts.response_48h+response_72h",
    layers=("response_24h",),
    value=rt.Conflicts(("response_48h", "response_72h")),
    says="不可与48 小时响应或72 小时响应同时持有。",
    at="contracts/china.plan:439",
    sources=("CHN-108", "CHN-200"),
)


# ── response_48h: 48 小时响应 ─────────────────────────────────────────────────────────────────────────────────────────────


RESPONSE_48H_CONFLICTS_RESPONSE_24H_RESPONSE_72H = rt.Clause(
    "response_48h.conflicts.response_24h+response_72h",
    layers=("response_48h",),
    value=rt.Conflicts(("response_24h", "response_72h")),
    says="不可与24 小时响应或72 小时响应同时持有。",
    at="contracts/china.plan:439",
    sources=("CHN-108", "CHN-200"),
)


# ── response_72h: 72 小时响应 ─────────────────────────────────────────────────────────────────────────────────────────────


RESPONSE_72H_CONFLICTS_RESPONSE_24H_RESPONSE_48H = rt.Clause(
    "response_72h.conflicts.response_24h+response_48h",
    layers=("response_72h",),
    value=rt.Conflicts(("response_24h", "response_48h")),
    says="不可与24 小时响应或48 小时响应同时持有。",
    at="contracts/china.plan:439",
    sources=("CHN-108", "CHN-200"),
)


# ── response_24h: 24 小时响应 ─────────────────────────────────────────────────────────────────────────────────────────────


RESPONSE_24H_PRICE = rt.Clause(
    "response_24h.price",
    layers=("response_24h",),
    value=rt.Price(10_000, currency="CNY", lower_bound=True, per=("year",), tax="excluding VAT"),
    says="价格：每年10,000.00元起（不含增值税）。",
    at="contracts/china.plan:441",
    sources=("CHN-110", "CHN-202", "CHN-108", "CHN-200"),
)
RESPONSE_24H_WINDOWS_RESPOND = rt.Clause(
    "response_24h.windows.respond",
    layers=("response_24h",),
    thing="respond",
    value=rt.Within(rt.hours(24)),
    says="响应时间：24小时以内。",
    at="contracts/china.plan:441",
    sources=("CHN-109", "CHN-201", "CHN-108", "CHN-200"),
)


# ── response_48h: 48 小时响应 ─────────────────────────────────────────────────────────────────────────────────────────────


RESPONSE_48H_PRICE = rt.Clause(
    "response_48h.price",
    layers=("response_48h",),
    value=rt.Price(8000, currency="CNY", lower_bound=True, per=("year",), tax="excluding VAT"),
    says="价格：每年8,000.00元起（不含增值税）。",
    at="contracts/china.plan:442",
    sources=("CHN-112", "CHN-204", "CHN-108", "CHN-200"),
)
RESPONSE_48H_WINDOWS_RESPOND = rt.Clause(
    "response_48h.windows.respond",
    layers=("response_48h",),
    thing="respond",
    value=rt.Within(rt.hours(48)),
    says="响应时间：48小时以内。",
    at="contracts/china.plan:442",
    sources=("CHN-111", "CHN-203", "CHN-108", "CHN-200"),
)


# ── response_72h: 72 小时响应 ─────────────────────────────────────────────────────────────────────────────────────────────


RESPONSE_72H_PRICE = rt.Clause(
    "response_72h.price",
    layers=("response_72h",),
    value=rt.Price(6000, currency="CNY", lower_bound=True, per=("year",), tax="excluding VAT"),
    says="价格：每年6,000.00元起（不含增值税）。",
    at="contracts/china.plan:443",
    sources=("CHN-114", "CHN-206", "CHN-108", "CHN-200"),
)
RESPONSE_72H_WINDOWS_RESPOND = rt.Clause(
    "response_72h.windows.respond",
    layers=("response_72h",),
    thing="respond",
    value=rt.Within(rt.hours(72)),
    says="响应时间：72小时以内。",
    at="contracts/china.plan:443",
    sources=("CHN-113", "CHN-205", "CHN-108", "CHN-200"),
)


# ── response_24h: 24 小时响应 ─────────────────────────────────────────────────────────────────────────────────────────────


def if_near_shanghai_(near_shanghai: bool) -> bool:
    return near_shanghai


RESPONSE_24H_OFFERED_NEAR_SHANGHAI = rt.Clause(
    "response_24h.offered.near_shanghai",
    layers=("response_24h",),
    when=if_near_shanghai_,
    value=rt.Offered(),
    says="当满足“上海 2 小时高铁可达”时，可以购买。",
    at="contracts/china.plan:445",
    sources=("CHN-116", "CHN-208"),
)


# ── response_48h: 48 小时响应 ─────────────────────────────────────────────────────────────────────────────────────────────


def if_near_beijing_(near_beijing: bool) -> bool:
    return near_beijing


RESPONSE_48H_OFFERED_NEAR_BEIJING = rt.Clause(
    "response_48h.offered.near_beijing",
    layers=("response_48h",),
    when=if_near_beijing_,
    value=rt.Offered(),
    says="当满足“北京 2 小时高铁可达”时，可以购买。",
    at="contracts/china.plan:446",
    sources=("CHN-117", "CHN-209"),
)


# ── response_72h: 72 小时响应 ─────────────────────────────────────────────────────────────────────────────────────────────


def if_direct_connection(direct_connection: bool) -> bool:
    return direct_connection


RESPONSE_72H_OFFERED_DIRECT_CONNECTION = rt.Clause(
    "response_72h.offered.direct_connection",
    layers=("response_72h",),
    when=if_direct_connection,
    value=rt.Offered(),
    says="当满足“上海或北京可飞机或高铁直达”时，可以购买。",
    at="contracts/china.plan:447",
    sources=("CHN-118", "CHN-210"),
)


# ── after_hour_service, weekend_service ───────────────────────────────────────────────────────────────────────────────


AFTER_HOUR_SERVICE_WEEKEND_SERVICE_REQUIRES = rt.Clause(
    "after_hour_service+weekend_service.requires",
    layers=("after_hour_service", "weekend_service"),
    value=rt.Requires(if_holds_service_care_or_holds_technology_support),
    says="前提：服务保障计划或综合保障计划。",
    at="contracts/china.plan:449",
    sources=("CHN-141", "CHN-232", "CHN-108", "CHN-121", "CHN-200", "CHN-213"),
)


# ── after_hour_service: 晚间服务 ──────────────────────────────────────────────────────────────────────────────────────────


AFTER_HOUR_SERVICE_PRICE = rt.Clause(
    "after_hour_service.price",
    layers=("after_hour_service",),
    value=rt.Price(3000, currency="CNY", per=("man_day",), tax="excluding VAT"),
    says="价格：每人/天3,000.00元（不含增值税）。",
    at="contracts/china.plan:451",
    sources=("CHN-119", "CHN-211", "CHN-108", "CHN-121", "CHN-200", "CHN-213"),
)
AFTER_HOUR_SERVICE_ATTENDS_ALSO = rt.Clause(
    "after_hour_service.attends_also",
    layers=("after_hour_service",),
    value=rt.Attends("nights", also=True),
    says="另加服务时间：晚间。",
    at="contracts/china.plan:451",
    sources=("CHN-122", "CHN-214", "CHN-108", "CHN-121", "CHN-200", "CHN-213"),
)


# ── weekend_service: 周末服务 ─────────────────────────────────────────────────────────────────────────────────────────────


WEEKEND_SERVICE_PRICE = rt.Clause(
    "weekend_service.price",
    layers=("weekend_service",),
    value=rt.Price(4000, currency="CNY", per=("man_day",), tax="excluding VAT"),
    says="价格：每人/天4,000.00元（不含增值税）。",
    at="contracts/china.plan:452",
    sources=("CHN-120", "CHN-212", "CHN-108", "CHN-121", "CHN-200", "CHN-213"),
)
WEEKEND_SERVICE_ATTENDS_ALSO = rt.Clause(
    "weekend_service.attends_also",
    layers=("weekend_service",),
    value=rt.Attends("weekends", also=True),
    says="另加服务时间：周末。",
    at="contracts/china.plan:452",
    sources=("CHN-123", "CHN-215", "CHN-108", "CHN-121", "CHN-200", "CHN-213"),
)


# ── customer_training_days, lutron_training_days, remote_training_days, orientation_days, optimization_days, ──────────
#    onsite_programming_days, remote_programming_days, maintenance_days


CUSTOMER_TRAINING_DAYS_AND_7_MORE_REQUIRES = rt.Clause(
    (
        "customer_training_days+lutron_training_days+maintenance_days+onsite_programming_days+optimization_days"
        "+orientation_days+remote_programming_days+remote_training_days.requires"
    ),
    layers=(
        "customer_training_days",
        "lutron_training_days",
        "remote_training_days",
        "orientation_days",
        "optimization_days",
        "onsite_programming_days",
        "remote_programming_days",
        "maintenance_days",
    ),
    value=rt.Requires(if_holds_service_care_or_holds_technology_support),
    says="前提：服务保障计划或综合保障计划。",
    at="contracts/china.plan:455",
    sources=("CHN-141", "CHN-232", "CHN-108", "CHN-200"),
)


# ── customer_training_days: 系统维护培训 ────────────────────────────────────────────────────────────────────────────────────


CUSTOMER_TRAINING_DAYS_PRICE = rt.Clause(
    "customer_training_days.price",
    layers=("customer_training_days",),
    value=rt.Price(4800, currency="CNY", per=("man_day",), tax="excluding VAT"),
    says="价格：每人/天4,800.00元（不含增值税）。",
    at="contracts/china.plan:458",
    sources=("CHN-124", "CHN-216", "CHN-108", "CHN-200"),
)


# ── lutron_training_days: 路创培训中心培训（上海） ────────────────────────────────────────────────────────────────────────────────


LUTRON_TRAINING_DAYS_PRICE = rt.Clause(
    "lutron_training_days.price",
    layers=("lutron_training_days",),
    value=rt.Price(4800, currency="CNY", per=("man_day",), tax="excluding VAT"),
    says="价格：每人/天4,800.00元（不含增值税）。",
    at="contracts/china.plan:459",
    sources=("CHN-125", "CHN-217", "CHN-108", "CHN-200"),
)


# ── remote_training_days: 远程培训 ────────────────────────────────────────────────────────────────────────────────────────


REMOTE_TRAINING_DAYS_PRICE = rt.Clause(
    "remote_training_days.price",
    layers=("remote_training_days",),
    value=rt.Price(2400, currency="CNY", per=("man_day",), tax="excluding VAT"),
    says="价格：每人/天2,400.00元（不含增值税）。",
    at="contracts/china.plan:460",
    sources=("CHN-126", "CHN-218", "CHN-108", "CHN-200"),
)


# ── orientation_days: 系统操作培训 ──────────────────────────────────────────────────────────────────────────────────────────


ORIENTATION_DAYS_PRICE = rt.Clause(
    "orientation_days.price",
    layers=("orientation_days",),
    value=rt.Price(4800, currency="CNY", per=("man_day",), tax="excluding VAT"),
    says="价格：每人/天4,800.00元（不含增值税）。",
    at="contracts/china.plan:461",
    sources=("CHN-127", "CHN-219", "CHN-108", "CHN-200"),
)


# ── optimization_days: 系统优化服务 ─────────────────────────────────────────────────────────────────────────────────────────


OPTIMIZATION_DAYS_PRICE = rt.Clause(
    "optimization_days.price",
    layers=("optimization_days",),
    value=rt.Price(4800, currency="CNY", per=("man_day",), tax="excluding VAT"),
    says="价格：每人/天4,800.00元（不含增值税）。",
    at="contracts/china.plan:462",
    sources=("CHN-128", "CHN-220", "CHN-108", "CHN-200"),
)


# ── onsite_programming_days: 现场编程 ─────────────────────────────────────────────────────────────────────────────────────


ONSITE_PROGRAMMING_DAYS_PRICE = rt.Clause(
    "onsite_programming_days.price",
    layers=("onsite_programming_days",),
    value=rt.Price(4800, currency="CNY", per=("man_day",), tax="excluding VAT"),
    says="价格：每人/天4,800.00元（不含增值税）。",
    at="contracts/china.plan:463",
    sources=("CHN-129", "CHN-221", "CHN-108", "CHN-200"),
)


# ── remote_programming_days: 远程编程 ─────────────────────────────────────────────────────────────────────────────────────


REMOTE_PROGRAMMING_DAYS_PRICE = rt.Clause(
    "remote_programming_days.price",
    layers=("remote_programming_days",),
    value=rt.Price(2400, currency="CNY", per=("man_day",), tax="excluding VAT"),
    says="价格：每人/天2,400.00元（不含增值税）。",
    at="contracts/china.plan:464",
    sources=("CHN-130", "CHN-222", "CHN-108", "CHN-200"),
)


# ── maintenance_days: 维护巡检 ────────────────────────────────────────────────────────────────────────────────────────────


MAINTENANCE_DAYS_PRICE = rt.Clause(
    "maintenance_days.price",
    layers=("maintenance_days",),
    value=rt.Price(4800, currency="CNY", per=("man_day",), tax="excluding VAT"),
    says="价格：每人/天4,800.00元（不含增值税）。",
    at="contracts/china.plan:465",
    sources=("CHN-131", "CHN-223", "CHN-108", "CHN-200"),
)


# ── customer_training_days: 系统维护培训 ────────────────────────────────────────────────────────────────────────────────────


CUSTOMER_TRAINING_DAYS_ADDS_CUSTOMER_TRAINING = rt.Clause(
    "customer_training_days.adds.customer_training",
    layers=("customer_training_days",),
    thing="customer_training",
    value=rt.Quota("adds", 1, period="term"),
    says="系统维护培训：每个合同期另加1次。",
    at="contracts/china.plan:467",
    sources=("CHN-124", "CHN-216"),
)


# ── lutron_training_days: 路创培训中心培训（上海） ────────────────────────────────────────────────────────────────────────────────


LUTRON_TRAINING_DAYS_ADDS_LUTRON_TRAINING = rt.Clause(
    "lutron_training_days.adds.lutron_training",
    layers=("lutron_training_days",),
    thing="lutron_training",
    value=rt.Quota("adds", 1, period="term"),
    says="路创培训中心培训（上海）：每个合同期另加1次。",
    at="contracts/china.plan:468",
    sources=("CHN-125", "CHN-217"),
)


# ── remote_training_days: 远程培训 ────────────────────────────────────────────────────────────────────────────────────────


REMOTE_TRAINING_DAYS_ADDS_REMOTE_TRAINING = rt.Clause(
    "remote_training_days.adds.remote_training",
    layers=("remote_training_days",),
    thing="remote_training",
    value=rt.Quota("adds", 1, period="term"),
    says="远程培训：每个合同期另加1次。",
    at="contracts/china.plan:469",
    sources=("CHN-126", "CHN-218"),
)


# ── orientation_days: 系统操作培训 ──────────────────────────────────────────────────────────────────────────────────────────


ORIENTATION_DAYS_ADDS_ORIENTATION = rt.Clause(
    "orientation_days.adds.orientation",
    layers=("orientation_days",),
    thing="orientation",
    value=rt.Quota("adds", 1, period="term"),
    says="系统操作培训：每个合同期另加1次。",
    at="contracts/china.plan:470",
    sources=("CHN-127", "CHN-219"),
)


# ── optimization_days: 系统优化服务 ─────────────────────────────────────────────────────────────────────────────────────────


OPTIMIZATION_DAYS_ADDS_OPTIMIZATION = rt.Clause(
    "optimization_days.adds.optimization",
    layers=("optimization_days",),
    thing="optimization",
    value=rt.Quota("adds", 1, period="term"),
    says="系统优化服务：每个合同期另加1次。",
    at="contracts/china.plan:471",
    sources=("CHN-128", "CHN-220"),
)


# ── onsite_programming_days: 现场编程 ─────────────────────────────────────────────────────────────────────────────────────


ONSITE_PROGRAMMING_DAYS_ADDS_ONSITE_PROGRAMMING = rt.Clause(
    "onsite_programming_days.adds.onsite_programming",
    layers=("onsite_programming_days",),
    thing="onsite_programming",
    value=rt.Quota("adds", 1, period="term"),
    says="现场编程：每个合同期另加1次。",
    at="contracts/china.plan:472",
    sources=("CHN-129", "CHN-221"),
)


# ── remote_programming_days: 远程编程 ─────────────────────────────────────────────────────────────────────────────────────


REMOTE_PROGRAMMING_DAYS_ADDS_REMOTE_PROGRAMMING = rt.Clause(
    "remote_programming_days.adds.remote_programming",
    layers=("remote_programming_days",),
    thing="remote_programming",
    value=rt.Quota("adds", 1, period="term"),
    says="远程编程：每个合同期另加1次。",
    at="contracts/china.plan:473",
    sources=("CHN-130", "CHN-222"),
)


# ── maintenance_days: 维护巡检 ────────────────────────────────────────────────────────────────────────────────────────────


MAINTENANCE_DAYS_ADDS_MAINTENANCE_VISIT = rt.Clause(
    "maintenance_days.adds.maintenance_visit",
    layers=("maintenance_days",),
    thing="maintenance_visit",
    value=rt.Quota("adds", 1, period="contract year"),
    says="维护巡检：每个合同年另加1次。",
    at="contracts/china.plan:474",
    sources=("CHN-131", "CHN-223"),
)


# ── technology_support: 综合保障计划 ────────────────────────────────────────────────────────────────────────────────────────


def technology_support_starts_at(ordered: date) -> date:
    return ordered


TECHNOLOGY_SUPPORT_STARTS = rt.Clause(
    "technology_support.starts",
    layers=("technology_support",),
    value=rt.Starts(technology_support_starts_at),
    says="合同期开始：“订单日期”。",
    at="contracts/china.plan:497",
    sources=("CHN-156",),
)
TECHNOLOGY_SUPPORT_LASTS_WHILE = rt.Clause(
    "technology_support.lasts_while",
    layers=("technology_support",),
    value=rt.LastsWhile(if_year_up_to_8),
    says="仅在年份不超过8期间有效。",
    at="contracts/china.plan:498",
    sources=("CHN-156",),
)
TECHNOLOGY_SUPPORT_PRICE_B3127D47 = rt.Clause(
    "technology_support.price.b3127d47",
    layers=("technology_support",),
    value=rt.Price(by="quote", per=("year",), tax="excluding VAT"),
    says="当年份为1且原质保类型为“1 年有限质保”或“2 年有限质保”且项目硬件清单（售后价格）小于750,000.00元时，价格：另行报价（按年）（不含增值税）。",
    at="contracts/china.plan:501",
    sources=("CHN-159", "CHN-160", "CHN-189"),
)
TECHNOLOGY_SUPPORT_PRICE_84EE3FC3 = rt.Clause(
    "technology_support.price.84ee3fc3",
    layers=("technology_support",),
    value=rt.Price(by="quote", per=("year",), tax="excluding VAT"),
    says="当年份为1且原质保类型为“1 年有限质保”或“2 年有限质保”且项目硬件清单（售后价格）不低于750,000.00元时，价格：另行报价（按年）（不含增值税）。",
    at="contracts/china.plan:501",
    sources=("CHN-159", "CHN-160", "CHN-189"),
)
TECHNOLOGY_SUPPORT_PRICE_HWQS_AND_BOM_UNDER_750000_CNY = rt.Clause(
    "technology_support.price.hwqs_and_bom_under_750000_CNY",
    layers=("technology_support",),
    value=rt.Price(by="quote", per=("year",), tax="excluding VAT"),
    says="当原质保类型为“HWQS 系统 8 年有限质保”且项目硬件清单（售后价格）小于750,000.00元时，价格：另行报价（按年）（不含增值税）。",
    at="contracts/china.plan:502",
    sources=("CHN-159", "CHN-160", "CHN-189"),
)
TECHNOLOGY_SUPPORT_PRICE_HWQS_AND_BOM_AT_LEAST_750000_CNY = rt.Clause(
    "technology_support.price.hwqs_and_bom_at_least_750000_CNY",
    layers=("technology_support",),
    value=rt.Price(by="quote", per=("year",), tax="excluding VAT"),
    says="当原质保类型为“HWQS 系统 8 年有限质保”且项目硬件清单（售后价格）不低于750,000.00元时，价格：另行报价（按年）（不含增值税）。",
    at="contracts/china.plan:502",
    sources=("CHN-159", "CHN-160", "CHN-189"),
)


def technology_support_price_2_and_one_year_and_bom_under_750000_cny_amount(bom: rt.Number) -> rt.Number:
    return 15_000 + Fraction(8, 1000) * bom


TECHNOLOGY_SUPPORT_PRICE_2_AND_ONE_YEAR_AND_BOM_UNDER_750000_CNY = rt.Clause(
    "technology_support.price.2_and_one_year_and_bom_under_750000_CNY",
    layers=("technology_support",),
    value=rt.Price(
        technology_support_price_2_and_one_year_and_bom_under_750000_cny_amount,
        currency="CNY",
        lower_bound=True,
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为2且原质保类型为“1 年有限质保”且项目硬件清单（售后价格）小于750,000.00元时，价格：每年15,000.00元加“项目硬件清单（售后价格）”的0.8%起（不含增值税）。",
    at="contracts/china.plan:503",
    sources=("CHN-161", "CHN-159", "CHN-160", "CHN-189"),
)


def technology_support_price_2_and_one_year_and_bom_at_least_750000_cny_amount(bom: rt.Number) -> rt.Number:
    return Fraction(28, 1000) * bom


TECHNOLOGY_SUPPORT_PRICE_2_AND_ONE_YEAR_AND_BOM_AT_LEAST_750000_CNY = rt.Clause(
    "technology_support.price.2_and_one_year_and_bom_at_least_750000_CNY",
    layers=("technology_support",),
    value=rt.Price(
        technology_support_price_2_and_one_year_and_bom_at_least_750000_cny_amount,
        currency="CNY",
        lower_bound=True,
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为2且原质保类型为“1 年有限质保”且项目硬件清单（售后价格）不低于750,000.00元时，价格：每年“项目硬件清单（售后价格）”的2.8%起（不含增值税）。",
    at="contracts/china.plan:503",
    sources=("CHN-163", "CHN-159", "CHN-160", "CHN-189"),
)
TECHNOLOGY_SUPPORT_PRICE_2_AND_TWO_YEAR_AND_BOM_UNDER_750000_CNY = rt.Clause(
    "technology_support.price.2_and_two_year_and_bom_under_750000_CNY",
    layers=("technology_support",),
    value=rt.Price(0, currency="CNY", per=("year",), tax="excluding VAT"),
    says="当年份为2且原质保类型为“2 年有限质保”且项目硬件清单（售后价格）小于750,000.00元时，价格：每年0.00元（不含增值税）。",
    at="contracts/china.plan:504",
    sources=("CHN-162", "CHN-159", "CHN-160", "CHN-189"),
)
TECHNOLOGY_SUPPORT_PRICE_2_AND_TWO_YEAR_AND_BOM_AT_LEAST_750000_CNY = rt.Clause(
    "technology_support.price.2_and_two_year_and_bom_at_least_750000_CNY",
    layers=("technology_support",),
    value=rt.Price(0, currency="CNY", per=("year",), tax="excluding VAT"),
    says="当年份为2且原质保类型为“2 年有限质保”且项目硬件清单（售后价格）不低于750,000.00元时，价格：每年0.00元（不含增值税）。",
    at="contracts/china.plan:504",
    sources=("CHN-164", "CHN-159", "CHN-160", "CHN-189"),
)


def technology_support_price_d909e5e9_amount(bom: rt.Number) -> rt.Number:
    return 15_000 + Fraction(13, 1000) * bom


TECHNOLOGY_SUPPORT_PRICE_D909E5E9 = rt.Clause(
    "technology_support.price.d909e5e9",
    layers=("technology_support",),
    value=rt.Price(
        technology_support_price_d909e5e9_amount,
        currency="CNY",
        lower_bound=True,
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为3且原质保类型为“1 年有限质保”或“2 年有限质保”且项目硬件清单（售后价格）小于750,000.00元时，价格：每年15,000.00元加“项目硬件清单（售后价格）”的1.3%起（不含增值税）。",
    at="contracts/china.plan:505",
    sources=("CHN-165", "CHN-166", "CHN-159", "CHN-160", "CHN-189"),
)


def technology_support_price_c9555bb6_amount(bom: rt.Number) -> rt.Number:
    return Fraction(33, 1000) * bom


TECHNOLOGY_SUPPORT_PRICE_C9555BB6 = rt.Clause(
    "technology_support.price.c9555bb6",
    layers=("technology_support",),
    value=rt.Price(
        technology_support_price_c9555bb6_amount,
        currency="CNY",
        lower_bound=True,
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为3且原质保类型为“1 年有限质保”或“2 年有限质保”且项目硬件清单（售后价格）不低于750,000.00元时，价格：每年“项目硬件清单（售后价格）”的3.3%起（不含增值税）。",
    at="contracts/china.plan:505",
    sources=("CHN-167", "CHN-168", "CHN-159", "CHN-160", "CHN-189"),
)


def technology_support_price_f202101e_amount(bom: rt.Number) -> rt.Number:
    return 15_000 + Fraction(15, 1000) * bom


TECHNOLOGY_SUPPORT_PRICE_F202101E = rt.Clause(
    "technology_support.price.f202101e",
    layers=("technology_support",),
    value=rt.Price(
        technology_support_price_f202101e_amount,
        currency="CNY",
        lower_bound=True,
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为4且原质保类型为“1 年有限质保”或“2 年有限质保”且项目硬件清单（售后价格）小于750,000.00元时，价格：每年15,000.00元加“项目硬件清单（售后价格）”的1.5%起（不含增值税）。",
    at="contracts/china.plan:506",
    sources=("CHN-169", "CHN-170", "CHN-159", "CHN-160", "CHN-189"),
)


def technology_support_price_9da5af94_amount(bom: rt.Number) -> rt.Number:
    return Fraction(35, 1000) * bom


TECHNOLOGY_SUPPORT_PRICE_9DA5AF94 = rt.Clause(
    "technology_support.price.9da5af94",
    layers=("technology_support",),
    value=rt.Price(
        technology_support_price_9da5af94_amount,
        currency="CNY",
        lower_bound=True,
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为4且原质保类型为“1 年有限质保”或“2 年有限质保”且项目硬件清单（售后价格）不低于750,000.00元时，价格：每年“项目硬件清单（售后价格）”的3.5%起（不含增值税）。",
    at="contracts/china.plan:506",
    sources=("CHN-171", "CHN-172", "CHN-159", "CHN-160", "CHN-189"),
)


def technology_support_price_1aca9859_amount(bom: rt.Number) -> rt.Number:
    return 15_000 + Fraction(17, 1000) * bom


TECHNOLOGY_SUPPORT_PRICE_1ACA9859 = rt.Clause(
    "technology_support.price.1aca9859",
    layers=("technology_support",),
    value=rt.Price(
        technology_support_price_1aca9859_amount,
        currency="CNY",
        lower_bound=True,
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为5且原质保类型为“1 年有限质保”或“2 年有限质保”且项目硬件清单（售后价格）小于750,000.00元时，价格：每年15,000.00元加“项目硬件清单（售后价格）”的1.7%起（不含增值税）。",
    at="contracts/china.plan:507",
    sources=("CHN-173", "CHN-174", "CHN-159", "CHN-160", "CHN-189"),
)


def technology_support_price_9966fad8_amount(bom: rt.Number) -> rt.Number:
    return Fraction(37, 1000) * bom


TECHNOLOGY_SUPPORT_PRICE_9966FAD8 = rt.Clause(
    "technology_support.price.9966fad8",
    layers=("technology_support",),
    value=rt.Price(
        technology_support_price_9966fad8_amount,
        currency="CNY",
        lower_bound=True,
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为5且原质保类型为“1 年有限质保”或“2 年有限质保”且项目硬件清单（售后价格）不低于750,000.00元时，价格：每年“项目硬件清单（售后价格）”的3.7%起（不含增值税）。",
    at="contracts/china.plan:507",
    sources=("CHN-175", "CHN-176", "CHN-159", "CHN-160", "CHN-189"),
)


def technology_support_price_ee6a730f_amount(bom: rt.Number) -> rt.Number:
    return 15_000 + Fraction(19, 1000) * bom


TECHNOLOGY_SUPPORT_PRICE_EE6A730F = rt.Clause(
    "technology_support.price.ee6a730f",
    layers=("technology_support",),
    value=rt.Price(
        technology_support_price_ee6a730f_amount,
        currency="CNY",
        lower_bound=True,
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为6且原质保类型为“1 年有限质保”或“2 年有限质保”且项目硬件清单（售后价格）小于750,000.00元时，价格：每年15,000.00元加“项目硬件清单（售后价格）”的1.9%起（不含增值税）。",
    at="contracts/china.plan:508",
    sources=("CHN-177", "CHN-178", "CHN-159", "CHN-160", "CHN-189"),
)


def technology_support_price_f4488dd6_amount(bom: rt.Number) -> rt.Number:
    return Fraction(39, 1000) * bom


TECHNOLOGY_SUPPORT_PRICE_F4488DD6 = rt.Clause(
    "technology_support.price.f4488dd6",
    layers=("technology_support",),
    value=rt.Price(
        technology_support_price_f4488dd6_amount,
        currency="CNY",
        lower_bound=True,
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为6且原质保类型为“1 年有限质保”或“2 年有限质保”且项目硬件清单（售后价格）不低于750,000.00元时，价格：每年“项目硬件清单（售后价格）”的3.9%起（不含增值税）。",
    at="contracts/china.plan:508",
    sources=("CHN-179", "CHN-180", "CHN-159", "CHN-160", "CHN-189"),
)


def technology_support_price_eae6eea4_amount(bom: rt.Number) -> rt.Number:
    return 15_000 + Fraction(21, 1000) * bom


TECHNOLOGY_SUPPORT_PRICE_EAE6EEA4 = rt.Clause(
    "technology_support.price.eae6eea4",
    layers=("technology_support",),
    value=rt.Price(
        technology_support_price_eae6eea4_amount,
        currency="CNY",
        lower_bound=True,
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为7且原质保类型为“1 年有限质保”或“2 年有限质保”且项目硬件清单（售后价格）小于750,000.00元时，价格：每年15,000.00元加“项目硬件清单（售后价格）”的2.1%起（不含增值税）。",
    at="contracts/china.plan:509",
    sources=("CHN-181", "CHN-182", "CHN-159", "CHN-160", "CHN-189"),
)


def technology_support_price_37244607_amount(bom: rt.Number) -> rt.Number:
    return Fraction(41, 1000) * bom


TECHNOLOGY_SUPPORT_PRICE_37244607 = rt.Clause(
    "technology_support.price.37244607",
    layers=("technology_support",),
    value=rt.Price(
        technology_support_price_37244607_amount,
        currency="CNY",
        lower_bound=True,
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为7且原质保类型为“1 年有限质保”或“2 年有限质保”且项目硬件清单（售后价格）不低于750,000.00元时，价格：每年“项目硬件清单（售后价格）”的4.1%起（不含增值税）。",
    at="contracts/china.plan:509",
    sources=("CHN-183", "CHN-184", "CHN-159", "CHN-160", "CHN-189"),
)


def technology_support_price_222f3e53_amount(bom: rt.Number) -> rt.Number:
    return 15_000 + Fraction(23, 1000) * bom


TECHNOLOGY_SUPPORT_PRICE_222F3E53 = rt.Clause(
    "technology_support.price.222f3e53",
    layers=("technology_support",),
    value=rt.Price(
        technology_support_price_222f3e53_amount,
        currency="CNY",
        lower_bound=True,
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为8且原质保类型为“1 年有限质保”或“2 年有限质保”且项目硬件清单（售后价格）小于750,000.00元时，价格：每年15,000.00元加“项目硬件清单（售后价格）”的2.3%起（不含增值税）。",
    at="contracts/china.plan:510",
    sources=("CHN-185", "CHN-186", "CHN-159", "CHN-160", "CHN-189"),
)


def technology_support_price_72fe98e7_amount(bom: rt.Number) -> rt.Number:
    return Fraction(43, 1000) * bom


TECHNOLOGY_SUPPORT_PRICE_72FE98E7 = rt.Clause(
    "technology_support.price.72fe98e7",
    layers=("technology_support",),
    value=rt.Price(
        technology_support_price_72fe98e7_amount,
        currency="CNY",
        lower_bound=True,
        per=("year",),
        tax="excluding VAT",
    ),
    says="当年份为8且原质保类型为“1 年有限质保”或“2 年有限质保”且项目硬件清单（售后价格）不低于750,000.00元时，价格：每年“项目硬件清单（售后价格）”的4.3%起（不含增值税）。",
    at="contracts/china.plan:510",
    sources=("CHN-187", "CHN-188", "CHN-159", "CHN-160", "CHN-189"),
)


def decide_technology_support_price(year: int, warranty: Warranty, bom: rt.Number) -> rt.Decision:
    if year == 2 and warranty == "one_year" and bom < 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_2_AND_ONE_YEAR_AND_BOM_UNDER_750000_CNY
    if year == 2 and warranty == "two_year" and bom < 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_2_AND_TWO_YEAR_AND_BOM_UNDER_750000_CNY
    if year == 1 and warranty in ("one_year", "two_year") and bom < 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_B3127D47
    if year == 2 and warranty == "one_year" and bom >= 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_2_AND_ONE_YEAR_AND_BOM_AT_LEAST_750000_CNY
    if year == 2 and warranty == "two_year" and bom >= 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_2_AND_TWO_YEAR_AND_BOM_AT_LEAST_750000_CNY
    if year == 3 and warranty in ("one_year", "two_year") and bom < 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_D909E5E9
    if year == 4 and warranty in ("one_year", "two_year") and bom < 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_F202101E
    if year == 5 and warranty in ("one_year", "two_year") and bom < 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_1ACA9859
    if year == 6 and warranty in ("one_year", "two_year") and bom < 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_EE6A730F
    if year == 7 and warranty in ("one_year", "two_year") and bom < 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_EAE6EEA4
    if year == 8 and warranty in ("one_year", "two_year") and bom < 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_222F3E53
    if year == 1 and warranty in ("one_year", "two_year") and bom >= 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_84EE3FC3
    if year == 3 and warranty in ("one_year", "two_year") and bom >= 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_C9555BB6
    if year == 4 and warranty in ("one_year", "two_year") and bom >= 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_9DA5AF94
    if year == 5 and warranty in ("one_year", "two_year") and bom >= 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_9966FAD8
    if year == 6 and warranty in ("one_year", "two_year") and bom >= 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_F4488DD6
    if year == 7 and warranty in ("one_year", "two_year") and bom >= 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_37244607
    if year == 8 and warranty in ("one_year", "two_year") and bom >= 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_72FE98E7
    if warranty == "hwqs" and bom < 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_HWQS_AND_BOM_UNDER_750000_CNY
    if warranty == "hwqs" and bom >= 750_000:
        return TECHNOLOGY_SUPPORT_PRICE_HWQS_AND_BOM_AT_LEAST_750000_CNY
    return None


TECHNOLOGY_SUPPORT_COVERS_PARTS = rt.Clause(
    "technology_support.covers.parts",
    layers=("technology_support",),
    thing="parts",
    value=rt.Share(1),
    says="更换件：全部涵盖。",
    at="contracts/china.plan:512",
    sources=("CHN-190",),
)
TECHNOLOGY_SUPPORT_COVERS_LABOR_DIAGNOSIS_OR_RECOVERY = rt.Clause(
    "technology_support.covers.labor.diagnosis_or_recovery",
    layers=("technology_support",),
    thing="labor",
    when=if_purpose_in_diagnosis_recovery,
    value=rt.Share(1),
    says="当工作内容为“故障诊断”或“系统恢复”时，路创工程师的人工：全部涵盖。",
    at="contracts/china.plan:513",
    sources=("CHN-191",),
)
TECHNOLOGY_SUPPORT_WINDOWS_RESPOND = rt.Clause(
    "technology_support.windows.respond",
    layers=("technology_support",),
    thing="respond",
    value=rt.Within(rt.BusinessDays(10, calendar="office")),
    says="响应时间：10个工作日（工作日）以内。",
    at="contracts/china.plan:514",
    sources=("CHN-192",),
)
TECHNOLOGY_SUPPORT_ATTENDS = rt.Clause(
    "technology_support.attends",
    layers=("technology_support",),
    value=rt.Attends("office"),
    says="服务时间：工作日。",
    at="contracts/china.plan:515",
    sources=("CHN-193", "CHN-196"),
)
TECHNOLOGY_SUPPORT_EXCLUDES_LABOR_ONSITE_VISIT_REMOTE_SERVICE_NOT_IN_SERVICE_HOURS = rt.Clause(
    "technology_support.excludes.labor+onsite_visit+remote_service.not_in_service_hours",
    layers=("technology_support",),
    when=if_not_in_service_hours,
    value=rt.Excludes(services=("labor", "onsite_visit", "remote_service")),
    says="当不满足“服务时间内”时，不包含：路创工程师的人工、现场服务和远程服务。",
    at="contracts/china.plan:516",
    sources=("CHN-193",),
)
TECHNOLOGY_SUPPORT_INCLUDES_MAINTENANCE_VISIT = rt.Clause(
    "technology_support.includes.maintenance_visit",
    layers=("technology_support",),
    thing="maintenance_visit",
    value=rt.Quota("includes", 1, period="contract year"),
    says="维护巡检：每个合同年包含1次。",
    at="contracts/china.plan:517",
    sources=("CHN-194",),
)
TECHNOLOGY_SUPPORT_INCLUDES_TRAINING = rt.Clause(
    "technology_support.includes.training",
    layers=("technology_support",),
    thing="training",
    value=rt.Quota("includes", 1, hours=True, period=("unit", "maintenance_visit")),
    says="现场培训：每次维护巡检包含1小时。",
    at="contracts/china.plan:518",
    sources=("CHN-195",),
)
TECHNOLOGY_SUPPORT_EXCLUDES_MAINTENANCE_VISIT_TRAINING_NOT_IN_SERVICE_HOURS = rt.Clause(
    "technology_support.excludes.maintenance_visit+training.not_in_service_hours",
    layers=("technology_support",),
    when=if_not_in_service_hours,
    value=rt.Excludes(services=("maintenance_visit", "training")),
    says="当不满足“服务时间内”时，不包含：维护巡检和现场培训。",
    at="contracts/china.plan:519",
    sources=("CHN-196",),
)
TECHNOLOGY_SUPPORT_COVERS_PHONE_SUPPORT = rt.Clause(
    "technology_support.covers.phone_support",
    layers=("technology_support",),
    thing="phone_support",
    value=rt.Share(1),
    says="7X24 电话技术支持：全部涵盖。",
    at="contracts/china.plan:520",
    sources=("CHN-197",),
)
TECHNOLOGY_SUPPORT_ATTENDS_PHONE_SUPPORT = rt.Clause(
    "technology_support.attends.phone_support",
    layers=("technology_support",),
    value=rt.Attends("around_clock"),
    says="当所需服务为“7X24 电话技术支持”时，服务时间：7X24。",
    at="contracts/china.plan:521",
    sources=("CHN-197",),
)


def decide_technology_support_attends(service: str) -> rt.Decision:
    if service == "phone_support":
        return TECHNOLOGY_SUPPORT_ATTENDS_PHONE_SUPPORT
    return TECHNOLOGY_SUPPORT_ATTENDS


TECHNOLOGY_SUPPORT_EXCLUDES_CUSTOMER_TRAINING_LUTRON_TRAINING_REMOTE_TRAINING_ORIENTATION = rt.Clause(
    (
        "technology_support.excludes.customer_training+lutron_training+remote_training+orientation+optimization"
        "+onsite_programming+remote_programming.not_in_service_hours"
    ),
    layers=("technology_support",),
    when=if_not_in_service_hours,
    value=rt.Excludes(
        services=(
            "customer_training", "lutron_training", "remote_training", "orientation", "optimization",
            "onsite_programming", "remote_programming",
        ),
    ),
    says="当不满足“服务时间内”时，不包含：系统维护培训、路创培训中心培训（上海）、远程培训、系统操作培训、系统优化服务、现场编程和远程编程。",
    at="contracts/china.plan:522",
    sources=("CHN-224",),
)
TECHNOLOGY_SUPPORT_NEEDS_SERVICE_IS_NOT_SURVEY_65C0DB9E = rt.Clause(
    "technology_support.needs.service_is_not_survey.65c0db9e",
    layers=("technology_support",),
    when=if_service_is_not_survey,
    value=rt.Needs(if_system_drawing),
    says="当所需服务不为“现场收集资料”时，客户须确保满足“已提供系统图”。",
    at="contracts/china.plan:524",
    sources=("CHN-225", "CHN-226"),
)
TECHNOLOGY_SUPPORT_NEEDS_SERVICE_IS_NOT_SURVEY_E63979E3 = rt.Clause(
    "technology_support.needs.service_is_not_survey.e63979e3",
    layers=("technology_support",),
    when=if_service_is_not_survey,
    value=rt.Needs(if_layout_drawing),
    says="当所需服务不为“现场收集资料”时，客户须确保满足“已提供平面图”。",
    at="contracts/china.plan:525",
    sources=("CHN-225", "CHN-227"),
)
TECHNOLOGY_SUPPORT_NEEDS_HAS_DATABASE_AND_SERVICE_IS_NOT_SURVEY = rt.Clause(
    "technology_support.needs.has_database_and_service_is_not_survey",
    layers=("technology_support",),
    when=if_has_database_and_service_is_not_survey,
    value=rt.Needs(if_database),
    says="当满足“系统适用数据库”且所需服务不为“现场收集资料”时，客户须确保满足“已提供数据库”。",
    at="contracts/china.plan:526",
    sources=("CHN-225", "CHN-228"),
)
TECHNOLOGY_SUPPORT_CHARGES_SURVEY = rt.Clause(
    "technology_support.charges.survey",
    layers=("technology_support",),
    thing="survey",
    value=rt.Charge(rt.Price(by="quote")),
    says="现场收集资料：收费另行报价。",
    at="contracts/china.plan:527",
    sources=("CHN-229",),
)
TECHNOLOGY_SUPPORT_COVERS_ONSITE_VISIT_DIAGNOSIS_OR_RECOVERY_AND_LUTRON_CAUSE = rt.Clause(
    "technology_support.covers.onsite_visit.diagnosis_or_recovery_and_lutron_cause",
    layers=("technology_support",),
    thing="onsite_visit",
    when=if_purpose_in_diagnosis_recovery_and_lutron_cause,
    value=rt.Share(1),
    says="当工作内容为“故障诊断”或“系统恢复”且满足“由路创产品原因造成”时，现场服务：全部涵盖。",
    at="contracts/china.plan:528",
    sources=("CHN-191", "CHN-231"),
)
TECHNOLOGY_SUPPORT_CHARGES_ONSITE_VISIT_NOT_LUTRON_CAUSE = rt.Clause(
    "technology_support.charges.onsite_visit.not_lutron_cause",
    layers=("technology_support",),
    thing="onsite_visit",
    when=if_not_lutron_cause,
    value=rt.Charge(rt.Price(by="quote")),
    says="当不满足“由路创产品原因造成”时，现场服务：收费另行报价。",
    at="contracts/china.plan:529",
    sources=("CHN-231",),
)
TECHNOLOGY_SUPPORT_COVERS_REMOTE_SERVICE_DIAGNOSIS_OR_RECOVERY = rt.Clause(
    "technology_support.covers.remote_service.diagnosis_or_recovery",
    layers=("technology_support",),
    thing="remote_service",
    when=if_purpose_in_diagnosis_recovery,
    value=rt.Share(1),
    says="当工作内容为“故障诊断”或“系统恢复”时，远程服务：全部涵盖。",
    at="contracts/china.plan:530",
    sources=("CHN-191", "CHN-233"),
)
TECHNOLOGY_SUPPORT_NEEDS_REMOTELY_AND_ONLINE = rt.Clause(
    "technology_support.needs.remotely_and_online",
    layers=("technology_support",),
    when=if_remotely_and_server_is_online,
    value=rt.Needs(if_network_allowed),
    says="当满足“远程提供的服务”且服务器为“接入外网”时，客户须确保满足“客户已授权接入网络”。",
    at="contracts/china.plan:531",
    sources=("CHN-233", "CHN-234"),
)
TECHNOLOGY_SUPPORT_NEEDS_REMOTELY_AND_OFFLINE = rt.Clause(
    "technology_support.needs.remotely_and_offline",
    layers=("technology_support",),
    when=if_remotely_and_server_is_offline,
    value=rt.Needs(if_wireless_card),
    says="当满足“远程提供的服务”且服务器为“未接入网络”时，客户须确保满足“已有 4G/5G 网卡”。",
    at="contracts/china.plan:532",
    sources=("CHN-233", "CHN-235"),
)
TECHNOLOGY_SUPPORT_NEEDS_REMOTELY_AND_ABSENT = rt.Clause(
    "technology_support.needs.remotely_and_absent",
    layers=("technology_support",),
    when=if_remotely_and_server_is_absent,
    value=rt.Needs(if_wireless_card),
    says="当满足“远程提供的服务”且服务器为“系统未连接服务器”时，客户须确保满足“已有 4G/5G 网卡”。",
    at="contracts/china.plan:533",
    sources=("CHN-233", "CHN-236"),
)
TECHNOLOGY_SUPPORT_NEEDS_REMOTELY = rt.Clause(
    "technology_support.needs.remotely",
    layers=("technology_support",),
    when=if_remotely_,
    value=rt.Needs(if_security_signed),
    says="当满足“远程提供的服务”时，客户须确保满足“已签署远程服务安全验证协议”。",
    at="contracts/china.plan:534",
    sources=("CHN-237",),
)


# ── system_care: 系统保障计划 ───────────────────────────────────────────────────────────────────────────────────────────────


def if_obsolete_or_software_too_old(obsolete: bool, software_too_old: bool) -> bool:
    return obsolete or software_too_old


SYSTEM_CARE_OFFERED_OBSOLETE_OR_SOFTWARE_TOO_OLD = rt.Clause(
    "system_care.offered.obsolete_or_software_too_old",
    layers=("system_care",),
    when=if_obsolete_or_software_too_old,
    value=rt.Offered(),
    says="当满足“系统或部分硬件已停产”或满足“软件版本不支持新功能或灯具”时，可以购买。",
    at="contracts/china.plan:565",
    sources=("CHN-242", "CHN-246"),
)
SYSTEM_CARE_PRICE = rt.Clause(
    "system_care.price",
    layers=("system_care",),
    value=rt.Price(by="quote"),
    says="价格：另行报价。",
    at="contracts/china.plan:566",
    sources=("CHN-249",),
)


def if_obsolete_and_near_shanghai_or_near_beijing(obsolete: bool, near_shanghai: bool, near_beijing: bool) -> bool:
    return obsolete and (near_shanghai or near_beijing)


SYSTEM_CARE_COVERS_SITE_VISIT_OBSOLETE_AND_NEAR_SHANGHAI_OR_NEAR_BEIJING = rt.Clause(
    "system_care.covers.site_visit.obsolete_and_near_shanghai_or_near_beijing",
    layers=("system_care",),
    thing="site_visit",
    when=if_obsolete_and_near_shanghai_or_near_beijing,
    value=rt.Share(1),
    says="当满足“系统或部分硬件已停产”且（满足“上海 2 小时高铁可达”或满足“北京 2 小时高铁可达”）时，免费到场勘察：全部涵盖。",
    at="contracts/china.plan:567",
    sources=("CHN-244", "CHN-250"),
)


def if_obsolete(obsolete: bool) -> bool:
    return obsolete


SYSTEM_CARE_COVERS_SYSTEM_UPGRADE_OBSOLETE = rt.Clause(
    "system_care.covers.system_upgrade.obsolete",
    layers=("system_care",),
    thing="system_upgrade",
    when=if_obsolete,
    value=rt.Share(1),
    says="当满足“系统或部分硬件已停产”时，系统升级：全部涵盖。",
    at="contracts/china.plan:568",
    sources=("CHN-247",),
)


def if_software_too_old(software_too_old: bool) -> bool:
    return software_too_old


SYSTEM_CARE_COVERS_SOFTWARE_UPGRADE_SOFTWARE_TOO_OLD = rt.Clause(
    "system_care.covers.software_upgrade.software_too_old",
    layers=("system_care",),
    thing="software_upgrade",
    when=if_software_too_old,
    value=rt.Share(1),
    says="当满足“软件版本不支持新功能或灯具”时，软件升级：全部涵盖。",
    at="contracts/china.plan:569",
    sources=("CHN-246", "CHN-248"),
)


def if_service_in_system_upgrade_software_upgrade(service: str) -> bool:
    return service in ("system_upgrade", "software_upgrade")


SYSTEM_CARE_NEEDS_SYSTEM_UPGRADE_OR_SOFTWARE_UPGRADE_AF56DB64 = rt.Clause(
    "system_care.needs.system_upgrade_or_software_upgrade.af56db64",
    layers=("system_care",),
    when=if_service_in_system_upgrade_software_upgrade,
    value=rt.Needs(if_system_drawing),
    says="当所需服务为“系统升级”或“软件升级”时，客户须确保满足“已提供系统图”。",
    at="contracts/china.plan:570",
    sources=("CHN-251", "CHN-254"),
)
SYSTEM_CARE_NEEDS_SYSTEM_UPGRADE_OR_SOFTWARE_UPGRADE_7EAEA3F0 = rt.Clause(
    "system_care.needs.system_upgrade_or_software_upgrade.7eaea3f0",
    layers=("system_care",),
    when=if_service_in_system_upgrade_software_upgrade,
    value=rt.Needs(if_layout_drawing),
    says="当所需服务为“系统升级”或“软件升级”时，客户须确保满足“已提供平面图”。",
    at="contracts/china.plan:571",
    sources=("CHN-251", "CHN-255"),
)


def if_system_care_needs_e7efc925_applies(has_database: bool, service: str) -> bool:
    return has_database and service in ("system_upgrade", "software_upgrade")


def if_database_or_downloadable(database: bool, downloadable: bool) -> bool:
    return database or downloadable


SYSTEM_CARE_NEEDS_E7EFC925 = rt.Clause(
    "system_care.needs.e7efc925",
    layers=("system_care",),
    when=if_system_care_needs_e7efc925_applies,
    value=rt.Needs(if_database_or_downloadable),
    says="当满足“系统适用数据库”且所需服务为“系统升级”或“软件升级”时，客户须确保满足“已提供数据库”或满足“可从处理器下载数据库”。",
    at="contracts/china.plan:572",
    sources=("CHN-251", "CHN-252", "CHN-256"),
)


def if_not_documents_given_and_not_downloadable(documents_given: bool, downloadable: bool) -> bool:
    return not documents_given and not downloadable


SYSTEM_CARE_CHARGES_EXPLORATION_NOT_DOCUMENTS_GIVEN_AND_NOT_DOWNLOADABLE = rt.Clause(
    "system_care.charges.exploration.not_documents_given_and_not_downloadable",
    layers=("system_care",),
    thing="exploration",
    when=if_not_documents_given_and_not_downloadable,
    value=rt.Charge(rt.Price(by="quote")),
    says="当不满足“已提供全部资料”且不满足“可从处理器下载数据库”时，现场配置勘查（人/天）：收费另行报价。",
    at="contracts/china.plan:573",
    sources=("CHN-252",),
)
SYSTEM_CARE_CHARGES_SURVEY = rt.Clause(
    "system_care.charges.survey",
    layers=("system_care",),
    thing="survey",
    value=rt.Charge(rt.Price(by="quote")),
    says="现场收集资料：收费另行报价。",
    at="contracts/china.plan:574",
    sources=("CHN-257",),
)


# ── The contract ──────────────────────────────────────────────────────────────────────────────────────────────────────

FACTS = (
    rt.Fact("country", "country", label="项目所在国家", customer=True),
    rt.Fact("lutron_system", "yes_no", label="路创灯光控制系统", customer=True),
    rt.Fact("bom", "money", label="项目硬件清单（售后价格）", customer=True, currency="CNY"),
    rt.Fact("warranty", "choice", label="原质保类型", customer=True, choices=("one_year", "two_year", "hwqs")),
    rt.Fact("residential", "yes_no", label="家居项目", customer=True),
    rt.Fact("warranty_start", "date", label="质保开始日期", customer=True),
    rt.Fact("ordered", "date", label="订单日期", customer=True),
    rt.Fact("lutron_startup", "yes_no", label="原厂调试的项目", customer=True),
    rt.Fact("rail_from_shanghai", "duration", label="距上海的高铁时间", customer=True),
    rt.Fact("rail_from_beijing", "duration", label="距北京的高铁时间", customer=True),
    rt.Fact("direct_connection", "yes_no", label="上海或北京可飞机或高铁直达", customer=True),
    rt.Fact("confirmed", "yes_no", label="购买前已与路创确认响应时间", customer=True),
    rt.Fact("obsolete", "yes_no", label="系统或部分硬件已停产", customer=True),
    rt.Fact("software_too_old", "yes_no", label="软件版本不支持新功能或灯具", customer=True),
    rt.Fact("has_database", "yes_no", label="系统适用数据库", customer=True),
    rt.Fact("system_drawing", "yes_no", label="已提供系统图"),
    rt.Fact("layout_drawing", "yes_no", label="已提供平面图"),
    rt.Fact("database", "yes_no", label="已提供数据库"),
    rt.Fact("downloadable", "yes_no", label="可从处理器下载数据库"),
    rt.Fact("purpose", "choice", label="工作内容", choices=("diagnosis", "recovery", "other")),
    rt.Fact("requested_at", "instant", label="要求服务的时刻"),
    rt.Fact("lutron_cause", "yes_no", label="由路创产品原因造成"),
    rt.Fact("part_price", "money", label="更换件的价格", currency="CNY"),
    rt.Fact("server", "choice", label="服务器", choices=("online", "offline", "absent")),
    rt.Fact("network_allowed", "yes_no", label="客户已授权接入网络"),
    rt.Fact("wireless_card", "yes_no", label="已有 4G/5G 网卡"),
    rt.Fact("security_signed", "yes_no", label="已签署远程服务安全验证协议"),
)
DEFINES = (
    rt.Define("year", "whole", label="年份", row=rt.Row(compute_year)),
    rt.Define("purchase_year", "whole", label="购买的年份", row=rt.Row(compute_purchase_year)),
    rt.Define("near_shanghai", "yes_no", label="上海 2 小时高铁可达", row=rt.Row(if_near_shanghai)),
    rt.Define("near_beijing", "yes_no", label="北京 2 小时高铁可达", row=rt.Row(if_near_beijing)),
    rt.Define("in_service_hours", "yes_no", label="服务时间内", row=rt.Row(if_in_service_hours)),
    rt.Define("remotely", "yes_no", label="远程提供的服务", row=rt.Row(if_remotely)),
    rt.Define("purchase_years", "whole", label="可以购买的年数", cases=find_purchase_years),
    rt.Define("documents_given", "yes_no", label="已提供全部资料", row=rt.Row(if_documents_given)),
)
INPUTS: Mapping[str, rt.Input] = {
    "holds_after_hour_service": rt.Holds("after_hour_service"),
    "holds_service_care": rt.Holds("service_care"),
    "holds_technology_support": rt.Holds("technology_support"),
    "holds_weekend_service": rt.Holds("weekend_service"),
    "purchase_years_below_purchase_year": rt.Compared(compare_purchase_years_below_purchase_year),
    "requested_at_during_nights": rt.During("requested_at", "nights"),
    "requested_at_during_office": rt.During("requested_at", "office"),
    "requested_at_during_weekends": rt.During("requested_at", "weekends"),
    "zone": rt.Zone(),
}
CANDIDATES: Mapping[str, tuple[object, ...]] = {
    "country": ("CN", "AQ"),
    "year": (1, 2, 3, 4, 5, 6, 7, 8, 9),
    "bom": (375_000, 750_000, 750_001),
    "rail_from_shanghai": (3600, 7200, 7201),
    "rail_from_beijing": (3600, 7200, 7201),
}
TOGETHER = (
    (
        ("requested_at_during_nights", "requested_at_during_office", "requested_at_during_weekends"),
        ((False, False, False), (False, False, True), (False, True, False), (True, False, False)),
    ),
)
OFFERS = (
    rt.Offer("part_care_basic", "tier", label="硬件保障计划 Basic"),
    rt.Offer("part_care_plus", "tier", label="硬件保障计划+"),
    rt.Offer("part_care_plus_annual", "tier", label="硬件保障计划+（年付）"),
    rt.Offer("service_care", "tier", label="服务保障计划"),
    rt.Offer("response_24h", "addon", label="24 小时响应"),
    rt.Offer("response_48h", "addon", label="48 小时响应"),
    rt.Offer("response_72h", "addon", label="72 小时响应"),
    rt.Offer("after_hour_service", "addon", label="晚间服务"),
    rt.Offer("weekend_service", "addon", label="周末服务"),
    rt.Offer("customer_training_days", "addon", label="系统维护培训"),
    rt.Offer("lutron_training_days", "addon", label="路创培训中心培训（上海）"),
    rt.Offer("remote_training_days", "addon", label="远程培训"),
    rt.Offer("orientation_days", "addon", label="系统操作培训"),
    rt.Offer("optimization_days", "addon", label="系统优化服务"),
    rt.Offer("onsite_programming_days", "addon", label="现场编程"),
    rt.Offer("remote_programming_days", "addon", label="远程编程"),
    rt.Offer("maintenance_days", "addon", label="维护巡检"),
    rt.Offer("technology_support", "tier", label="综合保障计划"),
    rt.Offer("system_care", "tier", label="系统保障计划"),
)
THINGS = (
    rt.Thing("parts", "service", "parts", label="更换件"),
    rt.Thing("labor", "service", "labor", label="路创工程师的人工"),
    rt.Thing("onsite_visit", "service", "onsite_visit", label="现场服务"),
    rt.Thing("remote_service", "service", "remote_service", label="远程服务"),
    rt.Thing("phone_support", "service", "phone_support", label="7X24 电话技术支持"),
    rt.Thing("maintenance_visit", "service", "maintenance_visits", label="维护巡检"),
    rt.Thing("training", "service", "training", label="现场培训"),
    rt.Thing("customer_training", "service", "customer_training", label="系统维护培训"),
    rt.Thing("lutron_training", "service", "lutron_training", label="路创培训中心培训（上海）"),
    rt.Thing("remote_training", "service", "remote_training", label="远程培训"),
    rt.Thing("orientation", "service", "orientation", label="系统操作培训"),
    rt.Thing("optimization", "service", "optimization", label="系统优化服务"),
    rt.Thing("onsite_programming", "service", "onsite_programming", label="现场编程"),
    rt.Thing("remote_programming", "service", "remote_programming", label="远程编程"),
    rt.Thing("survey", "service", "survey", label="现场收集资料"),
    rt.Thing("site_visit", "service", "site_visit", label="免费到场勘察"),
    rt.Thing("exploration", "service", "exploration", label="现场配置勘查（人/天）"),
    rt.Thing("system_upgrade", "service", "system_upgrade", label="系统升级"),
    rt.Thing("software_upgrade", "service", "software_upgrade", label="软件升级"),
    rt.Thing("man_day", "unit", "man_days", label="人/天"),
)
WINDOWS = (rt.Window("respond", ("opened",), "attended", label="响应时间"),)
STATES = ()
ASSUMPTIONS = (
    rt.Assumption("engineer_within", "中文：10 个工作日内安排工程师；英文：最早可用的时间，没有期限。以中文为准。", ("CHN-008", "CHN-100", "CHN-192")),
    rt.Assumption("labor_purpose", "中文：人工费用仅限于故障诊断及系统恢复；英文没有“仅限”，也没有系统恢复。以中文为准。", ("CHN-008", "CHN-099", "CHN-191")),
    rt.Assumption("support_term", "中文：自订单之日起至第 8 年；英文：在原质保之外最多延长 8 年。以中文为准：第 8 年结束即止。", ("CHN-008", "CHN-156")),
    rt.Assumption(
        "list_price",
        "最终价格，中文按项目硬件清单总价，英文按列表价（List Price）。以中文为准；两者都没有算式。",
        ("CHN-008", "CHN-098", "CHN-189"),
    ),
    rt.Assumption(
        "high_speed_train",
        "中文：2 小时高铁；英文：2 小时火车。以中文为准。",
        ("CHN-008", "CHN-116", "CHN-117", "CHN-208", "CHN-209", "CHN-250"),
    ),
    rt.Assumption("direct_from_where", "72 小时响应，中文：自上海或北京飞机或高铁直达；英文没有说自何地。以中文为准。", ("CHN-008", "CHN-118", "CHN-210")),
    rt.Assumption("cause_of_fault", "中文：非路创产品原因的任何现场服务可收费；英文：非路创原因的现场诊断。以中文为准。", ("CHN-008", "CHN-140", "CHN-231")),
    rt.Assumption("before_purchase", "中文：在购买前确认响应时间；英文没有“购买前”。以中文为准。", ("CHN-008", "CHN-115", "CHN-207")),
    rt.Assumption("villa_approximate", "别墅案例的服务保障计划，英文为“约”15,000，中文没有“约”。以中文为准。", ("CHN-008", "CHN-096", "CHN-152")),
    rt.Assumption("yearly_renewal", "年付计划，中文写明逐年续保；英文只写按年付款。以中文为准。", ("CHN-008", "CHN-066", "CHN-068", "CHN-072")),
    rt.Assumption("cost_of_parts", "中文：按比例减免购买更换件的费用；英文：涵盖更换件。以中文为准，结果相同。", ("CHN-008", "CHN-015", "CHN-019")),
    rt.Assumption(
        "purchase_periods",
        "英文：仅在这些时间段可以购买；中文：可以在这些时间段购买。读作期限，因为中文另有“错过”一句。",
        ("CHN-008", "CHN-075", "CHN-076", "CHN-077", "CHN-078", "CHN-081"),
    ),
    rt.Assumption("hardware_cost", "中文：100% 的硬件费用；英文：更换件。读作更换用的硬件，不是新增硬件。", ("CHN-008", "CHN-190")),
    rt.Assumption(
        "wireless_card_whose",
        "中文：网卡在客户一方；英文没有说由谁提供。以中文为准。",
        ("CHN-008", "CHN-144", "CHN-145", "CHN-235", "CHN-236"),
    ),
    rt.Assumption(
        "who_gives_documents",
        "中文：客户提供原数据库及资料；英文没有说由谁，也没有“原”；系统保障计划的英文另要“最新”的数据库。以中文为准。",
        ("CHN-008", "CHN-133", "CHN-136", "CHN-225", "CHN-228", "CHN-251", "CHN-256"),
    ),
    rt.Assumption("scope_of_upgrades", "升级内容，中文多出软硬件、客户端操作系统和智能模块。以中文为准。", ("CHN-008", "CHN-247", "CHN-248")),
    rt.Assumption(
        "kinds_of_training",
        "中文：系统维护培训、系统操作培训，上海培训中心；英文：Customer-Site Training、System Orientation，没有地点。以中文为准。",
        ("CHN-008", "CHN-124", "CHN-125", "CHN-127", "CHN-216", "CHN-217", "CHN-219"),
    ),
    rt.Assumption(
        "who_needs_nights",
        "非工作时间服务，中文：员工下班后或周末方可入场的客户；英文：需要在下班后或周末服务的客户。购买者即可使用，结果相同。",
        ("CHN-008", "CHN-121", "CHN-213"),
    ),
    rt.Assumption(
        "visits_elsewhere",
        "免费勘察，英文“如适用”，中文“目前仅限”上海、北京周边。以中文为准；其他地区不免费，价格未印。",
        ("CHN-008", "CHN-244", "CHN-250"),
    ),
    rt.Assumption(
        "first_years",
        "计划“在第 2（3）至 8 年”涵盖更换件，其下却从第 1 年列起：开头的年份即原质保，按列出的比例回答。",
        ("CHN-016", "CHN-020", "CHN-031", "CHN-033", "CHN-037", "CHN-067", "CHN-069", "CHN-073"),
    ),
    rt.Assumption("late_hwqs", "错过购买期者可选综合保障计划，但其价格表没有 HWQS：可以选择，价格须询问。", ("CHN-081", "CHN-160")),
    rt.Assumption(
        "athena_average",
        "Athena 案例的年付平均 11,000 与价格表不符：1 年质保为 9,285.71（7 个付费年）。以价格表为准。",
        ("CHN-042", "CHN-043", "CHN-044", "CHN-045", "CHN-046", "CHN-047", "CHN-048", "CHN-089"),
    ),
    rt.Assumption(
        "athena_support",
        "Athena 案例的综合保障平均 24,000 只合 2 年质保，其 20,000 与 45,000 却只合 1 年质保（平均 23,285.71）。以价格表为准。",
        ("CHN-087", "CHN-088", "CHN-161", "CHN-165", "CHN-169", "CHN-173", "CHN-177", "CHN-181", "CHN-185", "CHN-241"),
    ),
    rt.Assumption(
        "printed_as_fixed",
        "价格表为“起”价，案例却印成确定的金额。以价格表为准：都是最低价。",
        (
            "CHN-096", "CHN-097", "CHN-148", "CHN-150", "CHN-152", "CHN-161", "CHN-163", "CHN-165", "CHN-166",
            "CHN-167", "CHN-168", "CHN-169", "CHN-170", "CHN-171", "CHN-172", "CHN-173", "CHN-174", "CHN-175",
            "CHN-176", "CHN-177", "CHN-178", "CHN-179", "CHN-180", "CHN-181", "CHN-182", "CHN-183", "CHN-184",
            "CHN-185", "CHN-186", "CHN-187", "CHN-188", "CHN-239", "CHN-241",
        ),
    ),
    rt.Assumption("in_force_date", "文件未印日期；以 2026-01-01 代之。", ()),
    rt.Assumption(
        "one_language_only",
        "只见于一种语言的语句不是翻译差异，仍然有效。",
        ("CHN-008", "CHN-246", "CHN-249", "CHN-252", "CHN-257"),
    ),
    rt.Assumption("mainland", "中国大陆不含香港、澳门、台湾；文件未印时区，大陆只有一个时区。", ("CHN-002",)),
    rt.Assumption(
        "plan_names",
        "名称不一：“硬件保障计划（Basic）”、“综合保障计划／标准技术支持计划”、“快速响应／Response Time Upgrade”各为一物。",
        ("CHN-011", "CHN-108", "CHN-141", "CHN-153", "CHN-159", "CHN-200", "CHN-232"),
    ),
    rt.Assumption(
        "amounts",
        "金额为人民币，不含税，税率未印；回答时四舍五入到分。一个项目的清单价格各年不变。",
        ("CHN-012", "CHN-025", "CHN-039", "CHN-040", "CHN-095", "CHN-159"),
    ),
    rt.Assumption("one_payment", "没有“年”字的价格是整个期限的一次付款。", ("CHN-012", "CHN-025")),
    rt.Assumption(
        "plan_year",
        "第 N 年自质保开始后第 N-1 个周年日起，至第 N 个周年日的前一日止；开始日期由客户提供。",
        ("CHN-009", "CHN-076", "CHN-077", "CHN-078", "CHN-156"),
    ),
    rt.Assumption(
        "hwqs_years",
        "HWQS 质保第 1 至 2 年全额涵盖；说明原质保的附录不在文件中。",
        ("CHN-037", "CHN-059", "CHN-060", "CHN-061", "CHN-062", "CHN-063", "CHN-064", "CHN-073"),
    ),
    rt.Assumption(
        "late_is_lost",
        "每一付费年须在上一年结束前续保（首个付费年为质保期满后的一年）；中断后保障终止，不能恢复。",
        ("CHN-066", "CHN-068", "CHN-072", "CHN-079"),
    ),
    rt.Assumption(
        "paying_years",
        "0% 的年份不付款，因为仍在原质保期内；平均按付款的年份计，如 Quantum 案例。",
        ("CHN-041", "CHN-049", "CHN-050", "CHN-057", "CHN-058", "CHN-085", "CHN-162", "CHN-164"),
    ),
    rt.Assumption(
        "warranty_of_cases",
        "案例未印原质保：Quantum 各金额只合 2 年质保，Athena 的一次付款只合 1 年质保。",
        ("CHN-013", "CHN-014", "CHN-026", "CHN-027", "CHN-082", "CHN-086", "CHN-238", "CHN-240"),
    ),
    rt.Assumption("late_customers", "综合保障计划向所有客户开放，不只是错过购买期的客户。", ("CHN-081",)),
    rt.Assumption("from_the_order", "综合保障计划自订单之日起生效；“第 8 年”按价格表的年份计。", ("CHN-156",)),
    rt.Assumption("no_printed_price", "第 1 年和 HWQS 没有列出价格：须询价。", ("CHN-160",)),
    rt.Assumption(
        "table_noise",
        "价格表中的“Ü”“O”读作 0，“青单”“f单”读作“清单”，“•”和断开的数字为提取错误。",
        ("CHN-128", "CHN-160", "CHN-162", "CHN-164", "CHN-166"),
    ),
    rt.Assumption(
        "lower_bounds",
        "“起”和 From 是最低价，不是最终价格；人/天和年付硬件保障的价格不是。",
        (
            "CHN-096", "CHN-097", "CHN-098", "CHN-110", "CHN-112", "CHN-114", "CHN-161", "CHN-163", "CHN-165",
            "CHN-166", "CHN-167", "CHN-168", "CHN-169", "CHN-170", "CHN-171", "CHN-172", "CHN-173", "CHN-174",
            "CHN-175", "CHN-176", "CHN-177", "CHN-178", "CHN-179", "CHN-180", "CHN-181", "CHN-182", "CHN-183",
            "CHN-184", "CHN-185", "CHN-186", "CHN-187", "CHN-188", "CHN-189", "CHN-202", "CHN-204", "CHN-206",
        ),
    ),
    rt.Assumption(
        "working_days",
        "工作日为周一至周五及国家安排的调休上班日，不含法定节假日和调休放假日。",
        ("CHN-100", "CHN-101", "CHN-122", "CHN-123", "CHN-192", "CHN-193", "CHN-214", "CHN-215"),
    ),
    rt.Assumption(
        "decreed_years",
        "节假日和调休逐年公布，已公布到 2026 年：其后的工作日无人知晓，因此不计算 2026 年以后的期限，待公布后更新本文件。",
        ("CHN-100", "CHN-101", "CHN-192", "CHN-193"),
    ),
    rt.Assumption("day_of_report", "报修当日不计；第 10 个工作日 18:00 为止。", ("CHN-100", "CHN-192")),
    rt.Assumption(
        "clock_hours",
        "24、48、72 小时没有日历，按自然小时自报修起计；到场仍限于服务时间。",
        ("CHN-109", "CHN-111", "CHN-113", "CHN-201", "CHN-203", "CHN-205"),
    ),
    rt.Assumption(
        "overnight",
        "晚间自工作日 18:00 到次日 08:00；周五夜至周六 08:00。周日夜不属任何时段；节假日没有晚间服务，其前夜到零点为止。",
        ("CHN-122", "CHN-214"),
    ),
    rt.Assumption("weekend_days", "周末为 08:00-18:00，夜间不属任何时段；调休上班的周六、周日是工作日。", ("CHN-123", "CHN-215")),
    rt.Assumption(
        "man_day_prices",
        "晚间和周末的人/天价是该人/天的价格，不是附加费；与增值服务同时购买是否相加，文件未说，此处相加。",
        ("CHN-119", "CHN-120", "CHN-211", "CHN-212"),
    ),
    rt.Assumption(
        "hours_of_service",
        "计划内的工程师服务限于工作日 08:00-18:00；其他时间须购买晚间或周末服务。电话全天。",
        ("CHN-101", "CHN-104", "CHN-105", "CHN-132", "CHN-193", "CHN-196", "CHN-197", "CHN-224"),
    ),
    rt.Assumption(
        "man_days_bought",
        "增值服务按购买的人/天数提供，与计划同期有效；远程的培训和编程也须满足远程服务的条件。",
        (
            "CHN-124", "CHN-125", "CHN-126", "CHN-127", "CHN-128", "CHN-129", "CHN-130", "CHN-131", "CHN-142",
            "CHN-216", "CHN-217", "CHN-218", "CHN-219", "CHN-220", "CHN-221", "CHN-222", "CHN-223", "CHN-233",
        ),
    ),
    rt.Assumption(
        "visit_per_year",
        "维护巡检按年度价格每年 1 次；1 小时培训在巡检之内，不能单独使用。",
        ("CHN-102", "CHN-103", "CHN-194", "CHN-195"),
    ),
    rt.Assumption(
        "documents_first",
        "客户未提供资料时，除收集资料外不提供服务；升级也须先有图纸和数据库，数据库可从处理器下载。",
        (
            "CHN-133", "CHN-134", "CHN-135", "CHN-136", "CHN-225", "CHN-226", "CHN-227", "CHN-228", "CHN-251",
            "CHN-254", "CHN-255", "CHN-256",
        ),
    ),
    rt.Assumption("may_charge", "路创“保留收取的权利”，并非必收；回答为收费，金额未印。", ("CHN-140", "CHN-231")),
    rt.Assumption("options_need_plan", "没有服务保障计划或综合保障计划就不能购买选购项，不只是没有其价格。", ("CHN-141", "CHN-232")),
    rt.Assumption(
        "regions_as_written",
        "每种响应时间只限所写区域（上海、北京市内在区域内）：上海周边不能选 48 小时。一个计划同时只有一种。",
        (
            "CHN-109", "CHN-111", "CHN-113", "CHN-116", "CHN-117", "CHN-118", "CHN-201", "CHN-203", "CHN-205",
            "CHN-208", "CHN-209", "CHN-210",
        ),
    ),
    rt.Assumption("either_signs", "“最终用户或路创合作伙伴”：一方签署即可。", ("CHN-146", "CHN-237")),
    rt.Assumption("upgrade_in_price", "升级包含在按项目报价的系统保障计划中。“较早”即停产，不论年数。", ("CHN-242", "CHN-247", "CHN-248")),
)
CLAUSES = (
    ALL_TIERS_OFFERED_CN,
    PART_CARE_BASIC_OFFERED_ONE_YEAR_OR_TWO_YEAR,
    PART_CARE_BASIC_PRICE_ONE_YEAR,
    PART_CARE_BASIC_PRICE_TWO_YEAR,
    PART_CARE_BASIC_CHARGES_PARTS,
    PART_CARE_BASIC_COVERS_PARTS_ONE_YEAR_AND_1_TO_2,
    PART_CARE_BASIC_COVERS_PARTS_ONE_YEAR_AND_3_TO_5,
    PART_CARE_BASIC_COVERS_PARTS_ONE_YEAR_AND_6_TO_8,
    PART_CARE_BASIC_COVERS_PARTS_TWO_YEAR_AND_1_TO_2,
    PART_CARE_BASIC_COVERS_PARTS_TWO_YEAR_AND_3_TO_5,
    PART_CARE_BASIC_COVERS_PARTS_TWO_YEAR_AND_6_TO_8,
    PART_CARE_BASIC_COVERS_LABOR_C438FC16,
    PART_CARE_PLUS_OFFERED_RESIDENTIAL_OR_ONE_YEAR_OR_TWO_YEAR,
    PART_CARE_PLUS_PRICE_ONE_YEAR,
    PART_CARE_PLUS_PRICE_TWO_YEAR,
    PART_CARE_PLUS_PRICE_HWQS,
    PART_CARE_PLUS_COVERS_PARTS_ONE_YEAR_AND_1_TO_8,
    PART_CARE_PLUS_COVERS_PARTS_TWO_YEAR_AND_1_TO_2,
    PART_CARE_PLUS_COVERS_PARTS_TWO_YEAR_AND_3_TO_8,
    PART_CARE_PLUS_COVERS_PARTS_HWQS_AND_1_TO_8,
    PART_CARE_PLUS_COVERS_LABOR_C438FC16,
    PART_CARE_PLUS_ANNUAL_OFFERED_RESIDENTIAL_OR_ONE_YEAR_OR_TWO_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_1_AND_ONE_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_1_AND_TWO_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_1_AND_HWQS,
    PART_CARE_PLUS_ANNUAL_PRICE_2_AND_ONE_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_2_AND_TWO_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_2_AND_HWQS,
    PART_CARE_PLUS_ANNUAL_PRICE_3_AND_ONE_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_3_AND_TWO_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_3_AND_HWQS,
    PART_CARE_PLUS_ANNUAL_PRICE_4_AND_ONE_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_4_AND_TWO_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_4_AND_HWQS,
    PART_CARE_PLUS_ANNUAL_PRICE_5_AND_ONE_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_5_AND_TWO_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_5_AND_HWQS,
    PART_CARE_PLUS_ANNUAL_PRICE_6_AND_ONE_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_6_AND_TWO_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_6_AND_HWQS,
    PART_CARE_PLUS_ANNUAL_PRICE_7_AND_ONE_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_7_AND_TWO_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_7_AND_HWQS,
    PART_CARE_PLUS_ANNUAL_PRICE_8_AND_ONE_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_8_AND_TWO_YEAR,
    PART_CARE_PLUS_ANNUAL_PRICE_8_AND_HWQS,
    PART_CARE_PLUS_ANNUAL_STARTS,
    PART_CARE_PLUS_ANNUAL_LASTS_ONE_YEAR,
    PART_CARE_PLUS_ANNUAL_LASTS_TWO_YEAR_OR_HWQS,
    PART_CARE_PLUS_ANNUAL_RENEWS,
    PART_CARE_PLUS_ANNUAL_COVERS_PARTS_ONE_YEAR_AND_1_TO_8,
    PART_CARE_PLUS_ANNUAL_COVERS_PARTS_TWO_YEAR_AND_1_TO_2,
    PART_CARE_PLUS_ANNUAL_COVERS_PARTS_TWO_YEAR_AND_3_TO_8,
    PART_CARE_PLUS_ANNUAL_COVERS_PARTS_HWQS_AND_1_TO_8,
    PART_CARE_PLUS_ANNUAL_COVERS_LABOR_C438FC16,
    PART_CARE_BASIC_AND_2_MORE_LASTS_WHILE,
    PART_CARE_BASIC_AND_2_MORE_OFFERED_PURCHASE_YEAR_AT_MOST_PURCHASE_YEARS,
    SERVICE_CARE_OFFERED_LUTRON_SYSTEM,
    SERVICE_CARE_PRICE_BOM_UNDER_750000_CNY,
    SERVICE_CARE_PRICE_BOM_AT_LEAST_750000_CNY,
    SERVICE_CARE_COVERS_LABOR_DIAGNOSIS_OR_RECOVERY,
    SERVICE_CARE_WINDOWS_RESPOND,
    SERVICE_CARE_ATTENDS,
    SERVICE_CARE_EXCLUDES_LABOR_ONSITE_VISIT_REMOTE_SERVICE_NOT_IN_SERVICE_HOURS,
    SERVICE_CARE_INCLUDES_MAINTENANCE_VISIT,
    SERVICE_CARE_INCLUDES_TRAINING,
    SERVICE_CARE_EXCLUDES_MAINTENANCE_VISIT_TRAINING_NOT_IN_SERVICE_HOURS,
    SERVICE_CARE_COVERS_PHONE_SUPPORT,
    SERVICE_CARE_ATTENDS_PHONE_SUPPORT,
    SERVICE_CARE_EXCLUDES_CUSTOMER_TRAINING_LUTRON_TRAINING_REMOTE_TRAINING_ORIENTATION_OPTIMIZATION,
    SERVICE_CARE_NEEDS_SERVICE_IS_NOT_SURVEY_65C0DB9E,
    SERVICE_CARE_NEEDS_SERVICE_IS_NOT_SURVEY_E63979E3,
    SERVICE_CARE_NEEDS_HAS_DATABASE_AND_SERVICE_IS_NOT_SURVEY,
    SERVICE_CARE_CHARGES_SURVEY,
    SERVICE_CARE_EXCLUDES_PARTS,
    SERVICE_CARE_CHARGES_PARTS,
    SERVICE_CARE_COVERS_ONSITE_VISIT_DIAGNOSIS_OR_RECOVERY_AND_LUTRON_CAUSE,
    SERVICE_CARE_CHARGES_ONSITE_VISIT_NOT_LUTRON_CAUSE,
    SERVICE_CARE_COVERS_REMOTE_SERVICE_DIAGNOSIS_OR_RECOVERY,
    SERVICE_CARE_NEEDS_REMOTELY_AND_ONLINE,
    SERVICE_CARE_NEEDS_REMOTELY_AND_OFFLINE,
    SERVICE_CARE_NEEDS_REMOTELY_AND_ABSENT,
    SERVICE_CARE_NEEDS_REMOTELY,
    RESPONSE_24H_RESPONSE_48H_RESPONSE_72H_REQUIRES,
    RESPONSE_24H_RESPONSE_48H_RESPONSE_72H_OFFERED_CONFIRMED,
    RESPONSE_24H_CONFLICTS_RESPONSE_48H_RESPONSE_72H,
    RESPONSE_48H_CONFLICTS_RESPONSE_24H_RESPONSE_72H,
    RESPONSE_72H_CONFLICTS_RESPONSE_24H_RESPONSE_48H,
    RESPONSE_24H_PRICE,
    RESPONSE_24H_WINDOWS_RESPOND,
    RESPONSE_48H_PRICE,
    RESPONSE_48H_WINDOWS_RESPOND,
    RESPONSE_72H_PRICE,
    RESPONSE_72H_WINDOWS_RESPOND,
    RESPONSE_24H_OFFERED_NEAR_SHANGHAI,
    RESPONSE_48H_OFFERED_NEAR_BEIJING,
    RESPONSE_72H_OFFERED_DIRECT_CONNECTION,
    AFTER_HOUR_SERVICE_WEEKEND_SERVICE_REQUIRES,
    AFTER_HOUR_SERVICE_PRICE,
    AFTER_HOUR_SERVICE_ATTENDS_ALSO,
    WEEKEND_SERVICE_PRICE,
    WEEKEND_SERVICE_ATTENDS_ALSO,
    CUSTOMER_TRAINING_DAYS_AND_7_MORE_REQUIRES,
    CUSTOMER_TRAINING_DAYS_PRICE,
    LUTRON_TRAINING_DAYS_PRICE,
    REMOTE_TRAINING_DAYS_PRICE,
    ORIENTATION_DAYS_PRICE,
    OPTIMIZATION_DAYS_PRICE,
    ONSITE_PROGRAMMING_DAYS_PRICE,
    REMOTE_PROGRAMMING_DAYS_PRICE,
    MAINTENANCE_DAYS_PRICE,
    CUSTOMER_TRAINING_DAYS_ADDS_CUSTOMER_TRAINING,
    LUTRON_TRAINING_DAYS_ADDS_LUTRON_TRAINING,
    REMOTE_TRAINING_DAYS_ADDS_REMOTE_TRAINING,
    ORIENTATION_DAYS_ADDS_ORIENTATION,
    OPTIMIZATION_DAYS_ADDS_OPTIMIZATION,
    ONSITE_PROGRAMMING_DAYS_ADDS_ONSITE_PROGRAMMING,
    REMOTE_PROGRAMMING_DAYS_ADDS_REMOTE_PROGRAMMING,
    MAINTENANCE_DAYS_ADDS_MAINTENANCE_VISIT,
    TECHNOLOGY_SUPPORT_STARTS,
    TECHNOLOGY_SUPPORT_LASTS_WHILE,
    TECHNOLOGY_SUPPORT_PRICE_B3127D47,
    TECHNOLOGY_SUPPORT_PRICE_84EE3FC3,
    TECHNOLOGY_SUPPORT_PRICE_HWQS_AND_BOM_UNDER_750000_CNY,
    TECHNOLOGY_SUPPORT_PRICE_HWQS_AND_BOM_AT_LEAST_750000_CNY,
    TECHNOLOGY_SUPPORT_PRICE_2_AND_ONE_YEAR_AND_BOM_UNDER_750000_CNY,
    TECHNOLOGY_SUPPORT_PRICE_2_AND_ONE_YEAR_AND_BOM_AT_LEAST_750000_CNY,
    TECHNOLOGY_SUPPORT_PRICE_2_AND_TWO_YEAR_AND_BOM_UNDER_750000_CNY,
    TECHNOLOGY_SUPPORT_PRICE_2_AND_TWO_YEAR_AND_BOM_AT_LEAST_750000_CNY,
    TECHNOLOGY_SUPPORT_PRICE_D909E5E9,
    TECHNOLOGY_SUPPORT_PRICE_C9555BB6,
    TECHNOLOGY_SUPPORT_PRICE_F202101E,
    TECHNOLOGY_SUPPORT_PRICE_9DA5AF94,
    TECHNOLOGY_SUPPORT_PRICE_1ACA9859,
    TECHNOLOGY_SUPPORT_PRICE_9966FAD8,
    TECHNOLOGY_SUPPORT_PRICE_EE6A730F,
    TECHNOLOGY_SUPPORT_PRICE_F4488DD6,
    TECHNOLOGY_SUPPORT_PRICE_EAE6EEA4,
    TECHNOLOGY_SUPPORT_PRICE_37244607,
    TECHNOLOGY_SUPPORT_PRICE_222F3E53,
    TECHNOLOGY_SUPPORT_PRICE_72FE98E7,
    TECHNOLOGY_SUPPORT_COVERS_PARTS,
    TECHNOLOGY_SUPPORT_COVERS_LABOR_DIAGNOSIS_OR_RECOVERY,
    TECHNOLOGY_SUPPORT_WINDOWS_RESPOND,
    TECHNOLOGY_SUPPORT_ATTENDS,
    TECHNOLOGY_SUPPORT_EXCLUDES_LABOR_ONSITE_VISIT_REMOTE_SERVICE_NOT_IN_SERVICE_HOURS,
    TECHNOLOGY_SUPPORT_INCLUDES_MAINTENANCE_VISIT,
    TECHNOLOGY_SUPPORT_INCLUDES_TRAINING,
    TECHNOLOGY_SUPPORT_EXCLUDES_MAINTENANCE_VISIT_TRAINING_NOT_IN_SERVICE_HOURS,
    TECHNOLOGY_SUPPORT_COVERS_PHONE_SUPPORT,
    TECHNOLOGY_SUPPORT_ATTENDS_PHONE_SUPPORT,
    TECHNOLOGY_SUPPORT_EXCLUDES_CUSTOMER_TRAINING_LUTRON_TRAINING_REMOTE_TRAINING_ORIENTATION,
    TECHNOLOGY_SUPPORT_NEEDS_SERVICE_IS_NOT_SURVEY_65C0DB9E,
    TECHNOLOGY_SUPPORT_NEEDS_SERVICE_IS_NOT_SURVEY_E63979E3,
    TECHNOLOGY_SUPPORT_NEEDS_HAS_DATABASE_AND_SERVICE_IS_NOT_SURVEY,
    TECHNOLOGY_SUPPORT_CHARGES_SURVEY,
    TECHNOLOGY_SUPPORT_COVERS_ONSITE_VISIT_DIAGNOSIS_OR_RECOVERY_AND_LUTRON_CAUSE,
    TECHNOLOGY_SUPPORT_CHARGES_ONSITE_VISIT_NOT_LUTRON_CAUSE,
    TECHNOLOGY_SUPPORT_COVERS_REMOTE_SERVICE_DIAGNOSIS_OR_RECOVERY,
    TECHNOLOGY_SUPPORT_NEEDS_REMOTELY_AND_ONLINE,
    TECHNOLOGY_SUPPORT_NEEDS_REMOTELY_AND_OFFLINE,
    TECHNOLOGY_SUPPORT_NEEDS_REMOTELY_AND_ABSENT,
    TECHNOLOGY_SUPPORT_NEEDS_REMOTELY,
    SYSTEM_CARE_OFFERED_OBSOLETE_OR_SOFTWARE_TOO_OLD,
    SYSTEM_CARE_PRICE,
    SYSTEM_CARE_COVERS_SITE_VISIT_OBSOLETE_AND_NEAR_SHANGHAI_OR_NEAR_BEIJING,
    SYSTEM_CARE_COVERS_SYSTEM_UPGRADE_OBSOLETE,
    SYSTEM_CARE_COVERS_SOFTWARE_UPGRADE_SOFTWARE_TOO_OLD,
    SYSTEM_CARE_NEEDS_SYSTEM_UPGRADE_OR_SOFTWARE_UPGRADE_AF56DB64,
    SYSTEM_CARE_NEEDS_SYSTEM_UPGRADE_OR_SOFTWARE_UPGRADE_7EAEA3F0,
    SYSTEM_CARE_NEEDS_E7EFC925,
    SYSTEM_CARE_CHARGES_EXPLORATION_NOT_DOCUMENTS_GIVEN_AND_NOT_DOWNLOADABLE,
    SYSTEM_CARE_CHARGES_SURVEY,
)
CASES: Mapping[tuple[str, str, str], rt.Cases] = {
    ("part_care_basic", "price", ""): decide_part_care_basic_price,
    ("part_care_basic", "share", "parts"): decide_part_care_basic_share_parts,
    ("part_care_plus", "price", ""): decide_part_care_plus_price,
    ("part_care_plus", "share", "parts"): decide_part_care_plus_share_parts,
    ("part_care_plus_annual", "price", ""): decide_part_care_plus_annual_price,
    ("part_care_plus_annual", "lasts", ""): decide_part_care_plus_annual_lasts,
    ("part_care_plus_annual", "share", "parts"): decide_part_care_plus_annual_share_parts,
    ("service_care", "price", ""): decide_service_care_price,
    ("service_care", "attends", ""): decide_service_care_attends,
    ("technology_support", "price", ""): decide_technology_support_price,
    ("technology_support", "attends", ""): decide_technology_support_attends,
}

EVALUATOR = rt.Evaluator(
    rt.Contract(
        name=CONTRACT,
        language="zh",
        zone="Asia/Shanghai",
        zone_fact=None,
        horizon=(date(2026, 1, 1), date(2026, 12, 31)),
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
