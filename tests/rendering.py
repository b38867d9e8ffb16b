"""Pages, or bytes that may be pages, to the files that hold what they say."""

from generator.config import Settings
from generator.docs import Page, PageBytes, read_page
from generator.files import Loaded
from generator.link import link
from generator.model import Api
from generator.targets import Pack, RenderedFile, load_pack, render
from generator.targets.template_options import template_options


def page_of(data: bytes, name: str = "page.md") -> Page:
    return read_page(PageBytes(Loaded(name, data)))


def linked(*pages: Page) -> Api:
    return link(pages, title="Lamps").api


def without_the_rest(pack: Pack) -> Pack:
    """A pack with only those files that differ by operation and model."""
    return pack.model_copy(update={"file": tuple(rule for rule in pack.file if rule.each != "api")})


def files_of(api: Api) -> list[RenderedFile]:
    """The files of both targets that show what pages say."""
    packs = [without_the_rest(load_pack(name)) for name in ("openapi", "python")]
    settings = Settings(title="Lamps")
    return [file for r in render(api, packs, template_options(settings, api)) for file in r.files]
