"""A made-up Media Indonesia behind a loopback server that misbehaves, in every way of `MODES`.

It answers on raw sockets, with a thread per connection. What it serves when it behaves is that of
`newsroom.py`, but for the text: that has letters and quotes which a wrong charset would spoil.
"""

import gzip
import json
import math
import random
import re
import select
import socket
import struct
import time
import zlib
from collections.abc import Callable
from contextlib import contextmanager, suppress
from email.utils import formatdate
from functools import lru_cache, partial
from http.client import responses
from itertools import pairwise
from socketserver import BaseRequestHandler

import brotli
from backports import zstd

from worlds.newsroom import WORDS, Newsroom
from worlds.server import run_server
from worlds.site import HOST

PER_PAGE = 11
LASTING = math.inf
"""So many faults that the address never heals."""

PATIENCE = 20
"""Seconds that a fault waits for a crawl to hang up, at most."""

ROBOTS = "User-agent: *\n" + "".join(
    f"Disallow: /cdn-cgi/{name}/\n" for name in ("content", *sorted(set(WORDS)))
)


class Misbehaving(Newsroom):
    """Serves *articles* stories on index pages of *per_page*, and faults at some addresses."""

    def __init__(self, articles=4 * PER_PAGE, per_page=PER_PAGE):
        super().__init__(articles, per_page=per_page)
        self.RequestHandlerClass = Exchange
        self.keeps_alive = False
        """Whether good answers leave the connection open. A client that finds such a connection
        closed asks again by itself, and the server sees more requests than the crawl knows of."""
        self.is_endless = False
        """Whether every index page lists the newest stories, and links to one more."""
        self.faults = {}
        """URL -> name of its fault, and how many requests are still to meet it."""
        self.times = []
        """When requests came, as pairs of `time.monotonic()` and URL."""
        self.shown = set()
        """Keys of the stories that good index pages have shown."""

    def break_at(self, url, mode, times=LASTING):
        """Let the next *times* requests of *url* meet a fault."""
        self.faults[url] = mode, times

    def times_of(self, url):
        """When the requests of *url* came."""
        return [moment for moment, asked in self.times if asked == url]

    def waits(self, url):
        """The seconds between the requests of *url*."""
        times = self.times_of(url)
        return [after - before for before, after in pairwise(times)]

    def fault_at(self, url):
        """Note a request of *url*; return the fault that it meets, None if it meets none."""
        with self.lock:
            self.times.append((time.monotonic(), url))
            self.requests.append(url)
            mode, times = self.faults.get(url, (None, 0))
            if times <= 0:
                return None
            self.faults[url] = mode, times - 1
        return MODES[mode]

    # --- What it serves ---

    @property
    def robots(self):
        return f"{self.home}/robots.txt"

    def answer(self, url):
        """Return status, headers and body for *url*."""
        if url == self.robots:
            return 200, {"Content-Type": "text/plain"}, ROBOTS.encode()
        return super().answer(url)

    def numbers_on(self, page):
        """The stories of an index page, newest first."""
        return super().numbers_on(1 if self.is_endless else page)

    def goes_on_after(self, numbers):
        """Tell whether an index page with these stories leads to another."""
        return self.is_endless or super().goes_on_after(numbers)

    def headline(self, number):
        """The headline of a story."""
        return headline(number)

    def text(self, number):
        """The paragraphs of a story, as HTML."""
        return "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs(number))

    def texts(self):
        """Key -> headline and body of each story, as they are to be read."""
        return {
            self.key(number): (headline(number), "\n\n".join(paragraphs(number)))
            for number in range(self.articles)
        }


def headline(number):
    return f"Kabar Nomor {number}: \u201cKafé René\u201d Dibuka"


@lru_cache(maxsize=1024)
def paragraphs(number):
    """The text of a story, 2 to 6 kB."""
    dice = random.Random(number)
    return [
        f"Alinea {index} kabar {number}: \u201c{' '.join(dice.choices(WORDS, k=50))},\u201d "
        f"kata André \u2013 pemilik \u2018Kafé René\u2019."
        for index in range(dice.randint(6, 16))
    ]


@contextmanager
def misbehaving(*arguments, **options):
    """Serve on a free loopback port, as long as the block lasts."""
    with run_server(Misbehaving(*arguments, **options)) as server:
        yield server


# --- An exchange on a raw socket -----------------------------------------------------------------


class Exchange(BaseRequestHandler):
    """Answers the requests of one connection.

    `url` is that of the request, `status`, `headers` and `body` are what it deserves.
    """

    request: socket.socket

    def handle(self):
        self.request.settimeout(PATIENCE)
        self.kept = b""
        with suppress(ConnectionError, TimeoutError, ValueError):  # the crawl hung up
            while self.respond():
                pass

    def respond(self):
        """Answer a request; tell whether another may follow."""
        while b"\r\n\r\n" not in self.kept:
            if not (data := self.request.recv(65536)):
                return False
            self.kept += data
        head, _, self.kept = self.kept.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in lines)
        self.url = f"{fields['x-forwarded-proto']}://{fields['host']}{first.split(' ')[1]}"
        is_ours = fields["host"] == HOST
        fault = self.server.fault_at(self.url)
        self.status, headers, self.body = self.server.answer(self.url) if is_ours else NOWHERE
        self.headers = {"Content-Type": "text/html; charset=utf-8"} | headers
        if fault:
            fault(self)
            return False
        if "/indeks" in self.url and self.status == 200:
            numbers = map(int, re.findall(rb"/ekonomi/(\d+)/kabar", self.body))
            self.server.shown |= {f"mediaindonesia:{number}" for number in numbers}
        self.answer(keeps_alive=self.server.keeps_alive)
        return self.server.keeps_alive

    def answer(self, body=None, status=None, headers=None, keeps_alive=False):
        """Send a whole answer, which is the right one where nothing else is said."""
        body = self.body if body is None else body
        self.send(self.head(status, {"Content-Length": len(body)} | (headers or {}), keeps_alive))
        self.send(body)

    def head(self, status=None, headers=None, keeps_alive=False):
        """The head of an answer; a header whose value is None is left out."""
        status = status or self.status
        fields = self.headers | (headers or {})
        fields |= {} if keeps_alive else {"Connection": "close"}
        lines = [f"HTTP/1.1 {status} {responses.get(status, 'Entah')}"]
        lines += [f"{name}: {value}" for name, value in fields.items() if value is not None]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    def send(self, data):
        self.request.sendall(data)

    def reset(self):
        """Tear the connection down: the other side meets an error, and no end."""
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.request.close()

    def has_hung_up(self, seconds):
        """Wait so long; tell whether the crawl hung up meanwhile."""
        is_readable, _, _ = select.select([self.request], [], [], seconds)
        return bool(is_readable) and not self.request.recv(65536)

    @property
    def middle(self):
        """Where to cut: half of the text, the list or the rules is before it, the rest missing."""
        for start, end in ((b"Alinea", b"info-author"), (b"list-3", b'class="pagination')):
            if start in self.body:
                return (self.body.find(start) + self.body.find(end)) // 2
        return len(self.body) // 2


NOWHERE = 404, {}, b"<html><body><p>Bukan di sini</p></body></html>"
SORRY = b"<!DOCTYPE html><html><head><title>Maaf</title></head><body><p>Maaf</p></body></html>"


# --- The faults -----------------------------------------------------------------------------------


def status(code, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda exchange: exchange.answer(SORRY, code, headers)


def later_by_date(exchange):
    """In one second to two, as the date has no fractions."""
    moment = formatdate(int(time.time()) + 2, usegmt=True)
    exchange.answer(SORRY, 503, {"Retry-After": moment})


def instead(page, status=200, **headers):
    """Another page in place of the one that was asked for."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda exchange: exchange.answer(page, status, headers)


def with_headers(**headers):
    """The right page, with other headers."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda exchange: exchange.answer(headers=headers)


def raw(*lines):
    """Lines that are no proper head, with the right page after them."""

    def fault(exchange):
        length = f"Content-Length: {len(exchange.body)}"
        kind = f"Content-Type: {exchange.headers['Content-Type']}"
        head = "\r\n".join((*lines, "Connection: close", "", ""))
        head = head.replace("LENGTH", length).replace("KIND", kind)
        exchange.send(head.encode("latin-1") + exchange.body)

    return fault


# Time.


def late_headers(exchange):
    if not exchange.has_hung_up(0.3):
        exchange.answer()


def late_body(exchange):
    exchange.send(exchange.head(headers={"Content-Length": len(exchange.body)}))
    if not exchange.has_hung_up(0.3):
        exchange.send(exchange.body)


def slow_but_sure(exchange):
    exchange.send(exchange.head(headers={"Content-Length": len(exchange.body)}))
    size = len(exchange.body) // 10 + 1
    for start in range(0, len(exchange.body), size):
        exchange.send(exchange.body[start : start + size])
        if exchange.has_hung_up(0.03):
            return


def never_answers(exchange):
    exchange.has_hung_up(PATIENCE)


def hangs_after_headers(exchange):
    exchange.send(exchange.head(headers={"Content-Length": len(exchange.body)}))
    exchange.has_hung_up(PATIENCE)


def hangs_midway(exchange):
    exchange.send(exchange.head(headers={"Content-Length": len(exchange.body)}))
    exchange.send(exchange.body[: exchange.middle])
    exchange.has_hung_up(PATIENCE)


def drip(exchange, data):
    """A byte every 20 ms: much longer than any crawl here waits."""
    for index in range(len(data)):
        exchange.send(data[index : index + 1])
        if exchange.has_hung_up(0.02):
            return


def drips_headers(exchange):
    drip(exchange, exchange.head(headers={"Content-Length": len(exchange.body)}) + exchange.body)


def drips_body(exchange):
    exchange.send(exchange.head(headers={"Content-Length": len(exchange.body)}))
    drip(exchange, exchange.body)


# Cut connections and cut pages.


def partial_body(exchange):
    exchange.send(exchange.head(headers={"Content-Length": len(exchange.body)}))
    exchange.send(exchange.body[: exchange.middle])


def reset_midway(exchange):
    partial_body(exchange)
    exchange.reset()


def reset_at_once(exchange):
    exchange.reset()


def closes_at_once(exchange):
    pass


def closes_in_headers(exchange):
    exchange.send(exchange.head()[:40])


def no_length(exchange):
    exchange.send(exchange.head() + exchange.body)


def no_length_and_cut(exchange):
    exchange.send(exchange.head() + exchange.body[: exchange.middle])


def cut_page(exchange):
    exchange.answer(exchange.body[: exchange.middle])


def cut_in_tag(exchange):
    exchange.answer(exchange.body[: exchange.body.find(b"<", exchange.middle) + 1])


def cut_after_text(exchange):
    """All of the text or of the list is there, and the rest of the page is not."""
    marks = (b"share-group", b'class="pagination', b"Disallow: /cdn-cgi/yang")
    exchange.answer(exchange.body[: max(exchange.body.find(mark) for mark in marks)])


def length_too_short(exchange):
    exchange.answer(headers={"Content-Length": exchange.middle})


def length_too_short_and_open(exchange):
    """What is left over comes before the answer to the next request, if there is one."""
    exchange.send(exchange.head(None, {"Content-Length": exchange.middle}, keeps_alive=True))
    exchange.send(exchange.body)
    exchange.has_hung_up(PATIENCE)


def length_too_long(exchange):
    exchange.answer(headers={"Content-Length": len(exchange.body) + 1000})


def length_too_long_and_open(exchange):
    length_too_long(exchange)
    exchange.has_hung_up(PATIENCE)


def two_lengths(exchange):
    length = f"Content-Length: {len(exchange.body)}"
    raw("HTTP/1.1 200 OK", "KIND", length, f"Content-Length: {exchange.middle}")(exchange)


# Heads and chunks.


def no_last_chunk(exchange):
    exchange.send(exchange.head(headers={"Transfer-Encoding": "chunked"}))
    size = -(-len(exchange.body) // 3)
    for start in range(0, len(exchange.body), size):
        chunk = exchange.body[start : start + size]
        exchange.send(b"%x\r\n%b\r\n" % (len(chunk), chunk))


def bad_chunk_size(exchange):
    exchange.send(exchange.head(headers={"Transfer-Encoding": "chunked"}))
    half = exchange.body[: exchange.middle]
    exchange.send(b"%x\r\n%b\r\nseratus\r\n%b" % (len(half), half, exchange.body[len(half) :]))


def padded(exchange, size):
    """The right page with a comment of so many bytes, if it is a page."""
    if b"</body>" not in exchange.body:
        return exchange.body + b"# " + b"-" * size + b"\n"
    return exchange.body.replace(b"</body>", b"<!-- %b --></body>" % (b"-" * size))


def large_chunked(exchange, megabytes=3):
    body = padded(exchange, megabytes << 20)
    exchange.send(exchange.head(headers={"Transfer-Encoding": "chunked"}))
    for start in range(0, len(body), 1 << 16):
        chunk = body[start : start + (1 << 16)]
        exchange.send(b"%x\r\n%b\r\n" % (len(chunk), chunk))
    exchange.send(b"0\r\n\r\n")


def too_large(exchange):
    exchange.answer(padded(exchange, 9 << 20))


def early_hints(exchange):
    exchange.send(b"HTTP/1.1 103 Early Hints\r\nLink: </gaya.css>; rel=preload\r\n\r\n")
    exchange.answer()


# Ways that lead nowhere.


def redirect_loop(exchange):
    exchange.answer(b"", 302, {"Location": exchange.url})


def meta_refresh_loop(exchange):
    page = f'<html><head><meta http-equiv="refresh" content="0; url={exchange.url}"></head></html>'
    exchange.answer(page.encode(), headers={"Content-Type": "text/html"})


# Encodings.


def deflate(data):
    return zlib.compress(data)


def raw_deflate(data):
    compressor = zlib.compressobj(wbits=-15)
    return compressor.compress(data) + compressor.flush()


PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": deflate,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def packed(coding, pack=None):
    """The right page, compressed as it should be."""

    def fault(exchange):
        exchange.answer((pack or PACK[coding])(exchange.body), headers={"Content-Encoding": coding})

    return fault


def twice_packed(exchange):
    body = gzip.compress(gzip.compress(exchange.body))
    exchange.answer(body, headers={"Content-Encoding": "gzip, gzip"})


def truncated(coding):
    """The first half of the compressed page, with its right length."""

    def fault(exchange):
        body = PACK[coding](exchange.body)
        exchange.answer(body[: len(body) // 2], headers={"Content-Encoding": coding})

    return fault


def without_end(exchange):
    """A compressed page that lacks the checksum behind it: all of its text is there."""
    exchange.answer(gzip.compress(exchange.body)[:-8], headers={"Content-Encoding": "gzip"})


def bomb(coding):
    return lambda exchange: exchange.answer(
        bomb_of(coding), headers={"Content-Encoding": coding, "Content-Type": "text/html"}
    )


@lru_cache
def bomb_of(coding, megabytes=300):
    """A page that is small on the line and large when it is unpacked."""
    if coding == "br":
        packer = brotli.Compressor(quality=5)
        pack, finish = packer.process, packer.finish
    else:
        packer = zstd.ZstdCompressor() if coding == "zstd" else zlib.compressobj(6, wbits=31)
        pack, finish = packer.compress, packer.flush
    start = b"<!DOCTYPE html><html><body><p>Isi"
    return b"".join([pack(start), *(pack(b" " * (1 << 20)) for _ in range(megabytes)), finish()])


def in_windows_1252(exchange):
    """The header says UTF-8, and so does the page; the letters are of another kind."""
    exchange.answer(exchange.body.decode().encode("windows-1252"))


# Pages that are none.

NOT_FOUND = b"""<!DOCTYPE html><html lang="id"><head><title>Halaman tidak ditemukan</title></head>
<body><h1>Halaman tidak ditemukan</h1><p>Maaf, halaman yang Anda cari tidak ada.</p></body></html>
"""
CHALLENGE = b"""<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>
<meta name="robots" content="noindex,nofollow"></head><body><div class="main-wrapper"><noscript>
Enable JavaScript and cookies to continue</noscript></div>
<script>(function(){window._cf_chl_opt = {cvId: '3', cZone: 'mediaindonesia.com'};
var a = document.createElement('script');
a.src = '/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1?ray=8c0';
document.getElementsByTagName('head')[0].appendChild(a);}());</script></body></html>
"""
LOGIN = b"""<!DOCTYPE html><html lang="id"><head><title>Masuk</title></head><body>
<h1>Masuk untuk membaca</h1><form action="/login" method="post"><input name="email">
<input type="password" name="password"><button>Masuk</button></form></body></html>
"""
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n%%EOF\n"
JSON = json.dumps({"error": "Terlalu sibuk", "code": 17}).encode()


MODES: dict[str, Callable[[Exchange], None]] = {
    # Statuses.
    **{
        f"status_{code}": status(code)
        for code in (400, 401, 403, 404, 408, 410, 429, 451, 500, 502, 503, 504)
    },
    "retry_after_429": status(429, Retry_After=1),
    "retry_after_503": status(503, Retry_After=1),
    "retry_after_date": later_by_date,
    # Time.
    "late_headers": late_headers,
    "late_body": late_body,
    "slow_but_sure": slow_but_sure,
    "never_answers": never_answers,
    "hangs_after_headers": hangs_after_headers,
    "hangs_midway": hangs_midway,
    "drips_headers": drips_headers,
    "drips_body": drips_body,
    # Cut connections.
    "reset_at_once": reset_at_once,
    "reset_midway": reset_midway,
    "closes_at_once": closes_at_once,
    "closes_in_headers": closes_in_headers,
    "partial_body": partial_body,
    "length_too_long": length_too_long,
    "length_too_long_and_open": length_too_long_and_open,
    # Cut pages, of which the connection tells nothing.
    "no_length_and_cut": no_length_and_cut,
    "cut_page": cut_page,
    "cut_in_tag": cut_in_tag,
    "cut_after_text": cut_after_text,
    "length_too_short": length_too_short,
    "length_too_short_and_open": length_too_short_and_open,
    "truncated_gzip": truncated("gzip"),
    "truncated_deflate": truncated("deflate"),
    "truncated_br": truncated("br"),
    "truncated_zstd": truncated("zstd"),
    # Heads that are none.
    "no_status_line": raw("Halo", "KIND", "LENGTH"),
    "bare_bytes": lambda exchange: exchange.send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
    "status_of_letters": raw("HTTP/1.1 dua OK", "KIND", "LENGTH"),
    "length_of_letters": raw("HTTP/1.1 200 OK", "KIND", "Content-Length: seribu"),
    "negative_length": raw("HTTP/1.1 200 OK", "KIND", "Content-Length: -5"),
    "two_lengths": two_lengths,
    "overlong_header": raw("HTTP/1.1 200 OK", "KIND", "LENGTH", f"X-Isi: {'a' * 70_000}"),
    # Chunks.
    "no_last_chunk": no_last_chunk,
    "bad_chunk_size": bad_chunk_size,
    "large_chunked": large_chunked,
    # Strange, but all is there.
    "no_length": no_length,
    "header_without_colon": raw("HTTP/1.1 200 OK", "KIND", "tanpa titik dua", "LENGTH"),
    "folded_header": raw("HTTP/1.1 200 OK", "KIND", "X-Isi: satu\r\n dua", "LENGTH"),
    "empty_content_type": with_headers(Content_Type=""),
    "no_content_type": with_headers(Content_Type=None),
    "duplicate_headers": raw("HTTP/1.1 200 OK", "KIND", "KIND", "X-A: 1", "X-A: 2", "LENGTH"),
    "early_hints": early_hints,
    "set_cookie": with_headers(Set_Cookie="sesi=1; Path=/; HttpOnly"),
    "packed_gzip": packed("gzip"),
    "packed_deflate": packed("deflate"),
    "packed_raw_deflate": packed("deflate", raw_deflate),
    "packed_br": packed("br"),
    "packed_zstd": packed("zstd"),
    "packed_twice": twice_packed,
    "gzip_without_end": without_end,
    # The charset of the header is a lie.
    "utf_8_as_windows_1252": with_headers(Content_Type="text/html; charset=windows-1252"),
    "windows_1252_as_utf_8": in_windows_1252,
    # Compressed pages that are none, or too many.
    "false_gzip": with_headers(Content_Encoding="gzip"),
    "false_deflate": with_headers(Content_Encoding="deflate"),
    "false_br": with_headers(Content_Encoding="br"),
    "false_zstd": with_headers(Content_Encoding="zstd"),
    "bomb_gzip": bomb("gzip"),
    "bomb_br": bomb("br"),
    "bomb_zstd": bomb("zstd"),
    "too_large": too_large,
    "too_large_chunked": partial(large_chunked, megabytes=9),
    # Ways that lead nowhere.
    "redirect_loop": redirect_loop,
    "redirect_away": status(302, Location="https://iklan.example/"),
    "meta_refresh_loop": meta_refresh_loop,
    # Pages that are none.
    "empty_page": instead(b""),
    "status_204": lambda exchange: exchange.send(exchange.head(204)),
    "soft_404": instead(NOT_FOUND),
    "challenge_200": instead(CHALLENGE, Server="cloudflare"),
    "challenge_403": instead(CHALLENGE, 403, Server="cloudflare", cf_mitigated="challenge"),
    "challenge_503": instead(CHALLENGE, 503, Server="cloudflare"),
    "login_wall": instead(LOGIN),
    "pdf": instead(PDF, Content_Type="application/pdf"),
    "json": instead(JSON, Content_Type="application/json"),
}
"""Name -> what answers on the socket. The connection is closed after it."""
