"""What packs that write Python can name in ``target.toml``, and what their templates can use."""

from generator.targets.formatters import Formatter
from generator.targets.language import Language
from generator.targets.python.black_format import (
    blacken,
    blacken_part,
    insert_blackened,
    python_mark,
)
from generator.targets.python.import_statements import PythonImports, exported
from generator.targets.python.keywords import ANNOTATION_NAMES, KEYWORDS, SOFT_KEYWORDS
from generator.targets.python.layout import assigned, bracketed, united
from generator.targets.python.own_names import imported_packages, own_names
from generator.targets.python.strings import docstring, docstring_item, docstring_line, literal

PYTHON = Language(
    word_lists={
        "python": KEYWORDS,
        "python-soft": SOFT_KEYWORDS,
        "python-annotations": ANNOTATION_NAMES,
    },
    escapes={
        "python-docstring": docstring,
        "python-docstring-item": docstring_item,
        "python-docstring-line": docstring_line,
        "python-literal": literal,
    },
    filters={
        "assigned": assigned,
        "bracketed": bracketed,
        "exported": exported,
        "united": united,
    },
    imports=PythonImports,
    own_names=own_names,
    packages=imported_packages,
    formatters={"black": Formatter(blacken, blacken_part, python_mark, insert_blackened)},
)
