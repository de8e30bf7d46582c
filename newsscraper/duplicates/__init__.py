"""Which texts repeat which."""
