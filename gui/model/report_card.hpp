/// The card that a trainee's report is saved from: whether it is open, and into which folder.
///
/// Not thread-safe: the screen's thread owns it.
#pragma once

#include <string>

namespace sternum {

class ReportCard {
 public:
  void show(bool shown) { shown_ = shown; }
  [[nodiscard]] bool shown() const { return shown_; }
  /// As typed; `usual` stands there until then.
  [[nodiscard]] std::string& folder(const std::string& usual) {
    if (folder_.empty()) folder_ = usual;
    return folder_;
  }

 private:
  bool shown_ = false;
  std::string folder_;
};

}  // namespace sternum
