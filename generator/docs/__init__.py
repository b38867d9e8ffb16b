"""Reading pages: from files to the intermediate model, one page at a time."""

from generator.docs.page import IndexEntry, Page, PageKind
from generator.docs.reader import read_page
from generator.files import PageBytes, PageFile, docs_root, find_pages, load_page

__all__ = [
    "IndexEntry",
    "Page",
    "PageBytes",
    "PageFile",
    "PageKind",
    "docs_root",
    "find_pages",
    "load_page",
    "read_page",
]
