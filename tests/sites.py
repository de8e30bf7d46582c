"""Made-up Media Indonesias: in a folder, as REPLAY reads it, and behind a loopback server."""

import threading
from contextlib import contextmanager
from datetime import datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

HOST = "mediaindonesia.com"
HOME = f"https://{HOST}"

PAGE = """<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>Contoh</title></head><body>
<a href="{home}/cdn-cgi/content?id=jebakan" rel="nofollow noopener" style="display: none"></a>
<section class="newsticker"><a href="{home}/ekonomi/999001/hanya-di-ticker">
<div class="item">Ticker</div></a></section>
{content}</body></html>"""

LIST = """<div class="columns"><div class="column is-8"><div class="ti">Indeks</div>
<ul class="list-3">{items}</ul><div class="pagination"><a href="#"></a>{pagination}</div></div>
<div class="column is-4"><ul class="list-4"><li><div class="text "><h3>
<a href="{home}/ekonomi/750740/benihbaik">BenihBaik</a></h3><span>10/3/2025 22:58</span></div></li>
</ul></div></div>"""

ITEM = """<li><div class="pic"><figure class="ratio"><a href="{url}"><img alt=""></a></figure></div>
<div class="text "><h3><a title="Judul" href="{url}"{rel}>{headline}</a></h3>{date}</div></li>"""

ARTICLE = """<section class="detail"><div class="columns"><div class="column is-8">
<div class="post-header"><ul class="mi-breadcrumb"><li><a href="{home}/">Home</a></li>
<li><a href="{home}/ekonomi">Ekonomi</a></li></ul><h1>{headline}</h1>
<div class="info"><div class="author-2">Sari Wulandari</div>{date}</div></div>
<div class="article">{body}
<div class="info-author"><a class="author">Editor : Budi Santoso</a></div></div>
<div class="share-group"><a href="https://wa.me/?text={home}/ekonomi/999002/bagikan">Bagi</a></div>
<section><div class="ti">Berita Lainnya</div><ul class="list-3">{related}</ul></section>
</div></div></section>"""


class Story(NamedTuple):
    """A link to an article, with the date that a list prints beside it."""

    url: str
    date: str | None = None
    rel: str = ""


def shown(date):
    """`2026-01-05 06:40` as the site prints it: `05/1/2026 06:40`."""
    moment = datetime.fromisoformat(date)
    return f"{moment:%d}/{moment.month}/{moment:%Y %H:%M}"


def item(story):
    """A list item."""
    url, date, rel = Story(*story)
    return ITEM.format(
        url=escape(url),
        rel=f' rel="{rel}"' if rel else "",
        headline=f"Judul {escape(url.rpartition('/')[2])}",
        date=f"<span>{shown(date)}</span>" if date else "",
    )


class Site:
    """Writes pages into a folder in which the path is the URL."""

    def __init__(self, folder):
        self.folder = folder
        self.text("/robots.txt", "User-agent: *\nDisallow: /cdn-cgi/\n")

    def text(self, path, text, host=HOST):
        """Write a file as it stands."""
        file = self.folder / host / path.strip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def page(self, path, content, host=HOST):
        """Write a page."""
        self.text(f"{path}.html", PAGE.format(home=HOME, content=content), host)

    def index(self, path, stories, pagination=""):
        """Write an index page; *pagination* is HTML, or the next page's path."""
        if pagination.startswith("/"):
            pagination = f'<a href="{HOME}{pagination}" rel="next">berikut</a>'
        items = "".join(map(item, stories))
        self.page(path, LIST.format(home=HOME, items=items, pagination=pagination))

    def article(self, path, date, related=(), headline="Judul Berita", body="<p>Isi berita.</p>"):
        """Write an article page, without a date if *date* is None; return its Story."""
        self.page(
            path,
            ARTICLE.format(
                home=HOME,
                headline=headline,
                date=f'<span class="datetime"> {shown(date)}</span>' if date else "",
                body=body,
                related="".join(map(item, related)),
            ),
        )
        return Story(HOME + path, date)


class Loopback(ThreadingHTTPServer):
    """Serves a Site under REPLAY's third form, and keeps each request in the order they came."""

    daemon_threads = True

    def __init__(self, folder):
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.requests = []
        self.busy = self.busiest = 0
        self.lock = threading.Lock()
        self.answers = {}
        """URL -> status, headers and body, instead of the page in the folder."""
        self.hook = lambda url: None
        """Called with the URL of each request before it is answered."""

    def redirect(self, url, target, status=301):
        """Let *url* lead to *target*."""
        self.answers[url] = (status, {"Location": target}, b"")

    def answer(self, url):
        """Return status, headers and body for *url*."""
        if url in self.answers:
            return self.answers[url]
        path = self.folder / url.partition("://")[2].rstrip("/")
        for file in (path, path.with_name(f"{path.name}.html"), path / "index.html"):
            if file.is_file():
                return 200, {}, file.read_bytes()
        return 404, {}, b"<html><body><p>Tidak ada</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        with self.server.lock:
            self.server.busy += 1
            self.server.busiest = max(self.server.busiest, self.server.busy)
        try:
            self.respond()
        finally:
            with self.server.lock:
                self.server.busy -= 1

    def respond(self):
        url = f"{self.headers['X-Forwarded-Proto']}://{self.headers['Host']}{self.path}"
        self.server.requests.append(url)
        self.server.hook(url)
        status, headers, body = self.server.answer(url)
        self.send_response(status)
        defaults = {"Content-Type": "text/html; charset=utf-8", "Content-Length": len(body)}
        for name, value in (defaults | headers).items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextmanager
def serving(folder):
    """Serve *folder* on a free loopback port."""
    with run_server(Loopback(folder)) as server:
        yield server


@contextmanager
def run_server(server):
    """Let *server* answer until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
