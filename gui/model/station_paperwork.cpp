// The station and what is written beside the lesson: results, certificates, exports.
#include <variant>

#include "gui/model/certification.hpp"
#include "gui/model/host_clock.hpp"
#include "gui/model/station.hpp"

namespace sternum {

Paperwork Station::paperwork() const { return {results_.state(), exports_.state(), usual_folder_}; }

/// On the main thread; whoever is signed in answers for it. False for what the screens ask for by
/// themselves: no sign that somebody is here.
bool Station::take_paper(const PaperCommand& command) {
  const std::string who = snapshot()->signed_in.number;
  if (const auto* files = std::get_if<ExportFiles>(&command)) {
    ExportRequest request{.of_class = files->of_class,
                          .attempt = files->attempt,
                          .folder = files->folder,
                          .who = who};
    request.choice = {options_.data_folder, files->formats, files->language};
    exports_.begin(std::move(request));
  } else if (std::holds_alternative<CancelExport>(command)) {
    exports_.cancel();
  } else if (const auto* read = std::get_if<ReadResults>(&command)) {
    results_.post(*read, {}, {});
  } else if (const auto* theory = std::get_if<EnterTheory>(&command)) {
    results_.post(*theory, who, {});
  } else if (const auto* issue = std::get_if<IssueCertificates>(&command)) {
    results_.post(*issue, who, day_here(utc_ms()));
  } else if (const auto* revoke = std::get_if<RevokeCertificate>(&command)) {
    results_.post(*revoke, who, day_here(utc_ms()));
  }
  return !std::holds_alternative<ReadResults>(command);
}

}  // namespace sternum
