"""Runs ministack until its standard input ends.

The sandbox holds the other end of that pipe, which closes however the sandbox ends, even by SIGKILL:
a running Pulumi command then gets the signal of a Ctrl-C and the time to stop. After that, the emulator writes its state
and exits.
"""

import json
import os
import signal
import sys
import threading
import time

SECONDS_FOR_PULUMI = 30


processes = sys.argv.pop()  # ministack has arguments of its own


def running_command() -> "int | None":
    """The process of the Pulumi command, if one is running."""
    try:
        with open(processes) as file:
            return json.load(file).get("pulumi")
    except (OSError, ValueError):
        return None


def stop_command(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGINT)
        end = time.monotonic() + SECONDS_FOR_PULUMI
        while time.monotonic() < end:
            time.sleep(0.1)
            os.kill(pid, 0)
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def end_with_the_sandbox() -> None:
    # Not sys.stdin: a thread blocked in its buffer makes Python abort on shutdown.
    while os.read(0, 4096):
        pass
    pid = running_command()
    if pid is not None:
        stop_command(pid)
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=end_with_the_sandbox, daemon=True).start()

from ministack.app import main  # noqa: E402  (the thread first: importing takes a second)

main()
