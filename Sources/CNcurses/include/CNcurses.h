#ifndef XIAOHAO_CNCURSES_H
#define XIAOHAO_CNCURSES_H

// Swift cannot import ncurses' globals and macros safely, so everything it needs stands here as a function or a constant.
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>
#include <stdint.h>

/// What `xh_next_key` found.
enum xh_key_kind { XH_NO_KEY, XH_CHARACTER, XH_CODE };

/// Why there is no screen.
enum xh_trouble {
    XH_FINE,
    /// No terminal at stdin and stdout.
    XH_NO_TERMINAL,
    /// TERM is not set, or nothing describes it.
    XH_UNKNOWN,
    /// It cannot move its cursor, or not by the sequences of ECMA-48.
    XH_DUMB,
    /// No UTF-8 locale is installed.
    XH_NO_UTF8
};

/// Starts the screen on the process's terminal: raw keys, no echo.
enum xh_trouble xh_open(int escape_delay);
/// Gives the terminal back as it was.
void xh_close(void);
/// Gives the terminal to another program for a while, and takes it back.
void xh_lend(void);
void xh_take_back(void);
/// Runs a shell command with one argument: its exit, 128 + n after signal n, or -1. On the terminal it is waited for, and
/// keys that end or stop a program are meant for it; detached it says nothing here and only its being there is told.
int xh_run(const char *command, const char *argument, int detached);
/// Stops the process and its companions as ^Z does; comes back with the terminal taken back.
void xh_suspend(void);
/// Rows and columns as the terminal says now.
void xh_size(int *high, int *wide);
/// Colours that the description of the terminal promises; the screen need not be open.
int xh_colors(void);
enum xh_key_kind xh_next_key(uint32_t *value);
/// Writes all the bytes to the terminal; gives up when the process was asked to end.
void xh_write(const uint8_t *bytes, long count);
/// Bytes that are written when the terminal is given back, whatever ends the process: modes that were turned on.
void xh_on_close(const char *bytes);

/// Number of the signal that asked the process to end; 0 while none did.
int xh_signal(void);
/// Whether somebody asked the process to stop (SIGTSTP) since the last call.
int xh_stop_asked(void);
/// Whether the process was continued since the last call: another program may have drawn meanwhile.
int xh_was_continued(void);
/// Wakes the loop; may be called from any thread.
void xh_wake(void);
void xh_drain_wakes(void);
/// Waits for a key, a wake or the timeout in milliseconds.
void xh_wait(int timeout);
/// Whether keys wait.
int xh_has_input(void);

#endif
