"""An API and packs to files, one file after the other.

A file may be put together from parts (``[[part]]`` in ``target.toml``). A part is rendered where
the file's template asks for it, and formatted by itself: how its lines are folded then does not
depend on the file that it stands in.
"""

from collections.abc import Iterable, Mapping, Sequence
from secrets import token_hex
from typing import Any, NamedTuple

from generator.diagnostics import Diagnostic
from generator.lock import Entry
from generator.model import Api
from generator.targets.errors import PackError
from generator.targets.findings import NO_FINDINGS, Findings
from generator.targets.locked_names import NONE_GIVEN, GivenNames
from generator.targets.names import Names
from generator.targets.openapi_overlays import Overlays
from generator.targets.pack import FileSpec, Pack
from generator.targets.renderer import PartKey, Placeholder, Renderer
from generator.targets.shown_names import shown_targets
from generator.targets.views import Views


class RenderedFile(NamedTuple):
    """``path`` is relative to the output folder, with forward slashes."""

    path: str
    text: str
    once: bool = False
    """Whether a file that is there stays as it is."""


class Rendering(NamedTuple):
    """The files of one target, sorted by path, and what was found wrong while rendering."""

    files: list[RenderedFile]
    diagnostics: list[Diagnostic]
    names: list[Entry]
    """What the lock is to have of the target's names."""


def render(
    api: Api,
    packs: Sequence[Pack],
    options: Mapping[str, Any],
    given: GivenNames = NONE_GIVEN,
    findings: Findings = NO_FINDINGS,
) -> list[Rendering]:
    """All files of each target, formatted. ``options`` are seen by templates by their names;
    ``given`` are names that are settled, and ``findings`` what the build found besides the API.

    Raises PackError for a fault of a pack: a template that fails, text that its formatter
    cannot read, a path that leaves the output folder.
    """
    views = Views(api)
    return [_render_pack(views, pack, packs, options, given, findings) for pack in packs]


def _render_pack(
    views: Views,
    pack: Pack,
    packs: Sequence[Pack],
    options: Mapping[str, Any],
    given: GivenNames,
    findings: Findings,
) -> Rendering:
    names = Names(pack, views.api, given, views.cycles)
    shown = shown_targets(pack, packs, views.api, given, views.cycles)
    overlays = pack_overlays(pack, options)
    renderer = Renderer(pack, views, options, names, None, findings, shown)
    files = [
        _render_file(renderer, overlays, rule, item)
        for rule in pack.file
        if renderer.applies(rule)
        for item in views.items(rule.each)
    ]
    diagnostics = [*names.diagnostics, *overlays.diagnostics()]
    return Rendering(by_path(pack, files), diagnostics, names.entries())


def _render_file(renderer: Renderer, overlays: Overlays, rule: FileSpec, item: str) -> RenderedFile:
    """One file. Its parts are formatted by themselves; a mark that no page can contain stands for
    each of them until the file is formatted too.
    """
    form = renderer.format_name(rule)
    nonce = token_hex(8)
    known = renderer.parts_of(rule, item)
    found: dict[PartKey, Placeholder] = {}
    texts: dict[str, str] = {}

    def place(key: PartKey) -> Placeholder | None:
        if key not in known or form not in renderer.formats(known[key]):
            return None
        if key not in found:
            part = renderer.part(known[key], key.item)
            mark = f"part_{nonce}_{len(found)}"
            texts[mark] = part.texts["json" if overlays else form]
            found[key] = renderer.formatter(form).mark(mark, part.texts[form]), part.imports
        return found[key]

    draft = renderer.file(rule, item, place)
    text = draft.text if overlays else renderer.format_file(rule, draft)
    whole = draft._replace(text=put_together(renderer, overlays, rule, text, texts))
    return RenderedFile(draft.path, renderer.format_whole(rule, whole), rule.once)


def put_together(
    renderer: Renderer,
    overlays: Overlays,
    rule: FileSpec,
    text: str,
    parts: Mapping[str, str],
) -> str:
    """A file with its parts in the place of their marks.

    ``text`` is formatted and ``parts`` are in the file's format, unless there are overlays: these
    apply to the whole document as JSON, and it is formatted afterwards.
    """
    formatter = renderer.formatter(renderer.format_name(rule))
    if not overlays:
        return formatter.insert(text, parts)
    json = renderer.formatter("json")
    return formatter.whole(overlays.apply(json.insert(json.whole(text), parts)))


def by_path(pack: Pack, files: Iterable[RenderedFile]) -> list[RenderedFile]:
    """Files sorted by path. Raises PackError where two have one path, whatever its case."""
    found: dict[str, RenderedFile] = {}
    for file in files:
        if file.path.lower() in found:
            raise PackError(f"{pack.name}: two files are to be written to {file.path}")
        found[file.path.lower()] = file
    return sorted(found.values())


def pack_overlays(pack: Pack, options: Mapping[str, Any]) -> Overlays:
    """The OpenAPI Overlays of the build, where the pack writes OpenAPI documents; else none."""
    return Overlays(options.get("overlays", ()) if pack.overlays else ())
