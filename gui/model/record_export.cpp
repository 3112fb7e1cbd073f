#include "gui/model/record_export.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "datasets/records/audit_trail.hpp"

namespace sternum {
namespace {

namespace fs = std::filesystem;

Result<std::vector<ExportPart>> parts_of(const ExportRequest& request) {
  auto opened = StationReader::open(request.choice.data_folder);
  if (!opened) return tl::unexpected(opened.error());
  const auto reader = std::make_shared<const StationReader>(std::move(*opened));
  if (request.statistics) return parts_of_statistics(reader, request.choice);
  if (request.attempt != 0) return parts_of_attempt(reader, request.attempt, request.choice);
  return parts_of_class(reader, request.of_class, request.choice, request.recordings);
}

/// What left the house stands in the audit trail.
Result<void> note_export(const ExportRequest& request, std::size_t files) {
  std::vector<std::string_view> formats;
  for (const ExportFormat format : request.choice.formats) formats.push_back(format_name(format));
  const bool is_class = request.of_class != 0;
  return note_in_trail(
      request.choice.data_folder, request.who,
      {"exported", is_class ? "class" : "attempt",
       fmt::format("{}", is_class ? request.of_class : request.attempt),
       fmt::format(R"({{"files":{},"formats":"{}"}})", files, fmt::join(formats, ","))});
}

/// What `user-dirs.dirs` names: `XDG_DOCUMENTS_DIR="$HOME/文档"`. Empty when it says nothing.
fs::path documents_by_settings(const fs::path& home) {
  const char* const settings = std::getenv("XDG_CONFIG_HOME");
  const fs::path folder = settings != nullptr && *settings == '/' ? settings : home / ".config";
  std::ifstream file(folder / "user-dirs.dirs");
  constexpr std::string_view kName = "XDG_DOCUMENTS_DIR=\"";
  constexpr std::string_view kHome = "$HOME/";
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(kName) || !line.ends_with('"')) continue;
    const std::string value = line.substr(kName.size(), line.size() - kName.size() - 1);
    if (value.starts_with(kHome)) return home / value.substr(kHome.size());
    if (value.starts_with('/')) return value;
  }
  return {};
}

}  // namespace

Result<ExportOutcome> export_records(const ExportRequest& request,
                                     const std::function<void(const ExportProgress&)>& progress,
                                     const std::stop_token& stop) {
  const auto parts = parts_of(request);
  if (!parts) return tl::unexpected(parts.error());
  if (parts->empty()) {
    return failure("there is nothing of this kind to export", {},
                   "choose other formats, or issue the certificates first");
  }
  auto outcome = run_export(request.folder, *parts, progress, stop);
  if (!outcome || outcome->is_cancelled || request.statistics) return outcome;
  if (auto noted = note_export(request, outcome->files.size()); !noted) {
    return tl::unexpected(noted.error());
  }
  return outcome;
}

fs::path usual_export_folder(const fs::path& data_folder) {
  std::error_code ignored;
  if (const char* const home = std::getenv("HOME"); home != nullptr && *home == '/') {
    for (const fs::path& documents : {documents_by_settings(home), fs::path(home) / "Documents"}) {
      const bool is_home = documents == fs::path(home) / "";
      if (!documents.empty() && !is_home && fs::is_directory(documents, ignored)) {
        return documents / "Sternum";
      }
    }
  }
  return fs::absolute(data_folder, ignored) / "exports";
}

}  // namespace sternum
