"""Pages of one article become one: the first page's metadata, all texts, nothing twice."""

from newsscraper.article.body import Body
from newsscraper.article.draft import Draft
from newsscraper.items import Article
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

HOME = "https://mediaindonesia.com/ekonomi"
LONG = "Satu kalimat yang panjang tidak berdiri dua kali dalam satu berita."


def draft(*texts, read_also=(), base=f"{HOME}/1/berita", **fields):
    parts = [{"kind": "paragraph", "text": text} for text in texts]
    sources = dict.fromkeys((*fields, "body"), "css p")
    article = Article(key="mediaindonesia:1", sources=sources, **fields)
    return Draft(article, Body(parts=parts, read_also=list(read_also)), base)


def joined(*drafts, adds=True):
    first, *others = drafts
    for each in others:
        first = first.followed_by(each, adds=adds)
    return first.finished(MediaIndonesiaSpider)


def test_texts_follow_one_another_and_what_is_cut_is_cut_from_the_whole():
    article = joined(draft("JAKARTA, MI - Satu."), draft("Dua."), draft("Tiga. (E-1)"))
    assert article.body == "Satu.\n\nDua.\n\nTiga."
    assert (article.dateline, article.sign_off, article.word_count) == ("JAKARTA", "E-1", 3)


def test_a_page_that_has_it_all_stands_for_those_before():
    assert joined(draft("Satu."), draft("Satu.", "Dua."), adds=False).body == "Satu.\n\nDua."


def test_the_first_page_names_the_article_and_a_later_one_what_it_lacks():
    first = draft("Satu.", headline="Judul", authors=["Rina Astuti"])
    later = draft("Dua.", headline="Judul 2", authors=["Bagus"], keywords=["Garam"])
    article = joined(first, later)
    assert (article.headline, article.authors) == ("Judul", ["Rina Astuti"])
    assert (article.keywords, article.sources["keywords"]) == (["Garam"], "css p")


def test_a_line_at_the_top_of_each_page_stands_once():
    assert joined(draft("Laporan khusus", "Satu."), draft("Laporan khusus", "Dua.")).body == (
        "Laporan khusus\n\nSatu.\n\nDua."
    )


def test_addresses_of_a_later_page_are_its_own():
    also = [("../2/lain", "Judul lain"), ("#", "Ke atas")]
    later = draft("Dua.", read_also=also, base=f"{HOME}/1/berita/2")
    article = joined(draft("Satu."), later)
    assert [link["url"] for link in article.read_also] == [f"{HOME}/1/2/lain"]


def test_a_page_that_repeats_another_is_told():
    assert draft("Satu.", LONG).is_repeated_by(draft(LONG, "Dua."))
    assert draft("Satu.", LONG).is_repeated_by(draft("Satu."))
    assert not draft("Sub", "Satu.").is_repeated_by(draft("Sub", "Dua."))
    assert not draft(LONG, "Satu.").is_repeated_by(draft(LONG, "Dua."))
    assert draft(LONG, "Satu.").is_repeated_by(draft(LONG))


def test_a_draft_stays_as_it_was_when_it_is_finished():
    first = draft("JAKARTA, MI - Satu. (E-1)")
    assert first.finished(MediaIndonesiaSpider) == first.finished(MediaIndonesiaSpider)
    assert first.body.parts[0]["text"] == "JAKARTA, MI - Satu. (E-1)"


def test_a_whole_that_has_no_more_than_the_first_page_is_told():
    assert draft("Satu.", "Dua.").has_all_of(draft("Satu.", "Dua."))
    assert draft("Satu.", "Dua.").has_all_of(draft("Dua."))
    assert not draft("Satu.", "Dua.").has_all_of(draft("Satu.", "Dua.", "Tiga."))


def test_a_whole_without_the_text_of_the_first_page_is_told():
    first, cut = draft("Satu.", LONG), f"{LONG} Dan ia berlanjut."
    assert first.is_lost_in(draft("Dua.", "Tiga."))
    assert not first.is_lost_in(draft("Satu.", cut, "Dua."))
    assert not draft("Satu.").is_lost_in(draft("Dua."))
