"""Printing in another language: the keywords that the parser took, phrase by phrase as the table has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lark import Token

from servdsl.syntax.grammar import Grammar
from servdsl.syntax.keywords import Tongue


class Word(Token):
    """A keyword with what is printed for it: the first word of a phrase holds the phrase, the others nothing."""

    __slots__ = ("printed",)
    printed: str


def spoken(tokens: Sequence[Token], rules: Mapping[int, str], tongue: Tongue, grammar: Grammar) -> list[Token]:
    """The tokens, with the keywords among them as this language writes them.

    `rules` holds the rule of the grammar that each keyword belongs to, by the keyword's identity.
    """
    if tongue.is_english:
        return list(tokens)
    said: list[Token] = []
    while len(said) < len(tokens):
        start = len(said)
        length, text = _longest(
            tokens[start : start + tongue.most_words], rules.get(id(tokens[start])), tongue, grammar
        )
        for n, token in enumerate(tokens[start : start + length]):
            said.append(_word(token, text if n == 0 else "") if text else token)
    return said


def _longest(tokens: Sequence[Token], rule: str | None, tongue: Tongue, grammar: Grammar) -> tuple[int, str | None]:
    """How many of these tokens make a phrase, and how it is printed; one that is no keyword stands for itself."""
    words: list[str] = []
    for token in tokens:
        broken = words and token.line != tokens[0].line and token in ("and", "or", "when")
        # Within a phrase, a name may be meant: `is met`.
        keyword = token.type in grammar.conditional or token.type in (grammar.keywords.get(token), "NAME")
        if broken or not keyword:
            break
        words.append(str(token))
    for length in range(len(words), 0, -1):
        text = tongue.phrase(tuple(words[:length]), rule)
        if text is not None and tokens[0].type != "NAME":
            return length, text
    return 1, None


def _word(token: Token, printed: str) -> Word:
    word = Word.new_borrow_pos(token.type, str(token), token)
    word.printed = printed
    return word
