# Tries: an answer that drips in byte by byte and would take hours; another that has 64 MB.
# Holds: time counts for the answer as a whole, and so does size; right answers count.
# Loses: affine_grad_W affine_grad_x

# %% affine_grad_W
import time

import autograder.judge.outlet
import autograder.judge.server

_call, _send = autograder.judge.server._call, autograder.judge.outlet.send
_name = ""


def _called(names, request):
    global _name
    _name = request["call"]
    if _name == "affine_grad_W":
        return {"returned": np.zeros(1000), "changed": []}
    if _name == "affine_grad_x":
        return {"returned": np.zeros(2**23 - 100), "changed": [-1, 9]}
    return _call(names, request)


def _sent(connection, message):
    if _name != "affine_grad_W":
        return _send(connection, message)
    for byte in message:
        connection.sendall(bytes([byte]))
        time.sleep(0.05)


autograder.judge.server._call = _called
autograder.judge.outlet.send = _sent


def affine_grad_W(grad_y, x):
    pass


# %% affine_grad_x
def affine_grad_x(W, grad_y):
    pass


# %% elementwise_grad
def elementwise_grad(grad_y, x, g_prime):
    return grad_y * g_prime(x)
