#include "gui/app/lesson.hpp"

#include <fmt/format.h>

#include <chrono>
#include <set>
#include <variant>

#include "gui/locale/exam_sentence.hpp"

namespace sternum {
namespace {

constexpr auto kLook = std::chrono::milliseconds(50);
constexpr auto kPatience = std::chrono::seconds(10);

bool settled(const StationSnapshot& snapshot) {
  for (const auto& seat : snapshot.seats) {
    if (seat.phase == AttemptPhase::Running) return false;
    if (seat.phase == AttemptPhase::Done && seat.result == nullptr) return false;
  }
  return true;
}

}  // namespace

Lesson::~Lesson() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void Lesson::begin_in_background() {
  thread_ = std::thread([this] {
    std::set<std::string> begun;
    while (!stopping_) {
      const auto snapshot = station_.snapshot();
      for (const auto& seat : snapshot->seats) {
        if (seat.live == nullptr || !begun.insert(seat.manikin.id).second) continue;
        station_.post(StartAttempt{seat.manikin.id,
                                   fmt::format("{} {}", tr(language_, "Trainee"), seat.number),
                                   options_.coach, options_.scheme_id, options_.purpose});
      }
      std::this_thread::sleep_for(kLook);
    }
  });
}

void Lesson::end() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
  for (const auto now = station_.snapshot(); const Seat& seat : now->seats) {
    station_.post(EndAttempt{seat.manikin.id});
  }
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (!settled(*station_.snapshot()) && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(kLook);
  }
}

namespace {

/// Whether all that was sent has been judged.
std::string what_came(Language language, const StationSnapshot& station) {
  LinkStatistics all;
  for (const Seat& seat : station.seats) {
    all.frames += seat.statistics.frames;
    all.samples += seat.statistics.samples;
    all.crc_failures += seat.statistics.crc_failures;
    all.batches_lost += seat.statistics.batches_lost;
    all.queue_drops += seat.statistics.queue_drops;
  }
  const char* pattern = tr(language,
                           "{} frames, {} samples; {} frames damaged, {} batches lost on the way, "
                           "{} dropped here");
  return fmt::format(fmt::runtime(pattern), all.frames, all.samples, all.crc_failures,
                     all.batches_lost, all.queue_drops) +
         "\n";
}

}  // namespace

std::string Lesson::report() const {
  std::string text;
  const auto now = station_.snapshot();
  for (const Seat& seat : now->seats) {
    text += fmt::format("{} {}  {}  {}: ", tr(language_, "Seat"), seat.number, seat.manikin.id,
                        seat.trainee);
    if (seat.result == nullptr) {
      text += fmt::format("{}\n", tr(language_, "no attempt"));
    } else if (seat.exam != nullptr && seat.exam->examination != nullptr) {
      const Examination& examination = *seat.exam->examination;
      text += examination.total ? fmt::format("{:.0f} / 100, ", examination.total->points())
                                : std::string();
      text += fmt::format("{}, {} {}\n", word(language_, examination.verdict),
                          seat.result->metrics.compression_count, tr(language_, "compressions"));
    } else if (!seat.result->score.total) {
      text += fmt::format("{}\n", tr(language_, "no compression found: nothing to judge"));
    } else {
      text += fmt::format("{:.0f} / 100, {} {}\n", seat.result->score.total->points(),
                          seat.result->metrics.compression_count, tr(language_, "compressions"));
    }
  }
  if (text.empty()) return fmt::format("{}\n", tr(language_, "No manikin was heard."));
  return text + what_came(language_, *now);
}

}  // namespace sternum
