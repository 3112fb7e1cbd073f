#include "gui/model/instructor_desk.hpp"

#include <chrono>
#include <utility>

namespace sternum {
namespace {

constexpr std::int64_t kSignedOutAfter_ms = 30 * 60'000;

}  // namespace

void InstructorDesk::look() {
  auto instructors = Instructors::open(folder_, cost_);
  if (!instructors) return;
  if (const auto any = instructors->any()) state_.needed = *any;
}

void InstructorDesk::sign_in(const std::string& number, const std::string& pin,
                             std::int64_t utc_ms) {
  if (state_.looking) return;
  sign_out();
  state_.looking = true;
  state_.last_refused.reset();
  looked_at_ =
      std::async(std::launch::async,
                 [folder = folder_, cost = cost_, number, pin, utc_ms]() -> Result<SignIn> {
                   auto instructors = Instructors::open(folder, cost);
                   if (!instructors) return tl::unexpected(instructors.error());
                   return instructors->sign_in(number, pin, utc_ms);
                 });
}

void InstructorDesk::sign_out() {
  if (state_.number.empty()) return;
  leaving_ =
      std::async(std::launch::async, [folder = folder_, number = state_.number]() -> Result<void> {
        auto instructors = Instructors::open(folder);
        if (!instructors) return tl::unexpected(instructors.error());
        return instructors->sign_out(number);
      });
  state_.number.clear();
  state_.name.clear();
  changed_ = true;
}

bool InstructorDesk::settle(std::int64_t steady_ms, std::int64_t utc_ms, bool exam_runs,
                            std::optional<Error>& trouble) {
  if (seen_ || exam_runs) seen_at_ms_ = steady_ms;
  seen_ = false;
  if (looked_at_.valid() &&
      looked_at_.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
    const auto came = looked_at_.get();
    state_.looking = false;
    state_.needed = state_.needed || came.has_value();
    if (!came) {
      trouble = came.error();
    } else if (came->outcome == SignIn::Outcome::Done) {
      state_.number = came->instructor.number;
      state_.name = came->instructor.name;
      state_.locked_until_ms = 0;
      seen_at_ms_ = steady_ms;
      changed_ = true;
    } else {
      state_.last_refused = came->outcome;
      state_.locked_until_ms = came->wait_ms > 0 ? utc_ms + came->wait_ms : 0;
      look();
    }
  }
  if (!state_.number.empty() && steady_ms - seen_at_ms_ > kSignedOutAfter_ms) sign_out();
  return std::exchange(changed_, false);
}

}  // namespace sternum
