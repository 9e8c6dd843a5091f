"""A game of two players over sockets, each with a thread: a barrier for rounds, turns by a condition, a referee class."""
import enum
import socket
import threading


class Hint(enum.Enum):
    LOWER = "lower"
    HIGHER = "higher"
    RIGHT = "right"


class Referee:
    players = ("ann", "ben")

    def __init__(self, secrets):
        self.secrets = list(secrets)
        self.turns = threading.Condition()
        self.rounds = threading.Barrier(len(self.players), action=self.next_round)
        self.state = {"turn": 0, "round": -1, "over": False}
        self.history = []

    def next_round(self):
        self.state.update(turn=0, over=False, round=self.state["round"] + 1)

    def judge(self, number):
        secret = self.secrets[self.state["round"]]
        if number == secret:
            return Hint.RIGHT
        return Hint.LOWER if secret < number else Hint.HIGHER

    def play(self, index, conn):
        name = self.players[index]
        with conn, conn.makefile("rw") as stream:
            for _ in self.secrets:
                self.rounds.wait()
                self.one_round(index, name, stream)
                self.rounds_done.wait()
            stream.write("bye\n")

    def one_round(self, index, name, stream):
        while True:
            with self.turns:
                self.turns.wait_for(lambda: self.state["turn"] == index or self.state["over"])
                if self.state["over"]:
                    return
                stream.write("guess\n")
                stream.flush()
                number = int(stream.readline())
                hint = self.judge(number)
                self.history.append((name, number, hint))
                stream.write(hint.value + "\n")
                stream.flush()
                self.state["turn"] = 1 - index
                if hint is Hint.RIGHT:
                    self.state["over"] = True
                self.turns.notify_all()

    def start(self, conns):
        self.rounds_done = threading.Barrier(len(conns))
        return [threading.Thread(target=self.play, args=pair) for pair in enumerate(conns)]


def player(sock):
    low, high = 0, 63
    with sock, sock.makefile("rw") as stream:
        while (line := stream.readline().strip()) != "bye":
            if line == "guess":
                number = (low + high) // 2
                stream.write(f"{number}\n")
                stream.flush()
            elif line == Hint.LOWER.value:
                high = number - 1
            elif line == Hint.HIGHER.value:
                low = number + 1
            if low > high or line == Hint.RIGHT.value:
                low, high = 0, 63


if __name__ == "__main__":
    referee = Referee([17, 31])
    pairs = [socket.socketpair() for _ in Referee.players]
    threads = referee.start([ours for ours, _ in pairs])
    threads += [threading.Thread(target=lambda sock=theirs: player(sock)) for _, theirs in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, number, hint in referee.history:
        print(name, number, hint.name)
    print("rounds:", referee.state["round"] + 1)
