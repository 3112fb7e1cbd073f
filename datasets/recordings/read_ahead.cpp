#include "datasets/recordings/read_ahead.hpp"

namespace sternum {

ReadAhead::ReadAhead(RecordingReader& reader) : reader_(reader), thread_([this] { read_all(); }) {}

ReadAhead::~ReadAhead() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void ReadAhead::read_all() {
  for (std::size_t place = 0;; place = (place + 1) % kPortions) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || full_ < kPortions; });
      if (stopping_) return;
    }
    Portion& portion = portions_[place];
    fill(portion);
    {
      const std::lock_guard lock(mutex_);
      ++full_;
    }
    changed_.notify_all();
    if (portion.is_last) return;
  }
}

void ReadAhead::fill(Portion& portion) {
  portion.count = 0;
  while (portion.count < kStepsOfPortion) {
    Step& step = portion.steps[portion.count];
    const auto more = reader_.next(step.batches);
    if (!more || !*more) {
      portion.is_last = true;
      if (!more) portion.trouble = more.error();
      return;
    }
    step.reports = reader_.reports();
    step.stiffness_n_per_mm = reader_.stiffness_n_per_mm();
    step.attempt = reader_.attempt();
    ++portion.count;
  }
}

void ReadAhead::hand_back() {
  {
    const std::lock_guard lock(mutex_);
    --full_;
  }
  changed_.notify_all();
  taken_place_ = (taken_place_ + 1) % kPortions;
  holds_portion_ = false;
}

Result<const ReadAhead::Step*> ReadAhead::next() {
  for (;;) {
    if (!holds_portion_) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return full_ > 0; });
      holds_portion_ = true;
      taken_steps_ = 0;
    }
    const Portion& portion = portions_[taken_place_];
    if (taken_steps_ < portion.count) return &portion.steps[taken_steps_++];
    if (portion.trouble) return tl::unexpected(*portion.trouble);
    if (portion.is_last) return nullptr;
    hand_back();
  }
}

}  // namespace sternum
