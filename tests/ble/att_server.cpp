#include "tests/ble/att_server.hpp"

#include <algorithm>
#include <utility>

#include "firmware-bridge/transport/ble_gatt.hpp"

namespace sternum::ble {
namespace {

// Opcodes and error codes: vol. 3, part F, 3.4.
constexpr std::uint8_t kError = 0x01, kMtuRequest = 0x02, kMtuResponse = 0x03;
constexpr std::uint8_t kFindInformation = 0x04, kInformation = 0x05;
constexpr std::uint8_t kFindByTypeValue = 0x06, kFoundByTypeValue = 0x07;
constexpr std::uint8_t kReadByType = 0x08, kReadByTypeResponse = 0x09;
constexpr std::uint8_t kRead = 0x0A, kReadResponse = 0x0B, kReadBlob = 0x0C,
                       kReadBlobResponse = 0x0D;
constexpr std::uint8_t kReadByGroup = 0x10, kReadByGroupResponse = 0x11;
constexpr std::uint8_t kWrite = 0x12, kWriteResponse = 0x13, kWriteCommand = 0x52;
constexpr std::uint8_t kNotification = 0x1B, kConfirmation = 0x1E;
constexpr std::uint8_t kInvalidHandle = 0x01, kNotSupported = 0x06, kNotFound = 0x0A;

// Declarations: vol. 3, part G, 3.
const Octets kPrimaryService = {0x00, 0x28};
const Octets kCharacteristic = {0x03, 0x28};
const Octets kNotifySwitch = {0x02, 0x29};
constexpr std::uint8_t kMayRead = 0x02, kMayCommand = 0x04, kMayWrite = 0x08, kMayNotify = 0x10;

std::uint16_t number_at(std::span<const std::uint8_t> octets, std::size_t at) {
  return static_cast<std::uint16_t>(octets[at] | octets[at + 1] << 8);
}

void put(Octets& octets, std::uint16_t number) {
  octets.push_back(static_cast<std::uint8_t>(number & 0xFF));
  octets.push_back(static_cast<std::uint8_t>(number >> 8));
}

Octets refusal(std::span<const std::uint8_t> request, std::uint16_t handle, std::uint8_t why) {
  Octets answer = {kError, request[0]};
  put(answer, handle);
  answer.push_back(why);
  return answer;
}

Octets text(const std::string& words) { return {words.begin(), words.end()}; }

}  // namespace

Octets uuid_octets(const std::string& uuid) {
  Octets octets;
  std::string digits;
  for (const char c : uuid) {
    if (c != '-') digits.push_back(c);
  }
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    octets.push_back(static_cast<std::uint8_t>(std::stoi(digits.substr(i, 2), nullptr, 16)));
  }
  std::ranges::reverse(octets);
  return octets;
}

AttServer::AttServer(const AttServerOptions& options, OnWrite on_write, OnSubscribed on_subscribed)
    : most_mtu_(options.mtu),
      on_write_(std::move(on_write)),
      on_subscribed_(std::move(on_subscribed)) {
  add_service({0x00, 0x18});  // Generic Access
  add_characteristic(kMayRead, {0x00, 0x2A}, text(options.name));
  end_service();
  add_service({0x0A, 0x18});  // Device Information
  add_characteristic(kMayRead, {0x24, 0x2A}, text(options.model));
  add_characteristic(kMayRead, {0x26, 0x2A}, text(options.firmware));
  end_service();
  add_service({0x0F, 0x18});  // Battery
  add_characteristic(kMayRead, {0x19, 0x2A}, {options.battery_percent});
  end_service();
  add_service(uuid_octets(kSternumService));
  down_ = add_characteristic(kMayCommand | kMayWrite, uuid_octets(kSternumDown), {});
  up_ = add_characteristic(kMayNotify, uuid_octets(kSternumUp), {});
  switch_ = add(kNotifySwitch, {0, 0});
  end_service();
}

std::uint16_t AttServer::add(Octets type, Octets value) {
  const auto handle = static_cast<std::uint16_t>(attributes_.size() + 1);
  attributes_.push_back({handle, std::move(type), std::move(value), 0});
  return handle;
}

void AttServer::add_service(const Octets& uuid) { service_ = add(kPrimaryService, uuid); }

void AttServer::end_service() {
  attributes_[service_ - 1U].end = static_cast<std::uint16_t>(attributes_.size());
}

std::uint16_t AttServer::add_characteristic(std::uint8_t properties, const Octets& uuid,
                                            Octets value) {
  Octets declaration = {properties};
  put(declaration, static_cast<std::uint16_t>(attributes_.size() + 2));
  declaration.insert(declaration.end(), uuid.begin(), uuid.end());
  add(kCharacteristic, std::move(declaration));
  return add(uuid, std::move(value));
}

void AttServer::reset() {
  mtu_ = 23;
  subscribed_ = false;
}

Octets AttServer::notification(std::span<const std::uint8_t> value) const {
  Octets packet = {kNotification};
  put(packet, up_);
  packet.insert(packet.end(), value.begin(), value.end());
  return packet;
}

Octets AttServer::answer(std::span<const std::uint8_t> request) {
  if (request.empty()) return {};
  const std::size_t size = request.size();
  switch (request[0]) {
    case kMtuRequest: {
      if (size != 3) break;
      Octets answer = {kMtuResponse};
      put(answer, most_mtu_);
      mtu_ = std::max<std::uint16_t>(23, std::min(most_mtu_, number_at(request, 1)));
      return answer;
    }
    case kReadByGroup:
      if (size >= 7) return groups(request);
      break;
    case kFindByTypeValue:
      if (size >= 7) return find_services(request);
      break;
    case kReadByType:
      if (size >= 7) return read_by_type(request);
      break;
    case kFindInformation:
      if (size == 5) return information(request);
      break;
    case kRead:
    case kReadBlob:
      if (size >= 3) return read(request);
      break;
    case kWrite:
    case kWriteCommand:
      if (size >= 3) return write(request);
      break;
    case kConfirmation:
      return {};
    default:
      break;
  }
  if ((request[0] & 0x40) != 0) return {};  // a command is never answered
  return refusal(request, 0, kNotSupported);
}

Octets AttServer::groups(std::span<const std::uint8_t> request) const {
  const std::uint16_t from = number_at(request, 1);
  const std::uint16_t to = number_at(request, 3);
  const Octets type(request.begin() + 5, request.end());
  if (type != kPrimaryService) return refusal(request, from, 0x10);
  Octets answer = {kReadByGroupResponse, 0};
  for (const Attribute& attribute : attributes_) {
    if (attribute.type != type || attribute.handle < from || attribute.handle > to) continue;
    const auto each = static_cast<std::uint8_t>(4 + attribute.value.size());
    if (answer[1] == 0) answer[1] = each;
    if (answer[1] != each || answer.size() + each > mtu_) break;
    put(answer, attribute.handle);
    put(answer, attribute.end);
    answer.insert(answer.end(), attribute.value.begin(), attribute.value.end());
  }
  return answer[1] == 0 ? refusal(request, from, kNotFound) : answer;
}

Octets AttServer::find_services(std::span<const std::uint8_t> request) const {
  const std::uint16_t from = number_at(request, 1);
  const std::uint16_t to = number_at(request, 3);
  const Octets value(request.begin() + 7, request.end());
  Octets answer = {kFoundByTypeValue};
  for (const Attribute& attribute : attributes_) {
    if (attribute.type != kPrimaryService || attribute.value != value) continue;
    if (attribute.handle < from || attribute.handle > to) continue;
    put(answer, attribute.handle);
    put(answer, attribute.end);
  }
  return answer.size() == 1 ? refusal(request, from, kNotFound) : answer;
}

Octets AttServer::read_by_type(std::span<const std::uint8_t> request) const {
  const std::uint16_t from = number_at(request, 1);
  const std::uint16_t to = number_at(request, 3);
  const Octets type(request.begin() + 5, request.end());
  Octets answer = {kReadByTypeResponse, 0};
  for (const Attribute& attribute : attributes_) {
    if (attribute.type != type || attribute.handle < from || attribute.handle > to) continue;
    const auto each = static_cast<std::uint8_t>(2 + attribute.value.size());
    if (answer[1] == 0) answer[1] = each;
    if (answer[1] != each || answer.size() + each > mtu_) break;
    put(answer, attribute.handle);
    answer.insert(answer.end(), attribute.value.begin(), attribute.value.end());
  }
  return answer[1] == 0 ? refusal(request, from, kNotFound) : answer;
}

Octets AttServer::information(std::span<const std::uint8_t> request) const {
  const std::uint16_t from = number_at(request, 1);
  const std::uint16_t to = number_at(request, 3);
  Octets answer = {kInformation, 0};
  std::size_t length = 0;
  for (const Attribute& attribute : attributes_) {
    if (attribute.handle < from || attribute.handle > to) continue;
    if (length == 0) {
      length = attribute.type.size();
      answer[1] = length == 2 ? 1 : 2;
    }
    if (attribute.type.size() != length || answer.size() + 2 + length > mtu_) break;
    put(answer, attribute.handle);
    answer.insert(answer.end(), attribute.type.begin(), attribute.type.end());
  }
  return length == 0 ? refusal(request, from, kNotFound) : answer;
}

Octets AttServer::read(std::span<const std::uint8_t> request) const {
  const std::uint16_t handle = number_at(request, 1);
  if (handle == 0 || handle > attributes_.size()) return refusal(request, handle, kInvalidHandle);
  Octets value = attributes_[handle - 1U].value;
  if (handle == switch_) value = {static_cast<std::uint8_t>(subscribed_ ? 1 : 0), 0};
  const bool blob = request[0] == kReadBlob;
  const std::size_t offset = blob && request.size() >= 5 ? number_at(request, 3) : 0;
  Octets answer = {blob ? kReadBlobResponse : kReadResponse};
  for (std::size_t i = offset; i < value.size() && answer.size() < mtu_; ++i) {
    answer.push_back(value[i]);
  }
  return answer;
}

Octets AttServer::write(std::span<const std::uint8_t> request) {
  const std::uint16_t handle = number_at(request, 1);
  const auto value = request.subspan(3);
  const bool wants_answer = request[0] == kWrite;
  if (handle == down_) {
    on_write_(value);
  } else if (handle == switch_ && !value.empty()) {
    const bool on = (value[0] & 1) != 0;
    if (std::exchange(subscribed_, on) != on) on_subscribed_(on);
  } else if (wants_answer) {
    return refusal(request, handle, 0x03);
  }
  return wants_answer ? Octets{kWriteResponse} : Octets{};
}

}  // namespace sternum::ble
