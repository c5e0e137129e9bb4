"""What comes back from packing?"""

from rnn_course.nearmiss import value

unpacked_shape = value(
    id="10.unpacked_shape",
    title="What comes back from packing?",
    question="Names are padded to T = 14 letters, but the longest of this batch of 64 has 9. They go "
    "through nn.Embedding(55, 32), are packed, and read by nn.RNN(32, 48). Which shape has the "
    "output after pad_packed_sequence?",
    right=(9, 64, 48),
    why="A packed batch holds real steps only, so nobody knows of the 14 any more: it comes back as long as "
    "its longest name. A mask of 14 steps no longer fits; `total_length=14` asks for them.",
    hints=[
        "Which numbers does a packed batch hold, and is there any trace of the padding in it?",
        "Unpacking pads again: up to which length?",
        "The longest name of the batch decides the first size; the last size is that of the state.",
    ],
    wrong={
        (14, 64, 48): (
            "padding-remembered",
            "14 was the length of the padded tensor. Packing has thrown the padding away: how far does it "
            "have to be put back?",
        ),
        (9, 64, 32): (
            "embedding-width",
            "32 is what the network reads at each step. What does it give back at each step?",
        ),
        (14, 64, 32): (
            "input-shape",
            "That is the shape of the input before packing. The output has the width of the state, and the "
            "length of the longest name.",
        ),
        (64, 9, 48): (
            "batch-first",
            "Those are the right sizes in batch-first order. Without `batch_first=True` time comes first, "
            "here too.",
        ),
        (1, 64, 48): (
            "h-n",
            "That is the shape of h_n, the state after the last letter of each name. Asked is the output at "
            "all steps.",
        ),
        (9, 64, 55): (
            "vocabulary",
            "55 is the number of letters that the embedding knows. The output of `nn.RNN` is its state.",
        ),
    },
)
