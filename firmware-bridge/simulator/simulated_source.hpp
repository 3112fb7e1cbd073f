/// A virtual manikin as a source of bytes, in real time, with the faults that real links have.
///
/// Runs on the io_context it is given; touched by its thread only. Frames leave when the device's
/// (drifting) clock says so. After its last cycle the manikin goes on sending its chest at rest; it
/// never closes by itself. It hears what is written to it: see `DevicePlayer`.
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "firmware-bridge/simulator/impaired_encoder.hpp"
#include "firmware-bridge/simulator/virtual_manikin.hpp"
#include "firmware-bridge/transport/byte_source.hpp"

namespace sternum {

[[nodiscard]] std::unique_ptr<ByteSource> make_simulated_source(boost::asio::io_context& context,
                                                                VirtualManikinOptions options,
                                                                Impairments impairments);

}  // namespace sternum
