"""What the assets are given: the home, held alone for a whole run, and dbt.

Belongs here: Dagster resources and the environment that they read. Does not belong here: what is done with them.
Under the in-process executor a resource lives as long as the run: two runs can never interleave their steps.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DbtCliResource
from packaging.version import Version
from pydantic import Field, PrivateAttr

from orchestration import HOME_VARIABLE, LANDING_VARIABLE
from orchestration.alerting import WORTH_TELLING, tell
from orchestration.instance import GONE, brisk_records, fail_dead_runs, folder_of, forget_old_runs, name_process
from orchestration.progress import shown
from orchestration.project import PROJECT, WAREHOUSE_VARIABLE
from orchestration.run_log import (
    RETRIES_TAG,
    Line,
    job_name,
    sentence,
    tag_run,
    told_on_terminal,
    write_run,
    write_unfinished_run,
)
from orchestration.run_output import hush, new_log
from warehouse.connect import open_warehouse
from warehouse.home import Home, HomeBusy, HomeElsewhere, HomeError, locked, open_home
from warehouse.measured import Measured
from warehouse.retention import current_release, mend_current
from warehouse.taking_over import Copy, begin_copy

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
    _measured: Measured | None = PrivateAttr(default=None)
    _copy: Copy | None = PrivateAttr(default=None)

    @property
    def home(self) -> Home:
        """The folder layout."""
        return self._home

    @property
    def measured(self) -> Measured | None:
        """The digests of the build that this run checked, None where it did not."""
        return self._measured

    def remember(self, build: Measured) -> None:
        """This run checked this build."""
        self._measured = build

    @property
    def copy_begun(self) -> Copy | None:
        """The copy of the current release's database that this run began for the next one, if it did."""
        return self._copy

    def begin_copy(self, changed_documents: int) -> None:
        """So many documents were read, and a build follows: what publication will have to copy may be copied now."""
        self._copy = begin_copy(self._home, changed_documents)

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["HomeResource"]:
        """Take the lock, waiting for another run where there is one."""
        say = _hushed(context)
        try:
            self._home = home_from_environment()
        except HomeError as error:
            if context.instance is not None and context.run is not None:
                context.instance.add_run_tags(context.run.run_id, {RETRIES_TAG: "0"})  # a person must see to it
            say(f"A run failed: {error}")
            raise
        os.environ[WAREHOUSE_VARIABLE] = str(self._home.warehouse)  # read by dbt's profiles.yml
        wait_seconds = 0.0
        while True:
            try:
                with (
                    _alerts(context, self._home) as lines,
                    locked(self._home, wait_seconds),
                    brisk_records(folder_of(self._home)),
                ):
                    if context.instance is not None and context.run is not None:
                        name_process(context.instance, context.run.run_id)
                        tag_run(context.instance, context.run)
                        lines += bury_dead_runs(context.instance, self._home)
                        forget_old_runs(context.instance, self._home)
                    mended = mend_current(self._home)
                    if mended:
                        shown().say(mended)
                    _wait_for_database(self._home)
                    with _told(context, self._home, lines, say):
                        try:
                            yield self
                        finally:
                            if self._copy is not None:
                                self._copy.drop()
                return
            except HomeElsewhere:
                raise
            except HomeBusy as busy:
                if wait_seconds:
                    raise
                wait_seconds = WAIT_SECONDS
                line = f"{str(busy).rpartition(':')[0]}. Waiting until it ends."
                shown().say(line)
                if context.log:
                    context.log.info(line)


Lines = list[Line]
Say = Callable[[str], None]


def bury_dead_runs(instance: dg.DagsterInstance, home: Home) -> Lines:
    """Runs whose process is gone are marked as failed and get their lines in HOME/logs/gongkai.log; the lines."""
    lines = [write_unfinished_run(instance, run, home, GONE) for run in fail_dead_runs(instance)]
    return [line for line in lines if line is not None]


def send(home: Home, lines: Lines, instance: dg.DagsterInstance, run: dg.DagsterRun) -> None:
    """Alert people to what these lines say. What fails of it is an event of the run."""
    for line in lines:
        for complaint in tell(home, line):
            shown().say(complaint)
            with suppress(Exception):  # a full disk may be what the alert is about
                instance.report_engine_event(complaint, run)


@contextmanager
def _alerts(context: dg.InitResourceContext, home: Home) -> Iterator[Lines]:
    """The lines gathered within are told once the home is free again."""
    lines: Lines = []
    try:
        yield lines
    finally:
        if context.instance is not None and context.run is not None:
            send(home, lines, context.instance, context.run)


def _hushed(context: dg.InitResourceContext) -> Say:
    """A run of the UI has a process of its own: what that prints goes into a log of the home, and the terminal of
    `gongkai ui` is told single lines. What a command prints is its own affair."""
    run = context.run
    if run is None or run.remote_job_origin is None:
        return lambda line: None
    try:
        return hush(new_log(home_from_environment(), job_name(run)))
    except (HomeError, OSError):
        return hush(Path(os.devnull))


@contextmanager
def _told(context: dg.InitResourceContext, home: Home, lines: Lines, say: Say) -> Iterator[None]:
    """A run's line in HOME/logs/gongkai.log, once its steps are over, also added to `lines` and said."""
    last = current_release(home)
    is_interrupted = True
    try:
        yield
        is_interrupted = False
    finally:
        if context.instance is not None and context.run is not None:
            before = last.release_id if last else None
            error = sys.exc_info()[1]  # Dagster ends resources as ever while an error of its own goes up
            line, refused = write_run(
                context.instance, context.run, home, before, is_interrupted=is_interrupted, error=error
            )
            lines.append(line)
            if refused:
                # The line is for people: where it cannot be written the run is as good, or as bad, as it was.
                shown().say(f"This run has no line in {home.logs / 'gongkai.log'}: {refused}.")
            say(told_on_terminal(line))
            if context.log:
                with suppress(Exception):  # a full disk may be what the line is about
                    context.log.log("ERROR" if line["outcome"] in WORTH_TELLING else "INFO", sentence(line))


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


class Dbt(DbtCliResource):
    """dbt as installed beside this interpreter, without what dagster-dbt spends five seconds on before each call."""

    @property
    def _cli_version(self) -> Version:
        """From the package's metadata, rather than by running `dbt --version`."""
        return Version(version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:
        """No adapter in this process: rows are counted once dbt has ended, and only one may open the database."""
        return None


def dbt_resource() -> Dbt:
    """dbt on our project, by way of our launcher."""
    return Dbt(
        project_dir=str(PROJECT),
        profiles_dir=str(PROJECT),
        dbt_executable=sys.executable,
        global_config_flags=["-m", "orchestration.launch_dbt"],
    )
