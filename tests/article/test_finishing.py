"""What follows from several fields: dates that agree, captions, the body's fields, agencies."""

import pytest

from newsscraper.article.body import Body
from newsscraper.article.finishing import credit_agency, finish_body, finish_dates, finish_image
from newsscraper.items import Article
from newsscraper.normalize.dates import Date
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

MORNING, EVENING = "2026-01-05T05:00:00+07:00", "2026-01-05T19:00:00+07:00"


def dated(published, modified):
    sources = {"date_published": "meta a", "date_modified": "meta b"}
    return Article(date_published=published, date_modified=modified, sources=sources)


def test_the_precision_is_that_of_the_date_that_won():
    article = dated(MORNING, EVENING)
    finish_dates(article, [Date(EVENING, "second"), Date(MORNING, "day")])
    assert (article.date_precision, article.date_modified) == ("day", EVENING)


@pytest.mark.parametrize("modified", [MORNING, "2026-01-04T05:00:00+07:00"])
def test_a_change_that_is_not_after_publication_is_none(modified):
    article = dated(MORNING, modified)
    finish_dates(article, [])
    assert (article.date_modified, article.sources) == (None, {"date_published": "meta a"})


@pytest.mark.parametrize(("caption", "kept"), [("Judul", None), ("Foto", "Foto")])
def test_a_caption_that_is_the_headline_is_none(caption, kept):
    image = {"url": "https://contoh.example/a.jpg", "caption": caption, "credit": None}
    article = Article(headline="Judul", image=image)
    finish_image(article)
    assert article.image["caption"] == kept


@pytest.mark.parametrize(
    "texts",
    [[], ["Satu"], ["Satu dua", "Tiga"], [" Satu", "Dua "], ["Satu  dua", "Tiga"], [" "], ["", ""]],
)
def test_words_are_what_stands_between_blanks(texts):
    body = Body(parts=[{"kind": "paragraph", "text": text} for text in texts])
    article = Article(sources={"body": "css p"})
    finish_body(article, body, MediaIndonesiaSpider.article_urls, "https://mediaindonesia.com/")
    assert article.word_count == len(body.text.split())


def test_what_the_body_gives_has_the_place_of_the_body():
    parts = [{"kind": "paragraph", "text": "Satu dua."}]
    body = Body(parts, read_also=[("/2", "Dua"), ("/2", "Dua")], sign_off="A-1")
    article = Article(headline="Judul", sources={"body": "css div"})
    finish_body(article, body, MediaIndonesiaSpider.article_urls, "https://contoh.example/1")
    assert (article.body, article.word_count, article.sign_off) == ("Satu dua.", 2, "A-1")
    assert [link["url"] for link in article.read_also] == ["https://contoh.example/2"]
    named = ("body", "body_parts", "sign_off", "read_also")
    assert article.sources == dict.fromkeys(named, "css div")


def article_with(**facts):
    parts = [{"kind": "paragraph", "text": facts.pop("text", "Satu.")}]
    return Article(body_parts=parts, sources={"body": "css div", "byline": "css p"}, **facts)


@pytest.mark.parametrize(
    ("facts", "agency", "place"),
    [
        ({"sign_off": "Ant/A-1", "byline": "AFP"}, "Antara", "css div"),
        ({"text": "Satu. (Reuters)"}, "Reuters", "css div"),
        ({"byline": "Xinhua"}, "Xinhua", "css p"),
    ],
)
def test_the_agency_that_is_credited_ran_the_story_first(facts, agency, place):
    article = article_with(**facts)
    credit_agency(article, "Satu.", ())
    assert article.syndicated_from == {"publisher": agency, "headline": None, "url": None}
    assert article.sources["syndicated_from"] == place


def test_nobody_is_credited_without_a_body_or_beside_a_house():
    empty = Article(byline="AFP", sources={})
    credit_agency(empty, "", ())
    assert (empty.syndicated_from, empty.sources) == (None, {})
    house = {"publisher": "Contoh", "headline": None, "url": None}
    article = article_with(byline="AFP", syndicated_from=house)
    credit_agency(article, "Satu.", ())
    assert article.syndicated_from == house


@pytest.mark.parametrize("headline", [None, "Judul lain"])
def test_an_agency_does_not_credit_itself_unless_it_names_another_story(headline):
    credit = {"publisher": "Antara", "headline": headline, "url": None}
    article = article_with(text="Satu. (ANTARA)", syndicated_from=credit)
    article.sources["syndicated_from"] = "css div"
    credit_agency(article, "Kupang (ANTARA) - Satu.", ("ANTARA",))
    assert article.syndicated_from == (credit if headline else None)
    assert ("syndicated_from" in article.sources) is bool(headline)
