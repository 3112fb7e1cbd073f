/// TOML tables read with the mistakes of their author in mind.
///
/// Each getter takes what a key must hold and notes its complaint, with line and column and what to
/// do; after a complaint getters go on and return zeros, and the caller looks once, at the end. A
/// missing table is complained about once, and its getters are silent. `only` complains about keys
/// that nobody asked for. Not thread-safe; the TOML document must outlive its tables.
#pragma once

#include <toml++/toml.h>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/core/result.hpp"

namespace sternum {

/// Collects the complaints about one file.
class Complaint {
 public:
  explicit Complaint(std::string origin) : origin_(std::move(origin)) {}
  void note(const toml::source_region& place, std::string what, std::string remedy);
  [[nodiscard]] std::size_t count() const { return noted_.size(); }
  /// The one that was noted first; later ones may be its consequence.
  [[nodiscard]] std::optional<Error> first() const;
  [[nodiscard]] std::vector<Error> in_the_order_of_lines() const;

 private:
  struct Noted {
    toml::source_position place;
    Error error;
  };
  std::string origin_;
  std::vector<Noted> noted_;
};

/// `origin` names the text in errors.
[[nodiscard]] Result<toml::table> parse_toml(std::string_view text, const std::string& origin);

/// What a number can be at all: outside of it, it is probably in another unit.
struct Plausible {
  double low;
  double high;
  std::string_view unit;  ///< "mm"; may be empty
};

class CheckedTable {
 public:
  CheckedTable(const toml::table& table, Complaint& complaint)
      : CheckedTable(&table, {}, complaint) {}

  void only(std::initializer_list<std::string_view> keys) const;
  /// For keys that may be left out.
  [[nodiscard]] bool holds(std::string_view key) const {
    return table_ != nullptr && table_->contains(key);
  }
  [[nodiscard]] CheckedTable table(std::string_view key) const;
  /// Those of a list of tables, in the order of the file.
  [[nodiscard]] std::vector<CheckedTable> tables(std::string_view key) const;
  /// Not empty.
  [[nodiscard]] std::string text(std::string_view key) const;
  [[nodiscard]] std::string one_of(std::string_view key,
                                   std::initializer_list<std::string_view> choices) const;
  [[nodiscard]] bool flag(std::string_view key) const;
  [[nodiscard]] double number(std::string_view key, const Plausible& plausible) const;
  [[nodiscard]] int whole_number(std::string_view key, const Plausible& plausible) const;
  /// How many complaints there are about the file so far: whoever relates one value to another
  /// looks whether both could be read.
  [[nodiscard]] std::size_t complaints() const { return complaint_->count(); }
  /// Complains about the value of `key`, or about the table when it has none.
  void complain(std::string_view key, std::string what, std::string remedy) const;

 private:
  CheckedTable(const toml::table* table, std::string path, Complaint& complaint)
      : table_(table), path_(std::move(path)), complaint_(&complaint) {}
  [[nodiscard]] const toml::node* find(std::string_view key, std::string_view expected) const;
  [[nodiscard]] std::string path_of(std::string_view key) const;

  const toml::table* table_;  ///< null when it was missing, which has been complained about
  std::string path_;
  Complaint* complaint_;
};

}  // namespace sternum
