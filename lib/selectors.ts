export * from "./selectors/selectors";
