"""The table of all codes of changes: what each means, and its class on the wire.

Codes never change their meaning and are never reused. ``docs/changes/`` has a page for each, made
from this table.
"""

from generator.changes.code import Code
from generator.changes.operation_codes import OPERATION_CODES
from generator.changes.schema_codes import SCHEMA_CODES

CODES: dict[str, Code] = OPERATION_CODES | SCHEMA_CODES
