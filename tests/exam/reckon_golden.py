#!/usr/bin/env python3
"""Reckons what every shipped scheme says of twelve reference attempts, apart from the program.

Reads the guideline and scheme files itself and follows SCORING.md and SCHEMES.md, slowly and with
lists: an opinion of its own to hold the program against. Prints golden.md:
    tests/exam/reckon_golden.py > tests/exam/golden.md
"""
import pathlib
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2] / "datasets"


def load(folder):
    files = sorted((ROOT / folder).glob("*.toml"))
    return {d["id"]: d for d in (tomllib.loads(f.read_text()) for f in files)}


class Attempt:
    """Compressions as (onset, release, depth, rate or None, residual or None, set), in seconds."""

    def __init__(self, g, depth, rate=110.0, residual=0.0, pause=6.0, breathes=True,
                 gives_up=False, accelerometer=False):
        per_set, per_breath = g["compressions_per_cycle"]["value"], g["breaths_per_cycle"]["value"]
        cycles = g["cycles"]["value"]
        pauses = per_breath > 0 and breathes
        sets = [per_set] * cycles
        if not pauses:
            sets = [per_set * cycles] if per_breath > 0 else [int(2 * rate)]
        if per_breath == 0 and pause > 6:
            sets = [60, 60, 60]
        if gives_up:
            sets = [per_set, per_set - 10]
        period, volume = 60.0 / rate, (g["breath_volume_ml"]["low"] + g["breath_volume_ml"]["high"]) / 2
        self.compressions, self.breaths, self.pauses, self.hole = [], [], [], 0.0
        self.measures_breaths = not accelerometer
        self.holed_set = None
        now, total = 0.0, 0
        for i, count in enumerate(sets):
            for k in range(count):
                runs = bool(self.compressions) and k > 0
                if accelerometer and total == per_set + 10 and k > 0:
                    now, self.hole, runs, self.holed_set = now + 3.0, 3.0, False, i
                self.compressions.append((now, now + 0.8 * period, depth,
                                          rate if runs else None, residual, i))
                now, total = now + period, total + 1
            released, last = self.compressions[-1][1], i + 1 == len(sets)
            if gives_up and last:
                break
            if pauses and not accelerometer:
                self.breaths += [(released + 0.2 * pause, volume, i), (released + 0.6 * pause, volume, i)]
                end = released + (0.8 * pause if last else pause)
                self.pauses.append((i, end - released, not last))
                now = released + pause
            elif not last:
                self.pauses.append((i, pause, True))
                now = released + pause
        self.sets = sets
        self.ends_with_breaths = pauses and not accelerometer and not gives_up
        last_action = self.compressions[-1][1]
        if self.ends_with_breaths:
            last_action += 0.8 * pause
        self.length = last_action
        self.observed = last_action - self.hole


def fraction_lost(beyond, limit, margin):
    return min(1.0, max(0.0, beyond) / (limit * margin))


def quality_lost(a, g, scheme, depth_shift=0.0, volume_shift=0.0):
    """Points lost of 100, and by which part."""
    weights = scheme["quality"]["weights"]
    margins = {"depth": 0.2, "rate": 0.2, "leaning": 1.0, "breath": 0.5, "hands_off": 0.2}
    margins |= scheme["quality"].get("margins", {})
    low, high = g["depth_mm"]["low"], g["depth_mm"]["high"]
    judged, lost = dict.fromkeys(weights, 0.0), dict.fromkeys(weights, 0.0)
    for _, _, depth, rate, residual, _ in a.compressions:
        depth += depth_shift
        judged["depth"] += 1
        lost["depth"] += fraction_lost(low - depth, low, margins["depth"])
        lost["depth"] += fraction_lost(depth - high, high, margins["depth"])
        if rate:
            slow, fast = g["rate_per_min"]["low"], g["rate_per_min"]["high"]
            judged["rate"] += 1
            lost["rate"] += fraction_lost(slow - rate, slow, margins["rate"])
            lost["rate"] += fraction_lost(rate - fast, fast, margins["rate"])
        if residual is not None:
            leaning = g["leaning_threshold_mm"]["value"]
            judged["recoil"] += 1
            lost["recoil"] += fraction_lost(residual - leaning, leaning, margins["leaning"])
    gap, longest = g["no_flow_gap_s"]["value"], g["longest_breath_pause_s"]["value"]
    breaths_asked = g["breaths_per_cycle"]["value"]
    allowed = longest if breaths_asked > 0 else gap
    judged["hands_off"] = a.observed * margins["hands_off"]
    lost["hands_off"] = sum(max(0.0, s - allowed) for _, s, _ in a.pauses if s > gap)
    judged["hands_off"] = max(judged["hands_off"], lost["hands_off"])
    if a.measures_breaths and breaths_asked > 0:
        small, large = g["breath_volume_ml"]["low"], g["breath_volume_ml"]["high"]
        for _, volume, _ in a.breaths:
            volume += volume_shift
            judged["breaths"] += 1
            lost["breaths"] += fraction_lost(small - volume, small, margins["breath"])
            lost["breaths"] += fraction_lost(volume - large, large, margins["breath"])
        per_set = g["compressions_per_cycle"]["value"]
        for i, count in enumerate(a.sets):
            given = sum(1 for b in a.breaths if b[2] == i)
            is_last = i + 1 == len(a.sets)
            due = (max(1, count // per_set) - (1 if is_last else 0)) * breaths_asked
            missing = max(0, due - given)
            judged["breaths"] += missing
            lost["breaths"] += missing
            if not (is_last and given == 0):
                judged["ratio"] += 1
                lost["ratio"] += max(0, per_set - count) / per_set
    whole = sum(w for part, w in weights.items() if judged[part] > 0)
    if whole == 0:
        return None, {}
    parts = {part: 100.0 * weights[part] / whole * lost[part] / judged[part]
             for part in weights if judged[part] > 0}
    return sum(parts.values()), parts


MISSED, UNKNOWN = "not done", None


def measure(a, g, item, shift=0.0):
    """The value, or that it was not done, or not known."""
    name, low = item["measure"], g["depth_mm"]["low"]
    per_set = g["compressions_per_cycle"]["value"]
    these, holed = a.compressions, a.hole > 0
    if item.get("of") == "set":
        index = item["set"] - 1
        if index >= len(a.sets):
            return MISSED
        these = [c for c in a.compressions if c[5] == index]
        holed = a.holed_set == index
        if name == "longest_breath_pause_s":
            pause = [s for i, s, resumed in a.pauses if i == index and resumed]
            return pause[0] if pause else MISSED
        if holed and not name.endswith("count"):
            return UNKNOWN
        if name == "set_duration_s":
            return these[per_set - 1][1] - these[0][0] if len(these) >= per_set else MISSED
    deep = sum(c[2] + shift >= low for c in these)
    recoiled = [c[4] < g["leaning_threshold_mm"]["value"] for c in these if c[4] is not None]
    if name == "deep_enough_count":
        return UNKNOWN if holed and deep < item["limit"] else deep  # more may be in the hole
    if name == "deep_enough_pct":
        return 100 * deep / len(these)
    if name in ("full_recoil_count", "full_recoil_pct"):
        if not recoiled:
            return UNKNOWN
        return sum(recoiled) if name.endswith("count") else 100 * sum(recoiled) / len(recoiled)
    if name == "mean_rate_per_min":
        rates = [c[3] for c in these if c[3]]
        return len(rates) / sum(1 / r for r in rates)
    if name == "flow_fraction_pct":
        off = sum(s for _, s, _ in a.pauses if s > g["no_flow_gap_s"]["value"])
        return 100 * (a.observed - off) / a.observed
    if name == "duration_s":
        return a.length
    if name == "cycles":
        return len(a.sets)
    if name.endswith("shock_pause_s"):
        return UNKNOWN  # nobody was shocked
    raise ValueError(name)


def won(item, value):
    if value is MISSED:
        return 0.0
    tolerance, tiny = item.get("tolerance", 0.0), 1e-6
    low = item.get("low", item.get("limit"))
    high = item.get("high", item.get("limit"))
    sign = item["operator"]
    too_little, too_much = low - tolerance - value, value - high - tolerance
    beyond = {"<": too_much, "<=": too_much, ">": too_little, ">=": too_little,
              "within": max(too_little, too_much)}[sign]
    if beyond < (-tiny if sign in ("<", ">") and abs(beyond) < tiny else tiny):
        return 1.0
    return max(0.0, 1.0 - beyond / item["fade"]) if "fade" in item else 0.0


def examine(a, g, scheme, sheet):
    """Verdict, total and what there is to say about it."""
    run, said = scheme["run"], []
    u = scheme.get("assumed_uncertainty", {})
    steps = int(u.get("depth_mm", 0) / 0.5 + 0.999)
    shifts = [0.5 * k for k in range(-steps, steps + 1)]
    volume_steps = int(u.get("volume_ml", 0) / 10 + 0.999)
    volume_shifts = [10.0 * k for k in range(-volume_steps, volume_steps + 1)]
    lines = []  # points, share won, worst, best, counted, critical, id, undecided
    for item in scheme["item"]:
        critical = item.get("critical", False)
        if item["judge"] != "sensor":
            entry = sheet.get(item["id"])
            share = {None: None, True: 1.0, False: 0.0}[entry]
            open_ = share is None
            lines.append((item["points"], share or 0.0, 0.0 if open_ else share,
                          1.0 if open_ else share, not open_, critical, item["id"], open_))
            if share == 0.0:
                said.append(f"{item['id']} missed")
            continue
        value = measure(a, g, item)
        if value is UNKNOWN:
            lines.append((item["points"], 0.0, 0.0, 1.0, False, critical, item["id"], False))
            said.append(f"{item['id']} not measured")
            continue
        depths = shifts if item["measure"].startswith("deep_enough") else [0.0]
        shares = [won(item, measure(a, g, item, s)) for s in depths]
        share = won(item, value)
        lines.append((item["points"], share, min(shares), max(shares), True, critical, item["id"], False))
        told = value if value is MISSED else f"{value:.3g}"
        if min(shares) < max(shares):
            said.append(f"{item['id']} borderline ({told})")
        elif share < 1.0:
            said.append(f"{item['id']} {'missed' if share == 0 else 'partly met'} ({told})")
    graded = None
    if run["cpr"] and "quality" in scheme:
        lost, parts = quality_lost(a, g, scheme)
        if lost is not None:
            depth = [quality_lost(a, g, scheme, depth_shift=s)[0] - lost for s in shifts]
            volume = [quality_lost(a, g, scheme, volume_shift=s)[0] - lost for s in volume_shifts]
            graded = [1 - lost / 100, 1 - (lost + max(depth) + max(volume)) / 100,
                      1 - (lost + min(depth) + min(volume)) / 100]
            costs = [f"{part.replace('_', ' ')} −{cost:.1f}" for part, cost in parts.items() if cost > 0.05]
            said.insert(0, f"quality {100 - lost:.1f}" + (f" ({', '.join(costs)})" if costs else ""))
            weights = scheme["quality"]["weights"]
            unjudged = [p.replace("_", " ") for p in weights if weights[p] and p not in parts]
            if unjudged:
                said.append(f"without {' and '.join(unjudged)}")

    def total(pick, with_open):
        counted = [(line[0], line[pick]) for line in lines if line[4] or (with_open and line[7])]
        if graded:
            counted.append((scheme["quality"]["points"], graded[pick - 1]))
        out_of = sum(p for p, _ in counted)
        return 100 * sum(p * s for p, s in counted) / out_of if out_of else None

    points = total(1, False)
    fails = [line[6] for line in lines if line[5] and line[3] == 0]
    opens = [line[6] for line in lines if line[5] and line[2] == 0]
    if "pass" in scheme:
        worst, best, limit = total(2, True), total(3, True), scheme["pass"]["points"]
        if best is not None and best < limit - 1e-6:
            fails.append("score")
        elif worst is None or worst < limit - 1e-6:
            said.append(f"between {worst:.1f} and {best:.1f}")
            opens.append("score")
    undecided = [line[6] for line in lines if line[7]]
    if undecided:
        said.append("not decided: " + ("everything" if len(undecided) == len(lines)
                                       else f"{len(undecided)} items"))
    verdict = "fail" if fails else "borderline" if opens else "pass"
    return verdict, points, "; ".join(said) or "nothing to find fault with"


def attempts(g, scheme):
    low, high = g["depth_mm"]["low"], g["depth_mm"]["high"]
    well, leaning = (low + high) / 2, g["leaning_threshold_mm"]["value"] + 4
    full = {item["id"]: True for item in scheme["item"] if item["judge"] != "sensor"}
    first_missed = dict(full)
    if full:
        first_missed[next(iter(full))] = False
    return [
        ("good", Attempt(g, well), full),
        ("sheet-empty", Attempt(g, well), {}),
        ("shallow", Attempt(g, low - 5), full),
        ("at-the-limit", Attempt(g, low - 1), full),
        ("too-deep", Attempt(g, high + 6), full),
        ("too-fast", Attempt(g, well, rate=135.0), full),
        ("too-slow", Attempt(g, well, rate=85.0), full),
        ("leaning", Attempt(g, well, residual=leaning), full),
        ("long-pauses", Attempt(g, well, pause=13.0), full),
        ("no-breaths", Attempt(g, well, breathes=False), full),
        ("gives-up", Attempt(g, well, gives_up=True), first_missed),
        ("accelerometer", Attempt(g, well, residual=None, accelerometer=True), full),
    ]


HEAD = """# What every scheme says of twelve people

Frozen: `golden_test.cpp` holds the program to it. Reckoned by `reckon_golden.py`, which shares no line with the program, and
read row by row. A scheme or guideline that changes on purpose changes its rows; print the page anew and read what moved.

Each of the twelve does everything well by the scheme's own guideline (middle of the depth band, 110/min, full recoil, 6 s and
full breaths between sets, as many sets as the guideline asks for) but for one thing, and has everything ticked on the sheet:

| attempt | the one thing |
|---|---|
| `good` | none |
| `sheet-empty` | nobody has ticked anything yet |
| `shallow` | 5 mm too shallow |
| `at-the-limit` | 1 mm too shallow: within the uncertainty of the manikin |
| `too-deep` | 6 mm too deep |
| `too-fast`, `too-slow` | 135/min, 85/min |
| `leaning` | 4 mm more than the threshold left at every release |
| `long-pauses` | 13 s between sets; where no breaths are asked for, two such pauses |
| `no-breaths` | never stops to give any |
| `gives-up` | ends ten compressions before the end of the second set; the first item on the sheet was missed |
| `accelerometer` | neither recoil nor breaths are measured, and 3 s of the second set are lost |

`total` is of what was measured and decided. Numbers behind items are what was measured.

| scheme | attempt | verdict | total | why |
|---|---|---|---|---|"""


def main():
    guidelines, schemes = load("guidelines"), load("schemes")
    print(HEAD)
    for scheme in schemes.values():
        g = guidelines[scheme["guideline"]]
        for name, attempt, sheet in attempts(g, scheme):
            verdict, points, why = examine(attempt, g, scheme, sheet)
            told = "–" if points is None else f"{points:.2f}"
            print(f"| {scheme['id']} | {name} | {verdict} | {told} | {why} |")


if __name__ == "__main__":
    main()
