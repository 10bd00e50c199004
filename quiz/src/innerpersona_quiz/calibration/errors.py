"""What stops a calibration."""


class CalibrationError(Exception):
    """A calibration that cannot be made from these files; the message says why, a line for each reason."""
