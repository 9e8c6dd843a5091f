#include "threads.h"

#include <napi.h>

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "arguments.h"
#include "wait_list.h"

namespace pysocket {

namespace {

using Bytes = std::vector<uint8_t>;

struct Thread {
    enum class State { kNew, kSubmitted, kRunning, kEnded };

    State state = State::kNew;
    std::string name;
    bool daemon = false;
    // Started by somebody else.
    bool foreign = false;
    // The starter's object is there, and may ask.
    bool owned = true;
    Bytes job;
    std::optional<Bytes> fields;
    double ident = 0;
    double native_id = 0;
    WaitList changed;

    bool alive() const { return state == State::kSubmitted || state == State::kRunning; }
};

// The threads of the process, and the pool of workers that run them.
class Threads {
  public:
    static Threads& instance() {
        static auto* threads = new Threads;
        return *threads;
    }

    int64_t add(const std::string& name, bool daemon) {
        const std::lock_guard lock(mutex_);
        const auto thread = std::make_shared<Thread>();
        thread->name = name;
        thread->daemon = daemon;
        threads_.emplace(next_, thread);
        return next_++;
    }

    int64_t next_name() {
        const std::lock_guard lock(mutex_);
        return ++names_;
    }

    // The calling thread, whether the library started it or not.
    int64_t current() {
        Waiter& waiter = Waiter::current();
        if (waiter.thread < 0) waiter.thread = waiter.is_main() ? enter_main() : enter_foreign();
        return waiter.thread;
    }

    int64_t submit(int64_t id, Bytes job) {
        const std::lock_guard lock(mutex_);
        const auto thread = find(id);
        if (thread == nullptr || thread->state != Thread::State::kNew) return -EINVAL;
        thread->job = std::move(job);
        thread->state = Thread::State::kSubmitted;
        jobs_.push_back(id);
        jobs_changed_.notify_one();
        return idle_ >= jobs_.size() ? 1 : 0;
    }

    int64_t wait_begun(Instance* instance, int64_t id, double timeout, int64_t coming) {
        std::unique_lock lock(mutex_);
        const auto thread = find(id);
        if (thread == nullptr) return 1;
        return begun_.wait(instance, lock, Deadline(timeout), [&] {
            return thread->state != Thread::State::kSubmitted || coming_ <= coming;
        });
    }

    void expect_worker() {
        const std::lock_guard lock(mutex_);
        coming_++;
    }

    int64_t withdraw(int64_t id) {
        const std::lock_guard lock(mutex_);
        for (auto job = jobs_.begin(); job != jobs_.end(); ++job) {
            if (*job != id) continue;
            jobs_.erase(job);
            const auto thread = find(id);
            thread->state = Thread::State::kNew;
            thread->job = {};
            finished_.notify_all();
            return 1;
        }
        return 0;
    }

    // The next job for the calling pool worker; nothing when its waits have been ended.
    std::optional<Bytes> take(Instance* instance) {
        std::unique_lock lock(mutex_);
        idle_++;
        Waiter::current().set_idle(true);
        const int64_t outcome =
            jobs_changed_.wait(instance, lock, Deadline(-1), [this] { return !jobs_.empty(); });
        Waiter::current().set_idle(false);
        idle_--;
        if (outcome != 1) return std::nullopt;
        const int64_t id = jobs_.front();
        jobs_.pop_front();
        const auto thread = find(id);
        begin(*thread);
        Waiter::current().thread = id;
        return std::move(thread->job);
    }

    void join_pool() {
        const std::lock_guard lock(mutex_);
        workers_++;
        coming_--;
        begun_.notify_all();
    }

    void leave_pool() {
        const std::lock_guard lock(mutex_);
        workers_--;
    }

    int64_t workers() {
        const std::lock_guard lock(mutex_);
        return workers_;
    }

    // The calling thread has ended.
    void finish(std::optional<Bytes> fields) {
        Waiter& waiter = Waiter::current();
        const std::lock_guard lock(mutex_);
        const auto thread = find(waiter.thread);
        if (thread == nullptr) return;
        if (thread->owned) thread->fields = std::move(fields);
        thread->state = Thread::State::kEnded;
        thread->changed.notify_all();
        finished_.notify_all();
        if (!thread->owned) threads_.erase(waiter.thread);
        waiter.thread = -1;
    }

    std::optional<Bytes> take_fields(int64_t id) {
        const std::lock_guard lock(mutex_);
        const auto thread = find(id);
        if (thread == nullptr || thread->state != Thread::State::kEnded) return std::nullopt;
        return std::exchange(thread->fields, std::nullopt);
    }

    void release(int64_t id) {
        const std::lock_guard lock(mutex_);
        const auto thread = find(id);
        if (thread == nullptr) return;
        thread->owned = false;
        thread->fields.reset();
        if (!thread->alive()) threads_.erase(id);
    }

    int64_t join(Instance* instance, int64_t id, double timeout) {
        std::unique_lock lock(mutex_);
        const auto thread = find(id);
        if (thread == nullptr) return 1;
        return thread->changed.wait(instance, lock, Deadline(timeout),
                                    [&] { return !thread->alive(); });
    }

    int64_t finish_all(Instance* instance) {
        std::unique_lock lock(mutex_);
        return finished_.wait(instance, lock, Deadline(-1), [this] {
            for (const auto& [id, thread] : threads_)
                if (id != kMain && thread->alive() && !thread->daemon) return false;
            return true;
        });
    }

    std::vector<int64_t> alive() {
        const std::lock_guard lock(mutex_);
        std::vector<int64_t> ids;
        for (const auto& [id, thread] : threads_)
            if (thread->alive()) ids.push_back(id);
        return ids;
    }

    // Calls `look(thread)` with the lock held, if the thread is known.
    template <class Look>
    bool look_at(int64_t id, Look look) {
        const std::lock_guard lock(mutex_);
        const auto thread = find(id);
        if (thread == nullptr) return false;
        look(*thread);
        return true;
    }

  private:
    static constexpr int64_t kMain = 0;

    // The main thread has been there from the start, whichever thread loads the module first.
    Threads() {
        const auto main = std::make_shared<Thread>();
        main->name = "MainThread";
        main->state = Thread::State::kRunning;
        threads_.emplace(kMain, main);
    }

    std::shared_ptr<Thread> find(int64_t id) const {
        const auto found = threads_.find(id);
        return found == threads_.end() ? nullptr : found->second;
    }

    void begin(Thread& thread) {
        thread.ident = sys::thread_ident();
        thread.native_id = sys::thread_native_id();
        thread.state = Thread::State::kRunning;
        begun_.notify_all();
    }

    int64_t enter_main() {
        const std::lock_guard lock(mutex_);
        begin(*find(kMain));
        return kMain;
    }

    int64_t enter_foreign() {
        const int64_t number = next_name();
        const int64_t id = add("Dummy-" + std::to_string(number), true);
        const std::lock_guard lock(mutex_);
        const auto thread = find(id);
        thread->owned = false;
        thread->foreign = true;
        begin(*thread);
        return id;
    }

    std::mutex mutex_;
    std::map<int64_t, std::shared_ptr<Thread>> threads_;
    int64_t next_ = kMain + 1;
    int64_t names_ = 0;
    std::deque<int64_t> jobs_;
    WaitList jobs_changed_;
    WaitList begun_;
    WaitList finished_;
    size_t idle_ = 0;
    int64_t workers_ = 0;
    // Workers that have been made and have not come up yet.
    int64_t coming_ = 0;
};

Threads& threads() { return Threads::instance(); }

std::optional<Bytes> to_bytes(napi_env env, napi_value value) {
    void* data = nullptr;
    size_t length = 0;
    if (napi_get_typedarray_info(env, value, nullptr, &length, &data, nullptr, nullptr) != napi_ok)
        return std::nullopt;
    const auto* first = static_cast<const uint8_t*>(data);
    return Bytes(first, first + length);
}

napi_value to_view(napi_env env, const std::optional<Bytes>& bytes, napi_value otherwise) {
    return bytes ? to_typed_array(env, bytes->data(), bytes->size()) : otherwise;
}

std::string to_string(napi_env env, napi_value value) { return Napi::Value(env, value).ToString(); }

napi_value register_environment(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    Waiter::current().set_worker(arguments.int32(0), arguments.int32(1));
    Instance* instance = arguments.instance();
    instance->on_signals = instance->keep(arguments.value(2));
    return nullptr;
}

napi_value thread_current(napi_env env, napi_callback_info) {
    return to_value(env, threads().current());
}

napi_value thread_new(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    return to_value(env, threads().add(to_string(env, arguments.value(0)), arguments.boolean(1)));
}

napi_value thread_next_name(napi_env env, napi_callback_info) {
    return to_value(env, threads().next_name());
}

napi_value thread_submit(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    auto job = to_bytes(env, arguments.value(1));
    return to_value(env, job ? threads().submit(arguments.int64(0), std::move(*job)) : -EFAULT);
}

napi_value thread_wait_begun(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    return to_value(env, threads().wait_begun(arguments.instance(), arguments.int64(0),
                                              arguments.number(1), arguments.int64(2)));
}

napi_value thread_withdraw(napi_env env, napi_callback_info info) {
    return to_value(env, threads().withdraw(Arguments<1>(env, info).int64(0)));
}

napi_value pool_take(napi_env env, napi_callback_info info) {
    Instance* instance = Arguments<1>(env, info).instance();
    if (!instance->in_pool) {
        instance->in_pool = true;
        threads().join_pool();
    }
    return to_view(env, threads().take(instance), nullptr);
}

napi_value pool_expect(napi_env, napi_callback_info) {
    threads().expect_worker();
    return nullptr;
}

napi_value pool_has_room(napi_env env, napi_callback_info info) {
    return to_value(env, sys::can_open(static_cast<int>(Arguments<1>(env, info).int64(0))) ? 1 : 0);
}

napi_value pool_size(napi_env env, napi_callback_info) {
    return to_value(env, threads().workers());
}

napi_value thread_finish(napi_env env, napi_callback_info info) {
    threads().finish(to_bytes(env, Arguments<1>(env, info).value(0)));
    return nullptr;
}

napi_value thread_fields(napi_env env, napi_callback_info info) {
    return to_view(env, threads().take_fields(Arguments<1>(env, info).int64(0)),
                   Napi::Env(env).Null());
}

napi_value thread_release(napi_env env, napi_callback_info info) {
    threads().release(Arguments<1>(env, info).int64(0));
    return nullptr;
}

napi_value thread_join(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    return to_value(env,
                    threads().join(arguments.instance(), arguments.int64(0), arguments.number(1)));
}

napi_value thread_alive(napi_env env, napi_callback_info info) {
    bool alive = false;
    threads().look_at(Arguments<1>(env, info).int64(0),
                      [&](const Thread& thread) { alive = thread.alive(); });
    return to_value(env, alive ? 1 : 0);
}

napi_value thread_name(napi_env env, napi_callback_info info) {
    std::string name;
    const bool known = threads().look_at(Arguments<1>(env, info).int64(0),
                                         [&](const Thread& thread) { name = thread.name; });
    if (!known) return Napi::Env(env).Null();
    return Napi::String::New(env, name);
}

napi_value thread_set_name(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const std::string name = to_string(env, arguments.value(1));
    threads().look_at(arguments.int64(0), [&](Thread& thread) { thread.name = name; });
    return nullptr;
}

napi_value thread_daemon(napi_env env, napi_callback_info info) {
    int64_t daemon = -1;
    threads().look_at(Arguments<1>(env, info).int64(0),
                      [&](const Thread& thread) { daemon = thread.daemon ? 1 : 0; });
    return to_value(env, daemon);
}

napi_value thread_is_foreign(napi_env env, napi_callback_info info) {
    bool foreign = false;
    threads().look_at(Arguments<1>(env, info).int64(0),
                      [&](const Thread& thread) { foreign = thread.foreign; });
    return to_value(env, foreign ? 1 : 0);
}

napi_value thread_stack_size(napi_env env, napi_callback_info info) {
    static std::atomic<int64_t> stack_size{0};
    const int64_t size = Arguments<1>(env, info).int64(0);
    return to_value(env, size < 0 ? stack_size.load() : stack_size.exchange(size));
}

napi_value thread_set_daemon(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const bool daemon = arguments.boolean(1);
    threads().look_at(arguments.int64(0), [&](Thread& thread) { thread.daemon = daemon; });
    return nullptr;
}

napi_value thread_ident(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    double* numbers = arguments.instance()->numbers;
    bool begun = false;
    threads().look_at(arguments.int64(0), [&](const Thread& thread) {
        begun = thread.ident != 0;
        numbers[0] = thread.ident;
        numbers[1] = thread.native_id;
    });
    return to_value(env, begun ? 1 : 0);
}

napi_value thread_list(napi_env env, napi_callback_info) {
    const auto ids = threads().alive();
    const auto list = Napi::Array::New(env, ids.size());
    for (uint32_t index = 0; index < ids.size(); index++)
        list.Set(index, static_cast<double>(ids[index]));
    return list;
}

napi_value threads_finish(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    return to_value(env, threads().finish_all(arguments.instance()));
}

napi_value shut_down(napi_env, napi_callback_info) {
    Waiter::end_all();
    return nullptr;
}

napi_value end_worker(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    Waiter::end_worker(arguments.int32(0), arguments.boolean(1));
    return nullptr;
}

napi_value waiting(napi_env env, napi_callback_info) {
    return to_value(env, Waiter::waiting_count());
}

}  // namespace

int64_t current_thread() { return threads().current(); }

void release_thread(int64_t thread) { threads().release(thread); }

void leave_threads(const Instance* instance) {
    threads().finish(std::nullopt);
    if (instance->in_pool) threads().leave_pool();
}

void define_threads(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"register_environment", register_environment},
            {"thread_current", thread_current},
            {"thread_new", thread_new},
            {"thread_next_name", thread_next_name},
            {"thread_submit", thread_submit},
            {"thread_wait_begun", thread_wait_begun},
            {"thread_withdraw", thread_withdraw},
            {"pool_take", pool_take},
            {"pool_expect", pool_expect},
            {"pool_has_room", pool_has_room},
            {"pool_size", pool_size},
            {"thread_finish", thread_finish},
            {"thread_fields", thread_fields},
            {"thread_release", thread_release},
            {"thread_join", thread_join},
            {"thread_alive", thread_alive},
            {"thread_name", thread_name},
            {"thread_set_name", thread_set_name},
            {"thread_daemon", thread_daemon},
            {"thread_is_foreign", thread_is_foreign},
            {"thread_stack_size", thread_stack_size},
            {"thread_set_daemon", thread_set_daemon},
            {"thread_ident", thread_ident},
            {"thread_list", thread_list},
            {"threads_finish", threads_finish},
            {"shut_down", shut_down},
            {"end_worker", end_worker},
            {"waiting", waiting}});
}

}  // namespace pysocket
