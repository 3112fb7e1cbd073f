#!/usr/bin/env python3
"""Finds the compressions of a recording (t_us,depth_mm) with pandas and scipy, and prints how many and how deep."""

import sys

import pandas
from scipy.signal import butter, filtfilt, find_peaks


def main():
    recording = pandas.read_csv(sys.argv[1])
    depth = recording["depth_mm"].to_numpy()
    times = recording["t_us"].to_numpy()
    rate_hz = 1e6 / (times[1] - times[0])
    b, a = butter(4, 15.0 / (rate_hz / 2.0))
    smoothed = filtfilt(b, a, depth)
    peaks, _ = find_peaks(smoothed, prominence=15.0, distance=int(0.2 * rate_hz))
    rates = 60e6 / pandas.Series(times[peaks]).diff()
    print(len(peaks), round(float(smoothed[peaks].mean()), 2), round(float(rates[rates > 30].mean()), 2))


if __name__ == "__main__":
    main()
