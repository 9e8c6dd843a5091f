#pragma once

#include <deque>
#include <string>

#include "native/transfer/encoded_value.h"
#include "native/transfer/shared_objects.h"
#include "native/waits/wait_list.h"

namespace pysocket {

// Outcome of a call on a queue: a number (see lib/native/addon.ts), or the types that cannot be
// compared.
struct QueueOutcome {
    int64_t code;
    std::string failure;
};

class Queue : public SharedObject {
  public:
    enum class Order { kFirst, kLast, kLeast };
    static constexpr ObjectKind kKind = ObjectKind::kQueue;
    Queue(Order order, double maxsize) : SharedObject(kKind), order_(order), maxsize_(maxsize) {}

    QueueOutcome put(Instance* instance, double timeout, EncodedValue&& encoded);
    QueueOutcome get(Instance* instance, double timeout, EncodedValue* encoded);
    int64_t task_done();
    int64_t join(Instance* instance);
    void shut_down(bool immediate);

    int64_t size();
    bool full();
    bool is_shut_down();
    int64_t unfinished();
    double maxsize();
    void set_maxsize(double maxsize);
    // Copies of the items in storage order.
    std::vector<EncodedValue> items();

  private:
    bool no_room() const { return maxsize_ > 0 && static_cast<double>(items_.size()) >= maxsize_; }
    bool push(EncodedValue&& encoded, std::string* failure);
    bool pop(EncodedValue* encoded, std::string* failure);
    bool sift_down(size_t start, size_t at, std::string* failure);
    bool sift_up(std::string* failure);

    const Order order_;
    double maxsize_;
    std::mutex mutex_;
    WaitList not_empty_;
    WaitList not_full_;
    WaitList all_done_;
    std::deque<EncodedValue> items_;
    int64_t unfinished_ = 0;
    bool shut_down_ = false;
};

}  // namespace pysocket
