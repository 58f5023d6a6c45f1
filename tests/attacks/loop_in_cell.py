# Tries: an answer cell that never ends, deaf to interrupts, and one that stops its own process.
# Holds: each is ended after the time for a cell; the rest is graded.
# Loses: sigmoid_prime softmax_jacobian
# Shares: loops
# Harms: yes

# %% sigmoid_prime
import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)
while True:
    try:
        while True:
            pass
    except BaseException:
        pass


def sigmoid_prime(x):
    return sigmoid(x) * (1 - sigmoid(x))


# %% softmax_jacobian
import os

os.kill(os.getpid(), 19)  # SIGSTOP


def softmax_jacobian(x):
    pass
