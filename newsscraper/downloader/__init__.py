"""What stands between the spiders and the network: robots.txt and replay."""
