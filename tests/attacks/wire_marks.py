# Tries: to say that a cell is done before it is, for all cells to come; and to leave a copy of the
#   process behind that answers in its place.
# Holds: a mark is no answer; what comes back from a cell in another process is ended.
# Loses: affine_grad_W

# %% affine_grad_W
import os
import time

_kernel = get_ipython().kernel
for _number in range(200):
    _kernel.send_response(_kernel.iopub_socket, "mark", {"number": _number})
if os.fork() == 0:
    affine_grad_x = elementwise_grad = lambda *arguments: np.zeros(2)
time.sleep(0.2)


def affine_grad_W(grad_y, x):
    return np.zeros((2, 3))


# %% affine_grad_x
def affine_grad_x(W, grad_y):
    return W.T @ grad_y
