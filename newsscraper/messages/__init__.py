"""What a person reads: cleaned of secrets and control characters, in one line."""
