"""08.last_real_step"""

# %% wrong: the result is built through numpy and carries no gradient
def last_real_step(out, lengths):
    values = out.detach().numpy()
    rows = [values[n - 1, b] for b, n in enumerate(lengths.tolist())]
    return torch.tensor(np.array(rows))

# %% wrong: the mean over the real steps is returned
def last_real_step(out, lengths):
    rows = []
    for b, n in enumerate(lengths):
        rows.append(out[:n, b].mean(dim=0))
    return torch.stack(rows)

# %% wrong: the rows are joined into one long vector
def last_real_step(out, lengths):
    rows = []
    for b in range(out.shape[1]):
        rows.append(out[lengths[b] - 1, b])
    return torch.cat(rows)

# %% wrong: only the first axis is indexed, each sentence gets a whole batch
def last_real_step(out, lengths):
    return out[lengths - 1]

# %% wrong: steps and sentences are swapped in the index
def last_real_step(out, lengths):
    B = len(lengths)
    rows = out.transpose(0, 1)
    return rows[lengths - 1, torch.arange(B)]

# %% wrong: torch.tensor is called on a list of tensors with many numbers and raises
def last_real_step(out, lengths):
    rows = [out[length - 1, b] for b, length in enumerate(lengths)]
    return torch.tensor(rows)

# %% wrong: the sentences are counted from the end of the padded batch, as if the padding stood in front
def last_real_step(out, lengths):
    B = len(lengths)
    return out[-lengths, torch.arange(B)]

# %% wrong: the values are right, but detach cuts the graph
def last_real_step(out, lengths):
    return out.detach()[lengths - 1, torch.arange(len(lengths))]

# %% wrong: the longest length is used for all sentences
def last_real_step(out, lengths):
    return out[lengths.max() - 1]

# %% wrong: all real steps are summed by a mask
def last_real_step(out, lengths):
    T = out.shape[0]
    mask = torch.arange(T)[:, None] < lengths
    return (out * mask[:, :, None]).sum(dim=0)

# %% right: boolean mask on the transposed batch picks one row per sentence
def last_real_step(out, lengths):
    T = out.shape[0]
    mask = torch.arange(T)[None, :] == (lengths - 1)[:, None]
    return out.transpose(0, 1)[mask]

# %% right: the state is updated while the sentence goes on and kept afterwards
def last_real_step(out, lengths):
    last = out[0]
    for t in range(1, len(out)):
        goes_on = (lengths > t)[:, None]
        last = torch.where(goes_on, out[t], last)
    return last

# %% right: index_select on the flattened steps and sentences
def last_real_step(out, lengths):
    T, B, H = out.shape
    places = (lengths.long() - 1) * B + torch.arange(B)
    return out.reshape(T * B, H).index_select(0, places)
