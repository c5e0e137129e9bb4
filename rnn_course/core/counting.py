"""How many numbers a model learns, and which shapes go in and come out."""

from rnn_course.core.settings import check_count, check_switch

MOST_LAYERS = 10_000  # beyond it, the list of names alone would fill the memory


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


def rnn_parameter_shapes(I, H, L=1, D=1, bias=True, blocks=1):
    """Name and shape of every parameter of ``nn.RNN``, in PyTorch's order.

    Layer 0 reads the input (I features); every layer above reads both directions of the layer below (D·H).
    ``blocks`` says how many times H rows each array has: 1 for ``nn.RNN``, 3 for ``nn.GRU``, 4 for
    ``nn.LSTM``.

    >>> rnn_parameter_shapes(I=100, H=10)["weight_ih_l0"]
    (10, 100)
    >>> rnn_parameter_shapes(I=100, H=10, L=2, D=2)["weight_ih_l1_reverse"]
    (10, 20)
    >>> rnn_parameter_shapes(I=100, H=10, blocks=4)["weight_ih_l0"]
    (40, 100)
    """
    I, H, L = check_count("I", I), check_count("H", H), check_count("L", L, largest=MOST_LAYERS)
    D, bias, rows = _check_directions(D), check_switch("bias", bias), check_count("blocks", blocks) * H
    shapes = {}
    for layer in range(L):
        for suffix in layer_suffixes(layer, D):
            shapes[f"weight_ih{suffix}"] = (rows, I if layer == 0 else D * H)
            shapes[f"weight_hh{suffix}"] = (rows, H)
            if bias:
                shapes[f"bias_ih{suffix}"] = (rows,)
                shapes[f"bias_hh{suffix}"] = (rows,)
    return shapes


def rnn_parameter_count(I, H, L=1, D=1, bias=True, blocks=1):
    """How many numbers ``nn.RNN(I, H, L, bidirectional=(D == 2))`` learns;
    ``blocks`` as above. There is no T in it.

    >>> rnn_parameter_count(I=100, H=10)
    1120
    """
    total = 0
    for shape in rnn_parameter_shapes(I, H, L, D, bias, blocks).values():
        total += shape[0] * (shape[1] if len(shape) == 2 else 1)
    return total


def rnn_shapes(T, B, I, H, L=1, D=1, batch_first=False):
    """Shapes of x, h_0, out and h_n in a call ``out, h_n = rnn(x, h_0)``.

    ``batch_first`` moves the batch axis of x and out only, never of h_0 and h_n.

    >>> rnn_shapes(T=10, B=3, I=100, H=20, L=4)["h_n"]
    (4, 3, 20)
    """
    T, B, I, H, L = (check_count(name, value) for name, value in zip("TBIHL", (T, B, I, H, L), strict=True))
    D = _check_directions(D)
    front = (B, T) if check_switch("batch_first", batch_first) else (T, B)
    return {"x": (*front, I), "h_0": (L * D, B, H), "out": (*front, D * H), "h_n": (L * D, B, H)}


def layer_suffixes(layer, D):
    """PyTorch's endings of the parameter names of one layer: forward first, then backward if D is 2.

    >>> layer_suffixes(1, D=2)
    ['_l1', '_l1_reverse']
    """
    return [f"_l{layer}", f"_l{layer}_reverse"][:D]


def _check_directions(D):
    if check_count("D", D) > 2:
        raise ValueError(f"D: expected 1 or 2 directions, got {D}")
    return int(D)
