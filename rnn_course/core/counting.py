"""How many numbers a model learns, and which shapes go in and come out."""

from rnn_course.core.arguments import check_count


def per_position_parameter_count(T, I, H):
    """Numbers to learn with one weight matrix (H, I) and one bias (H,) for each of T positions.

    >>> per_position_parameter_count(T=5, I=100, H=10)
    5050
    """
    return check_count("T", T) * shared_parameter_count(I, H)


def shared_parameter_count(I, H):
    """Numbers to learn when all positions share one weight matrix (H, I) and one bias (H,).

    >>> shared_parameter_count(I=100, H=10)
    1010
    """
    I, H = check_count("I", I), check_count("H", H)
    return I * H + H


def rnn_parameter_shapes(I, H, L=1, D=1, bias=True):
    """Name and shape of every parameter of ``nn.RNN``, in PyTorch's order.

    Layer 0 reads the input (I features); every layer above reads both directions of the layer below (D·H).

    >>> rnn_parameter_shapes(I=100, H=10)["weight_ih_l0"]
    (10, 100)
    >>> rnn_parameter_shapes(I=100, H=10, L=2, D=2)["weight_ih_l1_reverse"]
    (10, 20)
    """
    I, H, L, D = (check_count(name, value) for name, value in zip("IHLD", (I, H, L, D), strict=True))
    if D > 2:
        raise ValueError(f"D: expected 1 or 2 directions, got {D}")
    shapes = {}
    for layer in range(L):
        for suffix in layer_suffixes(layer, D):
            shapes[f"weight_ih{suffix}"] = (H, I if layer == 0 else D * H)
            shapes[f"weight_hh{suffix}"] = (H, H)
            if bias:
                shapes[f"bias_ih{suffix}"] = (H,)
                shapes[f"bias_hh{suffix}"] = (H,)
    return shapes


def rnn_parameter_count(I, H, L=1, D=1, bias=True):
    """How many numbers ``nn.RNN(I, H, L, bidirectional=(D == 2))`` learns. There is no T in it.

    >>> rnn_parameter_count(I=100, H=10)
    1120
    """
    total = 0
    for shape in rnn_parameter_shapes(I, H, L, D, bias).values():
        total += shape[0] * (shape[1] if len(shape) == 2 else 1)
    return total


def rnn_shapes(T, B, I, H, L=1, D=1, batch_first=False):
    """Shapes of x, h_0, out and h_n in a call ``out, h_n = rnn(x, h_0)``.

    ``batch_first`` moves the batch axis of x and out only, never of h_0 and h_n.

    >>> rnn_shapes(T=10, B=3, I=100, H=20, L=4)["h_n"]
    (4, 3, 20)
    """
    T, B, I, H, L, D = (
        check_count(name, value) for name, value in zip("TBIHLD", (T, B, I, H, L, D), strict=True)
    )
    front = (B, T) if batch_first else (T, B)
    return {"x": (*front, I), "h_0": (L * D, B, H), "out": (*front, D * H), "h_n": (L * D, B, H)}


def layer_suffixes(layer, D):
    """PyTorch's endings of the parameter names of one layer: forward first, then backward if D is 2.

    >>> layer_suffixes(1, D=2)
    ['_l1', '_l1_reverse']
    """
    return [f"_l{layer}", f"_l{layer}_reverse"][:D]
