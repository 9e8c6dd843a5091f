#pragma once

// Headers with the constants of signals.

#ifdef _WIN32
#include <windows.h>
#endif

#include <csignal>

#ifndef _WIN32
#include <sys/time.h>
#endif
