/// The GATT services and characteristics of a manikin, as FORMAT.md lists them for firmware
/// authors.
#pragma once

#include <array>

namespace sternum {

/// Ours: a byte pipe of one characteristic to write and one that notifies.
inline constexpr const char* kSternumService = "53c90001-7c1d-4b5e-9a44-8f6b2a1d0c37";
inline constexpr const char* kSternumDown = "53c90002-7c1d-4b5e-9a44-8f6b2a1d0c37";
inline constexpr const char* kSternumUp = "53c90003-7c1d-4b5e-9a44-8f6b2a1d0c37";
/// Nordic's, taken as the same pipe. Its RX and TX change places between SDKs: go by property.
inline constexpr const char* kNordicUartService = "6e400001-b5a3-f393-e0a9-e50e24dcca9e";
inline constexpr std::array kPipeServices = {kSternumService, kNordicUartService};

inline constexpr const char* kBatteryLevel = "00002a19-0000-1000-8000-00805f9b34fb";
inline constexpr const char* kModelNumber = "00002a24-0000-1000-8000-00805f9b34fb";
inline constexpr const char* kFirmwareRevision = "00002a26-0000-1000-8000-00805f9b34fb";

/// The shortest attribute MTU there is; a notification or write carries 3 bytes less.
inline constexpr unsigned kShortestMtu = 23;
inline constexpr unsigned kAttributeHeader = 3;

}  // namespace sternum
