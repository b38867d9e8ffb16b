"""What the value of a template's expression may be made of, without rendering it.

Ingredients are a set: the escapes that texts went through, ``raw`` for text that went through
none, ``code`` for what the template wrote itself, and ``argument`` for an ``Argument``, whose name
is safe. An empty set is a name in the target's language, a number, or plain words of the template.
Everything is taken for ``raw`` that is not known to be something else.
"""

from collections.abc import Iterable

Ingredients = frozenset[str]

SAFE: Ingredients = frozenset()
RAW: Ingredients = frozenset(["raw"])
WRITTEN: Ingredients = frozenset(["code"])
ARGUMENT: Ingredients = frozenset(["argument"])

VARIABLES: dict[str, Ingredients] = {
    # Checked by the configuration to be names; or one of a few fixed words.
    **dict.fromkeys(
        ("client", "components_file", "distribution", "openapi_version", "package",
         "tag_documents", "Imports", "loop"),
        SAFE,
    ),
    # What the person who builds wrote for this pack; no text of pages.
    "settings": SAFE,
}  # fmt: skip
"""Variables of all templates that are not ``raw``."""

FUNCTIONS: dict[str, Ingredients] = {
    **dict.fromkeys(
        (
            "Imports",
            "error_name",
            "error_names",
            "form_encoding",
            "has_forms",
            "is_binary",
            "is_cyclic",
            "phrase",
            "range",
        ),
        SAFE,
    ),
    **dict.fromkeys(("example", "sample_answers"), frozenset(["json"])),
    "part": WRITTEN,
}
"""What functions give that is not ``raw``."""

NAMES_METHODS: dict[str, Ingredients] = {"about": RAW, "arguments": ARGUMENT}
"""What methods of ``names`` give that is no name."""

NUMBERS = frozenset("length count int float abs round".split())
"""Filters that give a number."""
PICKING = frozenset(
    "default first last list map random reject rejectattr reverse select selectattr sort unique "
    "exported".split()
)
"""Filters that give some of what is in a list, each as it is."""
LAYING_OUT = frozenset(
    "alternatives assigned bracketed continued folded indent join string trim united".split()
)
"""Filters that put texts together, each as it is."""
VIEWS = frozenset("items keys values".split())
"""Methods that give what is in a mapping."""
ADDING = frozenset("append extend include insert update".split())
"""Methods that change what they are called on."""

_SPECIAL = frozenset("\"'`\\#/*<>\n")


def of_words(text: str) -> Ingredients:
    """Of a string in an expression: code, where a language might read it as more than words."""
    return WRITTEN if _SPECIAL & set(text) else SAFE


def changed(given: Ingredients) -> Ingredients:
    """After a change that an escape does not survive, such as upper case or a slice."""
    return given if given <= WRITTEN else RAW


def union(parts: Iterable[Ingredients]) -> Ingredients:
    """Of something that is put together from ``parts``."""
    return frozenset().union(*parts)
