"""Articles in Parquet, read back by those who read it, and equal to what was written."""

import io
import json
from dataclasses import asdict
from datetime import datetime

import pytest
from worlds.hostile import ARTICLES, MOMENT, TEXTS

from newsscraper.items import Article
from newsscraper.reports.moments import MOMENTS
from newsscraper.reports.parquet_exporter import ParquetExporter

pyarrow = pytest.importorskip("pyarrow", reason="the extra `tables` is not installed")
parquet = pytest.importorskip("pyarrow.parquet")


def exported(articles, file, **options):
    exporter = ParquetExporter(file, Article, **options)
    exporter.start_exporting()
    for article in articles:
        exporter.export_item(article)
    exporter.finish_exporting()


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A file of hostile articles."""
    path = tmp_path_factory.mktemp("parquet") / "a.parquet"
    with path.open("wb") as file:
        exported(ARTICLES, file)
    return path


def as_written(row):
    """An article of a row: moments as they were written, maps, and claims of any type."""

    def plain(name, value):
        if isinstance(value, datetime):
            return value.isoformat(timespec="seconds")
        if name in ("sources", "conflicts"):
            return {key: plain("", each) for key, each in value}
        if isinstance(value, list):
            return [plain("", each) for each in value]
        if isinstance(value, dict):
            return {key: plain(key, each) for key, each in value.items()}
        return value

    article = {name: plain(name, value) for name, value in row.items()}
    for claims in article["conflicts"].values():
        for claim in claims[1:]:
            claim["value"] = json.loads(claim["value"])
    return article


def at_instants(value):
    """The same with its moments in UTC: a column has one zone, and no row one of its own."""
    if isinstance(value, list):
        return [at_instants(each) for each in value]
    if isinstance(value, dict):
        return {
            name: datetime.fromisoformat(each).timestamp()
            if name in MOMENTS and isinstance(each, str)
            else at_instants(each)
            for name, each in value.items()
        }
    return value


def test_pyarrow_reads_what_was_written(path):
    rows = [as_written(row) for row in parquet.read_table(path).to_pylist()]
    assert at_instants(rows) == [at_instants(asdict(article)) for article in ARTICLES]
    assert rows[0]["date_published"] == MOMENT, "the clock of the publisher"
    assert list(rows[0]) == list(asdict(ARTICLES[0]))


def test_columns_are_typed(path):
    schema = parquet.read_schema(path)
    types = {name: str(schema.field(name).type) for name in schema.names}
    assert types["date_published"] == "timestamp[us, tz=Asia/Jakarta]"
    assert types["fetched_at"] == "timestamp[us, tz=UTC]"
    assert pyarrow.types.is_string(schema.field("authors").type.value_type)
    assert types["image"] == "struct<url: string, caption: string, credit: string>"
    assert "date_published: timestamp[us, tz=Asia/Jakarta]" in types["related"]
    assert pyarrow.types.is_map(schema.field("sources").type)
    assert (types["word_count"], types["free_access"], types["similarity"]) == (
        "int64",
        "bool",
        "double",
    )


def test_duckdb_reads_what_was_written(path):
    duckdb = pytest.importorskip("duckdb")
    query = (
        "SELECT headline, body, authors, image.credit, related[1].headline, sources['headline'],"
        f" rights.robots, similarity, epoch(date_published) FROM '{path}'"
    )
    found = duckdb.sql(query).fetchall()
    instant = datetime.fromisoformat(MOMENT).timestamp()
    assert found[:-1] == [
        (text, text, [text, "Sari"], text, text, text, [text], 0.1 + 0.2, instant) for text in TEXTS
    ]
    assert found[-1] == (None, None, [], None, None, None, None, None, None)


def test_pandas_reads_what_was_written(path):
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_parquet(path)
    assert frame["headline"].tolist()[:-1] == TEXTS
    assert [list(each) for each in frame["authors"]] == [article.authors for article in ARTICLES]
    assert str(frame["date_published"].dt.tz) == "Asia/Jakarta"
    assert frame["date_published"][0].isoformat() == MOMENT
    assert frame["image"][0]["credit"] == TEXTS[0]


def test_polars_reads_what_was_written(path):
    polars = pytest.importorskip("polars")
    frame = polars.read_parquet(path)
    assert frame["body"].to_list()[:-1] == TEXTS
    assert frame["related"].to_list()[0][0]["headline"] == TEXTS[0]


def test_a_table_without_rows_has_its_columns():
    file = io.BytesIO()
    exported([], file)
    table = parquet.read_table(io.BytesIO(file.getvalue()))
    assert (table.num_rows, table.column_names) == (0, list(asdict(Article())))


def test_columns_can_be_chosen_and_called_otherwise():
    file = io.BytesIO()
    exported(ARTICLES[:1], file, fields_to_export={"date_published": "waktu", "none": "x"})
    table = parquet.read_table(io.BytesIO(file.getvalue()))
    assert [each["waktu"].isoformat() for each in table.to_pylist()] == [MOMENT]
    assert table.column_names == ["waktu"]
    with pytest.raises(ValueError, match="names no column of this format"):
        exported([], file, fields_to_export=["image_url"])


@pytest.mark.parametrize("text", ["kemarin", "2026-01-20T17:45:09", "2026-01-20"])
def test_what_is_no_moment_of_a_known_zone_is_left_out_and_not_guessed(text):
    file = io.BytesIO()
    exported([Article(date_published=text), ARTICLES[0]], file)
    found = parquet.read_table(io.BytesIO(file.getvalue()))["date_published"].to_pylist()
    assert [each and each.isoformat() for each in found] == [None, MOMENT]


def test_a_lone_surrogate_loses_no_article():
    file = io.BytesIO()
    bad = Article(headline="a\ud83db", authors=["\ud83d"], sources={"\ud83d": "x"})
    exported([bad, ARTICLES[0]], file)
    rows = parquet.read_table(io.BytesIO(file.getvalue())).to_pylist()
    assert [row["headline"] for row in rows] == ["a?b", TEXTS[0]]
    assert (rows[0]["authors"], rows[0]["sources"]) == (["?"], [("?", "x")])
    assert rows[1]["date_published"].isoformat() == MOMENT


def test_rows_do_not_stay_in_memory():
    class Nowhere(io.RawIOBase):
        def writable(self):
            return True

        def write(self, data):
            return len(data)

    def most_at_once(count):
        before, most = pyarrow.total_allocated_bytes(), 0
        exporter = ParquetExporter(Nowhere(), Article)
        for number in range(count):
            exporter.export_item(Article(key=str(number), body=f"{number} isi " * 4_000))
            most = max(most, pyarrow.total_allocated_bytes() - before)
        exporter.finish_exporting()
        return most

    assert most_at_once(3_000) < 1.2 * most_at_once(1_500) < 60 << 20
