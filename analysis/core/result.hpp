/// How a function says that it could not do what was asked: a value, never an exception.
///
/// `Error` is written for the person at the keyboard: what is wrong, where, and what to do about
/// it. Exceptions are left to broken programs.
#pragma once

#include <fmt/format.h>

#include <string>
#include <tl/expected.hpp>

namespace sternum {

struct Error {
  std::string what;    ///< "the column 'depth' is unknown"
  std::string where;   ///< "lesson.csv:1"; may be empty
  std::string remedy;  ///< "rename it to depth_mm"; may be empty

  /// One line: "lesson.csv:1: the column 'depth' is unknown; rename it to depth_mm".
  [[nodiscard]] std::string message() const {
    return fmt::format("{}{}{}{}{}", where, where.empty() ? "" : ": ", what,
                       remedy.empty() ? "" : "; ", remedy);
  }
  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(std::string what, std::string where = {},
                                                   std::string remedy = {}) {
  return tl::unexpected<Error>(Error{std::move(what), std::move(where), std::move(remedy)});
}

}  // namespace sternum
