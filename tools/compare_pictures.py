"""Whether two stored pictures show the same.

Two PNG files of the same picture may differ in how they are packed, so pictures are compared as pixels. One
step of 255 in four is allowed for, because processors round the last bit of a line's position differently; a
changed figure differs by far more.
"""

import base64
import io

import numpy as np
from PIL import Image

LARGEST_STEP = 4  # of 255, per colour channel


def pixels(picture):
    """The RGBA values of a PNG in base64, shape (height, width, 4)."""
    with Image.open(io.BytesIO(base64.b64decode(picture))) as image:
        return np.asarray(image.convert("RGBA"), dtype=int)


def same_picture(stored, fresh):
    """Whether two PNGs in base64 show the same, up to rounding."""
    if stored == fresh:
        return True
    stored, fresh = pixels(stored), pixels(fresh)
    return stored.shape == fresh.shape and np.abs(stored - fresh).max() <= LARGEST_STEP
