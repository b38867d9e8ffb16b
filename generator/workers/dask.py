"""A Dask cluster as an executor. Its workers need docs2sdk and nothing else: what they work on is
sent to them.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from generator.workers.errors import ExecutorError


@contextmanager
def dask_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """An executor for the scheduler at ``address``, and the number of its workers' threads.

    Raises ExecutorError where Dask is not installed or nobody answers within ten seconds.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ExecutorError("dask is not installed: pip install 'docs2sdk[dask]'") from None
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]
            address, timeout="10s", set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise ExecutorError(f"dask={address}: {error}") from error
    with client:
        yield client.get_executor(), max(1, sum(client.ncores().values()))
