/// What the manikins' panel remembers between frames: which one is chosen, and what is typed.
///
/// A manikin whose chest is pressed is chosen by that, unless something is being typed or measured.
/// The screen's thread owns it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/model/manikin_list.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

class ManikinDesk {
 public:
  /// Once a frame, before the panel is drawn.
  void update(const std::vector<ManikinRow>& rows, double now_s);

  [[nodiscard]] const std::string& chosen() const { return chosen_; }
  void choose(const std::string& manikin_id);
  /// The row above or below.
  void step(const std::vector<ManikinRow>& rows, int by);

  /// What stands in the name field; empty again once it is posted.
  [[nodiscard]] std::string& typed_name() { return typed_name_; }
  void rename(const ManikinRow& row, StationPort& station);
  /// To the seat so many further on or back; whoever sits there changes with it.
  static void move(const ManikinRow& row, int by, StationPort& station);
  static void blink(const ManikinRow& row, StationPort& station);
  static void blink_all(const std::vector<ManikinRow>& rows, StationPort& station);

  /// The first call arms, the second within 4 s asks for it: somebody else has it now.
  void take_over(const ManikinRow& row, StationPort& station);
  [[nodiscard]] bool take_over_armed(const ManikinRow& row) const;

  /// The block's height as typed, mm.
  [[nodiscard]] std::string& typed_block() { return typed_block_; }
  /// Empty: no height that can be checked with.
  [[nodiscard]] std::optional<double> block_mm() const;
  /// `who`: the instructor's number.
  void check(const ManikinRow& row, bool corrects, const std::string& who,
             StationPort& station) const;
  static void close_check(const ManikinRow& row, StationPort& station);

 private:
  std::string chosen_;
  std::string typed_name_;
  std::string typed_block_ = "50";
  std::string armed_;
  double armed_until_s_ = 0.0;
  double now_s_ = 0.0;
};

}  // namespace sternum
