from dataclasses import replace

from worlds.press import article, key

from newsscraper.archives.gathering import Gathering


def test_the_first_state_of_an_article_stays_until_all_is_forgotten(tmp_path):
    with Gathering(tmp_path / "gathered.db") as gathering:
        assert gathering.originals.get(key(1)) is None
        gathering.originals.keep(key(1), article(1))
        gathering.originals.keep(key(2), None)
    with Gathering(tmp_path / "gathered.db") as gathering:
        gathering.originals.keep(key(1), replace(article(1), headline="Lain"))
        gathering.originals.keep(key(2), article(2))
        assert gathering.originals.get(key(1)).article == article(1)
        assert gathering.originals.get(key(2)).article is None
