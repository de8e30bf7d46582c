from dataclasses import replace

from worlds.press import article

from newsscraper.archives.gathering import Gathering


def test_the_first_state_of_a_revision_stays_until_all_is_forgotten(tmp_path):
    known, new = replace(article(1), revision=2), replace(article(2), revision=1)
    with Gathering(tmp_path / "gathered.db") as gathering:
        assert gathering.originals.get(known) is None
        gathering.originals.keep(known, article(1))
        gathering.originals.keep(new, None)
    with Gathering(tmp_path / "gathered.db") as gathering:
        gathering.originals.keep(known, replace(article(1), headline="Lain"))
        gathering.originals.keep(new, article(2))
        assert gathering.originals.get(known).article == article(1)
        assert gathering.originals.get(new).article is None
        assert gathering.originals.get(replace(known, revision=1)) is None
