"""What a programming language adds to what packs can name."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from generator.targets.formatters import Formatter
from generator.targets.imports import Imports


class Language(NamedTuple):
    """Word lists, escapes and formatters can be named by any pack. Filters, functions and the
    import lines are for packs that say ``language`` in their ``target.toml``.
    """

    word_lists: Mapping[str, frozenset[str]] = {}
    """Lists of reserved words, by name."""
    escapes: Mapping[str, Callable[..., str]] = {}
    """What makes text harmless, by the name of the place where it goes."""
    filters: Mapping[str, Callable[..., Any]] = {}
    """Jinja filters that lay out code."""
    functions: Mapping[str, Callable[..., Any]] = {}
    """Functions that templates can call."""
    imports: type[Imports] = Imports
    """What collects import lines, and gives them as text of the language."""
    own_names: Callable[[str], frozenset[str]] = lambda _template: frozenset()
    """The names that a template imports, defines and calls itself, whatever the API."""
    packages: Callable[[str], frozenset[str]] = lambda _template: frozenset()
    """The packages that a template imports from; none may be named like them."""
    formatters: Mapping[str, Formatter] = {}
    """What lays out a file, by name."""
