/// The list of attempts as a screen shows it: the newest that the station knows, or, when a name is
/// searched for, those whose trainee's name has it in it, from all that it ever stored.
///
/// One thread, the screens'. What is shown is the station's own list and stands until `follow` is
/// called again, which is cheap while neither the text nor the records change.
#pragma once

#include <string>
#include <vector>

#include "gui/model/station_port.hpp"

namespace sternum {

class AttemptList {
 public:
  void follow(StationPort& station);
  /// What is typed into the field; surrounding blanks do not count.
  [[nodiscard]] std::string& search() { return search_; }
  [[nodiscard]] bool searching() const { return !looked_for_.empty(); }
  [[nodiscard]] const std::vector<AttemptRecord>& rows() const { return *rows_; }
  /// Counted from 0; always one of the rows while there are any.
  [[nodiscard]] int selected() const { return selected_; }
  void select(int index);
  /// Null without rows.
  [[nodiscard]] const AttemptRecord* chosen() const;

 private:
  static const std::vector<AttemptRecord> kNone;
  const std::vector<AttemptRecord>* rows_ = &kNone;
  std::string search_;
  std::string looked_for_;  ///< `search_` without the blanks around it, as of the last `follow`
  int selected_ = 0;
};

}  // namespace sternum
