#include "gui/model/results_book.hpp"

#include <algorithm>
#include <utility>

#include "datasets/records/instructors.hpp"
#include "gui/model/certification.hpp"
#include "gui/model/station_export.hpp"

namespace sternum {
namespace {

template <class... Visitors>
struct BookEntryVisitor : Visitors... {
  using Visitors::operator()...;
};
template <class... Visitors>
BookEntryVisitor(Visitors...) -> BookEntryVisitor<Visitors...>;

std::uint64_t ticket_of(const ResultsBook::Entry& entry) {
  return std::visit(BookEntryVisitor{[](const ReadResults&) { return std::uint64_t{0}; },
                                     [](const auto& written) { return written.ticket; }},
                    entry);
}

std::map<std::string, PracticeDone> practice_of(const std::vector<AttemptRecord>& attempts) {
  std::map<std::string, PracticeDone> practice;
  for (const AttemptRecord& attempt : attempts) {
    if (attempt.started.purpose != AttemptPurpose::Practice) continue;
    if (attempt.state == AttemptState::Running || attempt.state == AttemptState::Discarded)
      continue;
    PracticeDone& done = practice[attempt.started.trainee];
    ++done.attempts;
    if (attempt.score) done.best = std::max(done.best.value_or(0.0), *attempt.score);
  }
  return practice;
}

Result<std::shared_ptr<const ClassInBook>> read_class_of(const StationReader& reader,
                                                         const std::vector<ClassSummary>& classes,
                                                         const WantedClass& wanted,
                                                         const std::filesystem::path& folder) {
  const auto found = std::ranges::find_if(classes, [&](const ClassSummary& each) {
    return wanted.id != 0 ? each.id == wanted.id : each.record.key == wanted.key;
  });
  if (found == classes.end()) return nullptr;
  auto results = class_results_of(reader, found->id, folder);
  if (!results) return tl::unexpected(results.error());
  auto certificates = certificates_of(folder, found->id);
  if (!certificates) return tl::unexpected(certificates.error());
  const auto attempts = reader.attempts_of_class(found->id);
  if (!attempts) return tl::unexpected(attempts.error());
  return std::make_shared<const ClassInBook>(
      ClassInBook{std::move(*results), std::move(*certificates), practice_of(*attempts)});
}

Result<BookNews> issue(const std::filesystem::path& folder, const IssueCertificates& asked,
                       const std::string& who, const std::string& today) {
  const auto reader = StationReader::open(folder);
  if (!reader) return tl::unexpected(reader.error());
  const auto results = class_results_of(*reader, asked.of_class, folder);
  if (!results) return tl::unexpected(results.error());
  auto due = certificates_due(*results, {today, asked.prefix, kTheoryPass, asked.only});
  if (!due) return tl::unexpected(due.error());
  due->who = who;
  const auto issued = issue_certificates(folder, *due);
  if (!issued) return tl::unexpected(issued.error());
  return BookNews{BookNews::Kind::Issued, {}, issued->size(), due->issued_on, due->valid_until};
}

}  // namespace

Result<void> check_signed_in(const std::filesystem::path& folder, const std::string& who) {
  if (!who.empty()) return {};
  auto instructors = Instructors::open(folder);
  if (!instructors) return tl::unexpected(instructors.error());
  const auto any = instructors->any();
  if (!any) return tl::unexpected(any.error());
  if (!*any) return {};
  return failure("an instructor has to sign in for certificates and exports", {},
                 "sign in with F2");
}

ResultsBook::ResultsBook(std::filesystem::path folder) : folder_(std::move(folder)) {}

ResultsBook::~ResultsBook() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  filled_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void ResultsBook::post(Entry entry, std::string who, std::string today) {
  {
    const std::lock_guard lock(mutex_);
    // Of several looks the last one is enough.
    if (std::holds_alternative<ReadResults>(entry) && !asked_.empty() &&
        std::holds_alternative<ReadResults>(asked_.back().entry)) {
      asked_.pop_back();
    }
    asked_.push_back({std::move(entry), std::move(who), std::move(today)});
    if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
  }
  filled_.notify_one();
}

std::shared_ptr<const BookState> ResultsBook::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

void ResultsBook::work() {
  for (;;) {
    Asked asked;
    {
      std::unique_lock lock(mutex_);
      filled_.wait(lock, [&] { return stopping_ || !asked_.empty(); });
      // Nobody looks any more; what was entered is written all the same.
      if (stopping_) {
        std::erase_if(asked_, [](const Asked& one) {
          return std::holds_alternative<ReadResults>(one.entry);
        });
      }
      if (asked_.empty()) return;
      asked = std::move(asked_.front());
      asked_.pop_front();
      BookState busy = *state_;
      busy.busy = true;
      state_ = std::make_shared<const BookState>(std::move(busy));
    }
    deal_with(asked);
  }
}

void ResultsBook::deal_with(const Asked& asked) {
  BookState next = *state();
  if (const auto* read = std::get_if<ReadResults>(&asked.entry)) {
    if (read->which != wanted_) next = {.classes = next.classes, .ticket = next.ticket};
    wanted_ = read->which;
  } else {
    next.trouble.reset();
    next.news.reset();
    next.ticket = ticket_of(asked.entry);
    reading_failed_ = false;
    if (const auto entered = enter(asked, next); !entered) {
      next.trouble = entered.error();
      next.news.reset();
    }
  }
  read_again(next);
  const std::lock_guard lock(mutex_);
  next.busy = !asked_.empty();
  state_ = std::make_shared<const BookState>(std::move(next));
}

Result<void> ResultsBook::enter(const Asked& asked, BookState& next) const {
  if (auto allowed = check_signed_in(folder_, asked.who); !allowed) return allowed;
  return std::visit(
      BookEntryVisitor{[](const ReadResults&) -> Result<void> { return {}; },
                       [&](const EnterTheory& theory) -> Result<void> {
                         next.news = BookNews{BookNews::Kind::TheoryKept};
                         return enter_theory_scores(folder_, theory.of_class,
                                                    {{theory.trainee, theory.score}}, asked.who);
                       },
                       [&](const IssueCertificates& wanted) -> Result<void> {
                         auto news = issue(folder_, wanted, asked.who, asked.today);
                         if (!news) return tl::unexpected(news.error());
                         next.news = std::move(*news);
                         return {};
                       },
                       [&](const RevokeCertificate& revoked) -> Result<void> {
                         next.news = BookNews{BookNews::Kind::Revoked, revoked.number};
                         return revoke_certificate(
                             folder_, {revoked.number, asked.today, revoked.why, asked.who});
                       }},
      asked.entry);
}

void ResultsBook::read_again(BookState& next) {
  const auto read = [&]() -> Result<void> {
    const auto reader = StationReader::open(folder_);
    if (!reader) return tl::unexpected(reader.error());
    auto classes = reader->classes();
    if (!classes) return tl::unexpected(classes.error());
    next.classes = std::make_shared<const std::vector<ClassSummary>>(std::move(*classes));
    if (!wanted_.any()) return {};
    auto shown = read_class_of(*reader, *next.classes, wanted_, folder_);
    if (!shown) return tl::unexpected(shown.error());
    next.shown = std::move(*shown);
    return {};
  };
  if (std::exchange(reading_failed_, false)) next.trouble.reset();
  if (const auto done = read(); !done) {
    next.trouble = done.error();
    reading_failed_ = true;
  }
}

}  // namespace sternum
