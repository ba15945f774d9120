#include <sqlite3.h>

// sqlite3_config takes a variable number of arguments, which Swift cannot pass.
static inline int xiaohaoConfigureSQLite(int lookasideSize, int lookasideCount) {
    int code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (code == SQLITE_OK) code = sqlite3_config(SQLITE_CONFIG_LOOKASIDE, lookasideSize, lookasideCount);
    return code;
}
