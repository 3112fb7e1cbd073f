/// The manikin's ear: bytes from the console into commands. Used by the virtual manikin.
/// Not thread-safe; never blocks; bounded memory whatever comes.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "firmware-bridge/protocol/messages.hpp"

namespace sternum {

class DownDecoder {
 public:
  DownDecoder();
  ~DownDecoder();
  /// Appends the commands completed by `bytes`; what cannot be understood is skipped.
  void push(std::span<const std::byte> bytes, std::vector<DownMessage>& commands);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
