#include "gui/platform/projector_window.hpp"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "gui/platform/font_atlas.hpp"
#include "gui/platform/framebuffer.hpp"
#include "gui/views/projector_view.hpp"

namespace sternum {

namespace {

constexpr int kWindowed_w = 1280;
constexpr int kWindowed_h = 720;
/// A first frame may ask for glyphs, and their widths for other glyphs ("…").
constexpr int kMostProjectorRebuilds = 4;

/// Makes the projector's contexts current, and the console's again at the end.
class ProjectorTurn {
 public:
  ProjectorTurn(GLFWwindow* window, ImGuiContext* context)
      : console_window_(glfwGetCurrentContext()), console_context_(ImGui::GetCurrentContext()) {
    glfwMakeContextCurrent(window);
    ImGui::SetCurrentContext(context);
  }
  ~ProjectorTurn() {
    glfwMakeContextCurrent(console_window_);
    ImGui::SetCurrentContext(console_context_);
  }
  ProjectorTurn(const ProjectorTurn&) = delete;
  ProjectorTurn& operator=(const ProjectorTurn&) = delete;

 private:
  GLFWwindow* console_window_;
  ImGuiContext* console_context_;
};

/// A monitor on which the console's middle is not; null: there is but one.
GLFWmonitor* other_monitor(GLFWwindow* console) {
  int count = 0;
  GLFWmonitor** monitors = glfwGetMonitors(&count);
  if (monitors == nullptr || count < 2) return nullptr;
  int x = 0;
  int y = 0;
  int w = 0;
  int h = 0;
  glfwGetWindowPos(console, &x, &y);
  glfwGetWindowSize(console, &w, &h);
  for (int i = 0; i < count; ++i) {
    int left = 0;
    int top = 0;
    glfwGetMonitorPos(monitors[i], &left, &top);
    const GLFWvidmode* mode = glfwGetVideoMode(monitors[i]);
    if (mode == nullptr) continue;
    const int middle_x = x + w / 2;
    const int middle_y = y + h / 2;
    const bool holds_console = middle_x >= left && middle_x < left + mode->width &&
                               middle_y >= top && middle_y < top + mode->height;
    if (!holds_console) return monitors[i];
  }
  return nullptr;
}

std::string glfw_reason() {
  const char* description = nullptr;
  glfwGetError(&description);
  return description == nullptr ? "GLFW does not say why" : description;
}

}  // namespace

struct ProjectorWindow::State {
  GLFWwindow* window = nullptr;
  ImGuiContext* context = nullptr;
  bool opengl = false;
  std::vector<int> keys;
  FontAtlas fonts;
  double drawn_s = 0.0;

  explicit State(FontFiles files) : fonts(std::move(files)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (window == nullptr) return;
    if (context != nullptr) {
      const ProjectorTurn turn(window, context);
      if (opengl) ImGui_ImplOpenGL3_Shutdown();
    }
    if (context != nullptr) ImGui::DestroyContext(context);
    glfwDestroyWindow(window);
  }

  void build(Console& console, StationPort& station, float scale, double now_s) {
    if (fonts.needs_rebuild(scale)) {
      fonts.rebuild(scale);
      ImGui_ImplOpenGL3_DestroyFontsTexture();
      ImGui_ImplOpenGL3_CreateFontsTexture();
    }
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    draw_projector(console, station, fonts.typeface(), scale, now_s);
    ImGui::Render();
  }
};

float projector_scale_for(int width, int height) {
  const float fits =
      std::min(static_cast<float>(width) / 1280.0F, static_cast<float>(height) / 720.0F);
  return std::clamp(std::floor(fits * 10.0F + 0.01F) / 10.0F, 0.5F, 6.0F);
}

ProjectorWindow::ProjectorWindow() = default;
ProjectorWindow::~ProjectorWindow() = default;
ProjectorWindow::ProjectorWindow(ProjectorWindow&&) noexcept = default;
ProjectorWindow& ProjectorWindow::operator=(ProjectorWindow&&) noexcept = default;

Result<ProjectorWindow> ProjectorWindow::open(FontFiles fonts, const std::string& title) {
  GLFWwindow* console = glfwGetCurrentContext();
  GLFWmonitor* monitor = console != nullptr ? other_monitor(console) : nullptr;
  int width = kWindowed_w;
  int height = kWindowed_h;
  if (monitor != nullptr) {
    const GLFWvidmode* mode = glfwGetVideoMode(monitor);
    width = mode->width;
    height = mode->height;
    // The desktop's own mode: nothing flickers, and it stays while the console is worked with.
    glfwWindowHint(GLFW_RED_BITS, mode->redBits);
    glfwWindowHint(GLFW_GREEN_BITS, mode->greenBits);
    glfwWindowHint(GLFW_BLUE_BITS, mode->blueBits);
    glfwWindowHint(GLFW_REFRESH_RATE, mode->refreshRate);
  }
  glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);
  glfwWindowHint(GLFW_FOCUS_ON_SHOW, GLFW_FALSE);
  glfwWindowHint(GLFW_FOCUSED, GLFW_FALSE);
  glfwWindowHint(GLFW_VISIBLE, GLFW_TRUE);

  ProjectorWindow made;
  made.state_ = std::make_unique<State>(std::move(fonts));
  State& state = *made.state_;
  state.window = glfwCreateWindow(width, height, title.c_str(), monitor, nullptr);
  if (state.window == nullptr) {
    return failure("the projector's window cannot be opened (" + glfw_reason() + ")", {},
                   "close other programs that draw, or duplicate the console's screen instead");
  }
  if (monitor == nullptr)
    glfwSetWindowSizeLimits(state.window, 640, 360, GLFW_DONT_CARE, GLFW_DONT_CARE);
  glfwSetWindowUserPointer(state.window, &state);
  glfwSetKeyCallback(state.window, [](GLFWwindow* window, int key, int, int action, int) {
    if (action == GLFW_PRESS)
      static_cast<State*>(glfwGetWindowUserPointer(window))->keys.push_back(key);
  });

  state.context = ImGui::CreateContext();
  const ProjectorTurn turn(state.window, state.context);
  ImGui::GetIO().IniFilename = nullptr;
  // The console's window waits for its screen; waiting for both would halve the frames.
  glfwSwapInterval(0);
  state.opengl = ImGui_ImplOpenGL3_Init("#version 150");
  if (!state.opengl) {
    return failure("OpenGL cannot draw in the projector's window", {},
                   "duplicate the console's screen instead");
  }
  return made;
}

bool ProjectorWindow::follow(Console& console) {
  bool open = glfwWindowShouldClose(state_->window) == 0;
  for (const int key : std::exchange(state_->keys, {})) {
    const auto chosen = static_cast<std::size_t>(key - GLFW_KEY_1);
    const auto on_keypad = static_cast<std::size_t>(key - GLFW_KEY_KP_1);
    if (chosen < kProjectorModes.size()) {
      console.projector().choose(kProjectorModes[chosen]);
    } else if (on_keypad < kProjectorModes.size()) {
      console.projector().choose(kProjectorModes[on_keypad]);
    } else if (key == GLFW_KEY_ESCAPE || key == GLFW_KEY_F11) {
      open = false;
    }
  }
  return open;
}

void ProjectorWindow::draw(Console& console, StationPort& station, double now_s) {
  State& state = *state_;
  const ProjectorTurn turn(state.window, state.context);
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(state.window, &width, &height);
  if (width < 2 || height < 2) return;
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
  io.DeltaTime = static_cast<float>(std::clamp(now_s - state.drawn_s, 1e-3, 1.0));
  state.drawn_s = now_s;
  const float scale = projector_scale_for(width, height);
  state.build(console, station, scale, now_s);
  for (int i = 0; i < kMostProjectorRebuilds && state.fonts.typeface().grown(); ++i) {
    state.build(console, station, scale, now_s);
  }
  glViewport(0, 0, width, height);
  glClearColor(0, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glfwSwapBuffers(state.window);
}

Picture ProjectorWindow::picture() const {
  const ProjectorTurn turn(state_->window, state_->context);
  int width = 0;
  int height = 0;
  glfwGetFramebufferSize(state_->window, &width, &height);
  glViewport(0, 0, width, height);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  return read_framebuffer(width, height);
}

}  // namespace sternum
