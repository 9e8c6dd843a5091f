#pragma once

#include "native/transfer/shared_objects.h"
#include "native/waits/wait_list.h"

namespace pysocket {

// What threads share without giving it to each other. Each operation is done as a whole, and waits
// while another thread holds the container for several.
class Container : public SharedObject {
  public:
    using SharedObject::SharedObject;

    // The calling thread holds it, once more than before: 1, kEnded or kThrew.
    int64_t hold(Instance* instance);
    // -EPERM in a thread that does not hold it.
    int64_t let_go();

  protected:
    // What `operation()` returns, or kEnded or kThrew.
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
