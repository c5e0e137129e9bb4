"""Lesson 7: right answers in many forms pass; wrong ones, also those the module does not list, never do."""

import textwrap

import pytest

from rnn_course.exercises import lesson_07
from rnn_course.exercises.lesson_03_mistakes import edited
from rnn_course.exercises.soundness import assert_exercise_is_sound, exercises_of


@pytest.mark.parametrize("exercise", exercises_of(lesson_07), ids=lambda e: e.id)
def test_sound(exercise):
    assert_exercise_is_sound(exercise)


def test_exercises_stand_in_the_order_of_the_notebook():
    names = [exercise.id for exercise in exercises_of(lesson_07)]
    assert names == [
        "07.jacobian",
        "07.jacobian_norms",
        "07.clip",
        "07.training_step",
        "07.what_clipping_cures",
    ]


HEADS = {
    "jacobian": "def jacobian(h_t, W_hh):",
    "jacobian_norms": "def jacobian_norms(states, W_hh):",
    "clip": "def clip(gradients, max_norm):",
    "training_step": "def training_step(rnn, readout, optimiser, x, y, max_norm):",
}


def check(name, body):
    """Judge the function with this body, or the reference solution with these (old, new) texts replaced."""
    exercise = getattr(lesson_07, name)
    if isinstance(body, list):
        return exercise.check(exercise.function_from(edited(exercise._solution, *body)))
    source = HEADS[name] + "\n" + textwrap.indent(textwrap.dedent(body).strip("\n"), "    ") + "\n"
    return exercise.check(exercise.function_from(source))


RIGHT = [
    ("jacobian", "return np.diag(1 - h_t**2) @ W_hh"),
    ("jacobian", "return np.einsum('i,ij->ij', 1 - h_t * h_t, W_hh)"),
    ("jacobian", "return (W_hh.T * (1 - h_t**2)).T"),
    ("jacobian", "return [[(1 - h_t[i] ** 2) * w for w in row] for i, row in enumerate(W_hh)]"),
    ("jacobian", "return (W_hh / np.cosh(np.arctanh(h_t))[:, None] ** 2).astype(np.float32)"),
    (
        "jacobian",
        """
        import torch
        a = torch.arctanh(torch.from_numpy(h_t))
        start = torch.zeros(len(h_t), dtype=torch.float64)
        return torch.autograd.functional.jacobian(lambda h: torch.tanh(a + torch.from_numpy(W_hh) @ h), start)
        """,
    ),
    (
        "jacobian",
        """
        J = np.empty_like(W_hh)
        for j in range(len(h_t)):
            J[:, j] = (1 - h_t) * (1 + h_t) * W_hh[:, j]
        return J
        """,
    ),
    (
        "jacobian_norms",
        """
        T, product, norms = len(states), 1, []
        for t in range(T - 1, -1, -1):
            J = np.diag(1 - states[t] ** 2) @ W_hh
            product = J if t == T - 1 else product @ J
            norms.append(np.linalg.svd(product, compute_uv=False)[0])
        return norms
        """,
    ),
    (
        "jacobian_norms",
        """
        J = (1 - states**2)[:, :, None] * W_hh
        return [np.linalg.norm(np.linalg.multi_dot([np.eye(len(W_hh)), *J[::-1][:d]]), 2) for d in range(1, len(J) + 1)]
        """,
    ),
    (
        "jacobian_norms",
        """
        transposed, norms = np.eye(len(W_hh)), np.empty(len(states))
        for d, h_t in enumerate(reversed(states)):
            transposed = W_hh.T @ np.diag(1 - h_t**2) @ transposed
            norms[d] = np.sqrt(np.linalg.eigvalsh(transposed.T @ transposed).max())
        return norms
        """,
    ),
    (
        "jacobian_norms",
        """
        import torch
        product, norms = torch.eye(len(W_hh), dtype=torch.float64), []
        for h_t in torch.from_numpy(states).flip(0):
            product = product @ torch.diag(1 - h_t**2) @ torch.from_numpy(W_hh)
            norms.append(torch.linalg.matrix_norm(product, 2))
        return torch.stack(norms)
        """,
    ),
    (
        "clip",
        """
        norm = np.linalg.norm(np.concatenate([g.ravel() for g in gradients.values()]))
        factor = min(1.0, max_norm / (norm + 1e-6))
        return {name: factor * g for name, g in gradients.items()}
        """,
    ),
    (
        "clip",
        """
        from rnn_course.core import clip_by_global_norm
        return clip_by_global_norm(gradients, max_norm)[0]
        """,
    ),
    (
        "clip",
        """
        norm = np.linalg.norm([np.linalg.norm(g) for g in gradients.values()])
        out = dict(gradients)
        if norm > max_norm:
            for name in reversed(out):
                out[name] = (out[name] / norm * max_norm).tolist()
        return out
        """,
    ),
    (
        "clip",
        """
        import torch
        tensors = {n: torch.zeros(g.shape, requires_grad=True) for n, g in gradients.items()}
        for name, tensor in tensors.items():
            tensor.grad = torch.tensor(gradients[name], dtype=torch.float32)
        torch.nn.utils.clip_grad_norm_(tensors.values(), max_norm)
        return {name: tensor.grad for name, tensor in tensors.items()}
        """,
    ),
    (
        "clip",
        """
        squares = 0
        for g in gradients.values():
            squares += np.vdot(g, g)
        return {n: g / max(1, squares**0.5 / max_norm) for n, g in gradients.items()}
        """,
    ),
    (
        "training_step",
        """
        out, h_n = rnn(x)
        loss = nn.functional.mse_loss(readout(out), y)
        for module in (rnn, readout):
            module.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_((p for m in (rnn, readout) for p in m.parameters()), max_norm)
        optimiser.step()
        return loss.item()
        """,
    ),
    (
        "training_step",
        """
        parameters = list(rnn.parameters()) + list(readout.parameters())
        loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
        optimiser.zero_grad(set_to_none=False)
        loss.backward()
        norm = torch.sqrt(sum(p.grad.pow(2).sum() for p in parameters))
        if norm > max_norm:
            for p in parameters:
                p.grad.mul_(max_norm / norm)
        optimiser.step()
        optimiser.zero_grad()
        """,
    ),
    (
        "training_step",
        """
        parameters = [p for group in optimiser.param_groups for p in group["params"]]
        loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
        flows = torch.autograd.grad(loss, parameters)
        for p, flow in zip(parameters, flows):
            p.grad = flow
        nn.utils.clip_grad_norm_(parameters, max_norm)
        optimiser.step()
        return loss
        """,
    ),
]


@pytest.mark.parametrize(("name", "body"), RIGHT)
def test_other_right_answers_pass(name, body):
    result = check(name, body)
    assert result.passed, str(result)


COMMON = [
    ("jacobian", "return np.diag(1-h_t**2) @ W_hh.T"),
    ("jacobian", "return W_hh @ np.diag(1-h_t**2)"),
    ("jacobian", "return W_hh.T @ np.diag(1-h_t**2)"),
    ("jacobian", "return W_hh.T * (1-h_t**2)"),
    ("jacobian", "return (1-h_t**2)*np.diag(W_hh)"),
    ("jacobian", "return (1-np.tanh(W_hh@h_t)**2)[:,None]*W_hh"),
    ("jacobian", "return 1-h_t**2"),
    ("jacobian", "return (1-h_t)*(1+h_t)*W_hh"),
    ("jacobian", "return (1-h_t**2).reshape(1,-1)*W_hh"),
    ("jacobian", "return (2*h_t)[:,None]*W_hh"),
    ("jacobian", "return (-2*h_t)[:,None]*W_hh"),
    ("jacobian", "return (1/np.cosh(h_t)**2)[:,None]*W_hh"),
    ("jacobian", "return W_hh.T"),
    ("jacobian", "return np.eye(len(h_t))*(1-h_t**2)"),
    ("jacobian", "return (1-h_t**2)[:,None]*W_hh@h_t"),
    ("jacobian", "return np.linalg.norm((1-h_t**2)[:,None]*W_hh,2)"),
    ("jacobian", "return (1-h_t^2)[:,None]*W_hh"),
    ("jacobian", "return np.diag(1-h_t)@W_hh"),
    ("jacobian", "return np.diag(h_t)@W_hh"),
    ("jacobian", "return (h_t>0).astype(float)*W_hh"),
    ("jacobian", "return (1-abs(h_t))[:,None]*W_hh"),
    ("jacobian", "return np.dot(W_hh, h_t)"),
    ("jacobian", "return 1 - h_t[:,None]**2 * W_hh"),
    ("jacobian_norms", [("np.linalg.norm(product, 2)", "np.linalg.norm(product,'fro')")]),
    ("jacobian_norms", [("np.linalg.norm(product, 2)", "np.linalg.eigvals(product).max()")]),
    (
        "jacobian_norms",
        [
            ("for h_t in states[::-1]:", "for h_t in states:"),
            ("return np.array(norms)", "return np.array(norms)[::-1]"),
        ],
    ),
    (
        "jacobian_norms",
        [
            ("for h_t in states[::-1]:", "for h_t in states:"),
            (
                "product @ ((1 - h_t**2)[:, np.newaxis] * W_hh)",
                "((1 - h_t**2)[:, np.newaxis] * W_hh) @ product",
            ),
            ("return np.array(norms)", "return np.array(norms)[::-1]"),
        ],
    ),
    (
        "jacobian_norms",
        [
            ("product @ ((1 - h_t**2)[:, np.newaxis] * W_hh)", "((1 - h_t**2)[:, np.newaxis] * W_hh)"),
            ("for h_t in states[::-1]:", "for h_t in states:"),
        ],
    ),
    (
        "jacobian_norms",
        [
            (
                "product @ ((1 - h_t**2)[:, np.newaxis] * W_hh)",
                "((1 - h_t**2)[:, np.newaxis] * W_hh) @ product",
            ),
            ("return np.array(norms)", "return np.array(norms)[::-1]"),
        ],
    ),
    ("jacobian_norms", [("return np.array(norms)", "return norms, product")]),
    ("jacobian_norms", [("return np.array(norms)", "return max(norms)")]),
    ("jacobian_norms", [("np.eye(len(W_hh))", "np.zeros_like(W_hh)")]),
    (
        "jacobian_norms",
        [
            ("np.linalg.norm(product, 2)", "np.linalg.norm(product, 2)"),
            ("(1 - h_t**2)[:, np.newaxis]", "(1 - h_t**2)[:, np.newaxis].T"),
        ],
    ),
    ("jacobian_norms", [("        norms.append(", "    norms.append(")]),
    (
        "jacobian_norms",
        [
            ("for h_t in states[::-1]:", "for h_t in states[:0:-1]:"),
            ("return np.array(norms)", "return np.array([1.0,*norms])"),
        ],
    ),
    ("jacobian_norms", [("return np.array(norms)", "return np.array(norms[:-1])")]),
    (
        "jacobian_norms",
        [("product @ ((1 - h_t**2)[:, np.newaxis] * W_hh)", "np.diag(1 - h_t**2) * W_hh @ product")],
    ),
    (
        "jacobian_norms",
        [("product @ ((1 - h_t**2)[:, np.newaxis] * W_hh)", "product @ np.diag(1-h_t**2) * W_hh")],
    ),
    ("clip", "return {n: np.minimum(g, max_norm) for n,g in gradients.items()}"),
    ("clip", "return {n: np.where(np.abs(g)>max_norm, max_norm, g) for n,g in gradients.items()}"),
    ("clip", "return {n: g*min(1,max_norm/max(np.linalg.norm(g),1e-12)) for n,g in gradients.items()}"),
    (
        "clip",
        """
        norm = sum(g.sum()**2 for g in gradients.values())**0.5
        if norm <= max_norm:
            return dict(gradients)
        return {name: g * (max_norm / norm) for name, g in gradients.items()}
        """,
    ),
    (
        "clip",
        """
        norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
        if norm <= max_norm:
            return dict(gradients)
        return {n: g*max_norm for n,g in gradients.items()}
        """,
    ),
    (
        "clip",
        """
        norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
        if norm <= max_norm:
            return dict(gradients)
        return {n: g*max_norm/norm**2 for n,g in gradients.items()}
        """,
    ),
    (
        "clip",
        """
        norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
        if norm <= max_norm:
            return dict(gradients)
        return {n: g*np.sqrt(max_norm/norm) for n,g in gradients.items()}
        """,
    ),
    (
        "clip",
        """
        norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
        return norm
        """,
    ),
    (
        "clip",
        """
        out={}
        norm=0
        for n,g in gradients.items():
            norm += (g**2).sum()
            out[n]=g*min(1,max_norm/max(norm**.5,1e-12))
        return out
        """,
    ),
    (
        "clip",
        """
        for n,g in gradients.items():
            g = g*0
        return gradients
        """,
    ),
    (
        "clip",
        """
        norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
        for g in gradients.values():
            if norm>max_norm: g = g*max_norm/norm
        return gradients
        """,
    ),
    (
        "clip",
        """
        norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
        if norm <= max_norm:
            return dict(gradients)
        return {n: g*(max_norm/norm) for n,g in gradients.items() if g.ndim==2}
        """,
    ),
    (
        "clip",
        """
        norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
        if norm <= max_norm:
            return dict(gradients)
        return {n: g*(max_norm/norm) if g.ndim==2 else g for n,g in gradients.items()}
        """,
    ),
    (
        "clip",
        """
        norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
        if norm<=max_norm: return 1
        return max_norm/norm
        """,
    ),
    (
        "clip",
        """
        norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
        if norm <= max_norm:
            return dict(gradients)
        return {n: g-max_norm*g/norm for n,g in gradients.items()}
        """,
    ),
]
RARE = [
    ("jacobian", "return np.outer(1-h_t**2, W_hh)"),
    ("jacobian", "return np.tanh(h_t)[:,None]*W_hh"),
    ("jacobian", "return (1-h_t**2)[:,None] + W_hh"),
    ("jacobian", "return 1 - (h_t[:,None]*W_hh)**2"),
    ("jacobian", "return (1 - W_hh**2)"),
    ("jacobian", "return (1-h_t**2)[:,None]*np.abs(W_hh)"),
    ("jacobian", "return np.cross(1-h_t**2,W_hh)"),
    ("jacobian", "return (1 - h_t**2)[:, np.newaxis, np.newaxis] * W_hh"),
    ("jacobian_norms", [("np.linalg.norm(product, 2)", "np.linalg.norm(product,'nuc')")]),
    ("jacobian_norms", [("np.linalg.norm(product, 2)", "np.linalg.svd(product)[1].mean()")]),
    ("jacobian_norms", [("np.linalg.norm(product, 2)", "np.trace(product)")]),
    ("jacobian_norms", [("np.linalg.norm(product, 2)", "product.sum()")]),
    ("jacobian_norms", [("np.linalg.norm(product, 2)", "np.abs(product).mean()")]),
    (
        "jacobian_norms",
        [
            ("np.linalg.norm(product, 2)", "np.linalg.norm(((1 - h_t**2)[:, np.newaxis] * W_hh), 2)"),
            ("return np.array(norms)", "return np.cumprod(norms[::-1])"),
        ],
    ),
    (
        "jacobian_norms",
        [
            ("np.linalg.norm(product, 2)", "np.linalg.norm(product)"),
            ("((1 - h_t**2)[:, np.newaxis] * W_hh)", "W_hh"),
        ],
    ),
    ("jacobian_norms", [("np.linalg.norm(product, 2)", "np.linalg.norm(product @ h_t)")]),
    ("jacobian_norms", [("np.linalg.norm(product, 2)", "np.linalg.norm(product[-1])")]),
    ("jacobian_norms", [("np.linalg.norm(product, 2)", "np.linalg.norm(product[0])")]),
    ("jacobian_norms", [("(1 - h_t**2)[:, np.newaxis]", "(1 - h_t**2).mean()")]),
    (
        "jacobian_norms",
        [
            ("for h_t in states[::-1]:", "for h_t in states[:-1][::-1]:"),
            ("return np.array(norms)", "return np.array([1.0,*norms])"),
        ],
    ),
    ("jacobian_norms", [("np.linalg.norm(product, 2)", "np.linalg.norm(product, 2)**0.5")]),
    ("jacobian_norms", [("return np.array(norms)", "return np.array(norms)/norms[0]")]),
    ("clip", "return {n: np.clip(g, 0, max_norm) for n,g in gradients.items()}"),
    (
        "clip",
        """
        norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
        factor=max_norm/(norm+1e-12)
        return {n: g*factor if factor>1 else g for n,g in gradients.items()}
        """,
    ),
    (
        "clip",
        """
        norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
        if norm <= max_norm:
            return dict(gradients)
        return {n: g*(max_norm/norm)**2 for n,g in gradients.items()}
        """,
    ),
    (
        "clip",
        """
        norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
        return {n: g*min(max_norm, 1/(norm+1e-9)) for n,g in gradients.items()}
        """,
    ),
    (
        "clip",
        """
        norm = np.linalg.norm([g.max() for g in gradients.values()])
        if norm <= max_norm:
            return dict(gradients)
        return {name: g * (max_norm / norm) for name, g in gradients.items()}
        """,
    ),
    (
        "clip",
        """
        norm=0
        for n,g in gradients.items():
            norm += (g**2).sum()
            norm = norm**.5
        if norm <= max_norm:
            return dict(gradients)
        return {name: g * (max_norm / norm) for name, g in gradients.items()}
        """,
    ),
    (
        "clip",
        """
        norm = np.sqrt(sum((g**2).mean() for g in gradients.values()))
        if norm <= max_norm:
            return dict(gradients)
        return {name: g * (max_norm / norm) for name, g in gradients.items()}
        """,
    ),
    (
        "clip",
        "return {n: g/np.abs(g).max()*max_norm if np.abs(g).max()>max_norm else g for n,g in gradients.items()}",
    ),
    (
        "clip",
        """
        norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
        return {n: np.full_like(g, max_norm) if norm>max_norm else g for n,g in gradients.items()}
        """,
    ),
    ("training_step", [("    nn.utils.clip_grad_norm_(parameters, max_norm)\n", "")]),
]


@pytest.mark.parametrize(("name", "body"), COMMON)
def test_other_common_mistakes_are_named(name, body):
    result = check(name, body)
    assert result.outcome == "named", str(result)


@pytest.mark.parametrize(("name", "body"), RARE)
def test_rare_mistakes_do_not_pass(name, body):
    assert check(name, body).outcome in ("named", "differs", "raised")


@pytest.mark.parametrize("answer", ["b", "B", " b "])
def test_a_choice_is_read_however_it_is_written(answer):
    assert lesson_07.what_clipping_cures.check(answer).passed


@pytest.mark.parametrize("answer", ["f", "both", 2, ("a", "b")])
def test_other_choices_do_not_pass(answer):
    assert lesson_07.what_clipping_cures.check(answer).outcome in ("named", "differs")


def test_changed_gradients_are_told():
    result = check(
        "clip",
        """
        norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
        for g in gradients.values():
            g *= min(1, max_norm / max(norm, 1e-12))
        return gradients
        """,
    )
    assert result.passed and "changes its input" in " ".join(result.remarks)


def test_clipping_moved_to_another_wrong_place_is_named():
    wrong = """
    parameters = [*rnn.parameters(), *readout.parameters()]
    {}
    optimiser.zero_grad()
    {}
    loss = ((readout(rnn(x)[0]) - y) ** 2).mean()
    {}
    loss.backward()
    optimiser.step()
    {}
    return loss.item()
    """
    clipping = "nn.utils.clip_grad_norm_(parameters, max_norm)"
    for place in (0, 2, 3):  # place 1 is the exercise as it is given
        body = wrong.format(*[clipping if place == here else "pass" for here in range(4)])
        assert check("training_step", body).misconception == "without-effect"
