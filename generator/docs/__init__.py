"""Reading pages: from files to the intermediate model, one page at a time."""

from generator.docs.files import PageFile, docs_root, find_pages
from generator.docs.page import IndexEntry, Page, PageKind
from generator.docs.reader import read_page

__all__ = [
    "IndexEntry",
    "Page",
    "PageFile",
    "PageKind",
    "docs_root",
    "find_pages",
    "read_page",
]
