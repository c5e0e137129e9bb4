"""04.move_weights"""

# %% wrong: forgets to return the rnn
def move_weights(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0[:] = torch.tensor(W_x.T)
        rnn.weight_hh_l0[:] = torch.tensor(W_h.T)
        rnn.bias_ih_l0[:] = torch.tensor(b)
        rnn.bias_hh_l0[:] = 0

# %% wrong: plain tensors are assigned where parameters are expected
def move_weights(rnn, W_x, W_h, b):
    rnn.weight_ih_l0 = torch.from_numpy(W_x.T)
    rnn.weight_hh_l0 = torch.from_numpy(W_h.T)
    rnn.bias_ih_l0 = torch.from_numpy(b)
    rnn.bias_hh_l0 = torch.zeros(len(b), dtype=torch.float64)
    return rnn

# %% wrong: the matrices are copied without a transpose
def move_weights(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.from_numpy(W_x))
        rnn.weight_hh_l0.copy_(torch.from_numpy(W_h))
        rnn.bias_ih_l0.copy_(torch.from_numpy(b))
        rnn.bias_hh_l0.zero_()
    return rnn

# %% wrong: the names lack _l0, so new parameters appear that nobody reads
def move_weights(rnn, W_x, W_h, b):
    rnn.weight_ih = nn.Parameter(torch.tensor(W_x.T))
    rnn.weight_hh = nn.Parameter(torch.tensor(W_h.T))
    rnn.bias_ih = nn.Parameter(torch.tensor(b))
    rnn.bias_hh = nn.Parameter(torch.zeros(len(b), dtype=torch.float64))
    return rnn

# %% wrong: half of the bias in one vector and nothing in the other
def move_weights(rnn, W_x, W_h, b):
    tensors = [torch.tensor(W_x.T), torch.tensor(W_h.T), torch.tensor(b / 2), torch.tensor(0 * b)]
    with torch.no_grad():
        for p, new in zip(rnn.parameters(), tensors):
            p.copy_(new)
    return rnn

# %% wrong: compares with == where an assignment is meant, for the recurrent weights
def move_weights(rnn, W_x, W_h, b):
    rnn.weight_ih_l0.data = torch.from_numpy(W_x.T.copy())
    rnn.weight_hh_l0.data == torch.from_numpy(W_h.T.copy())
    rnn.bias_ih_l0.data = torch.from_numpy(b.copy())
    rnn.bias_hh_l0.data = torch.zeros_like(rnn.bias_ih_l0)
    return rnn

# %% wrong: asks a parameter with gradient for its numpy array
def move_weights(rnn, W_x, W_h, b):
    rnn.weight_ih_l0.numpy()[:] = W_x.T
    rnn.weight_hh_l0.numpy()[:] = W_h.T
    rnn.bias_ih_l0.numpy()[:] = b
    rnn.bias_hh_l0.numpy()[:] = 0.0
    return rnn

# %% wrong: the local names point to new tensors, the rnn is not touched
def move_weights(rnn, W_x, W_h, b):
    w_ih, w_hh, b_ih, b_hh = rnn.parameters()
    w_ih = torch.tensor(W_x.T)
    w_hh = torch.tensor(W_h.T)
    b_ih = torch.tensor(b)
    b_hh = torch.zeros_like(b_ih)
    return rnn

# %% wrong: changes only the dictionary that state_dict gave, and never loads it back
def move_weights(rnn, W_x, W_h, b):
    state = rnn.state_dict()
    state["weight_ih_l0"] = torch.tensor(W_x.T)
    state["weight_hh_l0"] = torch.tensor(W_h.T)
    state["bias_ih_l0"] = torch.tensor(b)
    state["bias_hh_l0"] = torch.zeros(b.shape[0], dtype=torch.float64)
    return rnn

# %% wrong: the bias is added to the old numbers of the first bias
def move_weights(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.from_numpy(W_x.T))
        rnn.weight_hh_l0.copy_(torch.from_numpy(W_h.T))
        rnn.bias_ih_l0 += torch.from_numpy(b)
        rnn.bias_hh_l0.zero_()
    return rnn

# %% right: load_state_dict with all four names
def move_weights(rnn, W_x, W_h, b):
    rnn.load_state_dict({
        "weight_ih_l0": torch.tensor(W_x.T),
        "weight_hh_l0": torch.tensor(W_h.T),
        "bias_ih_l0": torch.tensor(b),
        "bias_hh_l0": torch.zeros(len(b)),
    })
    return rnn

# %% right: each bias gets one half
def move_weights(rnn, W_x, W_h, b):
    half = torch.tensor(b / 2)
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(torch.tensor(W_x).T)
        rnn.weight_hh_l0.copy_(torch.tensor(W_h).T)
        rnn.bias_ih_l0.copy_(half)
        rnn.bias_hh_l0.copy_(half)
    return rnn

# %% right: the old first bias stays, the second gets what is missing to b
def move_weights(rnn, W_x, W_h, b):
    with torch.no_grad():
        rnn.weight_ih_l0[...] = torch.from_numpy(W_x).mT
        rnn.weight_hh_l0[...] = torch.from_numpy(W_h).mT
        rnn.bias_hh_l0[...] = torch.from_numpy(b) - rnn.bias_ih_l0
    return rnn
