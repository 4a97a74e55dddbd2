"""Whatever is written for people may be written in several languages: readers get theirs, answers the contract's own."""

from __future__ import annotations

from servdsl.backends.review.declared import Declarations
from servdsl.backends.review.evidence import Evidence
from servdsl.backends.review.links import Links
from servdsl.model.values import Level
from servdsl.serve.answer import answer_html
from servdsl.wording import calendar_lines, sentence

from .support import Ask, at, both_evaluators, checked, contract, event

TEXT = """contract acme {
  language en, es
  zone     Europe/Lisbon
  in force from 2026-01-01 to 2027-12-31
}
fact severity {
  s1 "One" means "It is down" es "No funciona"
  s2 "Two" means "Anything else"
}
window respond from opened to responded
window resolve from opened to resolved
service support
calendar office {
  monday to friday 09:00-18:00
  closed 2026-03-03 "Town feast" es "Fiesta local"
  open 2026-03-07 09:00-12:00 "Make-up day" es "Día de recuperación"
}
tier a {
  price free
  covers support
  attends during office
  respond within 2 business hours
  resolve has no promise "as agreed" es "según se acuerde"
  level 1 "Shift lead" es "Jefe de turno" at 50% of respond
  note "n"
    allow SD419 because "Meant" es "Querido"
}
"""


def test_each_text_keeps_its_languages() -> None:
    made = contract(TEXT)
    assert [c.means.texts for c in made.facts[0].choices] == [
        (("en", "It is down"), ("es", "No funciona")),
        (("en", "Anything else"),),
    ]
    level = next(c.value for c in made.clauses if isinstance(c.value, Level))
    assert level.labels.texts == (("en", "Shift lead"), ("es", "Jefe de turno"))


def test_readers_of_each_language_have_theirs() -> None:
    made = contract(TEXT)
    office = made.calendars[0]
    assert [line.split()[-2:] for line in calendar_lines(made, office, "en")[1:]] == [
        ["(Town", "feast)"],
        ["(Make-up", "day)"],
    ]
    assert "(Fiesta local)" in calendar_lines(made, office, "es")[1]
    said = {c.id: (sentence(made, c, "en"), sentence(made, c, "es")) for c in made.clauses}
    english, spanish = said["a.windows.resolve"]
    assert "as agreed" in english
    assert "según se acuerde" in spanish
    assert "Jefe de turno" in said["a.level.1"][1]
    facts = next(iter(Declarations(made, Links(made, Evidence())).sections()))[1]
    assert dict(facts[0].lines[0][0]) == {"en": "One — It is down", "es": "One — No funciona", "zh": "One — It is down"}
    assert made.allowances[0].because.text("es", "") == "Querido"


@both_evaluators
def test_an_answer_is_in_the_contracts_own_language(ask: Ask) -> None:
    answer = ask(TEXT, tier="a", opened=at("2026-03-02 17:00"), events=[event("2026-03-05 10:00", "responded")])
    assert answer["windows"]["resolve"]["no_promise"] == "as agreed"
    assert answer["levels"]["1"]["label"] == "Shift lead"
    page = answer_html(contract(TEXT), answer, "")
    assert "según se acuerde" in page
    assert "Jefe de turno" in page


def test_a_second_text_in_one_language_is_told_once() -> None:
    twice = TEXT.replace('es "según se acuerde"', 'en "as arranged"')
    assert [d.code for d in checked(twice).diagnostics if d.code == "SD214"] == ["SD214"]
