/// A lesson that runs by itself: an attempt on every manikin as it appears, ended and reported at
/// the close.
///
/// Works through the same port as the screens; its thread only looks at snapshots and posts
/// commands.
#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "gui/locale/locale.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

class Lesson {
 public:
  Lesson(StationPort& station, Language language, CoachMode coach)
      : station_(station), language_(language), coach_(coach) {}
  ~Lesson();

  void begin_in_background();
  /// Starts no more attempts, ends every running one (also those that a person started) and waits,
  /// at most 10 s, until their results are on disk.
  void end();
  /// What each manikin's trainee scored, a line each.
  [[nodiscard]] std::string report() const;

 private:
  StationPort& station_;
  Language language_;
  CoachMode coach_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace sternum
