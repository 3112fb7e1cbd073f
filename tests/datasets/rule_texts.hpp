/// Rule files of the repository, and small changes to them.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "datasets/guidelines/guideline_file.hpp"
#include "tests/datasets/scratch_folder.hpp"

namespace sternum::test {

inline std::string shipped_scheme(const std::string& id) {
  return text_of(STERNUM_SOURCE_DIR "/datasets/schemes/" + id + ".toml");
}

inline const RulesById<Guideline>& shipped_guidelines() {
  static const auto all = all_guidelines();
  EXPECT_TRUE(all.has_value()) << all.error().message();
  return *all;
}

/// The first occurrence.
inline std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << "no \"" << what << '"';
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

/// The line on which the `nth` occurrence begins, from 1; 0 when there is none.
inline int line_of(const std::string& text, const std::string& what, int nth = 1) {
  auto at = text.find(what);
  while (--nth > 0 && at != std::string::npos) at = text.find(what, at + 1);
  if (at == std::string::npos) return 0;
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<long>(at), '\n'));
}

}  // namespace sternum::test
