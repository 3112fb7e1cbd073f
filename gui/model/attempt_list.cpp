#include "gui/model/attempt_list.hpp"

#include <algorithm>
#include <utility>

namespace sternum {
namespace {

constexpr const char* kBlanks = " \t";

std::string without_blanks_around(const std::string& text) {
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace

const std::vector<AttemptRecord> AttemptList::kNone;

void AttemptList::follow(StationPort& station) {
  std::string looked_for = without_blanks_around(search_);
  if (looked_for != looked_for_) selected_ = 0;
  looked_for_ = std::move(looked_for);
  rows_ = searching() ? &station.attempts_named(looked_for_) : &station.attempts();
  select(selected_);
}

void AttemptList::select(int index) {
  selected_ = std::clamp(index, 0, std::max(0, static_cast<int>(rows_->size()) - 1));
}

const AttemptRecord* AttemptList::chosen() const {
  return rows_->empty() ? nullptr : &(*rows_)[static_cast<std::size_t>(selected_)];
}

}  // namespace sternum
