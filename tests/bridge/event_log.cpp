#include "tests/bridge/event_log.hpp"

#include <algorithm>
#include <utility>

namespace sternum {

void EventLog::write(std::string event) {
  const std::lock_guard lock(mutex_);
  ++calls_;
  events_.push_back(std::move(event));
  changed_.notify_all();
}

void EventLog::on_manikin(const Hello& hello, const std::string& link) {
  write("manikin " + hello.id + " on " + link);
}
void EventLog::on_silent(const std::string& id, const std::string& reason) {
  {
    const std::lock_guard lock(mutex_);
    last_reason_ = reason;
  }
  write("silent " + id);
}
void EventLog::on_samples(const std::string& id, const SampleBatch& batch) {
  const std::lock_guard lock(mutex_);
  ++calls_;
  samples_[id].push_back(batch);
  changed_.notify_all();
}
void EventLog::on_status(const std::string& id, const Status&) { write("status " + id); }
void EventLog::on_touch(const std::string& id) { write("touch " + id); }
void EventLog::on_compression(const std::string& id, const ReportedCompression& report) {
  {
    const std::lock_guard lock(mutex_);
    compressions_[id].push_back(report);
  }
  write("compression " + id);
}
void EventLog::on_breath(const std::string& id, const ReportedBreath& report) {
  {
    const std::lock_guard lock(mutex_);
    breaths_[id].push_back(report);
  }
  write("breath " + id);
}
void EventLog::on_conflict(const std::string& id, const std::string& link) {
  write("conflict " + id + " on " + link);
}
void EventLog::on_conflict_resolved(const std::string& id) { write("resolved " + id); }
void EventLog::on_radio(const BleSurvey& survey) {
  const std::lock_guard lock(mutex_);
  survey_ = survey;
  changed_.notify_all();
}
void EventLog::on_notice(const Error& error) { write("notice " + error.message()); }
void EventLog::on_all_told() {
  const std::lock_guard lock(mutex_);
  calls_all_told_ = calls_;
  changed_.notify_all();
}

std::vector<std::string> EventLog::events() const {
  const std::lock_guard lock(mutex_);
  return events_;
}

std::size_t EventLog::count(const std::string& start) const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::ranges::count_if(
      events_, [&](const std::string& event) { return event.starts_with(start); }));
}

std::vector<ReportedCompression> EventLog::compressions(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = compressions_.find(id);
  return found == compressions_.end() ? std::vector<ReportedCompression>{} : found->second;
}

std::vector<ReportedBreath> EventLog::breaths(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = breaths_.find(id);
  return found == breaths_.end() ? std::vector<ReportedBreath>{} : found->second;
}

std::vector<SampleBatch> EventLog::samples(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = samples_.find(id);
  return found == samples_.end() ? std::vector<SampleBatch>{} : found->second;
}

std::size_t EventLog::batches(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = samples_.find(id);
  return found == samples_.end() ? 0 : found->second.size();
}

std::size_t EventLog::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

std::size_t EventLog::calls_all_told() const {
  const std::lock_guard lock(mutex_);
  return calls_all_told_;
}

BleSurvey EventLog::survey() const {
  const std::lock_guard lock(mutex_);
  return survey_;
}

std::string EventLog::last_reason() const {
  const std::lock_guard lock(mutex_);
  return last_reason_;
}

bool EventLog::await(const std::function<bool()>& reached, const std::function<void()>& step) {
  const auto deadline = std::chrono::steady_clock::now() + kDeadline;
  while (!reached()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    step();
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::milliseconds(5));
  }
  return true;
}

}  // namespace sternum
