# %% star-for-dot [exception]: the two are multiplied entry by entry
# source: https://community.deeplearning.ai/t/course-1-week-2-exercise-5-propagate/119220
# expects: an outer product is needed, an elementwise product does not fit
def affine_grad_W(grad_y, x):
    return grad_y * x


# %% axes-in-wrong-order [transposed]: the gradient of the weights comes out with its axes in the wrong order
# source: https://github.com/nntrainer/nntrainer/issues/705
# expects: it is transposed
def affine_grad_W(grad_y, x):
    return x[:, np.newaxis] * grad_y[np.newaxis, :]
