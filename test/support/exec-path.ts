// Required first by Node where it runs under an emulator: what it starts by its own name has to be the program that
// starts the emulator.

if (process.env.PYSOCKET_EXEC_PATH) process.execPath = process.env.PYSOCKET_EXEC_PATH;
