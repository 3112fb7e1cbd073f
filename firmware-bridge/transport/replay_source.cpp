#include "firmware-bridge/transport/replay_source.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <variant>

#include <boost/asio/steady_timer.hpp>

#include "firmware-bridge/host_time.hpp"
#include "firmware-bridge/protocol/codec.hpp"

namespace sternum {
namespace {

constexpr std::int64_t kRestart_us = 1'000'000;
constexpr std::int64_t kLongestWait_us = 3'600'000'000;
constexpr std::chrono::milliseconds kAskAgain{1};
/// What goes out in one turn of the io_context at most, so that others have theirs.
constexpr std::size_t kMostBytesPerTurn = 65536;

/// When the message leaves a manikin, on its clock.
std::optional<std::int64_t> leaves_us(const UpMessage& message) {
  struct Leaves {
    std::optional<std::int64_t> operator()(const WireBatch& batch) const {
      const std::int64_t steps =
          std::max<std::int64_t>(1, static_cast<std::int64_t>(batch.values.size())) - 1;
      return batch.t_us + steps * batch.period_us;
    }
    std::optional<std::int64_t> operator()(const CompressionReport& report) const {
      return report.t_us;
    }
    std::optional<std::int64_t> operator()(const BreathReport& report) const {
      return report.t_us + report.duration_us;
    }
    std::optional<std::int64_t> operator()(const Touch& touch) const { return touch.t_us; }
    std::optional<std::int64_t> operator()(const Hello&) const { return std::nullopt; }
    std::optional<std::int64_t> operator()(const Status&) const { return std::nullopt; }
  };
  return std::visit(Leaves{}, message);
}

class ReplaySource final : public ByteSource {
 public:
  ReplaySource(boost::asio::io_context& context, MessageFeed feed, ReplayOptions options)
      : timer_(context), feed_(std::move(feed)), options_(std::move(options)) {}
  ~ReplaySource() override { stop(); }

  [[nodiscard]] std::string name() const override { return "replay of " + options_.name; }
  [[nodiscard]] std::string fallback_id() const override { return options_.name; }

  void start(ByteSourceListener& listener) override {
    listener_ = &listener;
    started_ = std::chrono::steady_clock::now();
    listener_->on_open();
    go_on_at(started_);
  }
  /// A recording cannot be talked to.
  void write(std::vector<std::byte>) override {}
  void stop() override {
    listener_ = nullptr;
    timer_.cancel();
  }

 private:
  void go_on_at(HostTime when) {
    timer_.expires_at(when);
    timer_.async_wait(
        [this, alive = std::weak_ptr(alive_)](const boost::system::error_code& cancelled) {
          if (!cancelled && !alive.expired() && listener_ != nullptr) play();
        });
  }

  /// Sends what is due and arranges to be called again.
  void play() {
    const HostTime now = std::chrono::steady_clock::now();
    std::vector<std::byte> bytes;
    HostTime next = now;
    while (bytes.size() < kMostBytesPerTurn) {
      if (position_ == messages_.size() && !fetch()) {
        end(bytes);
        return;
      }
      if (position_ == messages_.size()) {
        next = now + kAskAgain;
        break;
      }
      const UpMessage& message = messages_[position_];
      if (!clocked_) advance(message);
      clocked_ = true;
      if (due() > now) {
        next = due();
        break;
      }
      append_frame(message, bytes);
      ++position_;
      clocked_ = false;
    }
    if (!bytes.empty()) listener_->on_bytes(bytes);
    if (listener_ != nullptr) go_on_at(next);
  }

  bool fetch() {
    messages_.clear();
    position_ = 0;
    return feed_(messages_) || !messages_.empty();
  }

  void end(const std::vector<std::byte>& bytes) {
    if (!bytes.empty()) listener_->on_bytes(bytes);
    if (listener_ != nullptr) listener_->on_closed(options_.name + " has ended", true);
  }

  /// Moves the replay's own time on to the message.
  void advance(const UpMessage& message) {
    const auto t_us = leaves_us(message);
    if (!t_us) return;
    if (latest_us_ && *t_us > *latest_us_) {
      elapsed_us_ += std::min(*t_us - *latest_us_, kLongestWait_us);
    }
    // Channels overlap a little; only a real fall is a clock that restarted.
    if (!latest_us_ || *t_us > *latest_us_ || *t_us < *latest_us_ - kRestart_us) latest_us_ = t_us;
  }

  [[nodiscard]] HostTime due() const {
    if (options_.speed <= 0.0) return started_;
    return started_ + std::chrono::microseconds(static_cast<std::int64_t>(
                          static_cast<double>(elapsed_us_) / options_.speed));
  }

  boost::asio::steady_timer timer_;
  MessageFeed feed_;
  ReplayOptions options_;
  ByteSourceListener* listener_ = nullptr;
  HostTime started_;
  std::int64_t elapsed_us_ = 0;  ///< of device time since the first message
  std::optional<std::int64_t> latest_us_;
  std::vector<UpMessage> messages_;
  std::size_t position_ = 0;
  bool clocked_ = false;  ///< the message at `position_` has moved the time already
  std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

}  // namespace

std::unique_ptr<ByteSource> make_replay_source(boost::asio::io_context& context, MessageFeed feed,
                                               ReplayOptions options) {
  return std::make_unique<ReplaySource>(context, std::move(feed), std::move(options));
}

}  // namespace sternum
