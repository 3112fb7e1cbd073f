/// An `Error` as the console says it.
///
/// Errors are written in English where they happen, values inside, by rooms that know nothing of
/// languages. Their Chinese stands in `zh_CN.po` under the context "error", with {} where a value
/// is; what was said is held against these patterns, and its values are put into the translation.
/// Values that are words themselves ("Permission denied") have the context "error value"; what
/// stands in quotes is a name and stays as it is. What fits no pattern comes out in English; a test
/// reads the sources for such sentences. Thread-safe after start-up.
#pragma once

#include <string>

#include "analysis/core/result.hpp"
#include "gui/locale/locale.hpp"

namespace sternum {

/// One line, like `Error::message`.
[[nodiscard]] std::string sentence(Language language, const Error& error);

}  // namespace sternum
