#define _GNU_SOURCE
#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static SCREEN *screen;
static struct termios before;
static int wake[2] = {-1, -1};
static volatile sig_atomic_t ending;

// What a terminal needs to be usable again, for an end that ncurses does not see.
static const char restore_text[] = "\033[?1049l\033[?25h\033[0m\033[?1l\033>\r\n";
static const int fatal[] = {SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGABRT};
static const int polite[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

static void on_fatal(int number) {
    static const char sentence[] = "xiaohao: 程序意外结束，终端已恢复；已写入台账的内容不受影响 · ended by a fault; the ledger is untouched\r\n";
    ssize_t ignored = write(STDOUT_FILENO, restore_text, sizeof restore_text - 1);
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
    ignored = write(STDERR_FILENO, sentence, sizeof sentence - 1);
    (void)ignored;
    signal(number, SIG_DFL);
    raise(number);
}

static void on_polite(int number) {
    int saved = errno;
    ending = number;
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

int xh_open(int escape_delay) {
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
    if (tcgetattr(STDIN_FILENO, &before) != 0) return -1;
    screen = newterm(NULL, stdout, stdin);
    if (screen == NULL) return -1;
    set_escdelay(escape_delay);
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    leaveok(stdscr, FALSE);
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    if (wake[0] < 0 && pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0) wake[0] = wake[1] = -1;
    install(fatal, sizeof fatal / sizeof *fatal, on_fatal, 0);
    install(polite, sizeof polite / sizeof *polite, on_polite, SA_RESTART);
    return 0;
}

void xh_close(void) {
    if (screen == NULL) return;
    endwin();
    delscreen(screen);
    screen = NULL;
    install(fatal, sizeof fatal / sizeof *fatal, SIG_DFL, 0);
    install(polite, sizeof polite / sizeof *polite, SIG_DFL, 0);
}

void xh_suspend(void) {
    endwin();
    raise(SIGSTOP);
    refresh();
    xh_redraw();
}

int xh_rows(void) { return LINES; }
int xh_columns(void) { return COLS; }
int xh_colors(void) { return has_colors() ? COLORS : 0; }

void xh_define_pair(int pair, int foreground, int background) { init_extended_pair(pair, foreground, background); }

void xh_redraw(void) { clearok(curscr, TRUE); }

void xh_put(int row, int column, const wchar_t *text, int count, unsigned int attributes, int pair) {
    int extended = pair;
    if (wmove(stdscr, row, column) == ERR) return;
    wattr_set(stdscr, (attr_t)attributes, 0, &extended);
    waddnwstr(stdscr, text, count);
}

void xh_flush(int row, int column) {
    if (row >= 0) {
        wmove(stdscr, row, column);
        curs_set(1);
    } else {
        curs_set(0);
    }
    wrefresh(stdscr);
}

enum xh_key_kind xh_next_key(uint32_t *value) {
    wint_t key = 0;
    int result = wget_wch(stdscr, &key);
    if (result == ERR) return XH_NO_KEY;
    *value = (uint32_t)key;
    return result == KEY_CODE_YES ? XH_CODE : XH_CHARACTER;
}

void xh_write_raw(const char *bytes, int count) {
    fflush(stdout);
    while (count > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, (size_t)count);
        if (written < 0) {
            if (errno == EINTR || errno == EAGAIN) continue;
            return;
        }
        bytes += written;
        count -= (int)written;
    }
}

int xh_signal(void) { return ending; }

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
    struct pollfd waits[2] = {{STDIN_FILENO, POLLIN, 0}, {wake[0], POLLIN, 0}};
    int count = poll(waits, wake[0] >= 0 ? 2 : 1, timeout);
    // A terminal that went away can be read for ever; it is the end.
    if (count > 0 && (waits[0].revents & (POLLHUP | POLLERR | POLLNVAL)) && ending == 0) ending = SIGHUP;
}
