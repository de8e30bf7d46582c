from newsscraper.console import archive_progress
from newsscraper.console.archive_progress import ArchiveProgress


def test_the_time_left_goes_by_the_sizes_of_archives(monkeypatch):
    told, now = [], [0.0]
    monkeypatch.setattr(archive_progress, "tell", told.append)
    progress = ArchiveProgress({"a": 100, "b": 300}, lambda: now[0], "auto")
    progress.tick()
    now[0] = 61.0
    progress.tick()
    now[0] = 61.5
    progress.end("a")
    progress.tick()
    now[0] = 130.0
    progress.tick()
    assert told == ["0 of 2 archives read", "1 of 2 archives read, about 6 min left"]


def test_nothing_is_said_where_none_is_wanted(monkeypatch):
    told, now = [], [0.0]
    monkeypatch.setattr(archive_progress, "tell", told.append)
    progress = ArchiveProgress({"a": 100}, lambda: now[0], "off")
    now[0] = 600.0
    progress.tick()
    assert told == []
