"""Doing the actions in the browser: mouse, keys, text, touch, wheel, window width; and values from Python."""

from soak.actions import BUTTONS, KEYS, TEXTS, WIDTHS

VARIABLES = ("it", "other", "it")  # what the three views show: two of them the same
LOOK = """([index, place, onControl, places]) => {
    const view = document.querySelectorAll('.rnnc')[index];
    view.scrollIntoView({ block: 'nearest' });
    const controls = [...view.querySelectorAll('input, button')]
        .filter(e => !e.disabled && e.getClientRects().length);
    const control = controls[Math.floor(place * controls.length)];
    const box = (onControl && control ? control : view).getBoundingClientRect();
    const points = [0, 2].map(i => [box.x + box.width * places[i], box.y + box.height * places[i + 1]]);
    return view.contains(document.elementFromPoint(...points[0])) ? points : null; // else it is scrolled away
}"""
CONTROLS = """[...document.querySelectorAll('.rnnc')[index].querySelectorAll('input, button')]
        .filter(e => !e.disabled && e.getClientRects().length)"""
FOCUS = f"""([index, place]) => {{
    const controls = {CONTROLS};
    const control = controls[Math.floor(place * controls.length)];
    if (control) control.focus();
    return Boolean(control) && document.activeElement === control;
}}"""
# In one go: JupyterLab may take the focus back to a cell at any moment between two.
TYPE = f"""([index, place, text, instead]) => {{
    const fields = {CONTROLS}.filter(e => e.type === 'text' || e.type === 'number');
    const field = fields[Math.floor(place * fields.length)];
    if (!field) return false;
    field.focus();
    if (instead) field.select();
    return document.activeElement === field && (document.execCommand('insertText', false, text) || true);
}}"""


class Hands:
    """Does one action after the other to the three views of an open notebook.

    ``touch`` is a session of CDP.
    """

    def __init__(self, lab, touch):
        self.lab, self.page, self.cdp = lab, lab.page, touch

    def do(self, action):
        """Do one action; return a few words on what was done."""
        return getattr(self, f"_{action.kind}")(action)

    def _points(self, action):
        """Two points, on a control in two of three cases, else anywhere in view; None if nothing is there."""
        return self.page.evaluate(
            LOOK, [action.view, action.places[4], action.places[5] < 0.67, action.places]
        )

    def _at(self, action, do):
        """``do(x, y, to_x, to_y)`` at the points of an action."""
        points = self._points(action)
        return do(*points[0], *points[1]) if points else "nothing is there"

    def _click(self, action):
        return self._at(action, lambda x, y, *_: self._click_at(action, x, y))

    def _click_at(self, action, x, y):
        button = action.choice(BUTTONS)
        self.page.mouse.click(x, y, button=button, click_count=1 + (action.lot % 5 == 0))
        if button == "right":
            self.page.keyboard.press("Escape")  # closes the menu
        return f"{button} click at {x:.0f}, {y:.0f}"

    def _drag(self, action):
        return self._at(action, self._drag_from)

    def _drag_from(self, x, y, to_x, to_y):
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(to_x, to_y, steps=3)
        self.page.mouse.up()
        return f"drag from {x:.0f}, {y:.0f} to {to_x:.0f}, {to_y:.0f}"

    def _keys(self, action):
        keys = action.several(KEYS, 4)
        for place, key in enumerate(keys):
            if not self.page.evaluate(FOCUS, [action.view, action.places[4]]):
                return f"keys {keys[:place]}: no control has the focus"
            self.page.keyboard.press(key)
        return f"keys {keys}"

    def _text(self, action):
        text = action.choice(TEXTS)
        typed = self.page.evaluate(TYPE, [action.view, action.places[4], text, bool(action.lot % 3)])
        return f"text {text[:60]!r}" if typed else "no control takes text"

    def _touch(self, action):
        return self._at(action, lambda *points: self._touch_from(action, *points))

    def _touch_from(self, action, x, y, to_x, to_y):
        fingers = 1 + (action.lot % 4 == 0)

        def send(kind, x, y, count=fingers):
            points = [{"x": x + 20 * finger, "y": y, "id": finger} for finger in range(count)]
            self.cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        send("touchStart", x, y)
        if action.lot % 2:
            send("touchMove", to_x, to_y)
        send("touchCancel" if action.lot % 7 == 0 else "touchEnd", 0, 0, 0)
        return f"touch with {fingers} at {x:.0f}, {y:.0f}"

    def _wheel(self, action):
        return self._at(action, lambda x, y, *_: self._wheel_at(action, x, y))

    def _wheel_at(self, action, x, y):
        self.page.mouse.move(x, y)
        self.page.mouse.wheel(0, round(action.places[2] * 400 - 200))
        return "wheel"

    def _width(self, action):
        width = action.choice(WIDTHS)
        self.page.set_viewport_size({"width": width, "height": self.page.viewport_size["height"]})
        return f"window {width} px wide"

    def _python(self, action):
        return self.lab.value(f"kernel_side.disturb({VARIABLES[action.view]}, {action.lot})")
