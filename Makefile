# What contributors run; CONTRIBUTING.md says when. All of it works in .venv.
BIN = .venv/bin

.PHONY: fast test check update coverage

fast:            ## tests that take no time
	$(BIN)/pytest -q -n auto --dist loadfile -m "not slow"

test:            ## all tests
	$(BIN)/pytest -n auto --dist loadfile

check:           ## style, types, and what is generated
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/docs2sdk check

update:          ## write what is generated: cases, pages of diagnostics, the schema, generated/
	$(BIN)/pytest -q tests/cases --update
	$(BIN)/pytest -q tests/test_docs.py --update
	$(BIN)/docs2sdk schema --config > docs2sdk.schema.json
	$(BIN)/docs2sdk schema --layout > layout.schema.json
	$(BIN)/docs2sdk schema --templates > docs/template-reference.md
	$(BIN)/docs2sdk build

coverage:        ## lines that no test runs
	$(BIN)/pytest -q --cov --cov-report=term:skip-covered
