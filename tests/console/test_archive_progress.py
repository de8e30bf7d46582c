from newsscraper.console import archive_progress
from newsscraper.console.archive_progress import ArchiveProgress


def test_the_time_left_goes_by_the_sizes_of_archives(monkeypatch):
    told, now = [], [0.0]
    monkeypatch.setattr(archive_progress, "tell", told.append)
    progress = ArchiveProgress({"a": 100, "b": 300}, dict, lambda: now[0], "auto")
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
    progress = ArchiveProgress({"a": 100}, dict, lambda: now[0], "off")
    now[0] = 600.0
    progress.tick()
    assert told == []


def test_bytes_that_were_read_of_archives_in_hand_count(monkeypatch):
    now, read = [0.0], {"a": 30, "b": 70}
    progress = ArchiveProgress({"a": 100, "b": 300}, lambda: read, lambda: now[0], "auto")
    now[0] = 60.0
    assert progress.line == "0 of 2 archives read, about 3 min left"
    progress.end("a")
    assert progress.line == "1 of 2 archives read, about 80 s left"
    read["b"] = 310  # a file may have grown since
    assert progress.line == "1 of 2 archives read, about 0 s left"
