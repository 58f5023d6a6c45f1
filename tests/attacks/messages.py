# Tries: to write to the kernel's own sockets: points as a cell's result, an end that is none, an
#   error that is no object, noise without a signature.
# Holds: a result of a cell gives no points; who cannot be understood is ended, and the rest counts.
# Loses: affine_grad_W affine_grad_x sigmoid_prime
# Shares: messages
# Harms: yes

# %% affine_grad_W
_kernel = get_ipython().kernel


def _send(kind, content, parent=None):
    parent = _kernel.get_parent() if parent is None else parent
    _kernel.session.send(_kernel.iopub_socket, kind, content, parent=parent, ident=kind.encode())


def affine_grad_W(grad_y, x):
    _send("execute_result", {"data": {"text/plain": "3.0"}, "metadata": {}, "execution_count": 1})
    display(3.0)
    return np.zeros((len(grad_y), len(x)))


# %% affine_grad_x
def _send_anything(kind, content, parent=None):
    session = _kernel.session
    header = session.msg_header(kind)
    parent = _kernel.get_parent()["header"] if parent is None else parent
    parts = [session.pack(part) for part in (header, parent, {}, content)]
    _kernel.iopub_socket.send_multipart([b"x", b"<IDS|MSG>", session.sign(parts), *parts])


def affine_grad_x(W, grad_y):
    _send_anything("status", {"execution_state": "idle"})
    _send_anything("stream", {"name": "stderr", "text": ["no", {"text": "at all"}]})
    _send_anything("display_data", {"data": [], "metadata": 7})
    _send_anything("error", {"ename": {}, "evalue": 3, "traceback": {"a": "b"}})
    _send_anything("error", ["nothing"], parent=["nobody"])
    return np.zeros(W.shape[1])


# %% sigmoid_prime
def sigmoid_prime(x):
    _kernel.iopub_socket.send_multipart([b"x", b"<IDS|MSG>", b"no signature", b"{", b"[", b"", b"7"])
    return np.zeros(x.shape)
