"""Crawls of pages that are not what they were asked for: other articles, errors, photo series."""

from worlds.site import HOME, Story

DAY = "2026-01-20 09:14"
ARTICLES = [f"/ekonomi/{900_000 + number}/kabar-{number}" for number in range(9)]
SERIES = [f"/galleries/detail_galleries/{49_600 + number}-tenda" for number in range(3)]
FILM = "/hiburan/900100/cuplikan-film"
NO_PAGE = "<h1>Halaman Tidak Ditemukan</h1><p>Maaf, halaman yang Anda cari tidak ditemukan.</p>"
PLAYER = '<section class="detail"><h1>Cuplikan Film</h1><div class="gallery"></div></section>'
ALL = [Story(HOME + path, DAY) for path in ARTICLES]


def fill(site):
    for path in ARTICLES:
        site.article(path, DAY, headline=f"Judul {path}", body=f"<p>Isi dari {path}.</p>")
    site.index("/indeks", ALL)


def run(crawl, site, folder, *arguments):
    store = ("-s", f"STORE_URL=sqlite:///{folder}/a.db")
    return crawl("-s", f"REPLAY={site.folder}", *store, *arguments, cwd=folder)


def test_photo_series_and_films_are_left_out_and_no_sign_of_a_changed_layout(crawl, site, tmp_path):
    fill(site)
    for path in SERIES:
        site.article(path, DAY, body="")
    site.page(FILM, PLAYER)
    site.index("/indeks", [*ALL, *(Story(HOME + path, DAY) for path in (*SERIES, FILM))])
    first = run(crawl, site, tmp_path)
    assert (first.code, len(first.rows)) == (0, 9)
    assert first.last_line == "Complete: 9 articles in out.jsonl, 0 failed, 4 without text."
    assert first.stat("article_pages/read") == 9
    assert first.stat("articles/not_article/no_text") == 4
    assert run(crawl, site, tmp_path).requests == [f"{HOME}/indeks"]


def test_a_series_that_has_a_text_is_an_article(crawl, site, tmp_path):
    site.article(SERIES[0], DAY, body="<p>Isi yang ditulis di bawah foto.</p>")
    site.index("/indeks", [Story(HOME + SERIES[0], DAY)])
    assert [row["kind"] for row in run(crawl, site, tmp_path).rows] == ["gallery"]


def test_another_article_in_place_of_one_is_not_stored_and_comes_when_it_is_there(
    crawl, site, tmp_path
):
    fill(site)
    link = f'<link rel="canonical" href="{HOME}{ARTICLES[1]}">'
    site.article(ARTICLES[0], DAY, body=f"<p>Isi dari {ARTICLES[1]}.</p>")
    file = site.folder / f"mediaindonesia.com{ARTICLES[0]}.html"
    file.write_text(file.read_text().replace("</head>", f"{link}</head>"))
    first = run(crawl, site, tmp_path)
    assert (first.code, len(first.rows)) == (7, 8)
    assert first.stat("articles/failed/other_article") == 1
    fill(site)
    second = run(crawl, site, tmp_path)
    assert (second.code, second.rows[-1]["url"]) == (0, HOME + ARTICLES[0])
    assert second.rows[:-1] == first.rows, "the file holds once more what the first run did"


def test_error_pages_are_no_news_and_no_changed_layout(crawl, site, tmp_path):
    fill(site)
    for path in ARTICLES:
        site.page(path, NO_PAGE)
    site.index("/indeks", [*ALL, Story(f"{HOME}/ekonomi/1/x", DAY), Story(f"{HOME}/opini/2/x")])
    for path in ("/ekonomi/1/x", "/opini/2/x"):
        site.page(path, NO_PAGE)
    first = run(crawl, site, tmp_path)
    assert (first.code, first.rows) == (7, [])
    assert first.stat("articles/failed/error_page") == 11
    assert first.stat("article_pages/read") == 0


def test_an_error_page_in_place_of_a_list_is_named(crawl, site, tmp_path):
    fill(site)
    site.index("/ekonomi", ALL)
    site.page("/fashion", NO_PAGE)
    ended = run(crawl, site, tmp_path, "-a", "sections=ekonomi,fashion")
    assert (ended.code, len(ended.rows)) == (7, 9)
    assert ended.stat("index_pages/failed/error_page") == 1
