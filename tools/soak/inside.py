"""What a process itself says of its settings. Asked of numpy and torch only where they are loaded already."""

import ctypes
import json
import locale
import os
import re
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path


def report():
    """Name of a setting → what is in effect in this process.

    It leaves out those that nothing loaded here can tell.
    """
    found = {
        "hash seed": hash("soak"),
        "time zone": time.localtime(0).tm_gmtoff,
        "locale": f"{locale.setlocale(locale.LC_CTYPE)}, {locale.getencoding()}",
        "home": os.fsencode(Path.home()).decode("latin-1"),
    }
    if "numpy" in sys.modules:
        found["OpenBLAS"] = _openblas()
    if "torch" in sys.modules:
        found |= _torch()
    return found


def _openblas():
    """The processor for which OpenBLAS computes."""
    import numpy

    libraries = [*Path(numpy.__file__).parent.parent.glob("numpy.libs/*openblas*")]
    name = (
        getattr(ctypes.CDLL(str(libraries[0])), "scipy_openblas_get_corename64_", None) if libraries else None
    )
    if name is None:
        return "unknown"
    name.restype = ctypes.c_char_p
    return name().decode()


def _torch():
    import torch

    with _standard_output() as text:
        with torch.backends.mkldnn.verbose(torch.backends.mkldnn.VERBOSE_ON):
            torch.zeros(4, 4).to_mkldnn().relu()
        with torch.backends.mkl.verbose(torch.backends.mkl.VERBOSE_ON):
            torch.zeros(64, 64) @ torch.zeros(64, 64)
    one_dnn, mkl = re.search(r"eltwise,jit:(\w+)", text[0]), re.search(r"CNR:(\w+)", text[0])
    return {
        "threads": torch.get_num_threads(),
        "ATen": torch.backends.cpu.get_cpu_capability(),
        "oneDNN": one_dnn[1] if one_dnn else "unknown",
        "MKL": mkl[1] if mkl else "unknown",
    }


@contextmanager
def _standard_output():
    """Collect what libraries print past Python; the list that is given gets one text at the end."""
    text = []
    kept = os.dup(1)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 1)
        try:
            yield text
        finally:
            ctypes.CDLL(None).fflush(None)
            os.dup2(kept, 1)
            os.close(kept)
            file.seek(0)
            text.append(file.read().decode("utf-8", "replace"))


def watch():
    """In an IPython kernel: write the report to the file that SOAK_REPORT names.

    It does so after a cell, as soon as more is known.
    """
    from IPython import get_ipython

    loaded = [None]

    def tell(*_):
        now = {"numpy", "torch"} & set(sys.modules)
        if now != loaded[0]:
            loaded[0] = now
            Path(os.environ["SOAK_REPORT"]).write_text(json.dumps(report()), encoding="utf-8")

    get_ipython().events.register("post_run_cell", tell)


if __name__ == "__main__":
    import numpy  # noqa: F401  so that all can be told
    import torch  # noqa: F401

    print(json.dumps(report()))
