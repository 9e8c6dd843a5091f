export * from "./sys/builtins";
