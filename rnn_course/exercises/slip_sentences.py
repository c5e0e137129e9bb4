"""The sentence for each kind of slip: what the code does there, why that happens, what to look at."""

import ast

from rnn_course.exercises.display import shorten
from rnn_course.exercises.edits import REDUCTIONS, called, number

SENTENCES = {
    "sign": "you {what} `{about}`. Compare this sign with the task.",
    "extra-sign": "there is a minus too many before `{inside}`. Compare the sign with the task.",
    "product": "you {what}. `*` works number by number, and `@` is the matrix product; they look alike, and with the right shapes neither gives an error. "
    "Which of the two does the formula mean here?",
    "division": "you {what}. `/` gives a float, also for whole numbers, and `//` drops the rest. Which of them is needed here?",
    "operator": "you {what}. Is that the operation of the task? Try it with small numbers by hand.",
    "order-of-operands": "the two sides of `{op}` stand the wrong way round; unlike `+`, this operation cares for the order. Which one comes first in the formula?",
    "extra-term": "the term `{about}` is too much: nothing is added or subtracted at this place in the task.",
    "extra-factor": "`{op} {about}` is one factor too many: without it the numbers would be right. What is it for?",
    "squashing": "`{name}` is not the function of the task. Such functions look alike in a plot, but give other numbers. Which one does the formula name?",
    "reduction": "you take the `{name}`. `sum`, `mean`, `max` and `min` give the same shape, so nothing warns you. Which of them does the task ask for?",
    "joining": "`{name}` puts the arrays together in the wrong way. `stack` makes a new axis; `concatenate` and `cat` glue along one that is there "
    "already. Which axes should the answer have?",
    "filling": "`{name}` fills the array with the wrong numbers for a start. What should stand there before the first step?",
    "diagonal": "`{name}` reads a diagonal; here a matrix must be made that has these numbers on its diagonal.",
    "other-parameter": "`{old}` is the wrong parameter here. `ih` is what goes from the input to the state, `hh` from the old state to the new one.",
    "filling-like": "`{name}` fills the array with the wrong numbers for a start. What should stand there before the first step?",
    "extra-call": "`{name}` is one operation too many. {operation}",
    "turned-missing": "`{old}` stands here as it is stored, and should be turned. If it is square, no error warns you. Say for its rows and its columns what "
    "each belongs to, and which of the two must meet the other side of the product.",
    "turned-extra": "`.T` turns `{inside}`, which stood the right way already. If it is square, no error warns you. Say for its rows and its columns what each "
    "belongs to.",
    "axis": "you chose axis {number}, and that is another axis than the task means. Write the letters of this array's axes in order, count from 0, and see which one the task is about.",
    "axis-missing": "`{name}` without an axis works on all numbers at once. Along which axis should it go?",
    "keyword-extra": "`{about}` is too much here: without it the answer would be right. What does it change?",
    "switch": "`{old}` is the wrong choice here. What does this setting do?",
    "comparison": "`{op}` compares in the wrong way. Try the border by hand: what should happen when both sides are equal, and what when the left one is larger?",
    "condition": "the condition `{about}` decides wrongly: at least once the other way would have been right. For which step, size or case?",
    "index": "index {number} takes the wrong entry. Python counts from 0, and -1 is the last one. Say in words which entry you want.",
    "index-name": "index {number} takes the same entry in each turn of the loop; the entry should change with the loop.",
    "term-missing": "your function never uses its argument `{about}`. Where does it come into the formula?",
    "index-shift": "the index in `{about}` is one off: it takes the entry before or after the one that the task means. Say in words which one it should be. (An index of -1 is the last entry, not the one before the first.)",
    "index-missing": "`{old}` is taken as a whole, where one part of it belongs: which part does this turn of the loop need?",
    "index-extra": "`{old}` takes out a part, where the whole of `{inside}` is needed.",
    "index-axis": "the index stands on the wrong axis: `{old}` does not take out what the task means. Write the letters of the axes of `{inside}` in order, and count the commas.",
    "slice": "`{old}` cuts out the wrong part. A slice `[a:b]` begins at a and stops before b. Which entries should stay?",
    "number": "the number {number} is the wrong one here; with another number in its place the answer would be right.",
    "loop-bound": "look at `{about}`: the loop starts or stops at the wrong place, or makes a wrong number of turns. Write down the first and the last value that it gives, and the ones you want.",
    "direction": "the loop goes through the steps in the wrong direction.",
    "other-name": "`{old}` is the wrong name here; another of yours belongs in its place. What does `{old}` hold at this moment: the old value or the new one, one step or all of them?",
    "other-argument": "`{old}` is the wrong name here; another one belongs in its place. It is what the caller hands in: is it still meant here, or something that your code has made, or another argument?",
    "arguments-swapped": "two arguments of `{name}` stand in the wrong order. Which one comes first?",
    "argument-missing": "`{name}` is called without something that it needs here. What else should it be given?",
    "argument-extra": "`{name}` is given `{about}`, which is too much at this place.",
    "parts-swapped": "the parts of `{old}` stand in the wrong order.",
    "part-extra": "`{about}` is one part too many in `{old}`.",
    "abs-missing": "the sign of these numbers still counts; the task asks for their sizes, without a sign.",
    "tanh-missing": "these numbers are not squashed; one function of the formula is still missing here.",
    "root-missing": "these numbers are still squared; one last operation is missing.",
    "detach-missing": "the values are right, but the gradient can still flow through here, and the task asks to cut it. Which method keeps the numbers and drops the way they came?",
    "copy-missing": "here you keep the array itself, not its numbers: when it is changed later, what you kept changes with it. What gives it numbers of its own?",
    "adding": "`=` replaces what was there, `+=` adds to it, and `-=` takes away. Here you have the wrong one of them. What should be left of the old value?",
    "line-extra": "without this line the answer would be right. What does it change, and does the task ask for it?",
    "lines-swapped": "this line and the next one, `{about}`, stand in the wrong order. Which of the two needs what the other one makes?",
    "inside-loop": "this line stands inside the loop, so it runs again in each turn. Should it run once, before the loop or after it? Look at how far it is indented.",
    "return-in-loop": "this `return` stands inside the loop, so the function ends in the first turn. Look at how far it is indented.",
    "outside-loop": "this line stands outside the loop, so it runs only once. Should it run in each turn? Look at how far it is indented.",
    "not-handed-on": "the loop makes a new `{new}`, but the next turn still reads `{old_name}`, which keeps its old value. What must happen at the end of each turn?",
    "line-missing": "near this line something has still to happen: one whole step of the recipe is missing. Read the task once more and tick off what it lists.",
    "decorator": "the decorator changes what the function does: without it the answer would be right.",
}

OPERATIONS = {
    "detach": "It keeps the numbers and cuts the way of the gradient; here the gradient is still needed.",
    "item": "It gives a plain Python number: no gradient flows back through it, and it works for a single number only.",
    "numpy": "It leaves PyTorch, so no gradient can flow back.",
    "tanh": "Nothing is squashed at this place of the task.",
    "abs": "The sign is still needed.",
    "sqrt": "No root is asked for here.",
    "flip": "It turns the order round.",
    "roll": "It moves the entries round in a circle: what is pushed out at one end comes in at the other.",
    "zeros_like": "It keeps the shape only, and the numbers are lost.",
    "ones_like": "It keeps the shape only, and the numbers are lost.",
    "shuffle": "It changes the order; does the order play no part here?",
    "sort": "It changes the order; does the order play no part here?",
    "int": "It cuts off what stands behind the point.",
    "round": "It changes the numbers.",
    "exp": "Where does the formula have an exponential function?",
    "clip": "It cuts off what lies outside the borders.",
    "relu": "It sets negative numbers to zero.",
    "sigmoid": "The formula does not have it here.",
    "reversed": "It turns the order round.",
    "squeeze": "It removes an axis of size 1, even if the task needs it; and (B, 1) minus (B,) becomes (B, B).",
    "softmax": "Are probabilities asked for here, or plain scores?",
}
REDUCING = "It makes one number out of many; the task keeps them."
WHATS = {"Add": "add", "Sub": "subtract", "Mult": "multiply number by number, with `*`", "MatMult": "take a matrix product, with `@`",
         "Div": "divide, with `/`", "FloorDiv": "divide and drop the rest, with `//`", "Pow": "take a power", "BitXor": "use `^`, which compares the bits of whole numbers and is no power"}  # fmt: skip
SIGNS = {"Add": "+", "Sub": "-", "Mult": "*", "MatMult": "@", "Div": "/", "FloorDiv": "//", "Mod": "%", "Pow": "**", "BitXor": "^",
         "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Eq": "==", "NotEq": "!=", "Is": "is", "IsNot": "is not"}  # fmt: skip


class Slip:
    """A change that mends the answer: ``key``, the ``sentence`` for the learner, and the ``line`` of code it speaks of."""

    def __init__(self, edit, source, name):
        lines, where = source.splitlines(), getattr(edit.node, "lineno", 1)
        self.key = f"slip:{edit.kind}"
        self.line = lines[where - 1].strip() if where <= len(lines) else ""
        self.sentence = f"Line {where} of `{name}`: {SENTENCES[edit.kind].format(**_words(edit))}"
        more = sorted({one.node.lineno for one in getattr(edit, "edits", ())} - {where})
        if more:
            self.sentence += f" (And the same in line {', '.join(map(str, more))}.)"


def _words(edit):
    """What the sentences may quote from the learner's code."""
    node, about = edit.node, edit.about
    op = type(getattr(node, "op", None) or getattr(node, "ops", [None])[0]).__name__
    name = called(node) if isinstance(node, ast.Call) else ""
    return {
        "old": _text(node),
        "about": about if isinstance(about, str) else _text(about),
        "inside": _text(getattr(node, "value", None) or getattr(node, "operand", None)),
        "what": WHATS.get(op, ""),
        "op": SIGNS.get(op, ""),
        "name": name,
        "number": number(node) if isinstance(node, ast.expr) else None,
        "operation": REDUCING
        if name in REDUCTIONS
        else OPERATIONS.get(name, "What would the numbers be without it?"),
        "old_name": about[0] if isinstance(about, tuple) else "",
        "new": about[1] if isinstance(about, tuple) else "",
    }


def _text(node):
    return shorten(ast.unparse(node).splitlines()[0], 80) if isinstance(node, ast.AST) else ""
