#include "native/threading/threads.h"

#include <napi.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "native/core/arguments.h"
#include "native/threading/pool.h"
#include "native/transfer/encoded_value.h"
#include "native/waits/wait_list.h"

namespace pysocket {

namespace {

// Address space that a worker's JavaScript engine reserves, rounded up.
constexpr size_t kWorkerSpace = size_t{640} << 20;

// The memory of a worker that has just come up, and its mappings, of which it has 42 on Linux.
constexpr size_t kWorkerMemory = size_t{16} << 20;
constexpr size_t kWorkerMappings = 64;

// Mappings for what the threads that run will use yet: V8 ends the process if it gets none.
constexpr size_t kSpareMappings = 2048;

bool has_room(size_t workers, int descriptors) {
    return sys::can_open(descriptors) && sys::can_reserve(workers * kWorkerSpace) &&
           sys::has_memory(workers * kWorkerMemory) &&
           sys::can_map(workers * kWorkerMappings + kSpareMappings);
}

// Results for the spawner in place of the number of a worker.
constexpr int64_t kLater = -1;
constexpr int64_t kNoRoom = -2;

struct Thread {
    enum class State { kNew, kSubmitted, kRunning, kEnded };

    State state = State::kNew;
    std::string name;
    bool daemon = false;
    // Started by code outside of the library.
    bool foreign = false;
    // The main thread once it only waits for the others: joining it need not wait.
    bool leaving = false;
    // Its start() has not returned yet, and raises if no worker comes up.
    bool awaited = false;
    // Failures of its pool until then.
    uint64_t refusals = 0;
    // Number of objects for the thread, and serialised values in transit, that may ask for it.
    int64_t owners = 1;
    EncodedValue job;
    EncodedValue fields;
    double ident = 0;
    double native_id = 0;
    // Worker of the starter.
    std::shared_ptr<Pool> pool;
    WaitList changed;

    bool alive() const { return state == State::kSubmitted || state == State::kRunning; }
    bool done() const { return !alive() || leaving; }
};

// The threads of the process, and the pools of workers that run them.
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

    // Returns 1 if an idle worker takes it, 0 if one must be created. If it is refused, the
    // references of the job are released once the lock is free.
    int64_t submit(int64_t id, EncodedValue* job) {
        const std::lock_guard lock(mutex_);
        const auto thread = find(id);
        if (thread == nullptr || thread->state != Thread::State::kNew) return -EINVAL;
        const auto pool = own_pool();
        if (const int64_t outcome = end_outcome(*pool); outcome != 0) return outcome;
        std::swap(thread->job, *job);
        thread->state = Thread::State::kSubmitted;
        thread->pool = pool;
        pool->jobs.push_back(id);
        pool->idle_workers.notify_last();
        if (pool->wants_spawner()) pool->wake_spawner();
        thread->awaited = pool->idle + pool->returning < pool->jobs.size();
        thread->refusals = pool->refusals;
        return thread->awaited ? 0 : 1;
    }

    // Waits until the thread has begun; or until its worker is created and at most `coming` are
    // still to come up. 0 after the timeout, -EAGAIN if no worker can be created.
    int64_t wait_begun(Instance* instance, int64_t id, double timeout, int64_t coming) {
        std::unique_lock lock(mutex_);
        const auto thread = find(id);
        if (thread == nullptr || thread->pool == nullptr) return 1;
        const auto pool = thread->pool;
        const uint64_t refusals = thread->awaited ? thread->refusals : pool->refusals;
        const auto is_coming = [&] {
            return thread->state != Thread::State::kSubmitted ||
                   (pool->trusted() && pool->covered() &&
                    static_cast<int64_t>(pool->coming()) <= coming);
        };
        const int64_t outcome = pool->begun.wait(instance, lock, Deadline(timeout), [&] {
            return is_coming() || pool->refusals != refusals;
        });
        if (outcome != 1) return outcome;
        if (!is_coming()) return -EAGAIN;
        thread->awaited = false;
        return 1;
    }

    int64_t withdraw(int64_t id) {
        EncodedValue job;
        const std::lock_guard lock(mutex_);
        const auto thread = find(id);
        if (thread == nullptr || thread->state != Thread::State::kSubmitted) return 0;
        auto& jobs = thread->pool->jobs;
        jobs.erase(std::remove(jobs.begin(), jobs.end(), id), jobs.end());
        thread->state = Thread::State::kNew;
        thread->awaited = false;
        std::swap(job, thread->job);
        thread->pool->forget_silent_spawner();
        thread->pool->begun.notify_all();
        thread->changed.notify_all();
        finished_.notify_all();
        return 1;
    }

    // Returns the next job for the calling pool worker, number `number`; nothing if its waits have
    // been ended, or if it was idle for too long and is not needed.
    std::optional<EncodedValue> take(Instance* instance, int64_t number) {
        std::unique_lock lock(mutex_);
        const auto pool = own_pool();
        stop_returning(instance, *pool);
        if (pool->arrive(number)) {
            instance->in_pool = true;
            pool->workers++;
            pool->begun.notify_all();
        }
        const int64_t outcome = wait_for_job(instance, lock, *pool);
        if (outcome != 1) return std::nullopt;
        const int64_t id = pool->jobs.front();
        pool->jobs.pop_front();
        const auto thread = find(id);
        begin(*thread);
        pool->begun.notify_all();
        if (pool->wants_spawner()) pool->wake_spawner();
        Waiter::current().thread = id;
        return std::move(thread->job);
    }

    // True if the calling thread must create the spawner of its pool, which then counts as created;
    // `again`: also if one was created that has not come up.
    bool needs_spawner(bool again) {
        const std::lock_guard lock(mutex_);
        const auto pool = own_pool();
        if (again) pool->forget_silent_spawner();
        return !std::exchange(pool->spawner_created, true);
    }

    // False if another spawner has come up first.
    bool set_spawner(napi_env env, napi_threadsafe_function wake) {
        const std::lock_guard lock(mutex_);
        const auto pool = own_pool();
        if (pool->has_spawner()) return false;
        pool->set_spawner(env, wake);
        return true;
    }

    bool has_spawner() {
        const std::lock_guard lock(mutex_);
        return own_pool()->has_spawner();
    }

    void lose_spawner() {
        const std::lock_guard lock(mutex_);
        own_pool()->lose_spawner();
    }

    // Number of the worker that the spawner must create; 0 if none is wanted, kNoRoom, or kLater: a
    // worker may return in time.
    int64_t next_worker(int descriptors, bool again) {
        const std::lock_guard lock(mutex_);
        const auto pool = own_pool();
        if (!pool->wants_worker()) return 0;
        if (!pool->should_make(again)) return kLater;
        if (!has_room(pool->coming() + 1, descriptors)) {
            pool->refuse();
            return kNoRoom;
        }
        return pool->expect();
    }

    void note_made(int64_t number) {
        const std::lock_guard lock(mutex_);
        own_pool()->note_made(number);
    }

    // The worker has ended, or could not be created; if it had not come up, this is why. After a
    // few failures, threads that no worker can run and whose start() has returned end. Returns
    // their names.
    std::optional<std::vector<std::string>> lose_worker(int64_t number,
                                                        std::array<std::string, 2> why) {
        std::vector<int64_t> lost;
        {
            const std::lock_guard lock(mutex_);
            const auto pool = own_pool();
            if (!pool->fail(number, std::move(why))) return std::nullopt;
            if (pool->hopeless()) lost = take_unawaited(*pool);
        }
        std::vector<std::string> names;
        for (const int64_t id : lost) {
            look_at(id, [&](const Thread& thread) { names.push_back(thread.name); });
            lose(id, false);
        }
        return names;
    }

    // The worker could not be created now; there may be room for it later.
    void cancel_worker(int64_t number, std::array<std::string, 2> why) {
        const std::lock_guard lock(mutex_);
        own_pool()->cancel(number, std::move(why));
    }

    std::array<std::string, 2> failure() {
        const std::lock_guard lock(mutex_);
        return own_pool()->failure;
    }

    void set_spare(size_t count) {
        const std::lock_guard lock(mutex_);
        const auto pool = own_pool();
        pool->spare = count;
        if (pool->wants_spawner()) pool->wake_spawner();
    }

    void close_pool() {
        const std::lock_guard lock(mutex_);
        own_pool()->closed = true;
    }

    double set_idle_time(double seconds) {
        const std::lock_guard lock(mutex_);
        return std::exchange(idle_time_, seconds);
    }

    // The environment of the calling thread is going.
    void leave(Instance* instance) {
        Waiter& waiter = Waiter::current();
        const int64_t thread = std::exchange(waiter.thread, -1);
        if (thread >= 0) lose(thread, waiter.interruption() != kEnded);
        for (const int64_t id : leave_pool(instance)) lose(id, false);
    }

    int64_t workers() {
        const std::lock_guard lock(mutex_);
        return static_cast<int64_t>(own_pool()->workers);
    }

    // The calling thread has ended.
    void finish(Instance* instance, EncodedValue fields) {
        std::vector<EncodedValue> dropped;
        Waiter& waiter = Waiter::current();
        const std::lock_guard lock(mutex_);
        if (instance->in_pool) {
            instance->returning = true;
            own_pool()->returning++;
        }
        const auto thread = find(waiter.thread);
        if (thread == nullptr) return;
        std::swap(thread->fields, fields);
        end(std::exchange(waiter.thread, -1), &dropped);
    }

    // Fields that the thread left, for each owner.
    EncodedValue take_fields(int64_t id) {
        const std::lock_guard lock(mutex_);
        const auto thread = find(id);
        if (thread == nullptr || thread->state != Thread::State::kEnded) return {};
        return thread->owners > 1 ? thread->fields.copy() : std::exchange(thread->fields, {});
    }

    void retain(int64_t id) {
        look_at(id, [](Thread& thread) { thread.owners++; });
    }

    void release(int64_t id) {
        std::vector<EncodedValue> dropped;
        const std::lock_guard lock(mutex_);
        const auto thread = find(id);
        if (thread == nullptr) return;
        thread->owners--;
        forget_unowned(id, &dropped);
    }

    int64_t join(Instance* instance, int64_t id, double timeout) {
        std::unique_lock lock(mutex_);
        const auto thread = find(id);
        if (thread == nullptr) return 1;
        // Its waits have been ended: it will not end before the process does.
        if (thread->alive() && thread->pool != nullptr)
            if (const int64_t outcome = end_outcome(*thread->pool); outcome != 0) return outcome;
        return thread->changed.wait(instance, lock, Deadline(timeout),
                                    [&] { return thread->done(); });
    }

    // The main thread waits for all threads, another one for those that end with it.
    int64_t finish_all(Instance* instance) {
        std::unique_lock lock(mutex_);
        const bool is_main = Waiter::current().is_main();
        const auto own = is_main ? nullptr : own_pool();
        if (is_main) {
            const auto main = find(kMain);
            main->leaving = true;
            main->changed.notify_all();
        }
        return finished_.wait(instance, lock, Deadline(-1), [&] {
            return std::none_of(threads_.begin(), threads_.end(), [&](const auto& entry) {
                const Thread& thread = *entry.second;
                return thread.pool != nullptr && (own == nullptr || thread.pool == own) &&
                       thread.alive() && !thread.daemon;
            });
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

    // The main thread exists from the start, whichever thread loads the module first.
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

    std::shared_ptr<Pool> own_pool() {
        auto& pool = pools_[Waiter::current().root()];
        if (pool == nullptr) pool = std::make_shared<Pool>();
        return pool;
    }

    // The threads of a pool do not end by themselves then. A thread that is being ended learns
    // nothing of it; the one that ends it does, in its listeners of `exit`.
    static int64_t end_outcome(const Pool& pool) {
        if (!pool.closed && !Waiter::ending()) return 0;
        Waiter& waiter = Waiter::current();
        return waiter.worker() == waiter.root() && waiter.interruption() != kEnded ? -ESHUTDOWN
                                                                                   : kEnded;
    }

    int64_t wait_for_job(Instance* instance, std::unique_lock<std::mutex>& lock, Pool& pool) {
        const auto submitted = [&] { return !pool.jobs.empty(); };
        pool.idle++;
        Waiter::current().set_idle(true);
        int64_t outcome;
        do outcome = pool.idle_workers.wait(instance, lock, Deadline(idle_time_), submitted);
        while (outcome == 0 && pool.idle <= std::max<size_t>(pool.spare, 1));
        Waiter::current().set_idle(false);
        pool.idle--;
        return outcome;
    }

    static void stop_returning(Instance* instance, Pool& pool) {
        if (std::exchange(instance->returning, false)) pool.returning--;
    }

    // Returns the threads that no worker will run any more.
    std::deque<int64_t> leave_pool(Instance* instance) {
        const std::lock_guard lock(mutex_);
        const Waiter& waiter = Waiter::current();
        const auto found = pools_.find(waiter.root());
        if (found == pools_.end()) return {};
        const auto pool = found->second;
        stop_returning(instance, *pool);
        if (instance->in_pool) pool->workers--;
        if (pool->is_spawned_by(instance->env)) pool->lose_spawner();
        if (waiter.worker() != waiter.root()) return {};
        pool->closed = true;
        pools_.erase(found);
        return std::exchange(pool->jobs, {});
    }

    // Threads that wait for this thread's work learn of its end before those that join it.
    void lose(int64_t id, bool begun) {
        thread_lost(id, begun);
        std::vector<EncodedValue> dropped;
        const std::lock_guard lock(mutex_);
        if (find(id) != nullptr) end(id, &dropped);
    }

    // Removes from the pool's jobs the threads that have more of them before them than there are
    // workers, and whose start() has returned.
    std::vector<int64_t> take_unawaited(Pool& pool) {
        std::vector<int64_t> taken;
        size_t excess = pool.jobs.size() - std::min(pool.jobs.size(), pool.idle + pool.coming());
        for (auto job = pool.jobs.end(); job != pool.jobs.begin() && excess > 0;) {
            if (find(*--job)->awaited) continue;
            taken.push_back(*job);
            job = pool.jobs.erase(job);
            excess--;
        }
        return taken;
    }

    static void begin(Thread& thread) {
        thread.ident = sys::thread_ident();
        thread.native_id = sys::thread_native_id();
        thread.state = Thread::State::kRunning;
    }

    void end(int64_t id, std::vector<EncodedValue>* dropped) {
        const auto thread = find(id);
        thread->state = Thread::State::kEnded;
        dropped->push_back(std::exchange(thread->job, {}));
        thread->changed.notify_all();
        finished_.notify_all();
        forget_unowned(id, dropped);
    }

    // The references of its values may be threads, so they are released once the lock is free.
    void forget_unowned(int64_t id, std::vector<EncodedValue>* dropped) {
        const auto thread = find(id);
        if (thread->owners > 0 || thread->alive()) return;
        dropped->push_back(std::exchange(thread->fields, {}));
        dropped->push_back(std::exchange(thread->job, {}));
        threads_.erase(id);
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
        thread->owners = 0;
        thread->foreign = true;
        begin(*thread);
        return id;
    }

    std::mutex mutex_;
    std::map<int64_t, std::shared_ptr<Thread>> threads_;
    int64_t next_ = kMain + 1;
    int64_t names_ = 0;
    WaitList finished_;
    // By the worker that owns them.
    std::map<int, std::shared_ptr<Pool>> pools_;
    // Seconds that a worker that is not needed stays idle before it ends.
    double idle_time_ = 10;
};

Threads& threads() { return Threads::instance(); }

napi_value register_environment(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    Waiter::current().set_worker(arguments.int32(0), arguments.int32(1), arguments.int32(2));
    Instance* instance = arguments.instance();
    instance->on_signals = instance->keep(arguments.value(3));
    return nullptr;
}

napi_value thread_current(napi_env env, napi_callback_info) {
    return to_value(env, threads().current());
}

napi_value thread_new(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    return to_value(env, threads().add(arguments.text(0), arguments.boolean(1)));
}

napi_value thread_next_name(napi_env env, napi_callback_info) {
    return to_value(env, threads().next_name());
}

napi_value thread_time(napi_env env, napi_callback_info) {
    return to_value(env, sys::thread_time());
}

napi_value thread_submit(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    EncodedValue job = read_encoded_value(env, arguments, 1);
    return to_value(env, threads().submit(arguments.int64(0), &job));
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
    const Arguments<1> arguments(env, info);
    auto job = threads().take(arguments.instance(), arguments.int64(0));
    return job ? job->deliver(env, Napi::Env(env).Undefined()) : nullptr;
}

napi_value pool_needs_spawner(napi_env env, napi_callback_info info) {
    return to_value(env, threads().needs_spawner(Arguments<1>(env, info).boolean(0)) ? 1 : 0);
}

napi_value pool_lose_spawner(napi_env, napi_callback_info) {
    threads().lose_spawner();
    return nullptr;
}

napi_value pool_set_spawner(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    napi_value name = nullptr;
    napi_create_string_utf8(env, "pysocket.pool", NAPI_AUTO_LENGTH, &name);
    napi_threadsafe_function wake = nullptr;
    if (napi_create_threadsafe_function(env, arguments.value(0), nullptr, name, 0, 1, nullptr,
                                        nullptr, nullptr, nullptr, &wake) != napi_ok)
        return to_value(env, -ENOMEM);
    if (threads().set_spawner(env, wake)) return to_value(env, 0);
    napi_release_threadsafe_function(wake, napi_tsfn_abort);
    return to_value(env, -EEXIST);
}

napi_value pool_has_spawner(napi_env env, napi_callback_info) {
    return to_value(env, threads().has_spawner() ? 1 : 0);
}

napi_value pool_next_worker(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    return to_value(env, threads().next_worker(arguments.int32(0), arguments.boolean(1)));
}

napi_value pool_worker_made(napi_env env, napi_callback_info info) {
    threads().note_made(Arguments<1>(env, info).int64(0));
    return nullptr;
}

napi_value pool_lose_worker(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const auto names =
        threads().lose_worker(arguments.int64(0), {arguments.text(1), arguments.text(2)});
    if (!names) return Napi::Env(env).Null();
    const auto list = Napi::Array::New(env, names->size());
    for (uint32_t index = 0; index < names->size(); index++) list.Set(index, (*names)[index]);
    return list;
}

napi_value pool_cancel_worker(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    threads().cancel_worker(arguments.int64(0), {arguments.text(1), arguments.text(2)});
    return nullptr;
}

napi_value pool_failure(napi_env env, napi_callback_info) {
    const auto failure = threads().failure();
    const auto list = Napi::Array::New(env, failure.size());
    for (uint32_t index = 0; index < failure.size(); index++) list.Set(index, failure[index]);
    return list;
}

napi_value pool_spare(napi_env env, napi_callback_info info) {
    threads().set_spare(static_cast<size_t>(Arguments<1>(env, info).int64(0)));
    return nullptr;
}

napi_value pool_idle_time(napi_env env, napi_callback_info info) {
    return Napi::Number::New(env, threads().set_idle_time(Arguments<1>(env, info).number(0)));
}

napi_value pool_has_room(napi_env env, napi_callback_info info) {
    const bool room = has_room(2, Arguments<1>(env, info).int32(0));
    return to_value(env, room ? 1 : 0);
}

napi_value pool_size(napi_env env, napi_callback_info) {
    return to_value(env, threads().workers());
}

napi_value thread_finish(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    threads().finish(arguments.instance(), read_encoded_value(env, arguments, 0));
    return nullptr;
}

napi_value note_lost(napi_env, napi_callback_info) {
    thread_lost(threads().current(), false);
    return nullptr;
}

napi_value thread_fields(napi_env env, napi_callback_info info) {
    EncodedValue fields = threads().take_fields(Arguments<1>(env, info).int64(0));
    const Napi::Env environment(env);
    return fields.bytes().empty() ? environment.Null()
                                  : fields.deliver(env, environment.Undefined());
}

napi_value thread_retain(napi_env env, napi_callback_info info) {
    threads().retain(Arguments<1>(env, info).int64(0));
    return nullptr;
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
                      [&](const Thread& thread) { alive = !thread.done(); });
    return to_value(env, alive ? 1 : 0);
}

// 1 if it has been started, in whichever thread.
napi_value thread_started(napi_env env, napi_callback_info info) {
    bool started = true;
    threads().look_at(Arguments<1>(env, info).int64(0),
                      [&](const Thread& thread) { started = thread.state != Thread::State::kNew; });
    return to_value(env, started ? 1 : 0);
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
    const std::string name = arguments.text(1);
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
    const int32_t worker = arguments.int32(0);
    // No new wait may begin, or the worker's end would wait for it.
    if (worker == Waiter::current().root()) threads().close_pool();
    Waiter::end_worker(worker, arguments.boolean(1));
    return nullptr;
}

napi_value waiting(napi_env env, napi_callback_info) {
    return to_value(env, Waiter::waiting_count());
}

}  // namespace

int64_t current_thread() { return threads().current(); }

void retain_thread(int64_t thread) { threads().retain(thread); }

void release_thread(int64_t thread) { threads().release(thread); }

int64_t start_thread(const std::string& name, EncodedValue job) {
    const int64_t id = threads().add(name, false);
    const int64_t outcome = threads().submit(id, &job);
    threads().look_at(id, [](Thread& thread) { thread.awaited = false; });
    // No object refers to it.
    threads().release(id);
    return outcome < 0 ? outcome : id;
}

void leave_threads(Instance* instance) { threads().leave(instance); }

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
            {"pool_needs_spawner", pool_needs_spawner},
            {"pool_lose_spawner", pool_lose_spawner},
            {"pool_set_spawner", pool_set_spawner},
            {"pool_has_spawner", pool_has_spawner},
            {"pool_next_worker", pool_next_worker},
            {"pool_worker_made", pool_worker_made},
            {"pool_lose_worker", pool_lose_worker},
            {"pool_cancel_worker", pool_cancel_worker},
            {"pool_failure", pool_failure},
            {"pool_spare", pool_spare},
            {"pool_idle_time", pool_idle_time},
            {"pool_has_room", pool_has_room},
            {"pool_size", pool_size},
            {"thread_finish", thread_finish},
            {"thread_lost", note_lost},
            {"thread_fields", thread_fields},
            {"thread_retain", thread_retain},
            {"thread_release", thread_release},
            {"thread_join", thread_join},
            {"thread_alive", thread_alive},
            {"thread_started", thread_started},
            {"thread_name", thread_name},
            {"thread_set_name", thread_set_name},
            {"thread_daemon", thread_daemon},
            {"thread_is_foreign", thread_is_foreign},
            {"thread_stack_size", thread_stack_size},
            {"thread_time", thread_time},
            {"thread_set_daemon", thread_set_daemon},
            {"thread_ident", thread_ident},
            {"thread_list", thread_list},
            {"threads_finish", threads_finish},
            {"shut_down", shut_down},
            {"end_worker", end_worker},
            {"waiting", waiting}});
}

}  // namespace pysocket
