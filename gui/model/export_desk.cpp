#include "gui/model/export_desk.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <utility>

#include "gui/model/results_book.hpp"

namespace sternum {
namespace {

/// Of 19: behind everything that a lesson needs.
constexpr int kNiceness = 15;

/// Only this thread, as Linux counts them.
void let_others_go_first() {
  static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNiceness));
}

}  // namespace

ExportDesk::~ExportDesk() {
  stop_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void ExportDesk::begin(ExportRequest request) {
  if (state().phase == ExportPhase::Running) return;
  if (thread_.joinable()) thread_.join();  // it has ended
  stop_ = {};
  {
    const std::lock_guard lock(mutex_);
    state_ = {.phase = ExportPhase::Running,
              .of_class = request.of_class,
              .attempt = request.attempt,
              .folder = request.folder};
  }
  thread_ = std::thread([this, asked = std::move(request)] { run(asked); });
}

void ExportDesk::cancel() {
  stop_.request_stop();
  const std::lock_guard lock(mutex_);
  state_.stopping = state_.phase == ExportPhase::Running;
}

ExportState ExportDesk::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

void ExportDesk::run(const ExportRequest& request) {
  let_others_go_first();
  const std::stop_token stop = stop_.get_token();
  auto outcome = [&]() -> Result<ExportOutcome> {
    if (auto allowed = check_signed_in(request.choice.data_folder, request.who); !allowed) {
      return tl::unexpected(allowed.error());
    }
    return export_records(
        request,
        [this](const ExportProgress& progress) {
          const std::lock_guard lock(mutex_);
          state_.done = progress.done;
          state_.of = progress.of;
        },
        stop);
  }();
  const std::lock_guard lock(mutex_);
  state_.stopping = false;
  if (!outcome) {
    state_.phase = ExportPhase::Failed;
    state_.trouble = std::move(outcome.error());
  } else if (outcome->is_cancelled) {
    state_.phase = ExportPhase::Cancelled;
  } else {
    state_.phase = ExportPhase::Done;
    state_.done = outcome->files.size();
  }
}

}  // namespace sternum
