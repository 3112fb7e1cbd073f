/// Values that many look at and nobody changes, made anew in the memory of those that nobody looks
/// at any more: what is told hundreds of times a second costs no allocation, and freeing it nobody
/// else's time.
///
/// `blank` and `share` belong to one thread; what was shared may be let go on any, and later than
/// this is gone.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace sternum {

template <class T>
class Recycled {
 public:
  /// So many are kept of those that came back.
  explicit Recycled(std::size_t most_spare) : shelf_(std::make_shared<Shelf>(most_spare)) {}

  /// A new one, or one that has come back, as it was when it was shared.
  [[nodiscard]] std::unique_ptr<T> blank() {
    if (auto spare = shelf_->take()) return spare;
    return std::make_unique<T>();
  }

  [[nodiscard]] std::shared_ptr<const T> share(std::unique_ptr<T> filled) {
    T* const lent = filled.release();
    return std::shared_ptr<const T>(lent, [shelf = shelf_, lent](const T* /*the same*/) {
      shelf->put_back(std::unique_ptr<T>(lent));
    });
  }

 private:
  class Shelf {
   public:
    explicit Shelf(std::size_t most) : most_(most) { spare_.reserve(most); }
    [[nodiscard]] std::unique_ptr<T> take() {
      const std::lock_guard lock(mutex_);
      if (spare_.empty()) return nullptr;
      std::unique_ptr<T> one = std::move(spare_.back());
      spare_.pop_back();
      return one;
    }
    /// What finds no room is freed by the caller, without the lock.
    void put_back(std::unique_ptr<T> one) {
      const std::lock_guard lock(mutex_);
      if (spare_.size() < most_) spare_.push_back(std::move(one));
    }

   private:
    const std::size_t most_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<T>> spare_;
  };

  std::shared_ptr<Shelf> shelf_;
};

}  // namespace sternum
