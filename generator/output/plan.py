"""What a build is to leave in the output folder."""

from collections.abc import Iterable
from typing import NamedTuple

from generator.files import MANIFEST
from generator.output.contents import digest
from generator.output.manifest import manifest_text
from generator.output.paths import check_path
from generator.targets import RenderedFile

ATTRIBUTES = ".gitattributes"
_ATTRIBUTES_TEXT = f"""\
# Files that docs2sdk writes have LF line ends on every system.
* text=auto eol=lf
# A merge keeps the lines of both sides; the next build tidies up.
{MANIFEST} merge=union
"""


class Plan(NamedTuple):
    """Files by their paths in the output folder, of which the first part is the target."""

    files: dict[str, bytes]
    """Without manifests and files that are written once."""
    once: dict[str, bytes]
    """Files that are written where there is none, and belong to whoever edits them."""
    manifests: dict[str, bytes]
    hashes: dict[str, dict[str, str]]
    """Target to what its manifest records: path in the target's folder to hash."""
    attributes: frozenset[str]
    """The attributes for git, which are among ``once``."""


def plan(files: Iterable[RenderedFile]) -> Plan:
    """The files of all targets, with the manifest and the attributes for git of each.

    Raises OutputError for a path that leads out of the output folder.
    """
    kept: dict[str, bytes] = {}
    once: dict[str, bytes] = {}
    hashes: dict[str, dict[str, str]] = {}
    for file in files:
        target, _, path = file.path.partition("/")
        check_path(target)
        check_path(path)
        data = file.text.encode()
        hashed = hashes.setdefault(target, {})
        if file.once:
            once[file.path] = data
        else:
            kept[file.path] = data
            hashed[path] = digest(data)
    added = set()
    for target, hashed in hashes.items():
        attributes = f"{target}/{ATTRIBUTES}"
        if attributes not in kept and attributes not in once:
            once[attributes] = _ATTRIBUTES_TEXT.encode()
            added.add(attributes)
            hashed[ATTRIBUTES] = digest(once[attributes])
    manifests = {
        f"{target}/{MANIFEST}": manifest_text({p: [h] for p, h in hashed.items()}).encode()
        for target, hashed in hashes.items()
    }
    return Plan(kept, once, manifests, hashes, frozenset(added))
