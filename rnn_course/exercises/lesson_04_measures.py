"""Lesson 4, exercise on the proof: two roads walked rightly, and compared by the wrong measure."""

from rnn_course.exercises import Misconception

GAP = "(torch.stack(states) - out)"


def wrong_measures(variant):
    """The mistakes in comparing; ``variant`` changes the right solution (see ``lesson_04_variants``)."""
    return [
        Misconception(
            "sign-kept",
            variant((".abs().max()", ".max()")),
            "You take the largest signed difference. Where `out` is the larger one, the difference is "
            "negative and `max` does not see it. What drops the sign?",
        ),
        Misconception(
            "sign-kept-other-way",
            variant(("(torch.stack(states) - out).abs()", "(out - torch.stack(states))")),
            "You take the largest signed difference. Where the loop's state is the larger one, the "
            "difference is negative and `max` does not see it. What drops the sign?",
        ),
        Misconception(
            "maxima-compared",
            variant((GAP, "(torch.stack(states).max() - out.max())")),
            "You compare the largest number of one with the largest number of the other. They may stand at "
            "different places. Subtract number by number first, and look for the largest afterwards.",
        ),
        Misconception(
            "signs-dropped-too-early",
            variant(("torch.stack(states) - out", "torch.stack(states).abs() - out.abs()")),
            "You drop the signs before you subtract, so 0.5 and -0.5 count as equal. Subtract first.",
        ),
        Misconception(
            "mean",
            variant((".max()", ".mean()")),
            "You average the differences. One wrong number among many right ones then hardly shows; the "
            "task asks for the largest.",
        ),
        Misconception(
            "signed-mean",
            variant((".abs().max()", ".mean().abs()")),
            "You average differences that have signs, so they cancel. The task asks for the largest "
            "difference, sign dropped.",
        ),
        Misconception(
            "sum",
            variant((".max()", ".sum()")),
            "You add the differences up, so the result grows with the size of the tensors. The task asks "
            "for the largest.",
        ),
        Misconception(
            "squared",
            variant((".abs()", ".square()")),
            "Your differences are squared, which makes small ones look much smaller: 1e-4 becomes 1e-8. "
            "Measure the difference itself.",
        ),
        Misconception(
            "mean-square",
            variant((".abs().max()", ".square().mean()")),
            "You compute the mean squared error, a fine loss for training. As a proof it is too kind: "
            "averaging and squaring both hide a single wrong number.",
        ),
        Misconception(
            "norm",
            variant((".abs().max()", ".norm()")),
            "You compute the length of the whole difference (a norm), which grows with the count of "
            "numbers. The task asks for the largest single difference.",
        ),
        Misconception(
            "smallest",
            variant((".max()", ".min()")),
            "You take the smallest difference. One number that agrees by chance would then prove everything.",
        ),
        Misconception(
            "relative",
            variant((GAP, "((torch.stack(states) - out) / out)")),
            "You divide by `out`, which gives a relative difference; it is huge wherever `out` comes near "
            "zero. The task asks for the difference itself.",
        ),
        Misconception(
            "yes-or-no",
            variant((GAP + ".abs().max()", "torch.allclose(torch.stack(states), out)")),
            "You return True or False. That hides how far the two are apart, and a threshold is inside it "
            "that nobody chose. Return the largest difference.",
        ),
        Misconception(
            "steps-added",
            variant((".max()", ".amax(dim=(1, 2)).sum()")),
            "You take the largest difference of each step and add these up. The task asks for the largest "
            "of all.",
        ),
        Misconception(
            "python-max",
            variant((GAP + ".abs().max()", "max((torch.stack(states) - out).abs())")),
            "Python's own `max` compares whole rows of a tensor and cannot say which is larger. PyTorch has "
            "a `max` for all numbers of a tensor.",
            raises=r"Boolean value of Tensor",
        ),
        Misconception(
            "numpy-while-watched",
            variant((GAP + ".abs().max()", "np.abs((torch.stack(states) - out).numpy()).max()")),
            "These tensors carry a record for autograd, and numpy cannot take that along. Stay in torch, or "
            "cut the record first with `detach()`.",
            raises=r"requires grad",
        ),
        Misconception(
            "not-reduced",
            variant((".max()", "")),
            "You return a difference for every step, sample and unit. The task asks for one number, the "
            "largest of them.",
        ),
        Misconception(
            "one-number-per-step",
            variant((".max()", ".amax(dim=(1, 2))")),
            "You return the largest difference of every step. The task asks for the largest over all steps.",
        ),
        Misconception(
            "both-roads-returned",
            variant((GAP + ".abs().max()", "torch.stack(states), out")),
            "You return both results and leave the comparison to the reader. The two roads are there: how "
            "far apart are they?",
        ),
        Misconception(
            "signed-sum",
            variant((".abs().max()", ".sum().abs()")),
            "You add up differences that have signs, so they cancel. The task asks for the largest "
            "difference, sign dropped.",
        ),
    ]
