"""The runtime of generated evaluators: all that they may import stands here.

Standard library only; it knows no contract. A verbatim copy lies beside the evaluators, so every import in it is relative.
"""

from .answers import Answer, CalendarAnswer, Closure, Reason, ValueAnswer, WindowAnswer
from .accounts import Standing
from .arithmetic import (
    Number, after, full, instant_later, later, local_date, local_instant, ratio, rounded_down, rounded_up, started, whole,
    whole_years,
)  # fmt: skip
from .calendars import Always, Closed, ClosedYearly, Holidays, Opened, WeekLong, Weekly
from .clocks import LevelReached
from .declare import (
    AmountOf, Assumption, Calendar, Cases, Clause, Combined, Compared, Conflict, Contract, Decision, Define, During, Fact,
    Guarded, Holds, HolidaysOf, InForce, Input, Named, Offer, Openings, Row, Start, State, StateIs, Thing, Window, WindowIs,
    Zone, holidays,
)  # fmt: skip
from .durations import BusinessDays, CalendarUnits
from .engine import Evaluator, MissingFacts
from .facts import InputErrors
from .history import Event
from .hours import Hours
from .ledger import Ledger
from .lengths import business_hours, business_minutes, business_seconds, hours, minutes, seconds, span
from .prices import PriceAnswer
from .records import Record
from .scalars import Exact
from .values import (
    Accepts, Amount, Attends, Beyond, BeyondHours, Cancellable, Charge, Closes, Conflicts, CountsAsUsed, CountsFrom, Discount,
    Every, Excludes, Lasts, LastsWhile, Level, Needs, NoPromise, Offered, Pauses, Price, Quota, Renews, Reopens, Requires,
    Share, Starts, Uses, Within,
)  # fmt: skip

__all__ = [
    "Accepts",
    "Always",
    "Amount",
    "AmountOf",
    "Answer",
    "Assumption",
    "Attends",
    "Beyond",
    "BeyondHours",
    "BusinessDays",
    "Calendar",
    "CalendarAnswer",
    "CalendarUnits",
    "Cancellable",
    "Cases",
    "Charge",
    "Clause",
    "Closed",
    "ClosedYearly",
    "Closes",
    "Closure",
    "Combined",
    "Compared",
    "Conflict",
    "Conflicts",
    "Contract",
    "CountsAsUsed",
    "CountsFrom",
    "Decision",
    "Define",
    "Discount",
    "During",
    "Evaluator",
    "Event",
    "Every",
    "Exact",
    "Excludes",
    "Fact",
    "Guarded",
    "Holds",
    "Holidays",
    "HolidaysOf",
    "Hours",
    "InForce",
    "Input",
    "InputErrors",
    "Lasts",
    "LastsWhile",
    "Ledger",
    "Level",
    "LevelReached",
    "MissingFacts",
    "Named",
    "Needs",
    "NoPromise",
    "Number",
    "Offer",
    "Offered",
    "Opened",
    "Openings",
    "Pauses",
    "Price",
    "PriceAnswer",
    "Quota",
    "Reason",
    "Record",
    "Renews",
    "Reopens",
    "Requires",
    "Row",
    "Share",
    "Standing",
    "Start",
    "Starts",
    "State",
    "StateIs",
    "Thing",
    "Uses",
    "ValueAnswer",
    "WeekLong",
    "Weekly",
    "Window",
    "WindowAnswer",
    "WindowIs",
    "Within",
    "Zone",
    "after",
    "business_hours",
    "business_minutes",
    "business_seconds",
    "full",
    "holidays",
    "hours",
    "instant_later",
    "later",
    "local_date",
    "local_instant",
    "minutes",
    "ratio",
    "rounded_down",
    "rounded_up",
    "seconds",
    "span",
    "started",
    "whole",
    "whole_years",
]
