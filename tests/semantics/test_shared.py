"""Files that contracts share: what of them becomes part of a contract, and what keeps one from being used."""

from __future__ import annotations

import os
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from servdsl.checked import Checked
from servdsl.cli import main
from servdsl.model import Contract
from servdsl.pipeline import check, check_all
from servdsl.source import Source
from servdsl.syntax import format
from servdsl.syntax.gathering import standard

HEAD = """\
contract acme "Acme" {
  language en
  currency EUR
  zone     Europe/Lisbon
  in force from 2026-01-01 to 2026-12-31
}
"""
"""Six lines: the body begins on line 7."""

TIER = "tier base {\n  price free\n  attends during office\n}\n"
OFFICE = 'shared "Weeks"\ncalendar office "Office" { monday to friday 09:00-18:00 }\n'


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(**files: str) -> None:
    """Files by path, with `__` for the slash; `.plan` is added."""
    for name, text in files.items():
        path = Path(name.replace("__", "/") + ".plan")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def places(checked: Checked) -> list[tuple[str, str, int]]:
    return [(d.code, d.span.file, d.span.line) for d in checked.diagnostics]


def contract(body: str, path: str = "a.plan") -> Contract:
    """The contract of a body in which nothing is wrong."""
    Path(path).write_text(HEAD + body, encoding="utf-8")
    checked = check(Path(path))
    assert places(checked) == []
    assert checked.contract is not None
    return checked.contract


def found(body: str) -> list[tuple[str, str, int]]:
    Path("a.plan").write_text(HEAD + body, encoding="utf-8")
    return places(check(Path("a.plan")))


def refused(body: str) -> Checked:
    Path("a.plan").write_text(HEAD + body, encoding="utf-8")
    return check(Path("a.plan"))


# ── What becomes part of a contract ────────────────────────────────────────────────────────────────────────────────


def test_only_what_is_named_and_what_that_names_comes_along() -> None:
    write(
        shared__mexico=dedent(
            """\
            shared "Jornada" { language es }
            use "kinds.plan"
            calendar office { monday to friday 09:00-18:00 }
            calendar nights extends office { monday to friday 18:00-09:00 }
            calendar idle { sunday 09:00-10:00 }
            fact floor whole
            fact idle_fact whole
            define high when floor > 3 and severity is grave
            service repair, repairs
            window respond from opened to responded
            window fix from opened to resolved
            state waiting from asked to answered
            """
        ),
        shared__kinds='shared "Kinds"\nfact severity { grave, light }\nfact colour { red, blue }\n',
    )
    made = contract(
        'use "shared/mexico.plan"\n'
        "tier base {\n  price free\n  covers repairs\n  attends during nights\n"
        "  respond within 4 business hours when high\n  respond within 2 business hours otherwise\n"
        "  respond pauses while waiting\n}\n"
    )
    assert [fact.name for fact in made.facts] == ["severity", "floor"]
    assert [define.name for define in made.defines] == ["high"]
    assert [calendar.name for calendar in made.calendars] == ["office", "nights"]
    assert [window.name for window in made.windows] == ["respond"]
    assert [state.name for state in made.states] == ["waiting"]
    assert [thing.key for thing in made.things] == ["repairs"]
    assert (made.facts[1].origin.file, made.facts[1].origin.line) == ("shared/mexico.plan", 6)
    assert made.uses == ("shared/kinds.plan", "shared/mexico.plan")
    assert made.file == "a.plan"


def test_an_event_brings_the_window_that_ends_with_it_unless_the_contract_has_one() -> None:
    write(w='shared "W"\nwindow resolve from opened to resolved\nwindow update from opened to updated\n')
    until = "tier base {\n  price free\n  update every 4 hours until resolved\n}\n"
    assert [w.name for w in contract('use "w.plan"\n' + until).windows] == ["resolve", "update"]
    own = 'use "w.plan"\nwindow fix from opened to resolved\n' + until.replace("free\n", "free\n  fix within 4 hours\n")
    assert [w.name for w in contract(own).windows] == ["update", "fix"]


def test_a_file_speaks_its_own_language() -> None:
    write(
        es='shared "S" { language es }\ncalendar office "Oficina" en "Office" { monday 09:00-18:00 }\n'
        'service repair "Reparación"\n'
    )
    made = contract('use "es.plan"\ntier base {\n  price free\n  covers repair\n  attends during office\n}\n')
    (calendar,) = made.calendars
    assert calendar.labels.texts == (("en", "Office"), ("es", "Oficina"))
    assert made.things[0].labels.texts == (("es", "Reparación"),)


def test_remarks_and_documents_come_with_what_they_speak_about() -> None:
    write(
        law='shared "Law" {\n  document LFT "Labour law"\n  document XYZ "Another"\n}\n'
        "calendar office { monday 09:00-18:00 } @LFT-1\ncalendar other { monday 09:00-18:00 } @LFT-2\n"
        'assume of_office "One" @LFT-1\nassume of_other "Two" @LFT-2\nassume of_all "Three"\n'
        'contradiction both "Four" @LFT-1, LFT-2\nnote "Five" @LFT-3\n'
    )
    made = contract('use "law.plan"\n' + TIER)
    assert [remark.name for remark in made.assumptions] == ["of_office", "of_all", "both"]
    assert [(note.text, note.sources) for note in made.notes] == [("Five", ("LFT-3",))]
    assert made.document is not None
    assert (made.document.prefix, made.further_documents) == ("LFT", ())


def test_citations_of_the_head_and_of_uses_are_kept() -> None:
    write(
        law='shared "Law" { @L-1\n  language en @L-2\n  document L "Law" @L-3\n} @L-4\nuse "more.plan" @L-5\n'
        "calendar office extends day {\n}\n",
        more='shared "More" @L-6\ncalendar day { monday 09:00-18:00 }\n',
    )
    made = contract('use "law.plan" @L-7\n' + TIER)
    assert [(line.what, line.sources, str(line.origin)) for line in made.header] == [
        ("shared", ("L-6",), "more.plan:1"),
        ("shared", ("L-1", "L-4"), "law.plan:1"),
        ("language", ("L-2",), "law.plan:2"),
        ("use", ("L-5",), "law.plan:5"),
        ("document", ("L-3",), "law.plan:3"),
        ("use", ("L-7",), "a.plan:7"),
    ]


def test_two_files_may_use_a_third_and_cite_one_document() -> None:
    write(
        base='shared "B" { document D "Doc" }\nfact floor whole @D-1\n',
        one='shared "1" { document D "Doc" }\nuse "base.plan"\ndefine high when floor > 3 @D-2\n',
        two='shared "2"\nuse "base.plan"\ndefine low when floor < 1\n',
    )
    made = contract('use "one.plan"\nuse "two.plan"\ntier base {\n  price free\n  excludes when high or low\n}\n')
    assert [fact.name for fact in made.facts] == ["floor"]
    assert [define.name for define in made.defines] == ["high", "low"]


def test_the_hash_covers_all_files_and_not_where_they_lie() -> None:
    write(shared__weeks=OFFICE)
    one = contract('use "shared/weeks.plan"\n' + TIER).source_sha256
    write(sub__shared__weeks=OFFICE)
    assert contract('use "shared/weeks.plan"\n' + TIER, "sub/a.plan").source_sha256 == one
    write(shared__weeks=OFFICE.replace("18:00", "17:00"))
    assert contract('use "shared/weeks.plan"\n' + TIER).source_sha256 != one


def test_a_contract_that_uses_nothing_keeps_its_hash() -> None:
    import hashlib

    made = contract("tier base { price free }\n")
    assert made.source_sha256 == hashlib.sha256((HEAD + "tier base { price free }\n").encode()).hexdigest()


# ── Mistakes, each in its file ─────────────────────────────────────────────────────────────────────────────────────


def test_a_mistake_in_a_used_file_is_told_there() -> None:
    write(weeks='shared "W"\n\ncalendar office { monday 09:00-09:00 }\n')
    assert found('use "weeks.plan"\n' + TIER) == [("SD550", "weeks.plan", 3)]
    write(weeks='shared "W"\n\ncalendar office { mondy 09:00-10:00 }\n')
    assert found('use "weeks.plan"\n' + TIER) == [("SD122", "weeks.plan", 3)]
    write(weeks='shared "W"\ncalendar office { monday 09:00-12:00, 11:00-14:00 }\n')
    assert found('use "weeks.plan"\n' + TIER) == [("SD551", "weeks.plan", 2)]


def test_clashes_name_both_places() -> None:
    write(weeks=OFFICE, more='shared "M"\nfact office yes or no\n')
    checked = refused('use "weeks.plan"\ncalendar office { monday 09:00-10:00 }\n' + TIER)
    (finding,) = checked.diagnostics
    assert (finding.code, str(finding.span)) == ("SD202", "a.plan:8")
    assert [str(note.span) for note in finding.notes] == ["weeks.plan:2"]
    (finding,) = refused('use "weeks.plan"\nuse "more.plan"\n' + TIER).diagnostics
    assert (finding.code, str(finding.span)) == ("SD202", "more.plan:2")


def test_what_the_contract_does_not_name_cannot_clash() -> None:
    write(
        weeks=OFFICE + "fact floor whole\n",
        more='shared "M"\nfact floor yes or no\ncalendar nights { monday 09:00-10:00 }\n',
    )
    contract(
        'use "weeks.plan"\nuse "more.plan"\n' + TIER + "addon x {\n  price free\n  attends also during nights\n}\n"
    )


def test_what_cannot_stand_in_a_shared_file() -> None:
    write(bad=OFFICE + 'tier t { price free }\nexample "x" { given tier t }\nfor all { note "n" }\norder t < u\n')
    assert found('use "bad.plan"\n' + TIER) == [("SD229", "bad.plan", line) for line in (3, 4, 5, 6)]
    assert places(check(Path("bad.plan"))) == [("SD229", "bad.plan", line) for line in (3, 4, 5, 6)]


def test_a_contract_is_not_shared_and_a_bare_file_neither() -> None:
    write(other=HEAD.replace("acme", "other") + TIER.replace("office", "x"), bare="fact floor whole\n")
    (finding,) = refused('use "other.plan"\ntier base { price free }\n').diagnostics
    assert (finding.code, str(finding.span)) == ("SD012", "a.plan:7")
    assert [str(note.span) for note in finding.notes] == ["other.plan:1"]
    assert found('use "bare.plan"\ntier base { price free }\n') == [("SD012", "a.plan", 7)]


def test_circles() -> None:
    write(one='shared "1"\nuse "two.plan"\n' + OFFICE.split("\n")[1] + "\n", two='shared "2"\nuse "one.plan"\n')
    (finding, *rest) = refused('use "one.plan"\n' + TIER).diagnostics
    assert (finding.code, str(finding.span), finding.facts["names"]) == (
        "SD011",
        "two.plan:2",
        "`one.plan` → `two.plan` → `one.plan`",
    )
    assert [str(note.span) for note in finding.notes] == ["one.plan:2"]
    assert rest == []
    write(self='shared "S"\nuse "self.plan"\n' + OFFICE.split("\n")[1] + "\n")
    assert found('use "self.plan"\n' + TIER) == [("SD011", "self.plan", 2)]


def test_said_twice_and_said_in_vain() -> None:
    write(weeks=OFFICE)
    assert found('use "weeks.plan"\nuse "weeks.plan"\n' + TIER) == [("SD217", "a.plan", 8)]
    assert found('use "weeks.plan"\ntier base { price free }\n') == [("SD230", "a.plan", 7)]


def test_a_file_that_only_passes_others_on_is_not_in_vain() -> None:
    write(weeks=OFFICE, all='shared "All"\nuse "weeks.plan"\n')
    contract('use "all.plan"\n' + TIER)


def test_names_are_not_missed_while_a_file_is_missing() -> None:
    assert found('use "nowhere.plan"\n' + TIER + "tier b { covers nothing }\n") == [("SD010", "a.plan", 7)]
    write(weeks='shared "W"\ncalendr office { monday 09:00-10:00 }\n')
    assert [code for code, _, _ in found('use "weeks.plan"\n' + TIER)] == ["SD122"]


# ── Paths ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("nowhere.plan", "there is no such file"),
        ("folder.plan", "there is no such file"),
        ("/etc/passwd", "that is no path of a shared file"),
        ("/weeks.plan", "that is no path of a shared file"),
        ("~/weeks.plan", "there is no such file"),
        ("C:/weeks.plan", "that is no path of a shared file"),
        ("shared\\weeks.plan", "that is no path of a shared file"),
        ("shared/../weeks.plan", "that is no path of a shared file"),
        ("./weeks.plan", "that is no path of a shared file"),
        ("weeks", "that is no path of a shared file"),
        ("weeks.txt", "that is no path of a shared file"),
        ("", "that is no path of a shared file"),
        (".plan", "that is no path of a shared file"),
        ("../weeks.plan", "it lies outside of the folder that is looked at"),
        ("../" * 40 + "weeks.plan", "it lies outside of the folder that is looked at"),
        ("std/nothing", "nothing of that name ships with the compiler"),
        ("a" * 300 + ".plan", "there is no such file"),
    ],
)
def test_paths_that_cannot_be_used(path: str, reason: str) -> None:
    Path("folder.plan").mkdir()
    Path("inner").mkdir()
    write(weeks=OFFICE, shared__weeks=OFFICE)
    Path("inner/a.plan").write_text(HEAD + f'use "{path}"\ntier base {{ price free }}\n', encoding="utf-8")
    (finding,) = check(Path("inner/a.plan")).diagnostics
    assert (finding.code, finding.facts["reason"]) == ("SD010", reason)
    assert finding.help


def test_the_folder_that_a_command_names_is_the_border() -> None:
    write(top__shared__weeks=OFFICE, top__contracts__a=HEAD + 'use "../shared/weeks.plan"\n' + TIER)
    path = Path("top/contracts/a.plan")
    assert [code for code, _, _ in places(check(path))] == ["SD010"]
    assert places(check(path, border=Path("top"))) == []
    result = CliRunner().invoke(main, ["check", "top"])
    assert (result.exit_code, result.output) == (0, "no findings\n")
    assert CliRunner().invoke(main, ["check", "top/contracts"]).exit_code == 1


def test_a_link_is_followed_before_the_border_is_looked_at() -> None:
    write(outside__weeks=OFFICE, inner__real__weeks=OFFICE)
    Path("inner/out.plan").symlink_to(Path("outside/weeks.plan").resolve())
    Path("inner/in.plan").symlink_to(Path("inner/real/weeks.plan").resolve())
    Path("inner/round.plan").symlink_to(Path("inner/round.plan").absolute())
    for link, codes in (("out", ["SD010"]), ("in", []), ("round", ["SD010"])):
        Path("inner/a.plan").write_text(HEAD + f'use "{link}.plan"\n' + TIER, encoding="utf-8")
        assert [code for code, _, _ in places(check(Path("inner/a.plan")))] == codes


def test_one_file_by_two_ways_is_used_once() -> None:
    write(real__weeks=OFFICE)
    Path("link.plan").symlink_to(Path("real/weeks.plan").resolve())
    contract('use "real/weeks.plan"\nuse "link.plan"\n' + TIER)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_no_file() -> None:
    os.mkfifo("pipe.plan")
    assert found('use "pipe.plan"\ntier base { price free }\n') == [("SD010", "a.plan", 7)]


def test_files_that_cannot_be_read() -> None:
    Path("bytes.plan").write_bytes(b"shared \xff\xfe")
    assert found('use "bytes.plan"\ntier base { price free }\n') == [("SD001", "bytes.plan", 1)]
    Path("huge.plan").write_text("# " + "x" * 3_000_000, encoding="utf-8")
    assert found('use "huge.plan"\ntier base { price free }\n') == [("SD003", "huge.plan", 1)]


def test_too_many_files() -> None:
    for number in range(60):
        write(**{f"f{number}": f'shared "{number}"\nuse "f{number + 1}.plan"\n'})
    write(f60='shared "60"\n')
    checked = refused('use "f0.plan"\ntier base { price free }\n')
    assert [d.code for d in checked.diagnostics] == ["SD015"]


# ── Folders, commands, the standard files ──────────────────────────────────────────────────────────────────────────


def test_a_folder_checks_shared_files_with_the_contracts_that_use_them() -> None:
    write(weeks=OFFICE, idle='shared "I"\ncalendar nights { monday 09:00-10:00 }\n')
    write(a=HEAD + 'use "weeks.plan"\n' + TIER, b=HEAD.replace("acme", "b") + 'use "weeks.plan"\n' + TIER)
    results = check_all([Path(f"{name}.plan") for name in ("a", "b", "idle", "weeks")])
    assert [places(result) for result in results] == [[], [], [("SD014", "idle.plan", 1)], []]
    assert all(result.ok for result in results)
    write(weeks='shared "W"\ncalendar office { monday 09:00-09:00 }\n')
    results = check_all([Path(f"{name}.plan") for name in ("a", "b", "weeks")])
    assert [result.ok for result in results] == [False, False, True]
    output = CliRunner().invoke(main, ["check", "."]).output
    assert output.count("SD550") == 1
    assert "weeks.plan:2:26: error SD550" in output
    assert "    2 | calendar office { monday 09:00-09:00 }" in output


def test_commands_on_a_shared_file_alone() -> None:
    write(weeks=OFFICE)
    assert CliRunner().invoke(main, ["check", "weeks.plan"]).exit_code == 0
    for command in (["ask", "weeks.plan"], ["build", "weeks.plan"], ["test", "weeks.plan"]):
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 2
        assert "here is no contract" in result.output


def test_the_standard_files_are_laid_out_and_sound() -> None:
    assert sorted(standard()) == ["std/countries", "std/severities", "std/tickets", "std/weeks"]
    for name, text in standard().items():
        assert format(Source(name, text)) == text
        declared = [line.split()[1] for line in text.split("\n") if line.startswith(("calendar ", "fact ", "window "))]
        calendars = [word for word in declared if f"calendar {word} " in text]
        facts = [word for word in declared if f"fact {word} " in text]
        body = "".join(f"  attends also during {word}\n" for word in calendars)
        body += "".join(f"  accepts {word} any\n" for word in facts)
        made = contract(f'use "{name}"\ntier base {{\n  price free\n{body}}}\n')
        assert {c.name for c in made.calendars} >= set(calendars)
        for part in (*made.calendars, *made.facts):
            assert {language for language, _ in part.labels.texts} == {"en", "es", "zh"}


def test_the_standard_countries() -> None:
    """2026-07-14 is a holiday in France alone, 2026-08-31 in Britain alone; Riyadh works from Sunday, at UTC+3."""
    made = contract(
        'use "std/countries"\nwindow respond from opened to responded\n'
        "calendar paris extends france_office { monday to friday 08:00-12:00 }\n"
        "tier base {\n  price free\n  respond within 1 business hour on paris\n"
        "  attends also during united_kingdom_office\n  attends also during saudi_arabia_office\n}\n"
        'example "Bastille Day" {\n  given tier base, opened 2026-07-14 08:30\n  expect respond due 2026-07-15 09:00\n}\n'
        'example "Summer bank holiday" {\n  given tier base, opened 2026-08-31 09:30\n'
        "  expect united_kingdom_office opens 2026-09-01 09:00\n}\n"
        'example "A Sunday" {\n  given tier base, opened 2026-03-08 06:30\n  expect saudi_arabia_office open\n}\n'
    )
    assert made.zone == "Europe/Lisbon"
    assert CliRunner().invoke(main, ["test", "a.plan"]).exit_code == 0


def test_the_standard_weeks() -> None:
    made = contract(
        'use "std/weeks"\nwindow respond from opened to responded\n'
        "tier base {\n  price free\n  respond within 1 business hour on nine_to_five\n}\n"
        'example "Friday" {\n  given tier base, opened 2026-03-06 16:30\n  expect respond due 2026-03-09 09:30\n}\n'
    )
    assert [calendar.name for calendar in made.calendars] == ["nine_to_five"]
    assert made.calendars[0].origin.file == "std/weeks"
    assert CliRunner().invoke(main, ["test", "a.plan"]).exit_code == 0
