"""Writing what was rendered, and checking what was written."""

from generator.output.check import Difference, differences
from generator.output.writer import Written, write

__all__ = ["Difference", "Written", "differences", "write"]
