// Written by scripts/write-constants.mjs from the table in native/tables/signal_constants.cc: change it there.

import { native } from "../native/addon";

const { signal_constants: constants } = native;

/** Number of a signal: signal(7). */
export const SIGABRT: number = constants.SIGABRT;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGALRM: number = constants.SIGALRM;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGBREAK: number = constants.SIGBREAK;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGBUS: number = constants.SIGBUS;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGCHLD: number = constants.SIGCHLD;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGCLD: number = constants.SIGCLD;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGCONT: number = constants.SIGCONT;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGEMT: number = constants.SIGEMT;
/** Number of a signal: signal(7). */
export const SIGFPE: number = constants.SIGFPE;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGHUP: number = constants.SIGHUP;
/** Number of a signal: signal(7). */
export const SIGILL: number = constants.SIGILL;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGINFO: number = constants.SIGINFO;
/** Number of a signal: signal(7). */
export const SIGINT: number = constants.SIGINT;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGIO: number = constants.SIGIO;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGIOT: number = constants.SIGIOT;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGKILL: number = constants.SIGKILL;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGPIPE: number = constants.SIGPIPE;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGPOLL: number = constants.SIGPOLL;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGPROF: number = constants.SIGPROF;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGPWR: number = constants.SIGPWR;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGQUIT: number = constants.SIGQUIT;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGRTMAX: number = constants.SIGRTMAX;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGRTMIN: number = constants.SIGRTMIN;
/** Number of a signal: signal(7). */
export const SIGSEGV: number = constants.SIGSEGV;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGSTKFLT: number = constants.SIGSTKFLT;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGSTOP: number = constants.SIGSTOP;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGSYS: number = constants.SIGSYS;
/** Number of a signal: signal(7). */
export const SIGTERM: number = constants.SIGTERM;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGTRAP: number = constants.SIGTRAP;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGTSTP: number = constants.SIGTSTP;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGTTIN: number = constants.SIGTTIN;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGTTOU: number = constants.SIGTTOU;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGURG: number = constants.SIGURG;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGUSR1: number = constants.SIGUSR1;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGUSR2: number = constants.SIGUSR2;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGVTALRM: number = constants.SIGVTALRM;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGWINCH: number = constants.SIGWINCH;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGXCPU: number = constants.SIGXCPU;
/** Number of a signal: signal(7). Undefined where the platform lacks it. */
export const SIGXFSZ: number = constants.SIGXFSZ;
/** Event of a Windows console. Undefined where the platform lacks it. */
export const CTRL_BREAK_EVENT: number = constants.CTRL_BREAK_EVENT;
/** Event of a Windows console. Undefined where the platform lacks it. */
export const CTRL_C_EVENT: number = constants.CTRL_C_EVENT;
/** One more than the highest signal. */
export const NSIG: number = constants.NSIG;
/** Timer of the process: setitimer(2). Undefined where the platform lacks it. */
export const ITIMER_PROF: number = constants.ITIMER_PROF;
/** Timer of the process: setitimer(2). Undefined where the platform lacks it. */
export const ITIMER_REAL: number = constants.ITIMER_REAL;
/** Timer of the process: setitimer(2). Undefined where the platform lacks it. */
export const ITIMER_VIRTUAL: number = constants.ITIMER_VIRTUAL;

// Not to be written again: V8 then takes them for values, also where another module exports them anew.
Object.freeze(exports);
