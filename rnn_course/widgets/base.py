"""What every widget of the course shares: its module, its static picture, its one sentence, its checks."""

import base64
import json

import anywidget

from rnn_course.widgets.address import SITE, address_of, settings_in
from rnn_course.widgets.module_source import browser_module, style_sheet

# What anywidget itself sends to the browser, beside the traits of ipywidgets.
ANYWIDGETS_OWN = {*anywidget.AnyWidget.class_traits(sync=True), "_esm", "_css", "_anywidget_id"}


class CourseWidget(anywidget.AnyWidget):
    """A widget that computes in the browser; without a kernel, a page shows its picture and its sentence.

    A subclass sets ``module_name`` (``static/<module_name>.js`` and ``.css``), its traits, and
    ``invitation``, the line under the picture that says what running the cell allows; it
    writes ``describe`` and ``draw``.
    """

    module_name = None
    invitation = ""
    picture_inches = (6.4, 3.2)

    def __init_subclass__(cls, **settings):
        if "module_name" in cls.__dict__:
            cls._esm = browser_module(cls.module_name)
            cls._css = style_sheet(cls.module_name)
        super().__init_subclass__(**settings)

    _complete = False  # while False, the settings of the constructor are still coming in

    def __init__(self, **settings):
        unknown = sorted(set(settings) - set(self.setting_names()))
        if unknown:
            names = ", ".join(self.setting_names())
            raise TypeError(f"{type(self).__name__} has the settings {names}; got {', '.join(unknown)}")
        super().__init__(**settings)
        self._complete = True

    @classmethod
    def setting_names(cls):
        """Names of the settings that a learner may give or change, in alphabetical order.

        They are its public state.
        """
        traits = cls.class_traits(sync=True)
        own = set(traits) - set(anywidget.AnyWidget.class_traits(sync=True))
        return sorted(name for name in own if not name.startswith("_"))

    @classmethod
    def setting_rules(cls):
        """What each setting takes, as data: ``allowed`` for ``stateFromHash`` of ``static/address.js``."""
        return {name: getattr(cls, name).rule() for name in cls.setting_names()}

    def link(self, base=SITE):
        """The address of the page that shows just this picture; ``base`` is where the course's pages lie."""
        return address_of(
            self.module_name, {name: getattr(self, name) for name in self.setting_names()}, base
        )

    @classmethod
    def from_link(cls, address):
        """A new widget with the settings that an address from ``link()``, or from the page itself, holds."""
        return cls(**settings_in(address))

    def describe(self):
        """One sentence that says what the picture shows."""
        raise NotImplementedError

    def draw(self, figure):
        """Draw the present state on an empty matplotlib ``Figure``, by the figures of ``rnn_course.draw``."""
        raise NotImplementedError

    def static_png(self):
        """The present state as the bytes of a PNG picture; the same state gives the same bytes."""
        # matplotlib is slow to import, so only when it is needed
        from rnn_course.widgets.still_picture import png_bytes

        return png_bytes(self.draw, self.picture_inches, self.invitation)

    def __repr__(self):
        return self.describe()

    def _repr_mimebundle_(self, **_):
        data, metadata = super()._repr_mimebundle_()
        data["text/plain"] = repr(self)
        data["image/png"] = base64.b64encode(self.static_png()).decode("ascii")
        about = {
            "alt": data["text/plain"],
            "instrument": {"name": self.module_name, "state": self._told_state()},
        }
        return data, {**metadata, "image/png": about}

    def whole_state(self):
        """All that the browser needs, as plain data: the settings, and what is fixed."""
        own = set(self.traits(sync=True)) - ANYWIDGETS_OWN
        return json.loads(json.dumps({name: getattr(self, name) for name in sorted(own)}))

    def _told_state(self):
        """The settings, and what is fixed but not as usual: a page without a kernel starts from these."""
        traits, settings = self.traits(), set(self.setting_names())
        told = {n for n in traits if n in settings or getattr(self, n) != traits[n].default(self)}
        return {name: value for name, value in self.whole_state().items() if name in told}
