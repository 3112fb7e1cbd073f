/// Whom the voice speaks to, and when.
///
/// One loudspeaker is heard by everybody in the room, and who hears a correction that is meant for
/// somebody else follows it. So it speaks to one trainee: the one whose seat is enlarged (a lone
/// seat always is); with all seats in view it is silent. What a seat was told before it was
/// enlarged is not said any more. Not thread-safe; never blocks.
#pragma once

#include <optional>
#include <string>

#include "gui/model/console.hpp"

namespace sternum {

/// The seat that is spoken to; null: nobody.
[[nodiscard]] const Seat* listener(const Console& console);

class VoiceChoice {
 public:
  /// What is to be said now: every prompt once for each time that the coach gives it. Call once a
  /// frame.
  [[nodiscard]] std::optional<Prompt> update(const Console& console);

 private:
  std::string manikin_id_;
  int attempt_number_ = 0;
  int heard_ = 0;
};

}  // namespace sternum
