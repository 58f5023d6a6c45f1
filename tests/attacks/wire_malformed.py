# Tries: to answer in place of autograder.judge.server: with a pickle, with an announced 4 GB, with
#   halves of characters, with nothing at all.
# Holds: what is no answer is no answer; that test is lost, and right answers count.
# Loses: affine_grad_W affine_grad_x elementwise_grad composite_grad

# %% affine_grad_W
import os
import pickle
import struct

import autograder.judge.outlet
import autograder.judge.server

_call, _send = autograder.judge.server._call, autograder.judge.outlet.send
_name = ""


class _Ran:
    def __reduce__(self):
        return (os.mkdir, ("/tmp/hostile-pickle",))


def _frame(header, body=b""):
    return struct.pack("!II", len(header), len(body)) + header + body


_WRONG = {
    "affine_grad_W": _frame(pickle.dumps(_Ran())),
    "affine_grad_x": struct.pack("!II", 2**32 - 1, 2**32 - 1) + bytes(2**16),
    "elementwise_grad": _frame(
        b'{"raised": ["list", "\\ud800", "\\ud800\\u001b[2J", ""]}'
    ),
    "composite_grad": b"",
}


def _called(names, request):
    global _name
    _name = request["call"]
    return _call(names, request)


def _sent(connection, message):
    wrong = _WRONG.get(_name)
    if wrong is None:
        return _send(connection, message)
    if wrong:
        connection.sendall(wrong)
    connection.close()


autograder.judge.server._call = _called
autograder.judge.outlet.send = _sent


def affine_grad_W(grad_y, x):
    pass


# %% affine_grad_x
def affine_grad_x(W, grad_y):
    pass


# %% elementwise_grad
def elementwise_grad(grad_y, x, g_prime):
    pass


# %% composite_grad
def composite_grad(W, x, grad_y):
    pass
