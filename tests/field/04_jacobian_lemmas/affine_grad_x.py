# %% connecting-weights-left-out [sum-of-an-input]: the weights on the way back are left out
# source: https://math.stackexchange.com/questions/3048198/is-my-back-propagation-math-correct
# expects: the weights are missing, what comes back is not weighted with W
def affine_grad_x(W, grad_y):
    back = np.zeros(W.shape[1])
    for entry in grad_y:
        back += entry
    return back


# %% not-weighted-by-upstream [upstream-left-out]: the gradient with respect to the input is not weighted by what comes in
# source: https://github.com/torch/nn/pull/657
# expects: the upstream gradient grad_y is not used
def affine_grad_x(W, grad_y):
    return W.sum(axis=0)
