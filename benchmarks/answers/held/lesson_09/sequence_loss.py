"""09.sequence_loss"""

# %% wrong: the log-softmax runs over the steps
def sequence_loss(logits, targets):
    log_p = torch.log_softmax(logits, dim=0)
    picked = log_p.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    return -picked.mean()

# %% wrong: the transposed tensor is reshaped back so that the numbers end in wrong places
def sequence_loss(logits, targets):
    T, B, V = logits.shape
    moved = logits.transpose(0, 2).reshape(B, V, T)
    return nn.functional.cross_entropy(moved, targets.T)

# %% wrong: the logarithm in front of the NLL loss is forgotten
def sequence_loss(logits, targets):
    p = nn.functional.softmax(logits, dim=2)
    return nn.functional.nll_loss(p.transpose(1, 2), targets)

# %% wrong: the means of the steps are added up over time
def sequence_loss(logits, targets):
    loss = 0
    for t in range(logits.shape[0]):
        loss = loss + nn.functional.cross_entropy(logits[t], targets[t])
    return loss

# %% wrong: the logits are flattened but the targets are not, which raises
def sequence_loss(logits, targets):
    return nn.functional.cross_entropy(logits.flatten(0, 1), targets)

# %% wrong: the targets are flattened batch-first, the logits time-first
def sequence_loss(logits, targets):
    T, B, V = logits.shape
    return nn.functional.cross_entropy(logits.reshape(T * B, V), targets.T.reshape(T * B))

# %% wrong: the class axis is moved to the front instead of to the second place
def sequence_loss(logits, targets):
    return nn.functional.cross_entropy(logits.permute(2, 1, 0), targets.T)

# %% wrong: no mean is taken, one loss for each place comes back
def sequence_loss(logits, targets):
    T, B, V = logits.shape
    losses = nn.functional.cross_entropy(logits.reshape(-1, V), targets.reshape(-1), reduction="none")
    return losses.reshape(T, B)

# %% wrong: a softmax stands in front of the cross-entropy
def sequence_loss(logits, targets):
    probabilities = torch.softmax(logits, dim=-1)
    return nn.functional.cross_entropy(probabilities.flatten(0, 1), targets.flatten())

# %% right: the class axis second, time-first targets stay as they are
def sequence_loss(logits, targets):
    return nn.functional.cross_entropy(logits.transpose(1, 2), targets)

# %% right: a one-hot product and a division at the end
def sequence_loss(logits, targets):
    one_hot = nn.functional.one_hot(targets, logits.shape[-1]).to(logits.dtype)
    log_p = torch.log_softmax(logits, dim=-1)
    return -(one_hot * log_p).sum() / targets.numel()

# %% right: batch-first by movedim
def sequence_loss(logits, targets):
    class_second = logits.movedim(0, -1)  # (B, V, T)
    return nn.functional.cross_entropy(class_second, targets.T)
