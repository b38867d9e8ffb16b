"""How to authenticate, where an operation itself does not tell: by the section of the page that is
about all operations, or else by the headers that its samples send. Secrets in queries and cookies
are left to parameters.

``curl -H "X-Lamp-Token: ..."`` in a sample says that the header ``X-Lamp-Token`` carries a secret.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.docs.authentication import REGISTERED
from generator.docs.blocks import Block, Fence, Paragraph
from generator.docs.layout.patterns import LONGEST
from generator.docs.request_lines import plain_text
from generator.model import Sample, SecurityScheme

_HEADER = r"[A-Za-z][A-Za-z0-9_-]{1,60}"
"""The name of a header: some of the letters that it can have (RFC 9110, 5.6.2)."""
_SECRET = re.compile(r"token|secret|(?:api|access|auth|private|session)[-_]?key", re.IGNORECASE)
_MAY_BE_SECRET = re.compile(r"key|token|secret|auth", re.IGNORECASE)
"""What a section about authentication calls so is a secret."""
_TOKEN = re.compile(_HEADER)
_NO_SECRET = re.compile(
    r"x[sc]rf|csrf|page|next|contin|cursor|sync|idempot|content|accept", re.IGNORECASE
)
_HEADER_LINE = re.compile(rf"(?:^|[\s'\"`*(])({_HEADER})`?: {{0,3}}([^\s'\"`]{{1,80}})")
_NAME = re.compile(rf"[`*]{{1,2}}({_HEADER})[`*]{{1,2}}")
"""A name in code or bold."""
_IN_HEADER = re.compile(r"(?!.*\bin: (?:query|cookie)).*\bheaders?\b", re.IGNORECASE)
_BASIC = re.compile(r"\bbasic auth|\bhttp basic\b|\bscheme: basic\b", re.IGNORECASE)
_BEARER = re.compile(r"\bbearer\b|\boauth ?2?\b|\bjwts?\b|\bjson web token", re.IGNORECASE)
_STATED = re.compile(r"[\s*#-]{0,8}(?:oauth ?2?|bearer|basic|http) authentication\b", re.IGNORECASE)
"""A line that is about one scheme."""
_WORD = re.compile(r"[\w-]+")
_PUBLIC = re.compile(
    r"\b(?:does not|doesn't|do not|don't) (?:require|need)(?: any)? auth"
    r"|\bno auth\w* (?:is )?(?:required|needed)\b|\bwithout authentication\b",
    re.IGNORECASE,
)
_MOST_LINES = 300
_SHOWN = "Sent in the samples of the docs."


def needs_no_authentication(texts: Iterable[str]) -> bool:
    """Whether the prose of an operation says that anyone may call it."""
    return any(_PUBLIC.search(text[:LONGEST]) for text in texts)


def schemes_of_samples(samples: Iterable[Sample]) -> list[SecurityScheme]:
    """The ways to authenticate that sample requests use."""
    headers = (pair for sample in samples if sample.kind == "request" for pair in sample.headers)
    found = _distinct(_of_header(name, value) for name, value in headers)
    return [scheme.model_copy(update={"description": _SHOWN}) for scheme in found]


def schemes_of_section(blocks: Iterable[Block]) -> list[SecurityScheme]:
    """The ways to authenticate that a section about all operations names: by headers that it shows
    or names and by lines that begin with a scheme, else by the words for one.
    """
    lines = [line for block in blocks for line in _lines(block)][:_MOST_LINES]
    named = _distinct(scheme for line in lines for scheme in _in_line(line))
    by_words = _distinct(_by_words(line) for line in lines)
    if any(scheme.name == "authorization" for scheme in named) and by_words:
        # The header ``Authorization`` is what these schemes are sent in.
        named = [scheme for scheme in named if scheme.name != "authorization"]
        return _distinct([*named, *by_words])
    return named or by_words


def chosen_schemes(schemes: Sequence[SecurityScheme], texts: Sequence[str]) -> list[SecurityScheme]:
    """Those of a page's ``schemes`` that an operation names; all where it names none. Where it
    speaks of authentication and names another, those that are no named header.
    """
    words = {word for text in texts for word in _WORD.findall(text[:LONGEST].lower())}
    named = [scheme for scheme in schemes if scheme.name in words]
    others = [scheme for scheme in schemes if scheme.type == "http"]
    if named:
        return named
    return others if others and "authenticated" in words else list(schemes)


def _lines(block: Block) -> list[str]:
    """The lines of code and lists; a paragraph is one, as a sentence may go on in the next."""
    if isinstance(block, Paragraph):
        return [" ".join(block.text[:LONGEST].split())]
    text = block.text if isinstance(block, Fence) else block.raw
    return [line[:LONGEST] for line in text.split("\n")]


def _in_line(line: str) -> Iterator[SecurityScheme | None]:
    if _STATED.match(line):
        yield _by_words(line)
    for match in _HEADER_LINE.finditer(line):
        yield _of_header(match[1], match[2])
    if _IN_HEADER.match(line):
        for match in _NAME.finditer(line):
            if _is_secret(match[1], _MAY_BE_SECRET):
                yield _key(match[1])


def _by_words(line: str) -> SecurityScheme | None:
    text = plain_text(line)
    if _BASIC.search(text):
        return _http("basic")
    return _http("bearer") if _BEARER.search(text) else None


def _of_header(name: str, value: str) -> SecurityScheme | None:
    if name.lower() == "authorization":
        scheme = value.split(" ")[0].lower()
        return _http(scheme) if scheme in REGISTERED else _key("Authorization")
    return _key(name) if _is_secret(name) else None


def _is_secret(name: str, words: re.Pattern[str] = _SECRET) -> bool:
    return bool(_TOKEN.fullmatch(name) and words.search(name) and not _NO_SECRET.search(name))


def _http(scheme: str) -> SecurityScheme:
    return SecurityScheme(name=scheme, type="http", scheme=REGISTERED[scheme])


def _key(name: str) -> SecurityScheme:
    return SecurityScheme(name=name.lower(), type="apiKey", header=name)


def _distinct(found: Iterable[SecurityScheme | None]) -> list[SecurityScheme]:
    return list({scheme.name: scheme for scheme in found if scheme}.values())
