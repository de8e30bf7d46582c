"""What may happen to a running crawl from outside: signals, and streams that are closed."""

import os
import signal
import threading
from dataclasses import dataclass, field

SECOND_SIGNAL, STOPPED = 0.05, 0.3
"""Seconds until the second signal comes, or the first one ends."""

SIGNALS = {
    "kill": (signal.SIGKILL, {-signal.SIGKILL}),
    "interrupt": (signal.SIGINT, {11}),
    "terminate": (signal.SIGTERM, {11}),
    "hang up": (signal.SIGHUP, {11}),
}
"""Name -> the signal, and the exit codes of a run that had it in time."""
BY_THE_WAY = ("interrupt twice", "stop and go on", "stdout left", "stderr left")
AT_THE_START = ("stdout closed", "stderr closed")
NUISANCES = (*SIGNALS, *BY_THE_WAY, *AT_THE_START)
CODES = {name: codes for name, (_, codes) in SIGNALS.items()} | {
    "interrupt twice": {11},
    "stdout left": {3},
    "stdout closed": {3},
}
"""Name -> exit codes beside 0."""


@dataclass
class Streams:
    """The standard streams of a run, which may be closed, or lose their reader."""

    log: object
    """The file that the others go to."""
    names: tuple[str, ...]
    pipes: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self):
        for stream in ("stdout", "stderr"):
            if f"{stream} left" in self.names:
                self.pipes[stream] = os.pipe()

    @property
    def options(self):
        """What `Popen` is told of them."""
        return {
            stream: self.pipes[stream][1] if stream in self.pipes else self.log
            for stream in ("stdout", "stderr")
        }

    @property
    def line(self):
        """What stands before the command line: a shell that closes streams."""
        closed = [
            redirection
            for name, redirection in (("stdout closed", ">&-"), ("stderr closed", "2>&-"))
            if name in self.names
        ]
        return ["sh", "-c", f'exec "$@" {" ".join(closed)}', "sh"] if closed else []

    def started(self):
        """The run has its ends of the pipes."""
        for _, end in self.pipes.values():
            os.close(end)

    def leave(self, stream):
        """Let the reader of a stream go away."""
        if stream in self.pipes:
            os.close(self.pipes.pop(stream)[0])

    def close(self):
        for stream in list(self.pipes):
            self.leave(stream)


def strike(name, process, streams):
    """Let a nuisance befall a running process."""
    if name in SIGNALS:
        process.send_signal(SIGNALS[name][0])
    elif name == "interrupt twice":
        process.send_signal(signal.SIGINT)
        later(SECOND_SIGNAL, process, signal.SIGINT)
    elif name == "stop and go on":
        process.send_signal(signal.SIGSTOP)
        later(STOPPED, process, signal.SIGCONT)
    elif name.endswith(" left"):
        streams.leave(name.partition(" ")[0])


def later(seconds, process, sent):
    timer = threading.Timer(seconds, process.send_signal, [sent])
    timer.daemon = True
    timer.start()


def has_stopped(process):
    """Wait until a process has stopped itself; False when it has ended instead."""
    flags = os.WSTOPPED | os.WEXITED | os.WNOWAIT
    status = os.waitid(os.P_PID, process.pid, flags)
    if status is None or status.si_code != os.CLD_STOPPED:
        return False
    os.waitid(os.P_PID, process.pid, os.WSTOPPED)  # taken, so that the next wait is for another
    return True
