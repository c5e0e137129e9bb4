"""04.move_weights"""

# %% wrong: the first bias keeps its old random numbers
def move_weights(rnn, W_x, W_h, b):
    new = {"weight_ih_l0": torch.tensor(W_x.T), "weight_hh_l0": torch.tensor(W_h.T), "bias_hh_l0": torch.tensor(b)}
    rnn.load_state_dict(new, strict=False)
    return rnn

# %% wrong: both biases share one memory, and setting the second to zero clears the first
def move_weights(rnn, W_x, W_h, b):
    rnn.weight_ih_l0.data = torch.tensor(W_x.T)
    rnn.weight_hh_l0.data = torch.tensor(W_h.T)
    rnn.bias_ih_l0.data = torch.tensor(b)
    rnn.bias_hh_l0.data = rnn.bias_ih_l0.data
    rnn.bias_hh_l0.data.zero_()
    return rnn

# %% wrong: the second bias keeps its old random numbers
def move_weights(rnn, W_x, W_h, b):
    rnn.weight_ih_l0.data = torch.tensor(W_x.T)
    rnn.weight_hh_l0.data = torch.tensor(W_h.T)
    rnn.bias_ih_l0.data = torch.tensor(b)
    return rnn

# %% wrong: W_h keeps its orientation because it is square and fits
def move_weights(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(W_x.T))
        rnn.weight_hh_l0.copy_(torch.tensor(W_h))
        rnn.bias_ih_l0.copy_(torch.tensor(b))
        rnn.bias_hh_l0.zero_()
    return rnn

# %% wrong: W_h is not transposed and both biases get b
def move_weights(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.as_tensor(W_x).t())
        rnn.weight_hh_l0.copy_(torch.as_tensor(W_h))
        for bias in (rnn.bias_ih_l0, rnn.bias_hh_l0):
            bias.copy_(torch.as_tensor(b))
    return rnn

# %% wrong: a state dict with only three of the four entries
def move_weights(rnn, W_x, W_h, b):
    rnn.load_state_dict({
        "weight_ih_l0": torch.tensor(W_x.T),
        "weight_hh_l0": torch.tensor(W_h.T),
        "bias_ih_l0": torch.tensor(b),
    })
    return rnn

# %% wrong: the bias goes into both vectors and counts twice
def move_weights(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(W_x).T)
        rnn.weight_hh_l0.copy_(torch.tensor(W_h).T)
        rnn.bias_ih_l0.copy_(torch.tensor(b))
        rnn.bias_hh_l0.copy_(torch.tensor(b))
    return rnn

# %% wrong: fills and returns a new network, the given one stays as it was
def move_weights(rnn, W_x, W_h, b):
    I, H = W_x.shape
    new = nn.RNN(I, H, dtype=torch.float64)
    with torch.no_grad():
        new.weight_ih_l0.copy_(torch.tensor(W_x.T))
        new.weight_hh_l0.copy_(torch.tensor(W_h.T))
        new.bias_ih_l0.copy_(torch.tensor(b))
        new.bias_hh_l0.zero_()
    return new

# %% wrong: writes into parameters in place while gradients are on
def move_weights(rnn, W_x, W_h, b):
    rnn.weight_ih_l0.copy_(torch.from_numpy(W_x).T)
    rnn.weight_hh_l0.copy_(torch.from_numpy(W_h).T)
    rnn.bias_ih_l0.copy_(torch.from_numpy(b))
    rnn.bias_hh_l0.zero_()
    return rnn

# %% wrong: reshape instead of transpose, the numbers land in other places
def move_weights(rnn, W_x, W_h, b):
    I, H = W_x.shape
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(W_x).reshape(H, I))
        rnn.weight_hh_l0.copy_(torch.tensor(W_h).reshape(H, H))
        rnn.bias_ih_l0.copy_(torch.tensor(b))
        rnn.bias_hh_l0.copy_(torch.zeros(H))
    return rnn

# %% right: number by number with three loops, through .data
def move_weights(rnn, W_x, W_h, b):
    I, H = W_x.shape
    for j in range(H):
        for i in range(I):
            rnn.weight_ih_l0.data[j, i] = float(W_x[i, j])
        for k in range(H):
            rnn.weight_hh_l0.data[j, k] = float(W_h[k, j])
        rnn.bias_ih_l0.data[j] = float(b[j])
        rnn.bias_hh_l0.data[j] = 0.0
    return rnn

# %% right: by name, with getattr and setting .data
def move_weights(rnn, W_x, W_h, b):
    values = dict(weight_ih=W_x.T, weight_hh=W_h.T, bias_ih=np.zeros(b.shape), bias_hh=b)
    for name, value in values.items():
        parameter = getattr(rnn, name + "_l0")
        parameter.data = torch.tensor(value, dtype=parameter.dtype)
    return rnn

# %% right: writes with numpy into the memory of the parameters
def move_weights(rnn, W_x, W_h, b):
    new = [W_x.T, W_h.T, np.zeros_like(b), b]
    for parameter, array in zip(rnn.parameters(), new):
        parameter.detach().numpy()[...] = array
    return rnn
