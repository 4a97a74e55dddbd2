"""Sums that are lower bounds without saying so: they read a value that is `from` something.

define fee is from 100 EUR
price 12 times fee per year                                SD428: from 1,200 EUR, and it does not say `from`
"""

from __future__ import annotations

from servdsl.analyses.findings import clause_words, finding
from servdsl.cells import Study, formulas_in, values_read
from servdsl.diagnostics import Diagnostic
from servdsl.messages import say
from servdsl.model.contract import Clause, Define
from servdsl.model.values import Amount, Charge, Price


def check(study: Study) -> list[Diagnostic]:
    """SD428 at the clause. The answer is a lower bound all the same (decision 59)."""
    defines = {define.name: define for define in study.contract.defines}
    found = []
    for clause in study.contract.clauses:
        if not _says_from(clause):
            bound = next((d for d in _read(clause, defines) if any(case.lower_bound for case in d.cases)), None)
            if bound is not None:
                case = next(case for case in bound.cases if case.lower_bound)
                note = (case.origin, say("this is a lower bound"))
                found.append(finding("SD428", clause.origin, note, what=clause_words(clause), name=bound.name))
    return found


def _says_from(clause: Clause) -> bool:
    """Whether a clause says that it is a lower bound, or is no sum of money."""
    match clause.value:
        case Price() | Amount():
            return clause.value.lower_bound
        case Charge():
            return clause.value.price.lower_bound
        case _:
            return True


def _read(clause: Clause, defines: dict[str, Define]) -> list[Define]:
    """The defined values that a clause's formula reads, and those that these read."""
    found = dict.fromkeys(values_read(formulas_in(clause.value)))
    for name in found.copy():
        _follow(name, defines, found)
    return [defines[name] for name in found if name in defines]


def _follow(name: str, defines: dict[str, Define], found: dict[str, None]) -> None:
    for other in values_read(case.value for case in defines[name].cases) if name in defines else ():
        if other not in found:
            found[other] = None
            _follow(other, defines, found)
