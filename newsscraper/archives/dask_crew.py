"""Reads archives on the workers of a Dask cluster, which see the files under the same paths."""

from collections.abc import Iterator, Sequence

from newsscraper.archives.crew import Done, fault_of
from newsscraper.archives.one_archive import Task, reread


def reread_by_dask(tasks: Sequence[Task], address: str) -> Iterator[Done]:
    """Read the archives of *tasks* by the scheduler at *address*; yield each when it is done.

    Dask gives what a worker was at when it died to another. Raises OSError when there is no
    scheduler.
    """
    from distributed import Client, as_completed  # an extra

    with Client(address) as client:
        futures = {client.submit(reread, task, pure=False): task for task in tasks}
        for future in as_completed(futures):
            error = future.exception()
            yield Done(futures[future], fault_of(error) if error else None)
