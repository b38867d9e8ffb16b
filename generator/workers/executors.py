"""Executors: this process, several processes on this machine, or a Dask cluster."""

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from generator.workers.dask import dask_executor
from generator.workers.errors import ExecutorError

__all__ = ["ExecutorError", "Forks", "InThisProcess", "batches", "executor", "processors"]

P = ParamSpec("P")
T = TypeVar("T")

_BATCHES_PER_WORKER = 8
_SWITCH_INTERVAL = 0.0005
"""Seconds that the interpreter lets one thread run while another waits; Python's own is 0.005."""


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
        with dask_executor(address) as found:
            yield found
        return
    count = jobs or processors()
    if count == 1:
        yield InThisProcess(), 1
        return
    forks = sys.platform == "linux"
    context = multiprocessing.get_context("fork" if forks else None)
    processes = Forks if forks else ProcessPoolExecutor
    started = processes(count, context, initializer=_prepare_worker, initargs=(os.getpid(),))
    with started as pool, _short_switch_interval():
        try:
            yield pool, count
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def _short_switch_interval() -> Iterator[None]:
    """Inside, another thread waits half a millisecond at most for its turn: the one that hands
    tasks to other processes must not be kept waiting by a busy main thread.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_INTERVAL)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def processors() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def batches(items: Sequence[T], jobs: int) -> list[list[T]]:
    """``items`` in order, in so many lists that ``jobs`` workers end at about the same time."""
    count = min(len(items), 1 if jobs == 1 else jobs * _BATCHES_PER_WORKER)
    size, more = divmod(len(items), count or 1)
    ends = [size * (n + 1) + min(n + 1, more) for n in range(count)]
    return [list(items[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


class Forks(ProcessPoolExecutor):
    """Forked processes: they have in memory all that this one had at the first ``submit``."""


class InThisProcess(Executor):
    """Runs each task when it is submitted."""

    def submit(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def _prepare_worker(parent: int) -> None:
    """Run first in each worker: it ends with the process ``parent`` that started it, and its
    garbage collector leaves alone what was loaded before the fork, which lives as long as the
    worker.
    """
    # Imported where it is needed: not in the process that starts others.
    from generator.workers.lifetime import end_with

    end_with(parent)
    gc.freeze()
