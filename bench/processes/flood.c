#include "flood.h"

int main(int argc, char** argv) {
    if (argc == 2) flood(atoi(argv[1]));
    return 1;
}
