#pragma once

// The headers with the constants of signals.

#include <csignal>

#ifndef _WIN32
#include <sys/time.h>
#endif
