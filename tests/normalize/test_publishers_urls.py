"""Article URLs of publishers whose articles stand on many hosts, with ids of several pieces."""

import pytest

from newsscraper.spiders.detik import DetikSpider
from newsscraper.spiders.kompas import KompasSpider
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.spiders.okezone import OkezoneSpider
from newsscraper.spiders.republika import RepublikaSpider

DETIK, KOMPAS = DetikSpider.article_urls, KompasSpider.article_urls
OKEZONE, REPUBLIKA = OkezoneSpider.article_urls, RepublikaSpider.article_urls
NEWS = "https://news.detik.com"
READ = "read/2026/01/20/081534278/judul"


@pytest.mark.parametrize(
    ("url", "key", "section", "canonical"),
    [
        ("https://health.detik.com/true-story/d-7016153/a-b", "7016153", "true-story", None),
        ("https://news.detik.com/berita/d-8439527/a", "8439527", "berita", None),
        ("https://www.detik.com/jateng/berita/d-8383892/a", "8383892", "jateng", None),
        ("https://www.detik.com/edu/detikpedia/d-7001257/a", "7001257", "edu", None),
        ("https://sport.detik.com/sepakbola/liga-inggris/d-700/a", "700", "sepakbola", None),
        ("https://inet.detik.com/d-1234/a", "1234", "inet", None),
        (
            "http://detik.com/bali/berita/d-8449026/a?page=all#x",
            "8449026",
            "bali",
            "https://www.detik.com/bali/berita/d-8449026/a",
        ),
        ("https://news.detik.com/berita/d-123456789/a", "123456789", "berita", None),
        ("https://health.detik.com/true-story/d-7016153/a/amp", "7016153", "true-story", None),
        ("http://news.detik.com/berita/3244563/a", "3244563", "berita", f"{NEWS}/berita/3244563/a"),
        (
            "https://travel.detik.com/read/2019/12/24/153558/4834560/486/judul-contoh",
            "4834560",
            "travel",
            None,
        ),
        (
            "http://sport.detik.com/sepakbola/read/2014/03/12/123456/2523456/71/judul?x=1",
            "2523456",
            "sepakbola",
            "https://sport.detik.com/sepakbola/read/2014/03/12/123456/2523456/71/judul",
        ),
        *(
            (f"{NEWS}/berita/d-8312001/a{more}", "8312001", "berita", f"{NEWS}/berita/d-8312001/a")
            for more in ("/2", "/all", "/2/", "?single=1", "/3?single=1", "/all#hal2")
        ),
        (f"{NEWS}/berita/3244563/a/2", "3244563", "berita", f"{NEWS}/berita/3244563/a"),
        (f"{NEWS}/berita/d-8312001/a/2/amp", "8312001", "berita", f"{NEWS}/berita/d-8312001/a"),
        (
            "http://www.detiknews.com/read/2010/03/11/224203/1316662/10/judul",
            "1316662",
            "news",
            f"{NEWS}/read/2010/03/11/224203/1316662/10/judul",
        ),
        (
            "http://detikfinance.com/read/2010/03/11/224203/1316662/10/judul/2",
            "1316662",
            "finance",
            "https://finance.detik.com/read/2010/03/11/224203/1316662/10/judul",
        ),
    ],
)
def test_articles_of_detik_stay_on_the_host_that_has_them(url, key, section, canonical):
    article = DETIK.match(url)
    assert (article.key, article.section) == (f"detik:{key}", section)
    assert article.url == (canonical or url)
    assert article.published is None


@pytest.mark.parametrize(
    "url",
    [
        "https://20.detik.com/e-flash/d-8311099/film",
        "https://foto.detik.com/d-8311099/foto",
        "https://news.detik.com/foto-news/d-8311099/potret",
        "https://www.detik.com/bali/foto/d-8311099/potret",
        "https://health.detik.com/video/d-8311099/film",
        "https://news.detik.com/indeks?date=01%2F20%2F2026&page=2",
        "https://news.detik.com/berita/83110990/terlalu-panjang",
        "https://news.detik.com/indeks/8311099/daftar",
        "https://news.detik.com/berita/2026/12",
        "https://news.detik.com/berita/d-0311099/nol",
        "https://news.detik.com/berita/d-1234567890/terlalu-panjang",
        "https://news.detik.com/berita/d-8311099",
        "https://news.detik.com/berita/d-8311099/judul/komentar",
        "https://news.detik.com/berita/d-8311099/judul/2/3",
        "https://news.detik.com/read/2019/12/24/153558/judul",
        "https://www.detik.com/tag/d-8311099/a",
        "https://detik.com.contoh.id/berita/d-8311099/a",
        "https://contohdetik.com/berita/d-8311099/a",
        "https://www.cnnindonesia.com/berita/d-8311099/a",
        "http://www.detikcontoh.com/read/2010/03/11/224203/1316662/10/judul",
    ],
)
def test_pages_of_detik_that_are_no_articles_have_no_key(url):
    assert DETIK.key(url) is None


@pytest.mark.parametrize(
    ("url", "key", "section", "published"),
    [
        (
            "https://money.kompas.com/read/2023/11/02/213419626/judul?page=all#page2",
            "20231102213419626",
            "money",
            "2023-11-02T21:34:19",
        ),
        (
            "https://nasional.kompas.com/read/2026/04/11/13541301/judul",
            "2026041113541301",
            "nasional",
            "2026-04-11T13:54:13",
        ),
        (
            "https://www.kompas.com/edu/read/2026/04/18/120300971/judul",
            "20260418120300971",
            "edu",
            "2026-04-18T12:03:00",
        ),
        (f"https://kompas.com/{READ}", "20260120081534278", None, "2026-01-20T08:15:34"),
        (
            f"https://amp.kompas.com/regional/{READ}",
            "20260120081534278",
            "regional",
            "2026-01-20T08:15:34",
        ),
        (
            "https://nasional.kompas.com/read/2014/02/14/2335424/Judul.Contoh",
            "201402142335424",
            "nasional",
            "2014-02-14T23:35:42",
        ),
        (
            "http://megapolitan.kompas.com/read/xml/2015/03/22/13371571/Judul.Contoh",
            "2015032213371571",
            "megapolitan",
            "2015-03-22T13:37:15",
        ),
        (
            "https://nasional.kompas.com/read/2010/12/06/17175963/",
            "2010120617175963",
            "nasional",
            "2010-12-06T17:17:59",
        ),
        (
            f"https://app.kompas.com/amp/nasional/{READ}",
            "20260120081534278",
            "nasional",
            "2026-01-20T08:15:34",
        ),
        (f"https://app.kompas.com/amp/{READ}", "20260120081534278", None, "2026-01-20T08:15:34"),
        *(
            (f"https://kompas.com/{READ}{more}", "20260120081534278", None, "2026-01-20T08:15:34")
            for more in ("/2", "/all", "/amp", "/2?page=all#page2")
        ),
    ],
)
def test_the_path_of_kompas_is_its_key_and_its_time(url, key, section, published):
    article = KOMPAS.match(url)
    assert (article.key, article.section) == (f"kompas:{key}", section)
    assert article.published == published
    assert not article.url.endswith(("/2", "/all", "/amp"))
    assert "?" not in article.url


@pytest.mark.parametrize(
    "url",
    [
        f"https://video.kompas.com/{READ}",
        f"https://indeks.kompas.com/{READ}",
        "https://indeks.kompas.com/?site=all&date=2026-01-20&page=1",
        "https://money.kompas.com/read/2026/01/20/0815342/terlalu-pendek",
        "https://money.kompas.com/read/2026/01/20/0815342789/terlalu-panjang",
        "https://money.kompas.com/read/2026/01/20",
        "https://money.kompas.com/read/xml/2014/02/14",
        "https://money.kompas.com/read/2014/02/14/233542/terlalu-pendek",
        f"https://www.kompas.id/{READ}",
        f"https://money.kompas.com/a/b/{READ}",
        f"https://kompas.com.contoh.id/{READ}",
    ],
)
def test_pages_of_kompas_that_are_no_articles_have_no_key(url):
    assert KOMPAS.key(url) is None


def test_a_path_without_a_true_day_gives_no_time_to_a_link():
    article = KOMPAS.match("https://money.kompas.com/read/2026/13/45/996199278/judul")
    assert article.published == "2026-13-45T99:61:99"


@pytest.mark.parametrize("section", OkezoneSpider.sections)
def test_an_article_of_okezone_has_its_day_in_its_path(section):
    url = f"http://{section}.okezone.com/read/2026/01/20/337/3196101/judul-nbsp?page=2#x"
    article = OKEZONE.match(url)
    assert (article.key, article.section) == ("okezone:3196101", section)
    assert article.published == "2026-01-20"
    assert article.url == f"https://{section}.okezone.com/read/2026/01/20/337/3196101/judul-nbsp"


@pytest.mark.parametrize(
    "url",
    [
        "https://mpi.okezone.com/read/2026/01/20/337/3196101/judul",
        "https://mpi.okezone.com/article/sindonews/1662014",
        "https://www.okezone.com/read/2026/01/20/337/3196101/judul",
        "https://redaksi.okezone.com/detail/rani-sari/4021",
        "https://news.okezone.com/read/2026/01/20/337/3196101",
        "https://news.okezone.com/read/2026/01/20/3196101/judul",
        "https://news.okezone.com/indeks/2026/01/20/10",
        "https://news.okezone.com/more/2026/01/20/337/3196101/judul",
        "https://news.okezone.com.contoh.id/read/2026/01/20/337/3196101/judul",
    ],
)
def test_other_hosts_of_okezone_are_of_other_houses(url):
    assert OKEZONE.key(url) is None


CODE = "tio14w368"


@pytest.mark.parametrize(
    ("url", "section", "canonical"),
    [
        (f"https://ekonomi.republika.co.id/berita/{CODE}/judul", "ekonomi", None),
        (f"https://www.republika.co.id/berita/{CODE}/judul", None, f"/berita/{CODE}/judul"),
        (f"https://republika.co.id/berita//{CODE}/judul", None, f"/berita/{CODE}/judul"),
        (f"https://republika.co.id/berita/{CODE.upper()}/a", None, f"/berita/{CODE.upper()}/a"),
        (f"https://republika.co.id/berita/{CODE}/judul-part2", None, f"/berita/{CODE}/judul"),
        (
            f"https://republika.co.id/berita/{CODE}/judul-part-2",
            None,
            f"/berita/{CODE}/judul-part-2",
        ),
        (
            f"http://www.republika.co.id/berita/nasional/umum/16/02/23/{CODE}-judul-lama",
            "nasional",
            f"/berita/nasional/umum/16/02/23/{CODE}-judul-lama",
        ),
    ],
)
def test_a_code_of_nine_characters_is_the_key_of_republika(url, section, canonical):
    article = REPUBLIKA.match(url)
    assert (article.key, article.section) == (f"republika:{CODE}", section)
    assert article.url == (f"https://republika.co.id{canonical}" if canonical else url)
    assert article.published is None


def test_the_oldest_codes_have_six_characters():
    url = "http://nasional.republika.co.id/berita/nasional/umum/14/12/02/nfy5ns-judul"
    assert REPUBLIKA.key(url) == "republika:nfy5ns"


@pytest.mark.parametrize(
    "url",
    [
        "https://republika.co.id/berita/serial/next",
        f"https://republika.co.id/berita/{CODE}",
        f"https://republika.co.id/berita/{CODE}0/judul",
        f"https://republika.co.id/berita/{CODE[1:]}/judul",
        f"https://republika.co.id/berita/9{CODE[1:]}/judul",
        f"https://republika.co.id/share/{CODE}",
        f"https://static.republika.co.id/berita/{CODE}/judul",
        "https://republika.co.id/index/50/2026/07/20",
        "https://republika.co.id/berita/nasional/umum/14/12/nfy5ns-judul",
        f"https://republika.co.id.contoh.id/berita/{CODE}/judul",
    ],
)
def test_pages_of_republika_that_are_no_articles_have_no_key(url):
    assert REPUBLIKA.key(url) is None


@pytest.mark.parametrize("number", ["0012345", "1234567890"])
def test_a_number_with_a_zero_before_it_or_too_many_digits_is_no_id(number):
    assert OKEZONE.key(f"https://news.okezone.com/read/2026/01/20/337/{number}/judul") is None


@pytest.mark.parametrize(
    ("urls", "front", "section"),
    [
        (DETIK, "https://health.detik.com/true-story", "true-story"),
        (DETIK, "https://health.detik.com/", "health"),
        (DETIK, "https://www.detik.com/edu/", "edu"),
        (DETIK, "https://www.detik.com/", None),
        (KOMPAS, "https://money.kompas.com", "money"),
        (KOMPAS, "https://www.kompas.com/a/b", None),
        (MediaIndonesiaSpider.article_urls, "https://mediaindonesia.com/ekonomi", "ekonomi"),
        (MediaIndonesiaSpider.article_urls, "https://mediaindonesia.com/", None),
        (KOMPAS, "https://[", None),
        (OKEZONE, "https://bola.okezone.com/", "bola"),
        (OKEZONE, "https://mpi.okezone.com/", None),
    ],
)
def test_a_section_front_names_its_section(urls, front, section):
    assert urls.section_of(front) == section


def test_only_a_publisher_with_a_domain_has_articles_on_any_host():
    assert MediaIndonesiaSpider.article_urls.key("https://x.mediaindonesia.com/a/1/b") is None
    assert KOMPAS.canonical("https://video.kompas.com/x") == "https://video.kompas.com/x"
