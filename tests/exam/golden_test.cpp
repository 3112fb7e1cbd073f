// What every shipped scheme says of twelve reference attempts is frozen in golden.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "datasets/guidelines/guideline_file.hpp"
#include "datasets/schemes/scheme_file.hpp"
#include "tests/exam/reference_attempts.hpp"

namespace sternum {
namespace {

using hand_made::examined;
using hand_made::reference_attempts;

struct Expected {
  std::string verdict;
  std::string total;
  std::string why;
};

/// The last table of the page: scheme, attempt, verdict, total, why.
std::map<std::pair<std::string, std::string>, Expected> golden() {
  std::ifstream page(STERNUM_SOURCE_DIR "/tests/exam/golden.md");
  std::map<std::pair<std::string, std::string>, Expected> table;
  bool in_table = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("| scheme |")) in_table = true;
    if (!in_table || line.starts_with("|---") || line.starts_with("| scheme |")) continue;
    std::vector<std::string> cells;
    for (std::size_t from = 2; from < line.size();) {
      const std::size_t end = line.find(" |", from);
      if (end == std::string::npos) break;
      cells.push_back(line.substr(from, end - from));
      from = end + 3;
    }
    if (cells.size() == 5) table[{cells[0], cells[1]}] = {cells[2], cells[3], cells[4]};
  }
  return table;
}

class EveryScheme : public testing::TestWithParam<std::string> {};

TEST_P(EveryScheme, SaysOfTheTwelveWhatIsFrozen) {
  const auto scheme = find_scheme(GetParam());
  ASSERT_TRUE(scheme) << scheme.error().message();
  const auto guideline = find_guideline(scheme->guideline_id);
  ASSERT_TRUE(guideline) << guideline.error().message();
  const auto table = golden();
  const auto attempts = reference_attempts(*guideline, *scheme);
  ASSERT_EQ(attempts.size(), 12U);
  for (const auto& attempt : attempts) {
    const auto row = table.find({scheme->id, attempt.name});
    ASSERT_NE(row, table.end()) << scheme->id << ", " << attempt.name << " has no row";
    const auto& [verdict, total, why] = row->second;
    const Examination exam = examined(*scheme, attempt.script, attempt.sheet, *guideline);
    EXPECT_EQ(verdict_name(exam.verdict), verdict) << attempt.name << ": " << why;
    ASSERT_EQ(exam.total.has_value(), total != "–") << attempt.name;
    if (exam.total) {
      // The table is rounded to hundredths.
      EXPECT_NEAR(exam.total->points(), std::stod(total), 0.0101) << attempt.name << ": " << why;
      EXPECT_EQ(hand_made::lost_in(exam.ledger), kFullMarks - *exam.total) << attempt.name;
    }
  }
}

std::vector<std::string> all_ids() {
  std::vector<std::string> ids;
  if (const auto schemes = all_schemes()) {
    for (const auto& [id, from_file] : *schemes) ids.push_back(id);
  }
  return ids;
}

INSTANTIATE_TEST_SUITE_P(Golden, EveryScheme, testing::ValuesIn(all_ids()), [](const auto& tested) {
  std::string name = tested.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(Golden, HasARowForEverySchemeAndNoOther) {
  EXPECT_EQ(golden().size(), 12 * all_ids().size());
  EXPECT_GE(all_ids().size(), 16U);
}

}  // namespace
}  // namespace sternum
