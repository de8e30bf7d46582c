"""A news crawler for Indonesian news, built on Scrapy."""
