"""What the text around an object calls it.

Summaries and descriptions often name a type in words: ``Gets a FuseBox object.``, ``Array of
ColumnInfo``, ``The Id of the ListItem``. Only names that no page defines are of interest, since
what is defined needs no name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from generator.link.facts import Facts
from generator.link.name_candidates import TYPE_NAME, NameSource, operation_name, result_name
from generator.link.name_words import item_name, words
from generator.model import Operation, Property

_NAME = rf"(?P<name>{TYPE_NAME.pattern})"
_OBJECT = re.compile(rf"\b{_NAME} (?:objects?|carriers?|entity|entities)\b")
_LIST_OF = re.compile(rf"\b(?:[Aa]rray|[Ll]ist|[Cc]ollection) of (?:the )?{_NAME}\b")
_LIST_OF_ALL = re.compile(rf"{_LIST_OF.pattern}(?=[.,;:]|$| (?:that|which|for|with|in|by)\b)")
_OF_OWNER = re.compile(rf"\bof (?:the|an?|this) {_NAME}\b")
_GENERAL_LAST_WORDS = {(word,) for word in ("info", "entry", "data", "carrier")}
_ARTICLES = frozenset({"the", "a", "an", "this"})


class NameHints:
    """Reads names of models out of texts. Knows which are mentioned and which are defined."""

    def __init__(self, facts: Facts) -> None:
        self._defined = facts.models
        self._names_from_prose: dict[str, tuple[NameSource, str]] = {}
        only_mentioned = sorted(name for name in facts.mentioned if name not in facts.models)
        self._only_mentioned = frozenset(only_mentioned)
        self._by_phrase = {" ".join(words(n)): n for n in only_mentioned if len(words(n)) > 1}
        self._without_last_word = [
            (words(name)[:-1], name)
            for name in only_mentioned
            if words(name)[-1:] in _GENERAL_LAST_WORDS
        ]

    def name_from_prose(self, operation: Operation) -> tuple[NameSource, str]:
        """What the page calls the operation's result, and how clearly.

        In this order: a name before ``object`` or after ``list of`` in the summary (PROSE); a
        word of the summary that looks like a type and ends the operation's name, or a name that
        is mentioned, defined nowhere, and equal to the end of the operation's name, with or
        without a general last word (SUMMARY): ``RecurrenceInfo`` where
        ``GetAppointmentRecurrence`` answers with something unnamed; else the operation's own
        name (OPERATION).
        """
        found = self._names_from_prose.get(operation.operation_id)
        if found is None or found[1] in self._defined:
            found = self._read_name(operation)
            self._names_from_prose[operation.operation_id] = found
        return found

    def _read_name(self, operation: Operation) -> tuple[NameSource, str]:
        """``name_from_prose``, not remembered."""
        summary = operation.summary
        phrases = (name for found in (_OBJECT, _LIST_OF_ALL) for name in found.findall(summary))
        name, result = operation_name(operation.operation_id), result_name(operation.operation_id)
        type_words = (
            word
            for word in TYPE_NAME.findall(summary)
            if (result.endswith(item_name(word)) and word != name)
            or item_name(word) in self._only_mentioned
        )
        for rank, found in ((NameSource.PROSE, phrases), (NameSource.SUMMARY, type_words)):
            free = {item_name(name) for name in found} - self._defined.keys()
            if free:
                return rank, max(free, key=lambda name: (len(name), name))
        if result in self._only_mentioned:
            return NameSource.SUMMARY, result
        ending = words(result)
        for stem, mention in self._without_last_word:
            if ending[-len(stem) :] == stem:
                return NameSource.SUMMARY, mention
        return NameSource.OPERATION, result

    def names_of_table(self, table: Iterable[Property]) -> list[str]:
        """What the rows' descriptions call the object that a table is of.

        First, a name that at least two rows are described with: ``The Id of the ListItem``. One
        row may well speak of another object, but several do not by chance. A row whose own name
        contains that name does not count, as it is a key of another object: ``LampId | The Id of
        the Lamp``. Rows with a longer name that ends with the same words count too: a
        ``SelectableListItem`` is a ``ListItem``.

        Otherwise, every name that some page mentions, none defines, and a row spells as words:
        ``Name of duplicate entry`` for a ``DuplicateEntry``.
        """
        rows = [row for row in table if " of " in row.description]
        counts = Counter(
            name
            for row in rows
            for name in set(_OF_OWNER.findall(row.description))
            if name.lower() not in row.name.lower()
        )
        total = {
            name: sum(n for other, n in counts.items() if name.endswith(other))
            for name in counts
            if name not in self._defined
        }
        best = max(total, key=lambda name: (total[name], len(name), name), default="")
        if best and total[best] > 1:
            return [best]
        by_phrase = self._by_phrase
        phrases = (phrase for row in rows for phrase in _phrases_after_of(row.description))
        return sorted({by_phrase[phrase] for phrase in phrases if phrase in by_phrase})

    def names_of_items(self, name: str, descriptions: Iterable[str]) -> list[str]:
        """What a property's descriptions call its items.

        Either ``Array of ColumnInfo``; or ``the main user group``, where a page mentions a
        ``UserGroup`` that none defines and the property's own name ends with the same word.
        """
        texts = list(descriptions)
        found = {name for text in texts for name in _LIST_OF.findall(text)}
        ending = words(item_name(name))[-1:]
        for phrase, mention in self._by_phrase.items():
            if words(mention)[-1:] == ending and any(phrase in text.lower() for text in texts):
                found.add(mention)
        return sorted(found - self._defined.keys())


def shorter_model_name(texts: Iterable[str], matched: str) -> str:
    """A name in the prose that the ``matched`` model's name only begins with; else empty.

    ``ContactEntity``, where a table matched ``ContactEntityWithLinks``: the page means the former.
    """
    for word in TYPE_NAME.findall(" ".join(texts)):
        if matched.startswith(word) and matched != word:
            return str(word)
    return ""


def _phrases_after_of(text: str) -> Iterator[str]:
    """The two and the three words that follow each ``of``, in lower case, without articles."""
    parts = text.lower().replace(",", " ").replace(".", " ").split()
    for index, part in enumerate(parts):
        if part == "of":
            rest = [word for word in parts[index + 1 : index + 6] if word not in _ARTICLES]
            yield " ".join(rest[:2])
            yield " ".join(rest[:3])
