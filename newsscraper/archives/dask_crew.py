"""Reads archives on the workers of a Dask cluster, which see the files under the same paths."""

from collections.abc import Iterator, Sequence

from newsscraper.archives.crew import Done, fault_of
from newsscraper.archives.one_archive import Task, reread
from newsscraper.failures import CannotGoOn, Exit


def reread_by_dask(tasks: Sequence[Task], address: str) -> Iterator[Done]:
    """Read the archives of *tasks* by the scheduler at *address*; yield each when it is done.

    Dask gives what a worker was at when it died to another. Raises CannotGoOn when there is no
    scheduler, and NotWritten.
    """
    from distributed import Client, as_completed  # an extra

    try:
        client = Client(address)
    except (OSError, ValueError) as reason:
        text = f"there is no Dask scheduler at {address}; name the address that it prints"
        raise CannotGoOn(Exit.BAD_ARGUMENT, text) from reason
    with client:
        futures = {client.submit(reread, task, pure=False): task for task in tasks}
        for future in as_completed(futures):
            error = future.exception()
            yield Done(futures[future], fault_of(error) if error else None)
