"""Types as a layout spells them, read as schemas."""

import re
from functools import lru_cache
from typing import NamedTuple

from generator.docs.enum_values import enum_values
from generator.docs.layout.patterns import compile_pattern, full_match
from generator.docs.layout.schema import Types
from generator.docs.type_cells import BASIC, DEEPEST, MOST_VALUES
from generator.docs.visible_text import visible_text
from generator.model import Array, Enumeration, Map, Object, Reference, Scalar, Schema, Unknown

_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]{0,60}\]){1,200})\]\(\s?([^()\s]{0,500})(?: [^()]{0,200})?\)"
)
_AROUND_NAME = re.compile(
    r"((?:[\w ]{1,40}[\[<(](?:\w{1,20}, ?)?)?)([A-Za-z_][\w.]{0,80})(\[\]|[\]>)])"
)
"""A type of several in a link: ``List[Pet]``, ``Pet[]``."""
_LINKED = re.compile("\ue000([^\ue000-\ue002]*)\ue002([^\ue000-\ue002]*)\ue001")
"""A link: its text, and where it leads."""
_MARKUP = re.compile(
    r"`|\*\*|\*(?=[\w\[])|(?<=\w)\*|\\(?=[^\w\s])"
    r"|</?(?:a|abbr|b|big|br|cite|code|div|em|font|i|kbd|li|mark|nobr|ol|p|pre|q|s|samp|small|span|strong|sub"
    r"|sup|tt|u|ul|var|wbr) ?/?>",
    re.IGNORECASE,
)
"""Marks of Markdown and tags of HTML; what else stands in angle brackets may be a type."""
_FORMATTED = re.compile(r"([A-Za-z]{2,20}) ?[(<]([\w-]{1,40})[)>]")
"""A type of JSON Schema with its format in brackets."""
_NESTING = re.compile(r"\[|<|\(|\bof\b", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-Za-z_]\w*(?:\.|::|#))*([A-Za-z_]\w*)")
_QUOTED = re.compile(r"[\"'\u2018\u201c]([^\"'\u2019\u201d]{1,64})[\"'\u2019\u201d]")
_MOST_WORDS = 6
"""Beside a link that is a type."""
_OR = re.compile(r",? (?:or|and) ")
_NOISE = frozenset({"object", "objects", "json", "array"})


class TypeText(NamedTuple):
    """What a text says of a type."""

    schema: Schema
    nullable: bool = False


class TypeReader:
    """Reads the type cells, headings and labels of one layout."""

    def __init__(self, types: Types) -> None:
        self._types = types
        self._scalars = {
            spelling.lower(): BASIC[name]
            for name, spellings in types.scalar.items()
            for spelling in spellings
        }
        self._enum, self._nullable, self._array, self._map, self._plain = (
            tuple(compile_pattern(pattern, needed) for pattern in patterns)
            for patterns, needed in (
                (types.enum, "values"),
                (types.nullable, "type"),
                (types.array, "items"),
                (types.map, "values"),
                (types.plain, "type"),
            )
        )
        self._like = tuple(
            (compile_pattern(pattern), BASIC[name])
            for name, patterns in types.like.items()
            for pattern in patterns
        )
        self._model = tuple(compile_pattern(pattern, "name") for pattern in types.named)
        self.read = lru_cache(maxsize=4096)(self._read)

    def _read(self, written: str) -> TypeText | None:
        """None where the text holds something that is no type at all."""
        if self._types.models == "any" and "](" not in written:
            # A list of values may have each on a line of its own.
            text = visible_text(written).replace("\n", ", ")
            return self._parse(" ".join(text.split()), 0)
        if not written.strip():
            return TypeText(Unknown())
        text = _LINK.sub(self._link, written.replace("\\|", "|"))
        return self._parse(" ".join(_MARKUP.sub("", text).split()), 0)

    def _link(self, match: re.Match[str]) -> str:
        """A link in private letters that no pattern matches by accident; a known word plainly. A
        word for any list or object may be the name of a model, where it leads to one.
        """
        text = _MARKUP.sub("", match[1])
        known = self._scalars.get(text.lower())
        if known and not (isinstance(known, Array | Map | Object) and text[:1].isupper()):
            return text
        if around := _AROUND_NAME.fullmatch(text):
            inner = f"[{around[2]}]({match[2]})"
            return around[1] + _LINK.sub(self._link, inner) + around[3]
        return f"\ue000{text}\ue002{match[2].strip('<>')}\ue001"

    def _parse(self, text: str, depth: int) -> TypeText | None:
        plain = _LINKED.sub(r"\1", text)
        known = self._scalars.get(plain.lower())
        if known and (plain == text or not isinstance(known, Array | Map | Object)):
            return TypeText(known)
        if (match := _FORMATTED.fullmatch(plain)) and (found := self._formatted(match)):
            return found
        if match := _first(self._enum, text):
            return self._enumeration(match["values"])
        for pattern, schema in self._like:
            if full_match(pattern, plain):
                return TypeText(schema)
        if depth > DEEPEST or len(_NESTING.findall(text)) > 2 * DEEPEST:
            return None
        if match := _first(self._nullable, text):
            inner = self._parse(match["type"], depth + 1)
            return inner._replace(nullable=True) if inner else None
        if match := _first(self._array, text):
            items = self._parse(match["items"].strip(), depth + 1)
            return TypeText(Array(items=items.schema)) if items else None
        if match := _first(self._map, text):
            values = self._parse(match["values"], depth + 1)
            return TypeText(Map(values=values.schema)) if values else None
        for separator in self._types.union:
            if len(parts := _alternatives(text, separator)) > 1:
                return self._union(parts, text, depth)
        if (match := _LINKED.fullmatch(text)) and model_name(match[1])[:1].isdigit():
            return None  # A status, say.
        if match:
            return TypeText(Reference(name=model_name(match[1]), target=match[2]))
        if named := _first(self._model, text):
            return TypeText(Reference(name=model_name(named["name"])))
        if match := _first(self._plain, text):
            inner = self._parse(match["type"].strip(), depth + 1)
            # ``Address`` is no plural: of a word that may name a model the whole counts, and
            # linking knows whether there is a model of the singular.
            refers = inner is not None and isinstance(inner.schema, Reference)
            return self._named(text) or inner if refers and text.isalnum() else inner
        return self._named(text) or self._only_link(text)

    def _formatted(self, match: re.Match[str]) -> TypeText | None:
        """``string(date-time)``: the format if it is one, else the type without it."""
        known = self._scalars.get(match[1].lower())
        if not isinstance(known, Scalar):
            return None
        named = BASIC.get(match[2].lower())
        same = isinstance(named, Scalar) and named.type == known.type
        return TypeText(named if named and same else known)

    def _enumeration(self, written: str) -> TypeText | None:
        strict = self._types.models == "any"
        values = enum_values(written if strict else _OR.sub(",", written))
        if len(values) > MOST_VALUES:
            return None
        if not strict and (len(values) < 2 or any(" " in v for v in values)):
            # ``one of the colors that the house has`` lists nothing.
            return TypeText(BASIC["string"])
        return TypeText(Enumeration(values=values) if values else BASIC["string"])

    def _union(self, parts: list[str], text: str, depth: int) -> TypeText | None:
        """Alternatives: null makes nullable, equals are one, and others are any value. Texts in
        quotes are the values of an enumeration.
        """
        values = [match[1] for part in parts if (match := _QUOTED.fullmatch(part.strip()))]
        if len(values) == len(parts) and self._types.models != "any":
            return TypeText(Enumeration(values=tuple(dict.fromkeys(values))))
        found = [self._parse(part.strip(), depth + 1) for part in parts[:20]]
        if None in found:
            return None
        parsed = [part for part in found if part]
        nullable = any(isinstance(p.schema, Unknown) and p.schema.written == "null" for p in parsed)
        kinds = {p.schema for p in parsed if getattr(p.schema, "written", "") != "null"}
        if len(kinds) == 1:
            return TypeText(kinds.pop(), nullable)
        same = {k.type for k in kinds if isinstance(k, Scalar)}
        if len(same) == 1 and all(isinstance(kind, Scalar) for kind in kinds):
            return TypeText(Scalar(type=same.pop()), nullable)
        return TypeText(Unknown(written=_LINKED.sub(r"\1", text)), nullable)

    def _named(self, text: str) -> TypeText | None:
        match = _NAME.fullmatch(text)
        if not match:
            return None
        if self._types.models == "any":
            return TypeText(Reference(name=match[1]))
        if self._types.models == "capital" and any(letter.isupper() for letter in text):
            return TypeText(Reference(name=model_name(text)))
        return None

    def _only_link(self, text: str) -> TypeText | None:
        """The one link in a few words: ``up to 10 [tags](...) of a page``; None where another of
        the words is a type.
        """
        links = list(_LINKED.finditer(text))
        words = _LINKED.sub(" ", text).lower().split()
        if len(links) != 1 or len(words) > _MOST_WORDS or links[0][1][:1].isdigit():
            return None
        if any(word in self._scalars and word not in _NOISE for word in words):
            return None
        return TypeText(Reference(name=model_name(links[0][1]), target=links[0][2]))


def _alternatives(text: str, separator: str) -> list[str]:
    """The parts of a text between the separators that stand in no brackets and in no link, whose
    address may have slashes.
    """
    found: list[list[str]] = []
    depth = 0
    for part in text.split(separator):
        if depth > 0:
            found[-1].append(part)
        else:
            found.append([part])
            depth = 0
        depth += sum(part.count(letter) for letter in "(\ue000")
        depth -= sum(part.count(letter) for letter in ")\ue001")
    return [separator.join(parts) for parts in found]


def model_name(text: str) -> str:
    """A model's name as it is written in headings and links, in PascalCase: ``thread member`` is
    ``ThreadMember``.
    """
    words = re.findall(r"[A-Za-z0-9]+", text)
    return "".join(word[0].upper() + word[1:] for word in words)[:200]


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := full_match(pattern, text))), None)
