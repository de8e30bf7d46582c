"""Sitemaps and feeds as publishers serve them, and their reading."""

from scrapy.http import Request, Response, XmlResponse

from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

HOME = "https://mediaindonesia.com"
SITEMAP = f"{HOME}/sitemap.xml"
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def address(number):
    """The address of an article."""
    return f"{HOME}/ekonomi/{800_000 + number}/berita"


def key(number):
    """Its key."""
    return f"mediaindonesia:{800_000 + number}"


def entry(number, published=None, changed=None):
    """An article in a sitemap."""
    news = f"<news:publication_date>{published}</news:publication_date>" if published else ""
    news = f"<news:news>{news}<news:title>Judul {number}</news:title></news:news>" if news else ""
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{address(number)}</loc>{lastmod}{news}</url>"


def sitemap(*entries):
    """A sitemap of *entries*."""
    return f"{DECLARATION}<urlset {NAMESPACES}>{''.join(entries)}</urlset>"


def index_of(*children):
    """An index of sitemaps: URL, or URL and time of the last change, of each."""
    pairs = [(child, None) if isinstance(child, str) else child for child in children]
    entries = "".join(
        f"<sitemap><loc>{url}</loc>{f'<lastmod>{time}</lastmod>' if time else ''}</sitemap>"
        for url, time in pairs
    )
    return f"{DECLARATION}<sitemapindex {NAMESPACES}>{entries}</sitemapindex>"


def read(road, body, url=None, kind=XmlResponse, publisher=MediaIndonesiaSpider):
    """What *road* reads in a document."""
    body = body.encode() if isinstance(body, str) else body
    url = url or road.url
    return road.read(kind(url, body=body, request=Request(url)), publisher)


def dates(listing):
    """Key -> date of all articles of a listing, in its order."""
    return {key: link["date_published"] for part in listing.parts for key, link in part.items()}


def plain(road, body):
    """What *road* reads in a document that is served as something unknown."""
    return read(road, body, kind=Response)
