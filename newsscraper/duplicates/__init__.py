"""Which articles repeat another's text: the same, nearly the same, and what only looks like it."""
