/// A listener that writes down what the bridge tells, and can be waited on from another thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "firmware-bridge/bridge.hpp"

namespace sternum {

/// Long enough for any machine; a test that gets this far has failed.
inline constexpr std::chrono::seconds kDeadline{20};

class EventLog final : public BridgeListener {
 public:
  void on_manikin(const Hello& hello, const std::string& link) override;
  void on_silent(const std::string& id, const std::string& reason) override;
  void on_samples(const std::string& id, const SampleBatch& batch) override;
  void on_status(const std::string& id, const Status& status) override;
  void on_touch(const std::string& id) override;
  void on_compression(const std::string& id, const ReportedCompression& report) override;
  void on_breath(const std::string& id, const ReportedBreath& report) override;
  void on_conflict(const std::string& id, const std::string& link) override;
  void on_conflict_resolved(const std::string& id) override;
  void on_radio(const BleSurvey& survey) override;
  void on_notice(const Error& error) override;
  void on_all_told() override;

  /// What was told besides samples, in order: "manikin A on serial …", "silent A", "conflict A on
  /// …", "resolved A", "status A", "touch A", "compression A", "breath A", "notice …".
  [[nodiscard]] std::vector<std::string> events() const;
  /// How many events begin with `start`.
  [[nodiscard]] std::size_t count(const std::string& start) const;
  [[nodiscard]] std::vector<SampleBatch> samples(const std::string& id) const;
  [[nodiscard]] std::vector<ReportedCompression> compressions(const std::string& id) const;
  [[nodiscard]] std::vector<ReportedBreath> breaths(const std::string& id) const;
  [[nodiscard]] std::size_t batches(const std::string& id) const;
  /// Calls of any kind so far, but for the word that all is told …
  [[nodiscard]] std::size_t calls() const;
  /// … and how many of them that word has followed.
  [[nodiscard]] std::size_t calls_all_told() const;
  [[nodiscard]] std::string last_reason() const;
  /// The last.
  [[nodiscard]] BleSurvey survey() const;

  /// Waits until `reached`, calling `step` every few milliseconds; false after the deadline.
  bool await(
      const std::function<bool()>& reached, const std::function<void()>& step = [] {});

 private:
  void write(std::string event);

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> events_;
  std::map<std::string, std::vector<SampleBatch>> samples_;
  std::map<std::string, std::vector<ReportedCompression>> compressions_;
  std::map<std::string, std::vector<ReportedBreath>> breaths_;
  std::string last_reason_;
  BleSurvey survey_;
  std::size_t calls_ = 0;
  std::size_t calls_all_told_ = 0;
};

}  // namespace sternum
