"""Counts with their nouns, in English."""


def plural(count: int, noun: str) -> str:
    """``1 text``, ``2 properties``."""
    if count == 1:
        return f"1 {noun}"
    return f"{count:,} {noun[:-1]}ies" if noun.endswith("y") else f"{count:,} {noun}s"
