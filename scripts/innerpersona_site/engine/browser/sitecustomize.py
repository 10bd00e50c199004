"""Runs in the browser's Python before anything else: what can be done once, or not at all, does not slow each start."""

import gc

import _library

# Starting makes tens of thousands of objects that stay; looking through them for garbage, again and again, finds none.
# The worker switches the collector on when the scoring package is there.
gc.disable()

_library.install(__spec__.loader)

import _left_out  # noqa: E402  (it is in the library)

_left_out.install()
