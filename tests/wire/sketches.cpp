#include "tests/wire/sketches.hpp"

#include <cstddef>
#include <cstdio>
#include <cstring>

namespace {

/// As much of an Arduino as the sketches use.
class Board {
 public:
  void begin(long) {}
  void write(int byte) { sent.push_back(static_cast<char>(byte)); }
  void write(const uint8_t* bytes, std::size_t size) {
    sent.append(reinterpret_cast<const char*>(bytes), size);
  }
  void print(char c) { sent.push_back(c); }
  void print(uint32_t number) { sent += std::to_string(number); }
  void println(const char* text) { sent.append(text).append("\r\n"); }
  void println(float number, int digits) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f\r\n", digits, static_cast<double>(number));
    sent += text;
  }
  std::string sent;
};

Board Serial;
uint32_t now_ms = 0;
float depth_read = 0.0F;

uint32_t millis() { return now_ms; }
float readDepth() { return depth_read += 0.5F; }

namespace frames {
#include "frames_sketch.inc"
}
namespace text {
#include "text_sketch.inc"
}

}  // namespace

namespace sternum::testing {

std::string sent_by_frame_sketch(std::uint32_t sequence, std::uint32_t t_us, float depth_mm) {
  Serial.sent.clear();
  frames::sendDepth(sequence, t_us, depth_mm);
  return Serial.sent;
}

std::string printed_by_text_sketch(std::uint32_t start_ms, int loops) {
  Serial.sent.clear();
  now_ms = start_ms;
  text::setup();
  for (int i = 0; i < loops; ++i) {
    text::loop();
    ++now_ms;
  }
  return Serial.sent;
}

}  // namespace sternum::testing
