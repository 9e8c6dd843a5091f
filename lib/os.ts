export * from "./os/os";
