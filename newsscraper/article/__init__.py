"""One page becomes one Article by a publisher's facts; no network, no store."""
