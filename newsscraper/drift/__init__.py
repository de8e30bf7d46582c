"""Has a publisher changed its pages: a run beside the publisher's own past."""
