"""Degrees behind a name, and the name without them."""

import pytest

from newsscraper.normalize.titles import is_degree, without_titles


@pytest.mark.parametrize(
    "piece",
    (
        "S.H.|M.I.Kom|S.Pd.I|A.Md.|BSc|Ph.D.|Ph. D|SE MM|Sp.A(K)|Sp. KJ|SpPD|K-GEH|Psikolog|Lc."
        "|ASEAN Eng.|M.Asing.|S.Xy|CFP\u00ae|B.Eng. (Hons)"
    ).split("|"),
)
def test_what_is_a_degree(piece):
    assert is_degree(piece)


@pytest.mark.parametrize(
    "piece",
    (
        "|Sari|SARI|Rina Astuti|M. Ali|M.Ali|M.Ali Akbar|A.Rahman|Budi.|Bambang S.|S. Hadi|Dr. Budi"
        "|BMKG|H-1|(K)|Deni|RinaDewiSari|A.B.Sari"
    ).split("|"),
)
def test_what_is_none(piece):
    assert not is_degree(piece)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Prof. Dr. H. Budi Sentanu, S.H., M.Hum.", "Budi Sentanu"),
        ("Letjen TNI (Purn) Budi Sentanu", "Budi Sentanu"),
        ("Budi Sentanu SH MH", "Budi Sentanu"),
        ("I Gusti Ayu Rai", "I Gusti Ayu Rai"),
        ("Bambang S", "Bambang S"),
        ("Muda", "Muda"),
        ("S.H.", "S.H."),
        ("Dr. Drs.", "Drs."),
        ("(K)", ""),
        ("", ""),
    ],
)
def test_a_name_without_titles_has_a_word_at_least(name, bare):
    assert without_titles(name) == bare
