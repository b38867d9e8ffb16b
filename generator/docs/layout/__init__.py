"""Layouts: files of data that say how a reference's pages are written."""

from generator.docs.layout.layout import Layout, compile_layout
from generator.docs.layout.load import (
    FOLDER,
    LayoutError,
    default_layout,
    find_layouts,
    layout_files,
    load_layout,
)
from generator.docs.layout.schema import LayoutFile

__all__ = [
    "FOLDER",
    "Layout",
    "LayoutError",
    "LayoutFile",
    "compile_layout",
    "default_layout",
    "find_layouts",
    "layout_files",
    "load_layout",
]
