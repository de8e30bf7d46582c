"""May we ask, when, and did the answer come whole."""
