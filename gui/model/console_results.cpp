// What the console does with a class's results, and with one attempt's report.
#include "gui/model/console.hpp"

namespace sternum {

void Console::press_in_results(Shortcut shortcut) {
  switch (shortcut) {
    case Shortcut::Back:
      if (results_desk_.list_shown()) {
        results_desk_.show_list(false);
      } else {
        show(results_from_);
      }
      break;
    case Shortcut::Up:
    case Shortcut::Down:
      results_desk_.choose_next(shortcut == Shortcut::Up ? -1 : 1);
      break;
    case Shortcut::Enter:
      if (results_desk_.list_shown() && results_desk_.listed() != 0) {
        results_desk_.choose_class(results_desk_.listed());
      }
      break;
    default:
      break;
  }
}

void Console::issue_certificates(const std::string& only, StationPort& station) {
  if (may_keep_papers()) results_desk_.issue(only, station);
}

void Console::revoke_certificate(StationPort& station) {
  if (may_keep_papers()) results_desk_.revoke(station);
}

void Console::export_class(StationPort& station) {
  if (may_keep_papers()) results_desk_.begin_export(language_, station);
}

bool Console::can_export_report() const {
  return review_ && review_->review().record.state != AttemptState::Running &&
         results_desk_.paperwork().exports.phase != ExportPhase::Running;
}

void Console::export_report(StationPort& station) {
  if (!can_export_report() || !may_keep_papers()) return;
  const std::filesystem::path& usual = results_desk_.paperwork().usual_folder;
  std::string& typed = report_card_.folder((usual / "reports").string());
  station.post(ExportFiles{0,
                           review_->review().record.id,
                           {ExportFormat::Reports},
                           folder_in(typed, usual / "reports"),
                           language_});
}

}  // namespace sternum
