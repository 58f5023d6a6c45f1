"""A kernel for one submission: what it runs, how it ends and what is left of it."""

import contextlib
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from autograder.checks.calls.call import watch_once
from autograder.checks.calls.time_limit import TooLong
from autograder.judge.kernel import Kernel, KernelEnded
from autograder.judge.outputs import Outputs
from autograder.sandbox.limits import Limits
from autograder.sandbox.own_time import OwnTime

pytestmark = pytest.mark.integration

LIMITS = Limits(call=2, cell=1.5, test=1.5, total=60, memory=1024)
PATIENT = Limits(call=60, cell=60, total=300, memory=1024)  # for what comes to its end by itself


@pytest.fixture
def kernel() -> Iterator[Kernel]:
    """A kernel that has as much time as a busy machine needs."""
    with Kernel("bubblewrap", PATIENT) as running:
        yield running


@pytest.fixture
def hasty() -> Iterator[Kernel]:
    """A kernel whose cells have little time."""
    with Kernel("bubblewrap", LIMITS) as running:
        yield running


def test_a_cell_that_runs_has_no_error(kernel: Kernel) -> None:
    outputs = Outputs(10_000)
    assert kernel.run("x = 3; print(x)", outputs) == ""
    assert outputs.take()[0].text == "3\n"


@pytest.mark.parametrize("code", ["1 / 0", "raise ZeroDivisionError", "def f(: pass"])
def test_a_cell_that_raises_says_what(kernel: Kernel, code: str) -> None:
    outputs = Outputs(10_000)
    error = kernel.run(code, outputs)
    assert error.split(":")[0] in ("ZeroDivisionError", "SyntaxError")
    assert [output.output_type for output in outputs.take()] == ["error"]


def test_a_cell_that_takes_too_long_is_interrupted(hasty: Kernel) -> None:
    error = hasty.run("import time\nwhile True: time.sleep(0.01)", Outputs(10_000))
    assert error == "it did not finish within 1.5 s"
    assert hasty.run("x = 4", Outputs(0)) == ""


@pytest.mark.parametrize(
    "publish",
    [
        "display('again')",
        "print('again')",
        "print('again', flush=True, file=sys.stderr)",
        "os.write(1, b'again\\n')",
    ],
)
@pytest.mark.parametrize("pause", [0, 0.02])
def test_a_cell_that_never_stops_talking_is_interrupted(
    hasty: Kernel, publish: str, pause: float
) -> None:
    code = f"""
import os, sys, time
while True:
    {publish}
    time.sleep({pause})
"""
    assert hasty.run(code, Outputs(10_000)) == "it did not finish within 1.5 s"
    assert hasty.run("x = 4", Outputs(0)) == ""


def test_one_who_writes_to_the_channel_itself_is_ended(hasty: Kernel) -> None:
    code = """
from autograder.judge.protocol import encode
while True:
    get_ipython().outlet._connection.sendall(encode({'shown': 'status', 'content': {}}))
"""
    with contextlib.suppress(KernelEnded):  # if it was interrupted within a message
        assert hasty.run(code, Outputs(10_000)) == "it did not finish within 1.5 s"
        hasty.run("x = 4", Outputs(0))


@pytest.mark.parametrize("where", ["cell", "call"])
def test_a_byte_out_of_band_does_not_stop_the_clock(hasty: Kernel, where: str) -> None:
    """Linux calls a socket readable that has nothing else, and who read it waited for ever."""
    late = "import socket, time\nget_ipython().outlet._connection.send(b'x', socket.MSG_OOB)\n"
    late += "time.sleep(60)"
    if where == "cell":
        with contextlib.suppress(KernelEnded):
            assert hasty.run(late, Outputs(0)) == "it did not finish within 1.5 s"
        return
    hasty.run(f"def late():\n    {late.replace(chr(10), '; ')}", Outputs(0))
    with pytest.raises(KernelEnded, match="before late"), hasty.calls({}, Outputs(0)) as channel:
        channel.fetch("late").observe([])


def test_an_array_is_no_exception(kernel: Kernel) -> None:
    """To go through its 60 million numbers would take minutes, in which no clock is looked at."""
    code = """
import numpy as np
import autograder.judge.server as server
server._cell = lambda *arguments: {"raised": np.zeros(60 * 2**20, np.uint8)}
"""
    kernel.run(code, Outputs(0))
    with pytest.raises(KernelEnded, match="cannot be read"):
        kernel.run("", Outputs(0))


def test_a_thread_that_never_stops_talking_does_not_hold_up_its_cell(kernel: Kernel) -> None:
    code = """
import threading, time
from IPython.display import display
stopped = threading.Event()
def talk():
    while not stopped.wait(0.001): display("again")
threading.Thread(target=talk).start()
"""
    assert kernel.run(code, Outputs(10_000)) == ""  # and not: it did not finish
    assert kernel.run("stopped.set()", Outputs(10_000)) == ""


def test_a_cell_may_wait(kernel: Kernel) -> None:
    outputs = Outputs(10_000)
    assert kernel.run("import asyncio\nprint(await asyncio.sleep(0.01, 7))", outputs) == ""
    assert outputs.take()[0].text == "7\n"
    assert kernel.run("await nothing", Outputs(0)).startswith("NameError")


def test_outputs_are_those_of_their_cell(kernel: Kernel) -> None:
    for number in range(20):
        outputs = Outputs(10_000)
        assert kernel.run(f"print({number}, end='')\n{number}", outputs) == ""
        text, value = outputs.take()
        assert (text.text, value.data["text/plain"]) == (str(number), str(number))


def test_functions_can_be_called(kernel: Kernel) -> None:
    kernel.run("def double(x):\n    print('called')\n    return 2 * x\n\nletter = 'b'", Outputs(0))
    outputs = Outputs(10_000)
    with kernel.calls({}, outputs) as channel:
        assert channel.fetch("letter") == "b"
        assert channel.fetch("double")(21) == 42
        with pytest.raises(NameError):
            channel.fetch("nothing")
    assert outputs.take()[0].text == "called\n"
    assert kernel.run("double(1)", Outputs(0)) == ""


def test_what_is_too_long_to_keep_costs_nothing_else(kernel: Kernel) -> None:
    outputs = Outputs(10_000)
    assert kernel.run("print('x' * 9 * 2**20)", outputs) == ""
    assert len(outputs.take()[0].text) < 11_000
    assert kernel.run("'x' * 9 * 2**20", Outputs(10_000)) == ""
    assert kernel.run("raise ValueError('x' * 9 * 2**20)", Outputs(0))[:12] == "ValueError: "


SHOWN = """
import os, subprocess, sys
from IPython.display import display
print("printed", end=" ")
print("on stderr", file=sys.stderr)
display("shown")
subprocess.run(["echo", "by a program"])
os.write(2, b"by its number\\n")
if os.fork() == 0:
    print("by a fork")
    display("shown by a fork")
    print(" and more")
    os._exit(0)
os.wait()
!echo by a command
7
"""


def test_outputs_come_in_their_order(kernel: Kernel) -> None:
    outputs = Outputs(100_000)
    assert kernel.run(SHOWN, outputs) == ""
    kept = outputs.take()
    assert [one.output_type for one in kept] == ["stream", "display_data", "stream", "display_data"]
    assert kept[0].text == "printed on stderr\n"
    assert kept[2].text.split("\n") == [
        "by a program", "by its number", "by a fork", "'shown by a fork' and more",
        "by a command\r", "",
    ]  # fmt: skip
    assert kept[3].data["text/plain"] == "7"


def test_who_closes_the_standard_descriptors_still_prints(kernel: Kernel) -> None:
    outputs = Outputs(10_000)
    code = "import os, time\nfor n in range(3): os.close(n)\nprint('open')\ntime.sleep(0.5)\n7"
    assert kernel.run(code, outputs) == ""
    text, value = outputs.take()
    assert (text.text, value.data["text/plain"]) == ("open\n", "7")
    assert kernel.run("time.sleep(0.5)", outputs) == ""
    assert outputs.take() == []


def test_what_was_printed_is_kept_when_the_process_ends(kernel: Kernel) -> None:
    outputs = Outputs(10_000)
    with pytest.raises(KernelEnded):
        kernel.run("import os, time\nprint('kept')\ntime.sleep(1)\nos._exit(0)", outputs)
    assert outputs.take()[0].text == "kept\n"


def test_what_is_printed_late_is_shown_later(kernel: Kernel) -> None:
    later = "import threading\nthreading.Timer(0.5, print, ['late']).start()"
    outputs = Outputs(10_000)
    assert kernel.run(later, outputs) == ""
    assert outputs.take() == []
    assert kernel.run("import time; time.sleep(1)", outputs) == ""
    assert outputs.take()[0].text == "late\n"


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("exit()", ""),
        ("quit", ""),
        ("input('who?')", "StdinNotImplementedError"),
        ("import getpass; getpass.getpass()", "StdinNotImplementedError"),
        ("import sys; sys.exit(3)", "SystemExit"),
        ("print?", ""),
        ("%autosave 60", ""),
        ("%gui qt", ""),
        ("breakpoint()\nprint('after')", "after\n"),
        ("sys = __import__('sys'); sys.stdout.close(); print('open')", "open\n"),
        ("type(get_ipython()).__name__", "'ZMQInteractiveShell'"),
        ("handle = display('first', display_id=True); handle.update('second')", "'first'"),
        ("from IPython.display import clear_output; print('one'); clear_output()", "one\n"),
        ("%%bash\necho from a shell", "from a shell\n"),
        ("import time\nasync def f(): time.sleep(0)\nawait f()\nprint(await f())", "None\n"),
    ],
)
def test_a_cell_behaves_as_in_a_notebook(kernel: Kernel, code: str, shown: str) -> None:
    outputs = Outputs(10_000)
    kernel.run(code, outputs)
    texts = [
        o.text if o.output_type == "stream"
        else o.ename if o.output_type == "error"
        else o.data["text/plain"]
        for o in outputs.take()
    ]  # fmt: skip
    assert (texts or [""])[0] == shown
    assert kernel.run("x = 4", Outputs(0)) == ""


@pytest.mark.parametrize("first", ["", "%matplotlib inline\n"])
def test_pictures_are_shown_where_they_are_drawn(kernel: Kernel, first: str) -> None:
    assert kernel.run(f"{first}import matplotlib.pyplot as plt", Outputs(0)) == ""
    outputs = Outputs(100_000)
    assert (
        kernel.run("print('before'); plt.plot([1, 2]); plt.show(); print('after')", outputs) == ""
    )
    before, picture, after = outputs.take()
    assert (before.text, after.text) == ("before\n", "after\n")
    assert picture.data["image/png"]
    assert kernel.run("plt.plot([1, 2]);", outputs) == ""  # shown at the end, and no list of lines
    (picture,) = outputs.take()
    assert picture.data["image/png"]


def test_a_program_that_a_cell_waits_for_is_interrupted(hasty: Kernel) -> None:
    assert hasty.run("import os; os.system('sleep 100')", Outputs(0)) == (
        "it did not finish within 1.5 s"
    )
    assert hasty.run("!sleep 100", Outputs(0)) == "it did not finish within 1.5 s"
    assert hasty.run("x = 4", Outputs(0)) == ""


@pytest.mark.parametrize(
    ("limits", "code", "why"),
    [
        (PATIENT, "import os; os._exit(3)", "ended the process"),
        (LIMITS, "import signal\nsignal.signal(2, signal.SIG_IGN)\nwhile True: pass",
         "did not finish"),
        (PATIENT, "import os, time\nos.fork(); os.fork()\n"
         "kept = bytearray(300 * 2**20); kept[::4096] = b'x' * (len(kept) // 4096)\n"
         "time.sleep(50)", "more than 1024 MB"),
    ],
    ids=["exit", "endless", "memory"],
)  # fmt: skip
def test_what_ends_a_kernel_is_named(limits: Limits, code: str, why: str) -> None:
    with Kernel("bubblewrap", limits) as kernel:
        with pytest.raises(KernelEnded, match=why):
            kernel.run(code, Outputs(0))
        with pytest.raises(KernelEnded, match=why):
            kernel.run("1", Outputs(0))


def test_a_call_that_ends_the_process_ends_the_kernel(kernel: Kernel) -> None:
    kernel.run("def leave():\n    import os\n    os._exit(0)", Outputs(0))
    with pytest.raises(KernelEnded, match="leave ended"), kernel.calls({}, Outputs(0)) as calls:
        assert calls.fetch("leave").observe([]).raised.kind == "OutOfReach"


def test_a_call_that_is_given_less_time_is_ended_and_the_kernel_goes_on(kernel: Kernel) -> None:
    kernel.run("def endless():\n    while True: pass\n\ndef one(): return 1", Outputs(0))
    with kernel.calls({}, Outputs(0)) as calls:
        with pytest.raises(TooLong):
            watch_once(calls.fetch("endless"), {}, 0.2)
        assert calls.fetch("one")() == 1


def test_the_submissions_time_goes_before_the_cells() -> None:
    with Kernel("bubblewrap", PATIENT, OwnTime(5)) as kernel:
        started = time.monotonic()
        kernel.run("import time\nwhile True: time.sleep(0.01)", Outputs(0))
        assert time.monotonic() - started < PATIENT.cell


LEAVES = {
    "program": "import subprocess; subprocess.Popen(['sleep', '1000'])",
    "fork": "import os, time\nif os.fork() == 0: time.sleep(1000)",
    "session": "import subprocess\n"
    "subprocess.Popen(['setsid', 'sh', '-c', 'sleep 1000 & sleep 1000'])",
    "stream": "import os\nif os.fork() == 0:\n while True:\n  if os.fork() == 0: os._exit(0)\n"
    "  os.wait()",
    "interrupted": "import os, time\nif os.fork() == 0: os.setsid(); time.sleep(1000)\n"
    "time.sleep(1000)",
}


def _left(kernel: Kernel) -> dict[int, psutil.Process]:
    return kernel._process.started(kernel._own)


@pytest.mark.parametrize("within", ["cell", "call"])
@pytest.mark.parametrize("kind", LEAVES)
def test_what_a_cell_or_call_has_started_ends_with_it(
    hasty: Kernel, kind: str, within: str
) -> None:
    if within == "cell":
        late = "it did not finish within 1.5 s" if kind == "interrupted" else ""
        assert hasty.run(LEAVES[kind], Outputs(0)) == late
        assert not _left(hasty)
        assert hasty.run("x = 4", Outputs(0)) == ""
    elif kind != "interrupted":  # a call that is late ends the kernel
        body = "\n".join(f"    {line}" for line in LEAVES[kind].splitlines())
        assert hasty.run(f"def leave():\n{body}", Outputs(0)) == ""
        with hasty.calls({}, Outputs(0)) as calls:
            assert calls.fetch("leave").observe([]).raised is None
            assert _left(hasty)
        assert not _left(hasty)


def test_a_cell_answers_for_the_memory_of_what_it_leaves_running(kernel: Kernel) -> None:
    """However it is timed: nothing that comes later does."""
    code = """
import os, time
for _ in range(5):
    if os.fork() == 0:
        kept = bytearray(300 * 2**20); kept[::4096] = b'x' * (len(kept) // 4096)
        open(f"/tmp/{os.getpid()}", "w").close()
        time.sleep(1000)
while len(os.listdir("/tmp")) < 5: time.sleep(0.001)
"""
    kernel._watch.stop()  # it would most often see it before the end of the cell
    with pytest.raises(KernelEnded, match="more than 1024 MB"):
        kernel.run(code, Outputs(0))


@pytest.mark.parametrize("kind", ["bubblewrap", "none"])
def test_nothing_is_left(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = set(psutil.Process().children(recursive=True))
    with Kernel(kind, PATIENT) as kernel:
        assert kernel.run("import subprocess; subprocess.Popen(['sleep', '60'])", Outputs(0)) == ""
        assert len(list(tmp_path.iterdir())) == (kind == "none")  # the folder that it runs in
    assert list(tmp_path.iterdir()) == []
    left = set(psutil.Process().children(recursive=True)) - before
    assert [one for one in left if one.status() != psutil.STATUS_ZOMBIE] == []
