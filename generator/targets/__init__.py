"""Target packs: the model in, files out. Nothing here has seen Markdown."""

from generator.targets.environment import compile_templates
from generator.targets.errors import PackError
from generator.targets.pack import Pack, load_pack
from generator.targets.render import RenderedFile, Rendering, render

__all__ = [
    "Pack",
    "PackError",
    "RenderedFile",
    "Rendering",
    "compile_templates",
    "load_pack",
    "render",
]
