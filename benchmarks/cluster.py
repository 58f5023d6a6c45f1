"""Does a Dask cluster of two hosts give the grades of one machine, and nearly twice as fast?

A scheduler and two workers run in network namespaces of their own, joined by a bridge, as three
hosts would be; the command grades from the scheduler's. Every worker has one thread and one core.
Root is needed, and the command ``ip``. Graded are the same submissions of lesson 04:

- on this machine, without a cluster;
- on the cluster with one worker, and then with two;
- with two, of which one is killed when a quarter is done.

    python benchmarks/cluster.py [--submissions N] [--json]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from autograder.course.demo import simulate_class
from autograder.course.lessons import Course, find_course

HOSTS = {"scheduler": "10.213.0.1", "worker0": "10.213.0.2", "worker1": "10.213.0.3"}
PORT = 8786
BIN = Path(sys.executable).parent
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def ip(*words: str) -> None:
    """Run the command ``ip``."""
    subprocess.run(["ip", *words], check=True)


def on(host: str, *command: str | Path) -> list[str]:
    """Return the command line that runs a command on a host."""
    return ["ip", "netns", "exec", f"grade-{host}", *map(str, command)]


@contextmanager
def network() -> Iterator[None]:
    """Make the hosts and the bridge between them."""
    with ExitStack() as held:
        for host in HOSTS:
            ip("netns", "add", f"grade-{host}")
            held.callback(ip, "netns", "del", f"grade-{host}")
            ip("-n", f"grade-{host}", "link", "set", "lo", "up")
        middle = "grade-scheduler"
        ip("-n", middle, "link", "add", "bridge", "type", "bridge")
        ip("-n", middle, "addr", "add", f"{HOSTS['scheduler']}/24", "dev", "bridge")
        ip("-n", middle, "link", "set", "bridge", "up")
        for host, address in list(HOSTS.items())[1:]:
            space = f"grade-{host}"
            ip("-n", middle, "link", "add", host, "type", "veth", "peer", "eth0", "netns", space)
            ip("-n", middle, "link", "set", host, "master", "bridge", "up")
            ip("-n", space, "addr", "add", f"{address}/24", "dev", "eth0")
            ip("-n", space, "link", "set", "eth0", "up")
        yield


@contextmanager
def dask(host: str, what: str, *flags: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a part of the cluster on a host."""
    command = on(host, BIN / "python", "-m", f"distributed.cli.dask_{what}", *flags)
    with subprocess.Popen(
        [*command, "--no-dashboard", "--host", HOSTS[host]],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **ONE_THREAD},
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def cluster(workers: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run a scheduler and workers, each of these on a core of its own."""
    address = f"tcp://{HOSTS['scheduler']}:{PORT}"
    with ExitStack() as held:
        held.enter_context(dask("scheduler", "scheduler", "--port", str(PORT)))
        flags = ("--no-nanny", "--nthreads", "1")
        running = []
        for number in range(workers):
            running.append(held.enter_context(dask(f"worker{number}", "worker", address, *flags)))
            os.sched_setaffinity(running[-1].pid, {sorted(os.sched_getaffinity(0))[number]})
        yield running


def grade(course: Course, folder: Path, out: Path, *flags: str, kill: int = 0) -> float:
    """Grade on the cluster, or here without flags; return seconds from the first to the last line.

    Args:
        kill: a process to end when a quarter is done.
    """
    start: list[str | Path] = [BIN / "autograder", "grade", folder, "--out", out, *flags]
    started = quarter = 0.0
    with subprocess.Popen(
        on("scheduler", *start), cwd=course.root, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stderr is not None
        for line in running.stderr:
            done, _, total = line.split()[0].partition("/")
            if not total.isdigit():
                print(line, file=sys.stderr, end="")
                continue
            started = started or time.monotonic()
            if kill and not quarter and int(done) * 4 >= int(total):
                quarter = time.monotonic()
                os.kill(kill, 9)
        seconds = time.monotonic() - started
    if running.returncode:
        raise SystemExit("autograder grade failed")
    return seconds


def main() -> int:
    parser = argparse.ArgumentParser(description="Grade on a cluster of two hosts.")
    parser.add_argument("--submissions", type=int, default=60, metavar="N")
    parser.add_argument("--json", action="store_true", help="print one object with the figures")
    options = parser.parse_args()
    course = find_course(Path(__file__).parent)
    address = f"tcp://{HOSTS['scheduler']}:{PORT}"
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name, network():
        folder = Path(name) / "class"
        simulate_class(course, folder, options.submissions)
        grade(course, folder, Path(name) / "here")
        for number in (1, 2):
            out = Path(name) / f"workers{number}"
            with cluster(number):
                seconds[out.name] = grade(course, folder, out, "--scheduler", address)
        with cluster(2) as workers:
            killed = Path(name) / "killed"
            grade(course, folder, killed, "--scheduler", address, kill=workers[0].pid)
        grades = {p.parent.name: p.read_bytes() for p in Path(name).glob("*/grades.csv")}
    figures = {
        "submissions": options.submissions,
        "same_grades": len(grades) == 4 and len(set(grades.values())) == 1,
        "two_over_one": seconds["workers1"] / seconds["workers2"],
    }
    if options.json:
        print(json.dumps(figures))
    else:
        print(f"grades of {options.submissions} submissions: here, on one worker, on two, and on")
        print(f"two of which one is killed are the same: {figures['same_grades']}")
        print(f"throughput of two workers over that of one: {figures['two_over_one']:.2f}")
    return 0 if figures["same_grades"] else 1


if __name__ == "__main__":
    sys.exit(main())
