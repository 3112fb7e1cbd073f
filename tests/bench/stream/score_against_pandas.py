#!/usr/bin/env python3
"""`sternum score` beside a pandas and scipy script on the same recordings: wall time and peak memory of both.

score_against_pandas.py STERNUM STREAM_BENCH   (paths of the two programs)
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def run(command):
    """Wall seconds, the best of three, and the most memory of them, MB."""
    best, memory = float("inf"), 0.0
    for _ in range(3):
        begin = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1):  # 1: scored, and not passed
            raise SystemExit(f"{command[0]} failed with {child.returncode}")
        best = min(best, time.monotonic() - begin)
        memory = max(memory, usage.ru_maxrss / 1024.0)
    return best, memory


def main():
    sternum, stream_bench = sys.argv[1:3]
    script = str(Path(__file__).with_name("score_by_pandas.py"))
    with tempfile.TemporaryDirectory(prefix="sternum-bench-") as folder:
        for hours in (1, 10):
            recording = str(Path(folder) / f"{hours}h.csv")
            subprocess.run([stream_bench, "--csv", recording, str(hours)], check=True)
            ours, our_memory = run([sternum, "score", recording])
            line = f"sternum score, {hours} h of CSV at 100 Hz: {ours:.2f} s, {our_memory:.0f} MB"
            try:
                theirs, their_memory = run([sys.executable, script, recording])
                line += f"; pandas and scipy: {theirs:.2f} s, {their_memory:.0f} MB; {ours / theirs:.2f}x"
            except SystemExit:
                line += "; python3-pandas is not installed, nothing to compare with"
            print(line)


if __name__ == "__main__":
    main()
