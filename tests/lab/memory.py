"""Folders in memory: a crawl waits for the disk each time it stores something."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

SHARED = Path("/dev/shm")
NEEDED = 2 * 2**30
"""Bytes that must be free: all tests at once need a tenth of it."""


def memory():
    """Return where folders lie in memory; None where there is no such place, or a small one."""
    return SHARED if SHARED.is_dir() and shutil.disk_usage(SHARED).free >= NEEDED else None


@contextmanager
def quick_folder():
    """Make a folder, in memory if it can be, that is gone when the block ends."""
    with tempfile.TemporaryDirectory(dir=memory(), ignore_cleanup_errors=True) as folder:
        yield Path(folder)
