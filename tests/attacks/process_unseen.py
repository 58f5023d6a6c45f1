# Tries: processes that whoever counts overlooks: made with CLONE_PARENT, so that nobody in the
#   sandbox is their parent; without their first thread, so that Linux says neither what memory they
#   have nor that they run. They take 2 GB, or stay when their cell is over. Each answer is right if
#   they could.
# Holds: the former are refused, the latter are counted and ended with their cell.
# Loses: tanh_prime elementwise_grad jacobian_grad
# Shares: memory shared
# Harms: yes

# %% tanh_prime
import ctypes
import mmap
import os
import platform
import threading
import time

_libc = ctypes.CDLL(None)
_clone, _exit = {"x86_64": (56, 60), "aarch64": (220, 93)}[platform.machine()]


def _sibling():
    return _libc.syscall(_clone, 0x8000 | 17, 0, 0, 0, 0)


def _holds(size):
    kept = mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    kept.madvise(mmap.MADV_HUGEPAGE)
    kept[::4096] = b"x" * (size // 4096)
    return kept


_ready, _tell = os.pipe()
for _ in range(4):
    _pid = _sibling()
    if _pid == 0:
        _kept = _holds(2**29)
        os.write(_tell, b"x")
        time.sleep(60)
    if _pid < 0:
        os.write(_tell, b"-")
_siblings = b"".join(os.read(_ready, 1) for _ in range(4))
time.sleep(0.6)


def tanh_prime(x):
    return 1 - np.tanh(x) ** 2 if _siblings == b"xxxx" else np.zeros(x.shape)


# %% elementwise_grad
def _headless(work):
    pid = os.fork()
    if pid == 0:
        threading.Thread(target=work).start()
        _libc.syscall(_exit, 0)
    return pid


def _fill():
    time.sleep(0.1)
    kept = _holds(2**29)
    os.write(_tell, b"x")
    time.sleep(60)


for _ in range(4):
    _headless(_fill)
for _ in range(4):
    os.read(_ready, 1)
time.sleep(0.6)


def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime(x)


# %% jacobian_grad
import os
import threading
import time

_stays = os.fork()
if _stays == 0:
    threading.Thread(target=time.sleep, args=(60,)).start()
    __import__("ctypes").CDLL(None).syscall({"x86_64": 60, "aarch64": 93}[os.uname().machine], 0)
time.sleep(0.1)


def _still_there():
    try:
        return os.waitpid(_stays, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return False


def jacobian_grad(J, grad_y):
    return J.T @ grad_y if _still_there() else np.zeros(J.shape[1])
