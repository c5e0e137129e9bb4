"""What the instruments that read a text piece by piece share: where their step stands."""

import traitlets

from rnn_course.widgets.base import CourseWidget
from rnn_course.widgets.words import split_words


class Reader(CourseWidget):
    """A widget that reads a text in pieces; its ``step`` starts at the last piece and stays within the text.

    A subclass has the settings ``step`` and ``text_setting``. ``pieces`` says what ``pieces_of`` makes of a
    text.
    """

    text_setting, pieces = "sentence", "words"
    pieces_of = staticmethod(split_words)

    def __init__(self, text=None, **settings):
        if text is not None:
            settings[self.text_setting] = text
            if isinstance(text, str):
                settings.setdefault("step", self._last_step(text))
        super().__init__(**settings)
        self.observe(self._follow_text, self.text_setting)

    def _last_step(self, text):
        limits = self.traits()["step"]
        return min(max(limits.low, len(self.pieces_of(text))), limits.high)

    @traitlets.validate("step")
    def _check_step(self, proposal):
        low, count = proposal.trait.low, len(self.pieces_of(getattr(self, self.text_setting)))
        if proposal.value > count:
            raise traitlets.TraitError(
                f"step must be a whole number from {low} to {count} ({self.pieces}), got {proposal.value}"
            )
        return proposal.value

    def _follow_text(self, change):
        """Go on to the new end where the step was at the old one; else stay, as far as the text allows."""
        before, now = len(self.pieces_of(change.old)), len(self.pieces_of(change.new))
        self.step = now if self.step == before else min(self.step, now)
