"""The files that a crawl delivers."""
