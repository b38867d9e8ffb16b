"""Target packs: the model in, files out. Nothing here has seen Markdown."""

from generator.targets.errors import PackError
from generator.targets.load import load_pack
from generator.targets.pack import Pack
from generator.targets.render import RenderedFile, Rendering, render

__all__ = [
    "Pack",
    "PackError",
    "RenderedFile",
    "Rendering",
    "load_pack",
    "render",
]
