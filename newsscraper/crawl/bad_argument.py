"""What is raised for an argument of a spider that cannot be used, or asks nothing of it."""


class BadArgument(ValueError):
    """An argument that cannot be used; its text is one line for a person."""


class NothingAsked(BadArgument):
    """An argument that asks for something of other publishers alone, which are crawled beside."""
