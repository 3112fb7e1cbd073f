/// A number and its unit on one baseline: "43 mm", "86 of 100".
#pragma once

#include <string_view>

#include "gui/widgets/canvas.hpp"

namespace sternum {

struct QuantityStyle {
  Type number = Type::Title;
  Type unit = Type::Label;
  Colour ink;
  Colour unit_ink;
  Align align = Align::Left;
};

/// The number's middle is the middle of `box`. An empty unit leaves the number alone. Answers the
/// width.
float draw_quantity(Canvas& canvas, Box box, std::string_view number, std::string_view unit,
                    const QuantityStyle& style);

}  // namespace sternum
