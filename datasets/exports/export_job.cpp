#include "datasets/exports/export_job.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

namespace sternum {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStage = ".export.partial";
constexpr std::string_view kReplaced = ".replaced";

tl::unexpected<Error> no_folder(const fs::path& folder, const std::error_code& error) {
  return failure(fmt::format("the folder cannot be written to ({})", error.message()),
                 folder.string(), "choose another one");
}

/// The folder's topmost part that is not there yet; empty when all of it is.
fs::path first_missing(const fs::path& folder) {
  std::error_code ignored;
  fs::path missing;
  for (fs::path at = folder; !at.empty() && !fs::exists(at, ignored); at = at.parent_path()) {
    missing = at;
    if (at == at.parent_path()) break;
  }
  return missing;
}

/// The hidden folder that an export is written into: gone when this is, whatever happened.
class Stage {
 public:
  static Result<Stage> make(const fs::path& folder) {
    Stage stage;
    stage.made_ = first_missing(folder);
    stage.path_ = folder / kStage;
    std::error_code error;
    fs::create_directories(stage.path_, error);
    if (error) {
      stage.path_.clear();
      return no_folder(folder, error);
    }
    stage.descriptor_ = ::open(stage.path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (stage.descriptor_ < 0 || ::flock(stage.descriptor_, LOCK_EX | LOCK_NB) != 0) {
      stage.path_.clear();  // it is the other's
      return failure("another export is writing into this folder", folder.string(),
                     "wait until it is done, or choose another folder");
    }
    for (const auto& left_over : fs::directory_iterator(stage.path_, error)) {
      fs::remove_all(left_over.path(), error);
    }
    fs::create_directory(stage.path_ / kReplaced, error);
    if (error) return no_folder(folder, error);
    return stage;
  }
  ~Stage() {
    std::error_code ignored;
    if (!path_.empty()) {
      fs::remove_all(path_, ignored);
      // Only what this export made, and only while nothing lies in it.
      if (!kept_ && !made_.empty()) remove_empty_folders();
    }
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Stage(Stage&& other) noexcept { *this = std::move(other); }
  Stage& operator=(Stage&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(made_, other.made_);
    std::swap(descriptor_, other.descriptor_);
    std::swap(kept_, other.kept_);
    return *this;
  }

  [[nodiscard]] fs::path file(const std::string& name) const { return path_ / name; }

  /// All files into the folder, or, when one cannot be moved, all back.
  Result<std::vector<fs::path>> put_in_place(const std::vector<ExportPart>& parts) {
    const fs::path folder = path_.parent_path();
    std::vector<std::pair<fs::path, fs::path>> moved;  // from, to
    const auto move = [&](const fs::path& from, const fs::path& to) {
      std::error_code error;
      fs::rename(from, to, error);
      if (!error) moved.emplace_back(from, to);
      return error;
    };
    std::vector<fs::path> files;
    for (const ExportPart& part : parts) {
      const fs::path target = folder / part.name;
      std::error_code ignored;
      std::error_code error;
      if (fs::exists(fs::symlink_status(target, ignored))) {
        error = fs::is_directory(target, ignored) ? std::make_error_code(std::errc::is_a_directory)
                                                  : move(target, path_ / kReplaced / part.name);
      }
      if (!error) error = move(file(part.name), target);
      if (error) {
        for (auto step = moved.rbegin(); step != moved.rend(); ++step) {
          fs::rename(step->second, step->first, ignored);
        }
        return failure(fmt::format("the file cannot be put in its place ({})", error.message()),
                       target.string(), "choose another folder");
      }
      files.push_back(target);
    }
    kept_ = true;
    return files;
  }

 private:
  Stage() = default;

  void remove_empty_folders() {
    std::error_code ignored;
    for (fs::path at = path_.parent_path(); !at.empty(); at = at.parent_path()) {
      if (!fs::remove(at, ignored) || at == made_) return;
    }
  }

  fs::path path_;
  fs::path made_;  ///< the topmost folder that was made for it
  int descriptor_ = -1;
  bool kept_ = false;
};

}  // namespace

Result<ExportOutcome> run_export(const fs::path& folder, const std::vector<ExportPart>& parts,
                                 const std::function<void(const ExportProgress&)>& progress,
                                 const std::stop_token& stop) {
  if (folder.empty()) return failure("no folder was named", "export", "name one");
  auto stage = Stage::make(folder);
  if (!stage) return tl::unexpected(stage.error());
  ExportProgress now{0, parts.size(), {}};
  for (const ExportPart& part : parts) {
    if (stop.stop_requested()) return ExportOutcome{{}, true};
    now.next = part.name;
    if (progress) progress(now);
    if (auto written = part.write(stage->file(part.name)); !written) {
      Error error = written.error();  // about the file that people asked for
      if (error.where == stage->file(part.name).string()) {
        error.where = (folder / part.name).string();
      }
      return tl::unexpected(std::move(error));
    }
    ++now.done;
  }
  if (stop.stop_requested()) return ExportOutcome{{}, true};
  auto files = stage->put_in_place(parts);
  if (!files) return tl::unexpected(files.error());
  now.next = {};
  if (progress) progress(now);
  return ExportOutcome{std::move(*files), false};
}

}  // namespace sternum
