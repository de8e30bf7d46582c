"""The report as one page: its charts, tables and words, and nothing that is counted."""
