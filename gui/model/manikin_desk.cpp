#include "gui/model/manikin_desk.hpp"

#include <algorithm>
#include <charconv>

#include "gui/model/names.hpp"

namespace sternum {

namespace {

constexpr double kTakeOverArmed_s = 4.0;

bool is_measuring(const ManikinRow& row) {
  return row.here != nullptr && row.here->depth_check &&
         row.here->depth_check->step < DepthCheckStep::Done;
}

}  // namespace

void ManikinDesk::update(const std::vector<ManikinRow>& rows, double now_s) {
  now_s_ = now_s;
  if (now_s > armed_until_s_) armed_.clear();
  const auto chosen = std::ranges::find(rows, chosen_, &ManikinRow::id);
  if (chosen == rows.end()) {
    choose(rows.empty() ? std::string{} : rows.front().id);
  } else if (!typed_name_.empty() || is_measuring(*chosen)) {
    return;
  }
  const auto touched = std::ranges::find(rows, ManikinState::Touched, &ManikinRow::state);
  if (touched != rows.end()) choose(touched->id);
}

void ManikinDesk::choose(const std::string& manikin_id) {
  if (chosen_ == manikin_id) return;
  chosen_ = manikin_id;
  typed_name_.clear();
}

void ManikinDesk::step(const std::vector<ManikinRow>& rows, int by) {
  const auto chosen = std::ranges::find(rows, chosen_, &ManikinRow::id);
  if (chosen == rows.end()) return;
  const auto at = std::clamp<std::ptrdiff_t>(chosen - rows.begin() + by, 0,
                                             static_cast<std::ptrdiff_t>(rows.size()) - 1);
  choose(rows[static_cast<std::size_t>(at)].id);
}

void ManikinDesk::rename(const ManikinRow& row, StationPort& station) {
  const std::string name = trimmed(typed_name_);
  typed_name_.clear();
  // Its id again: it needs no name.
  station.post(RenameManikin{row.id, name == row.id ? std::string{} : name});
}

void ManikinDesk::move(const ManikinRow& row, int by, StationPort& station) {
  if (row.seat + by >= 1) station.post(MoveManikin{row.id, row.seat + by});
}

void ManikinDesk::blink(const ManikinRow& row, StationPort& station) {
  station.post(IdentifyManikin{row.id});
}

void ManikinDesk::blink_all(const std::vector<ManikinRow>& rows, StationPort& station) {
  for (const ManikinRow& row : rows) {
    if (row.here != nullptr && row.here->online) blink(row, station);
  }
}

void ManikinDesk::take_over(const ManikinRow& row, StationPort& station) {
  if (take_over_armed(row)) {
    armed_.clear();
    station.post(TakeOverManikin{row.id});
  } else {
    armed_ = row.id;
    armed_until_s_ = now_s_ + kTakeOverArmed_s;
  }
}

bool ManikinDesk::take_over_armed(const ManikinRow& row) const { return armed_ == row.id; }

std::optional<double> ManikinDesk::block_mm() const {
  const std::string text = trimmed(typed_block_);
  double height_mm = 0.0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), height_mm);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (height_mm < kLowestBlock_mm || height_mm > kHighestBlock_mm) return std::nullopt;
  return height_mm;
}

void ManikinDesk::check(const ManikinRow& row, bool corrects, const std::string& who,
                        StationPort& station) const {
  if (const auto height_mm = block_mm()) {
    station.post(BeginDepthCheck{row.id, *height_mm, corrects, trimmed(who)});
  }
}

void ManikinDesk::close_check(const ManikinRow& row, StationPort& station) {
  station.post(CloseDepthCheck{row.id});
}

}  // namespace sternum
