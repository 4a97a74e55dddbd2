"""The contract in words: sentences, values, conditions and calendars in English, Spanish and Chinese.

Floor 2: reads the model and nothing else. `phrases/LANGUAGE.toml` hold the words, the modules compose them:
`numbers` and `lengths` (quantities), `expressions` (formulas, conditions), `values` (a cell of a picture), `sentences`
(a clause as a person reads it), `calendars` (opening hours), `given` (the facts of a case).
"""

from servdsl.wording.calendars import calendar_lines, near_words
from servdsl.wording.expressions import condition_text
from servdsl.wording.given import given_words
from servdsl.wording.lengths import length_text
from servdsl.wording.numbers import money_text
from servdsl.wording.sentences import sentence
from servdsl.wording.tables import LANGUAGES
from servdsl.wording.values import value_text
from servdsl.wording.voice import voice

__all__ = [
    "LANGUAGES",
    "calendar_lines",
    "condition_text",
    "given_words",
    "length_text",
    "money_text",
    "near_words",
    "sentence",
    "value_text",
    "voice",
]
