"""09.sequence_loss"""

# %% wrong: only the last step is judged
def sequence_loss(logits, targets):
    return nn.functional.cross_entropy(logits[-1], targets[-1])

# %% wrong: reshape instead of an exchange of axes, now time-first
def sequence_loss(logits, targets):
    T, B, V = logits.shape
    return nn.functional.cross_entropy(logits.reshape(T, V, B), targets)

# %% wrong: the half without the softmax gets raw logits
def sequence_loss(logits, targets):
    return nn.functional.nll_loss(logits.permute(1, 2, 0), targets.T)

# %% wrong: the sum of all places is divided by the number of steps only
def sequence_loss(logits, targets):
    T, B, V = logits.shape
    total = nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="sum")
    return total / T

# %% wrong: the targets are reshaped to batch-first, not transposed
def sequence_loss(logits, targets):
    T, B, V = logits.shape
    return nn.functional.cross_entropy(logits.permute(1, 2, 0), targets.reshape(B, T))

# %% wrong: the logits are put batch-first, the targets stay time-first
def sequence_loss(logits, targets):
    T, B, V = logits.shape
    batch_first = logits.transpose(0, 1).reshape(B * T, V)
    return nn.functional.cross_entropy(batch_first, targets.flatten())

# %% wrong: the losses of all places are summed
def sequence_loss(logits, targets):
    T, B, V = logits.shape
    return nn.functional.cross_entropy(logits.permute(0, 2, 1), targets, reduction="sum")

# %% wrong: the minus of the log-likelihood is missing
def sequence_loss(logits, targets):
    log_p = logits.log_softmax(-1)
    return log_p.gather(2, targets[:, :, None]).mean()

# %% right: the mean of the losses of single batch columns
def sequence_loss(logits, targets):
    B = logits.shape[1]
    parts = [nn.functional.cross_entropy(logits[:, b], targets[:, b]) for b in range(B)]
    return torch.stack(parts).mean()

# %% right: log-softmax and gather by hand
def sequence_loss(logits, targets):
    log_p = logits - torch.logsumexp(logits, dim=-1, keepdim=True)
    return -log_p.gather(-1, targets[..., None]).mean()

# %% right: a log-softmax before it changes nothing
def sequence_loss(logits, targets):
    T, B, V = logits.shape
    log_p = nn.functional.log_softmax(logits, dim=2)
    return nn.CrossEntropyLoss()(log_p.reshape(T * B, V), targets.reshape(T * B))
