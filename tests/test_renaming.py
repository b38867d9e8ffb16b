"""Names are changed in the lock, and nowhere else."""

import pytest

from generator.lock import Entry, parse_lock
from generator.lock.renaming import RenameError, drop, rename

LINES = """\
* model docs Email Email
openapi component - Email Email
python argument POST/emails path:id id
python method emailagent GET/emails get
python method emailagent POST/emails send
python method letteragent POST/letters send
python module - Email email
python property Email Value value
python property Letter Value value
python tag - emailagent email
python tag - letteragent letter
python type - Email Email
python type - Letter Letter
"""


def change(old: str, new: str = "", lines: str = LINES, target: str = "") -> set[str]:
    """What is changed, by lines that are gone (-) and new (+)."""
    before = {*parse_lock(lines).entries}

    def is_meant(entry: Entry) -> bool:
        return entry.kind != "module" and target in ("", entry.target)

    if new:
        after, _ = rename(before, old, new, is_meant, lambda *_: "")
    else:
        after, _ = drop(before, old, is_meant)
    signs = {**dict.fromkeys(before - {*after}, "-"), **dict.fromkeys({*after} - before, "+")}
    return {
        f"{sign}{e.target} {e.kind} {e.thing} {e.name}{' deprecated' if e.deprecated else ''}"
        for e, sign in signs.items()
    }


def test_a_tag() -> None:
    assert change("email", "mail") == {
        "+python tag emailagent email deprecated",
        "-python tag emailagent email",
        "+python tag emailagent mail",
    }


def test_a_model_in_every_target_or_in_one() -> None:
    assert change("Email", "Mail") == {
        "+openapi component Email Email deprecated",
        "-openapi component Email Email",
        "+openapi component Email Mail",
        "+python type Email Email deprecated",
        "-python type Email Email",
        "+python type Email Mail",
    }
    assert len(change("Email", "Mail", target="python")) == 3


@pytest.mark.parametrize(
    ("old", "thing"),
    [
        ("email.send", "method POST/emails"),
        ("letter.send", "method POST/letters"),
        ("email.send.id", "argument path:id"),
        ("Email.value", "property Value"),
    ],
)
def test_what_stands_in_something(old: str, thing: str) -> None:
    (new,) = [line for line in change(old, "other") if line.endswith(" other")]
    assert new == f"+python {thing} other"


def test_back_and_forth() -> None:
    renamed = LINES.replace("emailagent email", "emailagent email deprecated") + (
        "python tag - emailagent mail\n"
    )
    assert change("mail", "email", renamed) == {
        "-python tag emailagent email deprecated",
        "+python tag emailagent email",
        "-python tag emailagent mail",
        "+python tag emailagent mail deprecated",
    }
    # What stands below it is found by the earlier name too.
    assert "+python method GET/emails all" in change("email.get", "all", renamed)
    assert change("email", lines=renamed) == {"-python tag emailagent email deprecated"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("e_mail", "mail", "nothing is named e_mail; did you mean email"),
        ("send", "post", "nothing is named send"),
        ("email.get", "send", "send is a name of POST/emails in python"),
        ("email", "letter", "letter is a name of letteragent in python"),
        ("email", "email", "email has that name already"),
        ("email", "", "email is a name in use"),
        ("nothing", "", "nothing is no earlier name"),
    ],
)
def test_what_cannot_be(old: str, new: str, told: str) -> None:
    with pytest.raises(RenameError) as raised:
        change(old, new)
    assert told in str(raised.value)
