#include "gui/model/attempt_list.hpp"

#include <algorithm>
#include <utility>

#include "gui/model/names.hpp"

namespace sternum {

const std::vector<AttemptRecord> AttemptList::kNone;

void AttemptList::follow(StationPort& station) {
  std::string looked_for = trimmed(search_);
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
