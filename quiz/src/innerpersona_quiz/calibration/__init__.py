"""From many people's answers to a calibration: a study on one computer, from files that people chose to give.

Only the command line comes here. It needs numpy, the extra `calibrate`; scoring never does.
"""
