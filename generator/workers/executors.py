"""Who does the work: this process, others on this machine, or a cluster."""

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


_BATCHES = 8
"""For each worker."""
_AT_ONCE = 0.0005
"""Seconds."""


class ExecutorError(Exception):
    """An executor that is not known, not installed, or cannot be reached."""


@contextmanager
def executor(jobs: int, spec: str = "") -> Iterator[tuple[Executor, int]]:
    """An executor, and how many tasks it does at once.

    ``jobs`` is the number of processes, 0 for one each processor. ``spec`` names a cluster:
    ``dask=ADDRESS`` of a Dask scheduler, whose workers need docs2sdk and nothing else: what they
    work on is sent to them. Raises ExecutorError.
    """
    if spec:
        kind, _, address = spec.partition("=")
        if kind != "dask" or not address:
            raise ExecutorError(f"no executor {spec!r}; there is dask=ADDRESS")
        with _dask(address) as found:
            yield found
        return
    count = jobs or processors()
    if count == 1:
        yield InThisProcess(), 1
        return
    forks = sys.platform == "linux"
    context = multiprocessing.get_context("fork" if forks else None)
    processes = Forks if forks else ProcessPoolExecutor
    started = processes(count, context, initializer=_begin, initargs=(os.getpid(),))
    with started as pool, _handing_out():
        try:
            yield pool, count
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def _handing_out() -> Iterator[None]:
    """The thread that hands tasks to other processes is let in at once, whatever this one does."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_AT_ONCE)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def processors() -> int:
    """How many this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def batches(items: Sequence[T], jobs: int) -> list[list[T]]:
    """Items, divided so that ``jobs`` workers end at about the same time."""
    count = min(len(items), 1 if jobs == 1 else jobs * _BATCHES)
    size, more = divmod(len(items), count or 1)
    ends = [size * (n + 1) + min(n + 1, more) for n in range(count)]
    return [list(items[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


class Forks(ProcessPoolExecutor):
    """Its processes have in memory all that this one had when it was given its first task."""


class InThisProcess(Executor):
    """Does each task when it is submitted."""

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def _dask(address: str) -> Iterator[tuple[Executor, int]]:
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


def _begin(parent: int) -> None:
    """What was loaded before the fork is never garbage."""
    # Imported where it is needed: not in the process that starts others.
    from generator.workers.lifetime import end_with

    end_with(parent)
    gc.freeze()
