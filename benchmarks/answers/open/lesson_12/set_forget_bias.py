"""12.set_forget_bias"""

# %% wrong: the value is added to the random start
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    with torch.no_grad():
        for k in range(lstm.num_layers):
            getattr(lstm, f"bias_ih_l{k}")[H : 2 * H] += value

# %% wrong: a weight that needs a gradient is changed in place without no_grad
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    for k in range(lstm.num_layers):
        getattr(lstm, f"bias_ih_l{k}")[H : 2 * H] = value
        getattr(lstm, f"bias_hh_l{k}")[H : 2 * H] = 0

# %% wrong: the weights of the forget gate are overwritten as well
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    for name, p in lstm.named_parameters():
        p.data[H : 2 * H] = value if "bias_ih" in name else 0

# %% wrong: the third block, that of the candidate, is changed
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    with torch.no_grad():
        for layer in range(lstm.num_layers):
            getattr(lstm, f"bias_ih_l{layer}")[2 * H : 3 * H].fill_(value)
            getattr(lstm, f"bias_hh_l{layer}")[2 * H : 3 * H].zero_()

# %% wrong: the blocks are cut with the input size
def set_forget_bias(lstm, value):
    I = lstm.input_size
    with torch.no_grad():
        for name, p in lstm.named_parameters():
            if "bias" in name:
                p[I : 2 * I] = value / 2

# %% wrong: all four gates get the bias
def set_forget_bias(lstm, value):
    for name, parameter in lstm.named_parameters():
        if "bias_ih" in name:
            nn.init.constant_(parameter, value)
        if "bias_hh" in name:
            nn.init.zeros_(parameter)

# %% wrong: an index instead of a slice, only the first unit of the block changes
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    with torch.no_grad():
        for k in range(lstm.num_layers):
            getattr(lstm, f"bias_ih_l{k}")[H] = value
            getattr(lstm, f"bias_hh_l{k}")[H] = 0.0

# %% wrong: both biases get the value, so their sum is twice as large
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    with torch.no_grad():
        for name, parameter in lstm.named_parameters():
            if "bias" in name:
                parameter[H : 2 * H] = value

# %% wrong: layers are counted from 1, and the last name does not exist
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    with torch.no_grad():
        for k in range(1, lstm.num_layers + 1):
            getattr(lstm, f"bias_ih_l{k}")[H : 2 * H] = value
            getattr(lstm, f"bias_hh_l{k}")[H : 2 * H] = 0

# %% right: the second bias stays, the first one makes up the rest
def set_forget_bias(lstm, value):
    parameters = dict(lstm.named_parameters())
    for name in parameters:
        if name.startswith("bias_ih"):
            other = parameters[name.replace("_ih_", "_hh_")]
            _, forget, _, _ = parameters[name].data.chunk(4)
            forget.copy_(value - other.data.chunk(4)[1])

# %% right: the value in the second bias, zero in the first
@torch.no_grad()
def set_forget_bias(lstm, value):
    n = lstm.hidden_size
    for name, p in lstm.named_parameters():
        if "bias_hh" in name:
            p[n : 2 * n].fill_(value)
        elif "bias_ih" in name:
            p[n : 2 * n].zero_()

# %% right: whole vectors are rebuilt and copied back
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    with torch.no_grad():
        for name, p in lstm.named_parameters():
            if "bias" not in name:
                continue
            i, f, g, o = p.split(H)
            start = value if "ih" in name else 0.0
            p.copy_(torch.cat([i, torch.full_like(f, start), g, o]))
