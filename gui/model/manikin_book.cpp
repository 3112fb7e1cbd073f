#include "gui/model/manikin_book.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace sternum {

void ManikinBook::load(const StationReader& reader) {
  const auto seats = reader.seats();
  if (!seats) return;
  for (const auto& [id, seat] : *seats) manikins_[id] = {id, seat};
  if (const auto names = reader.manikin_names()) {
    for (const auto& [id, name] : *names) manikins_.at(id).name = name;
  }
  for (auto& [id, manikin] : manikins_) {
    const auto checks = reader.calibrations(id);
    if (checks && !checks->empty()) manikin.calibration = checks->front();
  }
  known_.reset();
}

int ManikinBook::seat_for(const std::string& manikin_id, int lowest) {
  if (const int seat = seat_of(manikin_id); seat != 0) return seat;
  std::set<int> taken;
  for (const auto& [id, manikin] : manikins_) taken.insert(manikin.seat);
  int number = lowest;
  while (taken.contains(number)) ++number;
  manikins_[manikin_id] = {manikin_id, number};
  known_.reset();
  journal_.remember_seat(manikin_id, number);
  return number;
}

int ManikinBook::seat_of(const std::string& manikin_id) const {
  const auto known = manikins_.find(manikin_id);
  return known == manikins_.end() ? 0 : known->second.seat;
}

void ManikinBook::move(const std::string& manikin_id, int seat) {
  const auto mover = manikins_.find(manikin_id);
  if (mover == manikins_.end() || seat < 1 || mover->second.seat == seat) return;
  for (auto& [id, manikin] : manikins_) {
    if (manikin.seat == seat) manikin.seat = mover->second.seat;
  }
  mover->second.seat = seat;
  known_.reset();
  journal_.move_to_seat(manikin_id, seat);
}

void ManikinBook::rename(const std::string& manikin_id, const std::string& name) {
  const auto known = manikins_.find(manikin_id);
  if (known == manikins_.end() || known->second.name == name) return;
  known->second.name = name;
  known_.reset();
  journal_.remember_name(manikin_id, name);
}

const std::string& ManikinBook::name_of(const std::string& manikin_id) const {
  static const std::string kNone;
  const auto known = manikins_.find(manikin_id);
  return known == manikins_.end() ? kNone : known->second.name;
}

void ManikinBook::add(const Calibration& calibration) {
  const auto known = manikins_.find(calibration.manikin_id);
  if (known == manikins_.end()) return;
  known->second.calibration = calibration;
  known_.reset();
  journal_.remember_calibration(calibration);
}

std::shared_ptr<const std::vector<KnownManikin>> ManikinBook::known() {
  if (!known_) {
    std::vector<KnownManikin> known;
    for (const auto& [id, manikin] : manikins_) {
      if (!id.starts_with(kNoManikin)) known.push_back(manikin);
    }
    std::ranges::sort(known, {}, &KnownManikin::seat);
    known_ = std::make_shared<const std::vector<KnownManikin>>(std::move(known));
  }
  return known_;
}

}  // namespace sternum
