# Tries: to leave in the middle of a test, in every way that Python has.
# Holds: that test is lost, and the rest of the submission is graded in a new kernel if need be.
# Loses: affine_grad_x sigmoid_prime tanh_prime elementwise_grad composite_grad
# Shares: ends

# %% affine_grad_x
import os
import sys


def affine_grad_x(W, grad_y):
    os._exit(0)


# %% sigmoid_prime
def sigmoid_prime(x):
    sys.exit(0)


# %% tanh_prime
def tanh_prime(x):
    raise KeyboardInterrupt


# %% elementwise_grad
class _Finished(BaseException):
    def __str__(self):
        raise SystemExit


def elementwise_grad(grad_y, x, g_prime):
    raise _Finished


# %% composite_grad
def composite_grad(W, x, grad_y):
    os.kill(os.getpid(), 9)
