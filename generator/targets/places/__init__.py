"""Proof that templates escape each text for the place where it goes."""

from generator.targets.places.check import check_places

__all__ = ["check_places"]
