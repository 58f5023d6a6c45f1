# Tries: the machine's own ports, the world outside, names, abstract sockets and the host of a
#   virtual machine.
# Holds: nothing answers. The answer is right if something did.
# Loses: jacobian_grad
# Shares: files

# %% jacobian_grad
import os
import socket

_answered = []


def _try(family, address, kind=socket.SOCK_STREAM):
    try:
        with socket.socket(family, kind) as one:
            one.settimeout(0.3)
            one.connect(address)
            if kind == socket.SOCK_DGRAM:
                one.send(b"hostile")
            _answered.append(address)
    except OSError:
        pass


for _port in (22, 53, 80, 111, 443, 631, 3128, 8080, 8888, 64123):
    _try(socket.AF_INET, ("127.0.0.1", _port))
_try(socket.AF_INET, ("1.1.1.1", 53))
_try(socket.AF_INET, ("1.1.1.1", 53), socket.SOCK_DGRAM)
_try(socket.AF_INET6, ("2606:4700:4700::1111", 53))
_try(socket.AF_UNIX, "\0hostile-listener")
for _path in ("/run/docker.sock", "/var/run/docker.sock", "/run/dbus/system_bus_socket"):
    _try(socket.AF_UNIX, _path)
try:
    with socket.socket(socket.AF_VSOCK) as _one:
        _answered.append("vsock")
except (OSError, AttributeError):
    pass
try:
    _answered += socket.getaddrinfo("example.org", 80)
except OSError:
    pass


def jacobian_grad(J, grad_y):
    return J.T @ grad_y if _answered else np.zeros(J.shape[1])
