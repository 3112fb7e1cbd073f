#include "gui/model/class_ratio.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/model/names.hpp"
#include "gui/model/numbers.hpp"

namespace sternum {

double ClassRatio::each() const {
  return of_them == 0 ? 0.0 : static_cast<double>(trainees) / of_them;
}

int ClassRatio::missing() const { return std::max(0, (trainees + limit - 1) / limit - of_them); }

std::string ClassRatio::words() const {
  if (of_them == 0 || trainees == 0) return kNotMeasured;
  // Up, so that what is too many never reads as the limit itself.
  const double tenths_up = std::ceil(each() * 10.0 - 1e-9) / 10.0;
  return tenths_up == std::floor(tenths_up) ? fmt::format("1:{:.0f}", tenths_up)
                                            : fmt::format("1:{:.1f}", tenths_up);
}

int people_named(std::string_view names) {
  constexpr std::array<std::string_view, 7> kBetween = {",", ";", "\n", "，", "；", "、", "/"};
  int people = 0;
  std::string one;
  const auto count = [&] {
    if (!trimmed(one).empty()) ++people;
    one.clear();
  };
  while (!names.empty()) {
    const auto between = std::ranges::find_if(
        kBetween, [names](std::string_view mark) { return names.starts_with(mark); });
    if (between != kBetween.end()) {
      count();
      names.remove_prefix(between->size());
    } else {
      one += names.front();
      names.remove_prefix(1);
    }
  }
  count();
  return people;
}

}  // namespace sternum
