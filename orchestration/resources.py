"""What the assets are given: the home, held alone for a whole run, and dbt.

Belongs here: Dagster resources and the environment that they read. Does not belong here: what is done with them.
Under the in-process executor a resource lives as long as the run: two runs can never interleave their steps.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from dagster_dbt import DbtCliResource
from pydantic import Field, PrivateAttr

from orchestration.progress import shown
from orchestration.project import PROJECT, WAREHOUSE_VARIABLE
from warehouse.connect import open_warehouse
from warehouse.home import Home, HomeBusy, locked, open_home

HOME_VARIABLE = "GONGKAI_HOME"
LANDING_VARIABLE = "GONGKAI_LANDING"
PROCESS_TAG = "gongkai/process"
DATABASE_SECONDS = 120.0
WAIT_SECONDS = 6 * 3600.0


def home_from_environment(*, writable: bool = True) -> Home:
    """The home that GONGKAI_HOME and GONGKAI_LANDING name. Raises HomeError."""
    landing = os.environ.get(LANDING_VARIABLE)
    return open_home(os.environ.get(HOME_VARIABLE, "data"), landing or None, writable=writable)


class HomeResource(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The home of this run. It is locked from the run's first step to its last; a second run waits."""

    accept_changes: bool = Field(
        default=False,
        description="Publish although volume changed much against the last release. Correctness is never waived.",
    )
    force: bool = Field(default=False, description="Build and publish although nothing changed since the last release.")
    _home: Home = PrivateAttr()

    @property
    def home(self) -> Home:
        """The folder layout."""
        return self._home

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["HomeResource"]:
        """Take the lock, waiting for another run where there is one."""
        self._home = home_from_environment()
        os.environ[WAREHOUSE_VARIABLE] = str(self._home.warehouse)  # read by dbt's profiles.yml
        wait_seconds = 0.0
        while True:
            try:
                with locked(self._home, wait_seconds):
                    if context.instance is not None and context.run is not None:
                        context.instance.add_run_tags(context.run.run_id, {PROCESS_TAG: _process_name(os.getpid())})
                        fail_dead_runs(context.instance)
                    _wait_for_database(self._home)
                    yield self
                return
            except HomeBusy as busy:
                if wait_seconds:
                    raise
                wait_seconds = WAIT_SECONDS
                line = f"{str(busy).partition(':')[0]}. Waiting until it ends."
                shown().say(line)
                if context.log:
                    context.log.info(line)


def fail_dead_runs(instance: dg.DagsterInstance) -> None:
    """Runs whose process is gone (killed, power cut) are marked as failed, lest they seem to run for ever."""
    running = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING])
    for run in instance.get_runs(running):
        name = run.tags.get(PROCESS_TAG)
        if name and name != _process_name(int(name.partition(":")[0])):
            instance.report_run_failed(run, "Its process ended without a word; the next refresh makes up for it.")


def _process_name(pid: int) -> str:
    """Names a process beyond the reuse of its number: number, boot, start in ticks. Only the number if it is gone."""
    try:
        started = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[19]
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return str(pid)
    return f"{pid}:{boot}:{started}"


def _wait_for_database(home: Home) -> None:
    """A dbt that outlived its killed parent may hold the database for some seconds more."""
    deadline = time.monotonic() + DATABASE_SECONDS
    while True:
        try:
            open_warehouse(home).close()
            return
        except HomeBusy:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def dbt_resource() -> DbtCliResource:
    """dbt as installed beside this interpreter, whatever the search path says."""
    executable = Path(sys.executable).with_name("dbt")
    return DbtCliResource(project_dir=str(PROJECT), profiles_dir=str(PROJECT), dbt_executable=str(executable))
