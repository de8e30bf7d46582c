"""Pages from a folder, WARC files or a loopback server in place of the internet."""
