#ifndef XIAOHAO_CNCURSES_H
#define XIAOHAO_CNCURSES_H

// Swift cannot import ncurses' globals and macros safely, so everything it needs stands here as a function or a constant.
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>
#include <stdint.h>

/// What `xh_next_key` found.
enum xh_key_kind { XH_NO_KEY, XH_CHARACTER, XH_CODE };

/// Starts the screen on the process's terminal: raw keys, no echo, default colours. 0, or -1 when there is no terminal of that type.
int xh_open(int escape_delay);
/// Gives the terminal back as it was.
void xh_close(void);
/// Stops the process as ^Z does and comes back with the screen restored.
void xh_suspend(void);
int xh_rows(void);
int xh_columns(void);
int xh_colors(void);
void xh_define_pair(int pair, int foreground, int background);
/// Makes the next `xh_flush` draw every cell again.
void xh_redraw(void);
/// Writes characters at a place in a colour pair with attributes; nothing is written past the right edge.
void xh_put(int row, int column, const wchar_t *text, int count, unsigned int attributes, int pair);
/// Shows what was written; the cursor stands at the place, or is hidden when row is negative.
void xh_flush(int row, int column);
enum xh_key_kind xh_next_key(uint32_t *value);
/// Writes bytes to the terminal past ncurses (OSC 52).
void xh_write_raw(const char *bytes, int count);

/// Number of the signal that asked the process to end; 0 while none did.
int xh_signal(void);
/// Wakes the loop; may be called from any thread.
void xh_wake(void);
void xh_drain_wakes(void);
/// Waits for a key, a wake or the timeout in milliseconds.
void xh_wait(int timeout);

static const unsigned int XH_BOLD = A_BOLD;
static const unsigned int XH_DIM = A_DIM;
static const unsigned int XH_REVERSE = A_REVERSE;

#endif
