"""Posts and institutes beside a name."""

import pytest

from newsscraper.normalize.posts import is_post


@pytest.mark.parametrize(
    "text",
    (
        "Dosen|Guru Matematika|Guru SMAN 1 Contoh|Wali Kota Contoh|Duta Besar RI|Ahli Gizi"
        "|Tinggal di Depok|Professor of Law|Rina Astuti Kontributor Ende|Fisipol UGM"
    ).split("|"),
)
def test_what_is_a_post(text):
    assert is_post(text)


@pytest.mark.parametrize(
    "text",
    (
        "Lukman Hakim|Guru Panuluh|Dea Duta Aulia|Jum'at Suryono|Alfi Syahr'in|Kontributor Ende"
        "|Diah Ayu|Inayah|Ofelia|Pusaka"
    ).split("|"),
)
def test_what_is_a_name_or_leads_to_one(text):
    assert not is_post(text)
