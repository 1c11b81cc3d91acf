"""The command `gongkai`: arguments in, one clear line for each user error, an exit code out.

Belongs here: options, help, exit codes. Does not belong here: any work; and nothing heavy is imported before a command
needs it. Exit codes: 0 done or nothing to do, 1 failed, 2 wrong usage, 3 held back by data quality.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from orchestration import HOME_VARIABLE, LANDING_VARIABLE

if TYPE_CHECKING:
    from warehouse.home import Home as OpenedHome

FAILED, WRONG_USAGE = 1, 2

app = typer.Typer(
    name="gongkai",
    help="Annual reports on government information disclosure (政府信息公开工作年度报告): from a folder of documents "
    "to a checked, published set of tables.",
    epilog="Drop reports into HOME/landing, run `gongkai refresh`, open HOME/releases/current/marts.duckdb.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Home = Annotated[
    Path, typer.Option(envvar=HOME_VARIABLE, help="The one folder that holds all state.", show_default="./data")
]
Landing = Annotated[
    Path | None,
    typer.Option(envvar=LANDING_VARIABLE, help="Where reports are dropped, any depth, also in .zip files.",
                 show_default="HOME/landing"),
]  # fmt: skip
Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Reports: HTML, PDF, DOCX or plain text.")]
DEFAULT_HOME = Path("data")


class InspectFormat(StrEnum):
    """How `inspect` prints."""

    table = "table"
    json = "json"
    csv = "csv"


class CheckFormat(StrEnum):
    """How `check` prints."""

    text = "text"
    json = "json"
    html = "html"


def _say_version(is_asked: bool) -> None:
    if is_asked:
        from extraction.facts import EXTRACTOR_VERSION
        from warehouse.home import package_version

        typer.echo(f"gongkai {package_version()}, extractor {EXTRACTOR_VERSION}")
        raise typer.Exit


@app.callback()
def gongkai(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """What stands before the commands."""


@app.command()
def refresh(
    home: Home = DEFAULT_HOME,
    landing: Landing = None,
    accept_changes: Annotated[
        bool,
        typer.Option("--accept-changes", help="Publish although volume changed much; never waives correctness."),
    ] = False,
) -> None:
    """Read what is new under landing, build and check the tables, publish a release.

    Exit 0: published, or nothing to do. 1: failed before publication. 3: held back by data quality; the last release
    stands, and what failed is shown. A refresh that was cut off is simply started again.
    """
    _open(home, landing)
    from orchestration.lasting import lasting

    with lasting():
        from orchestration.running import run_refresh

    raise typer.Exit(run_refresh(accept_changes))


@app.command()
def collect(home: Home = DEFAULT_HOME) -> None:
    """Fetch the reports whose addresses HOME/sources.csv lists (columns address, authority, year, notes), politely.

    robots.txt is honoured, hosts are asked one request at a time with pauses. Pages are archived with their headers for
    the next refresh, which also shows what changed or vanished. A page that fails is recorded and stops nothing; exit 1
    when not one could be had. A run that was cut off is simply started again.
    """
    opened = _open(home, None)
    from orchestration.collecting import run_collect
    from orchestration.progress import Unheard, terminal

    raise typer.Exit(run_collect(opened, terminal(Unheard)))


@app.command()
def ui(
    home: Home = DEFAULT_HOME,
    landing: Landing = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")] = 3000,
    path_prefix: Annotated[
        str,
        typer.Option(help="The path below which a reverse proxy shows it, such as /gongkai (docs/reverse-proxy.md)."),
    ] = "",
) -> None:
    """Dagster's web UI and daemon on 127.0.0.1, ready to materialize. End it with Ctrl-C.

    A run that is under way then comes to its end first; kill -9 ends it too, and the next refresh makes up for it.
    """
    if not re.fullmatch(r"(/[\w.~-]+)*", path_prefix, re.ASCII):
        _stop(f"--path-prefix {path_prefix!r}: write a path such as /gongkai, without a slash at its end.", WRONG_USAGE)
    _open(home, landing)
    _demand_free(port)
    from orchestration.running import serve_ui

    serve_ui(port, path_prefix)


@app.command()
def inspect(
    files: Files,
    format: Annotated[InspectFormat, typer.Option(help="How to print.")] = InspectFormat.table,
    explain: Annotated[
        bool, typer.Option("--explain", help="Every number but years: which rule read it or turned it away.")
    ] = False,
) -> None:
    """Read reports as the pipeline would: every fact with its source, every issue, the tables. Writes nothing."""
    _demand_files(files)
    from extraction.vocabulary import load
    from orchestration import inspecting
    from orchestration.progress import terminal

    inspections = list(inspecting.inspect(files, load(), explain))
    if format is InspectFormat.json:
        inspecting.write_json(inspections, sys.stdout)
    elif format is InspectFormat.csv:
        inspecting.write_csv(inspections, sys.stdout)
    else:
        inspecting.write_table(inspections, terminal())


@app.command()
def check(
    files: Files,
    format: Annotated[CheckFormat, typer.Option(help="How to print.")] = CheckFormat.text,
) -> None:
    """Every rule that a report fails, with the cells, the law and what to do (勘误单), for the office that wrote it.

    Exit 1 when a rule of severity error fails, 2 when a file is no report. Several reports are checked against each
    other too. Nothing outside of a temporary folder is written.
    """
    _demand_files(files)
    from orchestration.checking import check_files

    raise typer.Exit(check_files(files, format.value))


@app.command()
def marts(home: Home = DEFAULT_HOME) -> None:
    """What is published now: release, time, row counts, path."""
    opened = _open(home, None, writable=False)
    from orchestration.progress import terminal
    from orchestration.showing import show_release

    raise typer.Exit(show_release(opened, terminal()))


@app.command()
def doctor(
    home: Home = DEFAULT_HOME,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the warehouse anew from raw/, which holds all that is needed.")
    ] = False,
) -> None:
    """Is the home sound, and what is to be done? Exit 1 when something is wrong."""
    opened = _open(home, None, writable=rebuild)
    from orchestration.progress import terminal
    from orchestration.showing import show_health

    if not rebuild:
        raise typer.Exit(show_health(opened, terminal()))
    from orchestration.running import rebuild_warehouse

    raise typer.Exit(rebuild_warehouse())


class Ended(BaseException):
    """Somebody asked the command to end. (A KeyboardInterrupt would be answered by typer, without a word.)"""


def _end(number: int, frame: object) -> NoReturn:
    raise Ended("it was stopped")


def main() -> None:
    """The entry point: runs the command and turns known errors into one line and an exit code."""
    # A request to end is an interrupt; and a script's background jobs would ignore both, as Dagster keeps them equal.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    # Whatever the umask: that everybody may write into a home is nobody's wish. All that we start inherits it.
    os.umask(os.umask(0o077) | 0o002)
    try:
        app()
    except (Ended, KeyboardInterrupt):
        _stop("Stopped. What was done so far is kept; the same command goes on from here.", FAILED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(FAILED) from None
    except Exception as error:
        from orchestration.project import ProjectError
        from warehouse import refusals
        from warehouse.home import HomeError

        line = str(error) if isinstance(error, HomeError | ProjectError) else refusals.told(error)
        if line is None:
            raise
        _stop(line, FAILED)


def _open(home: Path, landing: Path | None, *, writable: bool = True) -> OpenedHome:
    """The home, with the environment telling every process that we start which one it is."""
    from warehouse.home import HomeBusy, HomeError, open_home
    from warehouse.migrations import open_migrated

    try:
        opened = open_migrated(home, landing, _tell) if writable else open_home(home, landing, writable=False)
    except HomeBusy:
        raise
    except HomeError as error:
        _stop(str(error), WRONG_USAGE)
    os.environ[HOME_VARIABLE] = str(opened.root)
    if landing is not None:
        os.environ[LANDING_VARIABLE] = str(opened.landing)
    return opened


def _demand_files(files: list[Path]) -> None:
    for path in files:
        if path.is_dir():
            _stop(f"{path} is a folder: name the files in it.", WRONG_USAGE)
        try:
            path.open("rb").close()
        except OSError as error:
            _stop(f"{path} cannot be read ({error.strerror}).", WRONG_USAGE)


def _demand_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            _stop(f"Port {port} cannot be used ({error.strerror}): name another with --port.", WRONG_USAGE)


def _stop(line: str, code: int) -> NoReturn:
    _tell(line)
    raise SystemExit(code)


def _tell(line: str) -> None:
    from orchestration.neutral import neutral

    print(f"gongkai: {neutral(line)}", file=sys.stderr)
