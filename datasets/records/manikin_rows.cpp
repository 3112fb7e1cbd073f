#include "datasets/records/manikin_rows.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sternum {
namespace {

Result<int> lowest_free_seat(Connection& connection) {
  const auto seat = connection.integer(
      "SELECT min(seat) FROM (SELECT 1 AS seat UNION ALL SELECT seat + 1 FROM manikins) "
      "WHERE seat NOT IN (SELECT seat FROM manikins)");
  if (!seat) return tl::unexpected(seat.error());
  return static_cast<int>(*seat);
}

Result<std::optional<int>> known_seat(Connection& connection, const std::string& manikin_id) {
  auto query = connection.prepare("SELECT seat FROM manikins WHERE id = ?");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, manikin_id).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::optional<int>{};
  return std::optional<int>(static_cast<int>(query->integer(0)));
}

Result<void> insert_manikin(Connection& connection, const std::string& manikin_id, int seat) {
  auto insert = connection.prepare("INSERT INTO manikins (id, seat) VALUES (?, ?)");
  if (!insert) return tl::unexpected(insert.error());
  return insert->bind(1, manikin_id).bind(2, std::int64_t{seat}).run();
}

}  // namespace

Result<int> find_or_give_seat(Connection& connection, const std::string& manikin_id) {
  const auto known = known_seat(connection, manikin_id);
  if (!known) return tl::unexpected(known.error());
  if (*known) return **known;
  const auto free = lowest_free_seat(connection);
  if (!free) return free;
  if (auto inserted = insert_manikin(connection, manikin_id, *free); !inserted) {
    return tl::unexpected(inserted.error());
  }
  return *free;
}

Result<void> move_manikin(Connection& connection, const std::string& manikin_id, int seat) {
  const auto left = find_or_give_seat(connection, manikin_id);
  if (!left) return tl::unexpected(left.error());
  // Seats are unique at every moment: whoever sits there waits beyond the last one meanwhile.
  const auto beyond = connection.integer("SELECT max(seat) + 1 FROM manikins");
  if (!beyond) return tl::unexpected(beyond.error());
  const std::int64_t steps[3][2] = {{seat, *beyond}, {*left, seat}, {*beyond, *left}};
  if (*left == seat) return {};
  for (const auto& [from, to] : steps) {
    auto update = connection.prepare("UPDATE manikins SET seat = ? WHERE seat = ?");
    if (!update) return tl::unexpected(update.error());
    if (auto moved = update->bind(1, to).bind(2, from).run(); !moved) return moved;
  }
  return {};
}

Result<void> write_manikin_name(Connection& connection, const std::string& manikin_id,
                                const std::string& name) {
  if (const auto seat = find_or_give_seat(connection, manikin_id); !seat) {
    return tl::unexpected(seat.error());
  }
  auto update = connection.prepare("UPDATE manikins SET name = nullif(?, '') WHERE id = ?");
  if (!update) return tl::unexpected(update.error());
  return update->bind(1, name).bind(2, manikin_id).run();
}

Result<void> append_calibration(Connection& connection, const Calibration& calibration) {
  if (const auto seat = find_or_give_seat(connection, calibration.manikin_id); !seat) {
    return tl::unexpected(seat.error());
  }
  auto insert = connection.prepare(
      "INSERT INTO calibrations (manikin_id, at_ms, who, block_mm, measured_low_mm, "
      "measured_high_mm, gain, offset_mm) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  if (!insert) return tl::unexpected(insert.error());
  return insert->bind(1, calibration.manikin_id)
      .bind(2, calibration.at_ms)
      .bind(3, calibration.who)
      .bind(4, calibration.block_mm)
      .bind(5, calibration.measured_low_mm)
      .bind(6, calibration.measured_high_mm)
      .bind(7, calibration.gain)
      .bind(8, calibration.offset_mm)
      .run();
}

Result<std::map<std::string, int>> read_seats(Connection& connection) {
  auto query = connection.prepare("SELECT id, seat FROM manikins");
  if (!query) return tl::unexpected(query.error());
  std::map<std::string, int> seats;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    seats.emplace(row.text(0), static_cast<int>(row.integer(1)));
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return seats;
}

Result<std::map<std::string, std::string>> read_manikin_names(Connection& connection) {
  auto query = connection.prepare("SELECT id, name FROM manikins WHERE name IS NOT NULL");
  if (!query) return tl::unexpected(query.error());
  std::map<std::string, std::string> names;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    names.emplace(row.text(0), row.text(1));
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return names;
}

Result<std::vector<Calibration>> read_calibrations(Connection& connection,
                                                   const std::string& manikin_id) {
  auto query = connection.prepare(
      "SELECT id, manikin_id, at_ms, who, block_mm, measured_low_mm, measured_high_mm, gain, "
      "offset_mm FROM calibrations WHERE manikin_id = ? ORDER BY id DESC");
  if (!query) return tl::unexpected(query.error());
  query->bind(1, manikin_id);
  std::vector<Calibration> calibrations;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    Calibration& one = calibrations.emplace_back();
    one.id = row.integer(0);
    one.manikin_id = row.text(1);
    one.at_ms = row.integer(2);
    one.who = row.text(3);
    one.block_mm = row.real(4);
    one.measured_low_mm = row.real(5);
    one.measured_high_mm = row.real(6);
    one.gain = row.real(7);
    one.offset_mm = row.real(8);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return calibrations;
}

}  // namespace sternum
