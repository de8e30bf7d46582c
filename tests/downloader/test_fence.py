"""The crawl stays on the publisher's site, and on addresses of the internet."""

import datetime
import socket
import ssl
import threading
from contextlib import ExitStack, closing
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from worlds.hosts import Host

from newsscraper.downloader.fence import is_outside, is_public

SITE = "example.id"

# Asked for by a spider of example.id; {port} is that of a trap on this machine.
OFF_SITE = """
http://127.0.0.1:{port}/ http://localhost:{port}/ http://localhost.:{port}/ http://127.1:{port}/
http://2130706433:{port}/ http://0x7f000001:{port}/ http://0x7f.0.0.1:{port}/
http://0177.0.0.1:{port}/ http://017700000001:{port}/ http://[::1]:{port}/
http://[::ffff:127.0.0.1]:{port}/ http://[::ffff:7f00:1]:{port}/ http://[0:0:0:0:0:0:0:1]:{port}/
http://0.0.0.0:{port}/ http://0:{port}/ http://[::]:{port}/ https://127.0.0.1:{port}/
http://169.254.169.254/latest/meta-data/ http://[fd00::1]/ http://10.0.0.1/ http://192.168.1.1/
http://example.id@127.0.0.1:{port}/ http://example.id:80@127.0.0.1:{port}/
http://127.0.0.1:{port}#@example.id/ http://127.0.0.1:{port}\\@example.id/
http://example.id.127.0.0.1.nip.io:{port}/ http://example.id.evil.test:{port}/
http://evil-example.id:{port}/ http://example.id.:{port}/ http://examp1e.id:{port}/
http://example.id:{port}/ https://www.example.id:{port}/ http://example.id:22/
http://user:pw@example.id/ http://user@www.example.id/ HTTP://LOCALHOST:{port}/
http://127.0.0.1%2f@example.id:{port}/ http://example%2eid@localhost:{port}/
file:///etc/passwd file://localhost/etc/passwd file:/etc/hostname data:text/html,<html></html>
ftp://127.0.0.1:{port}/ ftp://example.id/ s3://bucket/key s3://example.id/key
gopher://example.id:{port}/ ws://example.id:{port}/ dict://127.0.0.1:{port}/
""".split()

# Hosts of the publisher, or spiders without a site: the address decides.
INSIDE = """
http://127.0.0.1:{port}/ http://localhost:{port}/ http://127.1:{port}/ http://2130706433:{port}/
http://0x7f000001:{port}/ http://0x7f.1:{port}/ http://0177.0.0.1:{port}/ http://[::1]:{port}/
http://[::ffff:127.0.0.1]:{port}/ http://[::ffff:7f00:1]:{port}/ http://0.0.0.0:{port}/
http://[::]:{port}/ https://127.0.0.1:{port}/ https://[::1]:{port}/
http://inside.example.id:{port}/ https://inside.example.id:{port}/ http://metadata.example.id/
http://router.example.id/ http://unspecified.example.id:{port}/
http://rebinding.example.id:{port}/1 http://rebinding.example.id:{port}/2
http://rebinding.example.id:{port}/3 http://user:pw@inside.example.id:{port}/
http://127.0.0.1:{port}/@example.id http://{own}:{port}/
""".split()

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254
169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.168.0.1
198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe 64:ff9b::7f00:1 64:ff9b::a00:1
64:ff9b:1::a00:1 100::1 2001:db8::1 2002:7f00:1:: 2002:a00:1:: fc00::1 fd12:3456::1 fe80::1
fe80::1%eth0 fec0::1 ff02::1 2001:0:7f00:1::
""".split()

PUBLIC = "8.8.8.8 104.18.0.1 172.32.0.1 100.128.0.1 2606:4700::6812:1 ::ffff:8.8.8.8".split()


class Trap:
    """Counts the connections to one port of this machine, on every address that it has."""

    def __init__(self, stack):
        self.connections = []
        first = self.listen(stack, socket.AF_INET, ("0.0.0.0", 0))
        self.port = first.getsockname()[1]
        self.listen(stack, socket.AF_INET6, ("::", self.port))

    def listen(self, stack, family, address):
        listener = stack.enter_context(closing(socket.socket(family)))
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind(address)
        listener.listen(64)
        threading.Thread(target=self.accept, args=[listener], daemon=True).start()
        return listener

    def accept(self, listener):
        while True:
            try:
                connection, peer = listener.accept()
            except OSError:
                return
            self.connections.append(peer)
            connection.close()


def own_address():
    """The address of this machine in its network, found without sending anything."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return probe.getsockname()[0]


def certificate(folder):
    """Write a key and a certificate that nobody has signed; return the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "inside.example.id")])
    now = datetime.datetime.now(datetime.UTC)
    days = datetime.timedelta(days=1)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - days)
        .not_valid_after(now + days)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("inside.example.id")]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "certificate.pem").write_bytes(private + signed.public_bytes(pem))
    return folder / "certificate.pem"


@pytest.fixture(scope="module")
def attempts(run_crawls):
    """What came of asking for everything, with a trap on this machine."""
    plain = {"ROBOTSTXT_OBEY": False, "RETRY_ENABLED": False, "DOWNLOAD_DELAY": 0}
    settings = plain | {"DOWNLOAD_TIMEOUT": 5, "CONCURRENT_REQUESTS": 8}
    with ExitStack() as stack:
        trap = Trap(stack)
        off_site = [url.format(port=trap.port) for url in OFF_SITE]
        inside = [url.format(port=trap.port, own=own_address()) for url in INSIDE]
        crawls = [
            {"urls": off_site, "settings": settings, "allowed_domains": [SITE]},
            {"urls": inside, "settings": settings},
        ]
        first, second = run_crawls(crawls)
        return SimpleNamespace(
            off_site={url: first["failed"].get(url) for url in off_site},
            inside={url: second["failed"].get(url) for url in inside},
            pages=[*first["pages"], *second["pages"]],
            connections=trap.connections,
        )


def test_no_connection_leads_outside(attempts):
    assert attempts.connections == []
    assert attempts.pages == []


def test_everything_off_the_site_is_refused_before_a_name_is_looked_up(attempts):
    others = {
        u: why for u, why in attempts.off_site.items() if "not the publisher's" not in str(why)
    }
    assert others == {}
    assert len(attempts.off_site) >= 45


def test_every_address_inside_is_refused_however_it_is_written(attempts):
    assert None not in attempts.inside.values()
    # The others are no names that could be looked up.
    refused = [url for url, why in attempts.inside.items() if "no public address" in why]
    assert len(refused) >= 20
    assert {url for url in attempts.inside if ".example.id" in url and "@" not in url} <= set(
        refused
    )


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_the_internet_is_known(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_the_internet_is_known(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url", ["http://example.id/", "https://WWW.Example.id:443/a?b#c", "http://a.b.example.id:80"]
)
def test_the_publishers_own_pages_are_not_outside(url):
    assert not is_outside(url, [SITE])


@pytest.fixture(scope="module")
def in_the_open(run_crawls, answer_with, tmp_path_factory):
    """Two servers of this machine, asked as if it were one of the internet: plain, and TLS."""
    server = answer_with(Host())
    secure = answer_with(Host())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path_factory.mktemp("tls")))
    secure.socket = context.wrap_socket(secure.socket, server_side=True)
    urls = [
        f"http://inside.example.id:{server.server_port}/",
        f"https://inside.example.id:{secure.server_port}/",
    ]
    settings = {"ROBOTSTXT_OBEY": False, "RETRY_ENABLED": False}
    [outcome] = run_crawls([{"urls": urls, "settings": settings, "is_open": True}])
    return SimpleNamespace(urls=urls, server=server, secure=secure, **outcome)


def test_a_public_address_is_connected_to(in_the_open):
    assert in_the_open.pages[in_the_open.urls[0]]["status"] == 200
    assert in_the_open.server.paths() == ["/"]


def test_a_certificate_that_nobody_signed_is_refused(in_the_open):
    assert "certificate" in in_the_open.failed[in_the_open.urls[1]].lower()
    assert in_the_open.secure.paths() == []
