/// A class as the station remembers it: what is taught where by whom, and who takes part.
///
/// A value; nothing here reads or writes. Days are written "2026-03-28", empty when not said.
/// Members stand in the order of the queue. Names of trainees are kept once, in the table
/// `trainees`, and are unique there: whoever fills a class tells namesakes apart. Telephone numbers
/// and numbers of documents have no place here (`people.hpp` seals the latter).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sternum {

/// When the class was created: UTC, ms since 1970. A class is known by it before the database has
/// given it an id, and on another disk.
using ClassKey = std::int64_t;

/// Never renumber: stored.
enum class ClassState : std::uint8_t { Open = 0, Closed = 1 };

/// Of a guardian, who must agree before somebody under 14 takes part. Never renumber: stored.
enum class GuardianConsent : std::uint8_t { NotNeeded = 0, Missing = 1, Given = 2 };

struct ClassMember {
  std::string name;
  std::string organisation{};
  std::string nickname{};  ///< what a screen for everybody shows instead of the name
  bool absent = false;
  bool skipped = false;      ///< passed over until somebody else has had a turn
  std::string manikin_id{};  ///< whose turn it is there, or who is pressing; empty: waiting
  GuardianConsent guardian = GuardianConsent::NotNeeded;
  friend bool operator==(const ClassMember&, const ClassMember&) = default;
};

struct ClassRecord {
  ClassKey key = 0;
  std::string number{};  ///< 期号, as typed
  std::string course{};
  std::string organiser{};
  std::string base{};
  std::string place{};
  std::string audience{};     ///< community, school, …: certified people are reported by it
  std::string instructors{};  ///< as typed, separated by commas; may hold their numbers
  std::string assistants{};
  std::string starts_on{};
  std::string ends_on{};
  std::optional<double> hours{};
  std::optional<int> expected{};  ///< how many were expected to come
  ClassState state = ClassState::Open;
  std::vector<ClassMember> members{};
  friend bool operator==(const ClassRecord&, const ClassRecord&) = default;
};

}  // namespace sternum
