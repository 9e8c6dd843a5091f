export * from "./select/select";
