#pragma once

#include "native/transfer/shared_objects.h"
#include "native/waits/wait_list.h"

namespace pysocket {

// A container that threads share by name. Each operation is atomic, and waits while another thread
// holds the container for several.
class Container : public SharedObject {
  public:
    using SharedObject::SharedObject;

    // Holds the container once more for the calling thread: 1, kEnded or kThrew.
    int64_t hold(Instance* instance);
    // -EPERM in a thread that does not hold it.
    int64_t let_go();

  protected:
    // Returns the result of `operation()`, or kEnded or kThrew.
    template <class Operation>
    int64_t alone(Instance* instance, Operation operation) {
        std::unique_lock lock(mutex_);
        const int64_t outcome = wait_free(instance, lock);
        return outcome == 1 ? operation() : outcome;
    }

  private:
    int64_t wait_free(Instance* instance, std::unique_lock<std::mutex>& lock);

    static constexpr int64_t kNobody = -1;

    std::mutex mutex_;
    WaitList released_;
    int64_t owner_ = kNobody;
    int64_t holds_ = 0;
};

}  // namespace pysocket
