"""Words in lower case, to be looked for in large sets: a pattern of as many is slow to compile."""

import re
from typing import Final

_LETTERS: Final = str.maketrans("\u0130\u0131\u017f", "iis")
"""Letters that a pattern which ignores case takes for others, of ASCII."""
_NO_WORD: Final = re.compile(r"\W+")


def lowered(text: str) -> str:
    """Return *text* in lower case, letter by letter, as patterns that ignore case see it."""
    return text.translate(_LETTERS).lower()


def words_of(text: str) -> list[str]:
    """Return the words of *text* in lower case.

    The first, or the last, is empty where *text* begins, or ends, with none.
    """
    return _NO_WORD.split(lowered(text))
