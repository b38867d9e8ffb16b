"""The generated client and the OpenAPI document agree, as Prism, a server by others, checks."""

from collections.abc import Iterator

import httpx2
import pytest
from conftest import REPOSITORY
from prism import serving
from superoffice import SuperOffice
from superoffice.auth import Basic
from superoffice.models import BatchTaskInfo, ContactEntityWithLinks

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def prism() -> Iterator[str]:
    with serving(REPOSITORY / "generated" / "openapi" / "openapi.json") as url:
        yield url


def test_prism_accepts_what_the_client_sends_and_the_client_what_prism_answers(
    prism: str,
) -> None:
    with SuperOffice(prism, auth=Basic("tje0", "tje0")) as client:
        job = client.batch.start_batch_job(BatchTaskInfo(name="Nightly import", state="New"))
        assert isinstance(job, int)
        assert isinstance(client.contact.get(7), ContactEntityWithLinks)
        tasks = client.batch.get_batch_task_infos_by_state("Started")
        assert all(isinstance(task, BatchTaskInfo) for task in tasks)
        client.contact.delete(7)
        assert client.contact.get_all(top=10, mode="Slim").first_page().value is not None


def test_prism_refuses_what_the_document_forbids(prism: str) -> None:
    """The check can fail: without it, the test above would prove nothing."""
    url = f"{prism}/api/v1/Agents/Batch/StartBatchJob"
    wrong = httpx2.post(
        url,
        json={"BatchTaskInfo": {"Id": "no number"}},
        headers={"Authorization": "Basic dGplMDp0amUw"},
    )
    assert wrong.status_code == 422
    unknown = httpx2.post(url, json={"BatchTaskInfo": {}})
    assert unknown.status_code == 401
