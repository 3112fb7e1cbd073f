/// A QR code as vectors: any bytes, read back to the same bytes.
///
/// 8-bit mode, error correction M (15 % of the symbol may be damaged). Method: ISO/IEC 18004, by
/// libqrencode.
#pragma once

#include <string_view>

#include "analysis/core/result.hpp"
#include "datasets/documents/drawing.hpp"

namespace sternum::paper {

/// The quiet zone of 4 modules lies inside the box, which is square. An error when there are more
/// bytes than a symbol holds (2,331).
[[nodiscard]] Result<void> draw_qr(Drawing& drawing, const Box& box, std::string_view bytes);

}  // namespace sternum::paper
