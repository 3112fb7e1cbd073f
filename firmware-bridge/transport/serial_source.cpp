#include "firmware-bridge/transport/serial_source.hpp"

#include <filesystem>
#include <optional>
#include <utility>

#include <boost/asio/serial_port.hpp>
#include <boost/asio/steady_timer.hpp>

#include "firmware-bridge/host_time.hpp"
#include "firmware-bridge/transport/byte_stream.hpp"
#include "firmware-bridge/transport/port_user.hpp"
#include "firmware-bridge/transport/serial_device.hpp"

namespace sternum {
namespace {

constexpr std::chrono::seconds kTellFailureAfter{1};

/// closed ──device there──▶ open ──end of file, error──▶ closed ──every kSerialRetry──▶ closed
class SerialSource final : public ByteSource {
 public:
  SerialSource(boost::asio::io_context& context, std::string path, unsigned baud)
      : context_(context), retry_(context), path_(std::move(path)), baud_(baud) {}
  ~SerialSource() override { stop(); }

  [[nodiscard]] std::string name() const override {
    return fmt::format("serial {} at {} baud", path_, baud_);
  }
  [[nodiscard]] std::string fallback_id() const override {
    return std::filesystem::path(path_).filename().string();
  }

  void start(ByteSourceListener& listener) override {
    listener_ = &listener;
    try_to_open();
  }

  void write(std::vector<std::byte> bytes) override {
    if (port_) port_->write(std::move(bytes));
  }

  void stop() override {
    listener_ = nullptr;
    retry_.cancel();
    close();
  }

 private:
  using Port = ByteStream<boost::asio::serial_port>;

  void try_to_open() {
    Result<std::optional<FileDescriptor>> device = open_serial(path_, baud_);
    if (!device) {
      complain(device.error());
    } else {
      failure_.reset();
      if (*device && take(std::move(**device))) return;
    }
    retry_later();
  }

  bool take(FileDescriptor device) {
    boost::asio::serial_port port(context_);
    boost::system::error_code error;
    port.assign(device.get(), error);
    if (error) return false;
    (void)device.release();
    port_ = std::make_shared<Port>(std::move(port));
    listener_->on_open();
    if (!port_) return true;
    port_->start([this](std::span<const std::byte> bytes) { listener_->on_bytes(bytes); },
                 [this](const boost::system::error_code&) { end(); });
    return true;
  }

  void end() {
    close();
    listener_->on_closed(fmt::format("{} was unplugged", path_), false);
    if (listener_ != nullptr) retry_later();
  }

  void close() {
    if (!port_) return;
    let_go_of_serial(port_->stream().native_handle());
    port_->close();
    port_.reset();
  }

  void retry_later() {
    retry_.expires_after(kSerialRetry);
    retry_.async_wait(
        [this, alive = std::weak_ptr(alive_)](const boost::system::error_code& cancelled) {
          if (!cancelled && !alive.expired() && listener_ != nullptr) try_to_open();
        });
  }

  void complain(const Error& error) {
    const HostTime now = std::chrono::steady_clock::now();
    if (failure_ != error) {
      failure_ = error;
      failing_since_ = now;
      told_ = false;
    }
    if (told_ || now - failing_since_ < kTellFailureAfter) return;
    told_ = true;
    Error told = error;
    if (const std::string user = user_of_port(path_); !user.empty()) {
      told.what += fmt::format(" ({})", user);
    }
    listener_->on_notice(told);
  }

  boost::asio::io_context& context_;
  boost::asio::steady_timer retry_;
  std::string path_;
  unsigned baud_;
  ByteSourceListener* listener_ = nullptr;
  std::shared_ptr<Port> port_;
  std::optional<Error> failure_;
  HostTime failing_since_;
  bool told_ = false;
  /// Expires with the source: a timer that had already fired still finds out.
  std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

}  // namespace

std::unique_ptr<ByteSource> make_serial_source(boost::asio::io_context& context, std::string path,
                                               unsigned baud) {
  return std::make_unique<SerialSource>(context, std::move(path), baud);
}

}  // namespace sternum
