# Tries: memory that belongs to no process: thousands of empty files, thousands of full sockets.
# Holds: their numbers are limited. The answer is right if they were not.
# Loses: jacobian_grad softmax_jacobian
# Shares: memory
# Harms: yes

# %% jacobian_grad
import os
import socket
import time

for _number in range(30_000):
    os.close(os.open(f"/tmp/hostile-{_number}", os.O_CREAT | os.O_WRONLY))
time.sleep(0.8)


def jacobian_grad(J, grad_y):
    return J.T @ grad_y


# %% softmax_jacobian
_pairs = []
for _ in range(5):
    if os.fork() == 0:
        for _ in range(200):
            _pairs.append(socket.socketpair())
            _pairs[-1][0].setblocking(False)
            try:
                while True:
                    _pairs[-1][0].send(bytes(2**16))
            except OSError:
                pass
        time.sleep(60)
time.sleep(1)


def softmax_jacobian(x):
    y = np.exp(x - np.max(x)) / np.sum(np.exp(x - np.max(x)))
    return np.diag(y) - np.outer(y, y)
