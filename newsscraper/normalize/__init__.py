"""Text in, value out, and nothing when there is none."""
