#ifndef XIAOHAO_RESOURCES_H
#define XIAOHAO_RESOURCES_H
#include <stddef.h>

/// The bytes of a file under Resources by its path there, and their number; null when there is none.
const unsigned char *xiaohao_resource(const char *name, long *length);

#endif
