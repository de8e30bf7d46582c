"""One kind of list per module: what its page says, and which page is next."""
