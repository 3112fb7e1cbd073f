// What the screens' thread reads of the station's past, through a reader of its own.
#include <algorithm>
#include <iterator>
#include <ranges>
#include <utility>

#include "gui/model/review.hpp"
#include "gui/model/station.hpp"

namespace sternum {
namespace {

/// Of an archive of years the newest; what is older is asked for by trainee.
constexpr std::size_t kAttemptsListed = 1000;

}  // namespace

Result<void> Station::open_reader() {
  if (reader_) return {};
  auto reader = StationReader::open(options_.data_folder);
  if (!reader) return tl::unexpected(reader.error());
  reader_.emplace(std::move(*reader));
  return {};
}

const std::vector<AttemptRecord>& Station::attempts() {
  const std::uint64_t revision = journal_.status().revision;
  if (attempts_revision_ == revision || !open_reader()) return attempts_;
  auto attempts = reader_->attempts(AttemptQuery{.most = kAttemptsListed});
  if (!attempts) return attempts_;
  // A class is shown with everything that it did, however long it takes.
  const auto open = snapshot()->open_class;
  if (open && attempts->size() == kAttemptsListed) {
    auto older = reader_->attempts(AttemptQuery{
        .most = kAttemptsListed, .before = attempts->back().id, .class_key = open->key});
    if (older) std::ranges::move(*older, std::back_inserter(*attempts));
  }
  attempts_ = std::move(*attempts);
  attempts_revision_ = revision;
  return attempts_;
}

const std::vector<AttemptRecord>& Station::attempts_named(const std::string& part) {
  const std::uint64_t revision = journal_.status().revision;
  if ((named_by_ == part && named_revision_ == revision) || !open_reader()) return named_;
  auto named = reader_->attempts(AttemptQuery{.most = kAttemptsListed, .trainee_part = part});
  // Those of another name would be worse than none.
  named_ = named ? std::move(*named) : std::vector<AttemptRecord>{};
  named_by_ = part;
  named_revision_ = revision;
  return named_;
}

/// Until the disk holds something of its sheet that it does not; it may know more than the disk.
bool Station::last_review_stands(AttemptId id) {
  if (!last_review_ || last_review_->record.id != id) return false;
  if (last_review_->record.state == AttemptState::Running) return false;
  const std::uint64_t revision = journal_.status().revision;
  if (revision == last_review_revision_ || last_review_->exam == nullptr) return true;
  const auto stored = reader_->sheet(id);
  const std::vector<SheetEntry>& known = last_review_->exam->sheet;
  if (!stored || !std::ranges::equal(*stored, known | std::views::take(stored->size()))) {
    return false;
  }
  last_review_revision_ = revision;
  return true;
}

Result<std::shared_ptr<const Review>> Station::review(AttemptId id) {
  if (last_review_stands(id)) return last_review_;
  if (auto opened = open_reader(); !opened) return tl::unexpected(opened.error());
  const std::uint64_t revision = journal_.status().revision;
  auto review = load_review(*reader_, id, *options_.guideline, options_.data_folder);
  if (!review) return tl::unexpected(review.error());
  last_review_ = std::make_shared<const Review>(std::move(*review));
  last_review_revision_ = revision;
  return last_review_;
}

}  // namespace sternum
