"""`scrapy copystore FROM TO` with the real command line."""

import pytest
from lab.command_line import is_one_line
from lab.engines import OnPostgreSQL, OnSQLite
from lab.whole_crawl import rows_of
from worlds.paper import Paper, Reader, down, numbers

from newsscraper.commands import copystore


@pytest.fixture(scope="module")
def reader(crawl, tmp_path_factory):
    """A reader whose store has six articles."""
    paper = Paper(tmp_path_factory.mktemp("paper"))
    paper.publish(down(6, 1))
    reader = Reader(crawl, tmp_path_factory.mktemp("run"), paper.folder)
    assert reader("-o", "a.jsonl").code == 0
    return reader


def test_the_copy_is_gone_on_with(scrapy, reader, tmp_path):
    code, out, said = scrapy("copystore", reader.folder / "articles.db", "articles.db")
    assert (code, out, is_one_line(said)) == (0, "", True)
    assert said.startswith("6 articles, ")
    assert "compared: the same as in " in said
    copy = Reader(reader.crawl, tmp_path, reader.arguments[1].removeprefix("REPLAY="))
    assert copy("-O", "b.jsonl").last_line.startswith("Complete: 0 new; articles.db holds 6")


@pytest.fixture
def on_server(postgresql_server):
    on_server = OnPostgreSQL(postgresql_server)
    yield on_server
    on_server.end()


@pytest.mark.slow
def test_feeds_go_on_where_they_were_on_a_server_and_back_in_a_file(
    scrapy, crawl, on_server, tmp_path
):
    paper, url = Paper(tmp_path / "paper"), on_server.url(tmp_path)
    stores = [("articles.db", OnSQLite()), (url, on_server), ("back.db", OnSQLite())]
    for newest, (store, engine) in enumerate(stores, 3):
        if newest > 3:
            assert scrapy("copystore", stores[newest - 4][0], store)[0] == 0
        paper.publish(down(newest, 1))
        reader = Reader(crawl, tmp_path, paper.folder, engine=engine)
        named = ("-s", f"STORE_URL=sqlite:///{store}") if engine.name == "sqlite" else ()
        assert reader("-o", "a.jsonl", *named).code == 0
        assert numbers(rows_of(tmp_path / "a.jsonl")) == [*down(3, 1), 4, 5][:newest]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "name two stores, by file or URL: scrapy copystore FROM TO"),
        (("a.db",), "name two stores"),
        (("a.db", "b.db", "c.db"), "name two stores"),
        (("none.db", "b.db"), "there is no store"),
        (("a.db", "sqlite://"), "a temporary store cannot be copied"),
        (("a.db", "mysql://x:secret@y/z"), "SQLite and PostgreSQL are supported"),
        (("a.db", "b.db", "--all"), "unknown option --all"),
    ],
)
def test_bad_input_is_refused_in_one_line_with_code_2(scrapy, arguments, reason):
    code, out, said = scrapy("copystore", *arguments)
    assert (code, out) == (2, "")
    assert is_one_line(said)
    assert reason in said
    assert "secret" not in said


def test_a_store_that_is_none_is_told_with_code_3(scrapy, tmp_path):
    (tmp_path / "a.db").write_text("bukan basis data\n" * 100)
    code, _, said = scrapy("copystore", "a.db", "b.db")
    assert (code, is_one_line(said)) == (3, True)
    assert "is damaged" in said


def test_the_command_says_how_it_is_used():
    assert copystore.Command.usage == "FROM TO"
