// What the console does in a debrief: which stretch of it is in sight, what is chosen in it, and
// which other attempt is held against it.
#include <algorithm>

#include "gui/model/console.hpp"

namespace sternum {

namespace {

constexpr double kZoomStep = 1.6;

}  // namespace

void Console::open_review(AttemptId id, StationPort& station) {
  review_.reset();
  review_trouble_.reset();
  selected_compression_.reset();
  selected_reason_.reset();
  review_desk_ = {};
  read_again_s_ = -1.0;
  review_window_ = {};
  compared_.reset();
  auto review = station.review(id);
  if (review) {
    review_.emplace(std::move(*review));
    review_window_ = ReviewWindow(review_->length_s());
  } else {
    review_trouble_ = std::move(review.error());
  }
  if (screen_ != Screen::Review) reviewed_from_ = screen_;
  show(Screen::Review);
}

void Console::select_compression(std::optional<int> index) {
  const int count = review_ ? static_cast<int>(review_->result().compressions.size()) : 0;
  selected_reason_.reset();
  if (!index || count == 0) {
    selected_compression_.reset();
  } else {
    selected_compression_ = std::clamp(*index, 0, count - 1);
    const auto at = static_cast<std::size_t>(*selected_compression_);
    review_window_.reveal(review_->seconds_at(review_->result().compressions[at].peak));
  }
}

void Console::select_reason(int index) {
  if (!review_) return;
  const auto& reasons = review_->result().score.reasons;
  if (index < 0 || index >= static_cast<int>(reasons.size())) return;
  select_compression(review_->compression_of(reasons[static_cast<std::size_t>(index)]));
  selected_reason_ = index;
  review_window_.look_at(review_->seconds_at(reasons[static_cast<std::size_t>(index)].span.from));
  if (!selected_compression_) return;
  const auto at = static_cast<std::size_t>(*selected_compression_);
  review_window_.reveal(review_->seconds_at(review_->result().compressions[at].peak));
}

void Console::press_in_review(Shortcut shortcut, StationPort& station) {
  if (screen_ != Screen::Review || !review_) return;
  switch (shortcut) {
    case Shortcut::Compare:
      compare_with_next(station);
      return;
    case Shortcut::Progress:
      progress_shown_ = !progress_shown_;
      return;
    case Shortcut::ZoomAll:
      review_window_.show_all();
      return;
    case Shortcut::Earlier:
      review_window_.scrub(-review_window_.span_s() / 2);
      return;
    case Shortcut::Later:
      review_window_.scrub(review_window_.span_s() / 2);
      return;
    default:
      break;
  }
  std::optional<double> chosen_s;
  if (selected_compression_) {
    const auto at = static_cast<std::size_t>(*selected_compression_);
    chosen_s = review_->seconds_at(review_->result().compressions[at].peak);
  }
  if (shortcut == Shortcut::ZoomIn || shortcut == Shortcut::ZoomOut) {
    const bool around_chosen = chosen_s && review_window_.shows(*chosen_s);
    review_window_.zoom(shortcut == Shortcut::ZoomIn ? kZoomStep : 1.0 / kZoomStep,
                        around_chosen ? *chosen_s : review_window_.middle_s());
    return;
  }
  const int by = shortcut == Shortcut::Left ? -1 : 1;
  if (selected_compression_) {
    select_compression(*selected_compression_ + by);
  } else {
    // Where the eye is.
    select_compression(review_window_.is_zoomed()
                           ? review_->nearest_compression(review_window_.middle_s())
                           : std::optional(0));
  }
}

std::vector<Comparable> Console::comparables() const {
  if (!review_) return {};
  return comparable_attempts(review_->review().record, *attempts_);
}

void Console::compare_with(std::optional<AttemptId> id, StationPort& station) {
  compared_.reset();
  if (!id || !review_) return;
  auto other = station.review(*id);
  if (other) {
    compared_.emplace(std::move(*other));
  } else {
    note(other.error());
  }
}

void Console::compare_with_next(StationPort& station) {
  const std::vector<Comparable> choices = comparables();
  if (!compared_) {
    if (!choices.empty()) compare_with(choices.front().id, station);
    return;
  }
  const AttemptId shown = compared_->review().record.id;
  auto next = std::ranges::find(choices, shown, &Comparable::id);
  if (next != choices.end()) ++next;
  compare_with(next == choices.end() ? std::nullopt : std::optional(next->id), station);
}

}  // namespace sternum
