"""The code that templates compile to, kept in memory for this process and those forked from it."""

from typing import Any

from jinja2 import BytecodeCache, TemplateError
from jinja2.bccache import Bucket

from generator.targets import Pack
from generator.targets.environment import environment


class _Compiled(BytecodeCache):
    """By template and hash of its text. Never on a disk: code from a disk is not to be run."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


COMPILED = _Compiled()


def compile_templates(pack: Pack) -> None:
    """Compile every template of ``pack`` before processes are forked.

    A template that does not compile is left out: its fault is reported where it is rendered.
    """
    templates = environment(pack, COMPILED)
    for name in pack.templates:
        try:
            templates.get_template(name)
        except TemplateError:
            continue
