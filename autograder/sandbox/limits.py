"""The limits of a submission: the worker sets them, and the zygote's child does for itself.

Linux enforces those of each process; the worker watches over the rest.
"""

from dataclasses import dataclass

from autograder.checks.calls.time_limit import CALL


@dataclass(frozen=True)
class Limits:
    """What a submission may use.

    Attributes:
        call: seconds for one call of a student's function, of its own time as all that follow.
        cell: seconds for one cell of the student's.
        test: seconds for all calls of a test cell.
        total: seconds for a submission; what is not graded by then scores 0.
        memory: megabytes, for each process and for all processes of a submission together.
        processes: processes and threads.
        files: megabytes of files in its scratch space, in memory, gone afterwards.
        output: bytes of output that are kept of a submission.
    """

    call: float = CALL
    cell: float = 30
    test: float = 8 * CALL
    total: float = 300
    memory: int = 2048
    processes: int = 64
    files: int = 64
    output: int = 1_000_000

    def per_process(self) -> dict[str, int]:
        """Return the limits that Linux counts for each process, by prlimit's names for them."""
        return {
            "as": self.memory * 2**20,
            "nproc": self.processes,
            "fsize": self.files * 2**20,
            "cpu": int(self.total) + 5,
            "nofile": 512,
            "memlock": 0,  # pages that a socket keeps when nobody maps them any more count there
            "core": 0,
        }
