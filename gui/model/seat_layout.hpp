/// How many seats are in sight at once, and which: as the instructor chose, or all of them.
///
/// Seats keep their order; what does not fit is on the next page. Pure; not thread-safe.
#pragma once

#include <array>
#include <optional>

namespace sternum {

class SeatLayout {
 public:
  static constexpr std::array kChoices = {1, 2, 4, 6, 12, 42};

  /// Seats a page. Empty: all of them at once, in tiles as large as there is room for.
  [[nodiscard]] std::optional<int> chosen() const { return chosen_; }
  /// One of `kChoices`, or empty; anything else is taken for empty. Back to the first page.
  void choose(std::optional<int> seats_a_page);
  /// All of them, then one, two and so on.
  void choose_next();

  /// So many seats there are now.
  void follow(int seats);
  /// Forward or back; no further than the last page and the first.
  void turn(int by);
  [[nodiscard]] int page() const { return page_; }
  [[nodiscard]] int pages() const;
  /// Indices of the seats on this page, the last one exclusive.
  [[nodiscard]] int first() const { return page_ * chosen_.value_or(0); }
  [[nodiscard]] int last() const;
  /// That the page has room for.
  [[nodiscard]] int places() const { return chosen_.value_or(seats_); }

 private:
  std::optional<int> chosen_;
  int seats_ = 0;
  int page_ = 0;
};

}  // namespace sternum
