"""What commands share: a base, checks of what they were given, and their work with the store."""
