"""One run: what it asks for, where it goes on, and how it ended."""
