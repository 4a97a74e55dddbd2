"""Calendars: hours in minutes, `extends` flattened, holidays frozen; dates known from the printed calendars."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from servdsl.model import Contract
from servdsl.model.contract import (
    Always,
    Calendar,
    CalendarRule,
    Closed,
    ClosedNth,
    ClosedYearly,
    Holidays,
    Joined,
    Named,
    Opened,
    Week,
    WeekLong,
    Weekly,
)
from servdsl.model.expressions import And, Compare, FactRef, Literal, Not
from servdsl.semantics import public_holidays
from servdsl.semantics.calendar_inheritance import day_by_day, stretches, yearly
from servdsl.semantics.standards import countries

from .support import HEAD, findings, found, in_english, only, sound

BODY = """fact vip yes or no
fact country country
fact listed country in PT, ES
fact days dates
fact zone_of_site zone
fact fee money in EUR
tier a { offered when country in PT, MX }
"""
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def named(contract: Contract, name: str) -> Calendar:
    return {calendar.name: calendar for calendar in contract.calendars}[name]


def week(text: str, name: str = "c") -> Week:
    schedule = named(sound(BODY + text), name).schedule
    assert isinstance(schedule, Week)
    return schedule


def rules(text: str, name: str = "c") -> list[object]:
    return [rule.rule for rule in week(text, name).rules]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("monday 09:00-18:00", Weekly(weekdays=(0,), spans=((540, 1080),))),
        ("monday to wednesday, sunday 00:00-24:00", Weekly(weekdays=(0, 1, 2, 6), spans=((0, 1440),))),
        ("friday to monday 09:00-12:00, 13:00-18:00", Weekly(weekdays=(4, 5, 6, 0), spans=((540, 720), (780, 1080)))),
        ("friday 18:00-08:00", Weekly(weekdays=(4,), spans=((1080, 1920),))),
        ("friday 18:00-00:00", Weekly(weekdays=(4,), spans=((1080, 1440),))),
        ("from sunday 22:00 to friday 20:00", WeekLong(from_day=6, from_minute=1320, to_day=4, to_minute=1200)),
        ("closed 2026-12-24", Closed(first=date(2026, 12, 24), last=date(2026, 12, 24))),
        (
            'closed 2026-08-01 to 2026-08-15 13:00-24:00 "Summer"',
            Closed(first=date(2026, 8, 1), last=date(2026, 8, 15), spans=((780, 1440),), labels=in_english("Summer")),
        ),
        ("closed every 12-28 to 01-02", ClosedYearly(first=(12, 28), last=(1, 2))),
        ("closed every 12-24 12:00-24:00", ClosedYearly(first=(12, 24), last=(12, 24), spans=((720, 1440),))),
        (
            "open 2026-10-10 09:00-13:00",
            Opened(first=date(2026, 10, 10), last=date(2026, 10, 10), spans=((540, 780),)),
        ),
        ("holidays of days 10:00-12:00", Holidays(fact="days", spans=((600, 720),))),
        (
            "monday, friday 08:00-15:00 every 06-15 to 09-15",
            Weekly(weekdays=(0, 4), spans=((480, 900),), season=((6, 15), (9, 15))),
        ),
        (
            'closed every last friday of december "Party"',
            ClosedNth(nth=-1, weekday=4, month=12, labels=in_english("Party")),
        ),
        ("closed every second sunday of each month 02:00-06:00", ClosedNth(nth=2, weekday=6, spans=((120, 360),))),
    ],
)
def test_lines(line: str, expected: object) -> None:
    assert rules(f"calendar c {{ {line} }}\n") == [expected]


def test_a_yearly_opening_is_one_for_each_year_of_the_horizon() -> None:
    opened = rules("calendar c { open every 12-31 09:00-12:00 }\n")
    assert [rule.first for rule in opened if isinstance(rule, Opened)] == [date(2026, 12, 31), date(2027, 12, 31)]


def test_an_opening_on_a_weekday_of_the_month_is_one_for_each() -> None:
    """Second Saturdays of May: 9 May 2026, 8 May 2027. Last Mondays of two months that end on them or not."""
    opened = rules("calendar c { open every second saturday of may 09:00-12:00 }\n")
    assert [rule.first for rule in opened if isinstance(rule, Opened)] == [date(2026, 5, 9), date(2027, 5, 8)]
    opened = rules("calendar c { open every last monday of each month 09:00-12:00 }\n")
    firsts = [rule.first for rule in opened if isinstance(rule, Opened)]
    assert firsts[:3] == [date(2026, 1, 26), date(2026, 2, 23), date(2026, 3, 30)]


@pytest.mark.parametrize(
    ("line", "days"),
    [
        # two of Bavaria alone (and some others); the code or the name
        ('holidays DE in BY only "Epiphany", "Corpus Christi"', ["2026-01-06", "2026-06-04"]),
        ('holidays DE in "Bayern" only "Epiphany"', ["2026-01-06"]),
        # the fourth Thursday of November 2026 is the 26th
        ('holidays US only 1 day after "Thanksgiving Day"', ["2026-11-27"]),
        # 4 July 2026 is a Saturday: the Friday stands in for it, and moves nothing
        ('holidays US only "Independence Day"', ["2026-07-03", "2026-07-04"]),
        ('holidays US only 2 days before "Independence Day"', ["2026-07-02"]),
        # the year's last day is that of the next year's feast
        ('holidays PT only 1 day before "New Year\'s Day"', ["2026-12-31"]),
    ],
)
def test_regions_and_days_near_a_feast(line: str, days: list[str]) -> None:
    (made,) = rules(f"calendar c {{ {line} }}\n")
    assert isinstance(made, Holidays)
    assert [day.isoformat() for day, _ in made.dates if day.year == 2026] == days


def test_a_line_of_a_season_replaces_those_of_seasons() -> None:
    parent = PARENT.replace("closed 2026", "monday to friday 08:00-15:00 every 06-15 to 09-15\n  closed 2026")
    summer = ((6, 15), (9, 15))
    made = rules(parent + "calendar c extends p { friday 08:00-12:00 every 06-15 to 09-15 }\n")
    assert [rule for rule in made if isinstance(rule, Weekly)] == [
        Weekly(weekdays=(0, 1, 2, 3, 4), spans=((480, 1080),)),
        Weekly(weekdays=(0, 1, 2, 3), spans=((480, 900),), season=summer),
        Weekly(weekdays=(4,), spans=((480, 720),), season=summer),
    ]
    made = rules(parent + "calendar c extends p { friday 08:00-12:00 }\n")
    assert Weekly(weekdays=(0, 1, 2, 3, 4), spans=((480, 900),), season=summer) in made


def test_zones_and_guards() -> None:
    made = week("calendar c {\n zone America/Bogota\n monday 09:00-18:00 when vip\n}\n")
    assert made.zone == "America/Bogota"
    assert made.rules[0].when == FactRef(name="vip", type="yes_no")
    assert week("calendar c {\n zone of zone_of_site\n monday 09:00-18:00\n}\n").zone_fact == "zone_of_site"


def test_algebra_goes_from_left_to_right() -> None:
    contract = sound(
        BODY + "calendar a1 { monday 09:00-18:00 }\ncalendar b1 { tuesday 09:00-18:00 }\n"
        "calendar c is a1 or b1 except always\ncalendar d is always\n"
    )
    inner = Joined(op="or", left=Named(name="a1"), right=Named(name="b1"))
    assert named(contract, "c").schedule == Joined(op="except", left=inner, right=Always())
    assert named(contract, "d").schedule == Always()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("calendar c { monday 09:00-09:00 }", "SD550"),
        ("calendar c { monday 24:00-08:00 }", "SD550"),
        ("calendar c { from monday 08:00 to monday 08:00 }", "SD550"),
        ("calendar c { monday 09:00-13:00, 12:00-18:00 }", "SD551"),
        ("calendar c { sunday 22:00-08:00, 07:00-09:00 }", None),
        ("calendar c {\n sunday 22:00-08:00\n monday 07:00-09:00\n}", "SD551"),
        ("calendar c {\n monday 09:00-12:00\n monday 12:00-18:00\n}", None),
        ("calendar c {\n monday 09:00-13:00\n monday 12:00-18:00 when vip\n}", None),
        ("calendar c { closed 2026-02-02 to 2026-02-01 }", "SD552"),
        ("calendar c is c or always", "SD553"),
        ("calendar c extends c { monday 09:00-12:00 }", "SD553"),
        ("calendar d is always\ncalendar c extends d { monday 09:00-12:00 }", "SD554"),
        ("calendar c extends nothing { monday 09:00-12:00 }", "SD201"),
        ("calendar c is always except vip", "SD203"),
        ("calendar c { holidays XX }", "SD211"),
        ('calendar c { holidays PT only "Christmas" }', "SD556"),
        ("calendar c { holidays of fee }", "SD308"),
        ("calendar c { holidays CN }", "SD557"),
        ("calendar c {\n zone UTC\n zone UTC\n monday 09:00-12:00\n}", "SD217"),
        ("calendar c {\n zone of vip\n monday 09:00-12:00\n}", "SD308"),
    ],
)
def test_calendars_that_do_not_fit(text: str, code: str | None) -> None:
    if code is None:
        sound(BODY + text + "\n")
    else:
        assert only(BODY + text + "\n").code == code


# ── Inheritance ────────────────────────────────────────────────────────────────────────────────────────────────────

PARENT = """calendar p {
  zone UTC
  monday to friday 08:00-18:00
  closed 2026-08-01 to 2026-08-31 "Summer"
  closed every 12-24 to 12-26
}
"""


def test_a_line_for_weekdays_replaces_the_inherited_one() -> None:
    made = week(PARENT + "calendar c extends p { friday to saturday 10:00-12:00 }\n")
    assert made.zone == "UTC"
    assert [rule.rule for rule in made.rules] == [
        Weekly(weekdays=(0, 1, 2, 3), spans=((480, 1080),)),
        Closed(first=date(2026, 8, 1), last=date(2026, 8, 31), labels=in_english("Summer")),
        ClosedYearly(first=(12, 24), last=(12, 26)),
        Weekly(weekdays=(4, 5), spans=((600, 720),)),
    ]


def test_a_line_that_holds_sometimes_replaces_only_then() -> None:
    made = week(PARENT + "calendar c extends p { friday 10:00-12:00 when vip }\n")
    vip = FactRef(name="vip", type="yes_no")
    assert [(rule.rule, rule.when) for rule in made.rules][:2] == [
        (Weekly(weekdays=(0, 1, 2, 3), spans=((480, 1080),)), None),
        (Weekly(weekdays=(4,), spans=((480, 1080),)), Not(item=vip)),
    ]


def test_a_line_for_dates_replaces_those_dates() -> None:
    made = rules(PARENT + "calendar c extends p { closed 2026-08-15 to 2026-08-20 12:00-24:00 }\n")
    assert made[1:] == [
        Closed(first=date(2026, 8, 1), last=date(2026, 8, 14), labels=in_english("Summer")),
        Closed(first=date(2026, 8, 21), last=date(2026, 8, 31), labels=in_english("Summer")),
        ClosedYearly(first=(12, 24), last=(12, 26)),
        Closed(first=date(2026, 8, 15), last=date(2026, 8, 20), spans=((720, 1440),)),
    ]


def test_a_date_of_a_yearly_closure_is_replaced_in_its_year() -> None:
    made = rules(PARENT + "calendar c extends p { open 2026-12-25 10:00-12:00 }\n")
    assert made[2:] == [
        Closed(first=date(2026, 12, 24), last=date(2026, 12, 24)),
        Closed(first=date(2026, 12, 26), last=date(2026, 12, 26)),
        Closed(first=date(2027, 12, 24), last=date(2027, 12, 26)),
        Opened(first=date(2026, 12, 25), last=date(2026, 12, 25), spans=((600, 720),)),
    ]


def test_a_weekday_of_a_long_window_is_replaced_by_itself() -> None:
    text = "calendar p { from sunday 22:00 to friday 20:00 }\ncalendar c extends p { wednesday 09:00-12:00 }\n"
    assert rules(text) == [
        Weekly(weekdays=(6,), spans=((1320, 1440),)),
        Weekly(weekdays=(0,), spans=((0, 1440),)),
        Weekly(weekdays=(1,), spans=((0, 1440),)),
        Weekly(weekdays=(3,), spans=((0, 1440),)),
        Weekly(weekdays=(4,), spans=((0, 1200),)),
        Weekly(weekdays=(2,), spans=((540, 720),)),
    ]


def test_a_long_window_of_less_than_a_day_is_not_cut() -> None:
    long = WeekLong(from_day=4, from_minute=1320, to_day=5, to_minute=480)
    assert day_by_day(long) == (Weekly(weekdays=(4,), spans=((1320, 1920),)),)


def test_inheritance_goes_on_over_generations() -> None:
    text = PARENT + "calendar q extends p { monday 10:00-12:00 }\ncalendar c extends q { monday 14:00-16:00 }\n"
    weekly = [rule for rule in rules(text) if isinstance(rule, Weekly)]
    assert weekly == [
        Weekly(weekdays=(1, 2, 3, 4), spans=((480, 1080),)),
        Weekly(weekdays=(0,), spans=((840, 960),)),
    ]


def test_a_deep_line_of_calendars_and_a_wide_net_of_sums() -> None:
    line = "calendar n0 { monday 09:00-10:00 }\n" + "".join(
        f"calendar n{n} extends n{n - 1} {{ tuesday 09:00-10:00 }}\n" for n in range(1, 1200)
    )
    net = "calendar m0 is n0 or always\ncalendar m1 is n0 or m0\n" + "".join(
        f"calendar m{n} is m{n - 1} or m{n - 2}\n" for n in range(2, 60)
    )
    assert len(sound(BODY + line + net).calendars) == 1260


def test_yearly_dates() -> None:
    leap = (date(2027, 12, 1), date(2028, 3, 31))
    assert list(stretches(yearly((2, 28), (2, 29), leap))) == [(date(2028, 2, 28), date(2028, 2, 29))]
    assert list(stretches(yearly((2, 29), (2, 29), YEAR))) == []
    assert list(stretches(yearly((12, 30), (1, 2), leap))) == [(date(2027, 12, 30), date(2028, 1, 2))]


# ── Holidays ───────────────────────────────────────────────────────────────────────────────────────────────────────


def holidays_of(text: str) -> Holidays:
    (made,) = rules(text)
    assert isinstance(made, Holidays)
    return made


def test_holidays_of_portugal_in_the_language_of_the_contract() -> None:
    made = dict(holidays_of("calendar c { holidays PT }\n").dates)
    assert made[date(2026, 4, 3)] == "Good Friday"
    assert made[date(2026, 12, 25)] == "Christmas Day"
    assert date(2026, 6, 10) in made  # Portugal Day
    assert date(2027, 12, 31) not in made
    assert min(made) >= date(2026, 1, 1)
    assert max(made) <= date(2027, 12, 31)


def test_spanish_contracts_name_mexican_holidays_in_spanish() -> None:
    contract = sound(BODY + "calendar c { holidays MX }\n", HEAD.replace("language en", "language es"))
    schedule = named(contract, "c").schedule
    assert isinstance(schedule, Week)
    made = schedule.rules[0].rule
    assert isinstance(made, Holidays)
    assert dict(made.dates)[date(2026, 3, 16)].startswith("Natalicio de Benito Juárez")
    assert contract.holidays_version == public_holidays.VERSION


def test_only_some_in_any_language_with_their_substitutes() -> None:
    text = 'calendar c { holidays US only "Independence Day", "Christmas Day" }\n'
    assert [day for day, _ in holidays_of(text).dates if day.year == 2026] == [
        date(2026, 7, 3),
        date(2026, 7, 4),
        date(2026, 12, 25),  # 4 July 2026 is a Saturday
    ]
    bare = text.replace("holidays US", "holidays US without substitute days")
    assert [day for day, _ in holidays_of(bare).dates if day.year == 2026] == [date(2026, 7, 4), date(2026, 12, 25)]
    local = holidays_of('calendar c { holidays PT only "Dia de Natal" }\n')
    assert [day for day, _ in local.dates] == [date(2026, 12, 25), date(2027, 12, 25)]


def test_holidays_of_a_country_fact_are_those_it_lists_else_those_that_conditions_name() -> None:
    listed = holidays_of("calendar c { holidays of listed }\n")
    assert (listed.fact, [code for code, _ in listed.countries]) == ("listed", ["PT", "ES"])
    free = holidays_of("calendar c { holidays of country }\n")
    assert [code for code, _ in free.countries] == ["MX", "PT"]
    assert date(2026, 9, 16) in dict(dict(free.countries)["MX"])


def test_countries_that_only_a_guard_names_count_too() -> None:
    text = "fact land country\ncalendar c { holidays of land }\ncalendar d { monday 09:00-12:00 when land is CL }\n"
    assert [code for code, _ in holidays_of(text).countries] == ["CL"]


def test_china_agrees_with_an_independent_table() -> None:
    days = dict(public_holidays.days(public_holidays.Place("CN"), YEAR, "zh", substitutes=True))
    weekdays = [YEAR[0] + timedelta(days=n) for n in range(365) if (YEAR[0] + timedelta(days=n)).weekday() < 5]
    assert [day for day in weekdays if day in days] == [day for day in weekdays if chinese_calendar.is_holiday(day)]
    assert public_holidays.last_gazetted("CN") == 2026
    assert public_holidays.last_gazetted("PT") is None


def test_china_within_the_decreed_years_needs_no_warning() -> None:
    head = HEAD.replace("  zone", "  horizon to 2026-12-31\n  zone")
    assert found("tier a { price free }\ncalendar c { holidays CN }\n", head) == []


def test_every_country_has_its_holidays() -> None:
    import holidays

    assert set(countries()) <= set(holidays.list_supported_countries())


def test_the_names_do_not_follow_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "uk")
    monkeypatch.setenv("LANG", "uk_UA.UTF-8")
    assert dict(
        public_holidays.days(public_holidays.Place("PT"), (date(2030, 1, 1), date(2030, 1, 1)), "es", True)
    ) == {
        date(2030, 1, 1): "Ano Novo",
    }


def test_a_calendar_is_translated_as_far_as_it_is_sound() -> None:
    contract, all_ = findings(
        HEAD + BODY + "calendar c {\n monday 09:00-09:00\n tuesday 09:00-12:00 when nobody\n friday 09:00-12:00\n}\n"
    )
    assert [d.code for d in all_] == ["SD550", "SD201"]
    assert contract is not None
    schedule = named(contract, "c").schedule
    assert isinstance(schedule, Week)
    assert [rule.rule for rule in schedule.rules] == [Weekly(weekdays=(4,), spans=((540, 720),))]


def test_guards_are_conditions_like_any_other() -> None:
    (rule,) = week("calendar c { holidays PT when country is PT and vip }\n").rules
    assert isinstance(rule, CalendarRule)
    assert rule.when == And(
        items=(
            Compare(op="=", left=FactRef(name="country", type="country"), right=Literal(type="country", value="PT")),
            FactRef(name="vip", type="yes_no"),
        )
    )
