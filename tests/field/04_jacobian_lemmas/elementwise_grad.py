# %% dot-for-star [summed-up]: a dot product is taken where entries must be multiplied one by one
# source: https://community.deeplearning.ai/t/graded-function-backward-propagation/110003
# expects: the product must be taken entry by entry, a dot product adds them up
def elementwise_grad(grad_y, x, g_prime):
    return np.dot(grad_y, g_prime(x))


# %% local-slope-alone [upstream-left-out]: the derivative of the activation is returned without what comes in
# source: https://github.com/DiffSharp/DiffSharp/issues/16
# expects: the upstream gradient grad_y is not used
def elementwise_grad(grad_y, x, g_prime):
    return 1.0 * g_prime(x)
