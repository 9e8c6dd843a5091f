#include "native/queue/queue.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "native/transfer/ordering.h"

namespace pysocket {

QueueOutcome Queue::put(Instance* instance, double timeout, EncodedValue&& encoded) {
    std::unique_lock lock(mutex_);
    if (!shut_down_ && no_room()) {
        if (timeout == 0) return {0, {}};
        const int64_t outcome = not_full_.wait(instance, lock, Deadline(timeout),
                                               [this] { return shut_down_ || !no_room(); });
        if (outcome != 1) return {outcome, {}};
    }
    if (shut_down_) return {-EPIPE, {}};
    std::string failure;
    if (!push(std::move(encoded), &failure)) return {0, std::move(failure)};
    unfinished_++;
    not_empty_.notify_one();
    return {1, {}};
}

QueueOutcome Queue::get(Instance* instance, double timeout, EncodedValue* encoded) {
    std::unique_lock lock(mutex_);
    if (items_.empty() && !shut_down_) {
        if (timeout == 0) return {0, {}};
        const int64_t outcome = not_empty_.wait(instance, lock, Deadline(timeout),
                                                [this] { return shut_down_ || !items_.empty(); });
        if (outcome != 1) return {outcome, {}};
    }
    if (items_.empty()) return {-EPIPE, {}};
    std::string failure;
    if (!pop(encoded, &failure)) return {0, std::move(failure)};
    not_full_.notify_one();
    return {1, {}};
}

int64_t Queue::task_done() {
    const std::lock_guard lock(mutex_);
    if (unfinished_ == 0) return -EINVAL;
    if (--unfinished_ == 0) all_done_.notify_all();
    return 0;
}

int64_t Queue::join(Instance* instance) {
    std::unique_lock lock(mutex_);
    return all_done_.wait(instance, lock, Deadline(-1), [this] { return unfinished_ == 0; });
}

void Queue::shut_down(bool immediate) {
    std::deque<EncodedValue> dropped;
    const std::lock_guard lock(mutex_);
    shut_down_ = true;
    if (immediate) {
        const auto count = static_cast<int64_t>(items_.size());
        unfinished_ -= std::min(unfinished_, count);
        dropped.swap(items_);
        all_done_.notify_all();
    }
    not_empty_.notify_all();
    not_full_.notify_all();
}

int64_t Queue::size() {
    const std::lock_guard lock(mutex_);
    return static_cast<int64_t>(items_.size());
}

bool Queue::full() {
    const std::lock_guard lock(mutex_);
    return no_room();
}

bool Queue::is_shut_down() {
    const std::lock_guard lock(mutex_);
    return shut_down_;
}

int64_t Queue::unfinished() {
    const std::lock_guard lock(mutex_);
    return unfinished_;
}

double Queue::maxsize() {
    const std::lock_guard lock(mutex_);
    return maxsize_;
}

void Queue::set_maxsize(double maxsize) {
    const std::lock_guard lock(mutex_);
    maxsize_ = maxsize;
    not_full_.notify_all();
}

std::vector<EncodedValue> Queue::items() {
    const std::lock_guard lock(mutex_);
    std::vector<EncodedValue> copies;
    for (const EncodedValue& item : items_) copies.push_back(item.copy());
    return copies;
}

// The heap is CPython's, step by step, so that items of equal rank leave in the same order, and a
// failed comparison leaves the queue in the same state.
bool Queue::push(EncodedValue&& encoded, std::string* failure) {
    items_.push_back(std::move(encoded));
    return order_ != Order::kLeast || sift_down(0, items_.size() - 1, failure);
}

bool Queue::pop(EncodedValue* encoded, std::string* failure) {
    if (order_ == Order::kFirst) {
        *encoded = std::move(items_.front());
        items_.pop_front();
        return true;
    }
    *encoded = std::move(items_.back());
    items_.pop_back();
    if (order_ == Order::kLast || items_.empty()) return true;
    std::swap(*encoded, items_.front());
    return sift_up(failure);
}

bool Queue::sift_down(size_t start, size_t at, std::string* failure) {
    while (at > start) {
        const size_t parent = (at - 1) / 2;
        const int less = is_less(items_[at].bytes(), items_[parent].bytes(), failure);
        if (less < 0) return false;
        if (less == 0) break;
        std::swap(items_[at], items_[parent]);
        at = parent;
    }
    return true;
}

bool Queue::sift_up(std::string* failure) {
    const size_t end = items_.size();
    size_t at = 0;
    while (at < end / 2) {
        size_t child = 2 * at + 1;
        if (child + 1 < end) {
            const int less = is_less(items_[child].bytes(), items_[child + 1].bytes(), failure);
            if (less < 0) return false;
            if (less == 0) child++;
        }
        std::swap(items_[at], items_[child]);
        at = child;
    }
    return sift_down(0, at, failure);
}

namespace {

std::shared_ptr<Queue> find(int64_t handle) {
    return SharedObjects::instance().find<Queue>(handle);
}

napi_value to_result(napi_env env, const QueueOutcome& outcome) {
    if (outcome.failure.empty()) return to_value(env, outcome.code);
    napi_value names = nullptr;
    napi_create_string_utf8(env, outcome.failure.c_str(), outcome.failure.size(), &names);
    return names;
}

napi_value queue_new(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto order = static_cast<Queue::Order>(arguments.int32(0));
    return to_value(
        env, SharedObjects::instance().insert(std::make_shared<Queue>(order, arguments.number(1))));
}

napi_value queue_put(napi_env env, napi_callback_info info) {
    const Arguments<5> arguments(env, info);
    EncodedValue encoded = read_encoded_value(env, arguments, 2);
    const auto queue = find(arguments.int64(0));
    if (!queue || encoded.bytes().empty()) return to_value(env, -EBADF);
    return to_result(env,
                     queue->put(arguments.instance(), arguments.number(1), std::move(encoded)));
}

napi_value queue_get(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const auto queue = find(arguments.int64(0));
    if (!queue) return to_value(env, -EBADF);
    EncodedValue encoded;
    const QueueOutcome outcome = queue->get(arguments.instance(), arguments.number(1), &encoded);
    return outcome.code == 1 ? encoded.deliver(env, arguments.value(2)) : to_result(env, outcome);
}

napi_value queue_task_done(napi_env env, napi_callback_info info) {
    const auto queue = find(Arguments<1>(env, info).int64(0));
    return to_value(env, queue ? queue->task_done() : -EBADF);
}

napi_value queue_join(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    const auto queue = find(arguments.int64(0));
    return to_value(env, queue ? queue->join(arguments.instance()) : -EBADF);
}

napi_value queue_shut_down(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto queue = find(arguments.int64(0));
    if (queue) queue->shut_down(arguments.boolean(1));
    return to_value(env, 0);
}

napi_value queue_size(napi_env env, napi_callback_info info) {
    const auto queue = find(Arguments<1>(env, info).int64(0));
    return to_value(env, queue ? queue->size() : 0);
}

napi_value queue_full(napi_env env, napi_callback_info info) {
    const auto queue = find(Arguments<1>(env, info).int64(0));
    return to_value(env, queue && queue->full() ? 1 : 0);
}

napi_value queue_is_shut_down(napi_env env, napi_callback_info info) {
    const auto queue = find(Arguments<1>(env, info).int64(0));
    return to_value(env, queue && queue->is_shut_down() ? 1 : 0);
}

napi_value queue_unfinished(napi_env env, napi_callback_info info) {
    const auto queue = find(Arguments<1>(env, info).int64(0));
    return to_value(env, queue ? queue->unfinished() : 0);
}

napi_value queue_maxsize(napi_env env, napi_callback_info info) {
    const auto queue = find(Arguments<1>(env, info).int64(0));
    napi_value maxsize = nullptr;
    napi_create_double(env, queue ? queue->maxsize() : 0, &maxsize);
    return maxsize;
}

napi_value queue_set_maxsize(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto queue = find(arguments.int64(0));
    if (queue) queue->set_maxsize(arguments.number(1));
    return to_value(env, 0);
}

napi_value queue_items(napi_env env, napi_callback_info info) {
    const auto queue = find(Arguments<1>(env, info).int64(0));
    std::vector<EncodedValue> items;
    if (queue) items = queue->items();
    return deliver_all(env, &items);
}

}  // namespace

void define_queue(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"queue_new", queue_new},
            {"queue_put", queue_put},
            {"queue_get", queue_get},
            {"queue_task_done", queue_task_done},
            {"queue_join", queue_join},
            {"queue_shut_down", queue_shut_down},
            {"queue_size", queue_size},
            {"queue_full", queue_full},
            {"queue_is_shut_down", queue_is_shut_down},
            {"queue_unfinished", queue_unfinished},
            {"queue_maxsize", queue_maxsize},
            {"queue_set_maxsize", queue_set_maxsize},
            {"queue_items", queue_items}});
}

}  // namespace pysocket
