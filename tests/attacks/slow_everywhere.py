# Tries: to take, in every call and every cell, a little less than is allowed, without end.
# Holds: the submission's time as a whole is limited; what is not graded by then scores 0.
# Loses: affine_grad_W affine_grad_x sigmoid_prime tanh_prime elementwise_grad composite_grad
#   jacobian_grad softmax_jacobian question_bug_1 question_bug_2 question_bug_3
# Alone: yes

# %% affine_grad_W
import time


def affine_grad_W(grad_y, x):
    time.sleep(1.2)
    return np.outer(grad_y, x)


# %% affine_grad_x
def affine_grad_x(W, grad_y):
    time.sleep(1.2)
    return W.T @ grad_y


time.sleep(2)

# %% sigmoid_prime
def sigmoid_prime(x):
    time.sleep(1.2)
    return sigmoid(x) * (1 - sigmoid(x))


time.sleep(2)

# %% tanh_prime
def tanh_prime(x):
    time.sleep(1.2)
    return 1 - np.tanh(x) ** 2


time.sleep(2)

# %% elementwise_grad
def elementwise_grad(grad_y, x, g_prime):
    time.sleep(1.2)
    return grad_y * g_prime(x)


time.sleep(2)

# %% composite_grad
time.sleep(2)

# %% jacobian_grad
time.sleep(2)

# %% softmax_jacobian
time.sleep(2)
