#include <algorithm>
#include <cerrno>
#include <numeric>
#include <utility>

#include "native/shared/container.h"
#include "native/transfer/encoded_value.h"
#include "native/transfer/ordering.h"

namespace pysocket {

namespace {

// A list that threads share, with Python's indices: a negative one counts from the end.
class List : public Container {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kList;
    List() : Container(kKind) {}

    int64_t length(Instance* instance) {
        return alone(instance, [this] { return size(); });
    }

    // Operations with an index return -ERANGE if there is no such item.
    int64_t get(Instance* instance, int64_t index, EncodedValue* found) {
        return alone(instance, [&] {
            if (!find_index(&index)) return -ERANGE;
            *found = at(index).copy();
            return 1;
        });
    }

    int64_t set(Instance* instance, int64_t index, EncodedValue&& item) {
        return alone(instance, [&] {
            if (!find_index(&index)) return -ERANGE;
            std::swap(at(index), item);
            return 0;
        });
    }

    int64_t pop(Instance* instance, int64_t index, EncodedValue* taken) {
        return alone(instance, [&] {
            if (items_.empty()) return -ENOENT;
            if (!find_index(&index)) return -ERANGE;
            std::swap(*taken, at(index));
            items_.erase(items_.begin() + index);
            return 1;
        });
    }

    int64_t insert(Instance* instance, int64_t index, EncodedValue&& item) {
        return alone(instance, [&] {
            const int64_t place =
                std::clamp<int64_t>(index < 0 ? index + size() : index, 0, size());
            items_.insert(items_.begin() + place, std::move(item));
            return 0;
        });
    }

    // Index of the first equal item from `start` up to, but not including, `stop`; or -ENOENT.
    int64_t index(Instance* instance, const EncodedValue& item, int64_t start, int64_t stop) {
        return alone(instance, [&]() -> int64_t { return find(item, start, stop); });
    }

    int64_t remove(Instance* instance, const EncodedValue& item, EncodedValue* taken) {
        return alone(instance, [&]() -> int64_t {
            const int64_t index = find(item, 0, INT64_MAX);
            if (index < 0) return index;
            std::swap(*taken, at(index));
            items_.erase(items_.begin() + index);
            return 0;
        });
    }

    int64_t count(Instance* instance, const EncodedValue& item) {
        return alone(instance, [&] {
            return std::count_if(items_.begin(), items_.end(), [&](const EncodedValue& each) {
                return is_equal(each.bytes(), item.bytes());
            });
        });
    }

    int64_t reverse(Instance* instance) {
        return alone(instance, [this] {
            std::reverse(items_.begin(), items_.end());
            return 0;
        });
    }

    int64_t clear(Instance* instance) {
        std::vector<EncodedValue> dropped;
        return alone(instance, [&] {
            dropped.swap(items_);
            return 0;
        });
    }

    // Sorts by `keys`, one for each item, or by the items themselves. If they cannot be compared,
    // leaves the list unchanged.
    int64_t sort(Instance* instance, const std::vector<EncodedValue>* keys, bool descending,
                 std::string* failure) {
        return alone(instance, [&] {
            const std::vector<EncodedValue>& ranks = keys == nullptr ? items_ : *keys;
            if (ranks.size() != items_.size()) return -EINVAL;
            std::vector<size_t> order(items_.size());
            std::iota(order.begin(), order.end(), 0);
            std::stable_sort(order.begin(), order.end(), [&](size_t left, size_t right) {
                if (!failure->empty()) return false;
                if (descending) std::swap(left, right);
                return is_less(ranks[left].bytes(), ranks[right].bytes(), failure) == 1;
            });
            if (!failure->empty()) return 0;
            std::vector<EncodedValue> sorted;
            sorted.reserve(items_.size());
            for (const size_t index : order) sorted.push_back(std::move(items_[index]));
            items_ = std::move(sorted);
            return 0;
        });
    }

    int64_t copy(Instance* instance, std::vector<EncodedValue>* copies) {
        return alone(instance, [&] {
            for (const EncodedValue& item : items_) copies->push_back(item.copy());
            return 0;
        });
    }

  private:
    int64_t size() const { return static_cast<int64_t>(items_.size()); }
    EncodedValue& at(int64_t index) { return items_[static_cast<size_t>(index)]; }

    bool find_index(int64_t* index) const {
        if (*index < 0) *index += size();
        return *index >= 0 && *index < size();
    }

    int64_t find(const EncodedValue& item, int64_t start, int64_t stop) {
        const auto place = [this](int64_t index) {
            return std::clamp<int64_t>(index < 0 ? index + size() : index, 0, size());
        };
        for (int64_t index = place(start); index < place(stop); index++)
            if (is_equal(at(index).bytes(), item.bytes())) return index;
        return -ENOENT;
    }

    std::vector<EncodedValue> items_;
};

napi_value list_new(napi_env env, napi_callback_info) {
    return to_value(env, SharedObjects::instance().insert(std::make_shared<List>()));
}

napi_value list_length(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    const auto list = find<List>(arguments);
    return to_value(env, list ? list->length(arguments.instance()) : -EBADF);
}

napi_value list_get(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const auto list = find<List>(arguments);
    if (!list) return to_value(env, -EBADF);
    EncodedValue found;
    const int64_t outcome = list->get(arguments.instance(), arguments.int64(1), &found);
    return outcome == 1 ? found.deliver(env, arguments.value(2)) : to_value(env, outcome);
}

napi_value list_set(napi_env env, napi_callback_info info) {
    const Arguments<5> arguments(env, info);
    EncodedValue item = read_encoded_value(env, arguments, 2);
    const auto list = find<List>(arguments);
    if (!list || item.bytes().empty()) return to_value(env, -EBADF);
    return to_value(env, list->set(arguments.instance(), arguments.int64(1), std::move(item)));
}

napi_value list_insert(napi_env env, napi_callback_info info) {
    const Arguments<5> arguments(env, info);
    EncodedValue item = read_encoded_value(env, arguments, 2);
    const auto list = find<List>(arguments);
    if (!list || item.bytes().empty()) return to_value(env, -EBADF);
    return to_value(env, list->insert(arguments.instance(), arguments.int64(1), std::move(item)));
}

napi_value list_pop(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const auto list = find<List>(arguments);
    if (!list) return to_value(env, -EBADF);
    EncodedValue taken;
    const int64_t outcome = list->pop(arguments.instance(), arguments.int64(1), &taken);
    return outcome == 1 ? taken.deliver(env, arguments.value(2)) : to_value(env, outcome);
}

napi_value list_delete(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto list = find<List>(arguments);
    EncodedValue taken;
    return to_value(env,
                    list ? list->pop(arguments.instance(), arguments.int64(1), &taken) : -EBADF);
}

napi_value list_remove(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const EncodedValue item = read_encoded_value(env, arguments, 1);
    const auto list = find<List>(arguments);
    if (!list || item.bytes().empty()) return to_value(env, -EBADF);
    EncodedValue taken;
    return to_value(env, list->remove(arguments.instance(), item, &taken));
}

napi_value list_index(napi_env env, napi_callback_info info) {
    const Arguments<6> arguments(env, info);
    const EncodedValue item = read_encoded_value(env, arguments, 1);
    const auto list = find<List>(arguments);
    if (!list || item.bytes().empty()) return to_value(env, -EBADF);
    return to_value(
        env, list->index(arguments.instance(), item, arguments.int64(4), arguments.int64(5)));
}

napi_value list_count(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const EncodedValue item = read_encoded_value(env, arguments, 1);
    const auto list = find<List>(arguments);
    if (!list || item.bytes().empty()) return to_value(env, -EBADF);
    return to_value(env, list->count(arguments.instance(), item));
}

napi_value list_reverse(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    const auto list = find<List>(arguments);
    return to_value(env, list ? list->reverse(arguments.instance()) : -EBADF);
}

napi_value list_clear(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    const auto list = find<List>(arguments);
    return to_value(env, list ? list->clear(arguments.instance()) : -EBADF);
}

napi_value list_sort(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const auto list = find<List>(arguments);
    const auto keys = SharedObjects::instance().find<List>(arguments.int64(1));
    if (!list) return to_value(env, -EBADF);
    std::vector<EncodedValue> ranks;
    if (keys) keys->copy(arguments.instance(), &ranks);
    std::string failure;
    const int64_t outcome =
        list->sort(arguments.instance(), keys ? &ranks : nullptr, arguments.boolean(2), &failure);
    if (failure.empty()) return to_value(env, outcome);
    napi_value names = nullptr;
    napi_create_string_utf8(env, failure.c_str(), failure.size(), &names);
    return names;
}

napi_value list_items(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    const auto list = find<List>(arguments);
    if (!list) return to_value(env, -EBADF);
    std::vector<EncodedValue> copies;
    const int64_t outcome = list->copy(arguments.instance(), &copies);
    return outcome == 0 ? deliver_all(env, &copies) : to_value(env, outcome);
}

}  // namespace

void define_list(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"list_new", list_new},
            {"list_length", list_length},
            {"list_get", list_get},
            {"list_set", list_set},
            {"list_insert", list_insert},
            {"list_pop", list_pop},
            {"list_delete", list_delete},
            {"list_remove", list_remove},
            {"list_index", list_index},
            {"list_count", list_count},
            {"list_reverse", list_reverse},
            {"list_clear", list_clear},
            {"list_sort", list_sort},
            {"list_items", list_items}});
}

}  // namespace pysocket
