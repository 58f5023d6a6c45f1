# %% vector-on-the-wrong-side [exception]: the matrix is not transposed before it meets the vector
# source: https://github.com/zergtant/pytorch-handbook/issues/121
# expects: the Jacobian must be transposed
def jacobian_grad(J, grad_y):
    return J @ grad_y
