/// A station that shows what it is told to and remembers what it was asked for.
#pragma once

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "gui/model/station_port.hpp"

namespace sternum::test {

class FakeStation final : public StationPort {
 public:
  [[nodiscard]] std::shared_ptr<const StationSnapshot> snapshot() const override {
    return std::make_shared<StationSnapshot>(now);
  }
  void post(Command command) override { posted.push_back(std::move(command)); }
  [[nodiscard]] const std::vector<AttemptRecord>& attempts() override { return records; }
  [[nodiscard]] const std::vector<AttemptRecord>& attempts_named(const std::string& part) override {
    named.clear();
    for (const AttemptRecord& record : records) {
      if (record.started.trainee.find(part) != std::string::npos) named.push_back(record);
    }
    return named;
  }
  [[nodiscard]] Result<std::shared_ptr<const Review>> review(AttemptId id) override {
    const auto review = reviews.find(id);
    if (review == reviews.end()) {
      return failure("attempt " + std::to_string(id) + " is not in the database", "station.sqlite");
    }
    return review->second;
  }
  [[nodiscard]] Paperwork paperwork() const override { return papers; }

  StationSnapshot now;
  Paperwork papers;
  std::vector<Command> posted;
  std::vector<AttemptRecord> records;
  std::vector<AttemptRecord> named;
  std::map<AttemptId, std::shared_ptr<const Review>> reviews;
};

}  // namespace sternum::test
