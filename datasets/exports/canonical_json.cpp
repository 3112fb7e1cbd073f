#include "datasets/exports/canonical_json.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace sternum {
namespace {

using CanonicalInput = nlohmann::json;

void append_canonical(const CanonicalInput& value, std::string& text) {
  const auto as_is = [](const CanonicalInput& simple) {
    return simple.dump(-1, ' ', false, CanonicalInput::error_handler_t::replace);
  };
  if (value.is_object()) {
    text += '{';
    for (auto it = value.begin(); it != value.end(); ++it) {  // a map: in the order of its keys
      if (it != value.begin()) text += ',';
      text += as_is(it.key());
      text += ':';
      append_canonical(it.value(), text);
    }
    text += '}';
  } else if (value.is_array()) {
    text += '[';
    for (auto it = value.begin(); it != value.end(); ++it) {
      if (it != value.begin()) text += ',';
      append_canonical(*it, text);
    }
    text += ']';
  } else if (value.is_number_float()) {
    constexpr double kAllWholeBelow = 9'007'199'254'740'992.0;
    const double number = value.get<double>();
    if (std::trunc(number) == number && std::abs(number) < kAllWholeBelow) {
      fmt::format_to(std::back_inserter(text), "{}", static_cast<std::int64_t>(number));
    } else {
      fmt::format_to(std::back_inserter(text), "{}", number);
    }
  } else {
    text += as_is(value);
  }
}

}  // namespace

std::string canonical_json(const nlohmann::json& value) {
  std::string text;
  append_canonical(value, text);
  return text;
}

}  // namespace sternum
