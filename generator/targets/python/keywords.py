"""Names that Python code cannot use, or had better not."""

import keyword

KEYWORDS = frozenset(keyword.kwlist)
"""Names that are no identifiers: ``class``, ``None``, ..."""

SOFT_KEYWORDS = frozenset("_ case match type".split())
"""Names that are keywords in some places only, and identifiers elsewhere.

Those of Python 3.12 and later. Not ``keyword.softkwlist``: it has no ``type`` in Python 3.11, and
output must not depend on the Python that a build runs on.
"""

ANNOTATION_NAMES = frozenset("bool bytes date datetime dict float int list object str".split())
"""Names that annotations use. A member of a class hides them from the annotations after it."""
