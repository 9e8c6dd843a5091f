import type { Future } from "pysocket/concurrent/futures";
import type { SimpleQueue } from "pysocket/queue";
import type { SharedList } from "pysocket/shared";
import type { Event, Semaphore, Thread } from "pysocket/threading";

export function power(base: number, exponent: number): number;
export function multiply(first: number, second: number): number;
export function absolute(number: number): number;
/** Its arguments. */
export function capture(...args: unknown[]): unknown[];
export function identity<T>(value: T): T;
/** Waits for the event, for at most so many seconds. */
export function pause(event: Event, seconds?: number): void;
/** Quotient and remainder; `ZeroDivisionError` for a divisor of 0. */
export function divide(dividend: number, divisor: number): [number, number];
export function raiseAfter(event: Event, seconds: number): never;
export function acquire(lock: Semaphore): void;
export function makeObject(): object;
export function note<T>(list: SharedList<T>, value: T): void;
/** Notes that it has started, waits, and notes that it has stopped. */
export function noteAround(list: SharedList<string>, event: Event, value: string): void;
/** The initializers, and what the first has made of this thread's status. */
export function initialise(value: string): void;
export function failToInitialise(output: SimpleQueue<string>): never;
export function getStatus(): string;

/** Starts a thread that does to the future what its name says, a little later. */
export function start(name: "setResult", event: Event, future: Future<number>, value: number): Thread;
export function start(name: "setException" | "cancel", event: Event, future: Future): Thread;
