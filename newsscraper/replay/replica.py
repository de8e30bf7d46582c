"""The replica: the publishers' sites with invented articles, and what is new there a day later."""

import shutil
from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent
_PACKED: Final = _HERE / "pages"
"""Where a wheel has the pages; the project has them in ``fixtures``."""
_NEW: Final = _HERE / "later"
"""Pages that come a day later: a list, a wire story, and an article that was corrected."""


def replica() -> Path:
    """Return the folder of the replica, for ``REPLAY``."""
    return _PACKED if _PACKED.is_dir() else _HERE.parents[1] / "fixtures"


def lay_out_later(folder: Path) -> None:
    """Write the replica into *folder* as it is a day later."""
    shutil.copytree(replica(), folder, dirs_exist_ok=True)
    shutil.copytree(_NEW, folder, dirs_exist_ok=True)
