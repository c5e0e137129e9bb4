"""What every widget of the course shares: its module, its static picture, its one sentence, its checks."""

import base64

import anywidget

from rnn_course.widgets.module_source import browser_module, style_sheet


class CourseWidget(anywidget.AnyWidget):
    """A widget that computes in the browser; without a kernel, a page shows its picture and its sentence.

    A subclass sets ``module_name`` (``static/<module_name>.js`` and ``.css``) and its traits, and writes
    ``describe`` and ``draw``.
    """

    module_name = None

    def __init_subclass__(cls, **settings):
        if "module_name" in cls.__dict__:
            cls._esm = browser_module(cls.module_name)
            cls._css = style_sheet(cls.module_name)
        super().__init_subclass__(**settings)

    def __init__(self, **settings):
        unknown = sorted(set(settings) - set(self.setting_names()))
        if unknown:
            names = ", ".join(self.setting_names())
            raise TypeError(f"{type(self).__name__} has the settings {names}; got {', '.join(unknown)}")
        super().__init__(**settings)

    @classmethod
    def setting_names(cls):
        """Names of the settings that a learner may give or change, in alphabetical order."""
        traits = cls.class_traits(sync=True)
        own = set(traits) - set(anywidget.AnyWidget.class_traits(sync=True))
        return sorted(name for name in own if not name.startswith("_"))

    def describe(self):
        """One sentence that says what the picture shows."""
        raise NotImplementedError

    def draw(self, figure):
        """Draw the present state on a matplotlib ``Figure``, for pages without a kernel."""
        raise NotImplementedError

    picture_inches = (6.4, 3.2)

    def static_png(self):
        """The present state as the bytes of a PNG picture; the same state gives the same bytes."""
        # matplotlib is slow to import, so only when it is needed
        from rnn_course.widgets.picture import png_bytes

        return png_bytes(self.draw, self.picture_inches)

    def __repr__(self):
        return self.describe()

    def _repr_mimebundle_(self, **_):
        data, metadata = super()._repr_mimebundle_()
        data["text/plain"] = repr(self)
        data["image/png"] = base64.b64encode(self.static_png()).decode("ascii")
        return data, metadata
