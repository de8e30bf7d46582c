"""No secret, and nothing that tricks a terminal, in log, store, feed or an error line."""

import logging
import re
import socket
from contextlib import closing
from pathlib import PurePosixPath

import pytest
from worlds.pages import article_page
from worlds.site import HOME, Site

from newsscraper.messages.quiet_logs import demote
from newsscraper.messages.redaction import redact, visible

DATE = "2026-01-20 10:00"
SETTINGS = {
    "AWS_ACCESS_KEY_ID": "AKIA1RAHASIA1SATU",
    "AWS_SECRET_ACCESS_KEY": "rahasia2/dua+kunci=",
    "AWS_SESSION_TOKEN": "rahasia3'tiga\"tanda",
    "FTP_PASSWORD": "rahasia4-empat",
    "MAIL_PASS": "rahasia5 dengan spasi",
    "HTTPAUTH_PASS": "rahasia6-enam",
    "TELNETCONSOLE_PASSWORD": "rahasia7-tujuh",
    "MY_API_KEY": "rahasia8-delapan",
}
ENVIRONMENT = {
    "https_proxy": "http://pengguna:rahasia9-sembilan@127.0.0.1:{port}",
    "http_proxy": "http://pemakai:rahasia10-sepuluh@127.0.0.1:{port}",
    "ARCHIVE_TOKEN": "rahasia11-sebelas",
}
FEED = "ftp://redaksi:rahasia12-duabelas@127.0.0.1:{port}/berita.jsonl"
SECRET = re.compile(r"rahasia\d|AKIA1RAHASIA")

TRICKS = [
    "\x1b[2J", "\x1b]0;judul\x07", "\x1b[31mmerah\x1b[0m", "\x1b]8;;http://evil.test\x1b\\tautan",
    "\x1bP+q544e\x1b\\", "\x1b[6n", "\x1b[?1049h", "\x1bc", "\x9b2J", "\x9d0;x\x9c", "\x90q\x9c",
    "\x07", "\x08\x08\x08", "\r2026-11-24 [root] INFO: Complete", "\n2026 [root] ERROR: palsu",
    "\x0b", "\x0c", "\x00", "\x01", "\x7f", "\x85baris", "\u2028baris", "\u2029alinea",
    "\u202egnirts\u202c", "\u202a", "\u202b", "\u202d", "\u2066x\u2069", "\u2067y\u2069", "\u2068",
    "\u200e", "\u200f", "\u061c", "\u200b", "\u2060", "\ufeff", "\u00ad", "\x1b[1A\x1b[2K",
    "\x1b[8mtersembunyi", "\x1b]52;c;ZXZpbA==\x07", "\x1b(0", "\x0e\x0f",
]  # fmt: skip
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


@pytest.fixture(scope="module")
def nobody():
    """A port of this machine on which nobody listens."""
    with closing(socket.socket()) as reserved:
        reserved.bind(("127.0.0.1", 0))
        yield reserved.getsockname()[1]


@pytest.fixture(scope="module")
def with_secrets(run_crawl, serve, tmp_path_factory, nobody):
    """All that a live crawl through a dead proxy, and one that cannot deliver, write anywhere."""
    folder = tmp_path_factory.mktemp("secrets")
    site = Site(folder / "site")
    site.index("/indeks", [site.article("/ekonomi/800001/berita", DATE)])
    feed = FEED.format(port=nobody)
    environment = {name: value.format(port=nobody) for name, value in ENVIRONMENT.items()}
    settings = [part for pair in SETTINGS.items() for part in ("-s", "=".join(pair))]
    settings += ["-s", "HTTPAUTH_DOMAIN=mediaindonesia.com", "-s", "HTTPAUTH_USER=redaksi"]
    settings += ["-s", "DOWNLOAD_TIMEOUT=2", "-s", "RETRY_TIMES=0"]
    with serve(site.folder) as server:
        replay = ["-s", f"REPLAY={server.url}", "-s", "DOWNLOAD_DELAY=0"]
        store = ["-s", "STORE_URL=sqlite:///articles.db", "-s", "LOG_FILE=crawl.log"]
        ends = {
            "live": run_crawl(*settings, "-o", feed, cwd=folder, **environment),
            "delivery": run_crawl(*settings, *replay, "-o", feed, cwd=folder, **environment),
            "stored": run_crawl(*settings, *replay, *store, cwd=folder, **environment),
            "refused": run_crawl(
                "-s", "REPLAY=http://redaksi:rahasia14@127.0.0.1:1/x", cwd=folder, **environment
            ),
        }
    files = [file for file in folder.rglob("*") if file.is_file() and "site" not in file.parts]
    written = {file.name: file.read_bytes().decode("latin-1") for file in files}
    return ends, written


def test_the_crawls_with_secrets_went_as_they_should(with_secrets):
    ends, written = with_secrets
    assert {name: ended.code for name, ended in ends.items()} == {
        "live": 4,
        "delivery": 3,
        "stored": 0,
        "refused": 2,
    }
    assert b"Overridden settings" in ends["live"].err
    assert b"'FTP_PASSWORD': '***'" in ends["live"].err
    assert "crawl.log" in written


def test_no_secret_is_written_anywhere(with_secrets):
    ends, written = with_secrets
    said = {name: (ended.out + ended.err).decode() for name, ended in ends.items()}
    found = {
        name: sorted({text[max(at.start() - 60, 0) : at.end()] for at in SECRET.finditer(text)})
        for name, text in (said | written).items()
    }
    assert {name: places for name, places in found.items() if places} == {}


def test_what_is_not_secret_stays():
    text = "GET https://mediaindonesia.com/a@b?page=2&key_word=x <user@example.id> a=b; basic facts"
    assert redact(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("http://u:p@h/x", "http://***@h/x"),
        ("socks5://token@h", "socks5://***@h"),
        (str(PurePosixPath("psycopg://u:p@h/x")), "psycopg:/***@h/x"),
        ("a?token=x&b=1", "a?token=***&b=1"),
        ("a?X-Amz-Signature=ab%2F&sig=q#z", "a?X-Amz-Signature=***&sig=***"),
        ("{'Authorization': 'Basic YTpi', 'x': 1}", "{'Authorization': 'Basic ***', 'x': 1}"),
        ("{b'Proxy-Authorization': [b'Basic YTpi']}", "{b'Proxy-Authorization': [b'Basic ***']}"),
        ("authorization: Bearer abc.def", "authorization: Bearer ***"),
        ("{'user': 'a', 'password': 'b c'}", "{'user': 'a', 'password': ***}"),
        ("access_token: abc, db_password=x", "access_token: ***, db_password=***"),
        ("the token: abc.def, and api_key=x", "the token: ***, and api_key=***"),
    ],
)
def test_users_passwords_and_tokens_are_hidden(text, clean):
    assert redact(text) == clean


@pytest.fixture(scope="module")
def tricked(run_crawl, serve, tmp_path_factory):
    """A crawl at level DEBUG of articles, links and addresses full of tricks."""
    folder = tmp_path_factory.mktemp("tricks")
    site = Site(folder / "site")
    stories = []
    for number, trick in enumerate(TRICKS):
        path = f"/ekonomi/{800000 + number}/berita"
        html = article_page(
            headline=f"Judul {trick} berita",
            byline=f'<div class="author-2">Rina {trick} Astuti</div>',
            body=f"<p>Isi {trick} berita.</p>",
            tags=(f"# Tag {trick}",),
            canonical="",
            ld="",
            state="",
        )
        site.text(f"{path}.html", html)
        stories.append((HOME + path, DATE))
    away, odd = f"{HOME}/ekonomi/802001/dialihkan", f"{HOME}/ekonomi/802002/dikemas"
    stories += [(away, DATE), (odd, DATE)]
    stories += [(f"{HOME}/ekonomi/{801000 + n}/judul-{t}", DATE) for n, t in enumerate(TRICKS)]
    site.index("/indeks", stories)
    with serve(site.folder) as server:
        server.answers[away] = 302, {"Location": "https://lain.example/x?token=rahasia15"}, b""
        server.answers[odd] = 200, {"Content-Encoding": "\x1b[31mlain"}, b"x"
        settings = ["-s", f"REPLAY={server.url}", "-s", "DOWNLOAD_DELAY=0"]
        ended = run_crawl(*settings, cwd=folder, PWD=str(folder), TOKEN_KIND="true")
    return ended, (folder / "out.jsonl").read_bytes().decode()


def test_no_trick_reaches_the_terminal(tricked):
    ended, _ = tricked
    log = ended.err.decode()
    assert [log[max(at.start() - 80, 0) : at.end()] for at in UNSEEN.finditer(log)] == []
    assert len(TRICKS) >= 40


def test_no_secret_of_an_address_is_logged_and_no_path_or_word_is_taken_for_one(tricked):
    log = tricked[0].err.decode()
    assert "redirected to https://lain.example/x?token=***" in log
    assert not SECRET.search(log)
    assert "out.jsonl" in log
    assert "***" not in log.replace("token=***", "")


def test_no_line_of_the_log_is_forged(tricked):
    ended, _ = tricked
    lines = ended.err.decode().splitlines()
    assert [line for line in lines if line.startswith("2026 [root]")] == []
    assert any("palsu" in line for line in lines), "the text is there, on a line that is ours"


def test_no_trick_reaches_the_feed(tricked):
    _, feed = tricked
    assert feed.count("\n") == len(TRICKS)
    assert UNSEEN.findall(feed) == []


@pytest.mark.parametrize("trick", TRICKS)
def test_what_a_terminal_would_obey_is_written_out(trick):
    assert UNSEEN.search(visible(f"a{trick}b")) is None


# --- What Scrapy says of itself -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "level", "message", "shown"),
    [
        ("scrapy.utils.log", logging.INFO, "Versions:", logging.DEBUG),
        ("scrapy.middleware", logging.INFO, "Enabled item pipelines:", logging.DEBUG),
        ("scrapy.middleware", logging.WARNING, "Disabled a.B: no", logging.WARNING),
        ("scrapy.crawler", logging.INFO, "Overridden settings:", logging.DEBUG),
        ("scrapy.crawler", logging.INFO, "Received SIGINT, shutting down", logging.INFO),
        ("scrapy.core.engine", logging.INFO, "Spider opened", logging.DEBUG),
        ("scrapy.core.engine", logging.ERROR, "Spider opened badly", logging.ERROR),
        ("scrapy.statscollectors", logging.INFO, "Dumping Scrapy stats:", logging.DEBUG),
        ("newsscraper.feeds.outbox", logging.INFO, "Enabled", logging.INFO),
    ],
)
def test_what_scrapy_is_made_of_is_for_those_who_ask(caplog, name, level, message, shown):
    demote()
    demote()
    with caplog.at_level(logging.DEBUG):
        logging.getLogger(name).log(level, message)
    assert [(each.levelno, each.levelname) for each in caplog.records] == [
        (shown, logging.getLevelName(shown))
    ]
