/// Files that the tests read, whole.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace sternum::testing {

inline std::string text_of_file(const std::string& path_from_root) {
  std::ifstream in(std::string(STERNUM_SOURCE_DIR) + "/" + path_from_root, std::ios::binary);
  EXPECT_TRUE(in) << path_from_root << " cannot be read";
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace sternum::testing
