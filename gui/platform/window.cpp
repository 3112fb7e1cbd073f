#include "gui/platform/window.hpp"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gui/platform/framebuffer.hpp"

namespace sternum {

namespace {

/// What GLFW told since the last frame.
struct Input {
  bool happened = false;
  std::vector<int> keys_pressed;
  std::vector<std::string> files_dropped;
};

}  // namespace

struct Window::State {
  GLFWwindow* window = nullptr;
  bool glfw = false;
  bool imgui = false;
  bool imgui_glfw = false;
  bool imgui_opengl = false;
  bool software = false;
  Input input;
  std::vector<int> keys_held_for_a_frame;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (imgui_opengl) ImGui_ImplOpenGL3_Shutdown();
    if (imgui_glfw) ImGui_ImplGlfw_Shutdown();
    if (imgui) ImGui::DestroyContext();
    if (window != nullptr) glfwDestroyWindow(window);
    if (glfw) glfwTerminate();
  }
};

namespace {

std::string last_glfw_error() {
  const char* description = nullptr;
  glfwGetError(&description);
  return description == nullptr ? "GLFW does not say why" : description;
}

constexpr const char* kNoDisplay =
    "run it in a desktop session, or on a virtual screen: xvfb-run -a -s \"-screen 0 1600x900x24\"";

void note_input(GLFWwindow* window) {
  static_cast<Input*>(glfwGetWindowUserPointer(window))->happened = true;
}

/// Tells the window that something happened. Dear ImGui's own callbacks are installed afterwards
/// and call these first.
void watch_input(GLFWwindow* window, Input* input) {
  glfwSetWindowUserPointer(window, input);
  glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int, int action, int) {
    note_input(w);
    if (action == GLFW_PRESS && key >= 0) {
      static_cast<Input*>(glfwGetWindowUserPointer(w))->keys_pressed.push_back(key);
    }
  });
  glfwSetCharCallback(window, [](GLFWwindow* w, unsigned int) { note_input(w); });
  glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int, int) { note_input(w); });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { note_input(w); });
  glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) { note_input(w); });
  glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
    note_input(w);
    auto& dropped = static_cast<Input*>(glfwGetWindowUserPointer(w))->files_dropped;
    dropped.insert(dropped.end(), paths, paths + count);
  });
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { note_input(w); });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { note_input(w); });
}

bool is_software(std::string_view renderer) {
  return renderer.find("llvmpipe") != std::string_view::npos ||
         renderer.find("softpipe") != std::string_view::npos ||
         renderer.find("SwiftShader") != std::string_view::npos;
}

}  // namespace

Window::Window() : state_(std::make_unique<State>()) {}
Window::~Window() = default;
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;

Result<Window> Window::open(const WindowOptions& options) {
  Window made;
  State& state = *made.state_;
  // Errors are fetched where they matter; GLFW must not print them.
  glfwSetErrorCallback(nullptr);
  if (glfwInit() == GLFW_FALSE) {
    return failure("there is no display to open a window on (" + last_glfw_error() + ")", {},
                   kNoDisplay);
  }
  state.glfw = true;
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_VISIBLE, options.visible ? GLFW_TRUE : GLFW_FALSE);
  state.window = glfwCreateWindow(options.width, options.height, "Sternum", nullptr, nullptr);
  if (state.window == nullptr) {
    return failure("the window cannot be opened (" + last_glfw_error() + ")", {},
                   "Sternum needs OpenGL 3.2; install the package libgl1-mesa-dri");
  }
  glfwMakeContextCurrent(state.window);
  glfwSetWindowSizeLimits(state.window, 960, 600, GLFW_DONT_CARE, GLFW_DONT_CARE);
  const auto* renderer = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  state.software = renderer != nullptr && is_software(renderer);
  // Waiting for the screen's refresh is how frames are paced where there is a screen.
  glfwSwapInterval(options.visible && !state.software ? 1 : 0);

  ImGui::CreateContext();
  state.imgui = true;
  ImGui::GetIO().IniFilename = nullptr;
  watch_input(state.window, &state.input);
  state.imgui_glfw = ImGui_ImplGlfw_InitForOpenGL(state.window, true);
  state.imgui_opengl = ImGui_ImplOpenGL3_Init("#version 150");
  if (!state.imgui_glfw || !state.imgui_opengl) {
    return failure("OpenGL cannot be used to draw", {},
                   "Sternum needs OpenGL 3.2; install the package libgl1-mesa-dri");
  }
  return made;
}

bool Window::wait_for_input(double seconds) {
  state_->input.happened = false;
  if (seconds > 0.0) {
    glfwWaitEventsTimeout(seconds);
  } else {
    glfwPollEvents();
  }
  return state_->input.happened;
}

std::vector<std::string> Window::take_dropped_files() {
  return std::exchange(state_->input.files_dropped, {});
}

bool Window::close_requested() const { return glfwWindowShouldClose(state_->window) != 0; }
double Window::now_s() const { return glfwGetTime(); }

int Window::width() const {
  int width = 0;
  glfwGetFramebufferSize(state_->window, &width, nullptr);
  return width;
}

int Window::height() const {
  int height = 0;
  glfwGetFramebufferSize(state_->window, nullptr, &height);
  return height;
}

bool Window::software_rendered() const { return state_->software; }
void Window::set_title(const std::string& title) {
  glfwSetWindowTitle(state_->window, title.c_str());
}

void Window::begin_frame() {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  // A key that was pressed and released between two frames is down for one frame: Dear ImGui 1.86
  // looks at states and would miss it.
  bool* down = ImGui::GetIO().KeysDown;
  for (const int key : state_->keys_held_for_a_frame) {
    down[key] = glfwGetKey(state_->window, key) == GLFW_PRESS;
  }
  state_->keys_held_for_a_frame.clear();
  for (const int key : state_->input.keys_pressed) {
    if (down[key]) continue;
    down[key] = true;
    state_->keys_held_for_a_frame.push_back(key);
  }
  state_->input.keys_pressed.clear();
  ImGui::NewFrame();
}

void Window::end_frame() { ImGui::Render(); }

void Window::draw() {
  glViewport(0, 0, width(), height());
  glClearColor(0, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

Picture Window::picture() const { return read_framebuffer(width(), height()); }

void Window::swap() { glfwSwapBuffers(state_->window); }

void Window::upload_fonts() {
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

}  // namespace sternum
