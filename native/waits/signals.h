#pragma once

#include "native/core/instance.h"

namespace pysocket {

// Signals that reached the process and whose handlers have not run yet.
bool signals_pending();

// Runs the handlers of the pending signals, on the main thread. Returns false if one threw: the
// exception is then pending in the environment.
bool run_signal_listeners(const Instance* instance, bool in_wait);

// Runs them in a call that did not wait, if it is the main thread's. A program may ask again and
// again, without a wait in which it would hear of a signal.
bool run_due_listeners(const Instance* instance);

// Called before the main thread's first wait: from then on Ctrl-C ends its waits.
void watch_interrupt_key(Instance* instance);

// The environment is going: its event loop no longer receives signals.
void leave_signals(const Instance* instance);

}  // namespace pysocket
