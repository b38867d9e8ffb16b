"""The two sides of a comparison: what they may be, and how each becomes a model.

A kind of input is a row of ``KINDS``.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generator.changes.saved import Model, SavedModelError, read_model
from generator.commands.terminal import abort, echo
from generator.lock import NO_LOCK, Lock


class Side(NamedTuple):
    """One side of a comparison."""

    name: str
    """As the user gave it."""
    model: Model
    root: Path | None = None
    """The docs root that files are relative to, where its pages are at hand."""
    lock: Lock = NO_LOCK
    """The names that builds of its pages gave."""
    with_lock: Callable[[Lock], Model] | None = None
    """The model in the names of another lock, where pages have none of their own."""
    is_document: bool = False
    """Whether it is an OpenAPI or Swagger document that somebody wrote, in names of their own."""


class LoadOptions(NamedTuple):
    """What loading a side needs to know."""

    cache: Path | None = None
    cached: bool = True


class InputKind(NamedTuple):
    """A kind of input."""

    name: str
    accepts: Callable[[str], bool]
    """Whether an argument is of this kind. The kinds are asked in the order of the table."""
    load: Callable[[str, LoadOptions], Side]


def load_side(text: str, options: LoadOptions) -> Side:
    """The side that an argument names. Ends with exit code 2 where it names none."""
    kind = next((kind for kind in KINDS if kind.accepts(text)), None)
    if kind is None:
        abort(f"{text}: none of these: {', '.join(kind.name for kind in KINDS)}")
    return kind.load(text, options)


def load_configured(options: LoadOptions) -> Side:
    """The pages of the configuration, as they are now."""
    return _load_pages("", options)


def _is_json(text: str) -> bool:
    return text.lower().endswith(".json") and Path(text).is_file()


def _load_json(text: str, options: LoadOptions) -> Side:
    """A saved model, which is far more often compared, or else a document."""
    try:
        return Side(text, read_model(Path(text).read_bytes()))
    except SavedModelError as error:
        return _document(text, f"no saved model (docs2sdk model --json): {error}")


def _is_yaml(text: str) -> bool:
    return text.lower().endswith((".yaml", ".yml")) and Path(text).is_file()


def _load_document(text: str, _options: LoadOptions) -> Side:
    return _document(text, "not a document")


def _document(text: str, otherwise: str) -> Side:
    """An OpenAPI or Swagger document. Ends with exit code 2 where it is none, which is said with
    ``otherwise``. What else is wrong in it is counted on standard error.
    """
    # Imported here: two saved models need nothing of all this.
    from generator.commands.document import read_complete
    from generator.diagnostics import Severity

    path = Path(text)
    api, diagnostics = read_complete(path)
    if not api.operations:
        reasons = "; ".join(str(d) for d in diagnostics) or f"{path.name}: no operations"
        abort(f"{text}: {otherwise}; no OpenAPI or Swagger document: {reasons}")
    problems = [d for d in diagnostics if d.severity != Severity.INFO]
    if problems:
        echo(f"{text}: {len(problems):,} problems; docs2sdk inspect {text} lists them")
    model = read_model(api.model_dump_json(by_alias=True).encode())
    return Side(text, model, path.parent, is_document=True)


def _is_path(text: str) -> bool:
    return Path(text).exists()


def _load_pages(text: str, options: LoadOptions) -> Side:
    side = _read_pages([Path(text)] if text else None, None, options)
    return side._replace(name=text or "the pages of now")


def _read_pages(pages: list[Path] | None, root: Path | None, options: LoadOptions) -> Side:
    # Imported here: two saved models need nothing of all this.
    from generator.commands.open_session import open_session
    from generator.commands.options import load_project
    from generator.lock.model_names import keep_model_names

    project = load_project(pages, root=root, cache=options.cache)
    with open_session(project, options.cached, quiet=True) as session:
        linked, lock = session.located_api, session.inputs.lock

        def named(lock: Lock) -> Model:
            api = keep_model_names(linked, lock).api
            return read_model(api.model_dump_json(by_alias=True).encode())

        return Side("", named(lock), session.inputs.root, lock, None if lock else named)


def _is_revision(text: str) -> bool:
    from generator.commands.revisions import is_revision

    return is_revision(text)


def _load_revision(text: str, options: LoadOptions) -> Side:
    from generator.commands.revisions import revision_pages

    with revision_pages(text) as pages:
        return _read_pages([pages.config], pages.root, options)._replace(name=text, root=None)


KINDS = (
    InputKind("a model saved by docs2sdk model --json, or a document", _is_json, _load_json),
    InputKind("an OpenAPI or Swagger document", _is_yaml, _load_document),
    InputKind("a folder of pages", _is_path, _load_pages),
    InputKind("a git revision", _is_revision, _load_revision),
)
"""Every kind of input, in the order in which they are tried."""
