"""The facts of one publisher, or of a group, per module, and the class that connects them to Scrapy."""
