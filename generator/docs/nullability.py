"""Types that may be null, as writers of different languages mark them."""

_AFTER = ("?", "(nullable)", "or null", "| null", "(optional)", ", nullable")
_BEFORE = ("nullable ",)
_AROUND = ("nullable<", "optional<")


def split_nullable(written: str) -> tuple[str, bool]:
    """The type without what says that it may be null, and whether something did: ``Lamp?``,
    ``Lamp (nullable)``, ``Lamp or null``, ``Nullable<Lamp>``.
    """
    text = written.strip()
    lower = text.lower()
    for mark in _AFTER:
        if lower.endswith(mark) and len(lower) > len(mark):
            return text[: -len(mark)].rstrip(), True
    for mark in _BEFORE:
        if lower.startswith(mark):
            return text[len(mark) :].lstrip(), True
    for mark in _AROUND:
        if lower.startswith(mark) and lower.endswith(">"):
            return text[len(mark) : -1].strip(), True
    return text, False
