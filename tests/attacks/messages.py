# Tries: to write to the channel itself: points as a cell's result, outputs that are none, an error
#   that is no object, noise.
# Holds: a result of a cell gives no points; who cannot be understood is ended, and the rest counts.
# Loses: affine_grad_W affine_grad_x sigmoid_prime
# Shares: messages
# Harms: yes

# %% affine_grad_W
from autograder.judge.protocol import encode


def _send(kind, content):
    get_ipython().outlet._connection.sendall(encode({"shown": kind, "content": content}))


def affine_grad_W(grad_y, x):
    _send("execute_result", {"data": {"text/plain": "3.0"}, "metadata": {}, "execution_count": 1})
    display(3.0)
    return np.zeros((len(grad_y), len(x)))


# %% affine_grad_x
def affine_grad_x(W, grad_y):
    _send("status", {"execution_state": "idle"})
    _send("stream", {"name": "stderr", "text": ["no", {"text": "at all"}]})
    _send("stream", {"text": np.zeros((2,) * 20)})
    _send("display_data", {"data": [], "metadata": 7})
    _send("display_data", {"data": {"image/png": np.zeros(3), "text/plain": {"a": 1.0}}})
    _send("error", {"ename": {}, "evalue": 3, "traceback": {"a": "b"}})
    _send("error", ["nothing"])
    _send(["stream"], "nothing")
    return np.zeros(W.shape[1])


# %% sigmoid_prime
def sigmoid_prime(x):
    get_ipython().outlet._connection.sendall(b"\0\0\0\1\0\0\0\0{")
    return np.zeros(x.shape)
