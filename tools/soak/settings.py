"""The settings that a notebook meets: what they may be, how one is drawn, what variables bring it about."""

import os
import random

OWN = "own"  # the machine's own choice: nothing is set, and nothing is expected
LETTERS = {"C.UTF-8": "Übung 练习", "de_DE.ISO-8859-1": "Häuser und Übung", "zh_CN.GB18030": "我的 练习"}
VALUES = {
    "threads": (1, 2),
    "hash seed": (0, 1, 17, 4711, 2**32 - 1),
    "time zone": ("UTC", "Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati"),
    "locale": tuple(LETTERS),
    "home": (OWN, "empty", "letters"),
    "OpenBLAS": ("Prescott", "Haswell", "SkylakeX"),
    "ATen": ("default", "avx2", "avx512"),
    "oneDNN": ("SSE41", "AVX2", "AVX512_CORE"),
    "MKL": (OWN, "COMPATIBLE"),
}
VARIABLES = {
    "threads": ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"),
    "hash seed": ("PYTHONHASHSEED",),
    "time zone": ("TZ",),
    "locale": ("LC_ALL",),
    "OpenBLAS": ("OPENBLAS_CORETYPE",),
    "ATen": ("ATEN_CPU_CAPABILITY",),
    "oneDNN": ("ONEDNN_MAX_CPU_ISA",),
    "MKL": ("MKL_CBWR",),
}
CPU = ("OpenBLAS", "ATen", "oneDNN", "MKL")  # what only some processors have
DROPPED = (
    "LANG",
    "LANGUAGE",
    "LC_",
    "XDG_",
    "MPL",
    "JUPYTER",
    "IPYTHONDIR",
    "PYTHONUTF8",
    "PYTHONIOENCODING",
)


def draw(seed, number, values=VALUES):
    """The setting of run ``number``: name → value. The same seed and number give the same setting."""
    lot = random.Random(f"{seed} {number}")
    return {name: lot.choice(values[name]) for name in values}


def chosen(seed, number, notebooks):
    """The notebook of run ``number``: all of them in random order, then all in another order, and so on."""
    round_, place = divmod(number, len(notebooks))
    order = list(notebooks)
    random.Random(f"{seed} order {round_}").shuffle(order)
    return order[place]


def variables(setting, places, folder):
    """The environment of a process under ``setting``; what it writes goes to ``folder`` or to its home there.

    ``places`` is the folder of the generated locales.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(DROPPED)}
    wanted = {
        variable: str(value)
        for name, value in setting.items()
        for variable in VARIABLES.get(name, ())
        if value != OWN
    }
    home = home_of(setting, folder)
    mine = {"LOCPATH": str(places), "IPYTHONDIR": str(folder / "ipython"), "HOME": home}
    if setting["home"] == OWN:
        mine["RNN_COURSE_PROGRESS_DIR"] = str(folder / "progress")  # the author's own stays out of it
    return kept | wanted | mine


def home_of(setting, folder):
    """The home of a process under ``setting``, as bytes; made if it is a new one."""
    if setting["home"] == OWN:
        return os.fsencode(os.path.expanduser("~"))
    name = LETTERS[setting["locale"]] if setting["home"] == "letters" else "home"
    home = os.path.join(os.fsencode(folder), name.encode(setting["locale"].partition(".")[2]))
    os.makedirs(home, exist_ok=True)
    return home
