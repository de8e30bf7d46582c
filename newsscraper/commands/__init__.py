"""One `scrapy` command per module, named after what a user types, and nothing else."""
