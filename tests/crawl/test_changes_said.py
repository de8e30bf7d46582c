"""What the last line says of pages that changed: see also `ROWS` in `test_judges`."""

from newsscraper.crawl.changes_said import changed, still_changed
from newsscraper.crawl.ending import Ending, PageChange


def test_a_run_without_changes_says_nothing_of_them():
    assert (changed(Ending()), still_changed(Ending())) == ("", "")


def test_what_was_told_before_is_no_news():
    ending = Ending(changes=(PageChange("image", "image in 0 of 9 articles", None, is_told=True),))
    assert (changed(ending), still_changed(ending)) == ("", "; still changed: image")
