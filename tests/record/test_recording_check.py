import pytest
from lab.command_line import FIXTURES, URL, run
from scrapy.settings import Settings

from newsscraper.record.recording_check import check_recording


def recording_into(folder, replay=None):
    check_recording(Settings({"RECORD": folder and str(folder), "REPLAY": replay and str(replay)}))


def test_a_folder_that_is_new_or_holds_warc_files_takes_a_recording(tmp_path):
    (tmp_path / "old.warc.gz").touch()
    recording_into(None)
    recording_into(tmp_path / "new" / "one")
    recording_into(tmp_path, tmp_path / "old.warc.gz")
    recording_into(tmp_path, "http://127.0.0.1:8000")


@pytest.mark.parametrize(
    ("name", "replay", "words"),
    [
        ("", None, "is no folder; name one"),
        (" ", None, "is no folder; name one"),
        ("s3://bucket/warcs", None, "is no folder; name one"),
        ("file", None, "is a file; name a folder"),
        ("file/x/y", None, "would lie in file, which is a file; name a folder"),
        ("same", "same/../same", "is the folder that REPLAY reads; name another"),
        ("link", "same", "is the folder that REPLAY reads; name another"),
        ("pages", None, "holds pages by their URLs; name another folder"),
        ("x" * 300, None, "cannot be read: File name too long"),
    ],
)
def test_a_recording_that_would_do_harm_is_refused_in_one_line(
    tmp_path, monkeypatch, name, replay, words
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    (tmp_path / "same").mkdir()
    (tmp_path / "link").symlink_to("same")
    (tmp_path / "pages/news.example.id").mkdir(parents=True)
    with pytest.raises(ValueError, match=r"^RECORD=") as caught:
        recording_into(name or "", replay)
    assert str(caught.value) == f"RECORD={name} {words}"


@pytest.mark.parametrize(
    "command",
    [["fetch", URL], ["shell", URL, "-c", "response.status"], ["parse", URL]],
    ids=lambda command: command[0],
)
def test_each_command_that_fetches_refuses_it_in_one_line(tmp_path, command):
    (tmp_path / "file").touch()
    options = ("-s", f"REPLAY={FIXTURES}", "-s", "RECORD=file")
    ended = run(tmp_path, *command, *options, warnings="default")
    assert ended.code == 2
    assert ended.err.splitlines()[-1] == "newsscraper: RECORD=file is a file; name a folder"
    assert "Traceback" not in ended.err
