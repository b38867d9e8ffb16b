"""Exceptions for faults of a pack."""


class PackError(Exception):
    """A pack that is missing or not well-formed; the message says which and where."""


class FormatError(Exception):
    """A template gave text that its formatter cannot read: a fault of the pack."""
