"""One publisher's facts per module, or a group's, and the class that connects them to Scrapy."""
