#pragma once

#include "native/core/instance.h"

namespace pysocket {

// Signals that reached the process and whose handlers have not run yet.
bool signals_pending();

// Runs the handlers of the pending signals, on the main thread. Returns false if one threw: the
// exception is then pending in the environment.
bool run_signal_listeners(const Instance* instance, bool in_wait);

// Called before the main thread's first wait: from then on Ctrl-C ends its waits.
void watch_interrupt_key(Instance* instance);

// The environment is going: its event loop no longer receives signals.
void leave_signals(const Instance* instance);

}  // namespace pysocket
