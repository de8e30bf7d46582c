"""The settings of the project, for Python code."""

from newsscraper.api.own_settings import own_settings


def test_they_are_those_of_the_project_in_every_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "toko.settings")
    assert own_settings()["BOT_NAME"] == "newsscraper"
