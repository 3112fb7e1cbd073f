// The walls of the house: which room may include from which.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// Rooms, the longest path first, and the rooms each may include from besides itself.
const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"analysis/core", {}},
    {"analysis/signal", {"analysis/core"}},
    {"analysis/scoring", {"analysis/core", "analysis/signal"}},
    {"analysis/exam", {"analysis/core", "analysis/signal", "analysis/scoring"}},
    {"analysis/attempt", {"analysis/core", "analysis/signal", "analysis/scoring"}},
    {"firmware-bridge", {"analysis/core"}},
    {"datasets",
     {"analysis/core", "analysis/signal", "analysis/scoring", "analysis/exam", "analysis/attempt"}},
    {"gui/model",
     {"gui/locale", "analysis/core", "analysis/signal", "analysis/scoring", "analysis/exam",
      "analysis/attempt", "firmware-bridge", "datasets"}},
    {"gui/locale",
     {"analysis/core", "analysis/signal", "analysis/scoring", "analysis/exam", "analysis/attempt"}},
    {"gui",
     {"gui/model", "gui/locale", "analysis/core", "analysis/signal", "analysis/scoring",
      "analysis/exam", "analysis/attempt", "firmware-bridge", "datasets"}},
};

/// Headers that a room must not see, because what they do is not its job.
const std::map<std::string, std::vector<std::string>> kForbidden = {
    {"analysis",
     {"thread", "mutex", "condition_variable", "atomic", "future", "chrono", "fstream", "iostream",
      "filesystem", "ctime", "random", "sys/", "unistd.h", "boost/", "spdlog/", "sqlite3.h"}},
    {"firmware-bridge", {"sqlite3.h", "SQLiteCpp/", "imgui"}},
    {"datasets", {"boost/asio", "imgui", "GLFW/", "sys/socket.h"}},
    {"gui/model", {"imgui", "GLFW/"}},
    {"gui/locale", {"imgui", "GLFW/"}},
};

std::string room_of(const std::string& path) {
  std::string best;
  for (const auto& [room, _] : kMayInclude) {
    if (path.starts_with(room + "/") && room.size() > best.size()) best = room;
  }
  return best;
}

struct Include {
  std::string file;
  int line = 0;
  std::string target;
  bool quoted = false;
};

std::vector<Include> includes_of(const fs::path& root) {
  static const std::regex kInclude(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  std::vector<Include> includes;
  for (const char* top : {"analysis", "firmware-bridge", "datasets", "gui"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const auto extension = entry.path().extension();
      if (extension != ".cpp" && extension != ".hpp") continue;
      std::ifstream in(entry.path());
      std::string text;
      for (int line = 1; std::getline(in, text); ++line) {
        std::smatch match;
        if (std::regex_search(text, match, kInclude)) {
          includes.push_back(
              {fs::relative(entry.path(), root).string(), line, match[2], match[1] == "\""});
        }
      }
    }
  }
  return includes;
}

/// Empty when the include is allowed, else why not.
std::string objection(const Include& include) {
  const std::string from = room_of(include.file);
  const std::string to = room_of(include.target);
  if (!to.empty() && to != from && !kMayInclude.at(from).contains(to)) {
    return from + " must not include from " + to;
  }
  for (const auto& [room, headers] : kForbidden) {
    if (!include.file.starts_with(room + "/")) continue;
    for (const auto& header : headers) {
      const bool whole_name = header.find('/') == std::string::npos &&
                              header.find('.') == std::string::npos && header != "imgui";
      if (whole_name ? include.target == header : include.target.starts_with(header)) {
        return room + " must not use <" + header + ">";
      }
    }
  }
  return {};
}

TEST(House, IncludesPointFromRoomToRoomTheRightWay) {
  const auto includes = includes_of(STERNUM_SOURCE_DIR);
  ASSERT_GT(includes.size(), 100U) << "the walls were not looked at";
  for (const auto& include : includes) {
    const std::string why_not = objection(include);
    EXPECT_TRUE(why_not.empty()) << include.file << ":" << include.line << ": " << why_not;
  }
}

TEST(House, OurIncludesAreSpelledFromTheRepositoryRoot) {
  for (const auto& include : includes_of(STERNUM_SOURCE_DIR)) {
    if (!include.quoted || include.target.ends_with(".pb.h")) continue;
    EXPECT_TRUE(fs::exists(fs::path(STERNUM_SOURCE_DIR) / include.target))
        << include.file << ":" << include.line << ": \"" << include.target
        << "\" is not a path from the root";
  }
}

TEST(House, TheWallsWouldNoticeAWrongInclude) {
  EXPECT_FALSE(
      objection({"analysis/signal/a.cpp", 1, "analysis/attempt/attempt.hpp", true}).empty());
  EXPECT_FALSE(objection({"analysis/core/a.cpp", 1, "thread", false}).empty());
  EXPECT_FALSE(objection({"firmware-bridge/a.cpp", 1, "analysis/scoring/score.hpp", true}).empty());
  EXPECT_FALSE(
      objection({"datasets/records/a.cpp", 1, "firmware-bridge/bridge.hpp", true}).empty());
  EXPECT_FALSE(objection({"gui/model/a.cpp", 1, "imgui/imgui.h", false}).empty());
  EXPECT_TRUE(objection({"gui/views/a.cpp", 1, "gui/model/station_port.hpp", true}).empty());
}

}  // namespace
