import { calls } from "./calls/group";
import { errors } from "./errors/group";
import { exchange } from "./exchange/group";
import type { Group } from "./group";
import { polling } from "./polling/group";
import { threads } from "./threads/group";

export const groups: readonly Group[] = [exchange, calls, polling, errors, threads];
