#include "gui/platform/frame_fingerprint.hpp"

#include <imgui.h>

#include <cstddef>
#include <cstring>
#include <type_traits>

namespace sternum {

namespace {

/// Odd, and without a pattern in its bits: every step can be undone, so that no difference is lost.
constexpr std::uint64_t kScatter = 0x9E37'79B9'7F4A'7C15;

class Fingerprint {
 public:
  template <class T>
  void add(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    add(&value, sizeof value);
  }
  template <class T>
  void add(const ImVector<T>& values) {
    add(values.Data, static_cast<std::size_t>(values.size_in_bytes()));
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  void add(const void* bytes, std::size_t count) {
    const auto* at = static_cast<const std::byte*>(bytes);
    for (; count >= sizeof(std::uint64_t); at += sizeof(std::uint64_t)) {
      mix(at, sizeof(std::uint64_t));
      count -= sizeof(std::uint64_t);
    }
    if (count > 0) mix(at, count);
  }
  void mix(const std::byte* at, std::size_t count) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, count);
    value_ = (value_ ^ word) * kScatter;
    value_ ^= value_ >> 29U;
  }

  std::uint64_t value_ = kScatter;
};

}  // namespace

std::uint64_t fingerprint(const ImDrawData& frame) {
  Fingerprint sum;
  sum.add(frame.DisplaySize);
  for (int i = 0; i < frame.CmdListsCount; ++i) {
    const ImDrawList& list = *frame.CmdLists[i];
    for (const ImDrawCmd& command : list.CmdBuffer) {
      sum.add(command.ClipRect);
      sum.add(command.TextureId);
      sum.add(command.ElemCount);
    }
    sum.add(list.VtxBuffer);
    sum.add(list.IdxBuffer);
  }
  return sum.value();
}

}  // namespace sternum
