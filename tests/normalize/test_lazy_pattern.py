import re

import pytest

from newsscraper.normalize.lazy_pattern import lazy_pattern


def test_a_lazy_pattern_is_compiled_once_when_it_is_first_called():
    vowels = lazy_pattern("[aeiou]+", re.IGNORECASE)
    assert vowels().fullmatch("AEI")
    assert vowels() is vowels()


def test_a_wrong_pattern_is_told_when_it_is_first_called():
    wrong = lazy_pattern("(")
    with pytest.raises(re.error):
        wrong()
