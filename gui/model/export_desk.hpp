/// One export at a time, on a thread of its own.
///
/// A lesson goes before it: the thread runs when nobody else wants the processor. `begin`, `cancel`
/// and the destructor belong to one thread; `state` is any thread's; none of them waits for the
/// disk but the destructor, which cancels and waits for the file that is being written. Errors
/// become `ExportState::trouble`.
///
///     Idle ──begin──▶ Running ──last file in its place──▶ Done ──begin──▶ Running
///                        │ └──error──▶ Failed
///                        └──cancel──▶ (stopping) ──▶ Cancelled
#pragma once

#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "gui/model/paperwork.hpp"
#include "gui/model/record_export.hpp"

namespace sternum {

class ExportDesk {
 public:
  ExportDesk() = default;
  ~ExportDesk();
  ExportDesk(const ExportDesk&) = delete;
  ExportDesk& operator=(const ExportDesk&) = delete;

  /// While one runs, nothing happens: the screens offer no second one.
  void begin(ExportRequest request);
  void cancel();
  [[nodiscard]] ExportState state() const;

 private:
  void run(const ExportRequest& request);

  std::stop_source stop_;
  mutable std::mutex mutex_;
  ExportState state_;
  std::thread thread_;
};

}  // namespace sternum
