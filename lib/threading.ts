export * from "./threading/threading";
