"""Templates may only put text where its escape fits; anything else is refused on loading."""

import re
from collections.abc import Iterator

import pytest

from generator.targets import Pack, PackError, load_pack
from generator.targets.pack import FileSpec
from generator.targets.places import check_places

PACKS = ("openapi", "python", "site")
PYTHON = load_pack("python")
WRONG = {"docstring": "literal", "docstring_item": "literal", "docstring_line": "comment"}


def pack_of(name: str, text: str, **templates: str) -> Pack:
    """The Python pack's names and escapes, with templates of one's own."""
    return PYTHON.model_copy(
        update={
            "templates": {name: text, **{f"{key}.jinja": each for key, each in templates.items()}},
            "part": (),
            "file": (FileSpec(template=name, path="x"),),
            "escapes": {**PYTHON.escapes, "doc": "block-comment", "html": "html"},
        }
    )


@pytest.mark.parametrize("name", [*PACKS, "typescript"])
def test_the_built_in_packs(name: str) -> None:
    check_places(load_pack(name))


def mutants() -> Iterator[tuple[str, str, str]]:
    """Every use of an escape in the built-in templates, with one for another place instead."""
    for name in PACKS:
        pack = load_pack(name)
        use = re.compile(rf"\| ({'|'.join(sorted(pack.escapes, reverse=True))})\b(?!.*usual)")
        for template, text in pack.templates.items():
            for match in use.finditer(text):
                # The last escape is the one that counts; other filters may follow.
                line = text[: match.start()].count("\n") + 1
                if (
                    not use.match(text, match.end() + 1)
                    and "set usual" not in (text.split("\n")[line - 1])
                ):
                    wrong = "comment" if name == "openapi" else WRONG.get(match[1], "docstring")
                    start, end = match.span(1)
                    yield name, template, text[:start] + wrong + text[end:]


@pytest.mark.slow
def test_no_escape_can_be_mistaken_for_another() -> None:
    packs = {name: load_pack(name) for name in PACKS}
    tried = 0
    for name, template, text in mutants():
        pack = packs[name]
        changed = pack.model_copy(update={"templates": {**pack.templates, template: text}})
        with pytest.raises(PackError, match=rf"{re.escape(template)}:\d+: "):
            check_places(changed)
        tried += 1
    assert tried > 100


@pytest.mark.parametrize(
    "text",
    [
        '"""{{ op.summary | docstring }}"""',
        '"""{% if op.title %}{{ op.title | docstring }}{% else %}None{% endif %}."""',
        "x = {{ op.path | literal }}  # {{ op.path | comment }}\n",
        'x = "{{ package }}.{{ names.tag(op.tag) }}"',
        "{% set all = [] %}{% do all.append(op.path | literal) %}x = [{{ all | join(', ') }}]",
        '{% macro d(x) %}{{ x | docstring }}{% endmacro %}"""{{ d(op.path) }}"""',
        "{% for a in names.arguments(op) %}{{ a.name }} = {{ a.wire | literal }}\n{% endfor %}",
        '"""\n{% for a in names.arguments(op) %}{{ a.wire | docstring_item(4) }}\n{% endfor %}"""',
        "{% macro a(n) %}{{ a(n) if n }}{{ n | literal }}{% endmacro %}{{ a(op.x) }}",
        "{% set s %}x = {{ op.path | literal }}{% endset %}{{ s }}",
    ],
)
def test_what_fits(text: str) -> None:
    check_places(pack_of("one.py.jinja", text))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('"""{{ op.path }}"""', "text of the docs without an escape in a docstring; use docstring"),
        ('"""{{ op.path | comment }}"""', "escaped for line-comment in a docstring"),
        ('"""{{ op.path | literal }}"""', "escaped for python-literal in a docstring"),
        ("{{ op.path | docstring }}", "escaped for python-docstring in code; use literal"),
        ("{{ op.path | docstring_line }}", "in code"),
        ("# {{ op.path | docstring }}", "in a comment; use comment"),
        ('x = "{{ op.path | literal }}"', "in a string in quotes; only names may stand there"),
        ("x = '{{ op.path | comment }}'", "in a string in quotes"),
        ("x = 1 # it's\n{{ op.path | comment }}", "in code"),
        ("{{ op.path | literal | upper }}", "text of the docs without an escape in code"),
        ("{{ (op.path | literal)[1:-1] }}", "without an escape"),
        ("{{ op.path | plain }}", "without an escape"),
        ("{{ tag.name }}", "without an escape"),
        ("{% for a in names.arguments(op) %}{{ a.wire }}{% endfor %}", "without an escape"),
        ("{% for p in op.parameters %}{{ p.name }}{% endfor %}", "without an escape"),
        ("{% set a = [] %}{% do a.append(op.path) %}{{ a | join }}", "without an escape"),
        ("{% set s = namespace(x='') %}{% set s.x = op.path %}{{ s.x }}", "without an escape"),
        ("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(op.path) }}", "without an escape"),
        ("{% macro m(x) %}{{ x }}{% endmacro %}{% set y = m(op.path) %}", "without an escape"),
        ("{% macro m() %}{{ 7 | literal }}{% endmacro %}# {{ m() }}", "in a comment"),
        ('{% set s %}{{ op.path | literal }}{% endset %}"""{{ s }}"""', "code in a docstring"),
        ('{{ "# " ~ (op.path | literal) }}', "in a comment"),
        ("{% if op.path %}# {% endif %}x", "end in different places"),
        ('{% for p in op.parameters %}"""{% endfor %}', "end in different places"),
        ('"""{{ op.path | docstring_item(4) }}"""', "a line break has to follow"),
        ('"""\\{{ op.path | docstring }}"""', "text directly behind"),
        ('"""a"{{ op.path | docstring }}."""', "text directly behind"),
        ("{% set i = Imports() %}{% do i.add('import ' ~ op.path) %}", "only have names"),
        ("{% include op.path %}", "a name that is made up"),
        ("{% extends 'x' %}", "cannot be checked"),
        ("{% filter upper %}x{% endfilter %}", "cannot be checked"),
        ("{{ op.path | liteal }}", "No filter named 'liteal'"),
    ],
)
def test_what_does_not_fit(text: str, problem: str) -> None:
    with pytest.raises(PackError, match=rf"one\.py\.jinja:\d+: .*{re.escape(problem)}"):
        check_places(pack_of("one.py.jinja", text))


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("a.json", '{"a": {{ op.path | json }}}', '{"a": "{{ op.path | json }}"}'),
        ("a.json", '{"{{ package }}": 1}', '{"a": {{ op.path | literal }}}'),
        ("a.toml", "a = {{ op.path | toml }} # {{ op.path | comment }}", "a = '{{ op.a | toml }}'"),
        ("a.yaml", "a: {{ op.path | json }} # {{ op.path | comment }}", "a: {{ op.a | comment }}"),
        ("a.md", "# {{ op.path | cell }}", "# {{ op.path | comment }}"),
        ("a.md", "```sh\nx {{ op.path | json }}\n```\n{{ op.a | cell }}", "`{{ op.a | cell }}`"),
        ("a.md", "`{{ package }}`", "```sh\nx {{ op.path | cell }}\n```\n"),
        ("a.ts", "/** {{ op.a | doc }} */ x = {{ op.a | json }}", "/** {{ op.a | json }} */"),
        ("a.ts", "// {{ op.a | comment }}\n", "x = `{{ op.a | json }}`"),
        ("a.go", "// it's\nx := {{ op.a | json }}", "// {{ op.a | doc }}\n"),
        ("a.html", '<p title="{{ op.a | html }}">{{ op.a | html }}</p>', "<p a={{ op.a | html }}>"),
        ("a.html", "<!-- - -->{{ op.a | html }}", "<script>{{ op.a | html }}</script>"),
        ("a.html", "<p>{{ op.a | html }}", "<p>{{ op.a | json }}<!--{{ op.a | html }}-->"),
        ("a.txt", "{{ op.a | json }}", "{{ op.a }}"),
    ],
)
def test_places_of_other_languages(name: str, good: str, bad: str) -> None:
    check_places(pack_of(f"{name}.jinja", good))
    with pytest.raises(PackError):
        check_places(pack_of(f"{name}.jinja", bad))


def test_the_template_that_is_at_fault_is_named() -> None:
    pack = pack_of("one.py.jinja", "{% include 'two.jinja' %}", two="x\n\n{{ op.path }}")
    with pytest.raises(PackError, match=r"python/two\.jinja:3: "):
        check_places(pack)
    pack = pack_of(
        "one.py.jinja",
        "{% from 'two.jinja' import a %}{{ a(op) }}",
        two="{% macro a(op) %}\n{{ op.path }}{% endmacro %}",
    )
    with pytest.raises(PackError, match=r"python/two\.jinja:2: "):
        check_places(pack)
