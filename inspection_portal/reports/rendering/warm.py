"""The warm parent: a program that has loaded WeasyPrint, and forks a child for each order.

It is a plain program and no fork of a worker: it knows no settings, no database and no secrets. Its
one argument is the number of its end of a pair of sockets. For `ORDER`, which brings the files that
become stdin, stdout and stderr of the child, it answers with the exit status of the child. When
whoever asks closes the other end, or is ended, it ends that child and itself: nothing is left.
"""

import ctypes
import gc
import os
import select
import signal
import socket
import sys
import traceback
from typing import NoReturn

from inspection_portal.reports.rendering import child, printing
from inspection_portal.reports.rendering.orders import STATUS

# Of Linux: see prctl(2).
PR_SET_PDEATHSIG = 1


def main(number: int) -> None:
    printing.load()
    # Pages that nobody writes to are shared with the children: the collector would write to all.
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=number) as control:
        while True:
            said, files, _, _ = socket.recv_fds(control, 1, 3)
            if not said:
                return
            control.sendall(STATUS.pack(attend(control, files)))


def attend(control: socket.socket, files: list[int]) -> int:
    """Have one child work on an order until it ends; its exit status, negative where a signal ended
    it. Nothing comes while it works but the end of whoever asked.
    """
    ended, held = os.pipe()
    parent, pid = os.getpid(), os.fork()
    if not pid:
        os.close(ended)
        _become_child(control, files, parent)
    for each in (*files, held):
        os.close(each)
    ready, _, _ = select.select([ended, control.fileno()], [], [])
    os.close(ended)
    if ended not in ready:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        sys.exit()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _become_child(control: socket.socket, files: list[int], parent: int) -> NoReturn:
    """Go on as the child, and end without what the parent would do at its own end."""
    status = os.EX_SOFTWARE
    try:
        control.close()
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:
                os.kill(os.getpid(), signal.SIGKILL)
        for place, each in enumerate(files):
            os.dup2(each, place)
            os.close(each)
        status = child.main()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


if __name__ == "__main__":
    main(int(sys.argv[1]))
