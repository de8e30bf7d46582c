"""Who signs and is no person; names that only look like it."""

import pytest

from newsscraper.normalize.organisations import is_organisation, is_web_address


@pytest.mark.parametrize(
    "name",
    (
        "Tim Liputan|TribunJatim|Tribun Jabar|Kemenkes|PT. Contoh Jaya|Serambi Indonesia|Jawa Pos"
        "|DW|Anonim|null|Ekonomi|Jakarta|Nusa Tenggara Post|Contoh.co|www.contoh.id"
    ).split("|"),
)
def test_what_is_none(name):
    assert is_organisation(name)


@pytest.mark.parametrize(
    "name",
    (
        "Tribuana Rahmat|Kemenangan Sari|Robert Solo|Padang Wicaksono|Bima|Istikomah|Timotius"
        "|Dinasti Ayu|Tempo Sunaryo|Catur|Suaramita|Kontana"
    ).split("|"),
)
def test_what_only_begins_or_ends_like_one_is_a_name(name):
    assert not is_organisation(name)


def test_a_site_is_told_from_a_degree():
    assert is_web_address("Contoh.com")
    assert not is_web_address("B.Com")
    assert not is_web_address("M.I.Kom")
