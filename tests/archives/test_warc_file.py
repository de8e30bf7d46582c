import gzip
import random
from itertools import islice

import pytest
from lab.warcs import Warc, digest_of

from newsscraper.archives.captures import Capture, Revisit, Skip
from newsscraper.archives.warc_file import WarcFile
from newsscraper.failures import Reason

ENDINGS = (".warc", ".warc.gz")
BODY = b"<html><body><p>Pasar malam dibuka lagi di alun-alun kota.</p></body></html>"


def url(number):
    return f"https://toko.id/{number}"


@pytest.fixture(params=ENDINGS)
def five(request, tmp_path):
    """A file of five pages that cannot be packed much, and where each begins."""
    path = tmp_path / f"five{request.param}"
    noise = random.Random(1)
    with Warc(path) as warc:
        offsets = [
            warc.page(url(at), BODY + noise.randbytes(900).hex().encode()) for at in range(5)
        ]
    return path, offsets


def read(path, largest=0, unwanted=lambda url: None):
    found = WarcFile(path, largest).captures(unwanted)
    return [each.url[-1] if isinstance(each, Capture) else each for each in found]


def test_the_pages_come_in_their_order(five):
    path, offsets = five
    found = list(WarcFile(path, 0).captures(lambda url: None))
    assert [each.place for each in found] == offsets
    assert [each.url for each in found] == [url(at) for at in range(5)]
    assert found[0].status == 200
    assert f"{found[0].recorded:%H:%M}" == "03:01"
    assert WarcFile(path, 0).again(offsets[3]) == found[3]


def test_a_torn_end_costs_the_last_page(five):
    path, offsets = five
    path.write_bytes(path.read_bytes()[:-300])
    assert read(path) == [*"0123", Skip.BROKEN]
    assert WarcFile(path, 0).again(offsets[4]) is Skip.BROKEN


def test_behind_a_torn_record_the_next_ones_are_read(five):
    path, (_, _, begin, end, _) = five
    whole = path.read_bytes()
    path.write_bytes(whole[: begin + 400] + whole[end:])
    assert read(path) == ["0", "1", Skip.BROKEN, "3", "4"]


def test_garbage_between_two_records_is_passed_over(five):
    path, (_, _, at, _, _) = five
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + b"\0" * 3000 + whole[at:])
    assert [each for each in read(path) if each is not Skip.BROKEN] == [*"01234"]


@pytest.mark.parametrize("at", [1, 5])
def test_records_packed_as_one_are_passed_over(tmp_path, at):
    path = tmp_path / "five.warc.gz"
    with Warc(path) as warc:
        offsets = [warc.page(url(number), BODY) for number in range(5)]
    whole = path.read_bytes()
    place = [*offsets, len(whole)][at]
    path.write_bytes(whole[:place] + gzip.compress(gzip.decompress(whole)) + whole[place:])
    found = list(islice(WarcFile(path, 0).captures(lambda url: None), 100))
    assert [each for each in found if each is Skip.BROKEN] == [Skip.BROKEN]
    assert [each.url[-1] for each in found if isinstance(each, Capture)] == [*"01234"]


def packed_as_a_whole(path):
    content = path.read_bytes()
    plain = gzip.decompress(content) if path.suffix == ".gz" else content
    path.write_bytes(gzip.compress(plain))
    return plain


def test_a_file_that_is_packed_as_a_whole_has_the_same_pages(five):
    path, _ = five
    before = read(path)
    plain = packed_as_a_whole(path)
    assert read(path) == before
    archive = WarcFile(path, 0)
    *_, last = archive.captures(lambda url: None)
    assert archive.again(last.place) == last
    assert last.body.startswith(BODY)
    assert plain[last.place :].startswith(b"WARC/1.")


def test_records_of_an_older_warc_that_are_packed_as_a_whole_are_read(five):
    path, _ = five
    plain = packed_as_a_whole(path)
    path.write_bytes(gzip.compress(plain.replace(b"WARC/1.0", b"WARC/0.18")))
    assert read(path) == [*"01234"]


def test_a_file_packed_as_a_whole_goes_on_behind_what_is_broken(five):
    path, _ = five
    plain = packed_as_a_whole(path)
    at = plain.index(b"Content-Length: ", plain.index(b"WARC/1.", 10)) + len("Content-Length: ")
    path.write_bytes(gzip.compress(plain[:at] + b"9" + plain[at:]))
    found = read(path)
    assert found.count(Skip.BROKEN) == 1
    assert len(found) == 5


def test_a_file_packed_as_a_whole_that_is_torn_has_what_is_before(five):
    path, _ = five
    packed_as_a_whole(path)
    whole = path.read_bytes()
    for length in range(40, len(whole) - 8, 99):
        path.write_bytes(whole[:length])
        found = list(WarcFile(path, 0).captures(lambda url: None))
        assert all(len(each.body) == len(BODY) + 1800 for each in found[:-1])
        assert found[-1] == Skip.BROKEN


def test_a_damaged_length_in_the_first_record_is_no_file_packed_as_a_whole(tmp_path):
    path = tmp_path / "three.warc.gz"
    with Warc(path) as warc:
        offsets = [warc.page(url(at), BODY) for at in range(3)]
    whole = path.read_bytes()
    first = gzip.decompress(whole[: offsets[1]])
    length = first.index(b"Content-Length: ") + len(b"Content-Length: ")
    path.write_bytes(gzip.compress(first[:length] + first[length + 1 :]) + whole[offsets[1] :])
    assert read(path) == [Skip.BROKEN, "1", "2"]


@pytest.mark.parametrize(
    "behind", [b"x" * 100_000, b"\r\nx" * 3, b"WARC", b"x" * 600 + b"\r\n\r\n"]
)
def test_what_is_packed_behind_a_record_costs_that_record_alone(tmp_path, behind):
    path = tmp_path / "two.warc.gz"
    with Warc(path) as warc:
        second = [warc.page(url(at), BODY) for at in range(2)][-1]
    whole = path.read_bytes()
    path.write_bytes(gzip.compress(gzip.decompress(whole[:second]) + behind) + whole[second:])
    assert read(path) == [Skip.BROKEN, "1"]


def test_a_file_of_anything_else_is_broken_and_no_more(tmp_path):
    path = tmp_path / "letter.warc"
    path.write_bytes(b"Kepada yang terhormat,\r\n" * 200)
    assert read(path) == [Skip.BROKEN]


def test_blank_lines_at_the_end_are_no_damage(tmp_path):
    path = tmp_path / "one.warc"
    with Warc(path) as warc:
        warc.page(url(1), BODY)
    with path.open("ab") as file:
        file.write(b"\r\n\r\n")
    assert read(path) == ["1"]


def test_an_empty_file_has_nothing(tmp_path):
    (tmp_path / "none.warc").write_bytes(b"")
    assert read(tmp_path / "none.warc") == []


def test_a_torn_file_never_gives_half_a_page_and_says_so(tmp_path):
    path = tmp_path / "whole.warc.gz"
    with Warc(path) as warc:
        offsets = [warc.page(url(at), BODY * 3) for at in range(3)]
    whole = path.read_bytes()
    ends = {*offsets[1:], len(whole)}
    for length in range(1, len(whole), 7):
        path.write_bytes(whole[:length])
        found = list(WarcFile(path, 0).captures(lambda url: None))
        assert all(each.body == BODY * 3 for each in found if isinstance(each, Capture))
        assert Skip.BROKEN in found or length in ends


@pytest.mark.parametrize("number", range(8))
def test_flipped_bits_in_a_packed_file_never_give_another_page(tmp_path, number):
    """Some of those near the end make what is packed go on where its checksum stands."""
    path, noise = tmp_path / "whole.warc.gz", random.Random(number)
    with Warc(path) as warc:
        for at in range(2):
            warc.page(url(at), BODY, WARC_Record_ID=f"<urn:{number}:{at}>")
    whole = path.read_bytes()
    near_end = range(8 * (len(whole) - 30), 8 * len(whole))
    for flipped in [*near_end, *(noise.randrange(near_end.start) for _ in range(60))]:
        damaged = bytearray(whole)
        damaged[flipped // 8] ^= 1 << flipped % 8
        path.write_bytes(damaged)
        found = WarcFile(path, 0).captures(lambda url: None)
        assert all(each.body == BODY for each in found if isinstance(each, Capture))


def test_what_is_packed_without_its_checksum_is_broken_wherever_blocks_end(tmp_path):
    """warcio reads blocks of 16 KiB, and is silent about an end that it cannot unpack."""
    path, noise = tmp_path / "whole.warc.gz", random.Random(3)
    for size in range(15800, 16400, 3):
        path.unlink(missing_ok=True)
        with Warc(path) as warc:
            warc.page(url(0), noise.randbytes(size))
        whole = path.read_bytes()
        path.write_bytes(whole[:-8] + bytes(8))
        assert read(path) == [Skip.BROKEN], len(whole)


def test_records_that_are_no_whole_page_have_their_reasons(tmp_path):
    path = tmp_path / "odd.warc.gz"
    with Warc(path) as warc:
        warc.record(url(0), "request", b"", "GET / HTTP/1.1")
        warc.page(url(1), BODY, WARC_Truncated="length")
        warc.page(url(2), BODY * 100)
        chunked = [("Transfer-Encoding", "chunked")]
        warc.record(url(3), "response", b"5\r\nPasar\r\n3\r\n", headers=chunked)
        warc.record(url(4), "response", b"5\r\nPasar\r\n0\r\n\r\n", headers=chunked)
        warc.page(url(5), BODY)
        warc.revisit(url(5), "sha1:AAAA")
    unwanted = {url(5): Skip.FOREIGN}.get
    found = list(WarcFile(path, 5000).captures(unwanted))
    *reasons, page, foreign, foreign_too = found
    assert reasons == [Skip.TRUNCATED, Reason.TOO_LARGE, Reason.CUT_OFF]
    assert page.body == b"Pasar"
    assert "Transfer-Encoding" not in page.headers
    assert {foreign, foreign_too} == {Skip.FOREIGN}


def test_a_revisit_names_what_the_page_was(tmp_path):
    path = tmp_path / "twice.warc.gz"
    with Warc(path) as warc:
        warc.page(url(1), BODY)
        digest = digest_of(path)
        warc.revisit(url(1), digest)
    first, again = WarcFile(path, 0).captures(lambda url: None)
    assert isinstance(again, Revisit)
    assert (again.url, again.digest) == (first.url, first.digest)
    assert again.recorded > first.recorded
