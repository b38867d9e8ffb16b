"""Writing what was rendered, and checking what was written."""

from generator.output.differences import Difference, differences
from generator.output.names_lock import lock_difference, write_lock
from generator.output.paths import OutputError
from generator.output.plan import Plan, plan
from generator.output.writer import Written, clean, write

__all__ = [
    "Difference",
    "OutputError",
    "Plan",
    "Written",
    "clean",
    "differences",
    "lock_difference",
    "plan",
    "write",
    "write_lock",
]
