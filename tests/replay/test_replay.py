"""A crawl takes its pages from a folder, a WARC file or a loopback server, and nowhere else."""

import gzip
import io
import json
import re
import socket
from contextlib import closing
from datetime import datetime, timedelta, timezone

import pytest
from scrapy.http import HtmlResponse
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsscraper.page.fetch_time import fetched_at
from newsscraper.replay.addon import handler_for
from newsscraper.replay.folder import FolderHandler
from newsscraper.replay.loopback import LoopbackHandler
from newsscraper.replay.warc import page_offsets
from newsscraper.replay.warc_pages import WarcHandler

SITE = "https://news.example.id"
DENY_HIDDEN = b"User-agent: *\nDisallow: /hidden\n"
MAXSIZE = 5000

SOCKET_WATCH = """
import json, os, sys

WATCHED = {
    "socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
}
log = os.open(os.environ["SOCKET_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)

def watch(event, arguments):
    if event in WATCHED:
        place = next((a for a in arguments if isinstance(a, (str, bytes, tuple))), None)
        host = place[0] if isinstance(place, tuple) else place
        os.write(log, (json.dumps([event, str(host)]) + "\\n").encode())

sys.addaudithook(watch)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("replay")


@pytest.fixture(scope="module")
def watched(folder, run_crawls):
    """Return a function that runs crawls and gives the outcomes and all hosts of their sockets."""
    (folder / "watch").mkdir()
    (folder / "watch/sitecustomize.py").write_text(SOCKET_WATCH)

    def run(name, crawls, **variables):
        log = folder / f"{name}.sockets"
        outcomes = run_crawls(crawls, folder / "watch", SOCKET_LOG=str(log), **variables)
        return outcomes, [json.loads(line) for line in log.read_text().splitlines()]

    return run


# --- Folder -----------------------------------------------------------------------------------

FILES = {
    "index.html": "front",
    "robots.txt": DENY_HIDDEN,
    "hidden.html": "hidden",
    "sitemap.xml": "<urlset>sitemap</urlset>",
    "logo.png": b"\x89PNG\r\n\x1a\n\0",
    "feed.xml.gz": gzip.compress(b"<rss/>"),
    "read/1": "no ending",
    "read/2.html": "html",
    "read/3.html.gz": gzip.compress(b"<html>packed \xe2\x80\x9chtml\xe2\x80\x9d</html>"),
    "read/4/index.html": "index in a folder",
    "read/5": "the file itself",
    "read/5.html": "not the file itself",
    "read/v1.5": "a dot and no ending",
    "indeks@date=11%2F24%2F2026&page=2.html": "index page 2",
    "index@page=2.html": "front page 2",
    "search@q=a%20b.html": "query as it stands",
    "search@q=c d.html": "query decoded",
    "as%20it stands.html": "never",
    "as%20it%20stands.html": "as it stands",
    "as it stands.html": "decoded, but the other comes first",
    "only decoded.html": "only decoded",
    "café.html": "café",
    "torn.html.gz": gzip.compress(b"<html>" + bytes(range(256)) * 8)[:-20],
    "big.html": "x" * (MAXSIZE + 1),
    "bomb.html.gz": gzip.compress(bytes(10 * MAXSIZE)),
    "full.html": "x" * MAXSIZE,
}

FOUND = {
    "": "front",
    "/": "front",
    "/index.html": "front",
    "/#part": "front",
    "/?": "front",
    "/sitemap.xml": "<urlset>sitemap</urlset>",
    "/read/1": "no ending",
    "/read/1/": "no ending",
    "/read/2": "html",
    "/read/2.html": "html",
    "/read/2/": "html",
    "/read/3": "<html>packed “html”</html>",
    "/read/4": "index in a folder",
    "/read/4/": "index in a folder",
    "/read/5": "the file itself",
    "/read/v1.5": "a dot and no ending",
    "/indeks?date=11%2F24%2F2026&page=2": "index page 2",
    "/indeks/?date=11%2F24%2F2026&page=2": "index page 2",
    "/?page=2": "front page 2",
    "/search?q=a%20b": "query as it stands",
    "/as%20it%20stands": "as it stands",
    "/only%20decoded": "only decoded",
    "/caf%C3%A9": "café",
    "/full": "x" * MAXSIZE,
}

NOT_FOUND = [
    "/read",
    "/read/2/more",
    "/indeks",
    "/indeks?page=2&date=11%2F24%2F2026",
    "/search?q=c%20d",
    "/../../secret",
    "/../other.example.id/secret",
    "/read/../../../secret",
    "/%2e%2e/%2e%2e/secret",
    "/%2e%2e%2f%2e%2e%2fsecret",
    "/..%2f..%2fsecret.html",
    "/..%5c..%5csecret.html",
    "/read%5c2",
    "/?x=/../../../secret",
    "/link",
    "/linked/secret",
    "/circle",
    "/%00",
    "/read/2%00.html",
    "/" + "long" * 100,
    "/?" + "long" * 100,
    "/" + "deep/" * 300,
    "//etc/hostname",
    "/%2fetc/hostname",
    "/ABSOLUTE",
]


@pytest.fixture(scope="module")
def replica(folder):
    host = folder / "replica/news.example.id"
    for name, content in FILES.items():
        file = host / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "secret.html").write_text("secret")
    (folder / "replica/other.example.id").mkdir()
    (folder / "replica/other.example.id/secret.html").write_text("secret")
    (host / "link.html").symlink_to(folder / "secret.html")
    (host / "linked").symlink_to(folder)
    (host / "circle.html").symlink_to(host / "circle.html")
    return folder / "replica"


@pytest.fixture(scope="module")
def from_folder(offline):
    return offline["folder"]


@pytest.fixture(scope="module")
def offline(folder, replica, warc, plain_warc, watched):
    """Everything that needs no server, in one process whose sockets are watched."""
    unknown = [
        "https://news.example.id:8443/",
        "https://elsewhere.example.id/",
        "https://../secret",
    ]
    paths = [*FOUND, *NOT_FOUND, "/torn", "/big", "/bomb", "/hidden", "/logo.png", "/feed.xml.gz"]
    urls = [SITE + path.replace("ABSOLUTE", f"/{folder}/secret.html") for path in paths]
    secure = "https://User:pw@NEWS.example.id:443/read/2"
    crawls = {
        "folder": crawl(replica, [*urls, *unknown, secure, "http://news.example.id/read/2"]),
        "warc": crawl(warc, [WARC_SITE + path for path in WARC_PATHS]),
        "plain warc": crawl(plain_warc, [WARC_SITE + path for path in WARC_PATHS]),
        "slow": crawl(replica, [SITE + "/"], cmdline={"DOWNLOAD_DELAY": 0.01}),
        "ftp": crawl(replica, ["ftp://192.0.2.1/a", "s3://bucket/a", SITE + "/"]),
    }
    crawls["ftp"]["settings"]["ROBOTSTXT_OBEY"] = False
    crawls["ftp"]["settings"]["DOWNLOAD_HANDLERS"] = {
        "http": "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler",
        "https": "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler",
        "ftp": "scrapy.core.downloader.handlers.ftp.FTPDownloadHandler",
    }
    outcomes, sockets = watched("offline", list(crawls.values()))
    return dict(zip(crawls, outcomes, strict=True)) | {"sockets": sockets}


def crawl(replay, urls, **more):
    settings = {"REPLAY": str(replay), "DOWNLOAD_MAXSIZE": MAXSIZE, "RETRY_TIMES": 1}
    return {"urls": urls, "settings": settings} | more


def test_a_url_finds_its_file(from_folder):
    pages = {path: from_folder["pages"][SITE + path] for path in FOUND}
    assert {path: page["text"] for path, page in pages.items()} == FOUND
    assert {page["status"] for page in pages.values()} == {200}


def test_what_the_folder_lacks_is_a_404_and_nothing_leads_out_of_it(from_folder):
    answers = {url: page for url, page in from_folder["pages"].items() if page["status"] != 200}
    assert len(answers) == len(NOT_FOUND) + 3
    assert {page["status"] for page in answers.values()} == {404}
    assert {page["class"] for page in answers.values()} == {"HtmlResponse"}
    assert not any("secret" in (page["text"] or "") for page in from_folder["pages"].values())


def test_user_port_and_scheme_do_not_change_the_file(from_folder):
    pages = from_folder["pages"]
    assert pages["https://User:pw@NEWS.example.id:443/read/2"]["text"] == "html"
    assert pages["http://news.example.id/read/2"]["text"] == "html"


@pytest.mark.parametrize(
    ("path", "kind", "content_type"),
    [
        ("/read/2", "HtmlResponse", "text/html"),
        ("/read/3", "HtmlResponse", "text/html"),
        ("/read/1", "HtmlResponse", "text/html"),
        ("/read/v1.5", "HtmlResponse", "text/html"),
        ("/sitemap.xml", "XmlResponse", "application/xml"),
        ("/logo.png", "Response", "image/png"),
        ("/feed.xml.gz", "Response", "application/octet-stream"),
    ],
)
def test_the_ending_decides_the_content_type(from_folder, path, kind, content_type):
    page = from_folder["pages"][SITE + path]
    assert (page["class"], page["headers"]) == (kind, {"Content-Type": content_type})


def test_spiders_see_the_real_url_without_its_fragment(from_folder):
    page = from_folder["pages"][f"{SITE}/#part"]
    assert (page["url"], page["request"]) == (f"{SITE}/", f"{SITE}/#part")


def test_a_page_that_is_damaged_or_too_large_fails_and_is_not_tried_again(from_folder):
    failed = from_folder["failed"]
    assert "torn.html.gz is no whole gzip file" in failed[f"{SITE}/torn"]
    for path in ("/big", "/bomb"):
        assert "larger than DOWNLOAD_MAXSIZE, 5000 bytes" in failed[SITE + path]
    assert "retry/count" not in from_folder["stats"]


@pytest.mark.parametrize("form", ["folder", "warc"])
def test_robots_txt_of_the_replay_is_obeyed(offline, form):
    forbidden = [url for url, why in offline[form]["failed"].items() if "robots" in why]
    assert [url.rpartition("/")[2] for url in forbidden] == ["hidden"]


@pytest.mark.parametrize("form", ["folder", "warc"])
def test_folder_and_warc_have_no_pause(offline, form):
    assert offline[form]["delay"] == 0


def test_a_pause_given_on_the_command_line_is_kept(offline):
    assert offline["slow"]["delay"] == 0.01


def test_no_handler_that_a_spider_asks_for_gets_past_the_replay(offline):
    outcome = offline["ftp"]
    assert [page["text"] for page in outcome["pages"].values()] == ["front"]
    assert all("is not the publisher's" in why for why in outcome["failed"].values())
    assert len(outcome["failed"]) == 2


def test_folder_and_warc_open_no_socket_at_all(offline):
    assert offline["sockets"] == []


# --- WARC -------------------------------------------------------------------------------------

WARC_SITE = "https://warc.example.id"
DATE = "2026-01-20T11:30:00Z"
PACKED = gzip.compress(b"<html>packed in chunks</html>")
CHUNKS = b"5;a=b\r\n" + PACKED[:5] + b"\r\n%X \r\n" % len(PACKED[5:]) + PACKED[5:] + b"\r\n"
PACKED_HEADERS = {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}


def record(url, body=b"", status="200 OK", date=DATE, kind="response", extra=None, **headers):
    """One record; *headers* are HTTP headers with `_` for `-`, *extra* are those of the record."""
    http = {"Content-Type": "text/html"} | {n.replace("_", "-"): v for n, v in headers.items()}
    return url, body, status, http, {"WARC-Date": date} | (extra or {}), kind


RECORDS = [
    record(f"{WARC_SITE}/robots.txt", DENY_HIDDEN, Content_Type="text/plain"),
    record(f"{WARC_SITE}/hidden", b"hidden"),
    record(WARC_SITE, b"front"),
    record(f"{WARC_SITE}/twice", b"first", date="2025-01-01T00:00:00Z"),
    record(f"{WARC_SITE}/twice", b"last", date="2026-02-01T00:00:00.123456Z"),
    record(f"{WARC_SITE}/twice", b"", date="2026-03-01T00:00:00Z", kind="revisit"),
    record(f"{WARC_SITE}/twice", b"asked", date="2026-03-01T00:00:00Z", kind="resource"),
    record(f"{WARC_SITE}/moved", status="301 Moved", Location="/target?to=1"),
    record(
        f"{WARC_SITE}/target?to=1",
        CHUNKS + b"0\r\nTrailer: 1\r\n\r\n",
        Content_Encoding="gzip",
        Transfer_Encoding="chunked",
    ),
    record(f"{WARC_SITE}/packed", PACKED, Content_Encoding="gzip"),
    record(f"{WARC_SITE}/put-together", b"<html>abc</html>", Transfer_Encoding="chunked"),
    record(f"{WARC_SITE}/unpacked", b"<html>unpacked</html>", Content_Encoding="gzip"),
    record(f"{WARC_SITE}/cut", CHUNKS, Transfer_Encoding="chunked"),
    record("http://warc.example.id/insecure", b"insecure"),
    record("http://warc.example.id/both", b"both, insecure"),
    record(f"{WARC_SITE}/both", b"both, secure"),
    record("http://warc.example.id/both", b"both, insecure again"),
    record(f"{WARC_SITE}/caf\u00e9?q=\u201ca\u201d", b"caf\xc3\xa9", Content_Type="text/html"),
    record(f"{WARC_SITE}/gone", b"gone", status="410 Gone"),
    record(f"{WARC_SITE}/limited", b"half a p", extra={"WARC-Truncated": "length"}),
    record(f"{WARC_SITE}/big", b"x" * (MAXSIZE + 1)),
    record(f"{WARC_SITE}/bomb", gzip.compress(bytes(10 * MAXSIZE)), Content_Encoding="gzip"),
    record(f"{WARC_SITE}/headers", b"x", Content_Type="text/plain", X_Robots_Tag="noindex"),
    record("dns:warc.example.id", b"warc.example.id. 1 IN A 192.0.2.1"),
    record("http://[broken", b"no URL"),
    record(f"{WARC_SITE}/undated", b"undated", date="yesterday"),
    record(f"{WARC_SITE}/no-http", b"undated", status="HTTP"),
]

WARC_PATHS = [
    *("", "/", "/hidden", "/twice", "/moved", "/packed", "/put-together", "/unpacked", "/cut"),
    *(
        "/insecure",
        "/both",
        "/caf\u00e9?q=\u201ca\u201d",
        "/gone",
        "/limited",
        "/big",
        "/bomb",
        "/headers",
    ),
    *("/headers", "/missing", "/moved?to=2", "/undated", "/no-http"),
]


def write_warc(file, records, packed=True):
    with file.open("wb") as stream:
        writer = WARCWriter(stream, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(file.name, {"software": "a test"}))
        for url, body, status, http, headers, kind in records:
            headed = None
            if url.startswith("http"):
                headed = StatusAndHeaders(status, list(http.items()), protocol="HTTP/1.1")
            payload = {"payload": io.BytesIO(body), "length": len(body), "http_headers": headed}
            writer.write_record(
                writer.create_warc_record(url, kind, warc_headers_dict=headers, **payload)
            )
    return file


@pytest.fixture(scope="module")
def warc(folder):
    return write_warc(folder / "crawl.warc.gz", RECORDS)


@pytest.fixture(scope="module")
def plain_warc(folder):
    return write_warc(folder / "crawl.warc", RECORDS, packed=False)


@pytest.fixture(params=["warc", "plain warc"])
def from_warc(offline, request):
    return offline[request.param]


def test_a_recorded_page_is_answered_as_it_was_recorded(from_warc):
    texts = {url.removeprefix(WARC_SITE): p["text"] for url, p in from_warc["pages"].items()}
    assert texts == {
        "": "front",
        "/": "front",
        "/twice": "last",
        "/moved": "<html>packed in chunks</html>",
        "/packed": "<html>packed in chunks</html>",
        "/put-together": "<html>abc</html>",
        "/unpacked": "<html>unpacked</html>",
        "/insecure": "insecure",
        "/both": "both, secure",
        "/caf\u00e9?q=\u201ca\u201d": "caf\u00e9",
        "/gone": "gone",
        "/limited": "half a p",
        "/headers": "x",
        "/missing": "",
        "/moved?to=2": "",
    }


def test_recorded_status_and_headers_are_kept(from_warc):
    pages = from_warc["pages"]
    assert pages[f"{WARC_SITE}/gone"]["status"] == 410
    assert pages[f"{WARC_SITE}/missing"]["status"] == 404
    assert pages[f"{WARC_SITE}/headers"]["headers"]["X-Robots-Tag"] == "noindex"
    assert pages[f"{WARC_SITE}/headers"]["class"] == "TextResponse"


def test_a_recorded_redirect_leads_on_under_the_real_url(from_warc):
    assert from_warc["pages"][f"{WARC_SITE}/moved"]["url"] == f"{WARC_SITE}/target?to=1"


def test_a_page_of_the_other_scheme_keeps_the_url_that_was_asked_for(from_warc):
    assert from_warc["pages"][f"{WARC_SITE}/insecure"]["url"] == f"{WARC_SITE}/insecure"


def test_a_recording_that_is_not_whole_never_passes_for_a_page(from_warc):
    assert "partial" in from_warc["pages"][f"{WARC_SITE}/limited"]["flags"]
    failed = from_warc["failed"]
    assert failed[f"{WARC_SITE}/cut"].startswith("ResponseDataLossError")
    assert failed[f"{WARC_SITE}/big"].startswith("DownloadCancelledError")
    assert failed[f"{WARC_SITE}/bomb"].startswith("Refusal: ")
    for path in ("/undated", "/no-http"):
        assert failed[WARC_SITE + path].endswith("is no HTTP response with a date.")


def test_fetched_at_is_the_time_of_recording(from_warc):
    pages = from_warc["pages"]
    assert pages[f"{WARC_SITE}/"]["fetched_at"] == "2026-01-20T11:30:00+00:00"
    assert pages[f"{WARC_SITE}/packed"]["fetched_at"] == "2026-01-20T11:30:00+00:00"
    assert pages[f"{WARC_SITE}/twice"]["fetched_at"] == "2026-02-01T00:00:00+00:00"


def test_fetched_at_is_now_without_a_recording_and_no_server_can_change_that():
    headers = {"WARC-Date": DATE, "X-Archive-Date": DATE}
    page = HtmlResponse("https://news.example.id/", headers=headers)
    now = datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=timezone(timedelta(hours=7)))
    assert fetched_at(page, now) == "2026-02-02T21:05:06+00:00"


# --- Loopback ---------------------------------------------------------------------------------


def answer(path, headers):
    """One server for all hosts: it redirects over hosts and schemes, and tells what it was sent."""
    host, scheme = headers["Host"], headers["X-Forwarded-Proto"]
    if path == "/robots.txt":
        return 200, {"Content-Type": "text/plain"}, DENY_HIDDEN
    if path == "/away":
        return 302, {"Location": "http://other.example.id/there?a=1"}, b""
    if path == "/near":
        return 301, {"Location": "there?a=1"}, b""
    if path.startswith("/busy"):
        return 503, {}, b"busy"
    sent = f"{scheme} {host} {path} {headers.get('Proxy-Authorization')}"
    return 200, {"Content-Type": "text/html", "WARC-Date": DATE}, sent.encode()


@pytest.fixture(scope="module")
def loopback(answer_with, watched):
    """Crawls of loopback servers, with proxies set, in a process whose sockets are watched."""
    server = answer_with(answer)
    other = answer_with(answer, "127.0.0.9")
    paths = ["/", "/a%20b?c=%2F#d", "/away", "/near", "/busy", "/hidden", "/../up", "/stop"]
    no_delay = {"cmdline": {"DOWNLOAD_DELAY": 0}}
    secure = "https://User@NEWS.example.id:443/secure"
    crawls = {
        "usual": crawl(server.url, [*(SITE + path for path in paths), secure], **no_delay),
        "named": crawl(server.url.replace("127.0.0.1", "LOCALHOST"), [f"{SITE}:8443/"], **no_delay),
        "other": crawl(f"{other.url}/", ["http://news.example.id/"]),
    }
    crawls["usual"]["settings"]["STOP_AT"] = "/stop"
    with closing(socket.socket()) as proxy:
        proxy.bind(("127.0.0.1", 0))  # but does not listen
        proxies = dict.fromkeys(
            ("http_proxy", "https_proxy"), f"http://me:pw@127.0.0.1:{proxy.getsockname()[1]}"
        )
        outcomes, sockets = watched("loopback", list(crawls.values()), **proxies)
    return dict(zip(crawls, outcomes, strict=True)) | {"sockets": sockets, "seen": server.seen}


@pytest.mark.parametrize(
    ("path", "sent", "url"),
    [
        ("/", "https news.example.id / None", f"{SITE}/"),
        ("/a%20b?c=%2F#d", "https news.example.id /a%20b?c=%2F None", f"{SITE}/a%20b?c=%2F"),
        ("/../up", "https news.example.id /../up None", f"{SITE}/../up"),
        ("/near", "https news.example.id /there?a=1 None", f"{SITE}/there?a=1"),
        (
            "/away",
            "http other.example.id /there?a=1 None",
            "http://other.example.id/there?a=1",
        ),
    ],
)
def test_the_server_gets_the_real_host_and_the_spider_the_real_url(loopback, path, sent, url):
    page = loopback["usual"]["pages"][SITE + path]
    assert (page["text"], page["url"]) == (sent, url)
    assert page["latency"] > 0


def test_user_and_default_port_are_not_part_of_the_host(loopback):
    [page] = [p for p in loopback["usual"]["pages"].values() if p["url"].endswith("/secure")]
    assert page["text"] == "https news.example.id /secure None"


def test_an_own_port_and_a_server_by_name_work_too(loopback):
    [page] = loopback["named"]["pages"].values()
    assert page["text"] == "https news.example.id:8443 / None"


def test_middlewares_work_on_the_real_pages_of_a_loopback_server(loopback):
    assert "robots" in loopback["usual"]["failed"][f"{SITE}/hidden"]
    assert loopback["usual"]["pages"][f"{SITE}/busy"]["status"] == 503
    assert [path for path, _ in loopback["seen"]].count("/busy") == 2
    assert loopback["usual"]["stats"]["retry/max_reached"] == 1


def test_a_download_that_an_extension_stops_keeps_the_real_url(loopback):
    assert loopback["usual"]["failed"][f"{SITE}/stop"] == f"StopDownload: {SITE}/stop"


def test_a_server_may_listen_on_the_ipv6_loopback_address(answer_with, run_crawls):
    try:
        server = answer_with(answer, "::1")
    except OSError as error:
        pytest.skip(f"this machine has no IPv6: {error}")
    [outcome] = run_crawls([crawl(server.url, [f"{SITE}/"], cmdline={"DOWNLOAD_DELAY": 0})])
    assert outcome["pages"][f"{SITE}/"]["text"] == "https news.example.id / None"


def test_a_loopback_server_is_paced_like_a_live_site_unless_the_command_line_says_else(loopback):
    assert loopback["other"]["delay"] == 1
    assert loopback["usual"]["delay"] == 0


def test_a_loopback_page_is_fetched_now(loopback):
    assert loopback["usual"]["pages"][f"{SITE}/"]["fetched_at"] > "2026-01-20T11:30:00"
    assert not loopback["usual"]["pages"][f"{SITE}/"]["flags"]


def test_a_loopback_crawl_connects_to_the_servers_alone_and_looks_no_name_up(loopback):
    """The watch sees what it is for: were the folder's crawl to connect, its test would fail."""
    assert {event for event, _ in loopback["sockets"]} == {"socket.connect"}
    assert {host for _, host in loopback["sockets"]} == {"127.0.0.1", "127.0.0.9"}


# --- Wrong values -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "no such folder or file"),
        (" ", "no such folder or file"),
        ("fixturs", "no such folder or file; give a folder, a .warc or .warc.gz file, or http://"),
        ("127.0.0.1:8000", "no such folder or file"),
        ("\0", "no such folder or file"),
        ("x" * 5000, "no such folder or file"),
        ("pyproject.toml", "is no .warc or .warc.gz"),
        ("https://127.0.0.1:8000", "http and not https"),
        ("file:///tmp", "http://127.0.0.1:PORT"),
        ("http://example.com:8000", "http://127.0.0.1:PORT ('example.com'"),
        ("http://localhost.example.com:8000", "http://127.0.0.1:PORT"),
        ("http://192.0.2.1:8000", "192.0.2.1 is not this machine"),
        ("http://0.0.0.0:8000", "0.0.0.0 is not this machine"),
        ("http://[::ffff:127.0.0.1]:8000", "is not this machine"),
        ("http://[::2]:8000", "::2 is not this machine"),
        ("http://2130706433:8000", "http://127.0.0.1:PORT"),
        ("http://127.0.0.1@example.com:8000", "http://127.0.0.1:PORT"),
        ("http://example.com@127.0.0.1:8000", "nothing more"),
        ("http://:8000", "http://127.0.0.1:PORT"),
        ("http://127.0.0.1:99999", "Port out of range"),
        ("http://127.0.0.1:eight", "Port could not be cast"),
        ("http://127.0.0.1:8000/base", "nothing more"),
        ("http://127.0.0.1:8000/?a=1", "nothing more"),
        ("http://[::1:8000", "http://127.0.0.1:PORT"),
    ],
)
def test_a_wrong_value_is_refused_with_one_line_that_says_what_to_write(value, words):
    with pytest.raises(ValueError, match=r"^REPLAY=") as caught:
        handler_for(value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        "http://127.0.0.1:8000",
        "http://127.0.0.1:8000/",
        "HTTP://127.255.0.9:1",
        "http://localhost:8000",
        "http://LocalHost:8000",
        "http://[::1]:8000",
        "http://127.0.0.1",
    ],
)
def test_every_loopback_server_is_a_right_value(value):
    assert handler_for(value) is LoopbackHandler


def test_folder_and_warc_files_are_right_values(replica, warc, plain_warc, folder):
    odd = write_warc(folder / "UPPER.WARC.GZ", RECORDS[:1], packed=False)
    assert handler_for(str(replica)) is FolderHandler
    assert {handler_for(str(file)) for file in (warc, plain_warc, odd)} == {WarcHandler}


def foreign(folder):
    page = b"<!doctype html><title>A page</title>"
    yield "page.warc", page, "begins with b'<!doc' instead of b'WARC/'"
    yield "page.warc.gz", gzip.compress(page), "begins with b'<!doc'"
    yield "empty.warc", b"", "begins with b''"
    yield "torn.warc.gz", gzip.compress(page)[:12], "is no WARC file"
    yield "arc.warc", b"filedesc://a.arc 0.0.0.0 20260101000000 text/plain 9\n1 0 A\n\n", "no WARC"
    dns = write_warc(folder / "dns.warc", [r for r in RECORDS if r[0].startswith("dns")])
    yield "only-dns.warc", dns.read_bytes(), "holds no page"
    yield "no-pages.warc", write_warc(folder / "none.warc", []).read_bytes(), "holds no page"
    whole = gzip.compress(write_warc(folder / "all.warc", RECORDS, packed=False).read_bytes())
    yield "whole.warc.gz", whole, "compressed as a whole, not record by record; mend it with"
    one = write_warc(folder / "one.warc", RECORDS[:1], packed=False).read_bytes()
    yield "more.warc", one + b"more\r\n", "is damaged near byte"
    yield "zeros.warc", one + bytes(2000), "is damaged near byte"
    yield "no-length.warc", one.replace(b"Content-Length", b"Content-Longth"), "is damaged near"
    two = write_warc(folder / "two.warc", RECORDS[1:3], packed=False).read_bytes()
    shorter = re.sub(
        rb"Length: (\d+)(?=\r\n\r\nHTTP)", lambda m: b"Length: %d" % (int(m[1]) - 3), two, count=1
    )
    yield "short-length.warc", shorter, "is damaged near byte"
    yield "wrong-length.warc", one.replace(b"Content-Length: ", b"Content-Length: 1"), "is damaged"


def test_a_foreign_or_damaged_file_is_refused_with_the_reason_in_one_line(tmp_path, capsys):
    for name, content, words in foreign(tmp_path):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ValueError, match=name) as caught:
            handler_for(str(tmp_path / name))
        assert words in str(caught.value)
        assert "\n" not in str(caught.value)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("packed", [True, False])
def test_a_torn_file_is_refused_wherever_it_was_torn(tmp_path, packed):
    file = write_warc(tmp_path / "whole.warc", RECORDS[:4], packed=packed)
    whole, begin = file.read_bytes(), max(page_offsets(file).values())
    torn = tmp_path / "torn.warc"
    refusals = {}
    for cut in range(begin + 1, len(whole)):
        torn.write_bytes(whole[:cut])
        refusals[cut] = refusal(torn)
    content_ends = len(whole) - (16 if packed else 4)  # behind it: checksum or empty lines
    damaged = f"REPLAY={torn}: {torn} is damaged near byte "
    assert all(refusals[cut].startswith(damaged) for cut in range(begin + 1, content_ends))


def refusal(file):
    try:
        handler_for(str(file))
    except ValueError as error:
        return str(error)
    return "accepted"


# --- Scrapy's commands ------------------------------------------------------------------------

SPIDER = f'''
import scrapy

class DemoSpider(scrapy.Spider):
    name = "demo"
    start_urls = ["{SITE}/read/2", "{SITE}/hidden", "{SITE}/missing"]

    def parse(self, response):
        """
        @url {SITE}/read/2
        @returns items 1 1
        @scrapes url text
        """
        yield {{"url": response.url, "text": response.text}}
'''


@pytest.fixture(scope="module")
def project(folder, replica):
    """A project of one spider with the settings for downloads, and the replica in its folder."""
    (folder / "spiders").mkdir()
    (folder / "spiders/__init__.py").touch()
    (folder / "spiders/demo.py").write_text(SPIDER)
    (folder / "demo_settings.py").write_text(
        "from newsscraper.settings import ADDONS, DOWNLOAD_DELAY, DOWNLOAD_HANDLERS\n"
        "from newsscraper.settings import DOWNLOADER_MIDDLEWARES, ROBOTSTXT_OBEY\n"
        "SPIDER_MODULES = ['spiders']\n"
    )
    (folder / "scrapy.cfg").write_text("[settings]\ndefault = demo_settings\n")
    return folder


def test_crawl_replays(project, scrapy):
    done = scrapy(project, "crawl", "demo", "-s", "REPLAY=replica", "-O", "out.jsonl")
    assert done.code == 0, done.err
    [item] = map(json.loads, (project / "out.jsonl").read_text().splitlines())
    assert item == {"url": f"{SITE}/read/2", "text": "html"}


@pytest.mark.parametrize(
    ("command", "output"),
    [
        (["fetch", "--nolog", f"{SITE}/read/2"], "html\n"),
        (["shell", "--nolog", "-c", "response.text", f"{SITE}/read/2"], "html\n"),
        (["parse", "--spider=demo", "--nolog", "--nocolour", f"{SITE}/read/2"], "'text': 'html'"),
        (["check", "demo"], ""),
    ],
)
def test_scrapys_other_commands_replay(project, scrapy, command, output):
    done = scrapy(project, *command, "-s", "REPLAY=replica")
    assert done.code == 0, done.err
    assert output in done.out
    if command[0] == "check":
        assert "Ran 2 contracts" in done.err
        assert "OK" in done.err


def test_a_wrong_value_stops_the_crawl_before_anything_is_fetched(project, scrapy):
    done = scrapy(project, "crawl", "demo", "-s", "REPLAY=replicas", "-O", "none.jsonl")
    assert done.code != 0
    assert "REPLAY=replicas: there is no such folder or file" in done.err
    assert "downloader/request_count" not in done.err
