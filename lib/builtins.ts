export * from "./python/builtins";
