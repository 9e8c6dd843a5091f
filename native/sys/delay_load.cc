// For MinGW: looks up the Node-API in the program that loaded the addon, which need not be called
// node.exe. With Microsoft's compiler the build tools add their own code for this.

#include <windows.h>
// After windows.h, which it depends on.
#include <delayimp.h>

namespace {

FARPROC WINAPI find_program(unsigned event, DelayLoadInfo* info) {
    if (event != dliNotePreLoadLibrary || lstrcmpiA(info->szDll, "node.exe") != 0) return nullptr;
    return reinterpret_cast<FARPROC>(GetModuleHandleW(nullptr));
}

}  // namespace

extern "C" {
PfnDliHook __pfnDliNotifyHook2 = find_program;
}
