import type { Aims, Group, Row } from "../group";

function rowsOf(call: string, aimsFor: (count: number) => Aims): Row[] {
    return [1, 100, 1000].map((count) => ({
        name: `${call}, ${count}`,
        call: [call, `${count}`],
        aims: aimsFor(count),
    }));
}

const large: Aims = { python: 1, c: 1.2 };

export const polling: Group = {
    name: "polling",
    title: "Waiting for many sockets",
    method:
        "A wait for so many sockets, of which the last is readable. `select` gets the list of objects each time; with " +
        "`poll` and `epoll` they are registered before.",
    rows: [
        ...rowsOf("select", () => ({ python: 0.45, c: 1.25 })),
        ...rowsOf("poll", (count) => (count === 1000 ? large : {})),
        ...rowsOf("epoll", (count) => (count === 1000 ? large : {})),
    ],
};
