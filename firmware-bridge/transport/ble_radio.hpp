/// Manikins over Bluetooth Low Energy: found by the service that they advertise, connected to, and
/// handed over as sources of bytes.
///
/// A radio looks for manikins for as long as it runs, connects to newcomers one after another, and
/// to those that it lost again and again. Each is one `ByteSource` per address, which closes and
/// opens with the link; who it is, its `Hello` says. A source that is stopped lets go of its
/// manikin and leaves it alone for some minutes.
///
/// Lives on one io_context and is touched by its thread only; nothing here blocks: connecting and
/// disconnecting, which take seconds, are asked for and waited for by events. No call comes after
/// `stop`. Only Linux with BlueZ has a radio so far; another system's would derive from `BleRadio`,
/// and where there is none `make_ble_radio` gives one that says so.
#pragma once

#include <functional>
#include <memory>

#include <boost/asio/io_context.hpp>

#include "analysis/core/result.hpp"
#include "firmware-bridge/transport/ble_survey.hpp"
#include "firmware-bridge/transport/byte_source.hpp"

namespace sternum {

struct BleRadioEvents {
  std::function<void(std::unique_ptr<ByteSource>)> on_source;
  /// Something in it changed; at most a few times a second.
  std::function<void(const BleSurvey&)> on_survey;
  /// A sentence for people: what is wrong, and what to do.
  std::function<void(const Error&)> on_notice;
};

class BleRadio {
 public:
  virtual ~BleRadio() = default;
  virtual void start(BleRadioEvents events) = 0;
  /// To be called several times a second.
  virtual void look_after() = 0;
  /// Asks for all manikins to be disconnected, so that others can have them; does not wait for it.
  virtual void stop() = 0;
};

[[nodiscard]] std::unique_ptr<BleRadio> make_ble_radio(boost::asio::io_context& context,
                                                       BleOptions options = {});

}  // namespace sternum
