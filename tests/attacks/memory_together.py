# Tries: many processes, each within its limit, together far beyond it; and a stream of processes
#   so short-lived that whoever counts them stumbles.
# Holds: their sum is limited. The answer is right if it was not.
# Loses: elementwise_grad
# Shares: memory
# Harms: yes

# %% elementwise_grad
import os
import time

if os.fork() == 0:
    while True:
        if os.fork() == 0:
            os._exit(0)
        os.wait()
_filled, _fill = os.pipe()
for _ in range(8):
    if os.fork() == 0:
        _kept = bytearray(300 * 2**20)
        _kept[:: 4096] = b"x" * (len(_kept) // 4096)
        os.write(_fill, b"x")
        time.sleep(60)
for _ in range(8):
    os.read(_filled, 1)
time.sleep(2)


def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime(x)
