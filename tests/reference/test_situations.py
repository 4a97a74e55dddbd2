"""Questions of a support desk on two contracts, put together by hand: by hours in a calendar, and by clock hours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from servdsl.model.contract import Holidays
from servdsl.model.expressions import Literal, Or, Pick, WindowIs
from servdsl.model.values import (
    Accepts,
    Attends,
    Beyond,
    CalendarUnits,
    Cancellable,
    Charge,
    CountsAsUsed,
    Lasts,
    Level,
    NoPromise,
    Offered,
    Pauses,
    Price,
    PromiseOf,
    Quota,
    Share,
    Starts,
    Uses,
)
from tests.reference.build import (
    ask,
    business,
    calendar,
    choice,
    clause,
    contract,
    fact,
    flag,
    hours,
    is_,
    label,
    picked,
    ref,
    service,
    share,
    state,
    tier,
    unit,
    weekly,
    whole,
    window,
    within,
)

# ── Policies by hours, response in business hours (S-INT) ───────────────────────────────────────────────────────────

MEXICAN = tuple((date.fromisoformat(day), "") for day in ("2026-02-02", "2026-03-16", "2026-05-01", "2026-09-16"))
QUOTE = Beyond(price=Price(by="quote", per=("hour",)))
POLICY = contract(
    clause("all tiers", Attends(calendar="office")),
    clause("all tiers", Accepts(values=("email",)), "channel"),
    clause("all tiers", Accepts(values=None), "channel", is_("subject", "email_failure")),
    *(
        clause("all tiers", within(business(count)), "respond", is_("severity", name))
        for name, count in (("s1", 8), ("s2", 10), ("s3", 12))
    ),
    clause("all tiers", within(business(24), or_more=True), "respond", is_("severity", "s4")),
    clause("all tiers", within(business(8)), "respond", strength="otherwise"),
    clause("all tiers", Pauses(state="waiting"), "respond"),
    clause("all tiers", PromiseOf(promise=NoPromise(words=label("No se puede garantizar"))), "resolve"),
    clause("all tiers", CountsAsUsed(), "support", flag("access_denied")),
    clause(
        "all tiers",
        Level(number=1, labels=label("Soporte")),
        "1",
        Or(items=(WindowIs(window="respond", status="breached"), flag("changed"))),
    ),
    clause("all tiers", Level(number=2, labels=label("Calidad"), after_level=1), "2"),
    clause("all tiers", Level(number=3, labels=label("Operaciones"), after_level=2), "3"),
    clause("all tiers", Share(share=share("1")), "support"),
    clause("all tiers", Charge(price=Price(by="quote")), "travel"),
    clause("base+corporate", Lasts(length=CalendarUnits(count=1, unit="years"))),
    clause("base", Quota(limits="includes", count=whole(5), measure="hours", period="term", ends_term=True), "support"),
    clause(
        "corporate",
        Quota(limits="includes", count=whole(70), measure="hours", period="term", ends_term=True),
        "support",
    ),
    clause(
        "corporate",
        Quota(limits="includes", count=whole(5), measure="hours", period="term", counted_in="support", beyond=QUOTE),
        "onsite",
    ),
    clause("per_event", Quota(limits="includes", count=ref("bought", "whole"), period="term", ends_term=True), "event"),
    clause("per_event", Uses(count=Decimal(1), of="event"), "support"),
    zone="America/Mexico_City",
    offers=(tier("base"), tier("corporate"), tier("per_event")),
    facts=(
        choice("severity", "s1", "s2", "s3", "s4", "unclassified"),
        choice("channel", "email", "phone"),
        choice("subject", "failure", "email_failure"),
        fact("access_denied", "yes_no"),
        fact("changed", "yes_no"),
        fact("bought", "whole", "customer"),
    ),
    things=(service("support"), service("onsite"), service("travel"), unit("event", "events", "1")),
    windows=(window("respond", "responded"), window("resolve", "resolved")),
    states=(state("waiting", "information_asked", "information_received"),),
    calendars=(calendar("office", weekly("0-4", "09:00-14:00", "16:00-19:00"), Holidays(country="MX", dates=MEXICAN)),),
)


@pytest.mark.parametrize(
    ("severity", "opened", "due"),
    [
        ("s1", "2026-03-13T17:30", "2026-03-17T17:30:00-06:00"),  # 1: over a long weekend
        ("s2", "2026-04-08T12:00", "2026-04-09T14:00:00-06:00"),  # 2: the table
        ("unclassified", "2026-04-08T12:00", "2026-04-09T12:00:00-06:00"),  # 2: the general rule
        ("s3", "2026-05-11T10:00", "2026-05-12T14:00:00-06:00"),  # 3: without the wait
    ],
)
def test_responses_in_business_hours(severity: str, opened: str, due: str) -> None:
    found = ask(POLICY, severity=severity, channel="email", opened=f"{opened}-06:00")["windows"]
    assert found["respond"]["due"] == due
    assert picked(found["resolve"], "due", "no_promise") == (None, "No se puede garantizar")


def test_waiting_for_the_customer_overnight() -> None:
    events = [
        {"at": "2026-05-12T11:00-06:00", "type": "information_received"},
        {"at": "2026-05-11T17:00-06:00", "type": "information_asked"},
    ]
    found = ask(POLICY, severity="s3", opened="2026-05-11T10:00-06:00", events=events)
    assert found["windows"]["respond"]["due"] == "2026-05-13T10:00:00-06:00"


def test_a_question_of_use_has_a_bound_and_hours_on_site_are_left() -> None:
    used = [{"at": "2026-04-14T10:00-06:00", "type": "onsite", "hours": "4"}]
    found = ask(
        POLICY, tier="corporate", severity="s4", start="2026-02-10", opened="2026-06-04T09:00-06:00", events=used
    )
    assert picked(found["windows"]["respond"], "due", "not_before") == (None, "2026-06-08T19:00:00-06:00")
    assert found["quotas"]["onsite"]["left"] == "1"
    assert found["quotas"]["support"]["left"] == "66"
    worked = [["2026-06-04T10:00-06:00", "2026-06-04T12:00-06:00"]]
    job = ask(POLICY, tier="corporate", start="2026-02-10", opened="2026-06-04T09:00-06:00", events=used, worked=worked)
    assert job["charges"]["onsite"]["by_quote"] is True  # one of the two hours is beyond
    assert job["charges"]["travel"]["by_quote"] is True


def test_five_hours_or_one_year_whichever_comes_first() -> None:
    used = [{"at": "2026-07-01T10:00-06:00", "type": "support", "hours": "4.5"}]
    now = {"start": "2026-02-10", "opened": "2026-08-03T10:00-06:00"}
    found = ask(POLICY, events=used, **now)
    assert picked(found, "in_force", "coverage")[0] == "yes"
    assert found["quotas"]["support"]["left"] == "0.5"
    more = ask(POLICY, events=[*used, {"at": "2026-08-03T11:00-06:00", "type": "support", "hours": "1"}], **now)
    assert more["term"]["end"] == "2026-08-03T11:00:00-06:00"
    assert picked(more["quotas"]["support"], "used", "left") == ("5", "0")
    late = ask(POLICY, start="2026-02-10", opened="2027-02-10T00:00-06:00")
    assert late["in_force"] == "no"


def test_two_and_a_half_hours_are_three_events_and_the_office_opens_on_monday() -> None:
    used = [{"at": "2026-07-11T10:00-06:00", "type": "support", "hours": "2.5"}]
    found = ask(POLICY, tier="per_event", bought=4, opened="2026-07-11T10:00-06:00", events=used)
    assert picked(found["quotas"]["events"], "used", "left") == ("3", "1")
    assert found["calendars"]["office"] == {"open": False, "next_opening": "2026-07-13T09:00:00-06:00"}


@pytest.mark.parametrize(
    ("channel", "subject", "answer"),
    [("phone", "failure", "not_covered"), ("email", "failure", "covered"), ("phone", "email_failure", "covered")],
)
def test_the_telephone_opens_a_ticket_only_when_the_mail_is_down(channel: str, subject: str, answer: str) -> None:
    found = ask(
        POLICY, service="support", channel=channel, subject=subject, start="2026-02-10", opened="2026-05-11T10:00-06:00"
    )
    assert found["coverage"] == answer


def test_escalation_and_a_refused_visit() -> None:
    missed = [{"at": "2026-09-10T10:00-06:00", "type": "missed support", "hours": "3"}]
    found = ask(
        POLICY, severity="s1", start="2026-02-10", opened="2026-09-07T12:00-06:00", events=missed, access_denied=True, changed=False
    )  # fmt: skip
    assert found["windows"]["respond"]["due"] == "2026-09-08T12:00:00-06:00"
    assert {n: picked(one, "at", "reached", "window") for n, one in found["levels"].items()} == dict.fromkeys(
        ("1", "2", "3"), ("2026-09-08T12:00:00-06:00", True, "respond")
    )
    assert picked(found["quotas"]["support"], "used", "left") == ("3", "2")


# ── Two subscriptions in clock hours, in the customer's zone (S-LAS) ────────────────────────────────────────────────

RIGHT = Pick(which="greater", left=ref("confirmed", "instant"), right=ref("delivered", "instant"), type="instant")
LIMITS = {
    ("base", "critical"): (2, 8),
    ("base", "moderate"): (4, 16),
    ("base", "minimal"): (8, 32),
    ("advanced", "critical"): (1, 4),
}
SUPPORT = contract(
    clause("all tiers", Offered(), when=flag("bought_here")),
    clause("base", Price(by="free")),
    clause("base", Starts(at=RIGHT)),
    clause("base", Accepts(values=("email",)), "channel"),
    clause("base+advanced", Share(share=Literal(type="percent", value=Decimal(1))), "support"),
    clause("base", Quota(limits="at_most", count=whole(3), period="calendar month"), "request"),
    clause("base", Uses(count=Decimal(1), of="request"), "support"),
    clause("advanced", Quota(limits="at_most", count=None), "request"),
    clause("advanced", Lasts(length=CalendarUnits(count=1, unit="months"))),
    clause("advanced", Cancellable(to_period_end=True)),
    *(
        clause(offer, within(hours(limits[n])), name, is_("severity", severity))
        for (offer, severity), limits in LIMITS.items()
        for n, name in enumerate(("respond", "resolve"))
    ),
    offers=(tier("base"), tier("advanced")),
    zone_fact="site",
    facts=(
        fact("site", "zone"),
        fact("bought_here", "yes_no", "customer"),
        fact("confirmed", "instant", "customer"),
        fact("delivered", "instant", "customer"),
        choice("severity", "critical", "moderate", "minimal"),
        choice("channel", "email", "phone"),
    ),
    things=(service("support"), unit("request", "requests")),
    windows=(window("respond", "responded"), window("resolve", "resolved")),
)


@pytest.mark.parametrize(
    ("offer", "severity", "opened", "dues"),
    [
        ("advanced", "critical", "2026-03-06T17:30-03:00", ("2026-03-06T18:30:00-03:00", "2026-03-06T21:30:00-03:00")),
        ("base", "moderate", "2026-04-04T18:00-03:00", ("2026-04-04T22:00:00-03:00", "2026-04-05T09:00:00-04:00")),
        ("base", "minimal", "2026-06-05T11:00-04:00", ("2026-06-05T19:00:00-04:00", "2026-06-06T19:00:00-04:00")),
    ],
)
def test_clock_hours_over_the_end_of_summer_time(offer: str, severity: str, opened: str, dues: tuple[str, str]) -> None:
    found = ask(SUPPORT, tier=offer, severity=severity, site="America/Santiago", opened=opened)["windows"]
    assert (found["respond"]["due"], found["resolve"]["due"]) == dues


@pytest.mark.parametrize(
    ("opened", "left", "answer"),
    [
        ("2026-03-27T09:00-03:00", "1", "covered"),
        ("2026-03-30T10:00-03:00", "0", "not_covered"),
        ("2026-04-01T10:00-03:00", "3", "covered"),
    ],
)
def test_the_fourth_request_of_a_month_is_refused(opened: str, left: str, answer: str) -> None:
    asked = [
        {"at": f"2026-03-{day}T10:00-03:00", "type": "request"}
        for day in ("02", "16", "27")
        if f"2026-03-{day}T10" < opened
    ]
    facts: dict[str, Any] = {"service": "support", "channel": "email", "site": "America/Santiago"}
    found = ask(SUPPORT, opened=opened, events=asked, **facts)
    assert (found["quotas"]["requests"]["left"], found["coverage"]) == (left, answer)


def test_the_right_starts_with_the_later_of_two_instants() -> None:
    facts: dict[str, Any] = {
        "service": "support",
        "channel": "email",
        "site": "America/Santiago",
        "confirmed": "2026-06-01T12:00-04:00",
        "delivered": "2026-06-04T10:00-04:00",
    }
    assert ask(SUPPORT, opened="2026-06-02T09:00-04:00", **facts)["coverage"] == "not_covered"
    found = ask(SUPPORT, opened="2026-06-05T11:00-04:00", **facts)
    assert picked(found, "coverage", "in_force") == ("covered", "yes")
    assert picked(found["price"], "amount", "free") == (None, True)


def test_a_cancelled_month_runs_to_its_end_and_requests_are_unlimited() -> None:
    ended = [{"at": "2026-06-02T10:00-04:00", "type": "ended"}]
    found = ask(
        SUPPORT,
        tier="advanced",
        site="America/Santiago",
        start="2026-04-10",
        opened="2026-06-01T10:00-04:00",
        events=ended,
    )
    assert found["term"] == {"start": "2026-04-10T00:00:00-04:00", "end": "2026-06-10T00:00:00-04:00"}
    assert picked(found["quotas"]["requests"], "limit", "used", "left") == (None, "0", None)
