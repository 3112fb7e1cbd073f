// The station's manikins: who comes and goes, what they are called, and how deep they say they are.
#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "gui/model/host_clock.hpp"
#include "gui/model/names.hpp"
#include "gui/model/station.hpp"

namespace sternum {
namespace {

constexpr std::int64_t kCalendarDay_ms = 86'400'000;
constexpr std::int64_t kHadAfter_ms = 3'000;

bool measures_depth(const Hello& hello) {
  return std::ranges::any_of(hello.channels,
                             [](const ChannelInfo& c) { return c.channel == Channel::Depth; });
}

}  // namespace

void Station::take_manikin(const Appeared& appeared) {
  const Hello& hello = appeared.hello;
  stirred_at_ms_ = steady_ms();
  Desk& desk = desks_[hello.id];
  if (!desk.session) {
    static_cast<void>(book_.seat_for(hello.id));
    SeatSessionOptions session;
    session.guideline_text = rules_.text_of(*options_.guideline);
    desk.session =
        std::make_unique<SeatSession>(hello, options_.guideline, journal_, std::move(session));
    desk.silent_since_ms = steady_ms();
  } else {
    desk.session->on_hello(hello);
  }
  desk.link = appeared.link;
  desk.hello = hello;
  if (hello.held_by.empty()) {
    if (!desk.online) desk.online_since_ms = steady_ms();
    desk.online = true;
    desk.held_by.clear();
    return;
  }
  // Before the first console asks, a manikin speaks to everybody: that is not having it.
  const bool had_it = desk.online && steady_ms() - desk.online_since_ms >= kHadAfter_ms;
  if (had_it || (desk.online && desk.session->running())) {
    note({fmt::format("manikin {} was taken over by {}", hello.id, hello.held_by),
          fmt::format("seat {}", book_.seat_of(hello.id)),
          "what was measured so far is kept; end the attempt, or ask for the manikin back (I)"});
  }
  if (desk.held_by != hello.held_by) lose(desk, fmt::format("held by {}", hello.held_by));
  desk.held_by = hello.held_by;
}

void Station::lose(Desk& desk, const std::string& reason) {
  desk.silent_since_ms = steady_ms();
  desk.online = false;
  desk.held_by.clear();
  desk.silent_reason = reason;
  if (desk.check) desk.check->lose();
}

void Station::take_manikin_command(const Command& command) {
  if (const auto* identify = std::get_if<IdentifyManikin>(&command)) {
    bridge_.send(identify->manikin_id, Identify{});
  } else if (const auto* rename = std::get_if<RenameManikin>(&command)) {
    book_.rename(rename->manikin_id, trimmed(rename->name));
  } else if (const auto* move = std::get_if<MoveManikin>(&command)) {
    book_.move(move->manikin_id, move->seat);
  } else if (const auto* take = std::get_if<TakeOverManikin>(&command)) {
    bridge_.send(take->manikin_id, StartStreaming{options_.bridge.console, true});
  } else if (const auto* begin = std::get_if<BeginDepthCheck>(&command)) {
    begin_check(*begin);
  } else if (const auto* close = std::get_if<CloseDepthCheck>(&command)) {
    if (Desk* desk = desk_of(close->manikin_id)) desk->check.reset();
  }
}

void Station::begin_check(const BeginDepthCheck& begin) {
  Desk* desk = desk_of(begin.manikin_id);
  if (desk == nullptr) return;
  if (desk->session->running()) {
    return note({"a manikin is not checked while somebody practises on it", begin.manikin_id,
                 "end the attempt first"});
  }
  DepthCheckOptions options;
  options.block_mm = std::clamp(begin.block_mm, kLowestBlock_mm, kHighestBlock_mm);
  options.corrects = begin.corrects;
  desk->check.emplace(options);
  desk->checked_by = begin.who;
  if (!measures_depth(desk->hello)) {
    desk->check->refuse();
  } else if (!desk->online) {
    desk->check->lose();
  }
}

void Station::check_depth(const std::string& manikin_id, Desk& desk, const SampleBatch& batch) {
  const bool was_done = desk.check->state().result.has_value();
  desk.check->push(batch);
  if (const auto point_mm = desk.check->take_point()) {
    const auto today = static_cast<std::uint32_t>(utc_ms() / kCalendarDay_ms);
    bridge_.send(manikin_id, Calibrate{static_cast<float>(*point_mm), today});
  }
  const auto& result = desk.check->state().result;
  if (was_done || !result) return;
  book_.add({.manikin_id = manikin_id,
             .at_ms = utc_ms(),
             .who = desk.checked_by,
             .block_mm = result->block_mm,
             .measured_low_mm = result->rest_mm,
             .measured_high_mm = result->held_mm,
             .gain = result->gain(),
             .offset_mm = result->offset_mm()});
}

}  // namespace sternum
