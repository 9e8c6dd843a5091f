import { someWaitsEndBy, usual } from "../support/blocked";
import { stopPrograms } from "../support/programs";

// Whatever its threads are blocked in, a process ends when it is told to, or has nothing left to do. The other endings
// are in test/stress.

describe("a process whose threads are blocked", () => {
    afterEach(stopPrograms);

    for (const number of usual) someWaitsEndBy(number);
});
