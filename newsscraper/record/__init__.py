"""Writes what a crawl fetches into WARC files, which a replay reads."""
