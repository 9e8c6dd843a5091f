// Written by scripts/write-constants.mjs from the table in native/tables/select_constants.cc: change it there.

import { native } from "../native/addon";

const { select_constants: constants } = native;

/** Number of bytes that a ready pipe takes without blocking: pipe(7). Undefined where the platform lacks it. */
export const PIPE_BUF: number = constants.PIPE_BUF;
/** Event of select.poll: poll(2). Undefined where the platform lacks it. */
export const POLLERR: number = constants.POLLERR;
/** Event of select.poll: poll(2). Undefined where the platform lacks it. */
export const POLLHUP: number = constants.POLLHUP;
/** Event of select.poll: poll(2). Undefined where the platform lacks it. */
export const POLLIN: number = constants.POLLIN;
/** Event of select.poll: poll(2). Undefined where the platform lacks it. */
export const POLLMSG: number = constants.POLLMSG;
/** Event of select.poll: poll(2). Undefined where the platform lacks it. */
export const POLLNVAL: number = constants.POLLNVAL;
/** Event of select.poll: poll(2). Undefined where the platform lacks it. */
export const POLLOUT: number = constants.POLLOUT;
/** Event of select.poll: poll(2). Undefined where the platform lacks it. */
export const POLLPRI: number = constants.POLLPRI;
/** Event of select.poll: poll(2). Undefined where the platform lacks it. */
export const POLLRDBAND: number = constants.POLLRDBAND;
/** Event of select.poll: poll(2). Undefined where the platform lacks it. */
export const POLLRDHUP: number = constants.POLLRDHUP;
/** Event of select.poll: poll(2). Undefined where the platform lacks it. */
export const POLLRDNORM: number = constants.POLLRDNORM;
/** Event of select.poll: poll(2). Undefined where the platform lacks it. */
export const POLLWRBAND: number = constants.POLLWRBAND;
/** Event of select.poll: poll(2). Undefined where the platform lacks it. */
export const POLLWRNORM: number = constants.POLLWRNORM;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLLERR: number = constants.EPOLLERR;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLLET: number = constants.EPOLLET;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLLEXCLUSIVE: number = constants.EPOLLEXCLUSIVE;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLLHUP: number = constants.EPOLLHUP;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLLIN: number = constants.EPOLLIN;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLLMSG: number = constants.EPOLLMSG;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLLONESHOT: number = constants.EPOLLONESHOT;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLLOUT: number = constants.EPOLLOUT;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLLPRI: number = constants.EPOLLPRI;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLLRDBAND: number = constants.EPOLLRDBAND;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLLRDHUP: number = constants.EPOLLRDHUP;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLLRDNORM: number = constants.EPOLLRDNORM;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLLWAKEUP: number = constants.EPOLLWAKEUP;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLLWRBAND: number = constants.EPOLLWRBAND;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLLWRNORM: number = constants.EPOLLWRNORM;
/** Event of select.epoll, or how one is delivered: epoll_ctl(2). Undefined where the platform lacks it. */
export const EPOLL_CLOEXEC: number = constants.EPOLL_CLOEXEC;
/** Filter of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_FILTER_AIO: number = constants.KQ_FILTER_AIO;
/** Filter of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_FILTER_PROC: number = constants.KQ_FILTER_PROC;
/** Filter of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_FILTER_READ: number = constants.KQ_FILTER_READ;
/** Filter of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_FILTER_SIGNAL: number = constants.KQ_FILTER_SIGNAL;
/** Filter of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_FILTER_TIMER: number = constants.KQ_FILTER_TIMER;
/** Filter of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_FILTER_VNODE: number = constants.KQ_FILTER_VNODE;
/** Filter of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_FILTER_WRITE: number = constants.KQ_FILTER_WRITE;
/** Flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_EV_ADD: number = constants.KQ_EV_ADD;
/** Flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_EV_CLEAR: number = constants.KQ_EV_CLEAR;
/** Flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_EV_DELETE: number = constants.KQ_EV_DELETE;
/** Flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_EV_DISABLE: number = constants.KQ_EV_DISABLE;
/** Flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_EV_ENABLE: number = constants.KQ_EV_ENABLE;
/** Flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_EV_EOF: number = constants.KQ_EV_EOF;
/** Flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_EV_ERROR: number = constants.KQ_EV_ERROR;
/** Flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_EV_FLAG1: number = constants.KQ_EV_FLAG1;
/** Flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_EV_ONESHOT: number = constants.KQ_EV_ONESHOT;
/** Flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_EV_SYSFLAGS: number = constants.KQ_EV_SYSFLAGS;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_ATTRIB: number = constants.KQ_NOTE_ATTRIB;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_CHILD: number = constants.KQ_NOTE_CHILD;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_DELETE: number = constants.KQ_NOTE_DELETE;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_EXEC: number = constants.KQ_NOTE_EXEC;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_EXIT: number = constants.KQ_NOTE_EXIT;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_EXTEND: number = constants.KQ_NOTE_EXTEND;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_FORK: number = constants.KQ_NOTE_FORK;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_LINK: number = constants.KQ_NOTE_LINK;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_LOWAT: number = constants.KQ_NOTE_LOWAT;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_PCTRLMASK: number = constants.KQ_NOTE_PCTRLMASK;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_PDATAMASK: number = constants.KQ_NOTE_PDATAMASK;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_RENAME: number = constants.KQ_NOTE_RENAME;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_REVOKE: number = constants.KQ_NOTE_REVOKE;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_TRACK: number = constants.KQ_NOTE_TRACK;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_TRACKERR: number = constants.KQ_NOTE_TRACKERR;
/** Filter flag of select.kevent: kqueue(2). Undefined where the platform lacks it. */
export const KQ_NOTE_WRITE: number = constants.KQ_NOTE_WRITE;

// Not to be written again: V8 then takes them for values, also where another module exports them anew.
Object.freeze(exports);
