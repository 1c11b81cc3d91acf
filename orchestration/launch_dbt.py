"""dbt, started in the warehouse's folder, and bound to end with the run that started it.

Belongs here: what must be so before dbt begins. Does not belong here: what dbt is asked to do. dbt parses all anew,
for seconds, wherever the path of the warehouse is another one: from its own folder it is always the same. And a dbt
that outlived a killed run would go on writing into the warehouse.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

from orchestration.project import WAREHOUSE_VARIABLE

_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


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

    from dbt.cli.main import cli

    sys.argv[0] = "dbt"
    cli()


if __name__ == "__main__":
    main()
