// A disk that fails on demand, put before libc by LD_PRELOAD. It counts every call that changes a file below FAULT_FOLDER and acts at one of them.
//
//   FAULT_FOLDER  only files below it count
//   FAULT_KIND    count | kill | power | full
//   FAULT_AT      the call at which it happens, from 1; for power 0 means at the end of the process
//   FAULT_PART    kill: 0 before the call, 1 in the middle of it (half of what is written), 2 after it
//   FAULT_SYNCS   ignored: fsync and fdatasync do nothing (the negative control: a program without them)
//   FAULT_KEEP    power: a seed by which every second unsynced change survives all the same; 0 loses all of them
//   FAULT_REPORT  a file that gets the number of calls at the end
//
// kill   SIGKILL before, in or after the call.
// power  everything since the file's last sync is undone, newest first: bytes, lengths, names; then SIGKILL.
// full   from the call on, nothing more fits: ENOSPC.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { NONE, COUNT, KILL, POWER, FULL };

// One change that no sync has made durable yet.
struct change {
    enum { BYTES, LENGTH, CREATED, RENAMED, REMOVED } what;
    char *path, *other;
    off_t offset, length;
    size_t count;
    unsigned char *old;
    struct change *earlier;
};

static enum kind kind;
static long at, calls;
static int ignores_syncs;
static unsigned keep;
static int part;
static char folder[PATH_MAX];
static struct change *changes;
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_rename)(const char *, const char *);
static int (*real_link)(const char *, const char *);
static int (*real_unlink)(const char *);
static int (*real_open)(const char *, int, ...);

__attribute__((constructor)) static void start(void) {
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_link = dlsym(RTLD_NEXT, "link");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_open = dlsym(RTLD_NEXT, "open64");
    const char *name = getenv("FAULT_KIND");
    const char *below = getenv("FAULT_FOLDER");
    if (!name || !below || !realpath(below, folder)) return;
    kind = !strcmp(name, "kill") ? KILL : !strcmp(name, "power") ? POWER : !strcmp(name, "full") ? FULL : COUNT;
    at = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : -1;
    ignores_syncs = getenv("FAULT_SYNCS") && !strcmp(getenv("FAULT_SYNCS"), "ignored");
    part = getenv("FAULT_PART") ? atoi(getenv("FAULT_PART")) : 0;
    keep = getenv("FAULT_KEEP") ? (unsigned)atol(getenv("FAULT_KEEP")) : 0;
}

static int is_below(const char *path) {
    size_t length = strlen(folder);
    return length && !strncmp(path, folder, length) && path[length] == '/';
}

// The path of a descriptor when it counts.
static int counted(int descriptor, char *path) {
    if (kind == NONE) return 0;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    // The shared memory beside a WAL is made anew after a fall and holds nothing that must last.
    if (length > 4 && !strcmp(path + length - 4, "-shm")) return 0;
    return is_below(path);
}

// The absolute path of a name when it counts.
static int counted_name(const char *name, char *path) {
    if (kind == NONE) return 0;
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
    } else {
        char here[PATH_MAX];
        if (!getcwd(here, sizeof here)) return 0;
        if (snprintf(path, PATH_MAX, "%s/%s", here, name) >= PATH_MAX) return 0;
    }
    size_t length = strlen(path);
    if (length > 4 && !strcmp(path + length - 4, "-shm")) return 0;
    return is_below(path);
}

static struct change *note(int what, const char *path) {
    struct change *change = calloc(1, sizeof *change);
    if (!change) abort();
    change->what = what;
    change->path = strdup(path);
    change->earlier = changes;
    changes = change;
    return change;
}

static void note_bytes(int descriptor, const char *path, off_t offset, size_t count) {
    struct stat status;
    if (kind != POWER || fstat(descriptor, &status)) return;
    struct change *change = note(BYTES, path);
    change->offset = offset;
    change->length = status.st_size;
    change->old = malloc(count ? count : 1);
    int reader = real_open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = reader >= 0 ? pread(reader, change->old, count, offset) : 0;
    if (reader >= 0) close(reader);
    change->count = got > 0 ? (size_t)got : 0;
}

static void lose_power(void) {
    unsigned seed = keep;
    for (struct change *change = changes; change; change = change->earlier) {
        if (keep && rand_r(&seed) & 1024) continue;
        switch (change->what) {
            case BYTES:
            case LENGTH: {
                int file = real_open(change->path, O_WRONLY | O_CLOEXEC);
                if (file < 0) break;
                if (change->count) real_pwrite(file, change->old, change->count, change->offset);
                if (!keep || change->what == LENGTH) real_ftruncate(file, change->length);
                close(file);
                break;
            }
            case CREATED: real_unlink(change->path); break;
            case RENAMED: real_rename(change->other, change->path); break;
            case REMOVED: real_rename(change->other, change->path); break;
        }
    }
    kill(getpid(), SIGKILL);
}

// What is on the disk now stays there: a file's bytes, or a folder's names.
static void forget(const char *path) {
    size_t length = strlen(path);
    struct change **place = &changes;
    while (*place) {
        struct change *change = *place;
        int is_file = change->what == BYTES || change->what == LENGTH;
        const char *slash = strrchr(change->path, '/');
        int is_synced = is_file ? !strcmp(change->path, path)
                                : slash && (size_t)(slash - change->path) == length && !strncmp(change->path, path, length);
        if (is_synced) {
            *place = change->earlier;
            if (change->what == REMOVED) real_unlink(change->other);
        } else {
            place = &change->earlier;
        }
    }
}

// One call more; true when the disk is full at it.
static int next_call(int *is_here) {
    calls++;
    *is_here = calls == at && kind == KILL;
    if (calls == at && kind == POWER) lose_power();
    if (*is_here && part == 0) kill(getpid(), SIGKILL);
    return kind == FULL && at > 0 && calls >= at;
}

// The call is done.
static void done_call(int is_here) {
    if (is_here) kill(getpid(), SIGKILL);
}

__attribute__((destructor)) static void finish(void) {
    const char *report = getenv("FAULT_REPORT");
    if (report && kind != NONE) {
        char text[32];
        int length = snprintf(text, sizeof text, "%ld", calls);
        int file = real_open(report, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (file >= 0) {
            if (real_write(file, text, (size_t)length) < 0) abort();
            close(file);
        }
    }
    if (kind == POWER && at == 0) lose_power();
}

static ssize_t put(int descriptor, const void *bytes, size_t count, off_t offset, int has_offset) {
    char path[PATH_MAX];
    if (!counted(descriptor, path))
        return has_offset ? real_pwrite(descriptor, bytes, count, offset) : real_write(descriptor, bytes, count);
    pthread_mutex_lock(&lock);
    int is_here;
    ssize_t done;
    if (next_call(&is_here)) {
        errno = ENOSPC;
        done = -1;
    } else {
        off_t place = has_offset ? offset : lseek(descriptor, 0, SEEK_CUR);
        note_bytes(descriptor, path, place, count);
        size_t length = is_here && part == 1 ? count / 2 : count;
        done = has_offset ? real_pwrite(descriptor, bytes, length, offset) : real_write(descriptor, bytes, length);
        done_call(is_here);
    }
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t write(int descriptor, const void *bytes, size_t count) { return put(descriptor, bytes, count, 0, 0); }
ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) { return put(descriptor, bytes, count, offset, 1); }
ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off_t offset) { return put(descriptor, bytes, count, offset, 1); }

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    ssize_t total = 0;
    for (int index = 0; index < count; index++) {
        ssize_t done = put(descriptor, parts[index].iov_base, parts[index].iov_len, 0, 0);
        if (done < 0) return total ? total : -1;
        total += done;
        if ((size_t)done < parts[index].iov_len) break;
    }
    return total;
}

// Ways to copy inside the kernel are not there: whoever wants them falls back to write.
ssize_t copy_file_range(int from, off_t *from_offset, int to, off_t *to_offset, size_t count, unsigned flags) {
    (void)from; (void)from_offset; (void)to; (void)to_offset; (void)count; (void)flags;
    errno = ENOSYS;
    return -1;
}

ssize_t sendfile(int to, int from, off_t *offset, size_t count) {
    char buffer[65536];
    size_t wanted = count < sizeof buffer ? count : sizeof buffer;
    ssize_t got = offset ? pread(from, buffer, wanted, *offset) : read(from, buffer, wanted);
    if (got <= 0) return got;
    ssize_t done = put(to, buffer, (size_t)got, 0, 0);
    if (done > 0 && offset) *offset += done;
    return done;
}
ssize_t sendfile64(int to, int from, off_t *offset, size_t count) { return sendfile(to, from, offset, count); }

static int sync_file(int descriptor) {
    char path[PATH_MAX];
    if (kind != NONE && ignores_syncs) return 0;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = kind == NONE ? 0 : readlink(link, path, sizeof path - 1);
    if (length <= 0) return real_fsync(descriptor);
    path[length] = 0;
    if (!is_below(path) && strcmp(path, folder)) return real_fsync(descriptor);
    pthread_mutex_lock(&lock);
    int is_here;
    next_call(&is_here);
    // The simulated disk remembers what was synced; the real one need not be waited for.
    if (kind == POWER) forget(path);
    done_call(is_here);
    pthread_mutex_unlock(&lock);
    return 0;
}
int fsync(int descriptor) { return sync_file(descriptor); }
int fdatasync(int descriptor) { return sync_file(descriptor); }

static int cut(int descriptor, off_t length) {
    char path[PATH_MAX];
    if (!counted(descriptor, path)) return real_ftruncate(descriptor, length);
    pthread_mutex_lock(&lock);
    int is_here;
    next_call(&is_here);
    struct stat status;
    if (kind == POWER && !fstat(descriptor, &status)) {
        size_t lost = status.st_size > length ? (size_t)(status.st_size - length) : 0;
        note_bytes(descriptor, path, length, lost);
        changes->what = LENGTH;
    }
    int done = real_ftruncate(descriptor, length);
    done_call(is_here);
    pthread_mutex_unlock(&lock);
    return done;
}
int ftruncate(int descriptor, off_t length) { return cut(descriptor, length); }
int ftruncate64(int descriptor, off_t length) { return cut(descriptor, length); }

int rename(const char *from, const char *to) {
    char path[PATH_MAX], target[PATH_MAX];
    if (!counted_name(from, path) || !counted_name(to, target)) return real_rename(from, to);
    pthread_mutex_lock(&lock);
    int is_here, done = -1;
    if (next_call(&is_here)) {
        errno = ENOSPC;
    } else {
        done = real_rename(from, to);
        if (!done && kind == POWER) note(RENAMED, path)->other = strdup(target);
        done_call(is_here);
    }
    pthread_mutex_unlock(&lock);
    return done;
}

int link(const char *from, const char *to) {
    char path[PATH_MAX], target[PATH_MAX];
    if (!counted_name(from, path) || !counted_name(to, target)) return real_link(from, to);
    pthread_mutex_lock(&lock);
    int is_here, done = -1;
    if (next_call(&is_here)) {
        errno = ENOSPC;
    } else {
        done = real_link(from, to);
        if (!done && kind == POWER) note(CREATED, target);
        done_call(is_here);
    }
    pthread_mutex_unlock(&lock);
    return done;
}

int unlink(const char *name) {
    char path[PATH_MAX];
    if (!counted_name(name, path)) return real_unlink(name);
    pthread_mutex_lock(&lock);
    int is_here, done;
    next_call(&is_here);
    if (kind == POWER) {
        char kept[PATH_MAX + 32];
        snprintf(kept, sizeof kept, "%s.removed-%ld", path, calls);
        done = real_rename(name, kept);
        if (!done) note(REMOVED, path)->other = strdup(kept);
    } else {
        done = real_unlink(name);
    }
    done_call(is_here);
    pthread_mutex_unlock(&lock);
    return done;
}

static int open_file(const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    if (!(flags & O_CREAT) || !counted_name(name, path)) return real_open(name, flags, mode);
    pthread_mutex_lock(&lock);
    struct stat status;
    int is_new = stat(name, &status) != 0, file = -1, is_here;
    if (is_new && next_call(&is_here)) {
        errno = ENOSPC;
    } else {
        file = real_open(name, flags, mode);
        if (file >= 0 && is_new && kind == POWER) note(CREATED, path);
        if (is_new) done_call(is_here);
    }
    pthread_mutex_unlock(&lock);
    return file;
}

int open(const char *name, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open_file(name, flags, mode);
}
int open64(const char *name, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open_file(name, flags, mode);
}
