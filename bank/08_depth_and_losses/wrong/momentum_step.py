# %% uphill: the step is added
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = beta * v + g
            pair.append(p + eta * new)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% velocity-not-kept: the old velocity is returned
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = beta * v + g
            pair.append(p - eta * new)
            speed.append(v + 0.0)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% gradient-subtracted: the velocity points downhill and the step does not
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = beta * v - g
            pair.append(p - eta * new)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% gradient-subtracted-and-added: the velocity has another sign than the text's
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = beta * v - g
            pair.append(p + eta * new)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% averaged: the gradient counts 1 − beta
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = beta * v + (1 - beta) * g
            pair.append(p - eta * new)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% moved-along-the-old-velocity: the new velocity comes too late
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = beta * v + g
            pair.append(p - eta * v)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% rate-in-the-velocity: eta is in the velocity already
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = beta * v + eta * g
            pair.append(p - new)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% rate-twice [rate-in-the-velocity]: eta in velocity and step
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = beta * v + eta * g
            pair.append(p - eta * new)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% nothing-fades: the velocity only grows
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = v + g
            pair.append(p - eta * new)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% gradient-fades: beta on the wrong term
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = v + beta * g
            pair.append(p - eta * new)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% both-fade: beta on both terms
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = beta * (v + g)
            pair.append(p - eta * new)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% gradient-alone: the velocity is kept and not used
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = beta * v + g
            pair.append(p - eta * g)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% without-momentum: plain gradient descent
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = g + 0.0
            pair.append(p - eta * new)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% looks-ahead: Nesterov's step
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = beta * v + g
            pair.append(p - eta * (g + beta * new))
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% rate-left-out: the whole velocity
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = beta * v + g
            pair.append(p - new)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% in-place: the caller's parameters and velocity are changed
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            v *= beta
            v += g
            new = v
            p -= eta * new
            pair.append(p)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% only-params-returned [form]: the velocity is not returned
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = beta * v + g
            pair.append(p - eta * new)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params


# %% order-exchanged [exchanged]: the velocity comes first
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = beta * v + g
            pair.append(p - eta * new)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_velocity, new_params


# %% biases-left-alone: only the weights move
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for (W, b), (dW, _), (vW, vb) in zip(params, grads, velocity):
        vW = beta * vW + dW
        new_params.append((W - eta * vW, b.copy()))
        new_velocity.append((vW, vb.copy()))
    return new_params, new_velocity


# %% rate-and-sign-in-the-velocity [rate-in-the-velocity]: the velocity is the whole step
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for layer in zip(params, grads, velocity):
        pair, speed = [], []
        for p, g, v in zip(*layer):
            new = beta * v - eta * g
            pair.append(p + new)
            speed.append(new)
        new_params.append(tuple(pair))
        new_velocity.append(tuple(speed))
    return new_params, new_velocity


# %% biases-without-momentum: the biases take a plain step
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for (W, b), (dW, db), (vW, vb) in zip(params, grads, velocity):
        vW = beta * vW + dW
        new_params.append((W - eta * vW, b - eta * db))
        new_velocity.append((vW, vb + 0.0))
    return new_params, new_velocity


# %% velocity-of-the-biases-not-kept: the biases get their old velocity back
def momentum_step(params, grads, velocity, eta, beta):
    new_params, new_velocity = [], []
    for (W, b), (dW, db), (vW, vb) in zip(params, grads, velocity):
        vW = beta * vW + dW
        new_params.append((W - eta * vW, b - eta * (beta * vb + db)))
        new_velocity.append((vW, vb + 0.0))
    return new_params, new_velocity
