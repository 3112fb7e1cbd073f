#include "gui/model/results_desk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "gui/model/class_import.hpp"
#include "gui/model/names.hpp"

namespace sternum {
namespace {

constexpr double kRevokeArmed_s = 4.0;
/// Whoever stops in the middle of "92.5" has not entered 92.
constexpr double kScoreRests_s = 2.0;
/// Others write to the database, too: how often it is looked at by itself.
constexpr double kLookAgain_s = 10.0;
constexpr double kLookAtMostEvery_s = 1.0;

/// Empty: no score; an empty optional inside: nothing is typed.
std::optional<std::optional<double>> score_in(const std::string& typed) {
  const std::string text = trimmed(typed);
  if (text.empty()) return std::optional<double>{};
  double score = 0.0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), score);
  const bool is_number = problem == std::errc{} && end == text.data() + text.size();
  if (!is_number || !(score >= 0.0 && score <= 100.0)) return std::nullopt;
  return score;
}

std::string score_text(const std::optional<double>& score) {
  return score ? fmt::format("{}", *score) : std::string();
}

}  // namespace

WantedClass ResultsDesk::wanted() const {
  if (chosen_class_ != 0) return {.id = chosen_class_};
  if (open_class_ != 0) return {.key = open_class_};
  const auto& classes = paperwork_.book->classes;
  if (classes && !classes->empty()) return {.id = classes->front().id};
  return {};
}

const ClassInBook* ResultsDesk::shown() const {
  const ClassInBook* shown = paperwork_.book->shown.get();
  if (shown == nullptr) return nullptr;
  const WantedClass want = wanted();
  const bool is_it =
      want.id != 0 ? shown->results.id == want.id : shown->results.record.key == want.key;
  return is_it ? shown : nullptr;
}

void ResultsDesk::follow(const Paperwork& paperwork, ClassKey open_class, std::uint64_t revision,
                         bool looked_at, StationPort& station, double now_s) {
  paperwork_ = paperwork;
  now_s_ = now_s;
  // What is being taught now is what is looked at next.
  if (open_class != open_class_ && open_class != 0) chosen_class_ = 0;
  open_class_ = open_class;
  look(looked_at, revision, station);
  read_rows();
  post_what_rests(station);
}

void ResultsDesk::look(bool looked_at, std::uint64_t revision, StationPort& station) {
  const bool came = looked_at && !was_looked_at_;
  was_looked_at_ = looked_at;
  if (!looked_at) return;
  const WantedClass want = wanted();
  if (want != asked_) keep(station);
  const double since_s = now_s_ - asked_s_;
  // A class that has just been opened is on disk soon.
  const bool is_new = revision != asked_revision_ || (want.any() && shown() == nullptr);
  const bool due = since_s >= kLookAgain_s || since_s < 0.0 ||
                   (is_new && !paperwork_.book->busy && since_s >= kLookAtMostEvery_s);
  if (!came && want == asked_ && !due) return;
  asked_ = want;
  asked_revision_ = revision;
  asked_s_ = now_s_;
  station.post(ReadResults{want});
}

void ResultsDesk::read_rows() {
  const ClassInBook* book = shown();
  if (book == nullptr) {
    rows_.clear();
    return;
  }
  if (rows_of_ == paperwork_.book->shown && !rows_.empty()) return;
  if (rows_of_ && rows_of_->results.id != book->results.id) {
    typed_.clear();
    chosen_.clear();
    prefix_.clear();
    reason_.clear();
  }
  rows_of_ = paperwork_.book->shown;
  rows_.clear();
  for (const TraineeResult& trainee : book->results.trainees) {
    ResultsRow& row = rows_.emplace_back();
    row.trainee = &trainee;
    row.standing = standing_of(trainee);
    const auto practice = book->practice.find(trainee.name);
    if (practice != book->practice.end()) row.practice = practice->second;
    for (const StoredCertificate& certificate : book->certificates) {
      if (certificate.trainee == trainee.name && !certificate.revoked_on.empty()) {
        row.revoked = &certificate;
      }
    }
  }
}

int ResultsDesk::count(CertificateStanding standing) const {
  return static_cast<int>(std::ranges::count(rows_, standing, &ResultsRow::standing));
}

void ResultsDesk::choose_class(ClassId id) {
  chosen_class_ = id;
  list_shown_ = false;
}

std::string& ResultsDesk::theory_text(const TraineeResult& trainee) {
  Typed& typed = typed_[trainee.name];
  const bool is_kept = typed.posted && paperwork_.book->ticket >= typed.ticket;
  if (is_kept || !typed.changed_s) {
    typed = {.text = score_text(trainee.outcome.theory_score)};
  }
  return typed.text;
}

bool ResultsDesk::is_score(const std::string& text) { return score_in(text).has_value(); }

void ResultsDesk::theory_typed(const TraineeResult& trainee, bool entered, StationPort& station) {
  Typed& typed = typed_[trainee.name];
  typed.changed_s = now_s_;
  typed.posted = false;
  if (entered) post_theory(trainee.name, typed, station);
}

void ResultsDesk::post_theory(const std::string& name, Typed& typed, StationPort& station) {
  const auto score = score_in(typed.text);
  if (rows_of_ == nullptr || !score) return;
  typed.posted = true;
  typed.ticket = ++last_ticket_;
  station.post(EnterTheory{rows_of_->results.id, name, *score, typed.ticket});
}

void ResultsDesk::post_what_rests(StationPort& station) {
  double newest_s = -1e9;
  for (const auto& [name, typed] : typed_) {
    newest_s = std::max(newest_s, typed.changed_s.value_or(newest_s));
  }
  for (auto& [name, typed] : typed_) {
    if (typed.posted || !typed.changed_s) continue;
    const bool left = *typed.changed_s < newest_s;
    if (left || now_s_ - *typed.changed_s >= kScoreRests_s) post_theory(name, typed, station);
  }
}

void ResultsDesk::keep(StationPort& station) {
  for (auto& [name, typed] : typed_) {
    if (!typed.posted && typed.changed_s) post_theory(name, typed, station);
  }
}

void ResultsDesk::choose(const std::string& name) {
  if (name == chosen_) return;
  chosen_ = name;
  // What was meant for another one.
  reason_.clear();
  revoke_armed_until_s_ = -1e9;
}

const ResultsRow* ResultsDesk::chosen() const {
  const auto row = std::ranges::find_if(
      rows_, [this](const ResultsRow& one) { return one.trainee->name == chosen_; });
  return row == rows_.end() ? nullptr : &*row;
}

void ResultsDesk::choose_next(int by) {
  const auto step = [by](const auto& list, const auto& is_chosen) {
    const auto count = static_cast<int>(list.size());
    const auto at = static_cast<int>(std::ranges::find_if(list, is_chosen) - list.begin());
    if (at == count) return by > 0 ? 0 : count - 1;
    return std::clamp(at + by, 0, count - 1);
  };
  if (list_shown_) {
    const auto& classes = paperwork_.book->classes;
    if (!classes || classes->empty()) return;
    const int next = step(*classes, [this](const ClassSummary& c) { return c.id == listed_; });
    listed_ = (*classes)[static_cast<std::size_t>(next)].id;
  } else if (!rows_.empty()) {
    const int next =
        step(rows_, [this](const ResultsRow& row) { return row.trainee->name == chosen_; });
    choose(rows_[static_cast<std::size_t>(next)].trainee->name);
  }
}

void ResultsDesk::issue(const std::string& only, StationPort& station) {
  const ClassInBook* book = shown();
  if (book == nullptr || is_waiting()) return;
  station.post(IssueCertificates{book->results.id, trimmed(prefix_), only, ++last_ticket_});
}

bool ResultsDesk::can_revoke() const {
  const ResultsRow* row = chosen();
  return row != nullptr && row->standing == CertificateStanding::Holds &&
         !trimmed(reason_).empty() && !is_waiting();
}

void ResultsDesk::revoke(StationPort& station) {
  if (!can_revoke()) return;
  if (!revoke_armed()) {
    revoke_armed_until_s_ = now_s_ + kRevokeArmed_s;
    return;
  }
  revoke_armed_until_s_ = -1e9;
  station.post(RevokeCertificate{chosen()->trainee->outcome.certificate_number, trimmed(reason_),
                                 ++last_ticket_});
  reason_.clear();
}

bool ResultsDesk::ticked(ExportFormat format) const {
  return ticked_[static_cast<std::size_t>(format)];
}

void ResultsDesk::tick(ExportFormat format) {
  bool& is_ticked = ticked_[static_cast<std::size_t>(format)];
  is_ticked = !is_ticked;
}

std::filesystem::path ResultsDesk::usual_folder() const {
  const ClassInBook* book = shown();
  if (book == nullptr) return {};
  return paperwork_.usual_folder / fmt::format("class-{}", book->results.id);
}

std::string& ResultsDesk::folder() {
  const std::string usual = usual_folder().string();
  if (folder_ == proposed_folder_ && !usual.empty()) folder_ = usual;
  proposed_folder_ = usual;
  return folder_;
}

std::filesystem::path folder_in(const std::string& typed, const std::filesystem::path& usual) {
  const std::filesystem::path path = path_in(typed);
  if (path.empty()) return usual;
  return path.is_absolute() ? path : usual.parent_path() / path;
}

bool ResultsDesk::can_export() const {
  return shown() != nullptr && paperwork_.exports.phase != ExportPhase::Running &&
         std::ranges::find(ticked_, true) != ticked_.end();
}

void ResultsDesk::begin_export(Language language, StationPort& station) {
  if (!can_export()) return;
  std::vector<ExportFormat> formats;
  for (const ExportFormat format : kExportFormats) {
    if (ticked(format)) formats.push_back(format);
  }
  station.post(ExportFiles{shown()->results.id, 0, std::move(formats),
                           folder_in(folder(), usual_folder()), language});
}

}  // namespace sternum
