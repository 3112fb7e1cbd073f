/// JSON in the one form that a signature is made of.
///
/// No blanks; the keys of an object in the order of their bytes; strings in UTF-8 as given, with
/// only `"`, `\` and the characters below U+0020 escaped (\b \t \n \f \r, else \u00xx in small
/// letters); whole numbers below 2⁵³ without point or exponent, others as the shortest decimal that
/// reads back to the same double. Bytes that are no UTF-8 become U+FFFD. It is what `jq -cS .`
/// prints, and RFC 8785 but for the order of keys beyond U+FFFF. Pure.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace sternum {

[[nodiscard]] std::string canonical_json(const nlohmann::json& value);

}  // namespace sternum
