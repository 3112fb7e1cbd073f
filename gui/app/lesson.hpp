/// A lesson that runs by itself: an attempt on every manikin as it appears, ended and reported at
/// the close; exams, when a scheme is given.
///
/// Works through the same port as the screens; its thread only looks at snapshots and posts
/// commands.
#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <utility>

#include "gui/locale/locale.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

struct LessonOptions {
  CoachMode coach = CoachMode::Full;
  std::string scheme_id{};  ///< empty: practice
  AttemptPurpose purpose = AttemptPurpose::Practice;
};

class Lesson {
 public:
  Lesson(StationPort& station, Language language, LessonOptions options)
      : station_(station), language_(language), options_(std::move(options)) {}
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
  LessonOptions options_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace sternum
