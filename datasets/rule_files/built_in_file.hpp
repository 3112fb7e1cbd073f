/// A rule file that was built into the program, so that it works from anywhere.
#pragma once

#include <string_view>

namespace sternum {

struct BuiltInFile {
  std::string_view name;  ///< "adult-rcsc-2021.toml"
  std::string_view text;
};

}  // namespace sternum
