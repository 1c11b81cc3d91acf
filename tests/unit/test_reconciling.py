"""Documents in = reports + superseded + duplicates + rejected: what spoils the sum is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from homes import home_with

from warehouse.archive import ingest
from warehouse.connect import open_warehouse
from warehouse.home import Home
from warehouse.load import sync_documents
from warehouse.reconciling import reconcile

BUILD = """
create schema marts;
create table marts.dim_document as
    select document_id, case row_number() over (order by source_name)
        when 1 then 'duplicate' when 2 then 'rejected' when 3 then 'report' else 'superseded' end as status
    from raw.documents;
create table marts.dim_report as select document_id from marts.dim_document where status = 'report';
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = home_with(tmp_path / "home", a="one", b="two", c="three", d="four")
    ingest(home)
    with open_warehouse(home) as con:
        sync_documents(con, home)
        con.execute(BUILD)
    return home


def test_documents_that_add_up_are_told_as_a_sum(home: Home) -> None:
    with open_warehouse(home) as con:
        sums = reconcile(con, home)
    assert sums.is_reconciled
    assert sums.sentence == "4 documents in = 1 report + 1 superseded + 1 duplicate + 1 rejected"


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        ("delete from marts.dim_document where status = 'rejected'", "came in, and is not in dim_document"),
        ("update marts.dim_document set document_id = 'x' where status = 'rejected'", "never came in"),
        ("insert into marts.dim_document from marts.dim_document where status = 'rejected'", "more than once"),
        ("update marts.dim_document set status = 'lost' where status = 'rejected'", "has the status lost"),
        ("update marts.dim_document set status = null where status = 'rejected'", "has the status null"),
        ("delete from marts.dim_report", "is a report by its status"),
        ("update marts.dim_document set status = 'superseded' where status = 'report'", "no report by its status"),
    ],
)
def test_what_spoils_the_sum_is_named(home: Home, fault: str, what: str) -> None:
    with open_warehouse(home) as con:
        con.execute(fault)
        sums = reconcile(con, home)
    assert not sums.is_reconciled
    assert "do not add up" in sums.sentence
    assert any(what in stray["what"] for stray in sums.strays)


def test_a_document_that_came_in_after_the_build_spoils_the_sum(home: Home) -> None:
    (home.landing / "e.txt").write_text("five", encoding="utf-8")
    ingest(home)
    with open_warehouse(home) as con:
        sums = reconcile(con, home)
    assert (sums.is_reconciled, sums.sentence.endswith("; the ledger has grown since")) == (False, True)
