"""Writing what was rendered, and checking what was written."""

from generator.output.check import Difference, differences
from generator.output.writer import Plan, Written, clean, plan, write

__all__ = ["Difference", "Plan", "Written", "clean", "differences", "plan", "write"]
