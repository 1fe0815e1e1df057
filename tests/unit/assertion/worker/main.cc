#include "assertion/jq.h"

int main() { return sightline::run_jq_worker(); }
