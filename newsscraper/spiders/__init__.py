"""The publishers: one spider class each."""
