#include "native/sys/select_constants.h"

#include <climits>

#include "native/core/instance.h"
#include "native/tables/constant_table.h"

namespace pysocket {
namespace {

// The integer constants of Python's select module.
// clang-format off
constexpr Constant kSelectConstants[] = {
    // Number of bytes that a ready pipe takes without blocking: pipe(7).
#ifdef PIPE_BUF
    CONSTANT(PIPE_BUF),
#endif

    // Event of select.poll: poll(2).
#ifdef POLLERR
    CONSTANT(POLLERR),
#endif
#ifdef POLLHUP
    CONSTANT(POLLHUP),
#endif
#ifdef POLLIN
    CONSTANT(POLLIN),
#endif
#ifdef POLLMSG
    CONSTANT(POLLMSG),
#endif
#ifdef POLLNVAL
    CONSTANT(POLLNVAL),
#endif
#ifdef POLLOUT
    CONSTANT(POLLOUT),
#endif
#ifdef POLLPRI
    CONSTANT(POLLPRI),
#endif
#ifdef POLLRDBAND
    CONSTANT(POLLRDBAND),
#endif
#ifdef POLLRDHUP
    CONSTANT(POLLRDHUP),
#endif
#ifdef POLLRDNORM
    CONSTANT(POLLRDNORM),
#endif
#ifdef POLLWRBAND
    CONSTANT(POLLWRBAND),
#endif
#ifdef POLLWRNORM
    CONSTANT(POLLWRNORM),
#endif

    // Event of select.epoll, or how one is delivered: epoll_ctl(2).
#ifdef EPOLLERR
    CONSTANT(EPOLLERR),
#endif
#ifdef EPOLLET
    CONSTANT(EPOLLET),
#endif
#ifdef EPOLLEXCLUSIVE
    CONSTANT(EPOLLEXCLUSIVE),
#endif
#ifdef EPOLLHUP
    CONSTANT(EPOLLHUP),
#endif
#ifdef EPOLLIN
    CONSTANT(EPOLLIN),
#endif
#ifdef EPOLLMSG
    CONSTANT(EPOLLMSG),
#endif
#ifdef EPOLLONESHOT
    CONSTANT(EPOLLONESHOT),
#endif
#ifdef EPOLLOUT
    CONSTANT(EPOLLOUT),
#endif
#ifdef EPOLLPRI
    CONSTANT(EPOLLPRI),
#endif
#ifdef EPOLLRDBAND
    CONSTANT(EPOLLRDBAND),
#endif
#ifdef EPOLLRDHUP
    CONSTANT(EPOLLRDHUP),
#endif
#ifdef EPOLLRDNORM
    CONSTANT(EPOLLRDNORM),
#endif
#ifdef EPOLLWAKEUP
    CONSTANT(EPOLLWAKEUP),
#endif
#ifdef EPOLLWRBAND
    CONSTANT(EPOLLWRBAND),
#endif
#ifdef EPOLLWRNORM
    CONSTANT(EPOLLWRNORM),
#endif
#ifdef EPOLL_CLOEXEC
    CONSTANT(EPOLL_CLOEXEC),
#endif

    // Filter of select.kevent: kqueue(2).
#ifdef KQ_FILTER_AIO
    CONSTANT(KQ_FILTER_AIO),
#endif
#ifdef KQ_FILTER_PROC
    CONSTANT(KQ_FILTER_PROC),
#endif
#ifdef KQ_FILTER_READ
    CONSTANT(KQ_FILTER_READ),
#endif
#ifdef KQ_FILTER_SIGNAL
    CONSTANT(KQ_FILTER_SIGNAL),
#endif
#ifdef KQ_FILTER_TIMER
    CONSTANT(KQ_FILTER_TIMER),
#endif
#ifdef KQ_FILTER_VNODE
    CONSTANT(KQ_FILTER_VNODE),
#endif
#ifdef KQ_FILTER_WRITE
    CONSTANT(KQ_FILTER_WRITE),
#endif

    // Flag of select.kevent: kqueue(2).
#ifdef KQ_EV_ADD
    CONSTANT(KQ_EV_ADD),
#endif
#ifdef KQ_EV_CLEAR
    CONSTANT(KQ_EV_CLEAR),
#endif
#ifdef KQ_EV_DELETE
    CONSTANT(KQ_EV_DELETE),
#endif
#ifdef KQ_EV_DISABLE
    CONSTANT(KQ_EV_DISABLE),
#endif
#ifdef KQ_EV_ENABLE
    CONSTANT(KQ_EV_ENABLE),
#endif
#ifdef KQ_EV_EOF
    CONSTANT(KQ_EV_EOF),
#endif
#ifdef KQ_EV_ERROR
    CONSTANT(KQ_EV_ERROR),
#endif
#ifdef KQ_EV_FLAG1
    CONSTANT(KQ_EV_FLAG1),
#endif
#ifdef KQ_EV_ONESHOT
    CONSTANT(KQ_EV_ONESHOT),
#endif
#ifdef KQ_EV_SYSFLAGS
    CONSTANT(KQ_EV_SYSFLAGS),
#endif

    // Filter flag of select.kevent: kqueue(2).
#ifdef KQ_NOTE_ATTRIB
    CONSTANT(KQ_NOTE_ATTRIB),
#endif
#ifdef KQ_NOTE_CHILD
    CONSTANT(KQ_NOTE_CHILD),
#endif
#ifdef KQ_NOTE_DELETE
    CONSTANT(KQ_NOTE_DELETE),
#endif
#ifdef KQ_NOTE_EXEC
    CONSTANT(KQ_NOTE_EXEC),
#endif
#ifdef KQ_NOTE_EXIT
    CONSTANT(KQ_NOTE_EXIT),
#endif
#ifdef KQ_NOTE_EXTEND
    CONSTANT(KQ_NOTE_EXTEND),
#endif
#ifdef KQ_NOTE_FORK
    CONSTANT(KQ_NOTE_FORK),
#endif
#ifdef KQ_NOTE_LINK
    CONSTANT(KQ_NOTE_LINK),
#endif
#ifdef KQ_NOTE_LOWAT
    CONSTANT(KQ_NOTE_LOWAT),
#endif
#ifdef KQ_NOTE_PCTRLMASK
    CONSTANT(KQ_NOTE_PCTRLMASK),
#endif
#ifdef KQ_NOTE_PDATAMASK
    CONSTANT(KQ_NOTE_PDATAMASK),
#endif
#ifdef KQ_NOTE_RENAME
    CONSTANT(KQ_NOTE_RENAME),
#endif
#ifdef KQ_NOTE_REVOKE
    CONSTANT(KQ_NOTE_REVOKE),
#endif
#ifdef KQ_NOTE_TRACK
    CONSTANT(KQ_NOTE_TRACK),
#endif
#ifdef KQ_NOTE_TRACKERR
    CONSTANT(KQ_NOTE_TRACKERR),
#endif
#ifdef KQ_NOTE_WRITE
    CONSTANT(KQ_NOTE_WRITE),
#endif
    {},
};
// clang-format on

}  // namespace

void define_select_constants(Instance* instance, napi_value exports) {
    const Napi::Env env(instance->env);
    Napi::Object(env, exports).Set("select_constants", to_object(env, kSelectConstants));
}

}  // namespace pysocket
