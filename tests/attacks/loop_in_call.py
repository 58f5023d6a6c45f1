# Tries: a call that never ends, deaf to interrupts; one that no interrupt can reach.
# Holds: each is ended after the time for a call; the rest is graded.
# Loses: affine_grad_W affine_grad_x
# Shares: loops
# Harms: yes

# %% affine_grad_W
import signal


def affine_grad_W(grad_y, x):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


# %% affine_grad_x
def affine_grad_x(W, grad_y):
    return 7 ** (10**10)  # one operation: Python looks for signals only between two
