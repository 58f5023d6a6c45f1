# %% biases-left-out [bias-forgotten]: the biases are left out everywhere, for simplicity
# source: https://stackoverflow.com/questions/59399842/xor-gate-with-backpropagation
# expects: the biases are missing in every layer
def network_forward(params, x):
    xs = [x]
    for W, _ in params:
        xs.append(f(W @ xs[-1]))
    return xs


# %% input-squashed [input-activated]: the activation is applied to the input of the network as well
# source: https://github.com/llSourcell/how_to_do_math_for_deep_learning/issues/6
# expects: the input is put through the activation before the first layer
def network_forward(params, x):
    xs = [f(x)]
    for W, b in params:
        xs.append(f(W @ xs[-1] + b))
    return xs


# %% last-activation-lost [last-layer-linear]: the activation of the last layer is computed and not returned
# source: https://github.com/jax-ml/jax/pull/2421
# expects: the last layer has no activation
def network_forward(params, x):
    xs, inputs = [x], x
    for W, b in params:
        outputs = np.dot(W, inputs) + b
        inputs = f(outputs)
        xs.append(inputs)
    xs[-1] = outputs
    return xs


# %% outputs-not-cleared [appended]: each layer's outputs are appended to those of the layers before it
# source: https://github.com/matthewrdev/Neural-Network/issues/1
# expects: the list of outputs is not emptied before the next layer, so old outputs are used again
def network_forward(params, x):
    xs, inputs, outputs = [x], list(x), []
    for layer, (W, b) in enumerate(params):
        if layer > 0:
            inputs = list(outputs)
        for row, bias in zip(W, b):
            total = bias
            for j, weight in enumerate(row):
                total += weight * inputs[j]
            outputs.append(f(total))
        xs.append(np.array(outputs))
    return xs
