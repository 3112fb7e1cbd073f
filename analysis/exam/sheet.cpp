#include "analysis/exam/sheet.hpp"

namespace sternum {
namespace {

bool is_within(const TimerRule& timer, Duration timed) {
  return timed >= timer.at_least && timed <= timer.at_most;
}

bool takes(const SchemeItem& item, const SheetEntry& entry) {
  switch (entry.kind) {
    case SheetEntry::Kind::Timed:
      return item.judge == ItemJudge::Timer;
    case SheetEntry::Kind::Overruled:
      return !entry.reason.empty();
    default:
      return true;
  }
}

}  // namespace

SheetMark read_sheet(const std::vector<SheetEntry>& sheet, const SchemeItem& item) {
  SheetMark mark;
  for (const SheetEntry& entry : sheet) {
    if (entry.item_id != item.id || !takes(item, entry)) continue;
    if (entry.kind == SheetEntry::Kind::Overruled) {
      mark.overruling = entry;
      continue;
    }
    mark = {};
    if (entry.kind == SheetEntry::Kind::Ticked) mark.met = true;
    if (entry.kind == SheetEntry::Kind::Missed) mark.met = false;
    if (entry.kind == SheetEntry::Kind::Timed) {
      mark.met = is_within(item.timer, entry.timed);
      mark.timed_s = static_cast<double>(entry.timed.us()) / 1e6;
    }
  }
  return mark;
}

std::optional<SheetEntry> overruled_score(const std::vector<SheetEntry>& sheet) {
  std::optional<SheetEntry> overruling;
  for (const SheetEntry& entry : sheet) {
    if (entry.item_id != kWholeScore) continue;
    overruling.reset();
    if (entry.kind == SheetEntry::Kind::Overruled && !entry.reason.empty()) overruling = entry;
  }
  return overruling;
}

}  // namespace sternum
