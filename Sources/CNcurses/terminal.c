#define _GNU_SOURCE
#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

static SCREEN *screen;
// Keys are read through a pad: reading through a window would draw it.
static WINDOW *keys;
static struct termios before;
// Whether the cursor is shown; -1: not known.
static int cursor = -1;
static int in = STDIN_FILENO, out = STDOUT_FILENO;
// ncurses hands out a frame in one small write for each place the cursor goes to. It draws on a descriptor of its own,
// which stands for a file in memory meanwhile; then the terminal gets the frame in one piece.
static int drawing = -1, memory = -1;
static uint8_t *gathered;
static long room;
// What a library says on the standard error, as libpq about a password file, would stand on the screen for good: it waits in
// `held` while the screen is open, and `errors` is where it goes afterwards.
static int errors = -1, held = -1;
static int wake[2] = {-1, -1};
static volatile sig_atomic_t ending, stopping, continued;

// What a terminal needs to be usable again, for an end that ncurses does not see.
static const char restore_text[] = "\033[0m\033[?1049l\033[?25h\033[?1l\033>\r\n";
static char closing[128];
static const int fatal[] = {SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGABRT};
static const int polite[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

static void hold_errors(void) {
    if (errors < 0) errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (held < 0) held = memfd_create("errors", MFD_CLOEXEC);
    if (errors >= 0 && held >= 0) dup2(held, STDERR_FILENO);
}

// Callable from a handler. Of very much, said again with every try, the beginning will do.
static void release_errors(void) {
    char text[2048];
    if (errors < 0 || held < 0) return;
    dup2(errors, STDERR_FILENO);
    ssize_t count = pread(held, text, sizeof text, 0);
    if (count == sizeof text) while (count > 0 && text[count - 1] != '\n') count--;
    ssize_t ignored = count > 0 ? write(STDERR_FILENO, text, (size_t)count) : 0;
    ignored = ftruncate(held, 0);
    (void)ignored;
    lseek(held, 0, SEEK_SET);
}

static void on_fatal(int number) {
    static const char sentence[] = "xiaohao: 程序意外结束，终端已恢复；已写入台账的内容不受影响 · ended by a fault; the ledger is untouched\r\n";
    ssize_t ignored = write(STDOUT_FILENO, closing, strlen(closing));
    ignored = write(STDOUT_FILENO, restore_text, sizeof restore_text - 1);
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
    release_errors();
    ignored = write(STDERR_FILENO, sentence, sizeof sentence - 1);
    (void)ignored;
    signal(number, SIG_DFL);
    raise(number);
}

static void on_signal(int number) {
    int saved = errno;
    switch (number) {
    case SIGTSTP: stopping = 1; break;
    case SIGCONT: continued = 1; break;
    case SIGWINCH: break;
    default: ending = number;
    }
    xh_wake();
    errno = saved;
}

static void install(const int *numbers, size_t count, void (*handler)(int), int flags) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    for (size_t index = 0; index < count; index++) sigaction(numbers[index], &action, NULL);
}

static void install_all(void) {
    static const int others[] = {SIGTSTP, SIGCONT, SIGWINCH};
    install(fatal, sizeof fatal / sizeof *fatal, on_fatal, 0);
    // Without SA_RESTART, so that a write to a terminal that takes nothing more can be given up.
    install(polite, sizeof polite / sizeof *polite, on_signal, 0);
    install(others, sizeof others / sizeof *others, on_signal, SA_RESTART);
}

static enum xh_trouble describe(const char *type) {
    int result = 0;
    if (setupterm(type, out, &result) == ERR) return result == 1 ? XH_DUMB : XH_UNKNOWN;
    char *move = tigetstr("cup");
    enum xh_trouble trouble = move == NULL || move == (char *)-1 ? XH_DUMB : XH_FINE;
    del_curterm(cur_term);
    return trouble;
}

static int is_own(void) { return in == STDIN_FILENO; }

// Codes of our own, above those of ncurses.
enum { paste_begin = 0x7001, paste_end };

enum xh_trouble xh_prepare(void) {
    static int is_done;
    static enum xh_trouble trouble = XH_FINE;
    if (is_done) return trouble;
    is_done = 1;
    // Two heaps for a handful of threads: each more would keep pages of its own.
    mallopt(M_ARENA_MAX, 2);
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0 && setlocale(LC_CTYPE, "C.UTF-8") == NULL) trouble = XH_NO_UTF8;
    return trouble;
}

enum xh_trouble xh_open(int escape_delay, int mouse, int input, int output, const char *type) {
    in = input;
    out = output;
    if (!isatty(in) || !isatty(out) || tcgetattr(in, &before) != 0) return XH_NO_TERMINAL;
    enum xh_trouble trouble = xh_prepare();
    if (trouble == XH_FINE) trouble = describe(type);
    if (trouble != XH_FINE) return trouble;
    drawing = fcntl(out, F_DUPFD_CLOEXEC, 0);
    screen = newterm(type, fdopen(drawing, "w"), is_own() ? stdin : fdopen(dup(in), "r"));
    if (screen == NULL) return XH_UNKNOWN;
    if (memory < 0) memory = memfd_create("frame", MFD_CLOEXEC);
    cursor = -1;
    set_escdelay(escape_delay);
    raw();
    noecho();
    nonl();
    leaveok(stdscr, FALSE);
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    keys = newpad(1, 1);
    keypad(keys, TRUE);
    nodelay(keys, TRUE);
    define_key("\033[200~", paste_begin);
    define_key("\033[201~", paste_end);
    if (mouse) {
        mousemask(BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
        mouseinterval(0);
    }
    refresh();
    if (wake[0] < 0 && pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0) wake[0] = wake[1] = -1;
    if (is_own()) {
        install_all();
        if (isatty(STDERR_FILENO)) hold_errors();
    }
    return XH_FINE;
}

void xh_close(void) {
    static const int others[] = {SIGTSTP, SIGCONT, SIGWINCH};
    if (screen == NULL) return;
    xh_write((const uint8_t *)closing, (long)strlen(closing));
    curs_set(1);
    endwin();
    delwin(keys);
    delscreen(screen);
    screen = NULL;
    if (!is_own()) return;
    release_errors();
    install(fatal, sizeof fatal / sizeof *fatal, SIG_DFL, 0);
    install(polite, sizeof polite / sizeof *polite, SIG_DFL, 0);
    install(others, sizeof others / sizeof *others, SIG_DFL, 0);
}

void xh_lend(void) {
    xh_write((const uint8_t *)closing, (long)strlen(closing));
    endwin();
    release_errors();
}

void xh_take_back(void) {
    if (errors >= 0) hold_errors();
    xh_redraw();
    refresh();
    cursor = -1;
    continued = 0;
}

int xh_run(const char *command, const char *argument, int detached) {
    static const int ends[] = {SIGINT, SIGQUIT}, stop[] = {SIGTSTP};
    char line[4096];
    const char *shape = detached ? "set -- %s \"$1\"; command -v \"$1\" >/dev/null || exit 127; (\"$@\" </dev/null >/dev/null 2>&1 &)"
                                 : "%s \"$1\"";
    if (snprintf(line, sizeof line, shape, command) >= (int)sizeof line) return -1;
    char *words[] = {"sh", "-c", line, "sh", (char *)argument, NULL};
    posix_spawnattr_t attributes;
    sigset_t all;
    pid_t child = 0;
    int status = 0;
    install(ends, 2, SIG_IGN, 0);
    install(stop, 1, SIG_DFL, 0);
    posix_spawnattr_init(&attributes);
    sigfillset(&all);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    int problem = posix_spawn(&child, "/bin/sh", NULL, &attributes, words, environ);
    posix_spawnattr_destroy(&attributes);
    while (problem == 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    if (screen != NULL) install_all();
    if (problem != 0) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void xh_suspend(void) {
    static const int stop[] = {SIGTSTP};
    xh_lend();
    install(stop, 1, SIG_DFL, 0);
    // The whole group, as ^Z does: a shell waits for all of a pipeline. Without a shell nothing stops.
    kill(0, SIGTSTP);
    install_all();
    stopping = 0;
    xh_take_back();
}

void xh_size(int *high, int *wide) {
    struct winsize size;
    if (ioctl(out, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
        *high = size.ws_row;
        *wide = size.ws_col;
        if (screen != NULL && is_term_resized(*high, *wide)) {
            resizeterm(*high, *wide);
            xh_redraw();
        }
    } else {
        *high = LINES;
        *wide = COLS;
    }
}

int xh_colors(void) {
    int result = 0;
    // The description of an open screen is in use; it is not to be taken from it.
    if (screen == NULL && setupterm(NULL, out, &result) == ERR) return 0;
    int count = tigetflag("RGB") > 0 ? 0x1000000 : tigetnum("colors");
    if (screen == NULL) del_curterm(cur_term);
    return count < 0 ? 0 : count;
}

void xh_define_pair(int pair, int foreground, int background) { init_extended_pair(pair, foreground, background); }

void xh_redraw(void) { clearok(curscr, TRUE); }

void xh_put(int row, int column, const wchar_t *text, int count, unsigned int attributes, int pair) {
    int extended = pair;
    if (wmove(stdscr, row, column) == ERR) return;
    wattr_set(stdscr, (attr_t)attributes, 0, &extended);
    waddnwstr(stdscr, text, count);
}

static void hand_over(void) {
    off_t count = lseek(memory, 0, SEEK_CUR);
    if (count > room) {
        uint8_t *larger = realloc(gathered, (size_t)count);
        if (larger == NULL) return;
        gathered = larger;
        room = (long)count;
    }
    if (count > 0 && pread(memory, gathered, (size_t)count, 0) == count) xh_write(gathered, (long)count);
    lseek(memory, 0, SEEK_SET);
}

void xh_flush(int row, int column) {
    int wanted = row >= 0;
    int is_gathered = memory >= 0 && dup3(memory, drawing, O_CLOEXEC) >= 0;
    if (wanted) wmove(stdscr, row, column);
    if (wanted != cursor) curs_set(wanted);
    cursor = wanted;
    wrefresh(stdscr);
    if (is_gathered && dup3(out, drawing, O_CLOEXEC) >= 0) hand_over();
}

int xh_has_corner(void) {
    char *off = tigetstr("rmam");
    return tigetflag("am") <= 0 || (off != NULL && off != (char *)-1);
}

int xh_columns_of(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

// What the pointer did and was not told of yet, newest first, as getmouse gives it: a press and its release may be one key.
static MEVENT pointer[16];
static int pointed;

static enum xh_key_kind next_pointer(uint32_t *value, uint32_t *second) {
    const MEVENT *event = &pointer[--pointed];
    *value = (uint32_t)event->y;
    *second = (uint32_t)event->x;
    if (event->bstate & BUTTON4_PRESSED) return XH_WHEEL_UP;
    if (event->bstate & BUTTON5_PRESSED) return XH_WHEEL_DOWN;
    return event->bstate & BUTTON1_PRESSED ? XH_POINTER_DOWN : XH_POINTER_UP;
}

enum xh_key_kind xh_next_key(uint32_t *value, uint32_t *second) {
    wint_t key = 0;
    if (pointed > 0) return next_pointer(value, second);
    int result = wget_wch(keys, &key);
    if (result == ERR) return XH_NO_KEY;
    *value = (uint32_t)key;
    if (result != KEY_CODE_YES) return XH_CHARACTER;
    if (key == paste_begin) return XH_PASTE_BEGIN;
    if (key == paste_end) return XH_PASTE_END;
    if (key != KEY_MOUSE) return XH_CODE;
    while (pointed < (int)(sizeof pointer / sizeof *pointer) && getmouse(&pointer[pointed]) == OK) pointed++;
    return pointed > 0 ? next_pointer(value, second) : XH_CODE;
}

void xh_write(const uint8_t *bytes, long count) {
    while (count > 0) {
        ssize_t written = write(out, bytes, (size_t)count);
        if (written >= 0) {
            bytes += written;
            count -= written;
        } else if (errno == EAGAIN) {
            struct pollfd room = {out, POLLOUT, 0};
            poll(&room, 1, 100);
        } else if (errno != EINTR) {
            return;
        }
        if (ending != 0 && written < 0) return;
    }
}

void xh_on_close(const char *bytes) {
    strncpy(closing, bytes, sizeof closing - 1);
}

int xh_signal(void) { return ending; }

int xh_stop_asked(void) {
    int asked = stopping;
    stopping = 0;
    return asked;
}

int xh_was_continued(void) {
    int was = continued;
    continued = 0;
    return was;
}

void xh_wake(void) {
    if (wake[1] < 0) return;
    ssize_t ignored = write(wake[1], "w", 1);
    (void)ignored;
}

void xh_drain_wakes(void) {
    char buffer[256];
    while (wake[0] >= 0 && read(wake[0], buffer, sizeof buffer) > 0) {}
}

void xh_wait(int timeout) {
    struct pollfd waits[2] = {{in, POLLIN, 0}, {wake[0], POLLIN, 0}};
    int count = poll(waits, wake[0] >= 0 ? 2 : 1, timeout);
    // A terminal that went away can be read for ever; it is the end.
    if (count > 0 && (waits[0].revents & (POLLHUP | POLLERR | POLLNVAL)) && ending == 0) ending = SIGHUP;
}

int xh_has_input(void) {
    struct pollfd input = {in, POLLIN, 0};
    return poll(&input, 1, 0) > 0 && (input.revents & POLLIN) != 0;
}
