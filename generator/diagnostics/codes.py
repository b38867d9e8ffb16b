"""The table of all diagnostic codes: what each means, what the build does, what a writer can do.

Codes never change their meaning and are never reused. ``docs/diagnostics/`` has a page for each,
made from this table.
"""

from generator.diagnostics.build_codes import BUILD_CODES
from generator.diagnostics.code import Code
from generator.diagnostics.document_codes import DOCUMENT_CODES
from generator.diagnostics.page_codes import PAGE_CODES

CODES: dict[str, Code] = PAGE_CODES | BUILD_CODES | DOCUMENT_CODES
