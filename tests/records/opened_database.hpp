/// A station database in a folder of its own, open, and opened again when asked to.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "datasets/records/batch_packing.hpp"
#include "datasets/records/sqlite.hpp"
#include "datasets/records/station_database.hpp"
#include "tests/datasets/scratch_folder.hpp"
#include "tests/records/stored_samples.hpp"

namespace sternum::test {

class OpenedDatabase : public testing::Test {
 protected:
  void SetUp() override { open(); }
  void open() {
    database_.reset();
    auto opened = StationDatabase::open(folder_.path());
    ASSERT_TRUE(opened.has_value()) << opened.error().message();
    database_.emplace(std::move(*opened));
  }
  [[nodiscard]] StationReader reader() const {
    auto opened = StationReader::open(folder_.path());
    EXPECT_TRUE(opened.has_value()) << opened.error().message();
    return std::move(*opened);
  }
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "station.sqlite"; }

  /// Puts a file of an earlier schema in the place of the open one, made by `sql`, with one row of
  /// samples of its attempt 1; readers refuse it until it has been opened for writing.
  void go_back_to(const char* sql) {
    database_.reset();
    for (const auto* name : {"station.sqlite", "station.sqlite-wal", "station.sqlite-shm"}) {
      std::filesystem::remove(folder_.path() / name);
    }
    {
      auto connection = Connection::open(file(), Connection::Access::ReadWrite);
      ASSERT_TRUE(connection.has_value());
      ASSERT_TRUE(connection->execute(sql).has_value());
      BatchPacker packer;
      packer.add(batch_number(7));
      auto insert = connection->prepare("INSERT INTO samples VALUES (1, 1, ?)");
      ASSERT_TRUE(insert.has_value());
      ASSERT_TRUE(insert->bind_blob(1, packer.finish()).run().has_value());
    }
    const auto early = StationReader::open(folder_.path());
    ASSERT_FALSE(early.has_value());
    EXPECT_THAT(early.error().message(), testing::HasSubstr("open a console on this folder once"));
  }

  ScratchFolder folder_;
  std::optional<StationDatabase> database_;
};

}  // namespace sternum::test
