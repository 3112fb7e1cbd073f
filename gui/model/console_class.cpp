// What the console does with the class: who is proposed where, and what the keys do to the queue.
#include <algorithm>

#include "gui/model/console.hpp"

namespace sternum {

/// Over the numbered names: who is called to a seat.
void Console::propose_called() {
  if (!class_desk_.is_open()) return;
  for (const Seat& seat : snapshot_->seats) {
    if (const ClassMember* called = class_desk_.called_to(seat.manikin.id)) {
      proposed_[seat.manikin.id] = called->name;
    }
  }
}

bool Console::queue_shown() const {
  return screen_ == Screen::Live && queue_wanted_ && !class_desk_.queue().members().empty() &&
         examined() == nullptr;
}

void Console::open_dropped(const std::vector<std::string>& paths) {
  if (paths.empty()) return;
  class_desk_.look_through_dropped(paths);
  show(Screen::Setup);
}

void Console::press_in_class(Shortcut shortcut) {
  ClassQueue& queue = class_desk_.queue();
  if (shortcut == Shortcut::Queue && screen_ == Screen::Live) {
    queue_wanted_ = !queue_wanted_;
    return;
  }
  if (screen_ != Screen::Setup && !queue_shown()) return;
  if (auto& import = class_desk_.import(); import && screen_ == Screen::Setup) {
    const int by = shortcut == Shortcut::Left ? 2 : shortcut == Shortcut::Right ? 1 : 0;
    import->set_filter(static_cast<ImportFilter>((static_cast<int>(import->filter()) + by) % 3));
    if (shortcut == Shortcut::Enter) class_desk_.take_in();
    return;
  }
  const ClassMember* chosen = class_desk_.chosen();
  switch (shortcut) {
    case Shortcut::Next: {
      // The chosen one's seat; else the enlarged one's.
      const Seat* seat = screen_ == Screen::Live ? enlarged() : nullptr;
      if (chosen != nullptr && !chosen->manikin_id.empty()) {
        queue.next(std::string(chosen->manikin_id));
      } else if (seat != nullptr) {
        queue.next(seat->manikin.id);
      }
      break;
    }
    case Shortcut::Skip:
      if (chosen != nullptr) queue.skip(std::string(chosen->name));
      break;
    case Shortcut::Absent:
      if (chosen != nullptr) queue.set_absent(std::string(chosen->name), !chosen->absent);
      break;
    case Shortcut::Swap:
      class_desk_.ask_for_swap();
      break;
    case Shortcut::Undo:
      queue.undo();
      break;
    default:
      break;
  }
}

}  // namespace sternum
