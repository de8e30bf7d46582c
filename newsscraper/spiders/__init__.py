"""One publisher's facts per module, and the class that connects them to Scrapy."""
