# %% input-not-multiplied [input-left-out]: every weight of a unit gets the error term as it is
# source: http://stackoverflow.com/questions/12558517/questions-about-the-backpropogation-algorithm/12567043
# expects: the input of the layer is missing in the gradient of the weights
def layer_grads(delta, x_prev):
    dW = np.zeros((len(delta), len(x_prev)))
    for j in range(len(x_prev)):
        dW[:, j] += delta
    return dW, delta.copy()


# %% bias-stands-still [bias-stands-still]: the gradient of the bias is always 0
# source: https://github.com/OpenANN/OpenANN/issues/76
# expects: the gradient of the bias is delta, here it is zero
def layer_grads(delta, x_prev):
    return np.outer(delta, x_prev), np.zeros(len(delta))


# %% bias-times-input [bias-with-input]: the gradient of the bias is summed up from that of the weights
# source: https://github.com/rust0258/Deeplearning.ai-Natural-Language-Processing-Specialization/issues/62
# expects: the gradient of the bias does not contain the input
def layer_grads(delta, x_prev):
    dW = np.outer(delta, x_prev)
    return dW, np.sum(dW, axis=1)
