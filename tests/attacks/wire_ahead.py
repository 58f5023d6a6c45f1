# Tries: to say that a cell is done before it is, for all cells to come; and to leave a copy of the
#   process behind that answers in its place.
# Holds: an answer that nobody has asked for is none; what comes back from a cell in another process
#   is ended.
# Loses: affine_grad_W elementwise_grad

# %% affine_grad_W
import os
import time

from autograder.judge.protocol import encode

for _number in range(200):
    get_ipython().outlet._connection.sendall(encode({"returned": None, "changed": []}))
time.sleep(0.2)


def affine_grad_W(grad_y, x):
    return np.outer(grad_y, x)


# %% affine_grad_x
import os

if os.fork() == 0:
    elementwise_grad = composite_grad = lambda *arguments: np.zeros(2)


def affine_grad_x(W, grad_y):
    return W.T @ grad_y


# %% elementwise_grad
from autograder.judge.protocol import encode


def elementwise_grad(grad_y, x, g_prime):
    _tokens = [{"token": "0"}, {"token": None}, {"token": []}, {}]
    for _token in _tokens:
        get_ipython().outlet._connection.sendall(encode({"returned": 1.0, "changed": [], **_token}))
    return grad_y * g_prime(x)

