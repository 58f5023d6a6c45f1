# %% computed-in-place [activations-in-us]: the activations are written into the array of the weighted sums
# source: https://github.com/deeplearning4j/deeplearning4j/pull/364
# expects: us and xs share their memory, the activation overwrites the pre-activation
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        z = W @ xs[-1] + b
        us.append(z)
        z[:] = sigmoid(z)
        xs.append(z)
    return us, xs


# %% z-from-z [preactivation-passed-on]: each weighted sum is computed from the weighted sums before it, not the activations
# source: https://github.com/deeplearning4j/deeplearning4j/issues/3191
# expects: the next layer is fed with the pre-activation in place of the activation
def forward(params, x):
    us, xs = [], [x]
    current = x
    for W, b in params:
        current = W @ current + b
        us.append(current)
        xs.append(sigmoid(current))
    return us, xs
