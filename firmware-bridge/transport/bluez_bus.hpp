/// BlueZ over D-Bus (sdbus-c++), its events brought into an io_context: the bus's descriptor and
/// timeout are waited for by Asio, and there is no other thread.
///
/// Joining a bus is a short talk with the bus daemon on this machine and is waited for; everything
/// that BlueZ does is asynchronous. A bus that is not there, or goes, is joined again every two
/// seconds; BlueZ itself is noticed when it comes and goes. No exception leaves this class.
#pragma once

#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>

#include "firmware-bridge/transport/bluez.hpp"

namespace sternum {

/// `bus` is a D-Bus address; empty: the system's bus.
[[nodiscard]] std::unique_ptr<Bluez> make_bluez_bus(boost::asio::io_context& context,
                                                    std::string bus);

}  // namespace sternum
