// The station and people: who is signed in, what that allows, and numbers of documents on their
// way into the database.
#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "gui/model/station.hpp"

namespace sternum {

/// Whether it may go on; says why not.
bool Station::let_examine(const char* what) {
  if (!instructors_.state().may_examine()) {
    note({what, {}, "sign in with F2"});
    return false;
  }
  return true;
}

bool Station::take_sign_in_command(const Command& command, std::int64_t utc_ms) {
  if (const auto* in = std::get_if<SignInInstructor>(&command)) {
    instructors_.sign_in(in->number, in->pin, utc_ms);
  } else if (std::holds_alternative<SignOutInstructor>(command)) {
    instructors_.sign_out();
  } else if (const auto* people = std::get_if<TakeInPeople>(&command)) {
    take_in(*people);
  } else {
    return false;
  }
  return true;
}

void Station::follow_instructors(std::int64_t steady_ms, std::int64_t utc_ms) {
  const bool exam_runs = std::ranges::any_of(desks_, [](const auto& desk) {
    return desk.second.session->running() && desk.second.session->is_exam();
  });
  std::optional<Error> trouble;
  if (instructors_.settle(steady_ms, utc_ms, exam_runs, trouble)) {
    journal_.act_as(instructors_.state().number);
  }
  if (trouble) note(*trouble);
}

/// Who is signed in stands on the sheet, whatever was typed. A rehearsal is anybody's to tick.
void Station::mark_sheet(const MarkSheet& mark) {
  Desk* desk = desk_of(mark.manikin_id);
  if (desk == nullptr) return;
  const bool overruled = mark.entry.kind == SheetEntry::Kind::Overruled;
  if ((overruled || desk->session->is_exam()) &&
      !let_examine("an instructor has to sign in to change a sheet")) {
    return;
  }
  SheetEntry entry = mark.entry;
  const std::string& number = instructors_.state().number;
  if (!number.empty()) entry.who = number;
  if (auto marked = desk->session->mark(entry); !marked) note(marked.error());
}

/// Numbers are sealed here, before anything is handed on.
void Station::take_in(const TakeInPeople& people) {
  std::vector<PersonIdentity> sealed;
  if (!people.identities.empty()) {
    std::error_code ignored;
    const std::filesystem::path& file = options_.identity_key.file;
    const bool new_file =
        !options_.identity_key.passphrase && !std::filesystem::exists(file, ignored);
    const auto key = key_of_folder(options_.data_folder, options_.identity_key);
    if (key && new_file) {
      note({"a key was made for the identity numbers; without it they cannot be read",
            file.string(), "keep a copy of it in a safe place"});
    }
    if (!key) {
      note({fmt::format("the identity numbers were not kept: {}", key.error().what),
            key.error().where, key.error().remedy});
    } else {
      for (const TypedIdentity& one : people.identities) {
        sealed.push_back({one.name, seal_identity(*key, one.number, one.born_year)});
      }
    }
  }
  journal_.note({"roster_imported",
                 "class",
                 {},
                 fmt::format(R"({{"class_created_at_ms":{},"identities":{},"people":{}}})",
                             people.class_key, sealed.size(), people.people)});
  if (!sealed.empty()) journal_.keep_identities(std::move(sealed));
}

}  // namespace sternum
