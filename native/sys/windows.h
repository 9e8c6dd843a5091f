#pragma once

#ifndef NOMINMAX
#define NOMINMAX
#endif
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif

#include <winsock2.h>
// After winsock2.h, which the others depend on.
#include <afunix.h>
#include <iphlpapi.h>
#include <windows.h>
#include <ws2tcpip.h>

#include <cerrno>

// A macro of windows.h that would take the name away from all code.
#undef interface

// The one errno that other sources name and the C library here lacks.
#ifndef ESHUTDOWN
#define ESHUTDOWN WSAESHUTDOWN
#endif

namespace pysocket::sys {

using Descriptor = SOCKET;
// Another thread sends to it to end a wait of its thread.
using NativeThread = SOCKET;

constexpr int kWouldBlock = WSAEWOULDBLOCK;
// A connect that is still in progress.
constexpr int kInProgress = WSAEWOULDBLOCK;
// A closed or invalid socket.
constexpr int kNotASocket = WSAENOTSOCK;

// Winsock has no flag that keeps one call from blocking; every socket is non-blocking.
constexpr int kDontWait = 0;

// poll(2)'s numbers. Winsock's own belong to WSAPoll, which is not used here.
constexpr short kPollRead = 1;
constexpr short kPollExceptional = 2;
constexpr short kPollWrite = 4;
constexpr short kPollError = 8;
constexpr short kPollInvalid = 32;

enum class Direction : short { kRead = kPollRead, kWrite = kPollWrite };

}  // namespace pysocket::sys
