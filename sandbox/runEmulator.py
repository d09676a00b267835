"""Runs ministack until its standard input ends.

The other end of that pipe is held by the sandbox. Whatever way the sandbox ends, even killed hard, the pipe closes,
and the emulator writes its state and leaves.
"""

import os
import signal
import sys
import threading


def end_with_the_sandbox() -> None:
    # Not sys.stdin: a thread blocked in its buffer makes Python abort on shutdown.
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=end_with_the_sandbox, daemon=True).start()
sys.argv = ["ministack"]

from ministack.app import main  # noqa: E402  (the thread first: importing takes a second)

main()
