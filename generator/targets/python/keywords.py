"""Names that Python code cannot use, or had better not."""

import keyword

KEYWORDS = frozenset(keyword.kwlist)
"""Names that are no identifiers: ``class``, ``None``, ..."""

SOFT_KEYWORDS = frozenset(keyword.softkwlist)
"""Names that are keywords in some places only, and identifiers elsewhere: ``match``, ``type``."""

ANNOTATION_NAMES = frozenset("bool bytes date datetime dict float int list object str".split())
"""Names that annotations use. A member of a class hides them from the annotations after it."""
