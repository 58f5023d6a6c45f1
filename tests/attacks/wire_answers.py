# Tries: answers on the channel that keep the judge busy or waiting: an array of millions where it
#   goes through a list, a byte out of band that calls a socket readable which has nothing, a
#   connection that takes for ever to be closed.
# Holds: what is no list is no answer; nothing of it stops the clock. Right answers count.
# Loses: affine_grad_W affine_grad_x elementwise_grad composite_grad
# Harms: yes

# %% affine_grad_W
import autograder.judge.server as _server

_call, _cell = _server._call, _server._cell
_MANY = np.zeros(60 * 2**20, np.uint8)


def _called(names, request):
    if request["call"] == "affine_grad_W":
        return {"returned": 1.0, "changed": _MANY}
    return _call(names, request)


def _done(shell, source):
    return {"raised": _MANY} if "_raises_many" in source else _cell(shell, source)


_server._call, _server._cell = _called, _done


def affine_grad_W(grad_y, x):
    pass


# %% affine_grad_x
_raises_many = 1

# %% elementwise_grad
import socket
import time


def elementwise_grad(grad_y, x, g_prime):
    get_ipython().outlet._connection.send(b"x", socket.MSG_OOB)
    time.sleep(3600)


# %% composite_grad
import array
import os
import struct

_listener = socket.create_server(("127.0.0.1", 0))
_full = socket.create_connection(_listener.getsockname())
_other, _ = _listener.accept()
_full.setblocking(False)
try:
    while True:
        _full.send(bytes(2**16))
except OSError:
    pass
_full.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 3600))


def composite_grad(W, x, grad_y):
    given = array.array("i", [_full.fileno()])
    get_ipython().outlet._connection.sendmsg(
        [b"\0\0\0\1\0\0\0\0{"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, given)]
    )
    os.close(_full.detach())  # the one that is on its way is the last
    time.sleep(3600)
