#include "native/sys/signal_constants.h"

#include "native/core/instance.h"
#include "native/tables/constant_table.h"

namespace pysocket {
namespace {

// The constants of Python's signal module. Those of real-time signals are known only when the
// program runs.
// clang-format off
const Constant kSignalConstants[] = {
    // Number of a signal: signal(7).
    CONSTANT(SIGABRT),
#ifdef SIGALRM
    CONSTANT(SIGALRM),
#endif
#ifdef SIGBREAK
    CONSTANT(SIGBREAK),
#endif
#ifdef SIGBUS
    CONSTANT(SIGBUS),
#endif
#ifdef SIGCHLD
    CONSTANT(SIGCHLD),
#endif
#ifdef SIGCLD
    CONSTANT(SIGCLD),
#endif
#ifdef SIGCONT
    CONSTANT(SIGCONT),
#endif
#ifdef SIGEMT
    CONSTANT(SIGEMT),
#endif
    CONSTANT(SIGFPE),
#ifdef SIGHUP
    CONSTANT(SIGHUP),
#endif
    CONSTANT(SIGILL),
#ifdef SIGINFO
    CONSTANT(SIGINFO),
#endif
    CONSTANT(SIGINT),
#ifdef SIGIO
    CONSTANT(SIGIO),
#endif
#ifdef SIGIOT
    CONSTANT(SIGIOT),
#endif
#ifdef SIGKILL
    CONSTANT(SIGKILL),
#endif
#ifdef SIGPIPE
    CONSTANT(SIGPIPE),
#endif
#ifdef SIGPOLL
    CONSTANT(SIGPOLL),
#endif
#ifdef SIGPROF
    CONSTANT(SIGPROF),
#endif
#ifdef SIGPWR
    CONSTANT(SIGPWR),
#endif
#ifdef SIGQUIT
    CONSTANT(SIGQUIT),
#endif
#ifdef SIGRTMAX
    CONSTANT(SIGRTMAX),
#endif
#ifdef SIGRTMIN
    CONSTANT(SIGRTMIN),
#endif
    CONSTANT(SIGSEGV),
#ifdef SIGSTKFLT
    CONSTANT(SIGSTKFLT),
#endif
#ifdef SIGSTOP
    CONSTANT(SIGSTOP),
#endif
#ifdef SIGSYS
    CONSTANT(SIGSYS),
#endif
    CONSTANT(SIGTERM),
#ifdef SIGTRAP
    CONSTANT(SIGTRAP),
#endif
#ifdef SIGTSTP
    CONSTANT(SIGTSTP),
#endif
#ifdef SIGTTIN
    CONSTANT(SIGTTIN),
#endif
#ifdef SIGTTOU
    CONSTANT(SIGTTOU),
#endif
#ifdef SIGURG
    CONSTANT(SIGURG),
#endif
#ifdef SIGUSR1
    CONSTANT(SIGUSR1),
#endif
#ifdef SIGUSR2
    CONSTANT(SIGUSR2),
#endif
#ifdef SIGVTALRM
    CONSTANT(SIGVTALRM),
#endif
#ifdef SIGWINCH
    CONSTANT(SIGWINCH),
#endif
#ifdef SIGXCPU
    CONSTANT(SIGXCPU),
#endif
#ifdef SIGXFSZ
    CONSTANT(SIGXFSZ),
#endif
    // Event of a Windows console.
#ifdef CTRL_BREAK_EVENT
    CONSTANT(CTRL_BREAK_EVENT),
#endif
#ifdef CTRL_C_EVENT
    CONSTANT(CTRL_C_EVENT),
#endif
    // One more than the highest signal.
    CONSTANT(NSIG),
    // Timer of the process: setitimer(2).
#ifdef ITIMER_PROF
    CONSTANT(ITIMER_PROF),
#endif
#ifdef ITIMER_REAL
    CONSTANT(ITIMER_REAL),
#endif
#ifdef ITIMER_VIRTUAL
    CONSTANT(ITIMER_VIRTUAL),
#endif
};
// clang-format on

}  // namespace

void define_signal_constants(Instance* instance, napi_value exports) {
    const Napi::Env env(instance->env);
    Napi::Object(env, exports).Set("signal_constants", to_object(env, kSignalConstants));
}

}  // namespace pysocket
