// Every module whose objects cross to other threads: see knownIn() in serialise.ts.
import "./concurrent/futures";
import "./epoll";
import "./kqueue";
import "./queue";
import "./shared";
import "./socket";
import "./socketserver";
import "./threading";
