"""What Python's, numpy's and PyTorch's error messages mean here, in words that teach."""

import re

from rnn_course.exercises.run import error_text

SIZES_OF_A_PRODUCT = (
    "a matrix product cannot be formed: {}. In a product `(B, I) @ (I, H)` the two inner sizes must be equal. Weights have the shape (to, from), so "
    "they are used transposed; and a weight must meet the array whose width it reads. Write the shape under each factor."
)
NOT_TOGETHER = (
    "two arrays meet whose shapes do not fit: {}. Sizes are compared from the right, and must be equal or 1. Write down the letters of both shapes: "
    "which of them has another shape than you think?"
)

KINDS = {"int": "number", "float": "number", "numpy.int64": "number", "numpy.float64": "number", "numpy.ndarray": "numpy array",
         "torch.Size": "shape", "Tensor": "tensor"}  # fmt: skip
PLAIN_ERRORS = tuple(
    f"error:{key}"
    for key in (
        "shape-not-a-tuple",
        "brackets-after-a-value",
        "no-length",
        "tuple-in-torch",
        "unknown-keyword",
        "clone",
        "generators",
    )
)
# (pattern for "ErrorName: message", key, sentence); {} are the groups of the pattern. The first that fits is taken.
ERRORS = [
    (r"Cannot interpret '(\d+)' as a data type", "shape-not-a-tuple", "`np.zeros`, `np.ones` and `np.empty` take the shape as ONE argument, a tuple in brackets of its own. Your second number was read as a dtype."),
    (r"must be tuple of Tensors|only integer scalar arrays can be converted to a scalar index", "parts-not-a-list", "the arrays to be put together must be handed over as ONE list or tuple, in brackets of its own; what comes after it is the axis."),
    (r"^TypeError: '(int|tuple|torch.Size|numpy.int64)' object is not callable", "brackets-after-a-value", "brackets stand behind something that is no function, but a {}. In numpy `x.size`, `x.shape` and `x.ndim` are values and take no brackets; in PyTorch `x.size()` is called, `x.shape` is not."),
    (r"'builtin_function_or_method' object is not subscriptable|'method' object is not subscriptable", "brackets-missing", "square brackets follow a method that was not called. In PyTorch `x.size(0)` or `x.shape[0]` gives a size; `x.size[0]` does not."),
    (r"'(?:builtin_function_or_method|method|function)'", "brackets-missing", "you compute with a function itself and not with what it gives: the brackets of a call are missing."),
    (r"^IndexError: list index out of range", "list-index", "an index points beyond the list. At that moment the list has fewer entries than you think, perhaps none yet. What should be used at the first step?"),
    (r"^IndexError: (?:pop|\w+) from (?:an )?empty list", "empty-list", "the list is still empty when you take something from it."),
    (r"^IndexError: index (-?\d+) is out of (?:bounds|range) .*?(?:with size|of size) (\d+)", "index-out-of-range", "index {} points outside an axis of size {}; the last index is one less than the size. Which entry did you mean: is the index one too large, the axis another one, or the array too short?"),
    (r"^IndexError: (?:too many indices|Dimension out of range|.*out of bounds for array of dimension)", "too-many-axes", "you ask for an axis that the array does not have. Print its shape and count the axes; the first one is number 0."),
    (r"^(?:AxisError|numpy.*AxisError): axis (\d+) is out of bounds", "too-many-axes", "there is no axis {} here. Print the shape and count the axes; the first one is number 0."),
    (r"^UnboundLocalError: .*?variable '(\w+)'", "used-before-set", "`{}` is used before it has a value. If it is updated in a loop, it needs a value before the first turn: which one?"),
    (r"^NameError: .*?name '(\w+)' is not defined(?:\. Did you mean: '(\w+)')?", "unknown-name", "Python does not know the name `{}` inside your function. Is it spelt as in the first line, and was it given a value before this line?"),
    (r"'Tensor' object has no attribute 'copy'", "clone", "a copy is a good idea, but a tensor has no `copy()`. In PyTorch this method is called `clone()`."),
    (r"'generator' and 'generator'", "generators", "`parameters()` gives a generator, and generators cannot be added. Lists can: make a list of each first."),
    (r"for \+: 'int' and '(?:tuple|list)'", "sum-of-shapes", "numbers are added to a tuple or a list. (`sum` starts from 0 and adds what you give it, one after the other.) A shape is not yet a count: how many numbers does such an array hold?"),
    (r"^AttributeError: 'list' object has no attribute '(\w+)'", "list-not-array", "a list has no `{}`. Make an array of it first (`np.stack`, `np.array` or `torch.stack`)."),
    (r"^AttributeError: 'tuple' object has no attribute '(\w+)'", "tuple-not-array", "you ask a tuple for `{}`. Some calls, such as `nn.RNN`'s, return two values in a tuple: take them apart first."),
    (r"^AttributeError: 'NoneType' object has no attribute '(\w+)'", "none-used", "you use `None` as if it held a value (`.{}`). Which call or which start gave `None`?"),
    (r"^AttributeError: '(numpy\.ndarray|Tensor|float|int|numpy\.float64|RNNCell|RNN)' object has no attribute '(\w+)'", "no-such-attribute", "`{}` has no attribute `{}`. numpy, PyTorch and pandas look alike, but many names belong to only one of them: is this one from another library, or misspelt?"),
    (r"^AttributeError: module '(\w+)' has no attribute '(\w+)'", "no-such-attribute", "`{}` has no `{}`. numpy and PyTorch name some things differently: is the name from the other library, or misspelt?"),
    (r"matmul: .*\(size (\d+) is different from (\d+)\)", "product-sizes", SIZES_OF_A_PRODUCT.format("sizes {} and {} meet")),
    (r"shapes (\([\d, ]+\)) and (\([\d, ]+\)) not aligned", "product-sizes", SIZES_OF_A_PRODUCT.format("the shapes are {} and {}")),
    (r"shapes cannot be multiplied \((\d+x\d+) and (\d+x\d+)\)", "product-sizes", SIZES_OF_A_PRODUCT.format("the shapes are {} and {}")),
    (r"(?:size mismatch|inconsistent tensor size|matmul.*does not have enough dimensions|expected scalar type)", "product-sizes", SIZES_OF_A_PRODUCT.format("the sizes do not meet")),
    (r"operands could not be broadcast together with shapes (\([\d,]+\)) (\([\d,]+\))", "shapes-do-not-fit", NOT_TOGETHER.format("{} and {}")),
    (r"size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\)", "shapes-do-not-fit", NOT_TOGETHER.format("{} against {}")),
    (r"could not broadcast input array from shape (\([\d,]+\)) into shape (\([\d,]+\))", "place-does-not-fit", "an array of shape {} is stored in a place of shape {}. Which of the two has the wrong size: what you made, or the place that you prepared?"),
    (r"all the input arrays must have same number of dimensions, .*index 0 has (\d+) .* index 1 has (\d+)", "parts-differ", "the arrays that you glue together have {} and {} axes. `concatenate` wants equal numbers of axes: one of them needs an axis of size 1 more, such as `h_0[np.newaxis]`, which makes one step of a state."),
    (r"all input array.*must have (?:the )?same shape|stack expects each tensor to be equal size|array dimensions.*must match exactly|Sizes of tensors must match", "parts-differ", "the parts that you put together do not all have the same shape. Is one of them from another layer, the start, or a piece that was cut?"),
    (r"need at least one array|non-empty (?:TensorList|list)", "nothing-to-join", "the list of parts is still empty: nothing was appended to it. Does the loop run, and does it append?"),
    (r"zero-dimensional (?:arrays|tensor)", "nothing-to-join", "single numbers cannot be glued together along an axis; `stack`, or a list made into an array, can do it."),
    (r"too many values to unpack|not enough values to unpack|cannot unpack non-iterable", "unpacking", "the number of names on the left is not the number of values on the right. What does this call return: one value or two? (`nn.RNN` gives two, `nn.RNNCell` one; a shape has as many as there are axes.)"),
    (r"Expected hidden to be 1D or 2D, got (\d)D", "cell-state-axes", "`nn.RNNCell` wants a state of shape (B, H); yours has {} axes. A cell is one layer at one step, so no axis counts layers or steps."),
    (r"hx should (?:also )?be (\d-D)|Expected hidden size (\([\d, ]+\))", "layer-state-axes", "`nn.RNN` wants a start of shape (L·D, B, H): its first axis counts layers and directions, even when there is only one."),
    (r"hidden\d* has inconsistent hidden_size: got (\d+), expected (\d+)", "state-width", "the state that goes into the cell is {} wide, and it must have the cell's H = {} units. Look at the line that makes it: is this width that of the input?"),
    (r"input has inconsistent input_size: got (\d+),? expected (\d+)", "input-width", "what the cell should read is {} wide, and the cell was made for {} features. Its last axis does not fit: is it a word, a state, or a sequence that lost an axis?"),
    (r"input.size\(-1\) must be equal to input_size. Expected (\d+), got (\d+)", "width-does-not-fit", "something of the wrong width goes into a cell or layer. Its last axis must have the size that the layer was made for: the input I features, the state H units. What goes in here, and is it the input or a state?"),
    (r"Input batch size (\d+) doesn't match hidden\d* batch size (\d+)", "batches-differ", "input and state hold different numbers of sequences: {} and {}. Both need the batch axis first when they go into a cell. Did you take out a step, or a sequence?"),
    (r"same dtype|(?:Float|Double) but (?:found|got) (?:Float|Double)|expected m1 and m2 to have the same dtype|expected scalar type (\w+) but found (\w+)", "dtypes-differ", "float32 and float64 meet in one operation, and PyTorch does not mix them. Make new tensors with the dtype of what you were given: `dtype=x.dtype`."),
    (r"Can't call numpy\(\) on Tensor that requires grad", "numpy-of-a-graph", "this tensor is part of a computation that PyTorch records, so it cannot become a numpy array as it is. Is numpy needed here? If only the numbers count, they can be taken out of the record first."),
    (r"leaf Variable that requires grad is being used in an in-place", "in-place-on-a-parameter", "a parameter is changed in place while PyTorch records. Changing weights by hand is no part of the computation: PyTorch must be told not to record it."),
    (r"backward through the graph a second time", "graph-used-twice", "the way back runs into a part that was used before: something from the piece before still hangs on its computation. What should be carried on with its numbers only?"),
    (r"modified by an inplace operation", "changed-in-place", "a value that the way back needs was overwritten in place (`h[...] = …`, `+=`, or a step of the optimiser). Give the new value a place of its own."),
    (r"does not require grad and does not have a grad_fn", "no-gradient-path", "nothing in this loss depends on a parameter any more: the way was cut before (`detach`, `no_grad`, `.item()`, or a new tensor made from numbers)."),
    (r"grad can be implicitly created only for scalar outputs", "loss-not-a-number", "`backward()` starts at ONE number. Your loss still has an axis: which of sum and mean does the task ask for?"),
    (r"unsupported operand type\(s\) for (\S+)[^:]*: '(\w+)' and '(\w+)'", "kinds-do-not-fit", "`{}` cannot join a {} and a {}. One of the two is not yet what you think: a list not yet made into an array, a tuple not yet taken apart, or `None`."),
    (r"'NoneType' object is not (\w+)", "none-used", "you use `None` as if it held a value. Which call or which start gave `None`?"),
    (r"only (?:length-1|0-dimensional|size-1) arrays can be converted|only one element tensors can be converted", "not-one-number", "one number is needed here, and an array came. Which axis has still to be summed, averaged or indexed away?"),
    (r"truth value of an array|Boolean value of Tensor with more than one value", "truth-of-an-array", "`if`, `while`, `and` and `or` need one True or False, and a whole array came. What do you want to ask: something about a single number, such as the step t, or about all numbers of the array?"),
    (r"missing (\d+) required positional argument", "argument-missing", "a function is called with too few arguments ({} missing). Which ones does it take, and in which order?"),
    (r"takes (?:from \d+ to )?(\d+) positional arguments? but (\d+)", "argument-extra", "a function takes {} arguments, but {} came. Perhaps several things should be handed over as one list."),
    (r"unexpected keyword argument '(\w+)'|'(\w+)' is an invalid keyword argument|got an unexpected keyword argument (\w+)", "unknown-keyword", "`{}=` is not known to this function. numpy says `axis=` and `keepdims=`; PyTorch says `dim=` and `keepdim=`."),
    (r"list indices must be integers or slices, not (\w+)", "list-index-kind", "a list takes one whole number as index, not a {}. An index with commas needs an array."),
    (r"'(float|numpy\.float64|Tensor|list|tuple|numpy.ndarray)' object cannot be interpreted as an integer", "not-a-whole-number", "a whole number is needed here, and a {} came. `range` counts up to a number (`len(x)`, `x.shape[0]`); `/` gives a float, `//` a whole number."),
    (r"'(int|float|numpy\.int64|numpy\.float64)' object is not iterable|iteration over a 0-d (tensor|array)", "not-a-sequence", "a loop or a list needs a sequence, and a single number came. `range(n)` counts from 0 to n - 1."),
    (r"'(int|float|numpy\.float64)' object is not subscriptable", "index-of-a-number", "you index a single number. At this place it is no array any more: which line made one number of it?"),
    (r"can only concatenate (list|tuple|str)", "list-plus", "`+` with a {} puts lists end to end. To add numbers, make arrays first; to put one thing at the end, use `append`."),
    (r"object of type '(\w+)' has no len", "no-length", "`len` counts the entries of a list or the first axis of an array; a {} has none. Do you have the number itself already?"),
    (r"must be Tensor, not tuple", "tuple-in-torch", "a tuple goes where a tensor is needed. `rnn(x)` gives two things, `(out, h_n)`: take the one that you need."),
    (r"must be Tensor, not (numpy\.ndarray|float|int|list|tuple)|expected Tensor as element \d+ in argument \d+, but got (\S+)|(?:argument|input).*must be.*Tensor", "numpy-in-torch", "a PyTorch function was given something that is no tensor. Stay with one library from start to end, or turn it into a tensor first."),
    (r"Dimension out of range", "too-many-axes", "you ask for an axis that the tensor does not have. Print its shape and count the axes; the first one is number 0."),
    (r"cannot reshape array of size (\d+) into shape (\([^)]*\))|shape '\[([\d, -]+)\]' is invalid for input of size (\d+)", "reshape-sizes", "a reshape must keep the number of entries, and here it does not. Multiply the sizes before and after. Must a rest be cut off first, or has the array another shape than you think?"),
    (r"ufunc 'bitwise_xor' not supported", "power", "`^` is no power in Python: it compares the bits of whole numbers. A power is written `**`."),
    (r"array split does not result in an equal division", "split-sizes", "the array cannot be split into parts of equal length. How many entries must be cut off first?"),
    (r"must be sorted in decreasing order", "not-sorted", "packing expects the longest sequence first. Your lengths come in any order: there is an argument that tells PyTorch to sort by itself."),
    (r"Expecting at least two arrays", "one-factor", "`multi_dot` needs at least two factors; at one end of your loop there is only one. What is the product of a single matrix?"),
    (r"^ZeroDivisionError", "divided-by-zero", "something is divided by zero. For which sizes is the divisor 0?"),
    (r"^KeyError: (.+)", "unknown-key", "there is no entry {} in this dict. Print its keys."),
    (r"axes don't match array|permute\(.*number of dimensions", "axes-of-transpose", "`transpose` or `permute` must name each axis of the array once. How many axes has it here?"),
    (r"does not support item assignment", "cannot-assign", "you assign to a part of something that cannot be changed, such as a tuple. Make a list or an array of it, or build a new one."),
]  # fmt: skip


def sentence_for(error):
    """(key, sentence) for a well-known error, or None."""
    text = error_text(error)
    for pattern, key, sentence in ERRORS:
        found = re.search(pattern, text)
        if found:
            groups = [KINDS.get(group, group) for group in found.groups() if group]
            sentence = sentence.format(*groups, *["?"] * sentence.count("{}"))
            return f"error:{key}", sentence[0].upper() + sentence[1:]
    return None
