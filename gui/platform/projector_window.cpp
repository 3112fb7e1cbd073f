#include "gui/platform/projector_window.hpp"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gui/platform/font_atlas.hpp"
#include "gui/platform/framebuffer.hpp"
#include "gui/platform/projector_place.hpp"
#include "gui/views/projector_view.hpp"

namespace sternum {

namespace {

constexpr int kLeast_w = 640;
constexpr int kLeast_h = 360;
/// A monitor that was plugged in is used, and one that changed is filled, so soon.
constexpr double kLookAtMonitors_s = 1.0;
/// So soon a desktop has handed the keyboard to a window that appeared.
constexpr double kDesktopSettles_s = 1.0;
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

/// The monitors there are now. A pointer is good until GLFW handles its next event.
struct Monitors {
  std::vector<GLFWmonitor*> all;
  std::vector<DesktopBox> boxes;

  static Monitors now() {
    Monitors monitors;
    int count = 0;
    GLFWmonitor** all = glfwGetMonitors(&count);
    for (int i = 0; i < count; ++i) {
      const GLFWvidmode* mode = glfwGetVideoMode(all[i]);
      if (mode == nullptr) continue;
      DesktopBox box{0, 0, mode->width, mode->height};
      glfwGetMonitorPos(all[i], &box.x, &box.y);
      monitors.all.push_back(all[i]);
      monitors.boxes.push_back(box);
    }
    return monitors;
  }

  [[nodiscard]] std::optional<std::size_t> index_of(GLFWmonitor* monitor) const {
    const auto found = std::ranges::find(all, monitor);
    if (monitor == nullptr || found == all.end()) return {};
    return static_cast<std::size_t>(found - all.begin());
  }
};

DesktopBox box_of(GLFWwindow* window) {
  DesktopBox box;
  glfwGetWindowPos(window, &box.x, &box.y);
  glfwGetWindowSize(window, &box.w, &box.h);
  return box;
}

std::string glfw_reason() {
  const char* description = nullptr;
  glfwGetError(&description);
  return description == nullptr ? "GLFW does not say why" : description;
}

}  // namespace

struct ProjectorWindow::State {
  GLFWwindow* console_window = nullptr;
  GLFWwindow* window = nullptr;
  ImGuiContext* context = nullptr;
  bool opengl = false;
  std::vector<int> keys;
  FontAtlas fonts;
  double drawn_s = 0.0;
  bool shown = false;
  std::optional<DesktopBox> fills;  ///< the monitor's box; empty: it is a window
  double looked_s = -1e9;
  double settled_s = -1e9;
  bool keyboard_is_consoles = false;  ///< wherever the desktop puts it until then

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

  /// Puts it where it belongs now, if it is not there.
  void place(double now_s) {
    const Monitors monitors = Monitors::now();
    const DesktopBox around = box_of(console_window);
    const auto current = monitors.index_of(glfwGetWindowMonitor(window));
    const auto wanted = projector_monitor(monitors.boxes, around, current);
    if (wanted) {
      const DesktopBox& box = monitors.boxes[*wanted];
      // A desktop fits its full screens into a monitor that changed; without one nobody does.
      const bool fits = fills == box || box_of(window) == box;
      if (wanted != current || !fits) fill(monitors.all[*wanted], box, now_s);
      fills = box;
      return;
    }
    const auto home = console_monitor(monitors.boxes, around);
    // Where somebody put the window it stays.
    if (!home || (shown && !fills)) return;
    fills.reset();
    DesktopBox room;
    glfwGetMonitorWorkarea(monitors.all[*home], &room.x, &room.y, &room.w, &room.h);
    // Desktops raise the window that has the keyboard. One that was just asked for is to be seen;
    // one whose monitor went away does not come between the instructor and a lesson.
    if (shown) settle(now_s);
    become_window(projector_window_box(room));
    if (shown) glfwRequestWindowAttention(window);
    show();
  }

  void become_window(const DesktopBox& box) {
    if (glfwGetWindowMonitor(window) != nullptr) {
      glfwSetWindowMonitor(window, nullptr, box.x, box.y, box.w, box.h, GLFW_DONT_CARE);
      return;
    }
    // In this order: a desktop keeps a window inside the screen.
    glfwSetWindowSize(window, box.w, box.h);
    glfwSetWindowPos(window, box.x, box.y);
  }

  void fill(GLFWmonitor* monitor, const DesktopBox& box, double now_s) {
    settle(now_s);
    // A desktop may not be told the monitor by GLFW, and fills the one that the window is on.
    if (glfwGetWindowMonitor(window) != monitor) become_window({box.x, box.y, kLeast_w, kLeast_h});
    show();
    // The desktop's own mode: nothing flickers, and it stays while the console is worked with.
    const GLFWvidmode* mode = glfwGetVideoMode(monitor);
    glfwSetWindowMonitor(window, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
  }

  void show() {
    if (!shown) glfwShowWindow(window);
    shown = true;
  }

  void settle(double now_s) {
    settled_s = now_s + kDesktopSettles_s;
    keyboard_is_consoles = glfwGetWindowAttrib(console_window, GLFW_FOCUSED) != 0;
  }

  /// Hands the keyboard back once; after that whoever wants it has it.
  void hand_keyboard_back(double now_s) {
    if (!keyboard_is_consoles || now_s >= settled_s) return;
    if (glfwGetWindowAttrib(window, GLFW_FOCUSED) == 0) return;
    keyboard_is_consoles = false;
    glfwFocusWindow(console_window);
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
  glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);
  glfwWindowHint(GLFW_CENTER_CURSOR, GLFW_FALSE);
  glfwWindowHint(GLFW_FOCUS_ON_SHOW, GLFW_FALSE);
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);

  ProjectorWindow made;
  made.state_ = std::make_unique<State>(std::move(fonts));
  State& state = *made.state_;
  state.console_window = glfwGetCurrentContext();
  state.window = glfwCreateWindow(kLeast_w, kLeast_h, title.c_str(), nullptr, nullptr);
  if (state.window == nullptr) {
    return failure("the projector's window cannot be opened (" + glfw_reason() + ")", {},
                   "close other programs that draw, or duplicate the console's screen instead");
  }
  glfwSetWindowSizeLimits(state.window, kLeast_w, kLeast_h, GLFW_DONT_CARE, GLFW_DONT_CARE);
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

void ProjectorWindow::keep_place(double now_s) {
  State& state = *state_;
  // GLFW makes a window of it when its monitor goes.
  const bool lost = state.fills && glfwGetWindowMonitor(state.window) == nullptr;
  if (lost || now_s - state.looked_s >= kLookAtMonitors_s) {
    state.looked_s = now_s;
    state.place(now_s);
  }
  state.hand_keyboard_back(now_s);
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
      glfwFocusWindow(state_->console_window);
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
