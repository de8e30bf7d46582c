import random
import re
import time
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsscraper.normalize.article_urls import ArticleAddress, ArticleUrls
from newsscraper.normalize.urls import MAX_LENGTH, normalize_url
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

DATA = Path(__file__).parent.parent / "data"
PAGE = "https://mediaindonesia.com/ekonomi/900001/contoh-judul-berita"


@pytest.fixture
def urls() -> ArticleUrls:
    return MediaIndonesiaSpider.article_urls


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text("utf-8").removesuffix("\n").split("\n")
    return [line.split("\t") for line in lines[1:]]


def article(urls: ArticleUrls, url: str) -> ArticleAddress | None:
    """Return the article of *url* as a link on PAGE."""
    canonical = urls.canonical(url, PAGE)
    return urls.match(canonical) if canonical else None


def agreement(urls: ArticleUrls, url_a: str, url_b: str) -> str:
    """Return the most that two URLs share: canonical URL, URL to request, key, nothing."""
    a, b = article(urls, url_a), article(urls, url_b)
    if not a or not b or a.key != b.key:
        return "nothing"
    if urls.canonical(url_a, PAGE) == urls.canonical(url_b, PAGE):
        return "canonical"
    return "url" if a.url == b.url else "key"


# --- Pairs ------------------------------------------------------------------------------------


def test_every_alias_pair_is_one_article_and_one_url_where_due(urls: ArticleUrls) -> None:
    pairs = rows("url-aliases.tsv")
    wrong = [row for row in pairs if agreement(urls, row[0], row[1]) != row[2]]
    assert wrong == []
    assert len(pairs) >= 150


def test_no_lookalike_pair_is_one_article(urls: ArticleUrls) -> None:
    pairs = rows("url-lookalikes.tsv")
    wrong = [row for row in pairs if agreement(urls, row[0], row[1]) != "nothing"]
    assert wrong == []
    assert [row for row in pairs if not article(urls, row[0])] == []
    assert len(pairs) >= 100


def test_every_pair_is_listed_once() -> None:
    for name in ("url-aliases.tsv", "url-lookalikes.tsv"):
        pairs = [frozenset(row[:2]) for row in rows(name)]
        assert len(pairs) == len(set(pairs))


# --- One spelling -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "spelling"),
    [
        ("http://Example.ID", "https://example.id/"),
        ("https://example.id:8443/a", "https://example.id:8443/a"),
        ("https://example.id?b=1", "https://example.id/?b=1"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("https://XN--mnchen-3ya.example/", "https://xn--mnchen-3ya.example/"),
        ("https://münchen.example。/", "https://xn--mnchen-3ya.example/"),
        ("http://[0:0::1]:80/a", "https://[::1]/a"),
        ("http://127.0.0.1:8000/a", "https://127.0.0.1:8000/a"),
        ("https://example.id/indeks?page=2", "https://example.id/indeks?page=2"),
        ("https://example.id/indeks/20/40/", "https://example.id/indeks/20/40"),
        ("https://example.id/?p=7&halaman=2&utm_id=1", "https://example.id/?halaman=2&p=7"),
        ("https://example.id/a?source=x&from=y&id=1", "https://example.id/a?from=y&id=1&source=x"),
        ("https://example.id/a?b=2&&b=1&a", "https://example.id/a?a&b=1&b=2"),
        ("https://example.id/a?refs=1&utm=2&amps=3", "https://example.id/a?amps=3&refs=1&utm=2"),
        ("https://example.id/a?sid=123", "https://example.id/a?sid=123"),
        ("https://example.id/a?sid=0123456789abcdef", "https://example.id/a"),
        ("https://example.id/a;v=1.2/b;sid=3", "https://example.id/a;v=1.2/b"),
        ("https://example.id/a?d=11%2f24%2F2026", "https://example.id/a?d=11%2F24%2F2026"),
        ("https://example.id/a?d=11/24/2026", "https://example.id/a?d=11/24/2026"),
        ("https://example.id/a?q=b?c/d:e@f", "https://example.id/a?q=b?c/d:e@f"),
        ("https://example.id/a?q=b+c%20d&x[]=1", "https://example.id/a?q=b+c%20d&x%5B%5D=1"),
        ("https://example.id/%7Ea/b%2Fc/%e9", "https://example.id/~a/b%2Fc/%E9"),
        ("https://example.id/100%/a%2", "https://example.id/100%25/a%252"),
        ("https://example.id/a%252Db", "https://example.id/a%252Db"),
        ("https://example.id/%2f\u0307", "https://example.id/%2F%CC%87"),
        ("https://example.id/a\u037ejsessionid=1", "https://example.id/a"),
        ("https:\\/\\/example.id\\/a\\/b?c=\\", "https://example.id/a/b?c=%5C"),
        ("https://example.org\\@example.id/", "https://example.org/@example.id"),
        ("https:///example.id/a", "https://example.id/a"),
    ],
)
def test_a_url_gets_its_one_spelling(url: str, spelling: str) -> None:
    assert normalize_url(url) == spelling
    assert normalize_url(spelling) == spelling


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/ekonomi/900001/contoh",
        "//example.id/a",
        "example.id/a",
        "https:",
        "https://",
        "https:/example.id/a",
        "ftp://example.id/a",
        "file:///etc/hosts",
        "data:text/html,a",
        "javascript:void(0)",
        "mailto:tamu@example.id",
        "http://[bad",
        "http://bad]/",
        "http://[::1",
        "http://[v1.a]/",
        "http://[fe80::1%25eth0]/",
        "http://a[::1]/",
        "http://[::1]a/",
        "https://example.id:0/",
        "https://example.id:65536/",
        "https://example.id:a/",
        "https://example.id:٣/",
        "https://exa mple.id/",
        "https://example..id/",
        "https://.example.id/",
        "https://example.id../",
        "https://exa%00mple.id/",
        "https://%FF.id/",
        f"https://{'a' * 64}.id/",
        "https://example.id/a\nb",
        "https://example.id/a\tb",
        "https://example.id/\x00",
        "https://example.id/\x85a",
        "https://example.id/\udcff",
        f"https://example.id/{'a' * MAX_LENGTH}",
        f"https://example.id/{'é' * (MAX_LENGTH // 2)}",
    ],
)
def test_what_is_no_usable_web_address_has_no_spelling(url: str) -> None:
    assert normalize_url(url) is None


def test_a_link_is_read_on_its_page() -> None:
    assert normalize_url("../b/?page=2", "http://example.id/a/c#d") == "https://example.id/b?page=2"
    assert normalize_url("//example.org", "http://example.id/a") == "https://example.org/"
    assert normalize_url("mailto:tamu@example.id", "http://example.id/a") is None


def test_the_longest_url_is_taken() -> None:
    longest = "https://example.id/".ljust(MAX_LENGTH, "a")
    assert normalize_url(longest) == longest
    assert normalize_url(longest + "a") is None


# --- Articles ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/Ekonomi/851796/Contoh", ("mediaindonesia:851796", "ekonomi")),
        ("/jabar/berita/833112/contoh", ("mediaindonesia:833112", "jabar")),
        ("/read/detail/212297-contoh", ("mediaindonesia:212297", None)),
        ("/news/read/99826/contoh/2017-04-07", ("mediaindonesia:99826", None)),
        ("/podiums/detail_podiums/2663-", ("mediaindonesia:podium:2663", "podiums")),
    ],
)
def test_an_article_url_tells_key_section_and_url(
    urls: ArticleUrls, path: str, expected: tuple[str, str | None]
) -> None:
    url = f"https://mediaindonesia.com{path}"
    assert urls.match(f"{url}?page=all&single=1") == ArticleAddress(*expected, url=url)
    assert urls.key(url) == expected[0]


@pytest.mark.parametrize("number", ["0", "00", "0900001", "9000000010", "٩00001", "-1", "1a", ""])
def test_an_id_has_one_to_nine_digits_and_does_not_begin_with_0(
    urls: ArticleUrls, number: str
) -> None:
    for path in (f"ekonomi/{number}/contoh", f"read/detail/{number}-contoh"):
        assert urls.match(f"https://mediaindonesia.com/{path}") is None


def test_a_relative_url_needs_its_page(urls: ArticleUrls) -> None:
    assert urls.canonical("/ekonomi/900008/contoh") is None
    expected = "https://mediaindonesia.com/ekonomi/900008/contoh"
    assert urls.canonical("../900008/contoh", PAGE) == expected
    assert urls.canonical("/ekonomi/900008/contoh", "no page") is None
    assert urls.canonical("/ekonomi/900008/contoh", "http://[bad") is None


def test_a_page_that_is_no_article_has_a_canonical_url_but_no_key(urls: ArticleUrls) -> None:
    index = "https://mediaindonesia.com/indeks?page=2"
    assert urls.canonical("http://www.mediaindonesia.com/indeks/?page=2&utm_id=1") == index
    assert urls.match(index) is None


def test_a_mirror_may_be_a_whole_host() -> None:
    contoh = ArticleUrls("contoh", "www.contoh.id", ("contoh.id",), {"": (r"/(?P<id>\d+)",)})
    assert contoh.canonical("http://contoh.id/7") == "https://www.contoh.id/7"
    assert contoh.key("http://contoh.id/7") == "contoh:7"
    assert contoh.canonical("http://www.contoh.id.contoh.id/7") is None


def test_an_amp_page_stays_on_the_host_that_has_it(urls: ArticleUrls) -> None:
    amp = "https://m.mediaindonesia.com/amp/amp_detail/273078-contoh"
    assert urls.canonical(f"{amp}/#x") == amp
    assert urls.canonical(amp.replace("/m.", "/epaper.")) is None


def test_no_path_is_claimed_by_two_patterns(urls: ArticleUrls) -> None:
    patterns = [pattern for paths in urls.paths.values() for pattern in paths]
    pairs = rows("url-aliases.tsv") + rows("url-lookalikes.tsv")
    found = [article(urls, url) for row in pairs for url in row[:2]]
    paths = {re.sub("https://[^/]*", "", hit.url) for hit in found if hit}
    assert [p for p in paths if sum(bool(re.fullmatch(r, p, re.I)) for r in patterns) != 1] == []


# --- Disturbances -----------------------------------------------------------------------------

SHAPES = [
    ("/{section}/{id}/{slug}", "mediaindonesia:{id}"),
    ("/jabar/berita/{id}/{slug}", "mediaindonesia:{id}"),
    ("/read/detail/{id}-{slug}", "mediaindonesia:{id}"),
    ("/read/detail/{id}-{slug}.html", "mediaindonesia:{id}"),
    ("/news/read/{id}/{slug}/2017-04-07", "mediaindonesia:{id}"),
    ("/amp/amp_detail/{id}-{slug}", "mediaindonesia:{id}"),
    ("/podiums/detail_podiums/{id}-{slug}", "mediaindonesia:podium:{id}"),
    ("/editorials/detail_editorials/{id}-", "mediaindonesia:editorial:{id}"),
    ("/galleries/detail_galleries/{id}-{slug}", "mediaindonesia:gallery:{id}"),
    ("/video/detail_video/{id}-{slug}", "mediaindonesia:video:{id}"),
    ("/infografis/detail_infografis/{id}-{slug}", "mediaindonesia:infographic:{id}"),
    ("/{section}/20/{id}", None),
    ("/author/{id}/{slug}", None),
    ("/read/detail/ArmKXmKjRQq-{slug}", None),
    ("/tag/{slug}", None),
]
SECTIONS = ["ekonomi", "politik-dan-hukum", "kolom-pakar", "sepak-bola", "jabar"]
WORDS = ["contoh", "judul", "1000", "2026", "café", "crème", "señor", "ệ", "rp10", "中文", "%2C"]
NOISE = [
    "utm_source=x",
    "fbclid=IwAR0",
    "_ga=2.1",
    "PHPSESSID=ab12",
    "ref=y",
    "amp=1",
    "",
    "mc_cid",
]


def clean_url(rng: random.Random) -> tuple[str, str | None]:
    """Return a normalised URL of Media Indonesia and the key it must have."""
    path, key = rng.choice(SHAPES)
    slug = "-".join(rng.sample(WORDS, rng.randint(1, 4))) + rng.choice(["", "-", "-akhir"])
    facts = {
        "section": rng.choice(SECTIONS),
        "id": str(rng.randint(1, 10 ** rng.randint(1, 9) - 1)),
    }
    host = "m.mediaindonesia.com" if path.startswith("/amp/") else "mediaindonesia.com"
    url = normalize_url(f"https://{host}{path.format(slug=f'x{slug}', **facts)}")
    assert url is not None
    return url, key and key.format(**facts)


def disturbed(rng: random.Random, url: str) -> str:
    """Return another spelling of *url*, absolute or relative to PAGE."""
    host, path = re.findall(r"https://([^/]+)(/.*)", url)[0]
    path = disturbed_path(rng, path)
    query = "&".join(rng.choices(NOISE, k=rng.randint(0, 3)))
    rest = rng.choice(["", "?"]) + query if not query else f"?{query}"
    rest += rng.choice(["", "", "#", "#goog_rewarded", "#gsc.tab=0&q=/tag/x"])
    padding = rng.choice(["", " ", "\n\t ", "\u00a0"])
    start = disturbed_start(rng, host)
    path = path if start else "/" + path.lstrip("/")
    return f"{padding}{start}{path}{rest}{padding}"


def disturbed_path(rng: random.Random, path: str) -> str:
    if rng.random() < 0.3:
        path = unescaped(path, "NFC" if rng.random() < 0.5 else "NFD")
    units = re.findall("%..|.", path)
    path = "".join(escaped(rng, unit) if rng.random() < 0.1 else unit for unit in units)
    path = re.sub("/", lambda _: rng.choice(["/"] * 8 + ["//", "/./", "/x/../", "/%2e/"]), path)
    session = rng.choice([""] * 4 + [";jsessionid=0A1B", ";PHPSESSID=9.x"])
    return path + session + rng.choice(["", "", "/", "//", "/."])


def unescaped(path: str, form: Literal["NFC", "NFD"]) -> str:
    text = re.sub(r"(?:%[89A-F]\w)+", lambda m: bytes.fromhex(m[0].replace("%", "")).decode(), path)
    return unicodedata.normalize(form, text)


def escaped(rng: random.Random, unit: str) -> str:
    """Return a character but `/` as an escape, an escape in other case."""
    if len(unit) == 1 and unit != "/":
        unit = "".join(f"%{byte:02x}" for byte in unit.encode())
    return unit.upper() if rng.random() < 0.5 else unit.lower()


def disturbed_start(rng: random.Random, host: str) -> str:
    """Return scheme and host as somebody may print them; "" for a path alone."""
    if host == "mediaindonesia.com":
        host = rng.choice(["", "www.", "m.", "apps.", "devel."]) + host
        if rng.random() < 0.15:
            return ""
    host = "".join(c.upper() if rng.random() < 0.1 else c for c in host)
    user = rng.choice(["", "", "", "tamu@", "tamu:sandi@"])
    port = rng.choice(["", "", "", ":443", ":80", ":"])
    scheme = rng.choice(["https:", "http:", "HTTPS:", ""])
    return f"{scheme}//{user}{host}{rng.choice(['', '', '.'])}{port}"


def check_disturbances(urls: ArticleUrls, seed: int, count: int) -> None:
    rng = random.Random(seed)
    wrong = []
    for _ in range(count):
        clean, key = clean_url(rng)
        url = disturbed(rng, clean)
        canonical = urls.canonical(url, PAGE) or ""
        again = urls.canonical(canonical)
        if (canonical, again, urls.key(canonical)) != (clean, clean, key):
            wrong.append((url, canonical, again, clean, key))
    assert wrong == []


def test_2000_disturbed_urls_keep_id_and_canonical_url(urls: ArticleUrls) -> None:
    check_disturbances(urls, seed=20260120, count=2_000)


@pytest.mark.slow
def test_100000_disturbed_urls_keep_id_and_canonical_url(urls: ArticleUrls) -> None:
    check_disturbances(urls, seed=913303, count=100_000)


# --- Any text at all --------------------------------------------------------------------------

FRAGMENTS = (
    "http:// https:// // / . .. ; ; ? & = # % @ : [ ] \\ + - 0 1 80 443 a A e x F 2F %2 %2f %3B "
    "%25 %41 %2e %C3 %A9 %cc%81 %CD%BE %FF %00 %0A é e\u0301 "
    "\u0301 \u0307 \u0338 \u037e 。 ß İ \uff41 "
    "\ud800 \udcc3 \x00 \x85 \u200b xn-- sid= ;sid= utm_ utm_x=1 amp; jsessionid= page=2 "
    "mediaindonesia.com www. m. /amp/ /ekonomi/ 900001 /contoh read/detail/ 1-x author"
).split(" ")
any_text = st.text(st.characters(codec=None, exclude_categories=()))
url_like = st.lists(st.sampled_from([*FRAGMENTS, " ", "\n"]), max_size=14).map("".join)
web_like = url_like.map("https://mediaindonesia.com/".__add__)
any_url = st.one_of(any_text, url_like, web_like)
any_way = settings(derandomize=True, database=None, deadline=None, max_examples=500)


def test_the_any_text_strategy_draws_lone_surrogates() -> None:
    assert "Cs" in {unicodedata.category(c) for c in FRAGMENTS if len(c) == 1}


@any_way
@given(any_url)
def test_normalizing_any_text_never_raises_and_is_idempotent(text: str) -> None:
    spelling = normalize_url(text)
    if spelling is not None:
        assert normalize_url(spelling) == spelling
        assert re.fullmatch(r"https://[!-~]+", spelling)


@any_way
@given(any_url, st.one_of(st.none(), any_url))
def test_canonical_of_any_text_never_raises_and_is_idempotent(text: str, base: str | None) -> None:
    canonical = MediaIndonesiaSpider.article_urls.canonical(text, base)
    if canonical is not None:
        assert MediaIndonesiaSpider.article_urls.canonical(canonical) == canonical


@any_way
@given(any_url)
def test_matching_any_text_never_raises_and_its_url_matches_again(text: str) -> None:
    match = MediaIndonesiaSpider.article_urls.match(text)
    assert MediaIndonesiaSpider.article_urls.key(text) == (match.key if match else None)
    if match:
        assert MediaIndonesiaSpider.article_urls.match(match.url) == match


@pytest.mark.parametrize(
    "filling", ["a", " ", "/", "%", "%2F", ";sid=", "&", "../", "é", "e\u0301"]
)
@pytest.mark.parametrize("start", ["", "https://mediaindonesia.com/ekonomi/1/", "https://"])
def test_a_megabyte_takes_no_time(urls: ArticleUrls, start: str, filling: str) -> None:
    text = start + filling * (1_000_000 // len(filling))
    before = time.perf_counter()
    assert urls.key(text) in (None, "mediaindonesia:1")
    urls.canonical(text, PAGE)
    urls.canonical("/ekonomi/1/x", text)
    assert time.perf_counter() - before < 0.1
