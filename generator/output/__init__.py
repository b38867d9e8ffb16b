"""Writing what was rendered, and checking what was written."""

from generator.output.differences import Difference, differences
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
    "plan",
    "write",
]
