/// Which column of a list of people holds what, by its heading, in Chinese or English, in any
/// order.
///
/// Headings are compared without spaces, punctuation, remarks in brackets and case: "姓 名*",
/// "身份证号（必填）" and "Identity No." are recognised. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "datasets/roster/table.hpp"

namespace sternum {

enum class RosterColumn : std::uint8_t {
  Name,
  Sex,
  Organisation,  ///< 单位: employer, school, community
  Phone,
  Identity,  ///< the number on the identity card or another document
  Remark,
  RowNumber,  ///< 序号: known, and of no use
};

[[nodiscard]] std::optional<RosterColumn> roster_column(std::string_view heading);

struct RosterHeader {
  std::size_t row = 0;                               ///< index into the table's rows
  std::vector<std::optional<RosterColumn>> columns;  ///< by place; empty: not known
};

/// The first row, among the first 20, with a column of names: titles may stand above it. Of two
/// columns with one meaning the first counts.
[[nodiscard]] std::optional<RosterHeader> find_roster_header(const Table& table);

}  // namespace sternum
