#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "native/core/arguments.h"
#include "native/core/instance.h"
#include "native/socket/address.h"
#include "native/socket/blocking_call.h"

namespace pysocket {

// Winsock has messages with control data too, but CPython does not offer them there.
#ifdef SCM_RIGHTS

namespace {

// Memory of a message: a range of one view, or all of each view in an array.
class Memory {
  public:
    Memory(napi_env env, napi_value value, size_t offset, size_t length)
        : env_(env), value_(value), length_(length), range_(env, value, offset, length) {
        napi_is_array(env, value, &is_array_);
    }

    // Looked up for each attempt: see Range. Returns false if the memory is not, or no longer, of
    // its length.
    bool place(msghdr* message) {
        if (is_array_) return place_all(message);
        if (!range_.refresh() && length_ > 0) return false;
        one_ = {range_.data(), length_};
        message->msg_iov = &one_;
        message->msg_iovlen = 1;
        return true;
    }

    size_t length() const { return length_; }

    // Leaves out the first bytes of what was placed.
    static void skip(msghdr* message, size_t bytes) {
        for (; bytes > 0 && message->msg_iovlen > 0 && bytes >= message->msg_iov->iov_len;
             message->msg_iovlen--)
            bytes -= (message->msg_iov++)->iov_len;
        if (bytes == 0 || message->msg_iovlen == 0) return;
        message->msg_iov->iov_base = static_cast<uint8_t*>(message->msg_iov->iov_base) + bytes;
        message->msg_iov->iov_len -= bytes;
    }

  private:
    bool place_all(msghdr* message) {
        napi_handle_scope scope = nullptr;
        napi_open_handle_scope(env_, &scope);
        uint32_t count = 0;
        napi_get_array_length(env_, value_, &count);
        all_.resize(count);
        size_t total = 0;
        for (uint32_t index = 0; index < count; index++) {
            all_[index] = view_at(index);
            total += all_[index].iov_len;
        }
        napi_close_handle_scope(env_, scope);
        message->msg_iov = all_.data();
        message->msg_iovlen = static_cast<decltype(message->msg_iovlen)>(count);
        return total == length_;
    }

    iovec view_at(uint32_t index) const {
        napi_value view = nullptr;
        napi_typedarray_type type = napi_uint8_array;
        iovec memory = {nullptr, 0};
        napi_get_element(env_, value_, index, &view);
        const napi_status status = napi_get_typedarray_info(env_, view, &type, &memory.iov_len,
                                                            &memory.iov_base, nullptr, nullptr);
        if (status != napi_ok || type != napi_uint8_array) return {nullptr, 0};
        return memory;
    }

    napi_env env_;
    napi_value value_;
    const size_t length_;
    bool is_array_ = false;
    Range range_;
    iovec one_ = {};
    std::vector<iovec> all_;
};

// One record of the control data to send, as lib/native/addon.ts describes it.
struct Record {
    int32_t level;
    int32_t type;
    int32_t length;
};

// Control data to send, in the layout of the platform.
class Control {
  public:
    // Returns false if the records are malformed or there is no memory.
    bool build(const uint8_t* records, size_t size) {
        size_t space = 0;
        Record record;
        for (size_t at = 0; at < size; at += sizeof record + static_cast<size_t>(record.length)) {
            if (!read(records, size, at, &record)) return false;
            space += CMSG_SPACE(static_cast<size_t>(record.length));
        }
        if (space == 0) return true;
        data_.reset(static_cast<uint8_t*>(std::calloc(1, space)));
        if (data_ == nullptr) return false;
        length_ = space;
        uint8_t* header = data_.get();
        for (size_t at = 0; at < size; at += sizeof record + static_cast<size_t>(record.length)) {
            read(records, size, at, &record);
            put(header, record, records + at + sizeof record);
            header += CMSG_SPACE(static_cast<size_t>(record.length));
        }
        return true;
    }

    void place(msghdr* message) const {
        message->msg_control = data_.get();
        message->msg_controllen = static_cast<decltype(message->msg_controllen)>(length_);
    }

  private:
    static bool read(const uint8_t* records, size_t size, size_t at, Record* record) {
        if (size - at < sizeof *record) return false;
        std::memcpy(record, records + at, sizeof *record);
        return record->length >= 0 &&
               static_cast<size_t>(record->length) <= size - at - sizeof *record;
    }

    static void put(uint8_t* place, const Record& record, const uint8_t* data) {
        auto* header = reinterpret_cast<cmsghdr*>(place);
        header->cmsg_level = record.level;
        header->cmsg_type = record.type;
        header->cmsg_len =
            static_cast<decltype(header->cmsg_len)>(CMSG_LEN(static_cast<size_t>(record.length)));
        std::memcpy(CMSG_DATA(header), data, static_cast<size_t>(record.length));
    }

    struct Free {
        void operator()(uint8_t* data) const { std::free(data); }
    };
    std::unique_ptr<uint8_t, Free> data_;
    size_t length_ = 0;
};

bool is_given(napi_env env, napi_value value) {
    napi_valuetype type = napi_undefined;
    napi_typeof(env, value, &type);
    return type == napi_object;
}

size_t view_length(napi_env env, napi_value view) {
    size_t length = 0;
    napi_get_typedarray_info(env, view, nullptr, &length, nullptr, nullptr, nullptr);
    return length;
}

napi_value sendmsg(napi_env env, napi_callback_info info) {
    const Arguments<7> arguments(env, info);
    SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    Memory memory(env, arguments.value(1), static_cast<size_t>(arguments.int64(2)),
                  static_cast<size_t>(arguments.int64(3)));
    const int flags = arguments.int32(4);
    Control control;
    if (is_given(env, arguments.value(5))) {
        const size_t size = view_length(env, arguments.value(5));
        const Range records(env, arguments.value(5), 0, size);
        if (!control.build(records.data(), size)) return to_value(env, -ENOMEM);
    }
    sockaddr_storage address;
    socklen_t address_length = 0;
    if (arguments.boolean(6) &&
        !read_address(arguments.instance()->words, &address, &address_length))
        return to_value(env, -EINVAL);

    BlockingCall call(arguments.instance(), use, sys::Direction::kWrite);
    Progress progress(call.timeout() < 0 && use->type == SOCK_STREAM);
    return to_value(env, call.run([&](sys::Descriptor fd) -> int64_t {
        msghdr message = {};
        if (!memory.place(&message)) return -EFAULT;
        Memory::skip(&message, progress.done());
        // Control data goes with the first byte.
        if (progress.done() == 0) control.place(&message);
        if (address_length > 0) message.msg_name = &address;
        message.msg_namelen = address_length;
        return progress.add(sys::send_message(fd, &message, flags | call.flags()), memory.length());
    }));
}

napi_value recvmsg(napi_env env, napi_callback_info info) {
    const Arguments<7> arguments(env, info);
    SocketUse use(arguments.int64(0));
    if (!use) return to_value(env, -sys::kNotASocket);
    Memory memory(env, arguments.value(1), static_cast<size_t>(arguments.int64(2)),
                  static_cast<size_t>(arguments.int64(3)));
    const int flags = arguments.int32(4);
    const auto room = static_cast<size_t>(arguments.int64(6));
    const Range control(env, arguments.value(5), 0, room);
    if (!control.valid()) return to_value(env, -EFAULT);

    sockaddr_storage address;
    msghdr message = {};
    BlockingCall call(arguments.instance(), use, sys::Direction::kRead);
    // The kernel ends a message where control data comes, so one with room for it is one call.
    Progress progress(call.timeout() < 0 && use->type == SOCK_STREAM && room == 0 &&
                      (flags & (MSG_WAITALL | MSG_PEEK | MSG_OOB)) == MSG_WAITALL);
    const int64_t received = call.run([&](sys::Descriptor fd) -> int64_t {
        message = {};
        if (!memory.place(&message)) return -EFAULT;
        Memory::skip(&message, progress.done());
        message.msg_name = &address;
        message.msg_namelen = sizeof address;
        message.msg_control = room > 0 ? control.data() : nullptr;
        message.msg_controllen = static_cast<decltype(message.msg_controllen)>(room);
        return progress.add(sys::receive_message(fd, &message, flags | call.flags()),
                            memory.length());
    });
    if (received < 0) return to_value(env, received);
    Instance* instance = arguments.instance();
    write_address(reinterpret_cast<sockaddr*>(&address), message.msg_namelen, instance->words,
                  Instance::kBlockSize, use->protocol);
    instance->numbers[0] = message.msg_flags;
    instance->numbers[1] = static_cast<double>(message.msg_controllen);
    return to_value(env, received);
}

// Calls `act(header, data, length)` for each message in received control data. Returns false if the
// data ends in a truncated message, whose available part is passed on.
template <class Act>
bool each_message(uint8_t* control, size_t length, Act act) {
    msghdr message = {};
    message.msg_control = control;
    message.msg_controllen = static_cast<decltype(message.msg_controllen)>(length);
    cmsghdr* header = length > 0 ? CMSG_FIRSTHDR(&message) : nullptr;
    for (; header != nullptr; header = CMSG_NXTHDR(&message, header)) {
        uint8_t* data = CMSG_DATA(header);
        const auto whole = static_cast<size_t>(header->cmsg_len);
        const auto start = static_cast<size_t>(data - control);
        if (whole < CMSG_LEN(0) || start > length) return false;
        const size_t wanted = whole - CMSG_LEN(0);
        const size_t there = length - start < wanted ? length - start : wanted;
        act(*header, data, there);
        if (there < wanted) return false;
    }
    return true;
}

napi_value control_messages(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const Range control(env, arguments.value(0), 0, static_cast<size_t>(arguments.int64(1)));
    napi_value found = nullptr;
    napi_create_array(env, &found);
    if (!control.valid()) return found;
    uint32_t count = 0;
    const auto add = [&](int64_t number) {
        napi_set_element(env, found, count++, to_value(env, number));
    };
    const bool whole = each_message(control.data(), control.length(),
                                    [&](const cmsghdr& header, uint8_t* data, size_t length) {
                                        add(header.cmsg_level);
                                        add(header.cmsg_type);
                                        add(data - control.data());
                                        add(static_cast<int64_t>(length));
                                    });
    arguments.instance()->numbers[0] = whole ? 1 : 0;
    return found;
}

napi_value close_received(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const Range control(env, arguments.value(0), 0, static_cast<size_t>(arguments.int64(1)));
    if (!control.valid()) return to_value(env, 0);
    int64_t count = 0;
    each_message(control.data(), control.length(),
                 [&](const cmsghdr& header, const uint8_t* data, size_t length) {
                     if (header.cmsg_level != SOL_SOCKET || header.cmsg_type != SCM_RIGHTS) return;
                     sys::Descriptor fd;
                     for (size_t at = 0; at + sizeof fd <= length; at += sizeof fd) {
                         std::memcpy(&fd, data + at, sizeof fd);
                         sys::close_descriptor(fd);
                         count++;
                     }
                 });
    return to_value(env, count);
}

napi_value cmsg_len(napi_env env, napi_callback_info info) {
    const auto length = static_cast<size_t>(Arguments<1>(env, info).int64(0));
    return to_value(env, static_cast<int64_t>(CMSG_LEN(length)));
}

napi_value cmsg_space(napi_env env, napi_callback_info info) {
    const auto length = static_cast<size_t>(Arguments<1>(env, info).int64(0));
    return to_value(env, static_cast<int64_t>(CMSG_SPACE(length)));
}

}  // namespace

void define_messages(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"sendmsg", sendmsg},
            {"recvmsg", recvmsg},
            {"control_messages", control_messages},
            {"close_received", close_received},
            {"cmsg_len", cmsg_len},
            {"cmsg_space", cmsg_space}});
}

#else

void define_messages(Instance*, napi_value) {}

#endif

}  // namespace pysocket
