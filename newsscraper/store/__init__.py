"""The article store: what was found, what became of every listed URL, what each feed holds."""
