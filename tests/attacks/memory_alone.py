# Tries: more memory than a process may have; then memory that is not counted as a process's own:
#   memfd, System V segments, files in /dev/shm, a tmpfs of its own. Each answer is right if it
#   got 2 GB that way.
# Holds: every way is limited or closed.
# Loses: affine_grad_W affine_grad_x sigmoid_prime tanh_prime
# Shares: memory
# Harms: yes

# %% affine_grad_W
_MUCH = 2**31


def affine_grad_W(grad_y, x):
    kept = bytearray(_MUCH)
    kept[:: 4096] = b"x" * (len(kept) // 4096)
    return np.outer(grad_y, x)


# %% affine_grad_x
def affine_grad_x(W, grad_y):
    import os

    got = 0
    while got < _MUCH:
        one = os.memfd_create("hostile")
        got += os.write(one, bytes(2**25))
    return W.T @ grad_y


# %% sigmoid_prime
def sigmoid_prime(x):
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmat.restype = ctypes.c_void_p
    got = 0
    while got < _MUCH:
        segment = libc.shmget(0, 2**27, 0o1600)
        address = libc.shmat(segment, None, 0)
        if segment < 0 or address in (None, 2**64 - 1):
            raise MemoryError
        ctypes.memset(address, 1, 2**27)
        libc.shmdt(ctypes.c_void_p(address))
        got += 2**27
    return sigmoid(x) * (1 - sigmoid(x))


# %% tanh_prime
def tanh_prime(x):
    got, number = 0, 0
    while got < _MUCH:
        number += 1
        with open(f"/dev/shm/hostile-{number}", "wb") as file:
            got += file.write(bytes(2**24))
    return 1 - np.tanh(x) ** 2
