# Tries: an answer that drips in byte by byte and would take hours; another that has 64 MB.
# Holds: time counts for the answer as a whole, and so does size; right answers count.
# Loses: affine_grad_W affine_grad_x

# %% affine_grad_W
import socket
import time

import autograder.serve
from autograder.wire import decode, encode, receive


def _answer(path):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        while True:
            request = decode(*receive(connection), resolve=lambda name: name)
            name = request.get("call")
            if name == "affine_grad_W":
                for byte in encode({"returned": np.zeros(1000), "changed": []}):
                    connection.sendall(bytes([byte]))
                    time.sleep(0.05)
            elif name == "affine_grad_x":
                connection.sendall(encode({"returned": np.zeros(2**23 - 100), "changed": [-1, 9]}))
            elif name is not None:
                value = globals()[name](*request["arguments"])
                connection.sendall(encode({"returned": value, "changed": []}))
            elif "value" in request:
                value = globals()[request["value"]]
                connection.sendall(encode({"function": ""} if callable(value) else {"data": value}))
            else:
                return


autograder.serve.serve = _answer


def affine_grad_W(grad_y, x):
    pass


# %% affine_grad_x
def affine_grad_x(W, grad_y):
    pass


# %% elementwise_grad
def elementwise_grad(grad_y, x, g_prime):
    return grad_y * globals()[g_prime](x)
