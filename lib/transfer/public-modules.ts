/** The modules behind those that programs import, as package.json exports them. */
export const publicModules = [
    "socket/socket",
    "select/select",
    "selectors/selectors",
    "threading/threading",
    "queue/queue",
    "shared/shared",
    "io/io",
    "concurrent/futures/futures",
    "concurrent/futures/thread",
    "socketserver/socketserver",
    "python/builtins",
    "errno/errno",
    "signal/signal",
    "os/os",
    "struct/struct",
    "time/time",
];
