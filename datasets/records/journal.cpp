#include "datasets/records/journal.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "datasets/records/journal_queue.hpp"
#include "datasets/records/tidying.hpp"

namespace sternum {
namespace {

using Clock = std::chrono::steady_clock;

/// One transaction holds no more, so that after a long trouble the backlog is written in pieces.
constexpr std::size_t kMostPerWrite = 20'000;
/// A disk that was pulled and put back has the same file under the same name, while what was opened
/// before stays dead.
constexpr int kFailuresBeforeReopening = 3;
/// A piece of tidying takes no longer on a disk that works.
constexpr auto kPiece = std::chrono::milliseconds(20);

}  // namespace

struct Journal::State {
  State(std::filesystem::path where, JournalOptions how)
      : folder(std::move(where)), options(how), queue(how.most_kept_batches) {}

  struct Ticket {
    std::optional<AttemptId> id;
    bool end_given = false;
    bool ended = false;  ///< on disk
  };

  const std::filesystem::path folder;
  const JournalOptions options;

  mutable std::mutex mutex;
  std::condition_variable wake;     ///< for the journal's thread
  std::condition_variable changed;  ///< for those who wait in `flush` and `wait_until_opened`
  // Guarded by the mutex.
  JournalQueue queue;
  std::map<AttemptTicket, Ticket> tickets;
  AttemptTicket last_ticket = 0;
  std::optional<Error> trouble;
  bool opening_tried = false;
  bool open = false;
  bool hurry = false;  ///< somebody waits: do not let `commit_every` pass
  bool stopping = false;
  std::uint64_t written = 0;
  std::uint64_t revision = 0;
  std::optional<std::filesystem::path> migration_backup;

  // The thread's own.
  std::optional<StationDatabase> database;
  struct Running {
    AttemptStart start;
    std::vector<RuleText> rules;
  };
  /// Where an attempt was stored, and by what it is known again.
  struct Place {
    AttemptId id = 0;
    std::int64_t started_at_ms = 0;
  };
  std::map<AttemptTicket, Running> running;  ///< attempts that must survive a reopening
  std::map<AttemptTicket, Place> places;
  std::optional<ClassRecord> last_class;  ///< goes along to another disk
  Tidying tidying{std::chrono::milliseconds(options.fold_every_ms)};
  std::string acting;  ///< likewise, in the audit trail

  std::thread thread;

  void run();
  [[nodiscard]] Clock::time_point due_after(Clock::time_point last_commit) const;
  void tidy(Clock::time_point last_commit);
  [[nodiscard]] bool sleep_until_due(Clock::time_point last_commit);
  [[nodiscard]] bool sleep_until_retry();
  [[nodiscard]] Result<void> ensure_open();
  [[nodiscard]] Result<void> take_up(AttemptTicket ticket, const Running& attempt);
  [[nodiscard]] Result<void> write(std::deque<JournalEntry>& entries);
  [[nodiscard]] Result<void> write_batches(std::deque<JournalEntry>& entries);
  [[nodiscard]] Result<void> write_other(const JournalEntry& entry);
  [[nodiscard]] Result<void> write_mark(const JournalEntry::Mark& mark);
  void set_place(AttemptTicket ticket, Place place);
  void hand_over(decltype(JournalEntry::what) what);
};

void Journal::State::run() {
  Clock::time_point last_commit{};
  int failures = 0;
  for (bool more = true; more;) {
    std::deque<JournalEntry> entries;
    bool last_try = false;
    Result<void> done = ensure_open();
    {
      const std::lock_guard lock(mutex);
      last_try = stopping;
      opening_tried = true;
      open = done.has_value();
      if (done) entries = queue.take(kMostPerWrite);
    }
    changed.notify_all();
    if (done && !entries.empty()) {
      done = write(entries);
      last_commit = Clock::now();
    }
    {
      const std::lock_guard lock(mutex);
      queue.finish(std::move(entries));
      trouble = done ? std::nullopt : std::optional(done.error());
    }
    changed.notify_all();
    failures = done ? 0 : failures + 1;
    if (failures >= kFailuresBeforeReopening) {
      database.reset();
      failures = 0;
    }
    if (done) tidy(last_commit);
    more = done ? sleep_until_due(last_commit) : !last_try && sleep_until_retry();
  }
}

Clock::time_point Journal::State::due_after(Clock::time_point last_commit) const {
  return last_commit + std::chrono::milliseconds(options.commit_every_ms);
}

/// Uses the time until the next commit.
void Journal::State::tidy(Clock::time_point last_commit) {
  for (;;) {
    {
      const std::lock_guard lock(mutex);
      if (stopping) return;
      const bool soon = hurry || Clock::now() + kPiece >= due_after(last_commit);
      if (!queue.empty() && soon) return;
    }
    if (!tidying.do_a_piece(*database, !running.empty(), Clock::now())) return;
  }
}

/// False when the thread is to end: it has been told to, and everything is written.
bool Journal::State::sleep_until_due(Clock::time_point last_commit) {
  std::unique_lock lock(mutex);
  wake.wait(lock, [&] { return stopping || !queue.empty(); });
  wake.wait_until(lock, due_after(last_commit), [&] { return stopping || hurry; });
  hurry = false;
  return !(stopping && queue.empty());
}

/// True: there is one more try even when the thread has been told to end meanwhile.
bool Journal::State::sleep_until_retry() {
  std::unique_lock lock(mutex);
  wake.wait_for(lock, std::chrono::milliseconds(options.retry_every_ms), [&] { return stopping; });
  return true;
}

/// A database that had to be opened anew has marked the attempts in progress as interrupted.
Result<void> Journal::State::ensure_open() {
  if (database && database->is_in_place()) return {};
  database.reset();
  auto opened = StationDatabase::open(folder);
  if (!opened) return tl::unexpected(opened.error());
  database.emplace(std::move(*opened));
  database->act_as(acting);
  if (const auto& backup = database->migration_backup()) {
    const std::lock_guard lock(mutex);
    migration_backup = *backup;
  }
  if (last_class) {
    if (auto kept = database->keep_class(*last_class); !kept) {
      database.reset();
      return kept;
    }
  }
  for (const auto& [ticket, attempt] : running) {
    if (auto resumed = take_up(ticket, attempt); !resumed) {
      database.reset();
      return resumed;
    }
  }
  return {};
}

Result<void> Journal::State::take_up(AttemptTicket ticket, const Running& attempt) {
  const auto resumed = database->resume_attempt(places.at(ticket).id);
  if (!resumed) return tl::unexpected(resumed.error());
  if (*resumed) return {};
  // Another disk: what is still in memory belongs to an attempt there.
  const auto id = database->begin_attempt(attempt.start, attempt.rules);
  if (!id) return tl::unexpected(id.error());
  set_place(ticket, {*id, attempt.start.started_at_ms});
  return {};
}

void Journal::State::set_place(AttemptTicket ticket, Place place) {
  places[ticket] = place;
  const std::lock_guard lock(mutex);
  tickets[ticket].id = place.id;
  ++revision;
}

/// Takes what it has written off the front of `entries`.
Result<void> Journal::State::write(std::deque<JournalEntry>& entries) {
  while (!entries.empty()) {
    if (entries.front().is_batch()) {
      if (auto done = write_batches(entries); !done) return done;
    } else {
      if (auto done = write_other(entries.front()); !done) return done;
      entries.pop_front();
    }
  }
  return {};
}

/// The batches up to the next entry of another kind, in one transaction.
Result<void> Journal::State::write_batches(std::deque<JournalEntry>& entries) {
  const auto end = std::find_if_not(entries.begin(), entries.end(),
                                    [](const JournalEntry& e) { return e.is_batch(); });
  std::vector<StoredInput> inputs;
  for (auto entry = entries.begin(); entry != end; ++entry) {
    auto& append = std::get<JournalEntry::Append>(entry->what);
    inputs.push_back({places.at(append.ticket).id, std::move(append.input)});
  }
  auto done = database->append(inputs);
  if (!done) {
    // Back to where they came from, to be tried again.
    auto entry = entries.begin();
    for (auto& stored : inputs) {
      std::get<JournalEntry::Append>((entry++)->what).input = std::move(stored.input);
    }
    return done;
  }
  entries.erase(entries.begin(), end);
  const std::lock_guard lock(mutex);
  written += inputs.size();
  return {};
}

Result<void> Journal::State::write_other(const JournalEntry& entry) {
  if (const auto* begin = std::get_if<JournalEntry::Begin>(&entry.what)) {
    const auto id = database->begin_attempt(begin->start, begin->rules);
    if (!id) return tl::unexpected(id.error());
    running.emplace(begin->ticket, Running{begin->start, begin->rules});
    set_place(begin->ticket, {*id, begin->start.started_at_ms});
  } else if (const auto* end = std::get_if<JournalEntry::End>(&entry.what)) {
    if (auto done = database->end_attempt(places.at(end->ticket).id, end->end); !done) return done;
    running.erase(end->ticket);
    const std::lock_guard lock(mutex);
    tickets[end->ticket].ended = true;
    ++revision;
  } else if (const auto* mark = std::get_if<JournalEntry::Mark>(&entry.what)) {
    return write_mark(*mark);
  } else if (const auto* seat = std::get_if<JournalEntry::Seat>(&entry.what)) {
    return database->remember_seat(seat->manikin_id, seat->seat);
  } else if (const auto* move = std::get_if<JournalEntry::Move>(&entry.what)) {
    return database->move_to_seat(move->manikin_id, move->seat);
  } else if (const auto* name = std::get_if<JournalEntry::Name>(&entry.what)) {
    return database->remember_name(name->manikin_id, name->name);
  } else if (const auto* calibration = std::get_if<Calibration>(&entry.what)) {
    return database->remember_calibration(*calibration);
  } else if (const auto* record = std::get_if<ClassRecord>(&entry.what)) {
    last_class = *record;
    return database->keep_class(*record);
  } else if (const auto* act = std::get_if<JournalEntry::ActAs>(&entry.what)) {
    acting = act->instructor;
    database->act_as(acting);
  } else if (const auto* identities = std::get_if<JournalEntry::Identities>(&entry.what)) {
    return database->keep_identities(identities->people);
  } else if (const auto* note = std::get_if<AuditNote>(&entry.what)) {
    return database->note(*note);
  }
  return {};
}

Result<void> Journal::State::write_mark(const JournalEntry::Mark& mark) {
  Result<bool> marked = false;
  if (const auto* ticket = std::get_if<AttemptTicket>(&mark.attempt)) {
    const Place& place = places.at(*ticket);
    marked = database->mark_sheet(place.id, mark.marking, place.started_at_ms);
  } else {
    marked =
        database->mark_sheet(std::get<JournalEntry::StoredAttempt>(mark.attempt).id, mark.marking);
  }
  if (!marked) return tl::unexpected(marked.error());
  const std::lock_guard lock(mutex);
  if (*marked) {
    ++revision;
  } else {
    queue.refuse();
  }
  return {};
}

Journal::Journal(std::filesystem::path folder, JournalOptions options)
    : state_(std::make_unique<State>(std::move(folder), options)) {
  state_->thread = std::thread([state = state_.get()] { state->run(); });
}

Journal::~Journal() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->wake.notify_all();
  state_->thread.join();
}

AttemptTicket Journal::begin(AttemptStart start, std::vector<RuleText> rules) {
  AttemptTicket ticket = 0;
  {
    const std::lock_guard lock(state_->mutex);
    ticket = ++state_->last_ticket;
    state_->tickets.emplace(ticket, State::Ticket{});
    state_->queue.push(Clock::now(),
                       JournalEntry::Begin{ticket, std::move(start), std::move(rules)});
    state_->hurry = true;
  }
  state_->wake.notify_all();
  return ticket;
}

void Journal::append(AttemptTicket attempt, AttemptInput input) {
  bool was_empty = false;
  {
    const std::lock_guard lock(state_->mutex);
    const auto ticket = state_->tickets.find(attempt);
    if (ticket == state_->tickets.end() || ticket->second.end_given) {
      state_->queue.refuse();
      return;
    }
    was_empty = state_->queue.empty();
    state_->queue.push(Clock::now(), JournalEntry::Append{attempt, std::move(input)});
  }
  if (was_empty) state_->wake.notify_all();
}

void Journal::mark(AttemptTicket attempt, SheetMarking marking) {
  {
    const std::lock_guard lock(state_->mutex);
    if (!state_->tickets.contains(attempt)) {
      state_->queue.refuse();
      return;
    }
    state_->queue.push(Clock::now(), JournalEntry::Mark{attempt, std::move(marking)});
  }
  state_->wake.notify_all();
}

void Journal::mark_stored(AttemptId attempt, SheetMarking marking) {
  {
    const std::lock_guard lock(state_->mutex);
    state_->queue.push(
        Clock::now(), JournalEntry::Mark{JournalEntry::StoredAttempt{attempt}, std::move(marking)});
  }
  state_->wake.notify_all();
}

void Journal::end(AttemptTicket attempt, AttemptEnd end) {
  {
    const std::lock_guard lock(state_->mutex);
    const auto ticket = state_->tickets.find(attempt);
    if (ticket == state_->tickets.end() || ticket->second.end_given) return;
    ticket->second.end_given = true;
    state_->queue.push(Clock::now(), JournalEntry::End{attempt, std::move(end)});
    state_->hurry = true;
  }
  state_->wake.notify_all();
}

void Journal::State::hand_over(decltype(JournalEntry::what) what) {
  {
    const std::lock_guard lock(mutex);
    queue.push(Clock::now(), std::move(what));
  }
  wake.notify_all();
}

void Journal::remember_seat(std::string manikin_id, int seat) {
  state_->hand_over(JournalEntry::Seat{std::move(manikin_id), seat});
}

void Journal::move_to_seat(std::string manikin_id, int seat) {
  state_->hand_over(JournalEntry::Move{std::move(manikin_id), seat});
}

void Journal::remember_name(std::string manikin_id, std::string name) {
  state_->hand_over(JournalEntry::Name{std::move(manikin_id), std::move(name)});
}

void Journal::remember_calibration(Calibration calibration) {
  state_->hand_over(std::move(calibration));
}

void Journal::keep_class(ClassRecord record) { state_->hand_over(std::move(record)); }

void Journal::keep_identities(std::vector<PersonIdentity> people) {
  state_->hand_over(JournalEntry::Identities{std::move(people)});
}

void Journal::act_as(std::string instructor) {
  state_->hand_over(JournalEntry::ActAs{std::move(instructor)});
}

void Journal::note(AuditNote note) { state_->hand_over(std::move(note)); }

std::optional<AttemptId> Journal::id_of(AttemptTicket attempt) const {
  const std::lock_guard lock(state_->mutex);
  const auto ticket = state_->tickets.find(attempt);
  return ticket == state_->tickets.end() ? std::nullopt : ticket->second.id;
}

bool Journal::is_ended(AttemptTicket attempt) const {
  const std::lock_guard lock(state_->mutex);
  const auto ticket = state_->tickets.find(attempt);
  return ticket != state_->tickets.end() && ticket->second.ended;
}

JournalStatus Journal::status() const {
  const std::lock_guard lock(state_->mutex);
  JournalStatus status;
  status.trouble = state_->trouble;
  status.waiting = state_->queue.batch_count();
  if (const auto oldest = state_->queue.oldest()) {
    status.oldest_waiting_ms =
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - *oldest).count();
  }
  status.written = state_->written;
  status.dropped = state_->queue.dropped();
  status.revision = state_->revision;
  status.migration_backup = state_->migration_backup;
  return status;
}

bool Journal::flush(std::int64_t timeout_ms) {
  std::unique_lock lock(state_->mutex);
  const std::uint64_t last = state_->queue.last_number();
  state_->hurry = true;
  state_->wake.notify_all();
  return state_->changed.wait_for(lock, std::chrono::milliseconds(timeout_ms),
                                  [&] { return state_->queue.settled_number() >= last; });
}

bool Journal::wait_until_opened(std::int64_t timeout_ms) {
  std::unique_lock lock(state_->mutex);
  state_->changed.wait_for(lock, std::chrono::milliseconds(timeout_ms),
                           [&] { return state_->opening_tried; });
  return state_->open;
}

}  // namespace sternum
