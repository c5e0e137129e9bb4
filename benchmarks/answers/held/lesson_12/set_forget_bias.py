"""12.set_forget_bias"""

# %% wrong: the biases no longer learn afterwards
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    for name, p in lstm.named_parameters():
        if "bias" in name:
            p.requires_grad_(False)
            p[H : 2 * H] = value / 2

# %% wrong: only the first layer is changed
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    with torch.no_grad():
        lstm.bias_ih_l0[H : 2 * H] = value
        lstm.bias_hh_l0[H : 2 * H] = 0

# %% wrong: only a copy is changed
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    for k in range(lstm.num_layers):
        b = getattr(lstm, f"bias_ih_l{k}").detach().clone()
        b[H : 2 * H] = value
        d = getattr(lstm, f"bias_hh_l{k}").detach().clone()
        d[H : 2 * H] = 0

# %% wrong: the loop leaves out the last layer
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    with torch.no_grad():
        for k in range(lstm.num_layers - 1):
            getattr(lstm, f"bias_ih_l{k}")[H : 2 * H] = value
            getattr(lstm, f"bias_hh_l{k}")[H : 2 * H] = 0

# %% wrong: the second bias is worked out from the first, and then the first is overwritten, so the sum is off
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    with torch.no_grad():
        for k in range(lstm.num_layers):
            a = getattr(lstm, f"bias_ih_l{k}")[H : 2 * H]
            d = getattr(lstm, f"bias_hh_l{k}")[H : 2 * H]
            a.copy_(value - d)
            d.copy_(value - a)
            a.fill_(value)

# %% wrong: the whole second bias is set to zero, the other gates lose theirs
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    with torch.no_grad():
        for k in range(lstm.num_layers):
            getattr(lstm, f"bias_ih_l{k}")[H : 2 * H] = value
            getattr(lstm, f"bias_hh_l{k}").zero_()

# %% wrong: the forget block is a strip from H to the end
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    with torch.no_grad():
        for k in range(lstm.num_layers):
            getattr(lstm, f"bias_ih_l{k}")[H:] = value
            getattr(lstm, f"bias_hh_l{k}")[H:] = 0

# %% wrong: the block of the input gate is changed
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    with torch.no_grad():
        for name, p in lstm.named_parameters():
            if name.startswith("bias_ih"):
                p[:H] = value
            elif name.startswith("bias_hh"):
                p[:H] = 0

# %% wrong: the second bias keeps its random start
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    for k in range(lstm.num_layers):
        getattr(lstm, f"bias_ih_l{k}").data[H : 2 * H] = value

# %% wrong: a new parameter is put in the place of the old one
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    for k in range(lstm.num_layers):
        b_ih = getattr(lstm, f"bias_ih_l{k}").detach().clone()
        b_hh = getattr(lstm, f"bias_hh_l{k}").detach().clone()
        b_ih[H : 2 * H] = value
        b_hh[H : 2 * H] = 0
        setattr(lstm, f"bias_ih_l{k}", nn.Parameter(b_ih))
        setattr(lstm, f"bias_hh_l{k}", nn.Parameter(b_hh))

# %% right: the difference to the wanted sum is added
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    for name, p in lstm.named_parameters():
        if name.startswith("bias_ih"):
            q = getattr(lstm, name.replace("ih", "hh"))
            missing = value - (p + q)[H : 2 * H].detach()
            p.data[H : 2 * H] += missing

# %% right: half the value in each of the two biases
def set_forget_bias(lstm, value):
    H = lstm.hidden_size
    with torch.no_grad():
        for name, parameter in lstm.named_parameters():
            if name.startswith("bias"):
                parameter[H : 2 * H] = value / 2

# %% right: the lists in all_weights
def set_forget_bias(lstm, value):
    for layer in lstm.all_weights:
        b_ih, b_hh = layer[2], layer[3]
        H = len(b_ih) // 4
        b_ih.data.view(4, H)[1] = value
        b_hh.data.view(4, H)[1] = 0
