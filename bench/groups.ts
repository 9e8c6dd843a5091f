import { calls } from "./calls/group";
import { errors } from "./errors/group";
import { exchange } from "./exchange/group";
import type { Group } from "./group";
import { loading } from "./loading/group";
import { polling } from "./polling/group";
import { processes } from "./processes/group";
import { servers } from "./servers/group";
import { threads } from "./threads/group";

export const groups: readonly Group[] = [
    exchange,
    processes,
    calls,
    polling,
    errors,
    threads,
    servers,
    loading,
];
