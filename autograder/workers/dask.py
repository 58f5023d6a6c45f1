"""An existing Dask cluster as the place where submissions are graded.

A Dask worker hands each submission to a process of its own (``Pool``), so that a submission which
ends its process costs no worker: Dask would try it again on the others. Where a worker itself is
lost, Dask gives its submissions to the others, which is what one wants.
"""

import re
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

from autograder.errors import AutograderError
from autograder.fingerprint import grader
from autograder.sandbox.bubblewrap import require_sandbox
from autograder.sandbox.delegation import prepare
from autograder.sandbox.zygote_client import share
from autograder.workers.pool import Pool, Workers

PATIENCE = 10  # seconds to find the scheduler, and then a first worker
PROCESSES = 256  # of one Dask worker; it uses as many as it has threads
LONGEST = 3600.0  # seconds of a call that has no time of its own
STARTING = Lock()


class ClusterUnusable(AutograderError):
    """The cluster cannot be reached, has no worker or another version of the grader."""


@dataclass(frozen=True)
class Certificates:
    """Files for an encrypted connection; where all are empty, Dask's own settings count."""

    authority: str = ""
    certificate: str = ""
    key: str = ""

    @property
    def complete(self) -> bool:
        """Whether all three are named."""
        return all((self.authority, self.certificate, self.key))


class Cluster(Workers):
    """Works on the workers of a Dask cluster.

    Args:
        address: of the scheduler, ``tcp://…`` or ``tls://…``.
        certificates: for ``tls://…``.
        sandbox: what student code will run in; every worker must have it.

    Raises:
        ClusterUnusable: nothing can be graded there; the message says why.
    """

    def __init__(self, address: str, certificates: Certificates, sandbox: str) -> None:
        try:
            dask: Any = import_module("distributed")  # optional, and only partly typed
        except ImportError as error:
            raise ClusterUnusable(
                f"--scheduler needs Dask ({error}): pip install --editable '.[cluster]'"
            ) from error
        security = (
            dask.Security(
                tls_ca_file=certificates.authority,
                tls_client_cert=certificates.certificate,
                tls_client_key=certificates.key,
                require_encryption=True,
            )
            if certificates.complete
            else None
        )
        if not re.match(r"(tcp|tls)://", address):
            raise ClusterUnusable(f"{address} is no address of a scheduler: tcp://… or tls://…")
        try:
            self._client: Any = dask.Client(
                address, security=security, timeout=PATIENCE, set_as_default=False
            )
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except Exception as error:  # Dask lets many kinds through
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise ClusterUnusable(f"no cluster to grade on at {address}: {reason}") from error
        faults = self._client.run(_why_unfit, grader(), sandbox)
        for worker, fault in sorted(faults.items()):
            if fault:
                self._client.close()
                raise ClusterUnusable(f"the worker {worker} cannot grade: {fault}")
        self._sandbox = sandbox
        self._executor = self._client.get_executor(retries=0, pure=False)

    @property
    def window(self) -> int:
        """Twice the threads of all workers that there are now."""
        return 2 * max(1, sum(int(threads) for threads in self._client.nthreads().values()))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call a function on one of the workers."""
        return self.submit_within(LONGEST, fn, *args, **kwargs)

    def submit_within(
        self, seconds: float, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Future[Any]:
        """Call a function on one of the workers, whose process is ended when the time is over."""
        future: Future[Any] = self._executor.submit(
            _apart, grader(), self._sandbox, seconds, fn, args, kwargs
        )
        return future

    def accounting(self) -> str:
        """Say what counts a submission's memory and processes on the workers, each way once."""
        return "; or ".join(sorted(set(self._client.run(prepare).values())))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, which lives on; what has not begun is not done."""
        self._executor.shutdown(wait=False)
        self._client.close()


def _why_unfit(version: str, sandbox: str) -> str:
    """Say why this worker cannot grade; empty if it can."""
    if version != grader():
        return "it has another version of this course, of Python or of a library"
    if sandbox == "none":
        return ""
    try:
        require_sandbox()
    except AutograderError as error:
        return str(error)
    return ""


def _apart(
    version: str, sandbox: str, seconds: float, fn: Callable[..., Any], args: Any, kwargs: Any
) -> Any:
    """Call a function in another process of this worker."""
    if version != grader():
        raise ClusterUnusable("the worker has another version of the grader")
    with STARTING:
        pool = _pool(sandbox)
    return pool.submit_within(seconds, fn, *args, **kwargs).result()


@cache
def _pool(sandbox: str) -> Pool:
    if sandbox == "none":
        return Pool(PROCESSES)
    prepare()  # this worker may have come after the run began
    return Pool(PROCESSES, share())
