#include "datasets/documents/qr_symbol.hpp"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>

namespace sternum::paper {

Result<void> draw_qr(Drawing& drawing, const Box& box, std::string_view bytes) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(bytes.size()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), 0, QR_ECLEVEL_M),
      &QRcode_free);
  if (!code) {
    return failure(fmt::format("{} bytes do not fit into a QR code", bytes.size()), "QR code",
                   "put less into it");
  }
  constexpr int kQuiet = 4;
  const double module = std::min(box.w, box.h) / (code->width + 2 * kQuiet);
  const auto is_dark = [&code](int row, int column) {
    return (code->data[row * code->width + column] & 1U) != 0;
  };
  drawing.begin_marks("qr");
  for (int row = 0; row < code->width; ++row) {
    for (int column = 0; column < code->width; ++column) {
      if (!is_dark(row, column)) continue;
      // Dark modules side by side are one rectangle: no hairline shines through.
      int end = column;
      while (end < code->width && is_dark(row, end)) ++end;
      drawing.fill({box.x + (column + kQuiet) * module, box.y + (row + kQuiet) * module,
                    (end - column) * module, module * 1.01},
                   Ink{0x000000});
      column = end;
    }
  }
  drawing.end_marks();
  return {};
}

}  // namespace sternum::paper
