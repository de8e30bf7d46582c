"""The same on a cluster: on this machine, with two workers of which one dies."""

import json

import pytest
from lab.command_line import run
from lab.project import FIXTURES
from lab.warcs import Warc, record_replica

from newsscraper.archives import dask_crew
from newsscraper.archives.one_archive import Task
from newsscraper.failures import CannotGoOn

distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
dask = pytest.importorskip("dask")
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        yield cluster


def test_a_cluster_gives_what_one_machine_gives(cluster, tmp_path):
    archive = record_replica(tmp_path / "replica.warc.gz")
    alone = run(tmp_path, "reextract", archive, "-O", "alone.jsonl")
    both = run(
        tmp_path, "reextract", archive, "-O", "both.jsonl", "--dask", cluster.scheduler_address
    )
    assert (alone.code, both.code) == (0, 0), both.err
    assert (tmp_path / "both.jsonl").read_bytes() == (tmp_path / "alone.jsonl").read_bytes()


def test_pages_in_different_files_are_joined_there_too(cluster, tmp_path):
    second = next(FIXTURES.glob("www.cnnindonesia.com/*/*/*/2.html"))
    first = second.parent.with_suffix(".html")
    url = f"https://{first.relative_to(FIXTURES).with_suffix('').as_posix()}"
    for page, address in ((first, url), (second, f"{url}/2")):
        with Warc(tmp_path / f"{page.stem[:1]}.warc.gz") as warc:
            warc.page(address, page.read_bytes())
    ended = run(
        tmp_path,
        "reextract",
        "2.warc.gz",
        "s.warc.gz",
        "-O",
        "out.jsonl",
        "--dask",
        cluster.scheduler_address,
    )
    assert ended.code == 0, ended.err
    assert "1 article page read; others: none" in ended.err
    (article,) = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert article["url"] == url


def test_an_address_without_a_scheduler_is_said():
    soon = dask.config.set({"distributed.comm.timeouts.connect": "1s"})
    with soon, pytest.raises(CannotGoOn, match="there is no Dask scheduler at tcp"):
        list(dask_crew.reread_by_dask([], "tcp://127.0.0.1:1"))


def test_what_cannot_be_read_has_its_reason(cluster, tmp_path):
    task = Task("/nowhere/a.warc", str(tmp_path / "a.part"), "{}")
    (done,) = dask_crew.reread_by_dask([task], cluster.scheduler_address)
    assert done.fault
