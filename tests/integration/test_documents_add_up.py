"""A build in which documents got lost is held back, whatever else it passes."""

from __future__ import annotations

import dagster as dg
import pytest

from orchestration.checks import EXPECTATIONS
from orchestration.dbt import key_of_table
from orchestration.definitions import defs
from orchestration.instance import opened_instance
from warehouse.connect import open_warehouse
from warehouse.digests import build_digest
from warehouse.home import Home
from warehouse.publish import verdict_for


def test_a_build_that_lost_a_document_is_held_back(own_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_HOME", str(own_home.root))
    monkeypatch.setenv("GONGKAI_LANDING", str(own_home.landing))
    with open_warehouse(own_home) as con:
        con.execute("delete from marts.dim_document where status = 'rejected'")
    job = defs.resolve_job_def("refresh")
    checks = {dg.AssetCheckKey(key_of_table(one.table), one.name) for one in EXPECTATIONS}
    with opened_instance(own_home) as instance:
        done = job.get_subset(asset_selection=set(), asset_check_selection=checks).execute_in_process(
            instance=instance, raise_on_error=False
        )
    (evaluation,) = [one for one in done.get_asset_check_evaluations() if one.check_name == "documents_add_up"]
    assert not done.success and not evaluation.passed
    assert "1 do not add up" in str(evaluation.description)
    with open_warehouse(own_home) as con:
        verdict = verdict_for(con, build_digest(con))
    assert verdict is not None and not verdict.is_passed
