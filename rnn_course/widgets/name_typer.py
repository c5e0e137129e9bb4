"""A surname typed letter by letter: what a network believes of its language, and which letter it expects."""

import base64
import unicodedata
from functools import cache

import numpy as np
import traitlets

from rnn_course.core import next_probabilities, rnn_forward
from rnn_course.data.stored_runs import stored_run
from rnn_course.widgets.reader import Reader
from rnn_course.widgets.settings import OneOf, RealNumber, Text, WholeNumber, synced

LONGEST, SHOWN = 16, 12  # letters of a name, and next letters in the still picture
BELIEVED = "believed"
RUN = stored_run("names")
ALPHABET, LANGUAGES = RUN["shipped"]["alphabet"], tuple(RUN["shipped"]["languages"])
NETWORK = {
    **{key: RUN["shipped"][key] for key in ("alphabet", "languages", "names")},
    "weights": RUN["weights"],
}


def letters_of(text):
    """The letters that the network knows, in small letters.

    An unknown accent is taken off, anything else left out.

    >>> letters_of("O'Néill Å")
    ['o', 'n', 'é', 'i', 'l', 'l', 'a']
    """
    found = []
    for letter in unicodedata.normalize("NFC", text.lower()):
        for spelling in (letter, unicodedata.normalize("NFD", letter)[0]):
            if spelling in ALPHABET[1:]:
                found.append(spelling)
                break
    return found


@cache
def weights():
    """The network's weights, {name: array}: whole numbers from −127 to 127, times their tensor's factor."""
    return {
        name: np.frombuffer(base64.b64decode(stored["bytes"]), dtype=np.int8).reshape(stored["shape"])
        * stored["factor"]
        for name, stored in RUN["weights"].items()
    }


class NameTyper(Reader):
    """Type a surname, and see what a trained network believes of its language,
    and which letter it expects next.

    The network is the writer of lesson 10, trained on 4,458 surnames: one layer of 64 tanh units, which
    reads letters and a language. It says how probable each next letter is in each of eight languages;
    Bayes' rule makes beliefs of that.

    Settings, all of which can be given to ``NameTyper(…)``, set later, and read after playing:

    - ``name``: up to 16 characters. Letters that the network does not know are left out.
    - ``step``: after how many letters we look, 0 to the number of letters. It starts at the last one.
    - ``temperature``: of the odds for the next letter, 0.2 to 2.
    - ``language``: whose next letter it is: one of the eight, or "believed", all of them weighed by belief.

    What follows from them: ``letters``; ``beliefs`` (T + 1, K), after 0, 1, … T letters;
    ``belief_at_end`` (K,), if the name ends after the last one; and ``odds`` (V,), the next letter after
    ``step`` letters, where ``odds[0]`` is the end.

    >>> typer = NameTyper("virtanen")
    >>> typer.beliefs.shape, typer.languages[typer.belief_at_end.argmax()]
    ((9, 8), 'Finnish')
    """

    module_name = "name_typer"
    picture_inches = (6.8, 5.4)
    text_setting, pieces, pieces_of = "name", "letters", staticmethod(letters_of)
    invitation = "Run this cell to type a name, turn the temperature, and let the network write."

    name = synced(Text("virtanen", LONGEST))
    step = synced(WholeNumber(8, 0, LONGEST))
    temperature = synced(RealNumber(1.0, 0.2, 2))
    language = synced(OneOf(BELIEVED, (BELIEVED, *LANGUAGES)))
    languages = LANGUAGES
    _network = synced(traitlets.Dict(NETWORK, read_only=True))

    def __init__(self, name=None, **settings):
        super().__init__(name, **settings)

    @property
    def letters(self):
        """The letters that are read."""
        return letters_of(self.name)

    @property
    def logits(self):
        """The scores of every next letter after 0, 1, … T letters, in each language; shape (T + 1, K, V)."""
        tokens = [0, *(ALPHABET.index(letter) for letter in self.letters)]
        w = weights()
        x = w["letters.weight"][tokens][:, np.newaxis] + w["languages.weight"]  # (T + 1, K, I)
        layer = [w[f"rnn.{kind}_l0"] for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
        return rnn_forward(x, None, *layer) @ w["head.weight"].T + w["head.bias"]

    @property
    def beliefs(self):
        """How probable each language is after 0, 1, … T letters; shape (T + 1, K)."""
        return _shares(self._evidence())

    @property
    def belief_at_end(self):
        """How probable each language is if the name ends after its last letter; shape (K,)."""
        return _shares(self._evidence()[-1] + _log_shares(self.logits[-1])[:, 0])

    @property
    def odds(self):
        """How probable each next letter is after ``step`` letters; shape (V,).

        The first of them is the end.
        """
        odds = next_probabilities(self.logits[self.step], self.temperature)  # (K, V)
        if self.language != BELIEVED:
            return odds[LANGUAGES.index(self.language)]
        return self.beliefs[self.step] @ odds

    def _evidence(self):
        """The logarithm of how probable language and letters are together; shape (T + 1, K)."""
        tokens = [ALPHABET.index(letter) for letter in self.letters]
        gained = _log_shares(self.logits[:-1])[np.arange(len(tokens)), :, tokens]  # (T, K)
        counts = np.array(RUN["shipped"]["names"])
        return np.cumsum([np.log(counts / counts.sum()), *gained], axis=0)

    def describe(self):
        end, said = self.belief_at_end, "".join(self.letters)
        best, odds = int(end.argmax()), self.odds
        expected = _shown(ALPHABET[int(odds.argmax())])
        return (
            f"A network believes that “{said}” is {LANGUAGES[best]} ({100 * end[best]:.0f} per cent); after "
            f"its first {self.step} letters it expects {expected} ({100 * odds.max():.0f} per cent, "
            f"temperature {self.temperature:g})."
        )

    def draw(self, figure):
        from rnn_course.draw.names import belief_by_letter, next_letters

        upper, lower = figure.subplots(2, 1, height_ratios=[1.7, 1])
        beliefs = np.vstack([self.beliefs, self.belief_at_end])
        belief_by_letter(beliefs, ["start", *self.letters, "end"], LANGUAGES, ax=upper)
        best = np.argsort(-self.odds, kind="stable")[:SHOWN]
        so_far = "".join(self.letters[: self.step])
        title = f"Next after “{so_far}”, {self.language}, temperature {self.temperature:g}"
        next_letters(self.odds[best], [_shown(ALPHABET[token]) for token in best], title, ax=lower)


def _shown(letter):
    return "end" if letter == ALPHABET[0] else letter


def _log_shares(scores):
    """The logarithm of the softmax over the last axis."""
    scores = scores - scores.max(axis=-1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True))


def _shares(logarithms):
    """Shares that add up to 1 over the last axis, from their logarithms."""
    return np.exp(_log_shares(logarithms))
