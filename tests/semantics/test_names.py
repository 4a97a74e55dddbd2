"""Names: one table, no doubles, no look-alikes, and a way out for what is unknown."""

from __future__ import annotations

import pytest

from servdsl.semantics.spelling import deceptive, invisible, nearest, normal, skeleton
from servdsl.wording import voice

from .support import HEAD, found, only, sound

WINDOW = "window respond from opened to responded\n"

SPANISH = HEAD.replace("language en", "language en, es")


def test_an_unknown_name_is_one_finding_with_notes_at_its_other_places() -> None:
    finding = only(
        WINDOW
        + "fact severity { s1, s2 }\n"
        + "tier a { respond within 1 hour when sevrity is s1 }\n"
        + "tier b { respond within 2 hours when sevrity is s2 }\n"
    )
    assert (finding.code, finding.span.line, finding.span.column) == ("SD201", 9, 37)
    assert finding.help == "did you mean `severity`?"
    assert [(note.span.line, note.text) for note in finding.notes] == [(10, "used here too")]


def test_a_label_also_leads_to_the_name() -> None:
    finding = only('service parts "Repuestos"\ntier a { covers repuestos }\n')
    assert finding.help == "did you mean `parts`?"


def test_a_value_by_itself_is_told_its_fact() -> None:
    finding = only(WINDOW + "fact severity { s1, s2 }\ntier a { respond within 1 hour when s1 }\n")
    assert finding.help == "write `severity is s1`"


def test_without_anything_close_the_known_names_are_listed() -> None:
    finding = only("service parts\nservice labor\ntier a { covers zzz }\n")
    assert finding.help == "declare it, or correct the spelling; known here: `parts`, `labor`"


def test_a_duplicate_shows_the_first() -> None:
    finding = only("service visit\nunit trip, visit\ntier a { covers visit }\n")
    assert (finding.code, finding.span.line, finding.span.column) == ("SD202", 8, 12)
    assert (finding.notes[0].span.line, finding.notes[0].span.column) == (7, 9)


def test_the_first_of_two_declarations_counts() -> None:
    text = "fact severity { s1 }\nfact severity { s2 }\n" + WINDOW
    assert found(text + "tier a { respond within 1 hour when severity is s1 }\n") == [("SD202", 2)]


def test_the_second_of_two_sorts_is_not_missed_where_it_is_used() -> None:
    assert found(
        "unit plus, pluses\ntier plus { price free }\ntier b extends plus { }\naddon x { requires plus }\n"
    ) == [("SD202", 2)]


def test_values_of_facts_have_names_of_their_own() -> None:
    sound(
        "fact purpose { maintenance, other }\nservice maintenance\n"
        "tier a { covers maintenance when purpose is maintenance }\n"
    )


def test_an_event_may_not_bear_the_name_of_a_fact() -> None:
    finding = only("fact done yes or no\nwindow respond from opened to done\ntier a { respond within 1 hour }\n")
    assert (finding.code, finding.message) == ("SD203", "`done` is a fact; here an event is needed")


def test_the_plural_of_a_unit_may_be_a_key_of_the_facts() -> None:
    contract = sound("unit event, events\ntier a { includes 3 events per term }\n")
    assert contract.things[0].key == "events"


@pytest.mark.parametrize("name", ["opened", "in_force", "windows", "quotas", "as_of", "addons"])
def test_reserved_names_of_facts(name: str) -> None:
    assert found(f"fact {name} yes or no\ntier a {{ price free }}\n") == [("SD205", 1)]


def test_names_of_the_answer_are_free_for_what_is_no_fact() -> None:
    sound("service charges_desk\nservice reasons\ntier a { covers reasons }\n")


def test_a_misspelt_event_of_a_cadence() -> None:
    finding = only(
        "window update from opened to updated\nwindow fix from opened to resolved\n"
        "tier a { update every 2 hours until resolve }\n"
    )
    assert (finding.code, finding.help) == ("SD201", "did you mean `resolved`?")


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("s\u0435verity", "\u0435"),
        ("ﬁle", "ﬁ"),
        ("ａ", "ａ"),
        ("gravedad", None),
        ("año", None),
        ("严重程度", None),
        ("μ", None),
    ],
)
def test_deceptive_letters(name: str, letter: str | None) -> None:
    assert deceptive(name) == letter


def test_what_looks_alike() -> None:
    assert skeleton("Severity") == skeleton("severity")
    assert skeleton("\u0441\u0430\u0441\u0435") == skeleton("cace")
    assert skeleton("respond") != skeleton("resolve")


def test_names_are_composed() -> None:
    assert normal("an\u0303o") == "a\u00f1o"


def test_invisible_characters_are_found_where_they_stand() -> None:
    assert list(invisible("ab\u200bc\u00ad")) == [(2, "U+200B zero width space"), (4, "U+00AD soft hyphen")]


def test_nearest_is_none_for_strangers() -> None:
    assert nearest("zzz", {"severity": ("Gravedad",)}) is None
    assert nearest("gravedat", {"severity": ("Gravedad",)}) == "severity"


def test_two_labels_of_one_language() -> None:
    assert found('service parts "Parts" es "Repuestos" es "Piezas"\ntier a { covers parts }\n') == [("SD214", 1)]


def test_a_zone_fact_must_be_a_zone() -> None:
    head = HEAD.replace("zone     Europe/Lisbon", "zone of site")
    finding = only("fact site yes or no\ntier a { price free }\n", head)
    assert (finding.code, finding.span.line, finding.message) == (
        "SD308",
        4,
        "`site` stands where a time zone is needed",
    )


EVENTS = "state waiting from asked to answered\ntier a { price free }\n"


def test_an_event_is_called_by_its_label() -> None:
    contract = sound(f'{EVENTS}event asked "Details were asked for" es "Se pidieron datos"\n', SPANISH)
    assert [(event.name, event.labels.texts) for event in contract.events] == [
        ("asked", (("en", "Details were asked for"), ("es", "Se pidieron datos")))
    ]
    assert voice(contract, "es").event("asked") == "«Se pidieron datos»"
    assert voice(contract, "en").event("answered") == "“answered”"


def test_the_label_of_no_event_is_a_finding() -> None:
    finding = only(EVENTS + 'event askd "Details were asked for"\n')
    assert (finding.code, finding.help) == ("SD201", "did you mean `asked`?")


def test_an_event_is_called_once() -> None:
    finding = only(EVENTS + 'event asked "One"\nevent asked "Two"\n')
    assert (finding.code, finding.notes[0].span.line) == ("SD202", HEAD.count("\n") + 3)
