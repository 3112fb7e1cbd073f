/// An accepted TCP connection as a source of bytes.
///
/// Open from its start; its end is final, because it is the manikin that connects again. Small
/// frames leave at once (TCP_NODELAY); a peer that vanished without a word is given up after about
/// ten seconds (keepalive), long after the bridge has called it silent. Lives on the thread of the
/// socket's io_context.
#pragma once

#include <memory>
#include <utility>

#include <boost/asio/ip/tcp.hpp>

#include "firmware-bridge/transport/byte_source.hpp"

namespace sternum {

[[nodiscard]] std::unique_ptr<ByteSource> make_tcp_source(boost::asio::ip::tcp::socket socket);

}  // namespace sternum
