#include "firmware-bridge/transport/ble_source.hpp"

#include "firmware-bridge/transport/ble_survey.hpp"

namespace sternum {
namespace {

class BleSource final : public ByteSource {
 public:
  explicit BleSource(const std::shared_ptr<BlePeer>& peer)
      : address_(peer->address()), peer_(peer) {}
  ~BleSource() override { stop(); }

  [[nodiscard]] std::string name() const override { return ble_link_name(address_); }
  [[nodiscard]] std::string fallback_id() const override { return address_; }

  void start(ByteSourceListener& listener) override {
    if (const auto peer = peer_.lock()) peer->attach(listener);
  }
  void write(std::vector<std::byte> bytes) override {
    if (const auto peer = peer_.lock()) peer->write(bytes);
  }
  void stop() override {
    if (const auto peer = peer_.lock()) peer->detach();
    peer_.reset();
  }

 private:
  std::string address_;
  std::weak_ptr<BlePeer> peer_;
};

}  // namespace

std::unique_ptr<ByteSource> make_ble_source(const std::shared_ptr<BlePeer>& peer) {
  return std::make_unique<BleSource>(peer);
}

}  // namespace sternum
