"""Article pages of Media Indonesia for tests: the template of 2026, with texts of our own."""

import json

from scrapy.http import HtmlResponse

from newsscraper.article.extraction import read_article
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

HOST = "https://mediaindonesia.com"
URL = f"{HOST}/ekonomi/900001/harga-garam-naik-petambak-untung"
PICTURE = "https://asset.mediaindonesia.com/news/2026/01/05/1767564065_0123456789abcdef0123.jpg"
FIGURE = f"""<figure class="main-img"><img class="zoomable" data-src="{PICTURE}" alt="Judul">
<figcaption>Petambak mengangkut garam(MI/Sari Dewi )</figcaption></figure>"""
ADVERT = """<div class="flying-carpet"><div class="amp-flying-carpet-wrapper"><div class="dfp-ad">
<div id="Ads_paralax"><ins class="adsbygoogle"></ins><script>iklan();</script></div>
</div></div></div>"""
READ_ALSO = f"""<p class='related-news'><strong>Baca juga :&nbsp;<a
href='{HOST}/ekonomi/899991/impor-garam-ditunda'>Impor Garam Ditunda</a></strong></p>"""
TAIL = """</p></p> <br><br>
<div class="ext-channel">Cek berita dan artikel yg lain di <a href="https://news.google.com/">Google
News</a> dan dan ikuti <a href="https://whatsapp.com/channel/x">WhatsApp channel</a></div>"""
LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Harga Garam Naik Petambak Untung",
    "image": {"@type": "ImageObject", "url": PICTURE, "width": 1200, "height": 675},
    "datePublished": "2026-01-05T05:01:05+07:00",
    "dateModified": "2026-01-05T05:00:00+07:00",
    "author": {"@type": "Person", "name": "Bagus Pranoto", "jobTitle": "Jurnalis"},
}
STATE = {
    "type": "post",
    "article_title": "Harga Garam Naik: Petambak Untung?",
    "article_id": "900001",
    "content_category": "ekonomi",
    "published_date": "2026-01-05 05:00:00",
    "author": "Rina Astuti",
    "editor": "Bagus Pranoto",
    "tags": "Garam,Petambak Madura",
    "user_device_category": "[Desktop]",
}


def related_item(path, headline, date="31/12/2025 22:11"):
    """Return one item of "Berita Lainnya": its picture's link comes first and has no text."""
    url = path if path.startswith(("http", "/")) else f"{HOST}/{path}"
    return f"""<li><div class="pic"><figure class="ratio"><a title="{headline}" href="{url}"><img
    class="lazyload" data-src="https://asset.mediaindonesia.com/news/a.jpg"></a></figure></div>
    <div class="text "><h3><a title="{headline}" href="{url}">{headline} </a></h3>
    <span>{date}</span><p>Cuplikan berita lain.\n</p></div></li>"""


RELATED = related_item("humaniora/899992/sekolah-di-pulau-", "Sekolah di Pulau")


def state_script(values):
    """Return the ``dataLayer`` script as the site prints it: nothing in the values is escaped."""
    lines = ",\n".join(f"        '{key}': '{value}'" for key, value in values.items())
    return f"""<script type='text/javascript'>window.dataLayer = window.dataLayer || [];
    window.dataLayer.push({{\n{lines}\n    }});</script>"""


def ld_script(text):
    """Return a JSON-LD script with *text* in it."""
    return f'<script type="application/ld+json">{text}</script>'


def article_page(
    *,
    body="<p>HARGA garam naik.</p>",
    headline="Harga Garam Naik: Petambak Untung?",
    byline='<div class="author-2">Rina Astuti</div>',
    date='<span class="datetime"> 05/1/2026 05:00</span>',
    editor='<div class="info-author">Editor : <a href="/author/9/b">Bagus Pranoto</a></div>',
    figure=FIGURE,
    breadcrumb=f'<li><a href="{HOST}/ekonomi">Ekonomi</a></li>',
    tags=("# Garam", "# Petambak Madura"),
    related=RELATED,
    canonical=URL,
    head="",
    ld=None,
    state=None,
    before="    <!-- Layout Default -->\n    ",
    after="",
):
    """Return the HTML of an article page.

    *ld* and *state* are values to change in JSON-LD and ``dataLayer``, or the whole script; ""
    leaves the script out. *before* stands before the doctype, *after* behind the article.
    """
    if not isinstance(ld, str):
        ld = ld_script(json.dumps(LD | (ld or {})))
    if not isinstance(state, str):
        state = state_script(STATE | (state or {}))
    links = "".join(f'<li><a class="bt" href="{HOST}/tag/x">{tag}</a></li>' for tag in tags)
    canonical = canonical and f'<link rel="canonical" href="{canonical}">'
    title = f"<h1>{headline}</h1>" if headline else ""
    return f"""{before}<!DOCTYPE html><html lang="id"><head><meta charset="UTF-8">
<title>Harga Garam Naik Petambak Untung    </title>
<meta name="description" content="Ringkasan nilai 9000 tetap">
<meta property="og:title" content="Harga Garam Naik Petambak Untung">
<meta property="og:image" content="{PICTURE}">
{canonical}
<meta name="author" content="mediaindonesia.com developer">
<meta name="keywords" content="kata kunci satu, Kata Dua">{head}{ld}{state}</head>
<body><a href="{HOST}/cdn-cgi/content?id=X" rel="nofollow" style="display: none"></a>
<div class="master"><div class="header"><div class="card-1"><div class="text"><h5>Headline</h5>
<p>Kalimat pengantar koran.</p></div></div></div>
<section class="newsticker"><a href="{HOST}/ekonomi/899990/ticker">Judul ticker</a></section>
<section class="detail"><div class="columns"><div class="column is-8">
<div class="post-header"><ul class="mi-breadcrumb"><li><a href="{HOST}/">Home <i></i></a> </li>
{breadcrumb}</ul>{title}
<div class="info">{byline}{date}<div class="bt-group"><button>A-</button></div></div></div>
<div class="article">{figure}{body}{TAIL}{editor}
<div class="_ap_apex_ad"></div><script>var adpushup = {{}};</script></div>
<div class="foot-article"><span>SHARE</span><a href="https://twitter.com/share?url={URL}"></a></div>
<div style="float: left;"><ul class="related-tags"><li>Tags:</li>{links}</ul></div>
<section><div class="ti">Berita Lainnya</div><ul class="list-3">{related}</ul>
<div><a href="{HOST}/indeks" class="bt-primary">LOAD MORE</a></div></section>{after}</div>
<div class="column is-4"><section><div class="ti">Kolom Pakar</div><ul class="list-4 rtl">
{related_item("kolom-pakar/899993/kolom", "Kolom")}</ul></section></div></div></div></section>
<div class="copyright"><p>Copyright @ 2026 Media Group</p></div></div></body></html>"""


def respond(html, url=URL, **headers):
    """Return *html* (text or bytes) as it comes from *url*."""
    body = html.encode() if isinstance(html, str) else html
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    headers = {"Content-Type": "text/html; charset=UTF-8"} | named
    return HtmlResponse(url, body=body, headers=headers)


def read(html, url=URL, **headers):
    """Return the article of a page."""
    return read_article(respond(html, url, **headers), MediaIndonesiaSpider)


def article(url=URL, **variant):
    """Return the article of a page of the template, varied."""
    return read(article_page(**variant), url)
