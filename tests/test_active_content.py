"""Nothing in a description runs where it is shown as Markdown or HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pages import PAGE
from rendering import linked, page_of

from generator.docs.cleaning import clean

ATTACKS = [
    "<script>alert(1)</script>",
    "a<ScRiPt src=//x></SCRIPT >b",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)",
    '<b class="x"onmouseover="alert(1)">bold</b>',
    "<p onclick = alert(1)>text",
    "<T onload=alert(1)>",
    "<svg onload=alert(1)>",
    '<iframe srcdoc="<script>alert(1)</script>">',
    "<object data=javascript:alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( <javascript:alert(1)> )",
    "[x](javascript&#58;alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&amp;amp;#106;avascript:alert(1))",
    "[x](vbscript:x)",
    r"[x](javascript\:alert(1))",
    "[x](&#x4a;avascript&#x3a;alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "<javascript:alert(1)>",
    "[x]\n\n[x]: javascript:alert(1)",
    "[x]\n\n[x]:\n`<img/src=x/onerror=alert(1)`",
    "[x]\n\n[x]: y`<img/src=x/onerror=alert(1)`",
    "`\n<script>alert(1)</script>`",
    "`\n- [x](javascript:alert(1))`",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>@import 'x'</style>",
]
SAFE = [
    "List<object> or Dictionary<string, object>",
    "if a <b on monday, or a<b",
    "`<script>alert(1)</script>` and `[x](javascript:y)`",
    "javascript: the language (data: bytes)",
    "[x](https://example.com/?a=javascript:b)",
    "x <= y, on = off",
]
RUNS = re.compile(
    r"<(?:script|style|iframe)|<[^>]*[\s/\"']on\w+\s*=|(?:href|src)=\"?\s*(?:javascript|vbscript|data):",
    re.IGNORECASE,
)
MARKDOWN = MarkdownIt("commonmark", {"html": True})
# A page is shown by other programs than this one; theirs may take any address for a link.
MARKDOWN.validateLink = lambda _: True  # type: ignore[method-assign,assignment]


def shown(text: str) -> str:
    return str(MARKDOWN.render(text))


def test_the_attacks_would_run() -> None:
    raw = [text for text in ATTACKS if RUNS.search(shown(text))]
    assert len(raw) > len(ATTACKS) * 0.6


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_runs(text: str) -> None:
    assert not RUNS.search(shown(clean(text))), clean(text)
    assert not RUNS.search(shown(clean(f"Some words. {text} More words."))), clean(text)


@pytest.mark.parametrize("text", SAFE)
def test_what_only_looks_so_stays(text: str) -> None:
    assert clean(text) == text


PARTS = [*ATTACKS, "<", ">", "`", "&lt;", "&amp;", "<scr", "ipt>", "```", "~~~", "\n", "> ", "- "]


@given(st.lists(st.sampled_from(PARTS)))
def test_nothing_runs_that_is_put_together(parts: list[str]) -> None:
    cleaned = clean(" ".join(parts) + "".join(parts))
    assert not RUNS.search(shown(cleaned)), cleaned


@pytest.mark.parametrize(
    "place", ["Switches a lamp.", "Which lamp", "No such lamp.", "Primary key"]
)
def test_no_description_of_a_page_runs(place: str) -> None:
    for text in ATTACKS:
        if "\n" not in text and "|" not in text:
            api = linked(page_of(PAGE.replace(place, f"Words {text}").encode()))
            assert not re.search(r"<script|onerror\s*=", api.model_dump_json(), re.I), text
