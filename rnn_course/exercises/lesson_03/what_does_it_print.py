"""What does it print?"""

from rnn_course.nearmiss import choice

what_does_it_print = choice(
    id="03.what_does_it_print",
    title="What does it print?",
    options={
        "a": "True: without a state each call starts from zeros, so h holds the last word only.",
        "b": "False: h has been through ten steps, the other call through one.",
        "c": "False: the cell keeps its last state inside and goes on from there.",
        "d": "True: nothing was passed on, so both are still zeros.",
        "e": "Nothing: the first cell1(x_t) raises an error, because a state is missing.",
    },
    right="a",
    why=(
        "An omitted state means zeros, at every call. The ten calls do not know of each other, and nothing "
        "warns you."
    ),
    hints=[
        "Where could the memory be while the loop goes from one step to the next?",
        "`h` is written in each round. Is it read in any round?",
        "Write down what the tenth call is given, and what the call in the last line is given.",
    ],
    wrong={
        "b": (
            "loop-is-memory",
            "The loop runs ten times, but look at what each call is given. `h` is written in every round "
            "and read in none, so no call knows what an earlier one computed.",
        ),
        "c": (
            "cell-remembers",
            "A cell keeps its weights and nothing else. It has no place for a state: call it twice with the "
            "same arguments, and it gives the same answer twice.",
        ),
        "d": (
            "stays-zero",
            "The state that goes in is zeros, but the state that comes out is not: the word is read, and "
            "tanh of its weighted sum is returned. The two tensors may agree for another reason.",
        ),
        "e": (
            "state-required",
            "The second argument may be left out, and then the cell uses zeros. That is handy at the first "
            "step, and silent at all the others.",
        ),
    },
)
