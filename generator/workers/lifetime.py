"""Worker processes end when the process that started them does, however that ended."""

import ctypes
import os
import signal
import sys
import threading
from multiprocessing import parent_process

_PR_SET_PDEATHSIG = 1
"""Of prctl(2): the signal that this process gets when its parent dies."""


def end_with(parent: int) -> None:
    """End this worker process as soon as ``parent`` ends, which is the id of the process that
    started it. Returns at once.
    """
    if not (sys.platform == "linux" and _ask_for_signal()):
        threading.Thread(target=_wait_for_end, daemon=True).start()
    elif os.getppid() != parent:
        # It ended before the signal was asked for.
        os._exit(1)


def _ask_for_signal() -> bool:
    try:
        done: int = ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))
    except (OSError, AttributeError):
        return False
    return done == 0


def _wait_for_end() -> None:
    if starter := parent_process():
        starter.join()
        os._exit(1)
