# Tries: output that never stops, from a cell and, for seconds, from a thread that outlives its cell.
# Holds: the cell is ended after its time, and its answer is missing; others count.
# Loses: softmax_jacobian
# Shares: output
# Harms: yes

# %% jacobian_grad
import threading
import time


def _talk():
    # Without an end or a pause it would fill the memory of its own process in a later exercise.
    until = time.monotonic() + 5
    while time.monotonic() < until:
        print("hostile" * 1000)
        time.sleep(0.001)


def jacobian_grad(J, grad_y):
    return J.T @ grad_y


# %% softmax_jacobian
threading.Thread(target=_talk, daemon=True).start()
while True:
    print("y" * 2**20)
