#ifndef XIAOHAO_CNCURSES_H
#define XIAOHAO_CNCURSES_H

// Swift cannot import ncurses' globals and macros safely, so everything it needs stands here as a function or a constant.
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>
#include <stdint.h>

/// What `xh_next_key` found.
enum xh_key_kind { XH_NO_KEY, XH_CHARACTER, XH_CODE, XH_POINTER_DOWN, XH_POINTER_UP, XH_WHEEL_UP, XH_WHEEL_DOWN, XH_PASTE_BEGIN, XH_PASTE_END };

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

/// What all threads share, the locale first: before anything works beside the terminal. Only the first call does it.
enum xh_trouble xh_prepare(void);
/// Starts the screen: raw keys, no echo, default colours.
///
/// `input` and `output` are 0 and 1 for the process's own terminal; on any other no signal is handled. `type` is NULL for TERM.
enum xh_trouble xh_open(int escape_delay, int mouse, int input, int output, const char *type);
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
/// Rows and columns as the terminal says now; the screen follows them.
void xh_size(int *high, int *wide);
/// Gives a pair of colours its numbers; -1 is the terminal's own colour.
void xh_define_pair(int pair, int foreground, int background);
/// Writes characters at a place in a pair of colours with attributes.
void xh_put(int row, int column, const wchar_t *text, int count, unsigned int attributes, int pair);
/// Shows what was written; the cursor stands at the place, or is hidden when row is negative.
void xh_flush(int row, int column);
/// Whether the lower right cell can be written: elsewhere ncurses pushes it there by inserting, which tears a wide neighbour.
int xh_has_corner(void);
/// Makes the next `xh_flush` draw every cell again.
void xh_redraw(void);
/// Columns that ncurses counts for a character; -1 when the C library does not know it.
int xh_columns_of(uint32_t scalar);
/// Colours that the description of the terminal promises; the screen need not be open.
int xh_colors(void);
/// The next key, if any: its scalar or code, or the row and column of the pointer.
enum xh_key_kind xh_next_key(uint32_t *value, uint32_t *second);
/// Writes bytes to the terminal past ncurses, which has no call for them; gives up when the process was asked to end.
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

static const unsigned int XH_BOLD = A_BOLD;
static const unsigned int XH_DIM = A_DIM;
static const unsigned int XH_UNDERLINE = A_UNDERLINE;
static const unsigned int XH_REVERSE = A_REVERSE;

#endif
