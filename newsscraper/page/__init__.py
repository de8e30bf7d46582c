"""A response as something that can be asked; it knows no publisher and no article."""
