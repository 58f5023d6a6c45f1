# Tries: a gigabyte of output: in one message, in many, past Python to the descriptors themselves;
#   tens of thousands of little pictures and errors; escapes that a terminal would obey.
# Holds: what is kept is cut, and answers that are right count.
# Loses:
# Shares: output
# Harms: yes

# %% affine_grad_W
import os


def affine_grad_W(grad_y, x):
    return np.outer(grad_y, x)


print("x" * 2**27)

# %% affine_grad_x
def affine_grad_x(W, grad_y):
    print("many times\n" * 5000)
    return W.T @ grad_y


# %% sigmoid_prime
for _ in range(800):
    display(1)
    display({"image/png": "iVBORw0KGgo="}, raw=True)


def sigmoid_prime(x):
    print("\x1b]0;hostile title\x07\x1b[2J\x1b[31mred\x1b]52;c;aG9zdGlsZQ==\x07\x9b5n")
    return sigmoid(x) * (1 - sigmoid(x))


# %% tanh_prime
def tanh_prime(x):
    for descriptor in os.listdir("/proc/self/fd"):
        try:
            if "/" in os.readlink(f"/proc/self/fd/{descriptor}"):
                os.write(int(descriptor), b"\x1b]0;hostile raw output\x07" * 1000)
        except OSError:
            pass
    return 1 - np.tanh(x) ** 2
