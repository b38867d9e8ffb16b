"""Points in time in the generated client: plain values, sent back as they came."""

import copy
import json
import pickle
import sqlite3
import time
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, create_model
from server import Recorder
from superoffice import SuperOffice
from superoffice.models import BatchTaskInfo, Model

WRITTEN = "2017-01-11T14:19:02.9636535+01:00"


def sent(model: BaseModel) -> Any:
    return json.loads(model.model_dump_json(by_alias=True, exclude_unset=True))


def read(written: str) -> BatchTaskInfo:
    return BatchTaskInfo.model_validate_json(json.dumps({"Created": written}))


@pytest.mark.parametrize(
    "written", [WRITTEN, "2024-01-02T03:04:05Z", "2024-01-02T03:04:05", "0001-01-01T00:00:00"]
)
@pytest.mark.parametrize(
    "copied",
    [
        lambda m: m,
        copy.copy,
        copy.deepcopy,
        lambda m: pickle.loads(pickle.dumps(m)),  # noqa: S301
        lambda m: m.model_copy(deep=True),
        lambda m: m.model_copy(update={"name": "x"}),
    ],
)
def test_it_goes_back_as_it_came(written: str, copied: Any) -> None:
    task = copied(read(written))
    assert type(task.created) is datetime
    assert sent(task)["Created"] == written


def test_another_value_is_another_text() -> None:
    task = read(WRITTEN)
    assert task.created is not None
    same = task.created
    task.created += timedelta(days=1)
    assert sent(task) == {"Created": "2017-01-12T14:19:02.963653+01:00"}
    task.created = same
    assert sent(task) == {"Created": WRITTEN}
    task.created = same.astimezone(UTC)
    assert sent(task) == {"Created": "2017-01-11T13:19:02.963653Z"}
    task.created = None
    assert sent(task) == {"Created": None}


def test_what_is_kept_beside_is_not_seen() -> None:
    task = read(WRITTEN)
    assert task == BatchTaskInfo(created=task.created)
    assert task.model_fields_set == {"created"}
    assert dict(task)["created"] == task.created
    assert not [name for name in dict(task) if "written" in name]
    assert list(task.model_dump(exclude_unset=True)) == ["created"]
    assert "written" not in repr(task) + json.dumps(BatchTaskInfo.model_json_schema())
    created = BatchTaskInfo.model_json_schema()["properties"]["Created"]
    assert {"type": "string", "format": "date-time"} in created["anyOf"]


def test_it_works_where_a_datetime_does() -> None:
    created = read(WRITTEN).created
    database = sqlite3.connect(":memory:")
    database.execute("create table t(d)")
    assert database.execute("insert into t values (?)", (str(created),)).rowcount == 1
    assert yaml.safe_load(yaml.safe_dump({"d": created}))["d"] == created
    assert "_Written" not in repr(created)


class Times(Model):
    many: list[datetime] | None = None
    named: dict[str, datetime] | None = None
    either: datetime | int | None = None


def test_points_in_time_within_others() -> None:
    text = {"many": [WRITTEN, "2024-01-02T03:04:05Z"], "named": {"a": WRITTEN}}
    times = Times.model_validate_json(json.dumps(text))
    assert sent(times) == text
    assert times.many is not None
    times.many[1] += timedelta(hours=1)
    assert sent(times)["many"] == [WRITTEN, "2024-01-02T04:04:05Z"]
    times.many.append(datetime(2024, 1, 2, tzinfo=UTC))
    assert len(sent(times)["many"]) == 3
    assert sent(Times(either=7)) == {"either": 7}


def test_a_condition_without_a_zone_is_in_utc(server: Recorder, monkeypatch: Any) -> None:
    server.answers(204, "")
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        with SuperOffice(server.url) as client:
            client.contact.delete(7, if_unmodified_since=datetime(2024, 5, 6, 7, 8, 9))
            assert server.last.headers["if-unmodified-since"] == "Mon, 06 May 2024 07:08:09 GMT"
            zone = timezone(timedelta(hours=2))
            client.contact.delete(7, if_unmodified_since=datetime(2024, 5, 6, 9, 8, 9, tzinfo=zone))
            assert server.last.headers["if-unmodified-since"] == "Mon, 06 May 2024 07:08:09 GMT"
            with pytest.raises(TypeError, match="has to be a datetime, not date"):
                client.contact.delete(7, if_unmodified_since=date(2024, 5, 6))  # type: ignore[arg-type]
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.slow
def test_it_costs_little_more_than_a_plain_datetime() -> None:
    """In pairs, on five megabytes; the median ratio of processor time."""
    fields: dict[str, Any] = {
        name: (field.annotation, field) for name, field in BatchTaskInfo.model_fields.items()
    }
    config = ConfigDict(extra="allow", validate_by_name=True, validate_by_alias=True)
    plain: Any = create_model("Plain", __config__=config, **fields)
    row = {"Name": "Nightly import", "State": "New", "Created": WRITTEN, "Added": {"later": [1]}}
    text = json.dumps([row] * (5_000_000 // len(json.dumps(row)))).encode()
    ours, theirs = TypeAdapter(list[BatchTaskInfo]), TypeAdapter(list[plain])
    assert ours.validate_json(text)[0].created == theirs.validate_json(text)[0].created

    def seconds(adapter: TypeAdapter[Any]) -> float:
        started = time.process_time()
        adapter.validate_json(text)
        return time.process_time() - started

    ratios = sorted(seconds(ours) / seconds(theirs) for _ in range(9))
    # Of this row a fourth is a point in time; of a contact it is far less.
    assert ratios[4] < 1.25
