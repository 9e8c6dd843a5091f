#include <cstring>

#include "races.h"

namespace races {

namespace {

constexpr int kThreads = 6;
constexpr int kRounds = 100;

// A number as lib/transfer/codec.ts writes it.
constexpr int kSize = 9;
constexpr uint8_t kTag = 4;

Value make_value(double number) {
    const Value value = make_bytes(kSize);
    value->memory->front() = kTag;
    std::memcpy(value->memory->data() + 1, &number, sizeof number);
    return value;
}

// What is put in is taken out; what belongs together is done while the list is held.
void list(Environment& main) {
    const int64_t list = main.call("list_new");
    EXPECT(main.call("object_named", "races", list) == list);
    int count = 0;
    crew(kThreads, [&](Environment& environment, int index) {
        const int64_t same = environment.call("object_named", "races", list);
        EXPECT(same == list);
        const Value value = make_value(index);
        const Value view = make_bytes(kSize);
        for (int round = 0; round < kRounds; round++) {
            environment.call("list_insert", list, round, value, kSize, 0);
            environment.call("list_set", list, 0, value, kSize, 0);
            environment.call("list_get", list, -1, view);
            environment.call("list_index", list, value, kSize, 0, 0, 100);
            environment.call("list_count", list, value, kSize, 0);
            environment.call("list_reverse", list);
            environment.call("list_items", list);
            EXPECT(environment.call("container_hold", list) == 1);
            const int64_t length = environment.call("list_length", list);
            EXPECT(length > 0);
            EXPECT(environment.call("list_pop", list, 0, view) == kSize);
            EXPECT(environment.call("list_length", list) == length - 1);
            count++;
            EXPECT(environment.call("container_let_go", list) == 0);
        }
        environment.call("object_release", same);
    });
    EXPECT(count == kThreads * kRounds);
    EXPECT(main.call("list_length", list) == 0);
    main.call("object_release", list);
}

void map(Environment& main) {
    const int64_t map = main.call("map_new");
    crew(kThreads, [&](Environment& environment, int index) {
        const Value own = make_value(index);
        const Value view = make_bytes(kSize);
        for (int round = 0; round < kRounds; round++) {
            const Value shared = make_value(1000 + round % 5);
            environment.call("map_set", map, shared, kSize, 0, own, kSize, 0);
            environment.call("map_has", map, shared, kSize, 0);
            environment.call("map_get", map, shared, kSize, 0, view);
            environment.call("map_items", map, true, true);
            environment.call("map_delete", map, shared, kSize, 0);
            EXPECT(environment.call("map_set", map, own, kSize, 0, own, kSize, 0) == 1);
            environment.call("map_size", map);
            EXPECT(environment.call("map_pop", map, own, kSize, 0, view) == kSize);
        }
    });
    main.call("map_clear", map);
    main.call("object_release", map);
}

}  // namespace

void race_containers(Environment& main) {
    list(main);
    map(main);
}

}  // namespace races
