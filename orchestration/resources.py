"""What the assets are given: the home, held alone for a whole run, and dbt.

Belongs here: Dagster resources and the environment that they read. Does not belong here: what is done with them.
Under the in-process executor a resource lives as long as the run: two runs can never interleave their steps.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from dagster_dbt import DbtCliResource
from pydantic import Field, PrivateAttr

from orchestration.progress import shown
from warehouse.home import Home, HomeBusy, locked, open_home

HOME_VARIABLE = "GONGKAI_HOME"
LANDING_VARIABLE = "GONGKAI_LANDING"
WAREHOUSE_VARIABLE = "GONGKAI_WAREHOUSE"
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
    _home: Home = PrivateAttr()

    @property
    def home(self) -> Home:
        """The folder layout."""
        return self._home

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[HomeResource]:
        """Take the lock, waiting for another run where there is one."""
        self._home = home_from_environment()
        os.environ[WAREHOUSE_VARIABLE] = str(self._home.warehouse)  # read by dbt's profiles.yml
        wait_seconds = 0.0
        while True:
            try:
                with locked(self._home, wait_seconds):
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


def dbt_resource(project: Path) -> DbtCliResource:
    """dbt as installed beside this interpreter, whatever the search path says."""
    executable = Path(sys.executable).with_name("dbt")
    return DbtCliResource(project_dir=str(project), profiles_dir=str(project), dbt_executable=str(executable))
