"""The command as a user runs it: a process of its own, its exit code and its words.

Belongs here: calling it, waiting for it. Does not belong here: what it should say.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "warehouse" / "samples"
SECONDS = 300
_GONGKAI = Path(sys.executable).with_name("gongkai")


def start(
    *arguments: object, folder: Path = ROOT, out: int = subprocess.PIPE, **environment: str
) -> subprocess.Popen[str]:
    """The command under way, printing to `out`. The caller's own GONGKAI_… variables do not reach it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    return subprocess.Popen(
        [_GONGKAI, *map(str, arguments)],
        cwd=folder,
        env=inherited | environment,
        stdout=out,
        stderr=subprocess.PIPE,
        text=True,
    )


def gongkai(*arguments: object, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command, ended."""
    process = start(*arguments, folder=folder, **environment)
    try:
        out, err = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)
