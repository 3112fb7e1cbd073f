#include "datasets/records/journal_queue.hpp"

#include <algorithm>
#include <iterator>

namespace sternum {

namespace {

struct MarkGap {
  void operator()(SampleBatch& batch) const { batch.flags = batch.flags | BatchFlag::FollowsGap; }
  void operator()(ReportedCompression& report) const { report.follows_gap = true; }
  void operator()(ReportedBreath& report) const { report.follows_gap = true; }
  void operator()(AttemptEvent& /*event*/) const {}
};

}  // namespace

JournalQueue::Track JournalQueue::track_of(const JournalEntry::Append& append) {
  constexpr std::size_t kBeyondChannels = 256;
  const auto* batch = std::get_if<SampleBatch>(&append.input);
  return {append.ticket, batch != nullptr ? static_cast<std::size_t>(batch->channel)
                                          : kBeyondChannels + append.input.index()};
}

void JournalQueue::push(std::chrono::steady_clock::time_point now,
                        decltype(JournalEntry::what) what) {
  JournalEntry entry{++last_number_, now, std::move(what)};
  auto& queue = entry.is_batch() ? batches_ : others_;
  queue.push_back(std::move(entry));
  drop_beyond_bounds();
}

void JournalQueue::drop_beyond_bounds() {
  while (batch_count() > most_batches_ && !batches_.empty()) {
    const JournalEntry& oldest = batches_.front();
    const auto& append = std::get<JournalEntry::Append>(oldest.what);
    dropped_up_to_[track_of(append)] = oldest.number;
    batches_.pop_front();
    ++dropped_;
  }
}

void JournalQueue::mark_gap(JournalEntry& entry) {
  if (dropped_up_to_.empty()) return;
  auto& append = std::get<JournalEntry::Append>(entry.what);
  const auto dropped = dropped_up_to_.find(track_of(append));
  if (dropped == dropped_up_to_.end() || entry.number < dropped->second) return;
  std::visit(MarkGap{}, append.input);
  dropped_up_to_.erase(dropped);
}

std::deque<JournalEntry> JournalQueue::take(std::size_t most) {
  std::deque<JournalEntry> entries;
  while (entries.size() < most && !(batches_.empty() && others_.empty())) {
    const bool batch_first =
        others_.empty() || (!batches_.empty() && batches_.front().number < others_.front().number);
    auto& queue = batch_first ? batches_ : others_;
    entries.push_back(std::move(queue.front()));
    queue.pop_front();
    if (batch_first) {
      mark_gap(entries.back());
      ++taken_batches_;
    }
  }
  taken_ = entries.size();
  if (!entries.empty()) {
    taken_oldest_ = entries.front().came;
    first_taken_ = entries.front().number;
  }
  return entries;
}

void JournalQueue::finish(std::deque<JournalEntry> left) {
  for (auto entry = left.rbegin(); entry != left.rend(); ++entry) {
    auto& queue = entry->is_batch() ? batches_ : others_;
    queue.push_front(std::move(*entry));
  }
  taken_ = 0;
  taken_batches_ = 0;
  taken_oldest_.reset();
  drop_beyond_bounds();
}

std::optional<std::chrono::steady_clock::time_point> JournalQueue::oldest() const {
  std::optional<std::chrono::steady_clock::time_point> oldest = taken_oldest_;
  for (const auto* queue : {&batches_, &others_}) {
    if (!queue->empty() && (!oldest || queue->front().came < *oldest)) {
      oldest = queue->front().came;
    }
  }
  return oldest;
}

std::uint64_t JournalQueue::settled_number() const {
  std::uint64_t first_open = last_number_ + 1;
  if (taken_ > 0) first_open = std::min(first_open, first_taken_);
  if (!batches_.empty()) first_open = std::min(first_open, batches_.front().number);
  if (!others_.empty()) first_open = std::min(first_open, others_.front().number);
  return first_open - 1;
}

}  // namespace sternum
