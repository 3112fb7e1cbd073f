#include "datasets/rule_files/checked_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "datasets/nearest_name.hpp"

namespace sternum {
namespace {

std::string_view type_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "text";
    case toml::node_type::integer:
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    default:
      return "a date or time";
  }
}

}  // namespace

void Complaint::note(const toml::source_region& place, std::string what, std::string remedy) {
  noted_.push_back(
      {place.begin, Error{std::move(what),
                          fmt::format("{}:{}:{}", origin_, place.begin.line, place.begin.column),
                          std::move(remedy)}});
}

std::optional<Error> Complaint::first() const {
  if (noted_.empty()) return std::nullopt;
  return noted_.front().error;
}

std::vector<Error> Complaint::in_the_order_of_lines() const {
  std::vector<Noted> sorted = noted_;
  std::ranges::stable_sort(sorted, {}, [](const Noted& noted) {
    return std::pair(noted.place.line, noted.place.column);
  });
  std::vector<Error> errors;
  for (Noted& noted : sorted) errors.push_back(std::move(noted.error));
  return errors;
}

Result<toml::table> parse_toml(std::string_view text, const std::string& origin) {
  try {
    return toml::parse(text, origin);
  } catch (const toml::parse_error& problem) {
    Complaint complaint(origin);
    complaint.note(problem.source(), fmt::format("this is no TOML ({})", problem.description()),
                   "mend the line");
    return tl::unexpected(*complaint.first());
  }
}

std::string CheckedTable::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

void CheckedTable::complain(std::string_view key, std::string what, std::string remedy) const {
  if (table_ == nullptr) return;
  const toml::node* const node = table_->get(key);
  complaint_->note(node != nullptr ? node->source() : table_->source(), std::move(what),
                   std::move(remedy));
}

void CheckedTable::only(std::initializer_list<std::string_view> keys) const {
  if (table_ == nullptr) return;
  const std::span<const std::string_view> known(keys.begin(), keys.size());
  for (const auto& [key, node] : *table_) {
    if (std::ranges::find(known, key.str()) != known.end()) continue;
    const auto nearest = nearest_name(key.str(), known);
    complaint_->note(key.source(), fmt::format("the key '{}' is unknown", path_of(key.str())),
                     nearest ? fmt::format("did you mean {}?", path_of(*nearest))
                             : "keys here are " + listed(known));
  }
}

const toml::node* CheckedTable::find(std::string_view key, std::string_view expected) const {
  if (table_ == nullptr) return nullptr;
  const toml::node* const node = table_->get(key);
  if (node == nullptr) {
    complain(key, fmt::format("'{}' is missing", path_of(key)),
             fmt::format("add it; it is {}", expected));
  }
  return node;
}

CheckedTable CheckedTable::table(std::string_view key) const {
  const toml::node* const node = find(key, "a table");
  if (node != nullptr && !node->is_table()) {
    complain(key, fmt::format("'{}' is {}, not a table", path_of(key), type_name(*node)),
             fmt::format("write it as [{}] with its keys below", path_of(key)));
  }
  return {node != nullptr ? node->as_table() : nullptr, path_of(key), *complaint_};
}

std::vector<CheckedTable> CheckedTable::tables(std::string_view key) const {
  const toml::node* const node = find(key, "a list of tables");
  if (node == nullptr) return {};
  const std::string path = path_of(key);
  const toml::array* const list = node->as_array();
  if (list == nullptr || !list->is_array_of_tables()) {
    complain(key, fmt::format("'{}' is {}, not a list of tables", path, type_name(*node)),
             fmt::format("write each as [[{}]] with its keys below", path));
    return {};
  }
  std::vector<CheckedTable> tables;
  for (const toml::node& entry : *list) {
    tables.push_back(CheckedTable(entry.as_table(), path, *complaint_));
  }
  return tables;
}

bool CheckedTable::flag(std::string_view key) const {
  const toml::node* const node = find(key, "true or false");
  if (node == nullptr) return false;
  const auto value = node->value_exact<bool>();
  if (!value) {
    complain(key, fmt::format("'{}' is {}, not true or false", path_of(key), type_name(*node)),
             "write true or false without quotes");
  }
  return value.value_or(false);
}

std::string CheckedTable::text(std::string_view key) const {
  const toml::node* const node = find(key, "a text in quotes");
  if (node == nullptr) return {};
  const auto value = node->value_exact<std::string>();
  if (!value) {
    complain(key, fmt::format("'{}' is {}, not text", path_of(key), type_name(*node)),
             "put it in quotes");
    return {};
  }
  if (value->empty()) {
    complain(key, fmt::format("'{}' is empty", path_of(key)), "fill it in");
  }
  return *value;
}

std::string CheckedTable::one_of(std::string_view key,
                                 std::initializer_list<std::string_view> choices) const {
  const std::size_t before = complaint_->count();
  std::string value = text(key);
  if (complaint_->count() == before &&
      std::find(choices.begin(), choices.end(), value) == choices.end()) {
    complain(key, fmt::format("'{}' is \"{}\"", path_of(key), value),
             "it is one of " + listed({choices.begin(), choices.size()}));
  }
  return value;
}

double CheckedTable::number(std::string_view key, const Plausible& plausible) const {
  const toml::node* const node = find(key, "a number");
  if (node == nullptr) return 0.0;
  const auto value = node->value<double>();
  if (!node->is_number() || !value) {
    complain(key, fmt::format("'{}' is {}, not a number", path_of(key), type_name(*node)),
             "write a number without quotes");
    return 0.0;
  }
  if (!(plausible.low <= *value && *value <= plausible.high)) {
    const std::string_view space = plausible.unit.empty() ? "" : " ";
    complain(key,
             fmt::format("'{}' is {}{}{}, which cannot be meant", path_of(key), *value, space,
                         plausible.unit),
             fmt::format("it lies between {} and {}{}{}: check the unit", plausible.low,
                         plausible.high, space, plausible.unit));
  }
  return *value;
}

int CheckedTable::whole_number(std::string_view key, const Plausible& plausible) const {
  const double value = number(key, plausible);
  if (value != std::floor(value)) {
    complain(key, fmt::format("'{}' is {}, not a whole number", path_of(key), value),
             "write it without decimals");
    return 0;
  }
  // Only a plausible value is small enough to be an int.
  return plausible.low <= value && value <= plausible.high ? static_cast<int>(value) : 0;
}

}  // namespace sternum
