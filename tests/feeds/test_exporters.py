"""Feeds in JSON Lines and CSV, as Scrapy writes them through our exporters."""

import csv
import io
import json
from dataclasses import asdict, fields

import pytest
from scrapy.settings import Settings

from newsscraper.feeds.exporters import (
    CSV_COLUMNS,
    CsvArticleExporter,
    JsonLinesArticleExporter,
    check_csv_header,
    csv_options,
    flat,
    write,
)
from newsscraper.items import Article
from newsscraper.store.documents import to_document

NASTY = "Koma, \"kutip\", titik; koma\tdan 'petik'\n\nbaris\r\nbaru\u2028\u0085 🙂 é"

ARTICLE = Article(
    key="mediaindonesia:1",
    publisher="mediaindonesia",
    headline=NASTY,
    authors=["Sari W", "Budi, S.H."],
    image={"url": "https://asset.example/1.jpg", "caption": None, "credit": "MI/Adi"},
    body=NASTY * 2,
    body_parts=[{"kind": "paragraph", "text": NASTY}],
    keywords=["satu"],
    related=[{"url": "https://x.example/1", "headline": "A", "date_published": None}],
    word_count=7,
    free_access=False,
    sources={"headline": "css h1"},
)

TABLE = """
key publisher url kind headline description section section_name authors editors byline
date_published date_modified date_published_raw date_precision image body body_parts keywords
sign_off dateline related read_also word_count language free_access syndicated_from rights
content_hash revision duplicate_of similarity sources conflicts fetched_at
""".split()
"""The fields in the order of design.md, section 2."""


def export(exporter, *articles, file=None, **options):
    """Export as a feed does, and return the file's bytes."""
    file = file or io.BytesIO()
    export = exporter(file, **{"encoding": "utf-8"} | options)
    export.start_exporting()
    for article in articles:
        export.export_item(article)
    export.finish_exporting()
    return file.getvalue() if isinstance(file, io.BytesIO) else None


def test_the_fields_are_those_of_the_design_in_its_order():
    assert [field.name for field in fields(Article)] == TABLE
    nested = set("body_parts related read_also syndicated_from sources conflicts rights".split())
    flat_view = [name for name in TABLE if name not in nested]
    at = flat_view.index("image")
    flat_view[at : at + 1] = ["image_url", "image_caption", "image_credit"]
    assert list(CSV_COLUMNS) == flat_view


def test_every_line_has_every_field_in_order_also_of_an_empty_article():
    lines = export(JsonLinesArticleExporter, ARTICLE, Article()).decode("utf-8").split("\n")
    assert lines.pop() == ""
    rows = [json.loads(line) for line in lines]
    assert [list(row) for row in rows] == [TABLE, TABLE]
    assert rows == [asdict(ARTICLE), asdict(Article())]
    assert rows[1]["headline"] is None
    assert rows[1]["authors"] == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1", None])
def test_json_lines_are_utf_8_whatever_the_encoding_of_other_feeds(encoding):
    lines = export(JsonLinesArticleExporter, ARTICLE, ARTICLE, encoding=encoding)
    assert [json.loads(line) for line in lines.decode("utf-8").split("\n")[:2]] == [
        asdict(ARTICLE)
    ] * 2


def lines_of(exporter_class, document, **options):
    """What a feed has of an article whose document is another's, to see which of them it takes."""
    file = io.BytesIO()
    exporter = exporter_class(file, **{"encoding": "utf-8"} | options)
    write(exporter, ARTICLE, document)
    return file.getvalue().decode()


def test_a_line_is_the_document_of_the_store():
    assert lines_of(JsonLinesArticleExporter, "{}") == "{}\n"
    line = export(JsonLinesArticleExporter, ARTICLE).decode()
    assert lines_of(JsonLinesArticleExporter, to_document(ARTICLE)) == line


class OfTheUser(JsonLinesArticleExporter):
    """Nobody knows what it does with an article."""


@pytest.mark.parametrize(
    ("exporter", "options"),
    [
        (JsonLinesArticleExporter, {"encoding": None}),
        (JsonLinesArticleExporter, {"sort_keys": True}),
        (JsonLinesArticleExporter, {"fields_to_export": ["key"]}),
        (OfTheUser, {}),
    ],
)
def test_a_feed_of_other_lines_writes_the_article_itself(exporter, options):
    line = lines_of(exporter, "{}", **options)
    assert json.loads(line)["key"] == ARTICLE.key
    assert line == lines_of(exporter, None, **options)


def test_a_row_of_csv_is_the_flat_view():
    row = flat(ARTICLE)
    assert row["image_url"] == "https://asset.example/1.jpg"
    assert row["image_caption"] is None
    assert row["free_access"] is False
    assert not {"image", "body_parts", "related", "sources"} & set(row)
    [cells] = csv.DictReader(io.StringIO(export(CsvArticleExporter, ARTICLE).decode(), newline=""))
    assert list(cells) == list(CSV_COLUMNS)
    assert cells["authors"] == "Sari W; Budi, S.H."
    assert cells["editors"] == cells["image_caption"] == cells["similarity"] == ""
    assert (cells["word_count"], cells["revision"], cells["free_access"]) == ("7", "1", "false")


def test_texts_come_back_whole_from_python_csv():
    text = export(CsvArticleExporter, ARTICLE).decode("utf-8")
    [cells] = csv.DictReader(io.StringIO(text, newline=""))
    assert cells["headline"] == NASTY
    assert cells["body"] == NASTY * 2


def test_texts_come_back_whole_from_pandas(tmp_path):
    pandas = pytest.importorskip("pandas")
    table = pandas.read_csv(io.BytesIO(export(CsvArticleExporter, ARTICLE, ARTICLE)))
    assert table.body.tolist() == [NASTY * 2] * 2
    lines = io.BytesIO(export(JsonLinesArticleExporter, ARTICLE, ARTICLE))
    assert pandas.read_json(lines, lines=True).body.tolist() == [NASTY * 2] * 2


def test_texts_come_back_whole_from_duckdb(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    (tmp_path / "a.csv").write_bytes(export(CsvArticleExporter, ARTICLE, ARTICLE))
    (tmp_path / "a.jsonl").write_bytes(export(JsonLinesArticleExporter, ARTICLE, ARTICLE))
    for name in ("a.csv", "a.jsonl"):
        found = duckdb.sql(f"SELECT headline, body FROM '{tmp_path / name}'").fetchall()
        assert found == [(NASTY, NASTY * 2)] * 2


@pytest.mark.parametrize("broken", ["\ud83d", "\x00", "\x01\x0b\x1f", "\ufffe"])
@pytest.mark.parametrize("exporter", [CsvArticleExporter, JsonLinesArticleExporter])
def test_a_broken_character_loses_no_article(exporter, broken):
    bad = Article(key="x:1", headline=f"a{broken}b", keywords=[broken], body="baik")
    text = export(exporter, bad, ARTICLE, Article(key="x:3")).decode("utf-8")
    for key in ("x:1", "mediaindonesia:1", "x:3"):
        assert key in text
    assert "baik" in text


def test_an_encoding_that_lacks_a_character_loses_no_article():
    rows = export(CsvArticleExporter, ARTICLE, encoding="latin-1").decode("latin-1")
    assert rows.count("mediaindonesia:1") == 1


def test_a_file_that_is_continued_has_one_header_and_one_byte_order_mark(tmp_path):
    path = tmp_path / "a.csv"
    for _ in range(2):
        with path.open("ab") as file:
            export(CsvArticleExporter, ARTICLE, file=file, encoding="utf-8-sig")
    content = path.read_bytes()
    assert content.count(b"key,publisher") == content.count(b"\xef\xbb\xbf") == 1
    assert content.startswith(b"\xef\xbb\xbfkey,publisher")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["key"] for row in rows] == ["mediaindonesia:1"] * 2


def test_own_columns_can_be_chosen():
    rows = export(CsvArticleExporter, ARTICLE, fields_to_export=["key", "image_url"]).decode()
    assert rows == "key,image_url\r\nmediaindonesia:1,https://asset.example/1.jpg\r\n"


HEADER = ",".join(CSV_COLUMNS)


@pytest.mark.parametrize(
    "content", ["", HEADER, f"{HEADER}\r\n1,2", f"\ufeff{HEADER}\n", f'"key",{HEADER[4:]}\n']
)
def test_a_file_with_our_columns_may_be_continued_without_an_error(tmp_path, content):
    path = tmp_path / "a b.csv"
    path.write_text(content, encoding="utf-8")
    for uri in (
        str(path),
        path.as_uri(),
        str(tmp_path / "%(name)s.csv"),
        str(tmp_path / "new.csv"),
    ):
        check_csv_header(uri, {"format": "csv"}, Settings(), "a b")


@pytest.mark.parametrize("content", ["a,b\n", f"{HEADER},more\n", "\n", HEADER.replace(",", ";")])
def test_a_file_with_other_columns_is_refused_unless_it_is_replaced(tmp_path, content):
    path = tmp_path / "a b.csv"
    path.write_text(content, encoding="utf-8")
    for uri in (str(path), path.as_uri(), str(tmp_path / "%(name)s.csv")):
        with pytest.raises(ValueError, match=r"a b.csv has other columns and is left as it is"):
            check_csv_header(uri, {"format": "csv"}, Settings(), "a b")
        check_csv_header(uri, {"format": "csv", "overwrite": True}, Settings(), "a b")
        check_csv_header(uri, {"format": "jsonl"}, Settings(), "a b")


def test_a_file_with_the_chosen_columns_may_be_continued_without_an_error(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("key,body\n", encoding="utf-8")
    check_csv_header(str(path), {"format": "csv", "fields": ["key", "body"]}, Settings(), "x")
    check_csv_header(
        str(path), {"format": "csv"}, Settings({"FEED_EXPORT_FIELDS": ["key", "body"]}), "x"
    )


def test_a_separator_of_the_settings_is_that_of_the_file_and_of_its_header(tmp_path):
    settings = Settings({"CSV_SEPARATOR": ";"})
    text = export(CsvArticleExporter, ARTICLE, **csv_options(settings)).decode("utf-8")
    [cells] = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    assert (cells["authors"], cells["headline"]) == ("Sari W; Budi, S.H.", NASTY)
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    check_csv_header(str(path), {"format": "csv"}, settings, "x")
    own = {"format": "csv", "item_export_kwargs": {"delimiter": ";"}}
    check_csv_header(str(path), own, Settings(), "x")
    with pytest.raises(ValueError, match="has other columns"):
        check_csv_header(str(path), {"format": "csv"}, Settings(), "x")


WIDE = [f"{sign}1" for sign in "\uff1d\uff0b\uff0d\uff20"]
FORMULAS = ["=1+1", "+62 812", "-5 derajat", "@akun", "\t=1", "\r=1", "\n=1", *WIDE]
"""Beginnings that OWASP names under "CSV Injection"."""


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_guard_defuses_a_cell_that_a_spreadsheet_would_compute(formula):
    article = Article(
        key="x:1",
        headline=formula,
        authors=[formula, "Sari"],
        body=f"Awal\n{formula}",
        image={"url": "https://x.example/1.jpg", "caption": formula, "credit": None},
        similarity=-0.5,
    )
    plain, guarded = (
        rows_of(export(CsvArticleExporter, article, guards_formulas=guards))[0]
        for guards in (False, True)
    )
    changed = {name for name in plain if plain[name] != guarded[name]}
    assert changed == {"headline", "authors", "image_caption"}
    assert all(guarded[name] == f"'{plain[name]}" for name in changed)
    assert plain["headline"] == formula
    assert guarded["similarity"] == "-0.5"


def test_the_guard_changes_nothing_else():
    plain, guarded = (
        export(CsvArticleExporter, ARTICLE, guards_formulas=guards) for guards in (False, True)
    )
    assert plain == guarded
