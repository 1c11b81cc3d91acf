"""Reading documents anew on demand: a reporting year, or chosen ones. The jobs run here as they do from the UI."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import dagster as dg
import pytest

from orchestration.automation import after_reextraction, of_year
from orchestration.definitions import defs
from orchestration.instance import opened_instance
from warehouse.connect import open_warehouse
from warehouse.home import Home
from warehouse.retention import current_release

YEAR = "2014"


@pytest.fixture
def instance(own_home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    monkeypatch.setenv("GONGKAI_HOME", str(own_home.root))
    monkeypatch.setenv("GONGKAI_LANDING", str(own_home.landing))
    with opened_instance(own_home) as opened:
        yield opened


def run(instance: dg.DagsterInstance, job: str, **options: Any) -> dg.ExecuteInProcessResult:
    return defs.resolve_job_def(job).execute_in_process(instance=instance, raise_on_error=False, **options)


def last_line(home: Home) -> dict[str, Any]:
    return json.loads((home.logs / "gongkai.log").read_text(encoding="utf-8").splitlines()[-1])


def documents(*names: str) -> dict[str, Any]:
    return {"ops": {"ingest": {"config": {"documents": list(names)}}}}


def measures(done: dg.ExecuteInProcessResult) -> dict[str, Any]:
    (event,) = [one for one in done.all_events if one.is_successful_output]
    shown = event.step_output_data.metadata
    return {name: shown[name].value for name in ("documents_read", "documents_reading_differently")}


def reading(home: Home, document_id: str) -> str:
    with open_warehouse(home) as con:
        (text,) = con.execute("select text from raw.document_texts where document_id = ?", [document_id]).fetchone()
        return text


def ids_of(home: Home, year: str) -> list[str]:
    with open_warehouse(home) as con:
        query = "select document_id from raw.reports where report_year = ? order by 1"
        return [one for (one,) in con.execute(query, [int(year)]).fetchall()]


def test_a_year_is_read_anew_and_where_it_reads_as_before_the_release_stands(
    own_home: Home, instance: dg.DagsterInstance
) -> None:
    before, count = current_release(own_home), len(ids_of(own_home, YEAR))
    assert count
    for _ in range(2):
        done = run(instance, "reextract_year", partition_key=YEAR)
        assert done.success and measures(done) == {"documents_read": count, "documents_reading_differently": 0}
        assert run(instance, "refresh").success
        assert last_line(own_home)["outcome"] == "nothing_to_do"
    assert current_release(own_home) == before


def test_after_the_last_year_of_a_backfill_one_refresh_is_started(own_home: Home, instance: dg.DagsterInstance) -> None:
    first = run(instance, "reextract_year", partition_key="2008")
    done = run(instance, "reextract_year", partition_key="2009")
    job = defs.resolve_job_def("reextract_year")
    waiting = instance.create_run_for_job(job, run_config=of_year("2010"))  # not started yet

    def after(done: dg.ExecuteInProcessResult) -> Any:
        event = next(one for one in done.all_events if one.event_type is dg.DagsterEventType.RUN_SUCCESS)
        return after_reextraction(
            dg.build_run_status_sensor_context(
                "after_reextraction", event, instance, instance.get_run_by_id(done.run_id)
            )
        )

    assert isinstance(after(done), dg.SkipReason)
    instance.delete_run(waiting.run_id)
    requests = [after(one) for one in (first, done)]
    assert {request.run_key for request in requests} == {done.run_id}


def cut_off(_: object) -> Iterator[Any]:
    raise MemoryError


@pytest.mark.parametrize(
    ("job", "options"),
    [
        ("reextract_documents", lambda chosen: {"run_config": documents(chosen[:8])}),
        ("reextract_year", lambda _: {"partition_key": YEAR}),
    ],
)
def test_what_reads_differently_is_built_and_published_even_after_a_run_that_was_cut_off(
    own_home: Home,
    instance: dg.DagsterInstance,
    monkeypatch: pytest.MonkeyPatch,
    job: str,
    options: Callable[[str], dict[str, Any]],
) -> None:
    before = current_release(own_home)
    chosen, *_ = ids_of(own_home, YEAR)
    right = reading(own_home, chosen)
    with open_warehouse(own_home) as con:
        con.execute(
            "update raw.document_texts set text = 'as an older extraction read it' where document_id = ?", [chosen]
        )
    with monkeypatch.context() as broken:  # after the document was set to be read
        broken.setattr("orchestration.reading.read_all", cut_off)
        assert not run(instance, job, **options(chosen)).success
    assert run(instance, "refresh").success
    assert reading(own_home, chosen) == right
    assert "dagster/max_retries" not in instance.get_runs(limit=2)[1].tags
    after = current_release(own_home)
    assert before and after and after.release_id != before.release_id
    assert last_line(own_home)["outcome"] == "published"
    assert run(instance, "refresh").success
    assert last_line(own_home)["outcome"] == "nothing_to_do"


@pytest.mark.parametrize(
    ("job", "config", "words"),
    [
        ("reextract_documents", documents("feedbeef" * 8, "nobody-2014"), "No document of this home is 'feedbeef"),
        ("reextract_documents", None, "No document of this home is 'put document_ids or report_ids here'"),
        ("reextract_documents", documents(), "Name documents"),
    ],
)
def test_a_wrong_choice_is_one_clear_line_and_is_not_tried_again(
    own_home: Home, instance: dg.DagsterInstance, job: str, config: dict[str, Any] | None, words: str
) -> None:
    release = current_release(own_home)
    done = run(instance, job, run_config=config)
    assert not done.success
    reason = last_line(own_home)["failed"]["ingest"]
    assert words in reason and "\n" not in reason
    tags = instance.get_run_by_id(done.run_id).tags  # type: ignore[union-attr]
    assert tags["dagster/max_retries"] == "0"
    assert current_release(own_home) == release


def test_the_launchpad_refuses_a_configuration_of_the_wrong_shape() -> None:
    job = defs.resolve_job_def("reextract_documents")
    for wrong in ({"documents": "one"}, {"document": ["one"]}, {"years": ["last"]}):
        with pytest.raises(dg.DagsterInvalidConfigError):
            dg.validate_run_config(job, {"ops": {"ingest": {"config": wrong}}})


def test_each_year_since_the_regulations_is_a_partition() -> None:
    keys = defs.resolve_job_def("reextract_year").partitions_def.get_partition_keys()  # type: ignore[union-attr]
    assert keys[:2] == ["2008", "2009"] and len(keys) == len(set(keys)) >= 19


def test_a_year_must_be_chosen() -> None:
    with pytest.raises(dg.DagsterInvalidConfigError):
        dg.validate_run_config(defs.resolve_job_def("reextract_year"), {})
