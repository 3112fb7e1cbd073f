/// A device of the radio as a source of bytes: opens when the radio has its pipe, closes when that
/// is gone, and opens again with the next. `stop` lets go of the manikin.
///
/// Lives on the thread of the radio; may outlive the radio, and is closed then.
#pragma once

#include <memory>

#include "firmware-bridge/transport/ble_peer.hpp"
#include "firmware-bridge/transport/byte_source.hpp"

namespace sternum {

[[nodiscard]] std::unique_ptr<ByteSource> make_ble_source(const std::shared_ptr<BlePeer>& peer);

}  // namespace sternum
