"""Reads OpenAPI 3.0 to 3.2 and Swagger 2.0 documents, JSON and YAML, into the model.

A front end beside that for pages (``generator.docs`` and ``generator.link``): what such a document
says is written, so that nothing is decided. Documents are not trusted: time and memory are bounded
by their size, nothing is fetched, and no file outside of the document's folder is read.
"""

from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.model import Api
from generator.openapi.budget import Budget
from generator.openapi.dialect import dialect_of
from generator.openapi.document import read_api
from generator.openapi.load import Loader
from generator.openapi.references import References

__all__ = ["read_document"]


def read_document(path: Path) -> tuple[Api, list[Diagnostic]]:
    """The API that a document describes, and what was found wrong in it.

    Files are named relative to the folder of ``path``. A document that cannot be read gives an API
    without operations, and a diagnostic that is an error; nothing is raised for what a file holds.
    """
    loader = Loader(path.resolve().parent)
    root = loader.load(path)
    dialect = dialect_of(root) if root is not None else None
    api = Api(title="")
    if root is not None and dialect is not None:
        api = read_api(root, dialect, References(loader), Budget(loader.characters))
    return api, list(loader.problems)
