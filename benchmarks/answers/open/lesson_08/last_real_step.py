"""08.last_real_step"""

# %% wrong: the lengths themselves are the index, a full sentence raises
def last_real_step(out, lengths):
    return out[lengths, torch.arange(len(lengths))]

# %% wrong: flat index with the step and the sentence mixed up
def last_real_step(out, lengths):
    T, B, H = out.shape
    flat = out.reshape(T * B, H)
    return flat[torch.arange(B) * T + lengths - 1]

# %% wrong: the last row of the padded batch is taken for all
def last_real_step(out, lengths):
    return out[-1]

# %% wrong: the steps are right, but all of them are read from the first sentence
def last_real_step(out, lengths):
    return out[lengths - 1, :][:, 0]

# %% wrong: the batch is taken to be (B, T, H)
def last_real_step(out, lengths):
    return torch.stack([out[b, n - 1] for b, n in enumerate(lengths)])

# %% wrong: one step too early, and only data is copied so that no gradient flows
def last_real_step(out, lengths):
    last = torch.zeros(out.shape[1], out.shape[2], dtype=out.dtype)
    for b, n in enumerate(lengths):
        last[b] = out.data[n - 2, b]
    return last

# %% wrong: the rows are stacked along the wrong axis
def last_real_step(out, lengths):
    rows = []
    for b, length in enumerate(lengths):
        rows.append(out[length - 1, b])
    return torch.stack(rows, dim=1)

# %% wrong: the index is one step too late
def last_real_step(out, lengths):
    B = out.shape[1]
    return torch.stack([out[min(int(lengths[b]), len(out) - 1), b] for b in range(B)])

# %% wrong: the loop uses the same length for the whole batch because b is never used in it
def last_real_step(out, lengths):
    B, H = out.shape[1], out.shape[2]
    last = torch.zeros(B, H, dtype=out.dtype)
    for b in range(B):
        last[b] = out[lengths[0] - 1, b]
    return last

# %% wrong: gather gets an index that is not spread over the units, so only the first unit is taken
def last_real_step(out, lengths):
    index = (lengths - 1).view(1, -1, 1)
    return out.gather(0, index)[0]

# %% right: gather along the time axis
def last_real_step(out, lengths):
    H = out.shape[2]
    index = (lengths.long() - 1)[None, :, None].expand(1, -1, H)
    return out.gather(0, index)[0]

# %% right: a mask that is true for one step of each sentence, and a sum
def last_real_step(out, lengths):
    steps = torch.arange(1, out.shape[0] + 1).unsqueeze(1)
    is_last = (steps == lengths).unsqueeze(2)
    return torch.where(is_last, out, torch.zeros_like(out)).sum(dim=0)

# %% right: one-hot steps in an einsum
def last_real_step(out, lengths):
    one_hot = nn.functional.one_hot(lengths.long() - 1, num_classes=out.shape[0]).to(out.dtype)
    return torch.einsum("bt,tbh->bh", one_hot, out)
