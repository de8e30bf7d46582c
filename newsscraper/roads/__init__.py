"""Roads: the ways to find a publisher's articles, one module per kind."""
