"""What is sent as text is text: objects in a query, path or header are refused, and reported."""

from typing import Any

import pytest
from conftest import ReadText
from linking import Corpus, page
from superoffice import SuperOffice
from superoffice.models import BatchTaskInfo

QUERY = """
## Query String Parameters

| Parameter Name | Type | Description |
|---|---|---|
| size | object | The size. |
| color | string | The color. |
"""


@pytest.mark.parametrize("value", [{"a": True}, [{"a": 1}], [["a"]], BatchTaskInfo(name="x"), b"a"])
def test_an_object_is_refused_before_anything_is_sent(value: Any) -> None:
    with SuperOffice("http://127.0.0.1:9/Cust1", auth="token") as client:
        with pytest.raises(TypeError, match="cannot be sent as text"):
            next(iter(client.contact.get_all(filter=value)))
        with pytest.raises(TypeError, match="cannot be sent as text"):
            client.contact.get(value)


def test_a_parameter_of_an_object_type_is_reported(read: ReadText) -> None:
    text = page("Fit", response="int32")
    text = text.replace("## Request Headers", QUERY + "\n## Request Headers")
    found = [d.found for d in Corpus(read).link(text).diagnostics if d.code == "DOC313"]
    assert found == ["size: object"]
