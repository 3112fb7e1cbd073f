#!/usr/bin/env python3
"""The usual offline analysis with scipy, timed: a low-pass both ways and find_peaks.

scipy_offline.py FLOATS   prints "name<tab>ns per sample" for raw float32 depth at 100 Hz, as stream_bench writes it.
"""

import sys
import time

import numpy
from scipy.signal import butter, filtfilt, find_peaks, sosfilt

RATE_HZ = 100.0


def find(depth, smooth):
    """Peaks and the troughs between them: depth and residual of every compression."""
    smoothed = smooth(depth)
    peaks, properties = find_peaks(smoothed, prominence=15.0, distance=int(0.2 * RATE_HZ))
    troughs, _ = find_peaks(-smoothed, prominence=15.0, distance=int(0.2 * RATE_HZ))
    return peaks, properties, troughs


def best_ns(depth, smooth):
    best = float("inf")
    for _ in range(5):
        begin = time.perf_counter()
        peaks, _, _ = find(depth, smooth)
        best = min(best, time.perf_counter() - begin)
    return best * 1e9 / len(depth), len(peaks)


def main():
    depth = numpy.fromfile(sys.argv[1], dtype=numpy.float32).astype(numpy.float64)
    b, a = butter(4, 15.0 / (RATE_HZ / 2.0))
    sections = butter(4, 15.0 / (RATE_HZ / 2.0), output="sos")
    for name, smooth in (
        ("scipy offline (filtfilt, find_peaks), 1 h", lambda x: filtfilt(b, a, x)),
        ("scipy offline (sosfilt, find_peaks), 1 h", lambda x: sosfilt(sections, x)),
    ):
        nanoseconds, found = best_ns(depth, smooth)
        print(f"{name}\t{nanoseconds:.2f}")
        print(f"  its compressions: {found}", file=sys.stderr)


if __name__ == "__main__":
    main()
