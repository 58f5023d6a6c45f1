# %% bias-left-out [bias-forgotten]: u without the bias
def forward(params, x):
    us, xs = [], [x]
    for W, _ in params:
        us.append(W @ xs[-1])
        xs.append(sigmoid(us[-1]))
    return us, xs


# %% output-layer-linear [last-layer-linear]: no activation in the last layer
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    xs[-1] = us[-1]
    return us, xs


# %% input-not-kept [form]: xs begins with the first hidden layer
def forward(params, x):
    us, xs = [], []
    for W, b in params:
        us.append(W @ x + b)
        x = sigmoid(us[-1])
        xs.append(x)
    return us, xs


# %% every-layer-from-the-input: the input goes into every layer that has room for it
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        below = x if W.shape[1] == len(x) else xs[-1]
        us.append(W @ below + b)
        xs.append(sigmoid(us[-1]))
    return us, xs


# %% preactivation-passed-on: the next layer is fed with u in place of its activation
def forward(params, x):
    us, xs = [], [x]
    below = x
    for W, b in params:
        below = W @ below + b
        us.append(below)
        xs.append(sigmoid(below))
    return us, xs


# %% activation-twice: the sigmoid is applied two times
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(sigmoid(us[-1])))
    return us, xs


# %% sigmoid-overflows: large u is cut off at 30 to keep the exponential from overflowing
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        us.append(np.clip(W @ xs[-1] + b, -30, 30))
        xs.append(1 / (1 + np.exp(-us[-1])))
    return us, xs


# %% lists-exchanged [form]: returns (xs, us)
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    return xs, us


# %% output-alone [form]: returns the output and not what was computed on the way
def forward(params, x):
    for W, b in params:
        x = sigmoid(W @ x + b)
    return x


# %% bias-added-in-place [in-place]: adds u to the bias that belongs to the caller
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        b += W @ xs[-1]
        us.append(b)
        xs.append(sigmoid(b))
    return us, xs


# %% two-layers-only [form]: written for the 3-4-2 network
def forward(params, x):
    (W1, b1), (W2, b2) = params[:2]
    u1 = W1 @ x + b1
    x1 = sigmoid(u1)
    u2 = W2 @ x1 + b2
    return [u1, u2], [x, x1, sigmoid(u2)]


# %% matrix-transposed: W transposed where that fits
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        W = W.T if W.shape[0] == W.shape[1] else W
        us.append(W @ xs[-1] + b)
        xs.append(sigmoid(us[-1]))
    return us, xs


# %% bias-as-column [broadcast-to-square]: the bias as a column makes u a matrix
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b[:, None])
        xs.append(sigmoid(us[-1]))
    return us, xs


# %% activations-in-us: us holds what belongs to xs alone
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        us.append(sigmoid(W @ xs[-1] + b))
        xs.append(us[-1])
    return us, xs


# %% relu-for-sigmoid: another activation
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(np.maximum(us[-1], 0))
    return us, xs


# %% bias-subtracted: minus in front of the bias
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] - b)
        xs.append(sigmoid(us[-1]))
    return us, xs


# %% tanh: another activation
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(np.tanh(us[-1]))
    return us, xs


# %% activation-missing: no layer has its sigmoid
def forward(params, x):
    us, xs = [], [x]
    for W, b in params:
        us.append(W @ xs[-1] + b)
        xs.append(us[-1])
    return us, xs
