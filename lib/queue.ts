export * from "./queue/queue";
