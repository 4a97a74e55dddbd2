"""What cases and groups of offers are called in a picture: short where a name says enough."""

from __future__ import annotations

from collections.abc import Sequence

from servdsl.backends.diagrams.content.headings import facts_text
from servdsl.backends.diagrams.content.winners import Facts, Part, Split
from servdsl.backends.diagrams.drawing.captions import Speaker
from servdsl.cells import Variable
from servdsl.model.contract import Clause
from servdsl.model.expressions import And, Compare, Condition, During, FactRef, Literal
from servdsl.wording import condition_text
from servdsl.wording.voice import NO_BREAK, lowered

MOST_FACTS = 2
"""By which a row is called."""
SHORT = 3
"""Characters of a choice that stands in no line of its own: the S1 of "Severity · S1"."""
MOST_NAMES = 6
"""Names of offers that are told one by one."""


def when_text(speaker: Speaker, condition: Condition) -> str:
    """A condition as a remark: "when the severity is Critical"."""
    text = condition_text(speaker.contract, condition, speaker.language)
    return speaker.say("matrix", "when", condition=text)


def guarded(speaker: Speaker, text: str, clause: Clause) -> str:
    """A text with its clause's condition, where it has one."""
    if clause.when is None:
        return text
    if clause.amendment:
        text = f"{speaker.voice.name('amendment', clause.amendment)}: {text}"
    return cased(speaker, text, clause.when)


def parted(speaker: Speaker, text: str, part: Part) -> str:
    """A text with what of its clause's condition the row that it stands in does not say."""
    clause = part.clause
    if part.whole or clause.when is None:
        return text
    if part.when is None:
        return cased(speaker, text, None, otherwise=True)
    return guarded(speaker, text, clause.model_copy(update={"when": part.when}))


def cased(speaker: Speaker, text: str, when: Condition | None, *, otherwise: bool = False) -> str:
    """A text with the condition of its case."""
    if when is None and not otherwise:
        return text
    when_said = when_text(speaker, when) if when is not None else speaker.say("matrix", "otherwise")
    return f"{when_said}：{text}" if speaker.words.language == "zh" else f"{text} {lowered(when_said)}"


def case_text(speaker: Speaker, split: Split, *, short: bool) -> str:
    """The condition of a row. `short`: it stands alone, so a choice is called by its fact's and its own bare names."""
    if split.left is not None and short:
        return _named(speaker, *split.left)
    if split.clause is None or split.clause.when is None:
        return speaker.say("matrix", "otherwise")
    if split.carved and not split.clause.amendment and 0 < len(split.exact) <= MOST_FACTS and _is_short(split.exact):
        return facts_text(speaker, split.exact)
    text = _choice(speaker, split.clause.when) if short else None
    if text is None:
        text = when_text(speaker, split.clause.when)
        text = text[:1].upper() + text[1:] if short else text
        if split.clause.amendment:
            text = f"{speaker.voice.name('amendment', split.clause.amendment)}: {text}"
    return speaker.say("matrix", "carved", condition=text) if split.carved else text


def _choice(speaker: Speaker, condition: Condition) -> str | None:
    """The fact's and the choice's bare names, where the condition is that the fact has it."""
    match condition:
        case Compare(op="=", left=FactRef(type="choice", name=fact), right=Literal(value=str(value))):
            return _named(speaker, fact, value)
        case And(items=items):
            names = [_choice(speaker, item) for item in items]
            return "; ".join(name for name in names if name) if all(names) else None
        case _:
            return None


def _is_short(facts: Facts) -> bool:
    """Whether facts are told in a few words: no comparisons, no moments."""
    return all(
        atom.type != "instant" if isinstance(atom, Variable) else isinstance(atom.condition, During)
        for atom, _ in facts
    )


def _named(speaker: Speaker, fact: str, value: str) -> str:
    choice = speaker.voice.choice(fact, value)
    between = NO_BREAK if len(choice) <= SHORT else " "
    return f"{speaker.voice.name('fact', fact)}{NO_BREAK}·{between}{choice}"


def offers_text(speaker: Speaker, offers: Sequence[str]) -> str:
    """Offers by name, or their number where `counted_names` has the names."""
    if _is_every_tier(speaker, offers):
        return speaker.say("matrix", "all_plans")
    if len(offers) > MOST_NAMES:
        return speaker.say("structure", "by_plan", count=len(offers))
    return speaker.voice.listed([speaker.voice.name("offer", offer) for offer in offers], "both")


def counted_names(speaker: Speaker, offers: Sequence[str]) -> tuple[str, ...]:
    """The names of offers of which `offers_text` tells the number only."""
    if len(offers) <= MOST_NAMES or _is_every_tier(speaker, offers):
        return ()
    return tuple(speaker.voice.name("offer", offer) for offer in offers)


def _is_every_tier(speaker: Speaker, offers: Sequence[str]) -> bool:
    tiers = {offer.name for offer in speaker.contract.offers if offer.kind == "tier"}
    return len(offers) > 1 and tiers <= set(offers)
