#pragma once

#include "instance.h"

namespace pysocket {

// The environment is going: gives back the references of every object that is still followed.
void release_tracked(Instance* instance);

}  // namespace pysocket
