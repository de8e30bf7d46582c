"""What is raised for an argument of a spider that cannot be used."""


class BadArgument(ValueError):
    """An argument that cannot be used; its text is one line for a person."""
