"""Contracts for `scrapy check`."""

from typing import Any

from scrapy.contracts import Contract


class ExampleContract(Contract):
    """Requests the spider's own ``example_url``: ``@example`` serves every publisher."""

    name = "example"

    def adjust_request_args(self, args: dict[str, Any]) -> dict[str, Any]:
        """Set the URL."""
        args["url"] = args["callback"].__self__.example_url
        return args
