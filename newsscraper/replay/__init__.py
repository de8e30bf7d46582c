"""Pages from a folder, a WARC file or a loopback server in place of the internet."""
