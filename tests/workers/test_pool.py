"""Processes side by side: what one does to itself is no other's loss."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from autograder.workers.pool import Here, Pool, WorkerDied

pytestmark = pytest.mark.integration

# Started as a program: prints the pid of a pool's process, which then sleeps.
SLEEPER = """
import os, time
from autograder.workers.pool import Pool
if __name__ == "__main__":
    with Pool(1) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        pool.submit(time.sleep, 100).result()
"""


def test_results_and_errors_come_back() -> None:
    with Pool(2) as pool:
        futures = [pool.submit(divmod, number, 3) for number in range(20)]
        wrong = pool.submit(divmod, 1, 0)
        assert [future.result() for future in futures] == [divmod(n, 3) for n in range(20)]
        assert isinstance(wrong.exception(), ZeroDivisionError)
        assert os.getpid() not in {pool.submit(os.getpid).result() for _ in range(3)}


def test_this_process_can_do_it_too() -> None:
    with Here() as here:
        assert here.submit(os.getpid).result() == os.getpid()
        assert isinstance(here.submit(divmod, 1, 0).exception(), ZeroDivisionError)


@pytest.mark.parametrize("how", [(os._exit, 0), (os._exit, 3), (os.kill, 0, signal.SIGKILL)])
def test_a_process_that_dies_loses_its_own_call_alone(how: tuple[object, ...]) -> None:
    def end() -> tuple[object, ...]:
        return how if how[0] is os._exit else (os.kill, pool.submit(os.getpid).result(), how[2])

    with Pool(1) as pool:
        before = pool.submit(os.getpid)
        before.result()
        dying = pool.submit(*end())  # type: ignore[arg-type]
        after = [pool.submit(divmod, n, 3) for n in range(5)]
        with pytest.raises(WorkerDied, match="ended"):
            dying.result()
        assert [future.result() for future in after] == [divmod(n, 3) for n in range(5)]
        assert pool.submit(os.getpid).result() != before.result()


def test_a_process_that_gives_no_answer_is_ended() -> None:
    with Pool(1, timeout=0.5) as pool:
        process = psutil.Process(pool.submit(os.getpid).result())
        with pytest.raises(WorkerDied, match=r"no answer for 0\.5 s"):
            pool.submit(time.sleep, 60).result()
        assert not process.is_running()
        assert pool.submit(divmod, 7, 3).result() == (2, 1)


def test_a_call_can_have_a_time_of_its_own() -> None:
    # One step of Python that no signal interrupts: the process that waits has to end it.
    with Pool(1) as pool, Here() as here:
        endless = pool.submit_within(0.5, pow, 7, 10**9)
        with pytest.raises(WorkerDied, match=r"no answer for 0\.5 s"):
            endless.result()
        assert pool.submit_within(60, divmod, 7, 3).result() == (2, 1)
        assert here.submit_within(60, divmod, 7, 3).result() == (2, 1)


def test_killing_a_pool_ends_what_it_does() -> None:
    start = time.monotonic()
    with Pool(2) as pool:
        busy = [pool.submit(time.sleep, 600) for _ in range(4)]
        time.sleep(1)
        pool.kill()
    assert time.monotonic() - start < 300
    assert all(future.cancelled() or future.exception() for future in busy)


def test_processes_multiply_matrices_with_one_thread() -> None:
    before = os.environ.get("OPENBLAS_NUM_THREADS")
    with Pool(1) as pool:
        assert pool.submit(os.getenv, "OPENBLAS_NUM_THREADS").result() == "1"
    assert os.environ.get("OPENBLAS_NUM_THREADS") == before


def test_no_process_outlives_one_that_was_killed(tmp_path: Path) -> None:
    program = tmp_path / "sleeper.py"
    program.write_text(SLEEPER)
    with subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        process = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    process.wait(60)


def test_temporary_files_go_with_the_pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Pool(1) as pool:
        made = Path(pool.submit(tempfile.mkdtemp).result())
        assert made.is_relative_to(tmp_path)
        assert (made.parent.stat().st_mode & 0o777) == 0o700
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder with a short path, as that of a socket must be."""
    with tempfile.TemporaryDirectory(prefix="pool-") as name:
        yield Path(name)


def test_temporary_files_of_a_killed_run_go_with_the_next(
    tmp_path: Path, short_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "sleeper.py"
    program.write_text(SLEEPER)
    left = short_folder
    command = [sys.executable, str(program)]
    environment = {**os.environ, "TMPDIR": str(left)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        monkeypatch.setattr(tempfile, "tempdir", str(left))
        Pool(1).shutdown()
        assert len(list(left.glob("autograder-run-*"))) == 1  # of the one that still runs
        parent.kill()
    Pool(1).shutdown()
    assert list(left.glob("autograder-run-*")) == []
