#pragma once

#ifndef NOMINMAX
#define NOMINMAX
#endif
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif

#include <winsock2.h>
// After winsock2.h, on which the others depend.
#include <afunix.h>
#include <iphlpapi.h>
#include <windows.h>
#include <ws2tcpip.h>

#include <cerrno>

// A macro of windows.h that takes the name from everybody else.
#undef interface

// The one errno that the other sources give by name and the C library here has no number for.
#ifndef ESHUTDOWN
#define ESHUTDOWN WSAESHUTDOWN
#endif

namespace pysocket::sys {

using Descriptor = SOCKET;
// What another thread sends to it ends a wait of its thread.
using NativeThread = SOCKET;

constexpr int kWouldBlock = WSAEWOULDBLOCK;
// A connect that goes on.
constexpr int kInProgress = WSAEWOULDBLOCK;
// A descriptor that is no socket, or one no more.
constexpr int kNotASocket = WSAENOTSOCK;

// Winsock has no flag that keeps one call from blocking; every socket is non-blocking.
constexpr int kDontWait = 0;

// poll(2)'s numbers: Winsock's own are those of WSAPoll, which is not what waits here.
constexpr short kPollRead = 1;
constexpr short kPollExceptional = 2;
constexpr short kPollWrite = 4;
constexpr short kPollError = 8;

enum class Direction : short { kRead = kPollRead, kWrite = kPollWrite };

}  // namespace pysocket::sys
