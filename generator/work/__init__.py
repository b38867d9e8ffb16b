"""How work is done: by whom, and what need not be done again."""

from generator.work.cache import Cache
from generator.work.executors import ExecutorError, InThisProcess, batches, executor
from generator.work.fingerprint import fingerprint, tool

__all__ = ["Cache", "ExecutorError", "InThisProcess", "batches", "executor", "fingerprint", "tool"]
