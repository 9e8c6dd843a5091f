#include "native/ssl/memory_bio.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace pysocket {

int64_t MemoryBio::read(void* data, size_t length) {
    const std::lock_guard lock(mutex_);
    const size_t count = std::min(length, bytes_.size() - start_);
    if (count == 0) return ended_ || length == 0 ? 0 : -EAGAIN;
    std::memcpy(data, bytes_.data() + start_, count);
    start_ += count;
    if (start_ == bytes_.size()) {
        bytes_.clear();
        start_ = 0;
    }
    return static_cast<int64_t>(count);
}

int64_t MemoryBio::write(const void* data, size_t length) {
    const std::lock_guard lock(mutex_);
    if (ended_) return -EPIPE;
    // The part that was read goes once it is the larger one: each byte is then moved once at most.
    if (start_ > bytes_.size() / 2) {
        bytes_.erase(0, start_);
        start_ = 0;
    }
    bytes_.append(static_cast<const char*>(data), length);
    return static_cast<int64_t>(length);
}

void MemoryBio::write_end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
}

size_t MemoryBio::pending() {
    const std::lock_guard lock(mutex_);
    return bytes_.size() - start_;
}

bool MemoryBio::at_end() {
    const std::lock_guard lock(mutex_);
    return ended_ && start_ == bytes_.size();
}

bool MemoryBio::ended() {
    const std::lock_guard lock(mutex_);
    return ended_;
}

namespace {

napi_value memory_bio_new(napi_env env, napi_callback_info) {
    return to_value(env, SharedObjects::instance().insert(std::make_shared<MemoryBio>()));
}

// (bio, most): reads up to so many bytes; all for a negative number.
napi_value memory_bio_read(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto bio = find<MemoryBio>(arguments);
    if (!bio) return to_value(env, -EBADF);
    const int64_t most = arguments.int64(1);
    const size_t pending = bio->pending();
    std::string bytes(most < 0 ? pending : std::min(pending, static_cast<size_t>(most)), '\0');
    const int64_t count = bio->read(bytes.data(), bytes.size());
    return to_typed_array(env, bytes.data(), count < 0 ? 0 : static_cast<size_t>(count));
}

napi_value memory_bio_write(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto bio = find<MemoryBio>(arguments);
    void* data = nullptr;
    size_t length = 0;
    napi_typedarray_type type = napi_int8_array;
    if (!bio) return to_value(env, -EBADF);
    if (napi_get_typedarray_info(env, arguments.value(1), &type, &length, &data, nullptr,
                                 nullptr) != napi_ok ||
        type != napi_uint8_array)
        return to_value(env, -EFAULT);
    return to_value(env, bio->write(data, length));
}

napi_value memory_bio_write_end(napi_env env, napi_callback_info info) {
    const auto bio = find<MemoryBio>(Arguments<1>(env, info));
    if (bio) bio->write_end();
    return to_value(env, bio ? 0 : -EBADF);
}

napi_value memory_bio_pending(napi_env env, napi_callback_info info) {
    const auto bio = find<MemoryBio>(Arguments<1>(env, info));
    return to_value(env, bio ? static_cast<int64_t>(bio->pending()) : -EBADF);
}

napi_value memory_bio_at_end(napi_env env, napi_callback_info info) {
    const auto bio = find<MemoryBio>(Arguments<1>(env, info));
    return to_value(env, bio && bio->at_end() ? 1 : 0);
}

}  // namespace

void define_memory_bio(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"memory_bio_new", memory_bio_new},
            {"memory_bio_read", memory_bio_read},
            {"memory_bio_write", memory_bio_write},
            {"memory_bio_write_end", memory_bio_write_end},
            {"memory_bio_pending", memory_bio_pending},
            {"memory_bio_at_end", memory_bio_at_end}});
}

}  // namespace pysocket
