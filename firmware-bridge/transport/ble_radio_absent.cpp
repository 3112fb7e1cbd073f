// The radio of systems that have none.
#include <utility>

#include "firmware-bridge/transport/ble_radio.hpp"

namespace sternum {
namespace {

class NoRadio final : public BleRadio {
 public:
  void start(BleRadioEvents events) override { events_ = std::move(events); }
  void look_after() override {
    if (std::exchange(told_, true)) return;
    BleSurvey survey;
    survey.state = BleState::Unsupported;
    events_.on_survey(survey);
  }
  void stop() override { told_ = true; }

 private:
  BleRadioEvents events_;
  bool told_ = false;
};

}  // namespace

std::unique_ptr<BleRadio> make_ble_radio(boost::asio::io_context&, BleOptions) {
  return std::make_unique<NoRadio>();
}

}  // namespace sternum
