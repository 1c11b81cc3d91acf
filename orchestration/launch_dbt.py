"""dbt, started in the warehouse's folder, and bound to end with the run that started it.

Belongs here: what must be so before dbt begins, what it tells and leaves behind. Does not belong here: what dbt is
asked to do. dbt parses all anew, for seconds, wherever the path of the warehouse is another one: from its own folder it
is always the same. A dbt that outlived a killed run would go on writing into the warehouse. And a quarter of a small
build went into what nobody reads: of itself dbt writes down each detail twice, and the whole manifest.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path
from typing import Any

from orchestration.project import WAREHOUSE_VARIABLE

_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)
_QUIETLY = ("--log-level", "none", "--log-level-file", "none", "--no-write-json")
_DETAILS = ("debug", "test")


def main() -> None:
    """Run dbt with this process's arguments."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            return  # the parent ended before it could be bound to
    warehouse = Path(os.environ[WAREHOUSE_VARIABLE])
    os.chdir(warehouse.parent)
    os.environ[WAREHOUSE_VARIABLE] = warehouse.name

    from dbt.artifacts.schemas.run import RunExecutionResult
    from dbt.cli.main import dbtRunner

    outcome = dbtRunner(callbacks=[_tell]).invoke([*sys.argv[1:], *_QUIETLY])
    if outcome.success:
        return
    if isinstance(outcome.result, RunExecutionResult):
        outcome.result.write(str(Path(os.environ["DBT_TARGET_PATH"], "run_results.json")))
    sys.exit(1 if outcome.exception is None else 2)


def _tell(event: Any) -> None:
    """One line of JSON on standard output for each event that is more than a detail, as dagster-dbt reads them."""
    if event.info.level not in _DETAILS:
        from dbt_common.events.functions import msg_to_json

        print(msg_to_json(event), flush=True)


if __name__ == "__main__":
    main()
