"""One run of collecting against the misbehaving server, in a home of its own.

Belongs here: what the tests of fetching, manners and journals share. Does not belong here: the server (misbehaving.py).
"""

from __future__ import annotations

import ipaddress

from misbehaving import Server

from warehouse.captures import Capture, captures
from warehouse.collect import Collected, collect
from warehouse.fetching import Limits
from warehouse.home import Home
from warehouse.ledger import ledger_rows
from warehouse.politeness import Manners

LOCAL = (ipaddress.ip_network("127.0.0.1/32"),)
PAGE = "<html><body>洪泽县2015年政府信息公开工作年度报告</body></html>".encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def manners(**changes: object) -> Manners:
    limits = Limits(connect_seconds=2, read_seconds=1.5, total_seconds=2.5, body_bytes=50_000, allowed_networks=LOCAL)
    return Manners(**({"limits": limits, "fresh": 0.0} | changes))  # type: ignore[arg-type]


def run(home: Home, site: Server, *addresses: str, **changes: object) -> Collected:
    """Collect these paths or addresses."""
    lines = [one if "://" in one else site.address(one) for one in addresses]
    home.sources.write_text("address,authority,year\n" + "".join(f"{one},洪泽县,2015\n" for one in lines), "utf-8")
    return collect(home, manners(**changes), site.clock)


def last(home: Home) -> Capture:
    return list(captures(home))[-1]


def reason_of(home: Home, site: Server, address: str, **changes: object) -> str | None:
    """Why the address failed; a good page beside it must come all the same."""
    done = run(home, site, address, "/page", **changes)
    assert (done.fetched, done.failed) == (1, 1)
    failed, good = sorted(captures(home), key=lambda one: one.outcome == "fetched")
    assert good.outcome == "fetched"
    assert [row.name for row in ledger_rows(home)] == ["127.0.0.1/page"]
    assert failed.outcome == "failed"
    return failed.reason
