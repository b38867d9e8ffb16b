"""The variables that templates can rely on: every name, its type, and what it is.

Functions, filters and escapes have docstrings that say so. ``docs/template-reference.md`` lists all
of them; a test compares it with what templates really see.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict


class Options(BaseModel):
    """What every template sees of the configuration, each field by its name."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    client: str
    """The name of the client's class."""
    package: str
    """The name of the package."""
    distribution: str
    """The name under which the package is installed."""
    release: str
    """The version of what is generated."""
    license: str
    """An SPDX expression; empty where no licence is claimed."""
    server: str
    """The base URL of the API, with the defaults of its variables; may be empty."""
    servers: list[dict[str, Any]]
    """OpenAPI's ``servers``."""
    openapi_version: str
    """``3.0`` or ``3.1``."""
    tag_documents: str
    """``alone`` where the OpenAPI document of a tag stands alone, ``shared`` where it refers to
    another for components (the setting ``fragments``)."""
    examples: bool
    """Whether samples become examples."""
    provenance: bool
    """Whether a schema that was inferred says by what."""
    docs_url: str
    """Where a page can be read, with ``{page}`` for its path; for ``page_url``."""
    tag_names: dict[str, str]
    """Names of tags that the configuration gives; ``names`` knows them already."""
    overlays: list[Path]
    """The files of OpenAPI Overlays, which are applied after the templates."""


class Variable(NamedTuple):
    """A variable of templates."""

    name: str
    type: str
    description: str


EVERYWHERE = (
    Variable("api", "Api", "The API, or the part of it that the file or part is about."),
    Variable("names", "Names", "Every name in the language of the pack."),
    Variable("settings", "dict[str, Any]", "The pack's own settings, by name."),
    Variable(
        "Imports",
        "type[Imports]",
        "Call it for a new collector of import lines; `Imports(own)` leaves out lines that start"
        " with `own`.",
    ),
    Variable("components_file", "str", "Empty, unless the `context` of a part says otherwise."),
    Variable(
        "findings",
        "Findings",
        "What the build found besides the API; all of it is empty, unless the pack has"
        " `findings = true`.",
    ),
    Variable(
        "shown",
        "dict[str, ShownTarget]",
        "The targets that the pack `shows`, by name: `shown.python.names` are the names of that"
        " target, and `shown.python.type(schema)` spells a type.",
    ),
    Variable("tag", "Tag | None", 'The tag of a file with `each = "tag"`; else none.'),
)
IN_FILES = (
    Variable(
        "part",
        "(name: str, item: str, imports: Imports | None = None) -> str",
        "A part of the file, by the name of its `[[part]]` and the id of the operation or the name"
        " of the schema. Its import lines are added to `imports`.",
    ),
)
IN_PARTS = (Variable("imports", "Imports", "What collects the import lines of the part."),)
BY_EACH: Mapping[str, tuple[Variable, ...]] = {
    "api": (),
    "tag": (Variable("tag", "Tag", "The tag; `api` holds it and what its operations refer to."),),
    "model": (
        Variable(
            "schemas", "tuple[NamedSchema, ...]", "One model, or those that refer to it in a cycle."
        ),
    ),
    "single_model": (
        Variable("s", "NamedSchema", "The model; `api` holds it and those that it refers to."),
        Variable("users", "Users", "The `operations` and `models` that refer to it."),
    ),
    "search": (
        Variable("key", "str", "The first letter of the words, or `other`."),
        Variable(
            "words",
            "list[WordHits]",
            "Each `word` with the `entries` and the `properties` where it stands. The entries are"
            " the operations and then the single models of the API, counted from zero; the number"
            " is doubled, and one more where the word is in a text and not in a name.",
        ),
        Variable("models", "list[NamedSchema]", "All single models, in the order of the API."),
    ),
    "schema": (
        Variable("s", "NamedSchema", "The schema; `api` holds it and those that it refers to."),
        Variable("schema", "NamedSchema", "The same, for templates that do not define it anew."),
    ),
    "operation": (
        Variable("op", "Operation", "The operation; `api` holds it and what it refers to."),
    ),
}
"""What templates see besides, by the ``each`` of their file or part."""
