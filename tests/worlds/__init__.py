"""Made-up sites, papers and stories, and the servers and readers that go with them."""
