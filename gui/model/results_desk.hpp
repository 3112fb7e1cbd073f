/// What the instructor does with a class's results: which class is looked at, scores being typed,
/// who is chosen, what is to be exported and where to.
///
/// Shows what the station's book tells (`Paperwork`) and posts what is entered; keeps nothing of
/// its own that is not being typed. A theory score is posted with Enter, when another one is typed
/// into, or when the typing rests; until the book has it the field shows what was typed. Times are
/// seconds of any one ascending clock. Not thread-safe: the screen's thread owns it.
///
///     the open class ──one of the list is chosen──▶ that class ──another class opens──▶ that one
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gui/model/certification.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

/// One of the class as its row tells.
struct ResultsRow {
  const TraineeResult* trainee = nullptr;
  PracticeDone practice{};
  CertificateStanding standing = CertificateStanding::NotExamined;
  const StoredCertificate* revoked = nullptr;  ///< the last one that was; null: none
};

/// What is in sight where there is no room for everything.
enum class ResultsPart : std::uint8_t { Rows, Certificates, Export };

class ResultsDesk {
 public:
  /// Once a frame. `open_class`: that attempts begin in; 0: none. `looked_at`: the screen shows it.
  void follow(const Paperwork& paperwork, ClassKey open_class, std::uint64_t revision,
              bool looked_at, StationPort& station, double now_s);

  [[nodiscard]] const Paperwork& paperwork() const { return paperwork_; }
  /// The class that is looked at, once it is read; null before, and when there is none.
  [[nodiscard]] const ClassInBook* shown() const;
  /// Nothing to look at: there is neither an open class nor one in the list.
  [[nodiscard]] bool has_no_class() const {
    return paperwork_.book->classes != nullptr && !wanted().any();
  }
  /// In the order of the class's list.
  [[nodiscard]] const std::vector<ResultsRow>& rows() const { return rows_; }
  [[nodiscard]] int count(CertificateStanding standing) const;

  /// Without the rows, which have their place then, the certificates.
  [[nodiscard]] ResultsPart part(bool with_rows) const {
    return part_ == ResultsPart::Rows && !with_rows ? ResultsPart::Certificates : part_;
  }
  void choose_part(ResultsPart part) { part_ = part; }

  // Other classes.
  [[nodiscard]] bool list_shown() const { return list_shown_; }
  void show_list(bool shown) { list_shown_ = shown; }
  void choose_class(ClassId id);
  [[nodiscard]] ClassId listed() const { return listed_; }

  // Theory scores.
  /// As typed, or as stored.
  [[nodiscard]] std::string& theory_text(const TraineeResult& trainee);
  /// What stands there is a score from 0 to 100, or nothing.
  [[nodiscard]] static bool is_score(const std::string& text);
  /// It was typed into; `entered`: Enter was pressed.
  void theory_typed(const TraineeResult& trainee, bool entered, StationPort& station);
  /// Posts at once what is being typed.
  void keep(StationPort& station);

  // Certificates.
  [[nodiscard]] std::string& prefix() { return prefix_; }
  [[nodiscard]] const ResultsRow* chosen() const;
  void choose(const std::string& name);
  void choose_next(int by);
  void issue(const std::string& only, StationPort& station);
  [[nodiscard]] std::string& reason() { return reason_; }
  [[nodiscard]] bool can_revoke() const;
  /// The first call arms, the second within 4 s revokes the chosen one's.
  void revoke(StationPort& station);
  [[nodiscard]] bool revoke_armed() const { return revoke_armed_until_s_ > now_s_; }
  /// An entry of this desk is on its way.
  [[nodiscard]] bool is_waiting() const { return paperwork_.book->ticket < last_ticket_; }

  // Exports.
  [[nodiscard]] bool ticked(ExportFormat format) const;
  void tick(ExportFormat format);
  /// Of the class that is looked at; as it was typed, else the usual one. What is not a whole path
  /// is meant beside that.
  [[nodiscard]] std::string& folder();
  [[nodiscard]] bool can_export() const;
  void begin_export(Language language, StationPort& station);

 private:
  struct Typed {
    std::string text;
    std::optional<double> changed_s{};  ///< empty: as stored
    bool posted = false;
    std::uint64_t ticket = 0;
  };

  [[nodiscard]] WantedClass wanted() const;
  void look(bool looked_at, std::uint64_t revision, StationPort& station);
  void read_rows();
  void post_theory(const std::string& name, Typed& typed, StationPort& station);
  void post_what_rests(StationPort& station);
  [[nodiscard]] std::filesystem::path usual_folder() const;

  Paperwork paperwork_;
  std::vector<ResultsRow> rows_;
  std::shared_ptr<const ClassInBook> rows_of_;
  double now_s_ = 0.0;

  ResultsPart part_ = ResultsPart::Rows;
  ClassKey open_class_ = 0;
  ClassId chosen_class_ = 0;  ///< 0: the open one, else the newest
  bool list_shown_ = false;
  ClassId listed_ = 0;  ///< in the list, under the cursor

  WantedClass asked_;
  std::uint64_t asked_revision_ = 0;
  double asked_s_ = -1e9;
  bool was_looked_at_ = false;

  std::map<std::string, Typed> typed_;  ///< by name
  std::uint64_t last_ticket_ = 0;
  std::string prefix_;
  std::string chosen_;
  std::string reason_;
  double revoke_armed_until_s_ = -1e9;

  std::array<bool, std::size(kExportFormats)> ticked_{true, false, false, false, true, true};
  std::string folder_;
  std::string proposed_folder_;  ///< what was put there for this class
};

/// The folder that was typed: a whole path, or one inside of `usual`; nothing typed is `usual`.
[[nodiscard]] std::filesystem::path folder_in(const std::string& typed,
                                              const std::filesystem::path& usual);

}  // namespace sternum
