"""Measures the memory of this process alone, for `MEMUSAGE_LIMIT_MB`."""

from pathlib import Path

from scrapy.extensions.memusage import MemoryUsage

STATUS = Path("/proc/self/status")


class OwnMemoryUsage(MemoryUsage):
    """Scrapy's memory limit, without the memory of the program that started the crawl.

    `getrusage` of a new program begins at the peak of the one that started it (Linux keeps it
    through `exec`), so a notebook or a scheduler of more than the limit would end every crawl at
    its first request. `VmHWM` of `/proc/self/status` begins anew.
    """

    def get_virtual_size(self) -> int:
        """Return the peak of this process's resident memory, in bytes."""
        try:
            lines = STATUS.read_text(encoding="ascii").splitlines()
        except (OSError, UnicodeError):
            return super().get_virtual_size()
        peaks = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
        return int(peaks[0]) * 1024 if peaks else super().get_virtual_size()
