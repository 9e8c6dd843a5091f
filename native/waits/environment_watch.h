#pragma once

namespace pysocket {

// Stops watching the environment of the calling thread, which is being torn down.
void unwatch_environment();

}  // namespace pysocket
