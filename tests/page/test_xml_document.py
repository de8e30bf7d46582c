"""XML that could do harm: refused, or read without any of it."""

import gzip
import time
import tracemalloc

import pytest
from scrapy.http import Response
from worlds.documents import DECLARATION, SITEMAP, entry, sitemap

from newsscraper.page.opening import NoArticle
from newsscraper.page.xml_document import MOST_BYTES, children, read_xml, text_in

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DTDS = {
    "a file": '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file://{file}">]>',
    "a host": '<!DOCTYPE urlset [<!ENTITY x SYSTEM "{trap}/entity">]>',
    "a parameter": '<!DOCTYPE urlset [<!ENTITY % x SYSTEM "{trap}/parameter"> %x;]>',
    "a public one": '<!DOCTYPE urlset [<!ENTITY x PUBLIC "-//X" "{trap}/public">]>',
    "billion laughs": f'<!DOCTYPE urlset [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY x "&l9;">]>',
}
HARMLESS = {
    "an external DTD": '<!DOCTYPE urlset SYSTEM "{trap}/urlset.dtd">',
    "a public DTD": '<!DOCTYPE urlset PUBLIC "-//X//EN" "{trap}/urlset.dtd">',
    "a stylesheet": '<?xml-stylesheet type="text/xsl" href="{trap}/style.xsl"?>',
}
SECRET = "rahasia-negara"


class Trap:
    """A loopback server that nobody is to reach."""

    def __init__(self, server, file):
        self.server = server
        self.file = file

    def document(self, head, content):
        """A sitemap with this head, and *content* before its only entry."""
        head = head.format(trap=self.server.url, file=self.file)
        return f"{DECLARATION}{head}<urlset>{content}<url><loc>/ekonomi/1/a</loc></url></urlset>"


@pytest.fixture
def trap(serve, tmp_path):
    file = tmp_path / "secret.txt"
    file.write_text(SECRET)
    with serve(tmp_path) as server:
        yield Trap(server, file)
        assert server.requests == []


def root_of(body):
    body = body.encode() if isinstance(body, str) else body
    return read_xml(Response(SITEMAP, body=body))


def reason_against(body):
    with pytest.raises(NoArticle) as refused:
        root_of(body)
    assert SECRET not in str(refused.value)
    return refused.value.reason


@pytest.mark.parametrize("head", DTDS.values(), ids=DTDS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-16-le"])
def test_a_document_that_declares_entities_is_refused(trap, head, encoding):
    document = trap.document(head, "<url><loc>&x;</loc></url>")
    document = document.replace("UTF-8", encoding.upper().removesuffix("-BE").removesuffix("-LE"))
    mark = {"utf-16-be": b"\xfe\xff", "utf-16-le": b"\xff\xfe"}.get(encoding, b"")
    assert reason_against(mark + document.encode(encoding)) == "xml_entities"


@pytest.mark.parametrize("head", HARMLESS.values(), ids=HARMLESS)
def test_what_a_document_names_elsewhere_is_not_asked_for(trap, head):
    root = root_of(trap.document(head, ""))
    assert [text_in(url, "loc") for url in children(root, "url")] == ["/ekonomi/1/a"]


def test_an_included_file_is_not_read(trap):
    include = '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{}" parse="text"/>'
    root = root_of(trap.document("", include.format(trap.file)))
    assert SECRET not in "".join(root.itertext())


def test_an_entity_that_nobody_declared_is_no_text():
    root = root_of("<urlset><url><loc>/a&nbsp;&x;b</loc></url></urlset>")
    assert len(list(children(root, "url"))) == 1


@pytest.mark.parametrize("body", ["", " \n", "Segera kembali", "\0" * 100, "<", "<!-- -->", "{}"])
def test_what_is_no_xml_is_refused(body):
    assert reason_against(body) == "not_xml"


def test_feeds_that_are_not_quite_xml_are_read():
    root = root_of("<rss><channel><item><title>A & B < C</title></item></channel></rss>")
    assert [child.tag for child in root] == ["channel"]


WHOLE = sitemap(*(entry(number) for number in range(40)))


@pytest.mark.parametrize("part", [0.3, 0.9, 0.99])
def test_half_a_document_is_none(part):
    assert reason_against(WHOLE[: int(len(WHOLE) * part)]) == "cut_off"


@pytest.mark.parametrize("part", [0.1, 0.9, 0.999])
def test_half_a_gzipped_document_is_none(part):
    packed = gzip.compress(WHOLE.encode())
    assert reason_against(packed[: int(len(packed) * part)]) == "cut_off"


def test_a_gzipped_document_with_a_wrong_checksum_is_refused():
    packed = bytearray(gzip.compress(WHOLE.encode()))
    packed[-8] ^= 1
    assert reason_against(bytes(packed)) == "cut_off"


@pytest.mark.parametrize("padding", [b"", b"\0" * 64, b"\n"])
def test_a_gzipped_document_may_be_in_several_pieces(padding):
    text = WHOLE.encode()
    packed = gzip.compress(text[:900]) + gzip.compress(text[900:]) + padding
    assert len(list(children(root_of(packed), "url"))) == 40


@pytest.mark.parametrize(
    "text",
    [
        "<urlset/>",
        "<urlset></urlset>",
        "<urlset></urlset>\n<!-- 0.2 s -->\n",
        "<a:urlset xmlns:a='x'><a:url/></a:urlset >",
    ],
)
def test_a_whole_document_may_be_empty_and_followed_by_a_comment(text):
    assert root_of(text) is not None
    assert root_of(text.encode("utf-16")) is not None


def measured(body):
    """Seconds and megabytes that a refusal of *body* takes, and its reason."""
    begun = time.process_time()
    reason = reason_against(body)
    seconds = time.process_time() - begun
    tracemalloc.start()
    try:
        reason_against(body)
        return seconds, tracemalloc.get_traced_memory()[1] / 1024**2, reason
    finally:
        tracemalloc.stop()


def test_a_bomb_in_gzip_is_refused_before_it_has_unpacked():
    seconds, megabytes, reason = measured(gzip.compress(b" " * (200 * 1024**2), 1))
    assert reason == "too_large"
    assert megabytes < 5 * MOST_BYTES / 1024**2
    assert seconds < 2


def test_a_bomb_of_many_pieces_is_refused_too():
    piece = gzip.compress(b" " * 1024**2)
    assert measured(piece * 200)[2] == "too_large"
    seconds, _, reason = measured(gzip.compress(b"") * 400_000)
    assert reason == "not_xml"
    assert seconds < 10


@pytest.mark.parametrize(
    "body",
    [
        "<urlset>" + "<a>" * 1_200_000,
        "<urlset " + "a='1' " * 200_000 + "/>",
    ],
    ids=["tags", "attributes"],
)
def test_documents_that_cost_too_much_are_refused_in_time(body):
    seconds, _, reason = measured(body)
    assert reason in ("too_many_tags", "too_many_attributes")
    assert seconds < 5


def test_a_document_of_any_depth_is_read_in_time():
    begun = time.process_time()
    assert root_of("<a>" * 100_000 + "</a>" * 100_000).tag == "a"
    assert time.process_time() - begun < 3
