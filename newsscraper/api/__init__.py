"""What the package offers to Python code: articles of pages, and of the store."""
