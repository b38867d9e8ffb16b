"""What the text around an object calls it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from generator.link.facts import Facts
from generator.link.name_candidates import TYPE_NAME, NameSource, operation_name, result_name
from generator.link.name_words import item_name, words
from generator.model import Operation, Property

_NAME = rf"(?P<name>{TYPE_NAME.pattern})"
_OBJECT = re.compile(rf"\b{_NAME} (?:objects?|carriers?|entity|entities)\b")
_MANY = re.compile(rf"\b(?:[Aa]rray|[Ll]ist|[Cc]ollection) of (?:the )?{_NAME}\b")
_ALL = re.compile(rf"{_MANY.pattern}(?=[.,;:]|$| (?:that|which|for|with|in|by)\b)")
_OWNER = re.compile(rf"\bof (?:the|an?|this) {_NAME}\b")
_GENERAL = {(word,) for word in ("info", "entry", "data", "carrier")}
_ARTICLES = frozenset({"the", "a", "an", "this"})


class NameHints:
    """Reads names out of texts, knowing which models are mentioned and which explained."""

    def __init__(self, facts: Facts) -> None:
        self._explained = facts.models
        self._told: dict[str, tuple[NameSource, str]] = {}
        only_mentioned = sorted(name for name in facts.mentioned if name not in facts.models)
        self._only_mentioned = frozenset(only_mentioned)
        self._spoken = {" ".join(words(n)): n for n in only_mentioned if len(words(n)) > 1}
        self._general = [
            (words(name)[:-1], name) for name in only_mentioned if words(name)[-1:] in _GENERAL
        ]

    def name_from_prose(self, operation: Operation) -> tuple[NameSource, str]:
        """What the page calls the result, and how plainly.

        ``Gets a NavigatorCompany object.``; a word of the summary that looks like a type's and
        ends the operation's name; or what is mentioned, explained nowhere, and the operation
        is named for, be it but for a general last word: ``RecurrenceInfo`` where
        ``GetAppointmentRecurrence`` answers with something unnamed.
        """
        told = self._told.get(operation.operation_id)
        if told is None or told[1] in self._explained:
            told = self._told[operation.operation_id] = self._name_from_prose(operation)
        return told

    def _name_from_prose(self, operation: Operation) -> tuple[NameSource, str]:
        summary = operation.summary
        phrases = (name for found in (_OBJECT, _ALL) for name in found.findall(summary))
        name, result = operation_name(operation.operation_id), result_name(operation.operation_id)
        told = (
            word
            for word in TYPE_NAME.findall(summary)
            if (result.endswith(item_name(word)) and word != name)
            or item_name(word) in self._only_mentioned
        )
        for rank, found in ((NameSource.PROSE, phrases), (NameSource.SUMMARY, told)):
            free = {item_name(name) for name in found} - self._explained.keys()
            if free:
                return rank, max(free, key=lambda name: (len(name), name))
        if result in self._only_mentioned:
            return NameSource.SUMMARY, result
        ending = words(result)
        for stem, mention in self._general:
            if ending[-len(stem) :] == stem:
                return NameSource.SUMMARY, mention
        return NameSource.OPERATION, result

    def names_of_table(self, table: Iterable[Property]) -> list[str]:
        """What the rows' descriptions say they are of: ``The Id of the ListItem``, or ``Name
        of duplicate entry`` where a page mentions a ``DuplicateEntry`` that none explains.

        A name counts from its second row on, and the longest that ends with another takes its
        rows: a ``SelectableListItem`` is a ``ListItem``. A row may well speak of another
        object, once; several do not by chance. A row that bears the name itself is a key of
        that other object: ``LampId | The Id of the Lamp``.
        """
        rows = [row for row in table if " of " in row.description]
        counts = Counter(
            name
            for row in rows
            for name in set(_OWNER.findall(row.description))
            if name.lower() not in row.name.lower()
        )
        total = {
            name: sum(n for other, n in counts.items() if name.endswith(other))
            for name in counts
            if name not in self._explained
        }
        best = max(total, key=lambda name: (total[name], len(name), name), default="")
        if best and total[best] > 1:
            return [best]
        spoken = self._spoken
        phrases = (phrase for row in rows for phrase in _phrases(row.description))
        return sorted({spoken[phrase] for phrase in phrases if phrase in spoken})

    def names_of_items(self, name: str, descriptions: Iterable[str]) -> list[str]:
        """What a property's description says its items are: ``Array of ColumnInfo``, or ``the
        main user group`` where a page mentions a ``UserGroup`` that none explains, and the
        property's own name ends so too.
        """
        texts = list(descriptions)
        found = {told for text in texts for told in _MANY.findall(text)}
        ending = words(item_name(name))[-1:]
        for phrase, mention in self._spoken.items():
            if words(mention)[-1:] == ending and any(phrase in text.lower() for text in texts):
                found.add(mention)
        return sorted(found - self._explained.keys())


def opening_name(texts: Iterable[str], matched: str) -> str:
    """The model that the prose names, where no page has a table under that name and what
    matched only begins with it: ``ContactEntity``, where ``ContactEntityWithLinks`` matched.
    """
    for word in TYPE_NAME.findall(" ".join(texts)):
        if matched.startswith(word) and matched != word:
            return str(word)
    return ""


def _phrases(text: str) -> Iterator[str]:
    """What follows an ``of``: two and three words."""
    parts = text.lower().replace(",", " ").replace(".", " ").split()
    for index, part in enumerate(parts):
        if part == "of":
            rest = [word for word in parts[index + 1 : index + 6] if word not in _ARTICLES]
            yield " ".join(rest[:2])
            yield " ".join(rest[:3])
