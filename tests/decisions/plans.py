"""Contracts on quotas, terms, coverage and money for the tests of decisions."""

from __future__ import annotations

from .support import HEAD

QUOTAS = (
    HEAD
    + """
fact urgent yes or no
customer fact installed date
service support
service labor
service repair
service night
unit visit, visits
unit trip, trips
unit session, sessions of 4 hours
unit device, devices
unit request, requests
tier base {
  covers support
  covers labor
  support uses 1 visit
  includes 2 visits per contract year
  visit counts as used when urgent
  includes 10 hours of labor per calendar quarter, carry over for 3 months, beyond that 90 EUR per hour
  includes 20 hours of repair per contract year
  includes 4 hours of night per contract year, counted in repair
  includes 6 sessions per term
  includes 2 devices
  at most 3 requests per calendar month
}
tier once {
  lasts 1 year
  includes 2 sessions per term, then the term ends
}
tier rolling {
  lasts 1 year
  cancellable with 10 calendar days notice, to the end of the period
}
tier renewed {
  lasts 1 year
  renews every year without a gap
}
tier dated {
  starts at installed
  lasts 1 year
  covers support
}
addon extra {
  adds 1 visit per contract year
  adds 2 trips per contract year
}
"""
)

COVERAGE = (
    HEAD
    + """
fact hard yes or no
fact banned yes or no
service plain
service shared
service refused
service capped
service priced
service paid_none
service unpaid_none
service included
service gratis
service charged
service silent
tier base {
  covers plain when hard
  covers plain 50% when not hard
  covers shared 25%
  covers refused
  excludes refused when banned
  covers capped
  at most 1 hour of capped per contract year
  covers priced
  includes 1 hour of priced per contract year, beyond that 90 EUR per hour
  covers paid_none no
  charges paid_none 40 EUR per hour
  covers unpaid_none no
  includes 2 hours of included per contract year
  charges gratis 0 EUR
  charges charged 40 EUR per hour
  charges shared 40 EUR per hour
}
"""
)

MONEY = """contract purse {
  language en
  currency EUR, USD
  zone     Europe/Lisbon
  in force from 2026-01-01 to 2027-12-31
}
customer fact seats whole 1 to 50
customer fact bought date
fact away yes or no
service labor
service advice
unit visit, visits
calendar office { monday to friday 09:00-17:00 }
define years is whole years from bought to opened
tier fine { price 10.005 EUR per month }
tier many { price seats times 1.005 EUR per month }
tier rated { price 30 EUR per visit }
tier free_one { price free }
tier worker {
  charges labor, at least 2 hours, in steps of 1 hour {
    30 EUR per hour when worked during office
    45 EUR per hour when worked outside office
  }
  amount credit, at most 10 EUR {
    3.333 EUR times seats when not away
    0 EUR                 when away
  }
  includes 1 hour of advice per contract year, beyond that 50 EUR per hour
}
addon tiny { price 10.005 EUR per month }
addon setup { price 7 EUR once }
addon trips { price 20 EUR per visit }
addon at_least { price from 5 EUR per month }
addon asked { price by quote }
addon yearly { price 5 EUR per year }
addon foreign { price 5 USD per month }
addon taxed { price 5 EUR per month excluding VAT }
"""
