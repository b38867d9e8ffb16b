"""Writing what was rendered, and checking what was written."""

from generator.output.check import Difference, differences
from generator.output.writer import Written, clean, plan, write

__all__ = ["Difference", "Written", "clean", "differences", "plan", "write"]
