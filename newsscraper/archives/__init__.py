"""Stored pages of archives, read again by today's extraction."""
