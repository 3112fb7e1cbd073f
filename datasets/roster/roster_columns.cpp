#include "datasets/roster/roster_columns.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "datasets/roster/roster_cells.hpp"

namespace sternum {
namespace {

constexpr std::size_t kRowsAboveNames = 20;

using Heading = std::pair<std::string_view, RosterColumn>;
constexpr std::array kHeadings = {
    Heading{"姓名", RosterColumn::Name},
    Heading{"名字", RosterColumn::Name},
    Heading{"学员", RosterColumn::Name},
    Heading{"学员姓名", RosterColumn::Name},
    Heading{"中文姓名", RosterColumn::Name},
    Heading{"name", RosterColumn::Name},
    Heading{"fullname", RosterColumn::Name},
    Heading{"trainee", RosterColumn::Name},
    Heading{"traineename", RosterColumn::Name},
    Heading{"student", RosterColumn::Name},
    Heading{"性别", RosterColumn::Sex},
    Heading{"sex", RosterColumn::Sex},
    Heading{"gender", RosterColumn::Sex},
    Heading{"单位", RosterColumn::Organisation},
    Heading{"工作单位", RosterColumn::Organisation},
    Heading{"所在单位", RosterColumn::Organisation},
    Heading{"单位名称", RosterColumn::Organisation},
    Heading{"学校", RosterColumn::Organisation},
    Heading{"班级", RosterColumn::Organisation},
    Heading{"部门", RosterColumn::Organisation},
    Heading{"organisation", RosterColumn::Organisation},
    Heading{"organization", RosterColumn::Organisation},
    Heading{"employer", RosterColumn::Organisation},
    Heading{"company", RosterColumn::Organisation},
    Heading{"school", RosterColumn::Organisation},
    Heading{"unit", RosterColumn::Organisation},
    Heading{"手机", RosterColumn::Phone},
    Heading{"手机号", RosterColumn::Phone},
    Heading{"手机号码", RosterColumn::Phone},
    Heading{"电话", RosterColumn::Phone},
    Heading{"电话号码", RosterColumn::Phone},
    Heading{"联系电话", RosterColumn::Phone},
    Heading{"联系方式", RosterColumn::Phone},
    Heading{"phone", RosterColumn::Phone},
    Heading{"phonenumber", RosterColumn::Phone},
    Heading{"mobile", RosterColumn::Phone},
    Heading{"mobilephone", RosterColumn::Phone},
    Heading{"telephone", RosterColumn::Phone},
    Heading{"tel", RosterColumn::Phone},
    Heading{"身份证", RosterColumn::Identity},
    Heading{"身份证号", RosterColumn::Identity},
    Heading{"身份证号码", RosterColumn::Identity},
    Heading{"居民身份证号", RosterColumn::Identity},
    Heading{"居民身份证号码", RosterColumn::Identity},
    Heading{"公民身份号码", RosterColumn::Identity},
    Heading{"证件号", RosterColumn::Identity},
    Heading{"证件号码", RosterColumn::Identity},
    Heading{"id", RosterColumn::Identity},
    Heading{"idno", RosterColumn::Identity},
    Heading{"idnumber", RosterColumn::Identity},
    Heading{"idcard", RosterColumn::Identity},
    Heading{"idcardno", RosterColumn::Identity},
    Heading{"idcardnumber", RosterColumn::Identity},
    Heading{"identity", RosterColumn::Identity},
    Heading{"identityno", RosterColumn::Identity},
    Heading{"identitynumber", RosterColumn::Identity},
    Heading{"identitycard", RosterColumn::Identity},
    Heading{"identitycardnumber", RosterColumn::Identity},
    Heading{"备注", RosterColumn::Remark},
    Heading{"说明", RosterColumn::Remark},
    Heading{"remark", RosterColumn::Remark},
    Heading{"remarks", RosterColumn::Remark},
    Heading{"note", RosterColumn::Remark},
    Heading{"notes", RosterColumn::Remark},
    Heading{"序号", RosterColumn::RowNumber},
    Heading{"编号", RosterColumn::RowNumber},
    Heading{"no", RosterColumn::RowNumber},
    Heading{"number", RosterColumn::RowNumber},
};

/// Up to the first bracket, without spaces, stars, colons and the like, in small letters.
std::string plain(std::string_view heading) {
  const std::string text = one_line(heading);
  std::string kept;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    const std::string_view one = std::string_view(text).substr(i, length);
    if (one == "(" || one == "（" || one == "[" || one == "【") break;
    constexpr std::string_view kSkipped = " *:._-#/'";
    const bool is_skipped = (length == 1 && kSkipped.find(one) != std::string_view::npos) ||
                            one == "：" || one == "＊" || one == "　";
    if (!is_skipped) {
      const char c = one[0];
      if (length == 1 && c >= 'A' && c <= 'Z') {
        kept += static_cast<char>(c - 'A' + 'a');
      } else {
        kept += one;
      }
    }
    i += length;
  }
  return kept;
}

}  // namespace

std::optional<RosterColumn> roster_column(std::string_view heading) {
  const std::string wanted = plain(heading);
  const auto found = std::ranges::find(kHeadings, std::string_view(wanted), &Heading::first);
  if (found == kHeadings.end()) return std::nullopt;
  return found->second;
}

std::optional<RosterHeader> find_roster_header(const Table& table) {
  const std::size_t rows = std::min(table.rows.size(), kRowsAboveNames);
  for (std::size_t row = 0; row < rows; ++row) {
    RosterHeader header{row, {}};
    bool has_names = false;
    for (const std::string& cell : table.rows[row].cells) {
      auto column = roster_column(cell);
      if (column && std::ranges::find(header.columns, column) != header.columns.end())
        column.reset();
      has_names = has_names || column == RosterColumn::Name;
      header.columns.push_back(column);
    }
    if (has_names) return header;
  }
  return std::nullopt;
}

}  // namespace sternum
