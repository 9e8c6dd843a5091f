#include <cerrno>
#include <list>
#include <utility>

#include "native/shared/container.h"
#include "native/transfer/encoded_value.h"
#include "native/transfer/ordering.h"

namespace pysocket {

namespace {

// A dict or a set that threads share: keys in the order of insertion, each with a value.
class Map : public Container {
  public:
    static constexpr ObjectKind kKind = ObjectKind::kMap;
    Map() : Container(kKind) {}

    struct Entry {
        std::string name;
        EncodedValue key;
        EncodedValue value;
    };

    int64_t size(Instance* instance) {
        return alone(instance, [this] { return static_cast<int64_t>(entries_.size()); });
    }

    int64_t has(Instance* instance, const EncodedValue& key) {
        return alone(instance, [&] { return places_.count(key_of(key.bytes())) > 0 ? 1 : 0; });
    }

    // -ENOENT if the key is missing.
    int64_t get(Instance* instance, const EncodedValue& key, EncodedValue* value) {
        return alone(instance, [&] {
            const auto found = places_.find(key_of(key.bytes()));
            if (found == places_.end()) return -ENOENT;
            *value = found->second->value.copy();
            return 1;
        });
    }

    // Returns 1 for a new key; 0 for an existing one, whose key stays as it was.
    int64_t set(Instance* instance, EncodedValue&& key, EncodedValue&& value) {
        std::string name = key_of(key.bytes());
        return alone(instance, [&] {
            const auto found = places_.find(name);
            if (found != places_.end()) {
                std::swap(found->second->value, value);
                return 0;
            }
            entries_.push_back({name, std::move(key), std::move(value)});
            places_.emplace(std::move(name), std::prev(entries_.end()));
            return 1;
        });
    }

    int64_t take(Instance* instance, const EncodedValue& key, std::list<Entry>* taken) {
        return alone(instance, [&] {
            const auto found = places_.find(key_of(key.bytes()));
            if (found == places_.end()) return -ENOENT;
            taken->splice(taken->end(), entries_, found->second);
            places_.erase(found);
            return 1;
        });
    }

    int64_t take_end(Instance* instance, bool last, std::list<Entry>* taken) {
        return alone(instance, [&] {
            if (entries_.empty()) return -ENOENT;
            const auto end = last ? std::prev(entries_.end()) : entries_.begin();
            places_.erase(end->name);
            taken->splice(taken->end(), entries_, end);
            return 1;
        });
    }

    int64_t clear(Instance* instance) {
        std::list<Entry> dropped;
        return alone(instance, [&] {
            dropped.swap(entries_);
            places_.clear();
            return 0;
        });
    }

    int64_t copy(Instance* instance, bool keys, bool values, std::vector<EncodedValue>* copies) {
        return alone(instance, [&] {
            for (const Entry& entry : entries_) {
                if (keys) copies->push_back(entry.key.copy());
                if (values) copies->push_back(entry.value.copy());
            }
            return 0;
        });
    }

  private:
    std::list<Entry> entries_;
    std::unordered_map<std::string, std::list<Entry>::iterator> places_;
};

napi_value map_new(napi_env env, napi_callback_info) {
    return to_value(env, SharedObjects::instance().insert(std::make_shared<Map>()));
}

napi_value map_size(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    const auto map = find<Map>(arguments);
    return to_value(env, map ? map->size(arguments.instance()) : -EBADF);
}

napi_value map_has(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const EncodedValue key = read_encoded_value(env, arguments, 1);
    const auto map = find<Map>(arguments);
    if (!map || key.bytes().empty()) return to_value(env, -EBADF);
    return to_value(env, map->has(arguments.instance(), key));
}

napi_value map_get(napi_env env, napi_callback_info info) {
    const Arguments<5> arguments(env, info);
    const EncodedValue key = read_encoded_value(env, arguments, 1);
    const auto map = find<Map>(arguments);
    if (!map || key.bytes().empty()) return to_value(env, -EBADF);
    EncodedValue value;
    const int64_t outcome = map->get(arguments.instance(), key, &value);
    return outcome == 1 ? value.deliver(env, arguments.value(4)) : to_value(env, outcome);
}

napi_value map_set(napi_env env, napi_callback_info info) {
    const Arguments<7> arguments(env, info);
    EncodedValue key = read_encoded_value(env, arguments, 1);
    EncodedValue value = read_encoded_value(env, arguments, 4);
    const auto map = find<Map>(arguments);
    if (!map || key.bytes().empty() || value.bytes().empty()) return to_value(env, -EBADF);
    return to_value(env, map->set(arguments.instance(), std::move(key), std::move(value)));
}

napi_value map_pop(napi_env env, napi_callback_info info) {
    const Arguments<5> arguments(env, info);
    const EncodedValue key = read_encoded_value(env, arguments, 1);
    const auto map = find<Map>(arguments);
    if (!map || key.bytes().empty()) return to_value(env, -EBADF);
    std::list<Map::Entry> taken;
    const int64_t outcome = map->take(arguments.instance(), key, &taken);
    return outcome == 1 ? taken.front().value.deliver(env, arguments.value(4))
                        : to_value(env, outcome);
}

napi_value map_delete(napi_env env, napi_callback_info info) {
    const Arguments<4> arguments(env, info);
    const EncodedValue key = read_encoded_value(env, arguments, 1);
    const auto map = find<Map>(arguments);
    if (!map || key.bytes().empty()) return to_value(env, -EBADF);
    std::list<Map::Entry> taken;
    return to_value(env, map->take(arguments.instance(), key, &taken));
}

napi_value map_pop_end(napi_env env, napi_callback_info info) {
    const Arguments<2> arguments(env, info);
    const auto map = find<Map>(arguments);
    if (!map) return to_value(env, -EBADF);
    std::list<Map::Entry> taken;
    const int64_t outcome = map->take_end(arguments.instance(), arguments.boolean(1), &taken);
    if (outcome != 1) return to_value(env, outcome);
    std::vector<EncodedValue> entry;
    entry.push_back(std::move(taken.front().key));
    entry.push_back(std::move(taken.front().value));
    return deliver_all(env, &entry);
}

napi_value map_clear(napi_env env, napi_callback_info info) {
    const Arguments<1> arguments(env, info);
    const auto map = find<Map>(arguments);
    return to_value(env, map ? map->clear(arguments.instance()) : -EBADF);
}

napi_value map_items(napi_env env, napi_callback_info info) {
    const Arguments<3> arguments(env, info);
    const auto map = find<Map>(arguments);
    if (!map) return to_value(env, -EBADF);
    std::vector<EncodedValue> copies;
    const int64_t outcome =
        map->copy(arguments.instance(), arguments.boolean(1), arguments.boolean(2), &copies);
    return outcome == 0 ? deliver_all(env, &copies) : to_value(env, outcome);
}

}  // namespace

void define_map(Instance* instance, napi_value exports) {
    define(instance, exports,
           {{"map_new", map_new},
            {"map_size", map_size},
            {"map_has", map_has},
            {"map_get", map_get},
            {"map_set", map_set},
            {"map_pop", map_pop},
            {"map_delete", map_delete},
            {"map_pop_end", map_pop_end},
            {"map_clear", map_clear},
            {"map_items", map_items}});
}

}  // namespace pysocket
