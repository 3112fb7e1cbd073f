/// Which program has a device open, for the sentence that says why we cannot.
///
/// Looks through /proc (proc(5)), which takes some milliseconds: ask once, when somebody is to be
/// told. Programs of other users are out of sight. Any thread.
#pragma once

#include <string>

namespace sternum {

/// "sternum, process 1234"; empty when nobody in sight has it open.
[[nodiscard]] std::string user_of_port(const std::string& path);

}  // namespace sternum
