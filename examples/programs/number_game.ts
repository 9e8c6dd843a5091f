/** A game of two players over sockets, each with a thread: a barrier for rounds, turns by a condition, a referee class. */
import type * as io from "pysocket/io";
import * as socket from "pysocket";
import { int } from "pysocket/builtins";
import * as shared from "pysocket/shared";
import * as threading from "pysocket/threading";

class Hint {
    static LOWER = new Hint("LOWER", "lower");
    static HIGHER = new Hint("HIGHER", "higher");
    static RIGHT = new Hint("RIGHT", "right");

    constructor(
        readonly name: string,
        readonly value: string,
    ) {}
}

class Referee {
    static players = ["ann", "ben"];
    secrets: number[];
    turns = threading.Condition();
    rounds: threading.Barrier;
    state = shared.dict<string, number | boolean>(null, { turn: 0, round: -1, over: false });
    history = shared.list<[string, number, Hint]>();
    rounds_done!: threading.Barrier;

    constructor(secrets: number[]) {
        this.secrets = [...secrets];
        this.rounds = threading.Barrier(Referee.players.length, { action: this.next_round.bind(this) });
    }

    next_round() {
        this.state.update({ turn: 0, over: false, round: (this.state.at("round") as number) + 1 });
    }

    judge(number: number) {
        const secret = this.secrets[this.state.at("round") as number];
        if (number === secret) {
            return Hint.RIGHT;
        }
        return secret < number ? Hint.LOWER : Hint.HIGHER;
    }

    play(index: number, conn: socket.socket) {
        const name = Referee.players[index];
        using _conn = conn;
        using stream = conn.makefile("rw");
        for (const _ of this.secrets) {
            this.rounds.wait();
            this.one_round(index, name, stream);
            this.rounds_done.wait();
        }
        stream.write("bye\n");
    }

    one_round(index: number, name: string, stream: io.TextIOWrapper) {
        while (true) {
            using _ = this.turns.hold();
            this.turns.wait_for(() => this.state.at("turn") === index || this.state.at("over"));
            if (this.state.at("over")) {
                return;
            }
            stream.write("guess\n");
            stream.flush();
            const number = int(stream.readline());
            const hint = this.judge(number);
            this.history.append([name, number, hint]);
            stream.write(`${hint.value}\n`);
            stream.flush();
            this.state.set("turn", 1 - index);
            if (hint === Hint.RIGHT) {
                this.state.set("over", true);
            }
            this.turns.notify_all();
        }
    }

    start(conns: socket.socket[]) {
        this.rounds_done = threading.Barrier(conns.length);
        return [...conns.entries()].map((pair) =>
            threading.Thread({ target: this.play.bind(this), args: pair }),
        );
    }
}

function player(sock: socket.socket) {
    let [low, high] = [0, 63];
    let number = 0;
    using _sock = sock;
    using stream = sock.makefile("rw");
    let line: string;
    while ((line = stream.readline().trim()) !== "bye") {
        if (line === "guess") {
            number = Math.floor((low + high) / 2);
            stream.write(`${number}\n`);
            stream.flush();
        } else if (line === Hint.LOWER.value) {
            high = number - 1;
        } else if (line === Hint.HIGHER.value) {
            low = number + 1;
        }
        if (low > high || line === Hint.RIGHT.value) {
            [low, high] = [0, 63];
        }
    }
}

if (threading.current_thread() === threading.main_thread()) {
    const referee = new Referee([17, 31]);
    const pairs = Referee.players.map(() => socket.socketpair());
    const threads = referee.start(pairs.map(([ours]) => ours));
    threads.push(...pairs.map(([, theirs]) => threading.Thread({ target: () => player(theirs) })));
    for (const thread of threads) {
        thread.start();
    }
    for (const thread of threads) {
        thread.join();
    }
    for (const [name, number, hint] of referee.history) {
        console.log(name, number, hint.name);
    }
    console.log("rounds:", (referee.state.at("round") as number) + 1);
}
