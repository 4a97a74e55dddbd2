"""A process that never answers, and has one of its own: `python -m tests.serve.stuck`. It tells both ids first."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from servdsl.serve.pipes import outbox

if __name__ == "__main__":
    send = outbox()
    beside = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    send((os.getpid(), beside.pid))
    time.sleep(600)
