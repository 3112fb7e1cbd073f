/// The station database of a base that has taught for years, made in seconds: rows without samples
/// and without a trail, for lists.
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <string>

#include "datasets/records/sqlite.hpp"
#include "datasets/records/station_database.hpp"

namespace sternum::test {

struct ArchiveSize {
  int classes = 1000;
  int trainees_each = 30;
  int attempts_each = 3;
};

inline constexpr std::int64_t kArchiveBegins_ms = 1'500'000'000'000;
inline constexpr std::int64_t kArchiveClassEvery_ms = 86'400'000;

/// Trainees are called "Trainee 00001" and so on, a class has consecutive ones; every tenth attempt
/// is discarded, every seventh has no name. The last class is open.
[[nodiscard]] inline Result<void> make_archive(const std::filesystem::path& folder,
                                               ArchiveSize size = {}) {
  if (auto made = StationDatabase::open(folder); !made) return tl::unexpected(made.error());
  auto connection = Connection::open(folder / "station.sqlite", Connection::Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  const auto counted = [](int count, const std::string& insert) {
    return fmt::format(
               "WITH RECURSIVE n (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < "
               "{}) ",
               count) +
           insert;
  };
  const int trainees = size.classes * size.trainees_each;
  const int attempts = trainees * size.attempts_each;
  const std::string sql =
      "BEGIN;"
      "INSERT INTO manikins (id, seat) VALUES ('M-1', 1), ('M-2', 2), ('M-3', 3);" +
      counted(trainees,
              "INSERT INTO trainees (name) SELECT printf('Trainee %05d', i + 1) FROM n;") +
      counted(size.classes,
              fmt::format(
                  "INSERT INTO classes (created_at_ms, number, course, organiser, base, place, "
                  "audience, instructors, assistants, starts_on, ends_on, state) SELECT {} + i * "
                  "{}, 'C-' || i, '', '', '', '', '', '', '', '', '', i + 1 < {} FROM n;",
                  kArchiveBegins_ms, kArchiveClassEvery_ms, size.classes)) +
      counted(trainees,
              fmt::format("INSERT INTO class_trainees (class_id, trainee_id, position, "
                          "organisation, nickname, absent, skipped) SELECT i / {0} + 1, i + 1, "
                          "i % {0} + 1, '', '', 0, 0 FROM n;",
                          size.trainees_each)) +
      // One round of a class after the other, as lessons go.
      counted(attempts,
              fmt::format(
                  "INSERT INTO attempts (manikin_id, trainee_id, guideline_id, guideline_hash, "
                  "channels, started_at_ms, start_us, state, ended_at_ms, score, first_samples, "
                  "last_samples, class_id) SELECT 'M-' || (i % 3 + 1), "
                  "CASE WHEN i % 7 = 3 THEN NULL ELSE i / {1} * {0} + i % {0} + 1 END, "
                  "'adult-rcsc-2021', 'ab12', x'0104', {2} + i / {1} * {3} + i % {1} * 150000, 0, "
                  "CASE WHEN i % 10 = 9 THEN 3 ELSE 1 END, {2} + i / {1} * {3} + 1, i % 101, 1, 0, "
                  "i / {1} + 1 FROM n;",
                  size.trainees_each, size.trainees_each * size.attempts_each, kArchiveBegins_ms,
                  kArchiveClassEvery_ms)) +
      counted(attempts,
              "INSERT INTO results (attempt_id, json) SELECT i + 1, "
              "'{\"metrics\":{\"mean_depth_mm\":' || (45 + i % 12) || '}}' FROM n;") +
      "COMMIT;";
  return connection->execute(sql.c_str());
}

}  // namespace sternum::test
