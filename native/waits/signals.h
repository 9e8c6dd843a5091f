#pragma once

#include "native/core/instance.h"

namespace pysocket {

// Signals that reached the process and whose listeners have not run yet.
bool signals_pending();

// Runs the listeners of the pending signals, on the main thread. False if one threw: the exception
// is then pending in the environment.
bool run_signal_listeners(const Instance* instance, bool in_wait);

// Before the main thread waits for the first time: from then on Ctrl-C ends its waits.
void watch_interrupt_key(Instance* instance);

// The environment is going: if the signals were led to its event loop, they no longer are.
void leave_signals(const Instance* instance);

}  // namespace pysocket
