/// A serial port as a source of bytes: opens when the device turns up, and again whenever it comes
/// back.
///
/// A closed port is looked for every `kSerialRetry`. A device that is there but cannot be opened
/// for a second is told to the listener once (the nodes of a plugged device appear before their
/// permissions are set). Lives on the thread of its io_context.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>

#include "firmware-bridge/transport/byte_source.hpp"

namespace sternum {

inline constexpr std::chrono::milliseconds kSerialRetry{250};

/// `path` names one device; globs are the bridge's to expand.
[[nodiscard]] std::unique_ptr<ByteSource> make_serial_source(boost::asio::io_context& context,
                                                             std::string path, unsigned baud);

}  // namespace sternum
