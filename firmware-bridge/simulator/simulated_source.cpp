#include "firmware-bridge/simulator/simulated_source.hpp"

#include <fmt/format.h>

#include <boost/asio/post.hpp>
#include <utility>

#include "firmware-bridge/simulator/paced_device.hpp"

namespace sternum {
namespace {

class SimulatedSource final : public ByteSource {
 public:
  SimulatedSource(boost::asio::io_context& context, VirtualManikinOptions options,
                  Impairments impairments)
      : context_(context),
        name_(fmt::format("virtual manikin {} ({})", options.id, profile_name(options.profile))),
        device_(context, std::move(options), impairments, [this](std::span<const std::byte> bytes) {
          if (*listener_ != nullptr) (*listener_)->on_bytes(bytes);
        }) {}

  ~SimulatedSource() override { stop(); }

  [[nodiscard]] std::string name() const override { return name_; }

  void start(ByteSourceListener& listener) override {
    *listener_ = &listener;
    boost::asio::post(context_, [this, listening = listener_] {
      if (*listening == nullptr) return;  // stopped meanwhile; `this` may be gone
      (*listening)->on_open();
      if (*listening != nullptr) device_.start();
    });
  }

  void write(std::vector<std::byte> bytes) override { device_.hear(bytes); }

  void stop() override {
    *listener_ = nullptr;
    device_.stop();
  }

 private:
  boost::asio::io_context& context_;
  std::string name_;
  /// Shared with what is posted, which may come after this is gone; null after `stop`.
  std::shared_ptr<ByteSourceListener*> listener_ = std::make_shared<ByteSourceListener*>(nullptr);
  PacedDevice device_;
};

}  // namespace

std::unique_ptr<ByteSource> make_simulated_source(boost::asio::io_context& context,
                                                  VirtualManikinOptions options,
                                                  Impairments impairments) {
  return std::make_unique<SimulatedSource>(context, std::move(options), impairments);
}

}  // namespace sternum
