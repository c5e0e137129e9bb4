"""Which test is honest?"""

from rnn_course.nearmiss import choice

which_is_honest = choice(
    id="11.which_is_honest",
    title="Which test is honest?",
    options={
        "a": "Cut the series into windows, shuffle them, keep every fifth for the test.",
        "b": "Train on the years up to 1920, and keep the number of steps with the smallest error on 1921 "
        "to 2008.",
        "c": "Scale all years to mean 0 and deviation 1; then train on the years up to 1920 and test on the "
        "later ones.",
        "d": "Choose everything on 1881 to 1920, train on all years up to 1920, test once on 1921 to 2008; "
        "the first test window reads 1912 to 1920.",
        "e": "As d, but leave out the first nine test years, because their windows reach into the training "
        "years.",
        "f": "Fill a missing year with the mean of the year before and the year after it, then go on as in "
        "d.",
    },
    right="d",
    why=(
        "Every decision and every number that is learnt comes from before the test, and the test was opened "
        "once. That a test window *reads* old years is no leak: in 1921 everybody knew them."
    ),
    hints=[
        "Stand in the year 1920. What of each recipe could you have carried out?",
        "Reading the past is allowed, learning from the future is not. Choosing is learning, and so are "
        "scaling and filling.",
        "Two recipes are honest, but one of them throws test years away for no reason.",
    ],
    wrong={
        "a": (
            "shuffled-windows",
            "Neighbouring windows share all their years but one. After shuffling, the answer to a test "
            "window stands inside training windows, as section 11.5 has measured.",
        ),
        "b": (
            "stopped-by-the-test",
            "The number of steps was chosen by looking at the test years, so these years took part in the "
            "training. Their error says how well one can fit them when one knows them.",
        ),
        "c": (
            "scaled-by-the-future",
            "The mean and the deviation of *all* years hold the later ones: in 1920 nobody knew how high "
            "the peaks of the 1950s would be.",
        ),
        "e": (
            "too-careful",
            "Nothing leaks here, but nine years are lost for no reason. A forecast for 1921 may read "
            "everything that was known in 1920. What it may not do is *learn* from 1921.",
        ),
        "f": (
            "filled-from-the-future",
            "The mean of both neighbours looks one year ahead: the filled year already holds a part of the "
            "year that is to be forecast from it. Filling is allowed with what was known before.",
        ),
    },
)
