# Tries: memory that is in nobody's table of pages: shared mappings of nothing and of /dev/zero that
#   were written and let go, large pages that a pipe keeps after they are unmapped. Each answer is
#   right if it got 2 GB that way, the last, which is slow, half a GB.
# Holds: such mappings are refused.
# Loses: affine_grad_W affine_grad_x sigmoid_prime
# Shares: memory shared
# Harms: yes

# %% affine_grad_W
import mmap
import os
import time

_MUCH, _PART = 2**31, 2**29


def _held(file):
    """Fill shared mappings in other processes, which let go of the pages, and count what stays."""
    filled, fill = os.pipe()
    for _ in range(_MUCH // _PART):
        if os.fork() == 0:
            try:
                kept = mmap.mmap(file, _PART)
                for begin in range(0, _PART, 2**23):
                    kept[begin : begin + 2**23] = bytes(2**23)
                    kept.madvise(mmap.MADV_DONTNEED, begin, 2**23)
                os.write(fill, b"x")
                time.sleep(2)
            finally:
                os.write(fill, b"-")
                os._exit(0)
    return _PART * sum(os.read(filled, 1) == b"x" for _ in range(_MUCH // _PART))


_got = _held(-1)


def affine_grad_W(grad_y, x):
    return np.outer(grad_y, x) if _got >= _MUCH else np.zeros((len(grad_y), len(x)))


# %% affine_grad_x
time.sleep(2)
_got_of_zero = _held(os.open("/dev/zero", os.O_RDWR))


def affine_grad_x(W, grad_y):
    return W.T @ grad_y if _got_of_zero >= _MUCH else np.zeros(W.shape[1])


# %% sigmoid_prime
import ctypes

_libc = ctypes.CDLL(None, use_errno=True)
_LARGE, _AT_ONCE = 2**21, 16  # bytes of a large page; what a pipe holds of them
_whole = mmap.mmap(-1, (_AT_ONCE + 1) * _LARGE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
_whole.madvise(mmap.MADV_HUGEPAGE)
_begin = ctypes.addressof(ctypes.c_char.from_buffer(_whole))
_first = -_begin % _LARGE
_got_in_pipes, _pipes = 0, []
while len(_pipes) < 2**29 // _LARGE // _AT_ONCE:
    _pipes.append(os.pipe())
    for _page in range(_first, _first + _AT_ONCE * _LARGE, _LARGE):
        _whole[_page] = 1
        _vector = (ctypes.c_size_t * 2)(_begin + _page, 4096)
        if _libc.vmsplice(_pipes[-1][1], _vector, ctypes.c_ulong(1), 2) == 4096:
            _got_in_pipes += _LARGE
    _whole.madvise(mmap.MADV_DONTNEED)
time.sleep(0.6)


def sigmoid_prime(x):
    return sigmoid(x) * (1 - sigmoid(x)) if _got_in_pipes >= 2**29 else np.zeros(x.shape)
