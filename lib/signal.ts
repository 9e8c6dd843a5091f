export * from "./signal/signal";
