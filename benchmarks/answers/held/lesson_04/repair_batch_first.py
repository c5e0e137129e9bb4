"""04.repair_batch_first"""

# %% wrong: .T turns all three axes round
def last_states(rnn, reviews):
    out, h_n = rnn(reviews.T)
    return out[-1]

# %% wrong: a new network with batch_first and other, untrained weights
def last_states(rnn, reviews):
    rnn2 = nn.RNN(rnn.input_size, rnn.hidden_size, batch_first=True, dtype=reviews.dtype)
    out, h_n = rnn2(reviews)
    return out[:, -1]

# %% wrong: the reviews are turned round in time after the swap
def last_states(rnn, reviews):
    x = reviews.transpose(0, 1).flip(0)
    out, h_n = rnn(x)
    return h_n[-1]

# %% wrong: one review after the other, with the state handed on to the next review
def last_states(rnn, reviews):
    h = None
    lasts = []
    for review in reviews:
        out, h = rnn(review, h)
        lasts.append(out[-1])
    return torch.stack(lasts)

# %% wrong: h_n instead of out, without changing the layout of the input
def last_states(rnn, reviews):
    out, h_n = rnn(reviews)
    return h_n[0]

# %% wrong: takes the first state
def last_states(rnn, reviews):
    x = reviews.transpose(0, 1)
    out, _ = rnn(x)
    return out[0]

# %% wrong: the transpose is not in place and its result is thrown away
def last_states(rnn, reviews):
    reviews.transpose(0, 1)
    out, h_n = rnn(reviews)
    return out[-1]

# %% wrong: swaps the time axis with the features
def last_states(rnn, reviews):
    out, h_n = rnn(reviews.transpose(1, 2))
    return out[:, :, -1]

# %% wrong: the output is swapped instead of the input
def last_states(rnn, reviews):
    out, h_n = rnn(reviews)
    out = out.transpose(0, 1)  # (T, B, H)
    return out[-1]

# %% wrong: hands in the last words only, which are read as one sequence
def last_states(rnn, reviews):
    last_words = reviews[:, -1]
    out, _ = rnn(last_words)
    return out

# %% right: a second layer in the other layout with the same weights
def last_states(rnn, reviews):
    other = nn.RNN(rnn.input_size, rnn.hidden_size, nonlinearity=rnn.nonlinearity, bias=rnn.bias, batch_first=True)
    other = other.to(reviews.dtype)
    other.load_state_dict(rnn.state_dict())
    return other(reviews)[0][:, -1, :]

# %% right: each review for itself, without a batch axis
def last_states(rnn, reviews):
    return torch.cat([rnn(review)[1] for review in reviews])

# %% right: swapped before, swapped back after, so that the old index holds
def last_states(rnn, reviews):
    out, h_n = rnn(torch.einsum("bti->tbi", reviews))
    out = out.swapaxes(0, 1)
    return out[:, -1]
