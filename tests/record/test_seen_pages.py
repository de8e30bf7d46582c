"""A page is unchanged only when the record that it leads to holds the same bytes."""

import pytest

from newsscraper.record.seen_pages import SeenPages
from newsscraper.record.warc_records import Earlier, payload_digest

BODY = b"<p>Isi</p>"
DIGEST = payload_digest(BODY)
URL = "https://news.example.id/a?b=1"


@pytest.fixture
def recorded(tmp_path, exchange):
    """A folder with one record, and pages that know it."""
    (tmp_path / "a.warc.gz").write_bytes(exchange().response_record())
    seen = SeenPages(tmp_path)
    earlier = Earlier(URL, "2026-01-20T11:30:00Z", "a.warc.gz", 0)
    seen.note(earlier, DIGEST)
    yield tmp_path, seen, earlier
    seen.close()


def test_an_unchanged_page_is_found_by_its_url_and_digest(recorded):
    _, seen, earlier = recorded
    assert seen.find(URL, DIGEST, BODY) == earlier
    assert seen.find(URL, payload_digest(b"other"), b"other") is None
    assert seen.find("https://news.example.id/", DIGEST, BODY) is None


def test_it_is_found_by_the_next_run_and_in_a_file_that_grows(recorded):
    folder, seen, earlier = recorded
    seen.close()
    (folder / "a.warc.gz").rename(folder / "a.warc.gz.open")
    again = SeenPages(folder)
    assert again.find(URL, DIGEST, BODY) == earlier
    again.close()


@pytest.mark.parametrize("change", ["gone", "torn", "other", "empty"])
def test_a_record_that_is_not_there_any_more_is_not_referred_to(recorded, exchange, change):
    folder, seen, _ = recorded
    file = folder / "a.warc.gz"
    if change == "gone":
        file.unlink()
    elif change == "torn":
        file.write_bytes(file.read_bytes()[:-40])
    elif change == "other":
        file.write_bytes(exchange(body=b"<p>Lain</p>").response_record())
    else:
        file.write_bytes(b"")
    assert seen.find(URL, DIGEST, BODY) is None


def test_a_damaged_database_is_made_anew(recorded):
    folder, seen, earlier = recorded
    seen.close()
    (folder / "seen-pages.sqlite").write_bytes(b"no database" * 99)
    again = SeenPages(folder)
    assert again.find(URL, DIGEST, BODY) is None
    again.note(earlier, DIGEST)
    assert again.find(URL, DIGEST, BODY) == earlier
    again.close()


def test_one_that_cannot_be_opened_costs_space_alone(tmp_path):
    (tmp_path / "seen-pages.sqlite").mkdir()
    seen = SeenPages(tmp_path)
    assert seen.find(URL, DIGEST, BODY) is None
    seen.close()
