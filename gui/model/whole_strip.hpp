/// The depth trace of an attempt from beginning to end, however long, as the analysis sees it: from
/// whatever channel it measures depth by, and counted from the chest's rest.
///
/// An attempt remembers an hour of it at most; this one takes it over in time. Deterministic; never
/// blocks. 16 bytes a point, at most 100 points a second.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "analysis/attempt/attempt.hpp"
#include "analysis/core/result.hpp"

namespace sternum {

class WholeStrip {
 public:
  WholeStrip(const Guideline& guideline, AttemptOptions options);

  /// As `Attempt::push`: in the order in which the attempt was fed.
  void push(const AttemptInput& input);
  /// Ascending in time. Nothing may be pushed afterwards.
  [[nodiscard]] std::vector<StripPoint> take();

 private:
  void take_over();

  Attempt attempt_;
  std::optional<DeviceTime> taken_at_;
  std::vector<StripPoint> points_;
};

/// Of a stored attempt.
[[nodiscard]] std::vector<StripPoint> whole_strip(const std::vector<AttemptInput>& inputs,
                                                  const Guideline& guideline,
                                                  const AttemptOptions& options);
/// Of a recording, read once more: nobody keeps its samples. Errors are the reader's; blocks on the
/// disk.
[[nodiscard]] Result<std::vector<StripPoint>> whole_strip(const std::filesystem::path& recording,
                                                          const Guideline& guideline,
                                                          AttemptOptions options);

}  // namespace sternum
