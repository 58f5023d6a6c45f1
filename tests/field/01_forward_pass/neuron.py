# %% no-bias-yet [bias-forgotten]: the bias is not added at all
# source: https://github.com/deepakcrk/CNN_ForDummies/issues/9
# expects: the bias is missing
def neuron(w, x, b):
    total = 0.0
    for weight, entry in zip(w, x):
        total += weight * entry
    return f(total)


# %% bias-behind-activation [bias-after-activation]: the bias is added after the activation, not inside it
# source: https://github.com/infer-actively/pypc/issues/2
# expects: the bias is added to the activation and belongs inside, to the sum
def neuron(w, x, b):
    out = f(np.matmul(w, x))
    return out + b


# %% bias-with-every-product [bias-in-every-term]: the bias is added to every product before they are summed
# source: https://github.com/Kulbear/deep-learning-coursera/pull/48
# expects: the bias is counted once for every input in place of once
def neuron(w, x, b):
    s = np.multiply(x, w) + b
    return f(np.sum(s))
